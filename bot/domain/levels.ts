/** Service levels: what was promised, and what came of it (guarantees.md 6). Decides nothing else. */
import { addDays, civilDateAt, momentAt, msOf, type CivilDate, type Instant } from './dates.js';
import { POLICY } from './policy.js';
import type { Calendar } from './working-days.js';

export type LevelId = 'reminders-in-a-minute' | 'reminders-sent-or-flagged' | 'submissions' | 'summaries';

/** What one of those that are counted came to. `open`: its time is not over; `aside`: it is not judged. */
export interface Judged {
  /** By which a person finds it again. */
  readonly id: string;
  readonly came: 'good' | 'missed' | 'open' | 'aside';
  /** Milliseconds that it took, or has taken so far. */
  readonly ms: number;
  /** A code; empty for what is good. */
  readonly why: string;
}

export interface Level {
  readonly id: LevelId;
  /** In percent. */
  readonly target: number;
  /** In percent; null where nothing was counted: nothing is no hundred percent. */
  readonly value: number | null;
  readonly met: boolean | null;
  readonly counts: {
    readonly of: number;
    readonly good: number;
    readonly missed: number;
    readonly open: number;
    readonly aside: number;
  };
  /** The worst first. */
  readonly worst: readonly Omit<Judged, 'came'>[];
}

/** In tenths of a percent, so that they are compared as whole numbers. */
const TARGETS: Readonly<Record<LevelId, number>> = {
  'reminders-in-a-minute': 990,
  'reminders-sent-or-flagged': 1_000,
  submissions: 999,
  summaries: 990,
};
const NAMED = 5;

/** Milliseconds from the moment at which it may leave. */
export const SENT_WITHIN_MS = 60_000;
export const FLAGGED_WITHIN_MS = 15 * 60_000;
export const POSTED_WITHIN_MS = 15 * 60_000;

export function levelOf(id: LevelId, judged: readonly Judged[]): Level {
  const count = (came: Judged['came']): number => judged.filter((one) => one.came === came).length;
  const worst = judged.filter(({ came }) => came === 'missed').sort((a, b) => b.ms - a.ms || (a.id < b.id ? -1 : 1));
  return levelFrom(id, { good: count('good'), missed: count('missed'), open: count('open'), aside: count('aside') }, [
    ...worst.slice(0, NAMED).map(({ id: one, ms, why }) => ({ id: one, ms, why })),
  ]);
}

/** Of what is known by its numbers alone. */
export function levelFrom(id: LevelId, known: Omit<Level['counts'], 'of'>, worst: Level['worst']): Level {
  const of = known.good + known.missed;
  const target = TARGETS[id];
  return {
    id,
    target: target / 10,
    // Cut, not rounded: 98.96 % is never told as 99.0 %.
    value: of === 0 ? null : Math.floor((known.good * 1_000) / of) / 10,
    met: of === 0 ? null : known.good * 1_000 >= target * of,
    counts: { of, ...known },
    worst,
  };
}

/** A card to one person, as the ledger knows it. */
export interface SentReminder {
  readonly id: string;
  readonly state: 'sent' | 'waived' | 'undeliverable' | 'failed' | 'open';
  /** From which moment it may leave, decent hours aside. */
  readonly from: Instant;
  readonly atOnce: boolean;
  readonly sentAt: Instant | null;
  /** When it was first put on the list of what a person has to look at. */
  readonly flaggedAt: Instant | null;
  readonly reason: string | null;
}

/** How long something took between two moments, by the time in which it may leave. */
export type Took = (from: Instant, to: Instant) => number;

/** Sent within a minute. Who cannot be written to, and what was answered before, is nobody's delay. */
export function judgeSent(one: SentReminder, now: Instant, took: Took): Judged {
  const ms = took(one.from, one.sentAt ?? now);
  const base = { id: one.id, ms };
  if (one.state === 'waived' || one.state === 'undeliverable') return { ...base, came: 'aside', why: one.state };
  if (one.sentAt !== null) return within(base, SENT_WITHIN_MS, one.reason ?? 'sent-late');
  if (one.state === 'open') {
    const missed = ms > SENT_WITHIN_MS;
    return { ...base, came: missed ? 'missed' : 'open', why: missed ? (one.reason ?? 'not-sent-yet') : '' };
  }
  return { ...base, came: 'missed', why: one.reason ?? one.state };
}

/** Sent, or on the list of a person, within a quarter of an hour. */
export function judgeFlagged(one: SentReminder, now: Instant, took: Took): Judged {
  if (one.state === 'waived') return { id: one.id, ms: 0, came: 'aside', why: one.state };
  const ends = [one.sentAt, one.flaggedAt].filter((moment) => moment !== null).sort();
  const ms = took(one.from, ends[0] ?? now);
  const base = { id: one.id, ms };
  if (ends.length > 0) return within(base, FLAGGED_WITHIN_MS, one.reason ?? 'late');
  if (ms <= FLAGGED_WITHIN_MS) return { ...base, came: 'open', why: '' };
  return { ...base, came: 'missed', why: one.reason ?? 'nobody-was-told' };
}

/** A summary in one channel. */
export interface PostedSummary {
  readonly id: string;
  readonly state: 'sent' | 'left-out' | 'failed' | 'open';
  readonly from: Instant;
  readonly atOnce: boolean;
  readonly postedAt: Instant | null;
  /** What a person has to do first; null where nobody has. */
  readonly waitsFor: string | null;
  readonly reason: string | null;
}

/** Posted within a quarter of an hour. What waits for a person is told apart from what is late. */
export function judgePosted(one: PostedSummary, now: Instant, took: Took): Judged {
  const base = { id: one.id, ms: took(one.from, one.postedAt ?? now) };
  if (one.state === 'left-out') return { ...base, came: 'aside', why: one.state };
  if (one.postedAt !== null) return within(base, POSTED_WITHIN_MS, 'posted-late');
  if (one.waitsFor !== null) return { ...base, came: 'aside', why: one.waitsFor };
  if (one.state === 'open' && base.ms <= POSTED_WITHIN_MS) return { ...base, came: 'open', why: '' };
  return { ...base, came: 'missed', why: one.reason ?? 'not-posted-yet' };
}

function within(base: { readonly id: string; readonly ms: number }, limit: number, why: string): Judged {
  return base.ms <= limit ? { ...base, came: 'good', why: '' } : { ...base, came: 'missed', why };
}

/**
 * Milliseconds between two moments that lie in decent hours (RULES 3): what waits for the morning is not late. At once, all
 * of them count.
 */
export function tookIn(calendar: Calendar, zone: string, atOnce: boolean): Took {
  return (from, to) => {
    if (to <= from) return 0;
    if (atOnce) return msOf(to) - msOf(from);
    let sum = 0;
    const last = civilDateAt(to, zone);
    for (let day = civilDateAt(from, zone); day <= last; day = addDays(day, 1)) {
      if (calendar.isWorkingDay(day)) sum += overlap(from, to, day, zone);
    }
    return sum;
  };
}

function overlap(from: Instant, to: Instant, day: CivilDate, zone: string): number {
  const opens = msOf(momentAt(day, POLICY.opens, zone));
  const closes = msOf(momentAt(day, POLICY.closes, zone));
  return Math.max(0, Math.min(msOf(to), closes) - Math.max(msOf(from), opens));
}

/* ---- How long answers took ---- */

/** Milliseconds below which an answer counts in that place; what takes longer than all of them counts in the last. */
export const ANSWER_LIMITS_MS = [250, 500, 1_000, 2_000, 4_500] as const;
/** One number more than there are limits. */
export type AnswerCounts = readonly number[];

export const NO_ANSWERS: AnswerCounts = [...ANSWER_LIMITS_MS.map(() => 0), 0];

/** With one answer more. */
export function withAnswer(counts: AnswerCounts, ms: number): AnswerCounts {
  const found = ANSWER_LIMITS_MS.findIndex((limit) => ms < limit);
  const place = found < 0 ? ANSWER_LIMITS_MS.length : found;
  return counts.map((count, index) => (index === place ? count + 1 : count));
}

export function addedUp(one: AnswerCounts, other: AnswerCounts): AnswerCounts {
  return NO_ANSWERS.map((_, index) => (one[index] ?? 0) + (other[index] ?? 0));
}

/** Below a second. The worst are days, with how many answers of each took longer. */
export function levelOfAnswers(days: readonly { readonly day: CivilDate; readonly counts: AnswerCounts }[]): Level {
  const second = ANSWER_LIMITS_MS.indexOf(1_000) + 1;
  const sum = (counts: AnswerCounts): number => counts.reduce((all, one) => all + one, 0);
  const total = days.reduce((all, { counts }) => addedUp(all, counts), NO_ANSWERS);
  const slow = days
    .map(({ day, counts }) => ({ id: day, slow: sum(counts.slice(second)), counts }))
    .filter((one) => one.slow > 0)
    .sort((a, b) => b.slow - a.slow || (a.id < b.id ? -1 : 1));
  const worst = slow.slice(0, NAMED).map(({ id, slow: count, counts }) => ({
    id,
    ms: longestOf(counts),
    why: `slow-answers-${String(count)}`,
  }));
  const known = { good: sum(total.slice(0, second)), missed: sum(total.slice(second)), open: 0, aside: 0 };
  return levelFrom('submissions', known, worst);
}

/** At least so long did the slowest take. */
function longestOf(counts: AnswerCounts): number {
  const last = counts.findLastIndex((count) => count > 0);
  return ANSWER_LIMITS_MS[last - 1] ?? 0;
}
