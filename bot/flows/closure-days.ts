import type { CivilDate } from '../domain/dates.js';
import type { Actor } from '../domain/plan.js';
import type { Calendar } from '../domain/working-days.js';
import { lookEarlier } from './look-earlier.js';
import type { DiaryImage, Ports } from './ports.js';

export interface ClosureOrder {
  readonly add: readonly CivilDate[];
  readonly remove: readonly CivilDate[];
  readonly by: Actor;
}

export type ClosuresChanged =
  | {
      readonly kind: 'changed';
      /** The days that were open before, or closed before. */
      readonly days: readonly CivilDate[];
      readonly closed: readonly CivilDate[];
    }
  /** All of them are closed days already, or no working days; or none of them was closed. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'conflict' };

const TRIES = 5;

/**
 * Closes the organisation on some days, or opens it again. Index first, truth second (DESIGN 4): what has to be looked
 * at earlier is looked at earlier before the days count; `nightly` recomputes the rest.
 */
export async function changeClosures(ports: Ports, order: ClosureOrder): Promise<ClosuresChanged> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const { closures: previous, windows, rules } = await ports.diary.read();
    const known = previous?.days ?? [];
    const calendarOf = (closed: readonly CivilDate[]): Calendar => ({
      ...ports.workingDays(closed),
      windows: windows?.windows ?? [],
      rules: rules?.plans ?? [],
    });
    const calendar = calendarOf(known);
    const added = [...new Set(order.add)].filter((day) => calendar.isWorkingDay(day));
    const removed = known.filter((day) => order.remove.includes(day));
    if (added.length + removed.length === 0) return { kind: 'nothing' };
    const days = [...known.filter((day) => !removed.includes(day)), ...added].sort();
    const look = (): Promise<void> => lookEarlier(ports, calendar, calendarOf(days));
    await look();
    const image: DiaryImage = { kind: 'closures', closures: { days } };
    const at = ports.clock.now();
    const why = removed.length === 0 ? 'closure days added' : 'closure days removed';
    const inputHash = ports.hash(JSON.stringify([order.add, order.remove]));
    const change = { image, previous, at, recordedAt: at, by: order.by, why, inputHash };
    if ((await ports.diary.commit([change])) === 'written') {
      // A sweep may have come between, and moved the rows on by the old calendar.
      await look();
      return { kind: 'changed', days: [...added, ...removed].sort(), closed: days };
    }
  }
  return { kind: 'conflict' };
}
