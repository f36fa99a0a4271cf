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

/** Put to who is to look, and chased as approvals are; once other words are asked for, to who wrote it. */
export function heldAsks(milestone: Milestone, calendar: Calendar, day: CivilDate): readonly Ask[] {
  const held = heldOf(milestone);
  if (held.length === 0) return [];
  const on = heldSince(milestone, held);
  if (!isRewordAsked(milestone)) return chased({ because: 'held', anchor: heldAnchor(milestone) }, on, calendar, day);
  return [{ because: 'held', anchor: heldAnchor(milestone), step: 'ask', on: workingDayOnOrAfter(calendar, on) }];
}

/** What these asks are filed under: the newest of the held texts is asked about anew. */
export function heldAnchor(milestone: Milestone): string {
  return `${isRewordAsked(milestone) ? 'reword' : 'held'}:${heldSince(milestone, heldOf(milestone))}`;
}

export function heldAddressees(one: Accountable, people: Known, today: CivilDate): readonly OfficerId[] {
  const { milestone } = one;
  const writers = heldOf(milestone).flatMap(({ text }) => writersOf(milestone, text));
  if (!isRewordAsked(milestone)) return lookersOf(one, writers, people, today);
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
