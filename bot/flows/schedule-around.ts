import { plainBoard, type Board } from '../domain/boards.js';
import { addMs, type Instant } from '../domain/dates.js';
import type { Around } from '../domain/schedule-slots.js';
import type { Ports, Schedule } from './ports.js';

/** A tick comes every five minutes: what was due so shortly before the calendar was changed still counts. */
const STILL_COUNTS_MS = 3_600_000;

export interface AroundSchedule extends Around {
  /**
   * Meetings that are added or moved move the slots to come: what would have passed before the calendar was changed was
   * not missed. Null where no calendar decides.
   */
  readonly countsFrom: Instant | null;
}

export interface AroundNeeds extends Pick<Ports, 'calendar' | 'zone'> {
  readonly runs: Pick<Ports['runs'], 'newestDone' | 'occasions'>;
  readonly diary: { present(): Promise<PagesAround> };
}

/** Of the diary what moments of schedules hang on, and since when each is so. */
export interface PagesAround {
  readonly boards: readonly (Board & { readonly at: Instant })[];
  readonly closures: { readonly at: Instant } | null;
}

/** What decides about the moments of a schedule; the diary is read only where a board's meetings do. */
export async function aroundOf(
  { runs, diary, calendar, zone }: AroundNeeds,
  { id, when }: Pick<Schedule, 'id' | 'when'>,
): Promise<AroundSchedule> {
  if (when.kind !== 'before-papers') return { calendar, zone, boards: [], ran: new Set(), countsFrom: null };
  const [{ boards, closures }, ran] = await Promise.all([diary.present(), runs.occasions(id)]);
  const board = boards.find((one) => plainBoard(one.name) === plainBoard(when.board));
  const changed = [board?.at, closures?.at]
    .flatMap((at) => at ?? [])
    .sort()
    .at(-1);
  const countsFrom = changed === undefined ? null : addMs(changed, -STILL_COUNTS_MS);
  return { calendar, zone, boards, ran, countsFrom };
}
