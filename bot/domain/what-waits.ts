import type { CivilDate } from './dates.js';
import type { Ref, State } from './plan.js';

/** What may wait for a decision, as it is kept and as it is shown; `H`: how a handover stands in it. */
interface Waiting<H> {
  readonly date: CivilDate | null;
  readonly state: State | null;
  readonly evidence?: true | undefined;
  readonly handover?: H | undefined;
  readonly replacedBy?: readonly Ref[] | undefined;
}

/** Exactly one of these waits (RULES 5). Whoever tells it asks for its kind, so that none is taken for another. */
export type WhatWaits<H> =
  | { readonly kind: 'date'; readonly date: CivilDate }
  | { readonly kind: 'end'; readonly state: State; readonly replacedBy: readonly Ref[] }
  | { readonly kind: 'evidence' }
  | { readonly kind: 'handover'; readonly handover: H };

export function whatWaits<H>({ date, state, evidence, handover, replacedBy = [] }: Waiting<H>): WhatWaits<H> {
  if (date !== null) return { kind: 'date', date };
  if (evidence === true) return { kind: 'evidence' };
  if (handover !== undefined) return { kind: 'handover', handover };
  return { kind: 'end', state: state ?? 'withdrawn', replacedBy };
}
