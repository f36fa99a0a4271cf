/** Reporting windows: when every open milestone of a plan is asked about, and when the figures are frozen. */
import type { CivilDate } from './dates.js';
import type { PlanId } from './plan.js';

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
  /** The figures are frozen at noon of this day; from it on a Green that was not said since `opens` is no update. */
  readonly freezes: CivilDate;
  /** By then areas are signed off; the summary is posted at nine on this day, or when it is released after it. */
  readonly posts: CivilDate;
}

/** Everything that admins have set. */
export interface Windows {
  readonly windows: readonly ReportingWindow[];
}

/** The windows of one plan, earliest first. */
export function windowsFor(windows: readonly ReportingWindow[], plan: PlanId): readonly ReportingWindow[] {
  const own = windows.filter((one) => one.plan === null || one.plan === plan);
  return [...own].sort((a, b) => (a.opens < b.opens ? -1 : 1));
}
