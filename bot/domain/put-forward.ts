import type { CivilDate, Instant } from './dates.js';
import type { DateWish } from './later-date.js';
import { isMatter } from './meeting-days.js';
import { isOpen, sameActor, type Actor, type Milestone, type Proposal } from './plan.js';
import { withDischarge, withEvidence, withProposal, type ProposalStamp } from './proposals.js';

/** Who answered, when, and under which id a new date would wait. */
export interface AnswerStamp extends ProposalStamp {
  readonly at: Instant;
}

export interface PutForward {
  readonly milestone: Milestone;
  /** The new date that does not wait for a decision, and why not; null where it does, or none was wished. */
  readonly refused: (DateWish & { readonly why: string }) | null;
}

/**
 * What an answer puts to whoever decides, beside its words: evidence to be confirmed, or a new date. The answer is kept
 * whatever becomes of that; what waits already, and is the same, goes on waiting.
 *
 * @param after the milestone with the answer
 */
export function putForward(after: Milestone, wish: DateWish | null, stamp: AnswerStamp, today: CivilDate): PutForward {
  if (hasEvidence(after) && after.proposal === null) {
    const { at, by, on, enteredBy } = stamp;
    return { milestone: withEvidence(after, { id: `evidence:${at}`, by, on, enteredBy }), refused: null };
  }
  if (isMatter(after) && isOpen(after) && after.update?.rating === 'complete' && after.proposal === null) {
    const { at, by, on, enteredBy } = stamp;
    const said = after.update.evidence ?? after.update.note ?? '';
    const proposal = withDischarge(after, said, { id: `discharge:${at}`, by, on, enteredBy });
    return { milestone: proposal, refused: null };
  }
  if (wish === null || waits(after.proposal, wish, stamp.by)) return { milestone: after, refused: null };
  const { date, because, reason } = wish;
  const put = withProposal(after, { date, because }, reason, stamp, today);
  return 'code' in put ? { milestone: after, refused: { ...wish, why: put.message } } : { ...put, refused: null };
}

function hasEvidence({ state, update }: Milestone): boolean {
  if (state !== 'delivered' || update?.rating !== 'complete') return false;
  return update.evidence !== null || update.evidenceLink !== null;
}

/** That very date waits: proposed by somebody else, or by the same person for the same reason. */
function waits(proposal: Proposal | null, { date, because, reason }: DateWish, by: Actor): boolean {
  if (proposal?.date !== date) return false;
  return !sameActor(proposal.by, by) || (proposal.because === because && proposal.reason === reason);
}
