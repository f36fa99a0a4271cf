/** The reporting windows that a schedule sets for the meetings of a board. */
import { asPrinted, type CivilDate } from './dates.js';
import type { PlanId } from './plan.js';
import { namedMeetings, publicationOf, workingDaysBefore, type Around } from './schedule-slots.js';
import type { When } from './schedule-when.js';
import type { ReportingWindow } from './windows.js';
import { plainBoard } from './boards.js';

type Papers = Extract<When, { kind: 'before-papers' }>;

/** Why no windows can be made of these times; null when they can. */
export function faultInWindowTimes(id: string, when: When): string | null {
  if (when.kind !== 'before-papers' || when.days.length < 2) {
    return 'A window follows the meetings of a board. Say at least two times, such as: 20, 15 and 10 working days before papers of Performance Board at 08:00. On the first everybody is asked, on those between whoever has not answered, and on the last the figures are frozen.';
  }
  if (when.days.length > 7)
    return 'At most seven times make a window: it opens, asks again at most five times, and freezes.';
  return id.length <= LONGEST_ID
    ? null
    : `A window is called after its schedule. Give an id of at most ${String(LONGEST_ID)} characters.`;
}

/** With the day and the plan behind it, it stays within the 40 characters of the id of a window. */
const LONGEST_ID = 22;

/**
 * The windows of all meetings whose figures are not frozen before `from`: on the first of the times everybody is asked, on
 * those between whoever has not answered, on the last the figures are frozen, and they are posted when the papers are
 * published. A meeting that is moved keeps its window.
 *
 * @param mark a short mark for each plan, `[a-z0-9]`, so that each has a window of its own
 */
export function meetingWindows(
  { id, plans, when }: { readonly id: string; readonly plans: readonly PlanId[] | null; readonly when: Papers },
  { calendar, boards }: Pick<Around, 'calendar' | 'boards'>,
  from: CivilDate,
  mark: (plan: PlanId) => string,
): readonly ReportingWindow[] {
  const board = boards.find((one) => !one.removed && plainBoard(one.name) === plainBoard(when.board));
  const publishes = board?.publishes ?? null;
  if (board === undefined || publishes === null) return [];
  return namedMeetings(board).flatMap(({ meeting, id: called }): readonly ReportingWindow[] => {
    const posts = publicationOf(calendar, meeting.on, publishes);
    const days = when.days.map((before) => workingDaysBefore(calendar, posts, before));
    const [opens, freezes] = [days[0], days.at(-1)];
    if (opens === undefined || freezes === undefined || freezes < from) return [];
    const name = `${cutName(board.name)}, ${asPrinted(meeting.on)}`;
    const chases = days.slice(1, -1);
    const own = `${id}-${called.replace(/-/g, '').replace('#', '-')}`;
    const rest = { name, opens, chases, freezes, posts };
    if (plans === null) return [{ id: own, plan: null, ...rest }];
    return plans.map((plan) => ({ id: `${own}-${mark(plan)}`, plan, ...rest }));
  });
}

function cutName(name: string): string {
  return name.length <= 40 ? name : `${name.slice(0, 39)}…`;
}

/** Whether a schedule made that window. */
export function isWindowOf(schedule: string, { id }: Pick<ReportingWindow, 'id'>): boolean {
  return id.startsWith(`${schedule}-`) && /^\d{8}(?:-\d+)?(?:-[a-z0-9]{4})?$/.test(id.slice(schedule.length + 1));
}
