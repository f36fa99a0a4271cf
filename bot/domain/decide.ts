import { asPrinted, inWords, type CivilDate } from './dates.js';
import type { Cadence, Due } from './due-kinds.js';
import { evidenceAgain } from './evidence-again.js';
import {
  approvedDate,
  isOverdue,
  type Actor,
  type DateMove,
  type Decided,
  type Milestone,
  type Proposal,
} from './plan.js';
import { asTyped } from './plain-text.js';
import { awaitsDischarge, movableDate, proposedInWords, wrongDate, wrongHandover } from './proposals.js';
import { wrongReason, type Refusal } from './reasons.js';
import { withDecided } from './told-asks.js';
import type { Handover } from './said.js';
import type { Calendar } from './working-days.js';

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
 * The milestone after a decision, which it keeps as `decided`. An accepted date is the approved one from then on, and its
 * stages are new; what was settled and said stays. An accepted handover puts one lead in the place of another. A refusal
 * leaves everything as it was before the proposal, and says so to the lead; refused evidence is due again.
 *
 * @param calendar from which refused evidence is counted
 */
export function decide(
  milestone: Milestone,
  decision: Decision,
  calendar: Calendar,
): { readonly milestone: Milestone } | Refusal {
  const { proposal, ref } = milestone;
  if (proposal === null) return { code: 'nothing-waits', message: `Nothing waits for a decision about ${ref}.` };
  const wrong = decision.accept ? wrongYes(milestone, proposal, decision) : wrongReason(decision.reason, 'A refusal');
  if (wrong !== null) return wrong;
  const after = decision.accept
    ? accepted(milestone, proposal, decision)
    : refused(milestone, proposal, decision, calendar);
  return { milestone: withDecided({ ...after, proposal: null }, decidedOf(proposal, decision)) };
}

function wrongYes(milestone: Milestone, { date, handover }: Proposal, { reason, on }: Decision): Refusal | null {
  const said = asTyped(reason) === '' ? null : wrongReason(reason, 'It');
  if (said !== null) return said;
  if (date !== null && date < on) {
    const message = `${inWords(date)}, the date asked for, has passed. Refuse it and say which date you would accept.`;
    return { code: 'date-passed', message };
  }
  if (date !== null) return wrongDate(milestone, date, on);
  return handover === undefined ? null : wrongHandover(milestone, handover);
}

function decidedOf(proposal: Proposal, { accept, reason, by, on, where, enteredOn = on }: Decision): Decided {
  const entered = enteredOn === on ? {} : { enteredOn };
  return { proposal, accepted: accept, reason: asTyped(reason), by, on, where, ...entered };
}

function accepted(milestone: Milestone, proposal: Proposal, decision: Decision): Milestone {
  const { date, evidence, handover } = proposal;
  if (date !== null) return moved(milestone, date, proposal, decision);
  if (evidence === true) return { ...milestone, state: 'evidenced' };
  if (awaitsDischarge(milestone)) return discharged(milestone, decision);
  return handover === undefined ? closed(milestone, proposal, decision) : handedOver(milestone, handover, decision);
}

/** By the board, which confirms it, on the day of its decision. */
function discharged(milestone: Milestone, { on }: Decision): Milestone {
  return { ...milestone, state: 'evidenced', deliveredOn: on, evidenceDue: null, deferral: null, closure: null };
}

function handedOver(milestone: Milestone, { from, to }: Handover, { on, enteredOn = on }: Decision): Milestone {
  const others = milestone.ledSince.filter(({ officer }) => officer !== from && officer !== to);
  return {
    ...milestone,
    leads: milestone.leads.map((lead) => (lead === from ? to : lead)),
    ledSince: [...others, { officer: to, on: enteredOn }],
  };
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
  };
  // A new end leaves the period that is due now, and what was answered about it, as they are.
  return approvedDate(after) === approvedDate(milestone) ? after : { ...after, overdueAnswers: [] };
}

function closed(milestone: Milestone, proposal: Proposal, { by, on, where }: Decision): Milestone {
  const { reason, replacedBy = [] } = proposal;
  const state = proposal.state ?? 'withdrawn';
  const closure = { state, reason, replacedBy, proposedBy: proposal.by, approvedBy: by, on, where };
  return { ...milestone, state, closure, deferral: null };
}

function refused(
  milestone: Milestone,
  proposal: Proposal,
  { reason, on, enteredOn = on }: Decision,
  calendar: Calendar,
): Milestone {
  const query = `Not accepted on ${inWords(on)}: ${proposedInWords(proposal)}. ${asTyped(reason)}`;
  const told = { ...milestone, queries: [...milestone.queries, query] };
  if (proposal.evidence === true) return { ...told, ...evidenceAgain({ on: enteredOn, calendar }) };
  return { ...told, ...timeAfter(milestone, enteredOn) };
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
