import { inWords, type CivilDate } from './dates.js';
import {
  approvedDate,
  CLOSED_STATES,
  isClosed,
  isComplete,
  sameActor,
  type Actor,
  type Milestone,
  type OfficerId,
  type Proposal,
  type Ref,
  type State,
} from './plan.js';
import { isMatter } from './meeting-days.js';
import { asTyped } from './plain-text.js';
import { LONGEST_REASON, wrongReason, type Refusal } from './reasons.js';
import type { Handover } from './said.js';
import { endInWords, stateInWords } from './state-words.js';
import { evidenceAgain, type Working } from './evidence-again.js';
import { whatWaits } from './what-waits.js';

/** What somebody proposes: a new approved date, an end other than delivery, or another lead in place of one. */
export type Proposed =
  /** `because`: the `id` of an entry of `MOVE_REASONS`, where one was chosen. */
  | { readonly date: CivilDate; readonly because?: string | undefined }
  /** `replacedBy`: of one that would be superseded, what takes its place. */
  | { readonly state: State; readonly replacedBy: readonly Ref[] }
  /** `from` as the milestone names its lead. */
  | { readonly handover: Handover };

export interface ProposalStamp {
  /** Different from every other proposal about the milestone. */
  readonly id: string;
  readonly by: Actor;
  readonly on: CivilDate;
  /** Who entered it, when that is somebody else: it is theirs as well, so they do not decide it. */
  readonly enteredBy?: Actor | undefined;
}

/**
 * The milestone with something that waits for an approval (RULES 5). One thing waits at a time: who proposed a date or an
 * end may put another in its place; evidence and a handover are decided or taken back first, and anybody else has to wait.
 * The reason of a handover may be empty.
 */
export function withProposal(
  milestone: Milestone,
  proposed: Proposed,
  reason: string,
  stamp: ProposalStamp,
  today: CivilDate,
): { readonly milestone: Milestone } | Refusal {
  const refusal =
    overAlready(milestone, proposed) ??
    waits(milestone, proposed, stamp.by) ??
    wrong(milestone, proposed, today) ??
    ('handover' in proposed && asTyped(reason) === '' ? null : wrongReason(reason, whatOf(proposed)));
  if (refusal !== null) return refusal;
  const { proposal } = milestone;
  if (proposal !== null && 'date' in proposed && proposal.date === proposed.date) {
    return { milestone: { ...milestone, proposal: reworded(proposal, proposed.because, asTyped(reason), stamp) } };
  }
  const what = 'state' in proposed ? { date: null, ...proposed } : { date: null, state: null, ...proposed };
  return { milestone: { ...milestone, proposal: { ...stamped(stamp), ...what, reason: asTyped(reason) } } };
}

/** The same date for another reason: it is what waited, with what was asked about it. */
function reworded(
  proposal: Proposal,
  because: string | undefined,
  reason: string,
  { enteredBy = proposal.enteredBy }: ProposalStamp,
): Proposal {
  return {
    ...proposal,
    because,
    reason,
    ...(enteredBy !== undefined && { enteredBy }),
  };
}

/** Delivered, with evidence that somebody else is to confirm: that waits in place of whatever waited before. */
export function withEvidence(milestone: Milestone, stamp: ProposalStamp): Milestone {
  const proposal: Proposal = { ...stamped(stamp), date: null, state: null, evidence: true, reason: '' };
  return { ...milestone, proposal };
}

/** Said to be done, of what a board has raised: it waits for the board, and stays open until then. */
export function withDischarge(milestone: Milestone, reason: string, stamp: ProposalStamp): Milestone {
  const words = asTyped(reason).slice(0, LONGEST_REASON);
  return { ...milestone, proposal: { ...stamped(stamp), date: null, state: 'delivered', reason: words } };
}

/** Whether what waits is a board's discharge: whoever decides it records what the board decided. */
export function awaitsDischarge({ proposal }: Pick<Milestone, 'proposal'>): boolean {
  return proposal?.state === 'delivered';
}

/**
 * What waits, taken back by whoever proposed it. Evidence taken back is due again, as after a refusal; nothing else
 * changes.
 */
export function withoutProposal(
  milestone: Milestone,
  by: Actor,
  working: Working,
): { readonly milestone: Milestone } | Refusal {
  const { proposal, ref } = milestone;
  if (proposal === null) return { code: 'nothing-waits', message: `Nothing waits for a decision about ${ref}.` };
  if (!sameActor(proposal.by, by)) {
    const message = `Somebody else proposed ${proposedInWords(proposal)}, for ${ref}. Only they can take that back.`;
    return { code: 'not-theirs', message };
  }
  const evidence = proposal.evidence === true ? evidenceAgain(working) : {};
  return { milestone: { ...milestone, proposal: null, ...evidence } };
}

/**
 * "a new date, Friday 18 December 2026", "to close it as business as usual", "its evidence", or "to hand it over to
 * Gwen Abara".
 *
 * @param nameOf without it nobody is named
 */
export function proposedInWords(proposal: Proposal, nameOf?: (officer: OfficerId) => string): string {
  const what = whatWaits(proposal);
  switch (what.kind) {
    case 'date':
      return `a new date, ${inWords(what.date)}`;
    case 'evidence':
      return 'its evidence';
    case 'handover':
      return `to hand it over to ${nameOf?.(what.handover.to) ?? 'another lead'}`;
    case 'end': {
      const instead = what.replacedBy.length === 0 ? '' : ` by ${what.replacedBy.join(', ')}`;
      return `${endInWords(what.state)}${instead}`;
    }
  }
}

/**
 * The date that a proposal would change; null when there is none. Of a recurring milestone the end: the dates of its
 * periods follow from how often it comes.
 */
export function movableDate(milestone: Milestone): CivilDate | null {
  if (isMatter(milestone)) return null;
  return milestone.due.kind === 'recurring' ? milestone.due.until : approvedDate(milestone);
}

/** The last update expects a later day than the one that is proposed: worth saying at once. */
export function forecastAfter({ update, ref }: Milestone, date: CivilDate): string | null {
  const forecast = update?.forecast ?? null;
  if (forecast === null || forecast <= date) return null;
  return `The last update of ${ref} expects ${inWords(forecast)}, which is later.`;
}

/** What is wrong with a date on the day on which it is proposed, or approved; null when nothing is. */
export function wrongDate(milestone: Milestone, date: CivilDate, today: CivilDate): Refusal | null {
  const { ref, settledThrough } = milestone;
  if (isMatter(milestone)) {
    const message = `${ref} is due at each meeting of its board until the board discharges it: its date does not move.`;
    return { code: 'matter', message };
  }
  if (date < today) {
    return { code: 'date-passed', message: `${inWords(date)} has passed. Give ${inWords(today)} or a later date.` };
  }
  if (date === movableDate(milestone)) {
    return { code: 'same-date', message: `${inWords(date)} is the approved date of ${ref} already.` };
  }
  if (milestone.due.kind !== 'recurring' || settledThrough === null || date > settledThrough) return null;
  const message = `${ref} has its updates up to ${inWords(settledThrough)}. Give a later date.`;
  return { code: 'date-passed', message };
}

/** What is wrong with a handover; null when nothing is. */
export function wrongHandover({ ref, leads }: Milestone, { from, to }: Handover): Refusal | null {
  if (!leads.includes(from)) {
    return { code: 'not-a-lead', message: `${ref} is not led any more by who would hand it over.` };
  }
  if (from === to || leads.includes(to)) {
    return { code: 'leads-already', message: `Who would take over ${ref} leads it already.` };
  }
  return null;
}

function stamped({ id, by, on, enteredBy }: ProposalStamp): Pick<Proposal, 'id' | 'by' | 'on' | 'enteredBy'> {
  return { id, by, on, ...(enteredBy !== undefined && { enteredBy }) };
}

function whatOf(proposed: Proposed): string {
  if ('date' in proposed) return 'A new date';
  return 'state' in proposed ? 'Closing it' : 'A handover';
}

function wrong(milestone: Milestone, proposed: Proposed, today: CivilDate): Refusal | null {
  if ('date' in proposed) return wrongDate(milestone, proposed.date, today);
  return 'state' in proposed ? wrongEnd(milestone, proposed) : wrongHandover(milestone, proposed.handover);
}

/** Of what is delivered, somebody else may still take over the evidence. */
function overAlready(milestone: Milestone, proposed: Proposed): Refusal | null {
  if (!isComplete(milestone) && !isClosed(milestone)) return null;
  if ('handover' in proposed && milestone.state === 'delivered') return null;
  const what = 'handover' in proposed ? 'nobody leads it on' : 'neither its date nor its end can change';
  return { code: 'closed', message: `${milestone.ref} is ${stateInWords(milestone.state)}: ${what}.` };
}

function waits({ proposal, ref }: Milestone, proposed: Proposed, by: Actor): Refusal | null {
  if (proposal === null) return null;
  const own = sameActor(proposal.by, by);
  const replaceable = proposal.evidence !== true && proposal.handover === undefined && !('handover' in proposed);
  if (own && replaceable) return null;
  const [who, first] = own ? ['You', 'decided, or taken back by you,'] : ['Somebody else', 'decided'];
  const message = `${who} proposed ${proposedInWords(proposal)}, for ${ref} on ${inWords(proposal.on)}. That is to be ${first} first.`;
  return { code: 'proposal-waits', message };
}

function wrongEnd(
  { ref }: Milestone,
  { state, replacedBy }: { readonly state: State; readonly replacedBy: readonly Ref[] },
): Refusal | null {
  if (!CLOSED_STATES.includes(state)) {
    const ends = CLOSED_STATES.map(stateInWords).join(', ');
    return { code: 'state', message: `“${stateInWords(state)}” is no end to propose. Give one of: ${ends}.` };
  }
  if (replacedBy.length > 0 && state !== 'superseded') {
    return { code: 'replaced-by', message: 'Only what is superseded has something in its place.' };
  }
  if (replacedBy.includes(ref)) return { code: 'replaced-by', message: `${ref} cannot take its own place.` };
  return null;
}
