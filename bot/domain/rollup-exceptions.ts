import type { CivilDate } from './dates.js';
import { approvedDate, type Area, type Milestone, type RatingClass } from './plan.js';
import { SEVERITY } from './policy.js';
import { overdueDays } from './overdue.js';
import type { ExceptionKind, RollupFacts } from './rollup-facts.js';
import type { RollupException } from './views.js';
import { workingDaysAfter } from './working-days.js';

/** `closed` stands beside the ratings: withdrawn, superseded, business as usual, carried over. */
export type Class = RatingClass | 'closed';

export interface Rated {
  readonly milestone: Milestone;
  readonly now: Class;
  /** The image that the summary before was made of. */
  readonly past: Milestone | undefined;
  readonly was: Class | null;
}

/** Red or amber, or overdue whatever its rating; each in the first kind that fits. */
export function exceptionOf(facts: RollupFacts, each: Rated): (RollupException & { kind: ExceptionKind })[] {
  const { milestone, now, was } = each;
  const late = overdueDays(milestone, facts.calendar, facts.today);
  const kind = exceptionKind(now, was, late);
  if (kind === null || now === 'closed') return [];
  const due = approvedDate(milestone);
  const area = facts.areas.find((one) => one.code === milestone.area);
  const update = milestone.update;
  return [
    {
      kind,
      ref: milestone.ref,
      text: milestone.text,
      area: area?.title ?? milestone.area,
      rating: now,
      was: was === 'closed' ? null : was,
      since: ratedSince(facts, milestone),
      overdueDays: late,
      dueOn: due,
      dueText: milestone.due.text,
      daysLeft: due === null || due < facts.today ? null : workingDaysAfter(facts.calendar, facts.today, due),
      cause: update?.cause ?? null,
      remedy: update?.remedy ?? null,
      help: update?.help ?? null,
      recovery: update?.recovery ?? null,
      forecast: update?.forecast ?? null,
      updatedOn: update?.on ?? null,
      accountable: headOf(facts, area),
    },
  ];
}

function exceptionKind(now: Class, was: Class | null, late: number | null): ExceptionKind | null {
  if (now === 'red' || now === 'amber') {
    if (was !== 'red' && was !== 'amber') return 'new';
    if (now === 'red') return was === 'amber' ? 'worsened' : 'still-red';
    return 'still-amber';
  }
  return late === null ? null : 'overdue';
}

/** The day since when it has had its declared rating without a break. */
function ratedSince(facts: RollupFacts, milestone: Milestone): CivilDate | null {
  let since: CivilDate | null = null;
  const rating = milestone.update?.rating;
  for (const { milestone: past } of [...(facts.history.get(milestone.ref) ?? [])].reverse()) {
    if (past.update === null || past.update.rating !== rating) break;
    since = past.update.on;
  }
  return since;
}

const KINDS: readonly ExceptionKind[] = ['new', 'worsened', 'still-red', 'still-amber', 'overdue'];

export function compareExceptions(
  a: RollupException & { kind: ExceptionKind },
  b: RollupException & { kind: ExceptionKind },
): number {
  const kinds = KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind);
  if (kinds !== 0) return kinds;
  const ratings = SEVERITY.indexOf(a.rating) - SEVERITY.indexOf(b.rating);
  if (ratings !== 0) return ratings;
  return (b.overdueDays ?? -1) - (a.overdueDays ?? -1) || (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999');
}

/** The name of the accountable head of service of an area; null when none is set. */
export function headOf(facts: RollupFacts, area: Area | undefined): string | null {
  const head = area?.heads[0];
  return head === undefined ? null : facts.nameOf(head);
}
