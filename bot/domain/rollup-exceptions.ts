import type { CivilDate } from './dates.js';
import { checkOn, waitedFor, type Others } from './check.js';
import { inWords } from './dates.js';
import { isLapsed } from './lapse.js';
import type { KeyEntry } from './key.js';
import { sourceInWords } from './on-behalf.js';
import { approvedDate, type Area, type Milestone, type Update } from './plan.js';
import { SEVERITY } from './policy.js';
import { overdueDays } from './overdue.js';
import { ownWords } from './same-as.js';
import type { SameAs } from './said.js';
import type { Class, RollupFacts } from './rollup-facts.js';
import { UNNAMED } from './unnamed.js';
import type { CheckView, RollupException, RollupKind } from './views.js';
import { workingDaysAfter } from './working-days.js';

export interface Rated {
  readonly milestone: Milestone;
  readonly now: Class;
  /** Its word in the plan's key; null when it is closed. */
  readonly grade: KeyEntry | null;
  /** The image that the summary before was made of. */
  readonly past: Milestone | undefined;
  readonly was: Class | null;
  readonly wasGrade: KeyEntry | null;
}

/** Red or amber, or overdue whatever its rating; each in the first kind that fits. */
export function exceptionOf(
  facts: RollupFacts,
  each: Rated,
  others: Others,
): (RollupException & { kind: RollupKind })[] {
  const { milestone, now, was, grade } = each;
  const late = overdueDays(milestone, facts.calendar, facts.today);
  const kind = exceptionKind(now, was, late);
  if (kind === null || now === 'closed' || grade === null) return [];
  const due = approvedDate(milestone);
  const area = facts.areas.find((one) => one.code === milestone.area);
  const update = milestone.update;
  const check = checkToTell(facts, milestone, others);
  const because = becauseOf(facts, each, grade, check);
  return [
    {
      kind,
      ref: milestone.ref,
      text: milestone.text,
      area: area?.title ?? milestone.area,
      rating: now,
      grade,
      was: was === 'closed' ? null : was,
      since: ratedSince(facts, milestone),
      overdueDays: late,
      dueOn: due,
      dueText: milestone.due.text,
      daysLeft: due === null || due < facts.today ? null : workingDaysAfter(facts.calendar, facts.today, due),
      cause: causeOf(facts, update),
      remedy: update?.remedy ?? null,
      help: update?.help ?? null,
      recovery: update?.recovery ?? null,
      forecast: update?.forecast ?? null,
      updatedOn: update?.on ?? null,
      stale: update !== null && isLapsed(update, milestone.plan, facts.calendar, facts.today),
      check,
      because,
      accountable: facts.plan.naming === 'none' ? null : headOf(facts, area),
      leads: facts.plan.naming === 'leads' ? milestone.leads.map(facts.nameOf) : [],
    },
  ];
}

/** What the dates say, without the ref of what it waits for where that is not to be named. */
export function checkToTell(facts: RollupFacts, milestone: Milestone, others: Others): CheckView {
  const check = checkOn(milestone, facts.calendar, facts.today, others);
  const hidden = waitedFor(milestone).filter((ref) => facts.unnamed.has(ref));
  const because = hidden.reduce(
    (words, ref) => words.replaceAll(`${ref}, which it waits for,`, `${UNNAMED}, which it waits for,`),
    check.because,
  );
  return { ...check, because };
}

/** Its own words, or those of another that were said to hold for it, as they stood then. */
function causeOf({ history, unnamed }: RollupFacts, update: Milestone['update']): string | null {
  const cause = update?.cause ?? null;
  const sameAs = update?.sameAs ?? null;
  if (cause !== null || sameAs === null) return cause;
  const { ref } = sameAs;
  if (unnamed.has(ref)) return `The same as ${UNNAMED}`;
  for (let at: SameAs | null = sameAs; at !== null;) {
    const { ref: next, rev }: SameAs = at;
    if (unnamed.has(next)) break;
    const there: Milestone | undefined = history.get(next)?.find((past) => past.rev === rev)?.milestone;
    const text = there === undefined ? null : ownWords(there);
    if (text !== null) return `${text} (the same as ${ref})`;
    at = there?.update?.sameAs ?? null;
  }
  return `The same as ${ref}`;
}

/** What was declared, where people rate; and what the dates say against it. */
function becauseOf({ plan }: RollupFacts, { milestone, now }: Rated, grade: KeyEntry, check: CheckView): string {
  const { update } = milestone;
  const declared = plan.preset === 'confidence' && update !== null && (now === 'red' || now === 'amber');
  const late = check.rating === 'red' || check.rating === 'amber';
  return [...(declared ? [ratedInWords(update, grade)] : []), ...(late ? [check.because] : [])].join('; ');
}

/** Where somebody else entered it, from where; a summary names neither of them by itself (RULES 6). */
function ratedInWords({ on, onBehalf }: Update, { word }: KeyEntry): string {
  const from = onBehalf === null ? '' : `, from ${sourceInWords(onBehalf)}`;
  return `rated ${word} on ${inWords(on)}${from}`;
}

function exceptionKind(now: Class, was: Class | null, late: number | null): RollupKind | null {
  if (now === 'red' || now === 'amber') {
    if (was !== 'red' && was !== 'amber') return 'new';
    if (now === 'red') return was === 'amber' ? 'worsened' : 'still-red';
    return was === 'red' ? 'improved' : 'still-amber';
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

/** In the order of reading. */
export const KINDS: readonly RollupKind[] = ['new', 'worsened', 'improved', 'still-red', 'still-amber', 'overdue'];

export function compareExceptions(
  a: RollupException & { kind: RollupKind },
  b: RollupException & { kind: RollupKind },
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
