/** Schedules that set the reporting windows of a board's meetings. */
import { isWindowOf, meetingWindows } from '../domain/meeting-windows.js';
import { civilDateAt, type CivilDate } from '../domain/dates.js';
import type { Actor } from '../domain/plan.js';
import type { ReportingWindow } from '../domain/windows.js';
import type { Held, Ran } from './hold-run.js';
import type { Ports, Schedule } from './ports.js';
import { changeWindows, type WindowAct } from './reporting-windows.js';
import { aroundOf } from './schedule-around.js';
import { todayOf } from './today.js';

const BY: Actor = { kind: 'operator' };

/** At its time: brings the windows of all meetings to come in line with the calendar of the board. */
export async function runWindowSchedule(ports: Ports, { schedule, slot }: Held): Promise<Ran> {
  const today = todayOf(ports);
  const on = civilDateAt(slot, ports.zone);
  return setWindows(ports, schedule, on > today ? on : today, BY);
}

/**
 * Adds the windows that are missing, changes those whose days moved, and takes out those whose meeting is no more, unless
 * they have begun. What is frozen stands. Said twice, it is done once.
 */
export async function setWindows(ports: Ports, schedule: Schedule, from: CivilDate, by: Actor): Promise<Ran> {
  const known = (await ports.diary.windows()).filter((one) => isWindowOf(schedule.id, one));
  const wanted = await wantedWindows(ports, schedule, from);
  const counts = { added: 0, changed: 0, removed: 0 };
  const failed: string[] = [];
  const act = async (what: WindowAct, count: keyof typeof counts, window: string): Promise<void> => {
    const done = await changeWindows(ports, what, by);
    if (done.kind === 'changed') counts[count] += 1;
    else if (!HARMLESS.has(done.code)) {
      ports.log.warn('window-not-set', { schedule: schedule.id, window, reason: done.code });
      failed.push(`window ${window}`);
    }
  };
  // First what is no more: it may lie in the way of what comes.
  const gone = known.filter(({ id, opens }) => opens > from && !wanted.some((one) => one.id === id));
  for (const { id } of gone) await act({ kind: 'remove', id }, 'removed', id);
  for (const window of wanted) {
    const { id, name, opens, chases, freezes, posts } = window;
    const to = { name, opens, chases, freezes, posts };
    const there = known.find((one) => one.id === id);
    if (there === undefined) await act({ kind: 'add', window }, 'added', id);
    else if (JSON.stringify({ ...there, ...to }) !== JSON.stringify(there))
      await act({ kind: 'change', id, to }, 'changed', id);
  }
  return { counts, failed };
}

/** What is frozen stands, and what is so already needs nothing. */
const HARMLESS: ReadonlySet<string> = new Set(['window-frozen', 'nothing-changed', 'date-passed', 'no-such-window']);

/** The windows of the meetings to come, as the board's calendar has them now. */
export async function wantedWindows(
  ports: Ports,
  { id, plans, when }: Pick<Schedule, 'id' | 'plans' | 'when'>,
  from: CivilDate,
): Promise<readonly ReportingWindow[]> {
  if (when.kind !== 'before-papers') return [];
  const around = await aroundOf(ports, { id, when });
  const mark = (plan: string): string =>
    ports
      .hash(plan)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
      .slice(0, 4);
  return meetingWindows({ id, plans, when }, around, from, mark);
}
