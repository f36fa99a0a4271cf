/** What is asked because a plan is being reported (DESIGN 4, "window"). */
import { lacksDate } from './meeting-days.js';
import { chaseStep, type Ask } from './asks.js';
import { addDays, type CivilDate } from './dates.js';
import { isDeferred, overdueAtFirstLoad } from './other-asks.js';
import { quarterOf } from './periods.js';
import type { Milestone } from './plan.js';
import { rulesOf } from './plan-rules.js';
import { windowsOf, type ReportingWindow } from './windows.js';
import { addWorkingDays, workingDayOnOrAfter, type Calendar } from './working-days.js';

/** One time at which a reporting window asks. */
export interface WindowStep {
  readonly window: ReportingWindow;
  readonly step: string;
  /** The day that was set, or the first working day after it. */
  readonly on: CivilDate;
}

/** When a plan's windows ask, in the order of their days: when they open, and on each day on which they ask again. */
export function windowSteps(calendar: Calendar, plan: Milestone['plan']): readonly WindowStep[] {
  return windowsOf(calendar, plan).flatMap((window) =>
    [window.opens, ...window.chases].map((day, index) => ({
      window,
      step: index === 0 ? 'open' : chaseStep(index),
      on: workingDayOnOrAfter(calendar, day),
    })),
  );
}

/** The anchor of everything that one window asks. */
export function windowAnchor({ id }: Pick<ReportingWindow, 'id'>): string {
  return `window:${id}`;
}

/**
 * In a plan with reporting windows every open milestone is asked about when one opens, and again on its later days while
 * nobody has answered since it opened; in a plan without, what has no date or no end is asked about once a quarter. What
 * was asked stays owed until it is answered, also when the figures are frozen: then it is shown as not updated.
 *
 * @param day the quarters are those around it
 */
export function windowAsks(milestone: Milestone, calendar: Calendar, day: CivilDate): readonly Ask[] {
  if (windowsOf(calendar, milestone.plan).length === 0) return quarterAsks(milestone, calendar, day);
  return windowSteps(calendar, milestone.plan)
    .filter((one) => countsFor(milestone, calendar, one))
    .map(({ window, step, on }): Ask => ({ because: 'window', anchor: windowAnchor(window), step, on }));
}

/** Whoever answered since the window opened has answered it (RULES 2); what passed before the first load is not asked (RULES 1). */
function countsFor(milestone: Milestone, calendar: Calendar, { window, on }: WindowStep): boolean {
  const { answeredOn, importedOn } = milestone;
  if (answeredOn !== null && answeredOn >= window.opens) return false;
  // A day off may carry a step over the freeze: then it comes too late to be asked.
  if (on > window.freezes || on < importedOn || isDeferred(milestone, on)) return false;
  return !overdueAtFirstLoad(milestone) || on > workingDayOnOrAfter(calendar, importedOn);
}

/**
 * Without a date or without an end: asked once a quarter. The quarter before a day, that of the day and the two after it,
 * as far as they count: none from before the load, or that an answer quiets.
 */
function quarterAsks(milestone: Milestone, calendar: Calendar, day: CivilDate): readonly Ask[] {
  if (!lacksDate(milestone.due) && milestone.due.kind !== 'ongoing') return [];
  const now = quarterOf(day);
  const next = quarterOf(addDays(now.to, 1));
  const quarters = [quarterOf(addDays(now.from, -1)), now, next, quarterOf(addDays(next.to, 1))];
  return quarters
    .filter(({ from }) => from >= milestone.importedOn)
    .map(({ from }): Ask => ({
      because: 'window',
      anchor: `window:${from}`,
      step: 'open',
      on: workingDayOnOrAfter(calendar, from),
    }))
    .filter((ask) => !isDeferred(milestone, ask.on) && !isQuiet(milestone, calendar, ask.on));
}

/** Answered, or within the 10 working days that an answer quiets (RULES 2). */
function isQuiet({ answeredOn, plan }: Milestone, calendar: Calendar, day: CivilDate): boolean {
  return answeredOn !== null && day <= addWorkingDays(calendar, answeredOn, rulesOf(calendar, plan).quietAfterAnswer);
}
