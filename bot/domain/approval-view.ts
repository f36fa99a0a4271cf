import type { ApprovalView, AskedFor, QuestionAsked, WaitingOnIt } from './approval-views.js';
import type { CivilDate } from './dates.js';
import { saidBy } from './due-view.js';
import { overdueDays } from './overdue.js';
import {
  approvedDate,
  isOpen,
  type Milestone,
  type OfficerId,
  type Plan,
  type Proposal,
  type Question,
} from './plan.js';
import { MOVE_REASONS } from './policy.js';
import { movableDate } from './proposals.js';
import { whatWaits } from './what-waits.js';
import { workingDaysAfter, type Calendar } from './working-days.js';

/** What a row is worked out from, for one reader. */
export interface ApprovalFacts {
  readonly plan: Plan;
  readonly calendar: Calendar;
  readonly today: CivilDate;
  readonly nameOf: (officer: OfficerId) => string;
  readonly reader: OfficerId;
  /** Everything of the plan: what may wait on it. */
  readonly inPlan: readonly Milestone[];
}

/** The row of one milestone, whose proposal it is; without the name of its boxes. */
export function approvalView(
  milestone: Milestone,
  proposal: Proposal,
  rev: number,
  facts: ApprovalFacts,
): Omit<ApprovalView, 'row'> {
  const { plan, calendar, today } = facts;
  const { by, enteredBy, on, reason, questions = [] } = proposal;
  return {
    link: { plan: plan.id, ref: milestone.ref, rev },
    planTitle: plan.title,
    text: milestone.text,
    asked: askedFor(milestone, proposal, facts),
    by: saidBy(by, facts).by,
    enteredBy: enteredBy === undefined ? null : saidBy(enteredBy, facts).by,
    on,
    overdueDays: overdueDays(milestone, calendar, today),
    reason,
    questions: questions.map((question) => questionView(question, facts)),
  };
}

/** What a proposal asks for. */
export function askedFor(milestone: Milestone, proposal: Proposal, facts: ApprovalFacts): AskedFor {
  const what = whatWaits(proposal);
  switch (what.kind) {
    case 'date':
      return dateAsked(milestone, what.date, proposal.because, facts);
    case 'evidence':
      return evidenceShown(milestone);
    case 'handover':
      return { kind: 'handover', from: facts.nameOf(what.handover.from), to: facts.nameOf(what.handover.to) };
    case 'end': {
      const waiting = waitingOn(milestone, null, facts);
      return { ...what, approved: approvedDate(milestone), waiting };
    }
  }
}

/** Dates first, then ends, evidence and handovers; within each what is most overdue, then what has waited longest. */
export function compareApprovals(a: Omit<ApprovalView, 'row'>, b: Omit<ApprovalView, 'row'>): number {
  return (
    KINDS.indexOf(a.asked.kind) - KINDS.indexOf(b.asked.kind) ||
    (b.overdueDays ?? -1) - (a.overdueDays ?? -1) ||
    a.on.localeCompare(b.on) ||
    a.link.ref.localeCompare(b.link.ref, 'en', { numeric: true })
  );
}

const KINDS: readonly AskedFor['kind'][] = ['date', 'end', 'evidence', 'handover'];

function dateAsked(milestone: Milestone, date: CivilDate, because: string | undefined, facts: ApprovalFacts): AskedFor {
  const approved = movableDate(milestone);
  return {
    kind: 'date',
    end: milestone.due.kind === 'recurring',
    approved,
    date,
    later: approved === null ? null : between(facts.calendar, approved, date),
    moves: milestone.moves.filter(({ from }) => from !== null).length,
    first: milestone.baseline,
    because: MOVE_REASONS.find(({ id }) => id === because)?.words ?? null,
    waiting: waitingOn(milestone, date, facts).filter(({ sooner }) => sooner !== null),
  };
}

function evidenceShown({ deliveredOn, update }: Milestone): AskedFor {
  const { outcome = null, evidence = null, evidenceLink = null } = update ?? {};
  return { kind: 'evidence', deliveredOn, outcome, evidence, evidenceLink };
}

/** What waits for it and is open, by its date; what has none last. */
function waitingOn({ ref }: Milestone, date: CivilDate | null, { calendar, inPlan }: ApprovalFacts): WaitingOnIt[] {
  const waits = inPlan.filter((one) => one.ref !== ref && isOpen(one) && waitsFor(one, ref));
  return waits
    .map((one): WaitingOnIt => {
      const due = approvedDate(one);
      const sooner = date === null || due === null || due >= date ? null : workingDaysAfter(calendar, due, date);
      return { ref: one.ref, due, sooner };
    })
    .sort((a, b) => (a.due ?? '9').localeCompare(b.due ?? '9'));
}

function waitsFor({ waitsFor: planned, update }: Milestone, ref: string): boolean {
  const said = update?.waitsOn ?? null;
  return planned.includes(ref) || (said?.kind === 'milestone' && said.ref === ref);
}

/** Working days from one day to another: less than 0 where that lies before it. */
function between(calendar: Calendar, from: CivilDate, to: CivilDate): number {
  return from <= to ? workingDaysAfter(calendar, from, to) : -workingDaysAfter(calendar, to, from);
}

function questionView({ by, on, text, answer }: Question, facts: ApprovalFacts): QuestionAsked {
  const answered = answer === null ? null : { by: saidBy(answer.by, facts).by, on: answer.on, text: answer.text };
  return { ...saidBy(by, facts), on, text, answer: answered };
}
