/** Reporting windows: when every open milestone of a plan is asked about, and when the figures are frozen. */
import { civilDateAt, momentAt, type CivilDate, type Instant } from './dates.js';
import type { PlanId } from './plan.js';
import { POLICY } from './policy.js';

/** Set by admins for each quarter. Each day is not before the one above it. */
export interface ReportingWindow {
  /** Different from every other; never changes: "2026-q2". `[a-z0-9-]{1,40}`. */
  readonly id: string;
  /** Null: every plan. */
  readonly plan: PlanId | null;
  /** As people call it: "Quarter 2". */
  readonly name: string;
  /** Every open milestone is asked about. */
  readonly opens: CivilDate;
  /** Whoever has not answered is asked again. */
  readonly chases: readonly CivilDate[];
  /** The figures are frozen at noon of this day; from then on a Green that was not said since `opens` is no update. */
  readonly freezes: CivilDate;
  /** By then areas are signed off; the summary is posted at nine on this day, or when it is released after it. */
  readonly posts: CivilDate;
}

/** Everything that admins have set. */
export interface Windows {
  readonly windows: readonly ReportingWindow[];
}

/** What knows the windows: a calendar. */
interface Knows {
  readonly windows?: readonly ReportingWindow[];
  readonly morningOf?: CivilDate | null;
}

/** The windows of one plan, earliest first. */
export function windowsFor(windows: readonly ReportingWindow[], plan: PlanId): readonly ReportingWindow[] {
  const own = windows.filter((one) => one.plan === null || one.plan === plan);
  return [...own].sort((a, b) => (a.opens < b.opens ? -1 : 1));
}

/** The same of a calendar; empty for a plan without windows. */
export function windowsOf({ windows = [] }: Knows, plan: PlanId): readonly ReportingWindow[] {
  return windows.length === 0 ? [] : windowsFor(windows, plan);
}

/** The window in which a plan's milestones are asked about on a day: from its opening to the day of its figures. */
export function askedIn(calendar: Knows, plan: PlanId, day: CivilDate): ReportingWindow | null {
  return windowsOf(calendar, plan).find(({ opens, freezes }) => opens <= day && day <= freezes) ?? null;
}

/** Whether a plan is being reported on a day, from the opening of a window to its posting. */
export function isReporting(calendar: Knows, plan: PlanId, day: CivilDate): boolean {
  return windowsOf(calendar, plan).some(({ opens, posts }) => opens <= day && day <= posts);
}

/** The last window of a plan whose noon of freezing has come on a day; null when there was none. */
export function lastFrozen(calendar: Knows, plan: PlanId, day: CivilDate): ReportingWindow | null {
  const isMorning = calendar.morningOf === day;
  return windowsOf(calendar, plan).findLast(({ freezes }) => freezes < day || (freezes === day && !isMorning)) ?? null;
}

/** The day of a moment whose noon has not come by then; null in the afternoon. */
export function morningAt(moment: Instant, zone: string): CivilDate | null {
  const day = civilDateAt(moment, zone);
  return moment < freezesAt({ freezes: day }, zone) ? day : null;
}

/** The first window of a plan that opens after a day; null when none is set. */
export function nextWindow(calendar: Knows, plan: PlanId, after: CivilDate): ReportingWindow | null {
  return windowsOf(calendar, plan).find(({ opens }) => opens > after) ?? null;
}

/** The moment whose figures a window reports: noon. */
export function freezesAt({ freezes }: Pick<ReportingWindow, 'freezes'>, zone: string): Instant {
  return momentAt(freezes, POLICY.windowFreezes, zone);
}

/** The moment at which a window's summary is posted: nine, and never before its figures are there. */
export function postsAt(window: Pick<ReportingWindow, 'freezes' | 'posts'>, zone: string): Instant {
  const [frozen, posted] = [freezesAt(window, zone), momentAt(window.posts, POLICY.windowPosts, zone)];
  return posted > frozen ? posted : frozen;
}

export type WindowPhase = 'ahead' | 'open' | 'chasing' | 'frozen' | 'posted';

/** How far a window has come by its days alone; what was really frozen and posted is in storage. */
export function phaseOn({ opens, chases, freezes, posts }: ReportingWindow, day: CivilDate): WindowPhase {
  if (day < opens) return 'ahead';
  if (day > posts) return 'posted';
  if (day >= freezes) return 'frozen';
  return chases.some((chase) => chase <= day) ? 'chasing' : 'open';
}

/** The next of its days after a day, and what happens on it; null when all of them have come. */
export function nextStepOf(
  { opens, chases, freezes, posts }: ReportingWindow,
  after: CivilDate,
): { readonly on: CivilDate; readonly what: 'opens' | 'chases' | 'freezes' | 'posts' } | null {
  const steps = [
    { on: opens, what: 'opens' as const },
    ...chases.map((on) => ({ on, what: 'chases' as const })),
    { on: freezes, what: 'freezes' as const },
    { on: posts, what: 'posts' as const },
  ];
  return steps.find(({ on }) => on > after) ?? null;
}

/** Two windows have days in common, from opening to posting, for some plan. */
export function overlap(a: ReportingWindow, b: ReportingWindow): boolean {
  const onePlan = a.plan === null || b.plan === null || a.plan === b.plan;
  return onePlan && a.opens <= b.posts && b.opens <= a.posts;
}
