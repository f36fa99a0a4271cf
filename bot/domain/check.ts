import { inWords, type CivilDate } from './dates.js';
import { isLapsed } from './lapse.js';
import { isDeferred, passedPromise } from './other-asks.js';
import { overdueDays, workingDaysInWords } from './overdue.js';
import { periodInWords } from './period-words.js';
import { lastPeriod } from './periods.js';
import {
  approvedDate,
  isClosed,
  isComplete,
  isOpen,
  isOverdue,
  presentPeriod,
  type Milestone,
  type Ref,
} from './plan.js';
import { rulesOf } from './plan-rules.js';
import { KEY } from './policy.js';
import type { CheckView } from './views.js';
import { workingDaysAfter, type Calendar } from './working-days.js';

/** Milestones of the same plan, by ref: those that one waits for are looked up here. */
export type Others = ReadonlyMap<Ref, Milestone>;

export const NO_OTHERS: Others = new Map();
const NONE: ReadonlySet<Ref> = new Set();

/** A reason against a milestone, as a clause without capital or full stop. */
interface Doubt {
  readonly rating: 'red' | 'amber';
  readonly because: string;
}

/**
 * What the facts say, with the reason in words (RULES 4): red and amber first, then none, else green. Where several
 * reasons are equally bad, all of them are told.
 *
 * @param others where the milestones that it waits for are found; one that is not there says nothing
 * @param told those of them of which the reader is told apart: of these only the ref is named
 */
export function checkOn(
  milestone: Milestone,
  calendar: Calendar,
  today: CivilDate,
  others: Others = NO_OTHERS,
  told: ReadonlySet<Ref> = NONE,
): CheckView {
  if (isComplete(milestone)) return { rating: 'complete', because: delivered(milestone) };
  if (isClosed(milestone)) return { rating: 'none', because: 'closed' };
  if (milestone.state === 'paused') return { rating: 'none', because: 'paused' };
  const doubts = [
    ...late(milestone, calendar, today),
    ...forecast(milestone, calendar),
    ...dependencies(milestone, calendar, today, others, told),
    ...promises(milestone, today),
    ...moves(milestone, calendar),
  ];
  const rating = doubts.some((doubt) => doubt.rating === 'red') ? 'red' : 'amber';
  const worst = doubts.filter((doubt) => doubt.rating === rating);
  if (worst.length > 0) return { rating, because: worst.map((doubt) => doubt.because).join('; ') };
  const unknown = unmeasured(milestone, calendar, today);
  return unknown === null ? { rating: 'green', because: 'nothing is late' } : { rating: 'none', because: unknown };
}

function late(milestone: Milestone, calendar: Calendar, today: CivilDate): Doubt[] {
  const [due, days] = [approvedDate(milestone), overdueDays(milestone, calendar, today)];
  if (due === null || days === null) return [];
  const words = days === 0 ? `overdue since ${inWords(due)}` : `${workingDaysInWords(days)} overdue`;
  const { redAfter } = rulesOf(calendar, milestone.plan);
  return [{ rating: days > redAfter ? 'red' : 'amber', because: `${periodWanted(milestone)}${words}` }];
}

/** "no update for July to September 2018, ": of a recurring one, the period that has none. */
function periodWanted(milestone: Milestone): string {
  const period = presentPeriod(milestone);
  if (period === null || period.to <= (milestone.settledThrough ?? '')) return '';
  return `no update for ${periodInWords(period)}, `;
}

function forecast(milestone: Milestone, calendar: Calendar): Doubt[] {
  const [due, expected] = [endOf(milestone), milestone.update?.forecast ?? null];
  if (due === null || expected === null || expected <= due) return [];
  const after = workingDaysAfter(calendar, due, expected);
  const distance = after === 0 ? 'after' : `${workingDaysInWords(after)} after`;
  const because = `the forecast, ${inWords(expected)}, is ${distance} the approved date`;
  const { redAfter } = rulesOf(calendar, milestone.plan);
  return [{ rating: after > redAfter ? 'red' : 'amber', because }];
}

/** A milestone that another waits for, and that is late or due later than it. */
interface HeldUp {
  readonly ref: Ref;
  readonly due: CivilDate;
  /** Null while its date has not passed. */
  readonly overdueDays: number | null;
}

/** What a milestone waits for, by the plan or by its last update, as far as that is late or due later than it. */
export function heldUpBy(
  milestone: Milestone,
  calendar: Calendar,
  today: CivilDate,
  others: Others,
): readonly HeldUp[] {
  const own = endOf(milestone);
  return waitedFor(milestone).flatMap((ref): HeldUp[] => {
    const other = others.get(ref);
    if (other === undefined || !isOpen(other)) return [];
    const overdue = isOverdue(other, today);
    const due = overdue ? approvedDate(other) : endOf(other);
    if (due === null || (!overdue && (own === null || due <= own))) return [];
    return [{ ref, due, overdueDays: overdue ? (overdueDays(other, calendar, today) ?? 0) : null }];
  });
}

/** The milestones that one waits for: as the plan says, and as its last update does. */
export function waitedFor({ ref, waitsFor, update }: Milestone): readonly Ref[] {
  const said = update?.waitsOn?.kind === 'milestone' ? [update.waitsOn.ref] : [];
  return [...new Set([...waitsFor, ...said])].filter((one) => one !== ref);
}

/** What it waits for is late, or due later than it is itself. `told`: those of which the reader is told apart. */
function dependencies(
  milestone: Milestone,
  calendar: Calendar,
  today: CivilDate,
  others: Others,
  told: ReadonlySet<Ref>,
): Doubt[] {
  return heldUpBy(milestone, calendar, today, others).map(({ ref, due, overdueDays: days }): Doubt => {
    if (told.has(ref)) return { rating: 'amber', because: `it waits for ${ref}` };
    if (days === null)
      return { rating: 'amber', because: `${ref}, which it waits for, is due later, on ${inWords(due)}` };
    const words = days === 0 ? 'overdue' : `${workingDaysInWords(days)} overdue`;
    return { rating: 'amber', because: `${ref}, which it waits for, is ${words}` };
  });
}

function promises(milestone: Milestone, today: CivilDate): Doubt[] {
  const passed = passedPromise(milestone, today);
  if (passed === null) return [];
  return [{ rating: 'amber', because: `a date given, ${inWords(passed.date)}, has passed without an answer` }];
}

/** A first date, where there was none, is no move. */
function moves(milestone: Milestone, calendar: Calendar): Doubt[] {
  const count = milestone.moves.filter(({ from }) => from !== null).length;
  return count < rulesOf(calendar, milestone.plan).movesForAmber
    ? []
    : [{ rating: 'amber', because: `its date was moved ${String(count)} times` }];
}

/** Why nothing can be said of it: deferred, no date, no update; null when something can. */
function unmeasured(milestone: Milestone, calendar: Calendar, today: CivilDate): string | null {
  const { deferral, due, update } = milestone;
  if (deferral !== null && isDeferred(milestone, today)) return `deferred until ${inWords(deferral.until)}`;
  if (due.kind === 'ongoing') return 'it has no end date';
  if (approvedDate(milestone) === null) return due.text.trim() === '' ? 'it has no date' : 'its date is awaited';
  if (update === null) return 'no update yet';
  if (update.grade === KEY.none.id) return 'its last update gave no rating';
  // Only Green lapses to no update: silence is not shown as green, and what was not well is no silence.
  const lapsed = update.rating === 'green' && isLapsed(update, milestone.plan, calendar, today);
  return lapsed ? `no update since ${inWords(update.on)}` : null;
}

/** The day by which all of it is to be done: of a recurring one, the end of its last period. */
function endOf(milestone: Milestone): CivilDate | null {
  const { due } = milestone;
  return due.kind === 'recurring' ? (lastPeriod(due)?.to ?? null) : approvedDate(milestone);
}

function delivered(milestone: Milestone): string {
  const on = milestone.deliveredOn === null ? 'delivered' : `delivered on ${inWords(milestone.deliveredOn)}`;
  const achieved = milestone.update?.outcome === 'not-achieved' ? ', outcome not achieved' : '';
  return `${on}${milestone.state === 'evidenced' ? ', evidence confirmed' : ''}${achieved}`;
}
