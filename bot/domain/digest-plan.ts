import type { Ask, Asked } from './asks.js';
import { mondayOf, type CivilDate } from './dates.js';
import { notYetAsked } from './look-on.js';
import { approvedDate, type Milestone, type OfficerId } from './plan.js';
import { rulesOf } from './plan-rules.js';
import { POLICY } from './policy.js';
import { isReporting } from './windows.js';
import type { Calendar } from './working-days.js';

/** Something that could be asked of one officer. */
export interface Candidate {
  readonly milestone: Milestone;
  readonly asks: readonly Ask[];
}

/** What is asked of one officer that is about no milestone: an area to sign off, a summary to release. */
export interface AskedBeside {
  readonly plan: string;
  /** `@area CODE`, or `@plan`. */
  readonly ref: string;
  readonly asks: readonly Ask[];
}

/** Why nobody was asked; each but `already-asked` is looked at again on the next working day. */
export type SkipReason =
  | 'already-asked'
  | 'not-linked'
  | 'cannot-be-reached'
  | 'away'
  /** No usable lead, and nobody to ask instead. */
  | 'no-lead'
  /** Nobody is there who may decide about what waits. */
  | 'no-approver'
  /** Nobody is there who may answer a question about what waits: its decider is asked on. */
  | 'no-answerer'
  | 'weekly-limit'
  | 'card-full'
  | 'has-a-card';

export interface Skip {
  readonly plan: string;
  readonly ref: string;
  readonly officer: OfficerId | null;
  readonly reason: SkipReason;
}

export interface Reader {
  readonly id: OfficerId;
  /** Null for somebody who is known only by name so far. */
  readonly entraId: string | null;
  readonly unreachable: string | null;
}

export interface PlannedDigest {
  /** What is new on the card, worst first. A milestone may stand in it with more than one ask. */
  readonly entries: readonly { readonly milestone: Milestone; readonly ask: Ask }[];
  /** New on the card, and about no milestone. */
  readonly beside: readonly { readonly plan: string; readonly ref: string; readonly ask: Ask }[];
  readonly skipped: readonly Skip[];
  /** How many milestones did not fit. */
  readonly more: number;
  readonly week: CivilDate;
  /** Digests of this officer in that week, this one included. */
  readonly count: number;
}

/** Whom a digest may leave for, and what they were asked before. */
export interface Before {
  readonly asked: readonly Asked[];
  readonly week: CivilDate | null;
  readonly count: number;
}

/**
 * The one digest of one officer in one sweep (RULES 3): everything of theirs that is owed and was not asked yet, worst
 * first. No entries means no card.
 *
 * @param others what is asked of them that is about no milestone; it waits for no week, for its window does not
 * @param calendar while one of their plans is being reported, the limit of cards a week does not hold
 */
export function planDigest(
  reader: Reader,
  candidates: readonly Candidate[],
  before: Before,
  today: CivilDate,
  others: readonly AskedBeside[] = [],
  calendar: Pick<Calendar, 'windows' | 'rules'> = {},
): PlannedDigest {
  const week = mondayOf(today);
  const sent = before.week === week ? before.count : 0;
  const none = (fresh: readonly Candidate[], reason: SkipReason | null): PlannedDigest => ({
    entries: [],
    beside: [],
    skipped: [...already, ...(reason === null ? [] : [...fresh, ...open].map((each) => skip(reader, each, reason)))],
    more: 0,
    week,
    count: sent,
  });
  const judged = candidates.map((each) => ({ ...each, asks: notYetAsked(each.asks, ofMilestone(before, each)) }));
  const fresh = judged.filter((each) => each.asks.length > 0).sort((a, b) => compareUrgency(a, b));
  const already = judged.filter((each) => each.asks.length === 0).map((each) => skip(reader, each, 'already-asked'));
  const open = others.flatMap((each) => notAskedBeside(each, before));
  const mayExceed = (each: Candidate): boolean =>
    mayExceedLimit(each, calendar) || isReporting(calendar, each.milestone.plan, today);
  if (fresh.length + open.length === 0) return none(fresh, null);
  if (reader.unreachable !== null) return none(fresh, 'cannot-be-reached');
  if (sent >= POLICY.digestsAWeek && open.length === 0 && !fresh.some(mayExceed)) return none(fresh, 'weekly-limit');
  const fitting = takeWhileFits(fresh, POLICY.entriesADigest - open.length);
  const rest = fresh.slice(fitting.length);
  return {
    entries: fitting.flatMap(({ milestone, asks }) => asks.map((ask) => ({ milestone, ask }))),
    beside: open.flatMap(({ plan, ref, asks }) => asks.map((ask) => ({ plan, ref, ask }))),
    skipped: [...already, ...rest.map((each) => skip(reader, each, 'card-full'))],
    more: rest.length,
    week,
    count: sent + 1,
  };
}

/** Worst first: the longest overdue, then the nearest date; printed order breaks ties. */
export function compareUrgency(a: Candidate, b: Candidate): number {
  const dates = (nextDate(a.milestone) ?? '9999').localeCompare(nextDate(b.milestone) ?? '9999');
  if (dates !== 0) return dates;
  return a.milestone.plan.localeCompare(b.milestone.plan) || a.milestone.order - b.milestone.order;
}

/** The date that is owed next: once delivered, only evidence is, however long ago the work was due. */
function nextDate(milestone: Milestone): CivilDate | null {
  return (milestone.state === 'delivered' ? milestone.evidenceDue : null) ?? approvedDate(milestone);
}

/** Early stages are held when in doubt; due and overdue ones are sent once more, those of evidence too (RULES 3). */
export function isUrgent(ask: Ask): boolean {
  switch (ask.because) {
    case 'escalation':
    case 'first-load':
    case 'sign-off':
    case 'release':
      return true;
    case 'stage':
    case 'evidence':
      return Number(ask.step) >= 0;
    case 'given-date':
    case 'window':
    case 'resume':
    case 'approval':
    case 'question':
    case 'decided':
    case 'behalf':
    case 'challenge':
    case 'challenge-told':
    case 'answer-release':
    case 'held':
      return false;
  }
}

function mayExceedLimit(candidate: Candidate, calendar: Pick<Calendar, 'rules'>): boolean {
  const { escalationFrom } = rulesOf(calendar, candidate.milestone.plan);
  return candidate.asks.some(
    (ask) =>
      ask.because === 'escalation' ||
      (ask.because === 'stage' && (ask.step === '0' || Number(ask.step) >= escalationFrom)),
  );
}

function takeWhileFits(fresh: readonly Candidate[], most: number): readonly Candidate[] {
  let room = most;
  const fitting: Candidate[] = [];
  for (const each of fresh) {
    room -= each.asks.length;
    if (room < 0) break;
    fitting.push(each);
  }
  return fitting;
}

function ofMilestone(before: Before, { milestone }: Candidate): readonly Asked[] {
  return before.asked.filter((row) => row.plan === milestone.plan && row.ref === milestone.ref);
}

function notAskedBeside(each: AskedBeside, { asked }: Before): readonly AskedBeside[] {
  const own = asked.filter(({ plan, ref }) => plan === each.plan && ref === each.ref);
  const asks = notYetAsked(each.asks, own);
  return asks.length === 0 ? [] : [{ ...each, asks }];
}

function skip(reader: Reader, about: Candidate | AskedBeside, reason: SkipReason): Skip {
  const { plan, ref } = 'milestone' in about ? about.milestone : about;
  return { plan, ref, officer: reader.id, reason };
}
