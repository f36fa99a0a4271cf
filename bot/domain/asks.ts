import type { CivilDate, Instant } from './dates.js';
import type { OfficerId, PlanId, Ref } from './plan.js';

/** Why somebody is asked (DESIGN 4, "what was asked"). */
export const ASK_REASONS = [
  'stage',
  'first-load',
  /** Every open milestone, when its plan is reported; one without a date or an end once a quarter, in a plan without windows. */
  'window',
  'given-date',
  /** Its deferral has ended. */
  'resume',
  'evidence',
  'approval',
  /** Of what waits for an approval, which somebody answers before it is decided. */
  'question',
  /** Told: what was decided. */
  'decided',
  /** Told: an answer that somebody else entered in their name. */
  'behalf',
  'escalation',
  /** A question of a leader, which its leads answer. */
  'challenge',
  /** Told: that a leader asked, or what was answered to who asked in their own chat. */
  'challenge-told',
  /** An answer to a leader, for the head of service to let it be told. */
  'answer-release',
  /** Of an area's head of service: to stand by its figures in a reporting window. */
  'sign-off',
  /** Of a plan's owner: to let the summary of a window be posted. */
  'release',
  /** Of words that the guard holds: to be looked at, or to be said in other words. */
  'held',
] as const;
export type AskReason = (typeof ASK_REASONS)[number];

/**
 * One thing to ask about one milestone. It is owed to an officer only if no ledger row of theirs has the same
 * anchor at the same or a later step.
 */
export interface Ask {
  readonly because: AskReason;
  /** `2026-11-18` for stages; `import:`, `window:`, `given:`, `resume:`, `evidence:` and `escalation:` before the
   * date; `approval:`, `question:` and `decided:` before an id; `behalf:` before the moment of an answer; `challenge:`,
   * `challenge-told:`, `challenge-answered:` and `answer-release:` before the id of a leader's question;
   * `sign-off:` and `release:` before a window and the moment of its figures. */
  readonly anchor: string;
  /** `-20` ... `0`, `+1`, `+5` ..., or `confirm`, `open`, `chase-1` ..., `passed`, `resume`, `ask`, `told`. */
  readonly step: string;
  /** The working day on which it became owed. */
  readonly on: CivilDate;
}

/** One ledger row: an officer was asked this. */
export interface Asked {
  readonly officer: OfficerId;
  readonly plan: PlanId;
  readonly ref: Ref;
  readonly anchor: string;
  readonly step: string;
  readonly slot: string;
  readonly at: Instant;
}

/**
 * Compares the steps of one anchor: negative when `a` comes before `b`. A word is the first of its anchor; after `open`
 * come `chase-1`, `chase-2` ...
 */
export function compareSteps(a: string, b: string): number {
  return placeOf(a) - placeOf(b);
}

function placeOf(step: string): number {
  const days = Number(step.startsWith(CHASE) ? step.slice(CHASE.length) : step);
  return Number.isNaN(days) ? 0 : days;
}

const CHASE = 'chase-';

/** The nth time, from 1 on, that a reporting window asks again. */
export function chaseStep(n: number): string {
  return `${CHASE}${String(n)}`;
}

/** A stage number as printed: `-5`, `0`, `+10`. */
export function stepOf(stage: number): string {
  return stage > 0 ? `+${String(stage)}` : String(stage);
}

/** Whether something is asked now that was not asked before. */
export function asksAnew(before: readonly Ask[], now: readonly Ask[]): boolean {
  const known = new Set(before.map(({ anchor, step }) => `${anchor} ${step}`));
  return now.some(({ anchor, step }) => !known.has(`${anchor} ${step}`));
}
