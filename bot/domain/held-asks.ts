/** Who is asked to look at what the guard holds, and who to say it in other words (RULES 6). */
import { leadsToAsk, type Accountable } from './asked-of.js';
import type { Ask } from './asks.js';
import type { CivilDate } from './dates.js';
import { lookersOf, writersOf } from './held-people.js';
import { whoIsThere, type Known } from './people.js';
import type { Milestone, OfficerId } from './plan.js';
import { chased } from './told-asks.js';
import { heldTexts, type HeldText } from './told-words.js';
import { workingDayOnOrAfter, type Calendar } from './working-days.js';

const REWORD =
  'asks you to say this in other words: what stands there may say who a child is. Until then nobody else reads it.';

/** What its lead is told where somebody found that it does say who a child is. */
export function rewordWords(name: string): string {
  return `${name} ${REWORD}`;
}

/** Somebody has looked, and other words are wanted; the next answer settles it. */
export function isRewordAsked({ queries }: Pick<Milestone, 'queries'>): boolean {
  return queries.some((query) => query.endsWith(REWORD));
}

/** What nobody has cleared yet: no number under a threshold is among it, so the plan does not matter. */
export function heldOf(milestone: Milestone): readonly HeldText[] {
  return heldTexts(milestone, { smallNumber: 0 });
}

/** What somebody is to do about what is held: to look at it, or to say it in other words. */
export type HeldPart = 'held' | 'reword';

/** The held texts that wait for this; where other words are asked for, what was said later still waits to be looked at. */
export function heldFor(part: HeldPart, milestone: Milestone): readonly HeldText[] {
  const { reword } = milestone;
  const held = heldOf(milestone);
  const asked = isRewordAsked(milestone) ? held.filter(({ text }) => reword?.includes(text) ?? true) : [];
  return part === 'reword' ? asked : held.filter((one) => !asked.includes(one));
}

/** Put to who is to look, and chased as approvals are; what other words are asked for, to who wrote it: each by itself. */
export function heldAsks(milestone: Milestone, calendar: Calendar, day: CivilDate): readonly (readonly Ask[])[] {
  const because = 'held';
  const [looks, rewords] = [heldFor('held', milestone), heldFor('reword', milestone)];
  const anchor = heldAnchor('reword', milestone);
  const on = workingDayOnOrAfter(calendar, heldSince(milestone, rewords));
  return [
    looks.length === 0
      ? []
      : chased({ because, anchor: heldAnchor('held', milestone) }, heldSince(milestone, looks), calendar, day),
    rewords.length === 0 ? [] : [{ because, anchor, step: 'ask', on }],
  ];
}

/** What these asks are filed under: the newest of the held texts is asked about anew. */
export function heldAnchor(part: HeldPart, milestone: Milestone): string {
  return `${part}:${heldSince(milestone, heldFor(part, milestone))}`;
}

/** Whom one of these asks goes to. */
export function heldPartOf({ anchor }: Pick<Ask, 'anchor'>): HeldPart {
  return anchor.startsWith('reword:') ? 'reword' : 'held';
}

export function heldAddressees(
  part: HeldPart,
  one: Accountable,
  people: Known,
  today: CivilDate,
): readonly OfficerId[] {
  const { milestone } = one;
  const writers = heldFor(part, milestone).flatMap(({ text }) => writersOf(milestone, text));
  if (part === 'held') return lookersOf(one, writers, people, today);
  const there = whoIsThere(people, writers, today);
  return there.length > 0 ? there : leadsToAsk(milestone, people, today).asked.map(({ officer }) => officer);
}

/** The last day on which any of it was said; what the plan prints, since its load. */
function heldSince(milestone: Milestone, held: readonly HeldText[]): CivilDate {
  const days = held.flatMap(({ path }) => daysOf(milestone, path.split(/[.[]/)[0] ?? ''));
  return days.reduce((last, day) => (day > last ? day : last), milestone.importedOn);
}

function daysOf(milestone: Milestone, part: string): readonly CivilDate[] {
  const { update, deferral, closure, proposal, decided, decidedBefore = [], moves, challenges } = milestone;
  switch (part) {
    case 'update':
      return update === null ? [] : [update.on];
    case 'deferral':
      return deferral === null ? [] : [deferral.on];
    case 'closure':
      return closure === null ? [] : [closure.on];
    case 'proposal':
      return proposal === null
        ? []
        : [
            proposal.on,
            ...(proposal.questions ?? []).flatMap(({ on, answer }) => [on, ...(answer ? [answer.on] : [])]),
          ];
    case 'decided':
    case 'decidedBefore':
      return [...decidedBefore, ...(decided === null ? [] : [decided])].map(({ on }) => on);
    case 'moves':
      return moves.map(({ on }) => on);
    case 'challenges':
      return challenges.flatMap(({ on, answer }) => [on, ...(answer === null ? [] : [answer.on])]);
    default:
      return [];
  }
}
