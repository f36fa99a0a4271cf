import { addMs, momentAt, type Instant } from '../domain/dates.js';
import { slotsOf } from '../domain/schedule-slots.js';
import type { Ports, Schedule } from './ports.js';
import { aroundOf, type AroundNeeds, type AroundSchedule } from './schedule-around.js';
import { todayOf } from './today.js';

/** Slots due within so long are taken early: timers come a little before or after their time. */
export const AHEAD_MS = 60_000;
/** When the oldest missed slot lies further back, a person decides (DESIGN 4, I13). Exactly so long is fine. */
const LONGEST_GAP_MS = 7 * 86_400_000;
/** What was done for a slot so far ahead was done while the clock was wrong, or it is wrong now. */
const CLOCK_MS = 10 * 60_000;

/** What one has to read to say when a schedule runs. */
export type SlotNeeds = AroundNeeds & Pick<Ports, 'clock'>;

/** What a schedule has to run now. */
export type Missed =
  | { readonly kind: 'paused' }
  /** Oldest first; empty when nothing is due. */
  | { readonly kind: 'due'; readonly slots: readonly Instant[] }
  /** Nothing ran since `first`, for too long; or the clock is wrong. It runs again when a person says so. */
  | { readonly kind: 'refused'; readonly first: Instant };

/** What passed since the newest slot that is done, or since the schedule was made, resumed, or its pause was over. */
export async function missedSlots(ports: SlotNeeds, schedule: Schedule): Promise<Missed> {
  if (isPaused(ports, schedule)) return { kind: 'paused' };
  const now = ports.clock.now();
  const upTo = addMs(now, AHEAD_MS);
  const around = await aroundOf(ports, schedule);
  const after = await countedFrom(ports, schedule, around, upTo);
  const [first] = slotsOf(schedule.when, around, after, upTo, 1);
  if (first === undefined) return { kind: 'due', slots: [] };
  if (first < addMs(now, -LONGEST_GAP_MS)) return { kind: 'refused', first };
  return { kind: 'due', slots: slotsOf(schedule.when, around, after, upTo) };
}

/** The moment after which slots count: what passed before is done, or is not made up for. */
export async function countedFrom(
  ports: SlotNeeds,
  schedule: Schedule,
  { countsFrom }: Pick<AroundSchedule, 'countsFrom'>,
  upTo: Instant,
): Promise<Instant> {
  const { id, createdAt, paused, pausedUntil } = schedule;
  const newest = await ports.runs.newestDone(id, upTo);
  const resumed = paused && pausedUntil !== null ? addMs(momentAt(pausedUntil, 0, ports.zone), -1) : createdAt;
  return [createdAt, resumed, newest ?? createdAt, countsFrom ?? createdAt].sort().at(-1) ?? createdAt;
}

/** The newest slot that was done although its time has not come; null when there is none. */
export async function doneAhead(
  ports: Pick<SlotNeeds, 'runs' | 'clock'>,
  { id }: Pick<Schedule, 'id'>,
): Promise<Instant | null> {
  const newest = await ports.runs.newestDone(id);
  return newest !== null && isAhead(ports, newest) ? newest : null;
}

/** Further ahead than the clocks of two machines, or an early timer, could make it. */
export function isAhead({ clock }: Pick<Ports, 'clock'>, moment: Instant): boolean {
  return moment > addMs(clock.now(), CLOCK_MS);
}

function isPaused(ports: Pick<Ports, 'clock' | 'zone'>, { paused, pausedUntil }: Schedule): boolean {
  return paused && (pausedUntil === null || todayOf(ports) < pausedUntil);
}
