/**
 * The rule book once more, read day by day and counted on the fingers: what is owed to whom, written without the code
 * that decides it. Only the calendar of working days and the words of the asks are shared.
 */
import { addDays, type CivilDate } from '../../bot/domain/dates.js';
import type { Due } from '../../bot/domain/plan.js';
import { CALENDAR } from '../support/world.js';
import type { News, Waiting } from './waiting-oracle.js';

/** A milestone as the rules see it on one day. */
export interface Case {
  readonly ref: string;
  due: Due;
  readonly leads: readonly string[];
  readonly loadedOn: CivilDate;
  state: 'open' | 'delivered';
  answeredOn: CivilDate | null;
  /** Dates that the last update gave. */
  given: readonly CivilDate[];
  evidenceDue: CivilDate | null;
  deferral: { readonly until: CivilDate } | null;
  /** Of a recurring one: periods before this day have their update. */
  settled: CivilDate | null;
  /** Of the present date: how far the ladder has climbed after it, and for how many working days it stands still. */
  climbed: number;
  frozen: number;
  freezes: number;
  frozenOn: CivilDate | null;
  /** The rung that stands unanswered, and the day on which it was reached. */
  rung: { readonly step: number; readonly on: CivilDate } | null;
  /** A new date that waits for a decision, what was decided last, and what was entered for its lead. */
  waits: Waiting | null;
  decided: News | null;
  entered: News | null;
  /** The day of the last refusal since the last answer: what fell until then tells the head of service nothing. */
  refusedOn: CivilDate | null;
  /** What stands to be asked beside it: anchor and step. */
  readonly standing: Map<string, { readonly step: string; readonly on: CivilDate }>;
}

const REACHES = [1, 5, 10];

export function works(day: CivilDate): boolean {
  return CALENDAR.isWorkingDay(day);
}

/** The nth working day after a day. */
export function after(day: CivilDate, n: number): CivilDate {
  let found = day;
  for (let left = n; left > 0;) {
    found = addDays(found, 1);
    if (works(found)) left -= 1;
  }
  return found;
}

/** The end of the present period, or the date itself; null where there is none. */
export function dateOf(one: Case): CivilDate | null {
  const { due } = one;
  if (due.kind === 'day') return due.date;
  if (due.kind === 'period') return due.to;
  if (due.kind === 'meeting') return due.on ?? due.to;
  return due.kind === 'recurring' ? (presentOf(one)?.to ?? null) : null;
}

/** The first period of a monthly or quarterly one that ends after the load, or after the last that was settled. */
export function presentOf(one: Case): { from: CivilDate; to: CivilDate } | null {
  if (one.due.kind !== 'recurring') return null;
  const { cadence, until } = one.due;
  const done = one.settled ?? one.loadedOn;
  let from = '2025-01-01' as CivilDate;
  for (;;) {
    let to = from;
    // A quarter of the financial year ends with March, June, September or December.
    while (!isLastOfMonth(to) || (cadence === 'quarterly' && Number(to.slice(5, 7)) % 3 !== 0)) to = addDays(to, 1);
    const end = until !== null && until < to ? until : to;
    if (end > done || (until !== null && end === until)) return { from, to: end };
    from = addDays(to, 1);
  }
}

function isLastOfMonth(day: CivilDate): boolean {
  return addDays(day, 1).endsWith('-01');
}

/** A new date, or a new period: the ladder begins below its first rung. */
export function newLadder(one: Case, today: CivilDate): void {
  Object.assign(one, { climbed: 0, frozen: 0, freezes: 0, frozenOn: null, rung: null });
  const goal = goalOf(one);
  if (goal === null) return;
  if (goal.date >= one.loadedOn) one.standing.delete(`import:${one.loadedOn}`);
  // What the new date would have had by now is owed as its latest rung.
  const start = goal.date < one.loadedOn ? goal.date : one.loadedOn;
  for (let day = addDays(start, -1); day < today;) {
    day = addDays(day, 1);
    climb(one, goal, day);
  }
}

/** The date of the ladder, and the day before which nobody is asked for it. */
interface Goal {
  readonly date: CivilDate;
  readonly from: CivilDate;
}

function goalOf(one: Case): Goal | null {
  const date = dateOf(one);
  return date === null ? null : { date, from: presentOf(one)?.from ?? one.loadedOn };
}

/** One day passes: the ladder may reach a rung, and other asks may come to stand. */
export function pass(one: Case, day: CivilDate): void {
  if (!works(day)) return;
  const goal = goalOf(one);
  if (goal !== null) climb(one, goal, day);
  for (const [anchor, step] of beside(one, day)) {
    if (anchor.startsWith('window:')) drop(one, 'window:');
    one.standing.set(anchor, { step, on: day });
  }
}

/** Left alone until after a day: but for the date itself, and what comes after it. */
export function defer(one: Case, until: CivilDate): void {
  one.deferral = { until };
  for (const kind of ['resume:', 'window:', 'given:']) drop(one, kind);
  if (one.rung !== null && one.rung.step < 0) one.rung = null;
}

/** What stood of a kind no longer does. */
export function drop(one: Case, kind: string): void {
  for (const anchor of one.standing.keys()) if (anchor.startsWith(kind)) one.standing.delete(anchor);
}

function climb(one: Case, goal: Goal, day: CivilDate): void {
  if (!works(day)) return;
  const { date } = goal;
  if (day <= date) {
    const zero = lastWorkingDay(date);
    for (const n of [20, 5, 0]) {
      if (back(zero, n) === day && counts(one, goal, -n, day)) one.rung = { step: -n, on: day };
    }
    return;
  }
  if (one.frozen > 0) {
    one.frozen -= 1;
    return;
  }
  one.climbed += 1;
  const reached = REACHES.includes(one.climbed) || (one.climbed > 10 && one.climbed % 10 === 0);
  if (reached && counts(one, goal, one.climbed, day)) one.rung = { step: one.climbed, on: day };
}

function lastWorkingDay(date: CivilDate): CivilDate {
  let day = date;
  while (!works(day)) day = addDays(day, -1);
  return day;
}

function back(day: CivilDate, n: number): CivilDate {
  let found = day;
  for (let left = n; left > 0;) {
    found = addDays(found, -1);
    if (works(found)) left -= 1;
  }
  return found;
}

function counts(one: Case, { date, from }: Goal, rung: number, day: CivilDate): boolean {
  if (day < one.loadedOn) return false;
  if (date < one.loadedOn && day <= firstDay(one.loadedOn)) return false;
  if (day < from) return false;
  if (rung < 0 && isDeferred(one, day)) return false;
  const { answeredOn } = one;
  if (answeredOn === null) return true;
  if (day <= answeredOn) return false;
  // An answer on an overdue one holds the ladder still instead.
  if (rung === 0 || one.frozenOn === answeredOn) return true;
  return day > after(answeredOn, 10);
}

function isDeferred({ deferral }: Case, day: CivilDate): boolean {
  return deferral !== null && day <= deferral.until;
}

function firstDay(day: CivilDate): CivilDate {
  return works(day) ? day : after(day, 1);
}

/** What comes to stand on a working day beside the ladder, as anchor and step. */
function beside(one: Case, day: CivilDate): [string, string][] {
  const found: [string, string][] = [];
  if (one.state === 'delivered') {
    const shown = one.evidenceDue;
    if (shown === null || (one.answeredOn !== null && day <= one.answeredOn)) return [];
    if (lastWorkingDay(shown) === day) found.push([`evidence:${shown}`, '0']);
    if (after(shown, 10) === day) found.push([`evidence:${shown}`, '+10']);
    return found;
  }
  const date = dateOf(one);
  if (date !== null && date < one.loadedOn && one.answeredOn === null && day === firstDay(one.loadedOn)) {
    found.push([`import:${one.loadedOn}`, 'confirm']);
  }
  for (const given of one.given)
    if (after(given, 1) === day && !isDeferred(one, day)) found.push([`given:${given}`, 'passed']);
  if (one.deferral !== null && after(one.deferral.until, 1) === day)
    found.push([`resume:${one.deferral.until}`, 'resume']);
  const quarter = `${day.slice(0, 4)}-${['01', '04', '07', '10'][Math.floor((Number(day.slice(5, 7)) - 1) / 3)] ?? ''}-01`;
  const opens = one.due.kind === 'awaited' || one.due.kind === 'ongoing';
  if (opens && quarter >= one.loadedOn && firstDay(quarter as CivilDate) === day && !isDeferred(one, day)) {
    if (one.answeredOn === null || day > after(one.answeredOn, 10)) found.push([`window:${quarter}`, 'open']);
  }
  return found;
}

/** Everything owed by the leads on a day, as `anchor step`. */
export function owed(one: Case): readonly { anchor: string; step: string }[] {
  if (one.waits !== null) return [];
  const date = dateOf(one);
  const ladder =
    one.state === 'open' && one.rung !== null && date !== null
      ? [{ anchor: date as string, step: one.rung.step > 0 ? `+${String(one.rung.step)}` : String(one.rung.step) }]
      : [];
  return [...ladder, ...[...one.standing].map(([anchor, { step }]) => ({ anchor, step }))];
}

/** An answer on a day: it settles what stands, quiets what comes next, and holds an overdue ladder still. */
export function answer(
  one: Case,
  day: CivilDate,
  said: {
    readonly given: readonly CivilDate[];
    readonly done: boolean;
    readonly well: boolean;
    readonly evidenceDue: CivilDate | null;
  },
): void {
  const period = presentOf(one);
  one.standing.clear();
  one.rung = null;
  one.given = said.given;
  one.deferral = null;
  one.answeredOn = day;
  one.refusedOn = null;
  one.entered = null;
  one.state = said.done ? 'delivered' : 'open';
  one.evidenceDue = said.done ? said.evidenceDue : null;
  const date = dateOf(one);
  const settles = period !== null && period.from <= day && period.to > (one.settled ?? '');
  if (settles) one.settled = period.to;
  // The last period has its update, by this answer or an earlier one: well said, it is delivered.
  if (one.due.kind === 'recurring' && one.due.until !== null && one.settled === one.due.until && said.well) {
    one.state = 'delivered';
  }
  if (settles) {
    newLadder(one, day);
    return;
  }
  if (one.state === 'open' && date !== null && day > date) {
    if (one.frozenOn === day) return;
    one.frozenOn = day;
    one.freezes += 1;
    if (one.freezes <= 2) one.frozen += 10;
  }
}

/** Refused: while it waited nobody was chased, and where it is overdue that gives the time that an answer gives. */
export function refuse(one: Case, day: CivilDate): void {
  const date = dateOf(one);
  if (date === null || day <= date) return;
  const again = one.frozenOn === day || one.refusedOn === day;
  if (one.frozenOn !== day) one.refusedOn = day;
  if (again) return;
  one.freezes += 1;
  if (one.freezes <= 2) one.frozen += 10;
}
