import type { Digest } from './ports.js';

/** What is known of a digest when it is planned. */
export type Planned = Pick<Digest, 'officer' | 'slot' | 'entries' | 'plannedAt' | 'notBefore' | 'atOnce' | 'more'>;

/** A digest that nobody has tried to send yet. */
export function newDigest(planned: Planned): Digest {
  return {
    ...planned,
    state: 'planned',
    claimUntil: null,
    attempt: null,
    attempts: 0,
    attemptedAt: null,
    doubts: 0,
    reason: null,
    short: false,
    activityId: null,
    settledAt: null,
    formUntil: null,
    refreshedAt: null,
  };
}
