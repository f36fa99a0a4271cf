import { whenInWords, type Instant } from '../domain/dates.js';
import type { Ports, SenderState } from './ports.js';

/** Why nothing leaves at present that nobody asked for; `reason` in the words of who stopped it. */
export type HeldBack =
  { readonly kind: 'stopped'; readonly reason: string | null } | { readonly kind: 'teams'; readonly until: Instant };

/** Null when it may leave. */
export function heldBack({ stopped, reason, notBefore }: SenderState, now: Instant): HeldBack | null {
  if (stopped) return { kind: 'stopped', reason };
  return notBefore !== null && notBefore > now ? { kind: 'teams', until: notBefore } : null;
}

/** As `heldBack`, as it stands now. */
export async function heldBackNow({ sender, clock }: Pick<Ports, 'sender' | 'clock'>): Promise<HeldBack | null> {
  return heldBack((await sender.read()).value, clock.now());
}

/** "all sending is stopped (the data is wrong)": to stand in a sentence. */
export function heldInWords(held: HeldBack, around: { readonly zone: string; readonly now: Instant }): string {
  if (held.kind === 'teams') return `Teams asked us to wait until ${whenInWords(held.until, around)}`;
  return `all sending is stopped${held.reason === null ? '' : ` (${held.reason})`}`;
}

/** "when sending starts": to follow "it leaves". */
export function leavesInWords(held: HeldBack): string {
  return held.kind === 'stopped' ? 'when sending starts' : 'then';
}
