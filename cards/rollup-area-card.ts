import { inWords } from '../bot/domain/dates.js';
import type { AreaReplyView } from '../bot/domain/views.js';
import { escapeMarkdown } from './markdown.js';
import type { Built } from './render.js';
import type { Telling } from './rollup-exceptions.js';
import { attentionOf, headlineIn } from './rollup-head.js';
import { laidOut, type Tellings } from './rollup-model.js';
import { areaWord, capital, cut } from './words.js';

const SUMMARY_LENGTH = 380;

/** A reply in a summary's thread: one area with everything that the message leaves out or cuts short. */
export function areaReplyCard({ title, code, head, view }: AreaReplyView): Built {
  const called = cut(title) || cut(code) || capital(areaWord(view.levels));
  const under = head === null ? 'No head of service is set.' : `Head of service: ${cut(head)}.`;
  const position = `${cut(view.planTitle) || 'Progress summary'}, as at ${view.time} on ${inWords(view.asAt)}. ${under}`;
  const parts = {
    title: escapeMarkdown(called),
    position: [escapeMarkdown(position)],
    notes: [],
    headline: escapeMarkdown(headlineIn(view)),
    attention: [attentionOf(view)],
    counts: [],
    beneath: withheldIn(view),
  };
  return {
    card: laidOut(view, parts, TELLINGS),
    summary: cut(`${called}: ${headlineIn(view)}`, SUMMARY_LENGTH),
  };
}

function withheldIn({ withheld }: AreaReplyView['view']): readonly string[] {
  if (withheld === 0) return [];
  return [`Counted and not named here because of their marking: ${String(withheld)}.`];
}

const FULL: Telling = {
  words: 'full',
  whole: Infinity,
  rows: Infinity,
  refs: Infinity,
  cells: false,
  chart: false,
  key: false,
  sign: null,
  ask: 0,
  show: 0,
  areas: false,
  byArea: false,
};
const TELLINGS: Tellings = [FULL, { ...FULL, words: 'short' }];
