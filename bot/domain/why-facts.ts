/** Why somebody is asked about a milestone on a day, or is not: each thing to ask about, and what became of it. */
import { compareSteps, type Ask, type Asked } from './asks.js';
import type { CivilDate } from './dates.js';
import { notYetAsked } from './look-on.js';
import type { Milestone } from './plan.js';
import type { Calendar } from './working-days.js';

/**
 * `before-load`, `not-begun` (its period has not), `quieted` and `deferred` never came to be asked; `passed-over` was
 * missed, and a later one is asked instead; `waits` until a proposal is decided; `postponed` is ahead, moved by answers or a refusal.
 */
export type Became =
  | 'before-load'
  | 'not-begun'
  | 'asked'
  | 'answered'
  | 'quieted'
  | 'deferred'
  | 'waits'
  | 'passed-over'
  | 'owed'
  | 'postponed'
  | 'ahead';

/** Something that was asked of the officer, and what became of the card that carried it. */
export interface AskedAndSent extends Pick<Asked, 'anchor' | 'step' | 'slot' | 'at'> {
  /** The civil day of `at`. */
  readonly on: CivilDate;
  readonly delivery: CardState;
  /** What came of the card is not certain: an attempt may have arrived. */
  readonly doubted: boolean;
  /** It waits, and all sending is stopped. */
  readonly held: boolean;
  /** Of a card that is not sent for good: who took it off, when and why. Null where nothing is known of that. */
  readonly waived: Waived | null;
}

/** `answered`: nothing was left to ask when it should have left. */
export type Waived =
  | { readonly kind: 'answered' }
  | { readonly kind: 'by-hand'; readonly by: string; readonly on: CivilDate; readonly reason: string | null };

/** `waived`: answered before it was sent, or taken off by a person. */
export type CardState =
  'planned' | 'sending' | 'sent' | 'retry' | 'undeliverable' | 'in-doubt' | 'waived' | 'dead' | 'unknown';

/** An answer by a person that counts for the officer. */
export interface GivenAnswer {
  readonly on: CivilDate;
  /** Their name. */
  readonly by: string;
}

/** One thing to ask about, on the working day on which it comes. */
export interface Rung {
  readonly anchor: string;
  readonly step: string;
  readonly on: CivilDate;
  readonly became: Became;
  /** When it was asked of the officer. */
  readonly asked: AskedAndSent | null;
  /** The answer that settled or quieted it. */
  readonly answer: GivenAnswer | null;
  /** The day on which it would have come, had nothing moved it. */
  readonly wasOn: CivilDate | null;
  /** What moved it; null where nothing did. A refusal gives the time that an answer gives (RULES 2). */
  readonly movedBy: 'answers' | 'refusal' | 'both' | null;
}

export interface WhyFacts {
  /** As the officer is asked about it (`asSeenBy`). */
  readonly milestone: Milestone;
  /** What the rules ask of the officer on the day, whether or not it was asked already. */
  readonly asks: readonly Ask[];
  /** Of the officer about this milestone by the end of the day, oldest first. */
  readonly asked: readonly AskedAndSent[];
  /** Oldest first. */
  readonly answers: readonly GivenAnswer[];
  readonly calendar: Calendar;
  readonly today: CivilDate;
}

/** What is owed by the officer today: to be asked, and not asked yet. */
export function owedToday({ asks, asked }: WhyFacts): readonly Ask[] {
  return notYetAsked(asks, asked);
}

/** The newest row of what was asked about the same thing, at this or an earlier step. */
export function lastAsked({ asked }: WhyFacts, ask: Pick<Ask, 'anchor' | 'step'>): AskedAndSent | null {
  return asked.findLast((row) => row.anchor === ask.anchor && compareSteps(row.step, ask.step) >= 0) ?? null;
}
