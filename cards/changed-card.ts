import { inWords } from '../bot/domain/dates.js';
import type { ChangedView } from '../bot/domain/views.js';
import template from './changed.card.json';
import { anyOf, nobodyThere } from './change-words.js';
import { leftOf, type LeftModel } from './left.js';
import { escapeMarkdown } from './markdown.js';
import { carriedOf, type CarriedModel } from './opinions.js';
import { compile, fitted, type Built, type Sign } from './render.js';
import { nameOf, type NameModel } from './rows.js';
import { cut, quote, sentence, shownRef } from './words.js';

interface ChangedModel extends NameModel {
  readonly title: string;
  readonly next: readonly string[];
  readonly moreToken: string;
  readonly moreTooltip: string;
  readonly inputs: string;
  readonly ticks: readonly CarriedModel[];
  readonly left: readonly LeftModel[];
}

const WHAT_LENGTH = 160;

const render = compile<ChangedModel>(template);

/** "It is kept. What now?" The same again when the same press arrives twice. */
export function changedCard(view: ChangedView, sign: Sign): Built {
  const { milestone, ticks, left, on } = view;
  const ref = shownRef(milestone.link.ref);
  const title = titleOf(view);
  const card = fitted(ticks.length, (room) =>
    render({
      title: escapeMarkdown(title),
      ...nameOf(milestone.link.ref, milestone.text),
      next: nextOf(view).map((line) => cut(line, 500)),
      moreToken: sign('open-more', milestone.link),
      moreTooltip: `What else can be said of ${ref}`,
      inputs: room === 0 ? 'none' : 'auto',
      ticks: carriedOf(ticks.slice(0, room)),
      left: [leftOf(left, on, sign)],
    }),
  );
  return { card, summary: `${title}: ${ref}` };
}

function titleOf({ done }: ChangedView): string {
  switch (done.kind) {
    case 'deferred':
      return `Left until ${inWords(done.until)}`;
    case 'deferral-ended':
      return 'It is asked about again';
    case 'proposed':
      return `Proposed: ${cut(done.what, WHAT_LENGTH)}`;
    case 'taken-back':
      return `Taken back: ${cut(done.what, WHAT_LENGTH)}`;
    case 'answered':
    case 'answered-leader':
      return 'Your answer is kept';
    case 'released':
      return 'Released';
  }
}

function nextOf(view: ChangedView): readonly string[] {
  const { warning, overtaken } = view;
  if (overtaken) return ['It was saved before. Since then something else has become of it: look at it again.'];
  return [...(warning === null ? [] : [sentence(cut(warning, 300))]), ...followsFrom(view)];
}

function followsFrom(view: ChangedView): readonly string[] {
  const { done, deciders } = view;
  switch (done.kind) {
    case 'deferred':
      return [
        `Because: ${sentence(quote(done.reason, WHAT_LENGTH))}`,
        ...shownTo(deciders),
        ...(isSaid(view) ? [] : [again(view)]),
      ];
    case 'deferral-ended':
      return [again(view)];
    case 'proposed':
      return [...decidedBy(view), meanwhile(done.leads), 'You are told what is decided.'];
    case 'taken-back':
      return ['Nobody is asked to decide it any more. Everything else is as it was.', again(view)];
    case 'answered-leader':
      return [
        done.waitsUntil === null
          ? 'It is told now, or when the day opens, and stays with its history and in the report.'
          : `It is told on ${inWords(done.waitsUntil)}, or when your head of service releases it. It stays with its history and in the report.`,
      ];
    case 'released':
      return ['Leadership reads it now, or when the day opens.'];
    case 'answered':
      return [`${cut(done.asker) || 'Who asked'} can read it and decides. Nobody is reminded meanwhile.`];
  }
}

/** The warning says already when it is asked about. */
function isSaid({ warning, askedAgainOn }: ChangedView): boolean {
  return askedAgainOn !== null && warning?.includes(inWords(askedAgainOn)) === true;
}

/** When it is asked about next; to who leads it, when they are. */
function again({ askedAgainOn, lead, on }: ChangedView): string {
  if (askedAgainOn === null) return 'No day is known on which it is asked about again.';
  if (askedAgainOn === on) return lead ? 'It is on your list from today.' : 'Its lead has it on their list from today.';
  return `${lead ? 'You are asked' : 'Its lead is asked'} about it on ${inWords(askedAgainOn)}.`;
}

function shownTo(deciders: readonly string[]): readonly string[] {
  const names = anyOf(deciders);
  return names === '' ? [] : [`${names} can see that it was left, and why.`];
}

function decidedBy({ deciders, decidesLater, done }: ChangedView): readonly string[] {
  const names = anyOf(deciders);
  const confirms = done.kind === 'proposed' && done.leads !== null;
  if (names === '') return [nobodyThere(decidesLater, confirms ? 'confirms it' : 'decides')];
  return [`${names} will be asked ${confirms ? 'to confirm it' : 'to decide'}.`];
}

/** How it stands until it is decided. */
function meanwhile(leads: string | null): string {
  if (leads === null) return 'Until then nothing changes, and nobody is reminded.';
  const who = cut(leads) || 'its lead';
  return `Until then ${who} leads it. Whoever takes it over is asked for nothing from before: they get one card with what is due next.`;
}
