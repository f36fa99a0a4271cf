import { asPrinted, inWords, type CivilDate } from './dates.js';
import type { Cadence, Due } from './due-kinds.js';
import {
  approvedDate,
  CLOSED_STATES,
  isClosed,
  isComplete,
  isOverdue,
  sameActor,
  type Actor,
  type DateMove,
  type Milestone,
  type Proposal,
  type Ref,
  type State,
} from './plan.js';
import { asTyped } from './plain-text.js';
import { wrongReason, type Refusal } from './reasons.js';
import { stateInWords } from './state-words.js';

/** What somebody proposes: a new approved date, or an end other than delivery. */
export type Proposed =
  | { readonly date: CivilDate }
  /** `replacedBy`: of one that would be superseded, what takes its place. */
  | { readonly state: State; readonly replacedBy: readonly Ref[] };

export interface ProposalStamp {
  /** Different from every other proposal about the milestone. */
  readonly id: string;
  readonly by: Actor;
  readonly on: CivilDate;
}

/** What was decided about a proposal, by whom, on which day; where, if that was elsewhere. */
export interface Decision {
  readonly accept: boolean;
  /** Needed for a refusal. */
  readonly reason: string;
  readonly by: Actor;
  readonly on: CivilDate;
  readonly where: string | null;
  /** The day on which it was entered, when that may be later. */
  readonly enteredOn?: CivilDate;
}

/**
 * The milestone with something that waits for an approval (RULES 5). One thing waits at a time: who proposed it may put
 * something else in its place, anybody else has to wait.
 */
export function withProposal(
  milestone: Milestone,
  proposed: Proposed,
  reason: string,
  stamp: ProposalStamp,
  today: CivilDate,
): { readonly milestone: Milestone } | Refusal {
  const refusal =
    overAlready(milestone) ??
    waits(milestone, stamp.by) ??
    ('date' in proposed ? wrongDate(milestone, proposed.date, today) : wrongEnd(milestone, proposed)) ??
    wrongReason(reason, 'date' in proposed ? 'A new date' : 'Closing it');
  if (refusal !== null) return refusal;
  const { id, by, on } = stamp;
  const what = 'date' in proposed ? { date: proposed.date, state: null } : { date: null, ...proposed };
  return { milestone: { ...milestone, proposal: { id, ...what, reason: asTyped(reason), by, on } } };
}

/**
 * The milestone after a decision. An accepted date is the approved one from then on, and its stages are new; what was
 * settled and said stays. A refusal leaves everything as it was before the proposal, and says so to the lead.
 */
export function decide(milestone: Milestone, decision: Decision): { readonly milestone: Milestone } | Refusal {
  const { proposal, ref } = milestone;
  if (proposal === null) return { code: 'nothing-waits', message: `Nothing waits for a decision about ${ref}.` };
  if (!decision.accept) return refused(milestone, proposal, decision);
  const said = asTyped(decision.reason) === '' ? null : wrongReason(decision.reason, 'It');
  if (said !== null) return said;
  if (proposal.date === null) return { milestone: closed(milestone, proposal, decision) };
  const refusal = wrongDate(milestone, proposal.date, decision.on);
  return refusal ?? { milestone: moved(milestone, proposal.date, proposal, decision) };
}

/** "a new date, Friday 18 December 2026", or "to close it as business as usual". */
export function proposedInWords({ date, state, replacedBy = [] }: Proposal): string {
  if (date !== null) return `a new date, ${inWords(date)}`;
  const instead = replacedBy.length === 0 ? '' : ` by ${replacedBy.join(', ')}`;
  return `to close it as ${stateInWords(state ?? 'withdrawn')}${instead}`;
}

/**
 * The date that a proposal would change; null when there is none. Of a recurring milestone the end: the dates of its
 * periods follow from how often it comes.
 */
export function movableDate(milestone: Milestone): CivilDate | null {
  return milestone.due.kind === 'recurring' ? milestone.due.until : approvedDate(milestone);
}

/** The last update expects a later day than the one that is proposed: worth saying at once. */
export function forecastAfter({ update, ref }: Milestone, date: CivilDate): string | null {
  const forecast = update?.forecast ?? null;
  if (forecast === null || forecast <= date) return null;
  return `The last update of ${ref} expects ${inWords(forecast)}, which is later.`;
}

function overAlready(milestone: Milestone): Refusal | null {
  if (!isComplete(milestone) && !isClosed(milestone)) return null;
  const message = `${milestone.ref} is ${stateInWords(milestone.state)}: neither its date nor its end can change.`;
  return { code: 'closed', message };
}

function waits({ proposal, ref }: Milestone, by: Actor): Refusal | null {
  if (proposal === null || sameActor(proposal.by, by)) return null;
  const what = proposedInWords(proposal);
  const message = `Somebody else proposed ${what}, for ${ref} on ${inWords(proposal.on)}. That is to be decided first.`;
  return { code: 'proposal-waits', message };
}

function wrongDate(milestone: Milestone, date: CivilDate, today: CivilDate): Refusal | null {
  const { ref, settledThrough } = milestone;
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

function moved(milestone: Milestone, date: CivilDate, proposal: Proposal, { by, on, where }: Decision): Milestone {
  const move: DateMove = {
    from: movableDate(milestone),
    to: date,
    reason: proposal.reason,
    on,
    approvedBy: by,
    was: milestone.due.text,
    ...(where !== null && { where }),
  };
  const after: Milestone = {
    ...milestone,
    due: dueAt(milestone.due, date),
    baseline: milestone.baseline ?? date,
    moves: [...milestone.moves, move],
    proposal: null,
  };
  // A new end leaves the period that is due now, and what was answered about it, as they are.
  return approvedDate(after) === approvedDate(milestone) ? after : { ...after, overdueAnswers: [] };
}

function closed(milestone: Milestone, proposal: Proposal, { by, on, where }: Decision): Milestone {
  const { reason, replacedBy = [] } = proposal;
  const state = proposal.state ?? 'withdrawn';
  const closure = { state, reason, replacedBy, proposedBy: proposal.by, approvedBy: by, on, where };
  return { ...milestone, state, closure, proposal: null, deferral: null };
}

function refused(
  milestone: Milestone,
  proposal: Proposal,
  { reason, on, enteredOn = on }: Decision,
): { readonly milestone: Milestone } | Refusal {
  const wrong = wrongReason(reason, 'A refusal');
  if (wrong !== null) return wrong;
  const query = `Not accepted on ${inWords(on)}: ${proposedInWords(proposal)}. ${asTyped(reason)}`;
  return {
    milestone: {
      ...milestone,
      proposal: null,
      queries: [...milestone.queries, query],
      ...timeAfter(milestone, enteredOn),
    },
  };
}

/** While it waited nobody was chased: where it is overdue, a refusal gives the time that an answer gives (RULES 2). */
function timeAfter(milestone: Milestone, on: CivilDate): Partial<Milestone> {
  const { overdueAnswers } = milestone;
  if (!isOverdue(milestone, on) || overdueAnswers.includes(on)) return {};
  return { overdueAnswers: [...overdueAnswers, on] };
}

function dueAt(due: Due, date: CivilDate): Due {
  if (due.kind === 'recurring')
    return { ...due, until: date, text: `${HOW_OFTEN[due.cadence]} until ${asPrinted(date)}` };
  return { kind: 'day', date, text: asPrinted(date) };
}

const HOW_OFTEN: Readonly<Record<Cadence, string>> = {
  weekly: 'Every week',
  fortnightly: 'Every two weeks',
  monthly: 'Every month',
  'two-monthly': 'Every two months',
  quarterly: 'Every quarter',
  'half-yearly': 'Every half year',
  yearly: 'Every year',
};
