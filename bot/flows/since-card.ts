import { meanwhile, type Meanwhile } from '../domain/meanwhile.js';
import type { Milestone, RatingClass } from '../domain/plan.js';
import type { HistoryRow, Ports, StoredMilestone } from './ports.js';

/** What was sent from a card: of which revision, with which hash, by whom, and how it rates. */
export interface Sent {
  readonly rev: number;
  readonly rating: RatingClass | null;
  /** Whether a row of the history is this very submission, delivered before. */
  readonly isOurs: (row: HistoryRow) => boolean;
}

/** What became of a milestone after the revision that a card showed. */
export type Since =
  /** Nothing that the answer rests on: it may be written onto the present revision. */
  | { readonly kind: 'nothing' }
  /** The answer was written before: it was delivered twice, or the answer of storage was lost. */
  | { readonly kind: 'recorded'; readonly before: Milestone; readonly after: Milestone }
  /** Never empty. */
  | { readonly kind: 'changed'; readonly what: readonly Meanwhile[] };

/** What became of a milestone since a card with an answer was made. */
export async function sinceCard(
  ports: Pick<Ports, 'plans'>,
  stored: StoredMilestone,
  { rev, rating, isOurs }: Sent,
): Promise<Since> {
  return sinceShown(ports, stored, { rev, isOurs, changed: (shown, after) => meanwhile(shown, after, rating) });
}

/** As `sinceCard`, for whatever was sent: `changed` says what of that it rests on is not as the card showed it. */
export interface SentFor extends Pick<Sent, 'rev' | 'isOurs'> {
  readonly changed: (shown: Milestone, after: Milestone) => readonly Meanwhile[];
}

/**
 * Reads the history from the card's revision up to the present one. What was sent is only ever written past rows that
 * change nothing it rests on, so its own row is the first one after those: whoever came later does not hide it.
 */
export async function sinceShown(
  { plans }: Pick<Ports, 'plans'>,
  { milestone: now, rev: newest }: StoredMilestone,
  { rev, isOurs, changed }: SentFor,
): Promise<Since> {
  if (rev === newest) return { kind: 'nothing' };
  const { plan, ref } = now;
  const shown = milestoneIn(await plans.milestoneRevision(plan, ref, rev));
  // Not in the history: the card is of a time that a restored copy has not seen.
  if (shown === null || rev > newest) return { kind: 'changed', what: ['other'] };
  let before = shown;
  for (let next = rev + 1; next <= newest; next += 1) {
    const row = await plans.milestoneRevision(plan, ref, next);
    const after = milestoneIn(row);
    if (row === null || after === null) return { kind: 'changed', what: ['other'] };
    if (isOurs(row)) return { kind: 'recorded', before, after };
    if (changed(shown, after).length > 0) {
      const what = changed(shown, now);
      return { kind: 'changed', what: what.length > 0 ? what : ['other'] };
    }
    before = after;
  }
  return { kind: 'nothing' };
}

function milestoneIn(row: HistoryRow | null): Milestone | null {
  return row?.image.kind === 'milestone' ? row.image.milestone : null;
}
