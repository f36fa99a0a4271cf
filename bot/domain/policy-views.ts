/** What cards show of a plan's policy: how it stands in words, and the form of one part of it with what it would change. */
import type { PlanId } from './plan.js';

/** The parts of a policy, each with a form of its own. */
export const POLICY_PARTS = ['rates', 'asks', 'told'] as const;
export type PolicyPart = (typeof POLICY_PARTS)[number];

export interface PolicyView {
  readonly plan: PlanId;
  readonly planTitle: string;
  readonly parts: readonly { readonly part: PolicyPart; readonly lines: readonly string[] }[];
  readonly saved: boolean;
}

export interface PolicyFormView {
  readonly plan: PlanId;
  readonly planTitle: string;
  readonly part: PolicyPart;
  /** By the name of the field, as they stand or were typed. */
  readonly typed: Readonly<Record<string, string>>;
  /** Fields of it that hold more than a card takes: they are changed at the command line. */
  readonly tooLong: readonly string[];
  readonly error: { readonly field: string; readonly message: string } | null;
  /** What would change, in sentences; null before that was worked out. */
  readonly would: readonly string[] | null;
  /** Of the words that this was worked out of: only these are saved. */
  readonly seal: string | null;
}
