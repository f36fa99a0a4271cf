/** What one round of reminders asks of whom, and whom it passes over and why: line by line, by ids. */
import type { Ask } from './asks.js';
import type { SkipReason } from './digest-plan.js';
import type { OfficerId, PlanId, Ref } from './plan.js';
import { QUIET_REASONS, type QuietReason } from './quiet-today.js';

/** `in-doubt`: the card that asked may not have arrived, and waits for a person. */
export type PassedReason = SkipReason | QuietReason | 'in-doubt';

export const PASSED_REASONS = [
  'already-asked',
  'not-linked',
  'cannot-be-reached',
  'away',
  'no-lead',
  'no-approver',
  'no-answerer',
  'weekly-limit',
  'card-full',
  'has-a-card',
  'in-doubt',
  ...QUIET_REASONS,
] as const satisfies readonly PassedReason[];

/** Nobody was asked about it, or not this person. */
export interface Passed {
  readonly plan: PlanId;
  readonly ref: Ref;
  /** Null where there is nobody to ask at all. */
  readonly officer: OfficerId | null;
  readonly reason: PassedReason;
}

/** One thing asked of one person; `ref` may also be `@area CODE` or `@plan`. */
export interface AskedLine {
  readonly officer: OfficerId;
  readonly plan: PlanId;
  readonly ref: Ref;
  readonly because: Ask['because'];
  readonly anchor: string;
  readonly step: string;
  /** False for somebody known by name only: listed, and no card was made. */
  readonly linked: boolean;
}

/** Somebody is told that nobody answers. */
export interface EscalatedLine {
  readonly plan: PlanId;
  readonly ref: Ref;
  readonly officers: readonly OfficerId[];
  readonly to: OfficerId;
}

export interface SweepListing {
  readonly asked: readonly AskedLine[];
  readonly passed: readonly Passed[];
  readonly escalated: readonly EscalatedLine[];
}

export interface ListingCounts {
  readonly people: number;
  readonly asked: number;
  readonly passed: number;
  readonly escalated: number;
  /** Asked, but known by name only. */
  readonly unlinked: number;
}

export function listingCounts({ asked, passed, escalated }: SweepListing): ListingCounts {
  const people = (linked: boolean): number =>
    new Set(asked.filter((line) => line.linked === linked).map(({ officer }) => officer)).size;
  return {
    people: people(true),
    asked: asked.length,
    passed: passed.length,
    escalated: escalated.length,
    unlinked: people(false),
  };
}

/** Which plans and people somebody wants to see; null for all. */
export interface Narrowing {
  readonly plans: readonly PlanId[] | null;
  readonly officers: readonly OfficerId[] | null;
}

export function narrowed(listing: SweepListing, { plans, officers }: Narrowing): SweepListing {
  const ofPlan = ({ plan }: { readonly plan: PlanId }): boolean => plans === null || plans.includes(plan);
  const of = (officer: OfficerId | null): boolean =>
    officers === null || (officer !== null && officers.includes(officer));
  return {
    asked: listing.asked.filter((line) => ofPlan(line) && of(line.officer)),
    passed: listing.passed.filter((line) => ofPlan(line) && of(line.officer)),
    escalated: listing.escalated.filter((line) => ofPlan(line) && (of(line.to) || line.officers.some(of))),
  };
}

/** What two attempts at one round say of it: what was asked by either was asked, and passed over is what was not. */
export function merged(before: SweepListing, now: SweepListing): SweepListing {
  const asked = once([...before.asked, ...now.asked], ({ officer, plan, ref, anchor, step }) => [
    ...[officer, plan, ref, anchor, step],
  ]);
  const have = new Set(asked.map(({ officer, plan, ref }) => JSON.stringify([officer, plan, ref])));
  const passed = once([...before.passed, ...now.passed], ({ plan, ref, officer }) => [plan, ref, officer ?? '']);
  return {
    asked,
    passed: passed.filter(({ officer, plan, ref }) => !have.has(JSON.stringify([officer, plan, ref]))),
    escalated: once([...before.escalated, ...now.escalated], ({ plan, ref, to }) => [plan, ref, to]),
  };
}

/** Each once, as it was said last, where it was said first. */
function once<T>(all: readonly T[], keyOf: (one: T) => readonly string[]): readonly T[] {
  return [...new Map(all.map((one) => [JSON.stringify(keyOf(one)), one])).values()];
}
