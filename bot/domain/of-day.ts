/** What counts for a day gone by although it was recorded later (RULES 7). */
import type { CivilDate } from './dates.js';
import type { Milestone } from './plan.js';
import type { Update } from './said.js';

/**
 * Whether everything that an image says was so by a day, whenever it was entered: what was said then and entered since
 * for somebody, delivered then, or decided then. What has no day of its own, such as its title, counts.
 */
export function isOfDay(milestone: Milestone, day: CivilDate): boolean {
  const { importedOn, update, moves, decided, closure, deferral, proposal, ledSince } = milestone;
  const days = [
    ...[importedOn, update && dayOf(update), decided?.on, closure?.on, deferral?.on, proposal?.on],
    ...[...moves, ...ledSince].map(({ on }) => on),
  ];
  return days.every((one) => one == null || one <= day);
}

/** The day on which it was done, else that of the e-mail or call from which it was entered, else that of entering it. */
function dayOf({ doneOn, onBehalf, on }: Update): CivilDate {
  return doneOn ?? onBehalf?.on ?? on;
}
