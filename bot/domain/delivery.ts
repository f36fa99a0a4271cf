/** The states of what is sent, and what they mean to whoever looks after it (guarantees.md 1). */

/**
 * `planned` and `retry` wait to be sent, not before `notBefore`; `sending` is claimed until `claimUntil`;
 * the others are settled, `in-doubt`, `undeliverable` and `dead` for a person to look at.
 */
export const DIGEST_STATES = [
  'planned',
  'sending',
  'sent',
  'retry',
  'undeliverable',
  'in-doubt',
  'waived',
  'dead',
] as const;
export type DigestState = (typeof DIGEST_STATES)[number];

/** `replacing` until a summary with fresh figures is planned in its place, then `replaced`. */
export const POST_STATES = [
  'planned',
  'sending',
  'sent',
  'retry',
  'in-doubt',
  'waived',
  'dead',
  'replacing',
  'replaced',
] as const;
export type PostState = (typeof POST_STATES)[number];

type State = DigestState | PostState;

const UNSETTLED: readonly State[] = ['planned', 'sending', 'retry', 'replacing'];

/** Whether it still waits for its sender. */
export function isUnsettled(state: State): boolean {
  return UNSETTLED.includes(state);
}

/** Whether a summary, or what follows in its thread, still waits for its sender. */
export function isOpenPost({ state, replies }: { readonly state: State; readonly replies: 'due' | null }): boolean {
  return isUnsettled(state) || replies === 'due';
}

/** Why only a person can settle it; null when none is needed. */
export function reasonFor(state: State): 'in-doubt' | 'undeliverable' | 'refused' | null {
  if (state === 'in-doubt' || state === 'undeliverable') return state;
  return state === 'dead' ? 'refused' : null;
}
