import { inWords } from '../bot/domain/dates.js';
import type { OverallFormView } from '../bot/domain/views.js';
import { leaderForm, type LeaderSection, type LeaderWords } from './leader-form.js';
import { escapeMarkdown } from './markdown.js';
import type { Built, Sign } from './render.js';
import type { NoteModel } from './rows.js';
import { capital, cut, entryOf, mark, quote, sentence } from './words.js';

/** What was said before is listed up to this number. */
const BEFORE = 5;

/** How the whole of a plan stands, in its owner's judgement: since when, and what the worst of its parts says. */
export function overallCard(view: OverallFormView, sign: Sign): Built {
  const { link, planTitle, typed, error, done, key } = view;
  const reason = { name: 'reason', input: 'box', label: 'Why? (required)' } as const;
  const choices = key.map((entry) => {
    const { id, definition } = entryOf(entry);
    // The words beside an expanded choice are read as Markdown.
    return { title: escapeMarkdown(definition === '' ? mark(entry) : `${mark(entry)}: ${definition}`), value: id };
  });
  const chosen = { name: 'rating', input: 'buttons', label: 'The plan as a whole (required)', choices } as const;
  const words: LeaderWords = {
    title: done ? 'Overall rating saved' : 'Overall rating',
    plan: planTitle,
    intro: introOf(view),
    wrong: error === null ? null : error.field === 'rating' ? 'the rating' : 'the reason',
    sections: historyOf(view),
    fields: done ? [] : [chosen, reason],
    seen: done ? [] : ['Leadership reads it with your name and your reason, and the history keeps it.'],
    buttons: done
      ? []
      : [{ title: 'Save overall rating', verb: 'record-overall', tooltip: `How ${cut(planTitle)} stands` }],
    link,
    typed,
    error,
  };
  return leaderForm(words, sign);
}

function introOf({ overall, suggested, done }: OverallFormView): readonly NoteModel[] {
  const worst = suggested === null ? [] : [{ strong: 'The worst of its parts: ', rest: `${mark(suggested)}.` }];
  if (overall === null) return [{ strong: '', rest: 'It has no overall rating yet.' }, ...worst];
  const { grade, by, on, since, before, reason } = overall;
  const was = before === null ? '' : ` Before that ${mark(before.grade)}.`;
  const who = `${cut(by)} said so${on === since ? '' : ` last on ${inWords(on)}`}: ${quote(reason)}.`;
  return [
    { strong: `${mark(grade)} since ${inWords(since)}. `, rest: `${capital(who)}${was}` },
    ...(done ? [] : worst),
  ];
}

/** All of it but what stands above. */
function historyOf({ history }: OverallFormView): readonly LeaderSection[] {
  const before = history.slice(1);
  if (before.length === 0) return [];
  const lines = before.slice(0, BEFORE).map(({ grade, reason, by, on }): NoteModel => ({
    strong: `${mark(grade)}, ${inWords(on)}. `,
    rest: sentence(`${cut(by)}: ${quote(reason)}`),
  }));
  const left = before.length - lines.length;
  const more = left === 0 ? [] : [{ strong: '', rest: `And ${String(left)} before those.` }];
  return [{ heading: 'What it was before', lines: [...lines, ...more] }];
}
