import type { CivilDate } from './dates.js';
import { entryChosen } from './key.js';
import type { AskedView, DueView, GroupView, ProposedView, SameAsView } from './milestone-views.js';
import { lastPeriod, type Period } from './periods.js';
import {
  approvedDate,
  presentPeriod,
  type Actor,
  type Milestone,
  type OfficerId,
  type Plan,
  type Proposal,
  type Question,
} from './plan.js';
import { rulesOf } from './plan-rules.js';
import { MOVE_REASONS } from './policy.js';
import { movableDate } from './proposals.js';
import { openQuestion, type EnteredFor } from './told-asks.js';
import type { DecidedView, EnteredBefore } from './told-views.js';
import { addWorkingDays, type Calendar } from './working-days.js';

/** What the due side of a view is worked out from, for one reader. */
export interface DueFacts {
  readonly plan: Plan;
  readonly calendar: Calendar;
  readonly today: CivilDate;
  readonly nameOf: (officer: OfficerId) => string;
  readonly reader: OfficerId;
  /** Who may decide on what is proposed. */
  readonly approvers: readonly OfficerId[];
  /** While all of those who may are away. */
  readonly approvesLater?: { readonly officer: OfficerId; readonly until: CivilDate } | null;
  /** Of a group in which each has to answer, how many have; null when one answer is enough. */
  readonly group: GroupView | null;
  /** The milestone that the plan's text points at. */
  readonly sameAs: SameAsView | null;
}

export function dueView(milestone: Milestone, facts: DueFacts): DueView {
  const { today } = facts;
  const forecast = milestone.update?.forecast ?? null;
  return {
    due: milestone.due,
    dueToday: approvedDate(milestone) === today,
    period: periodView(milestone, today),
    expected: forecast === null ? null : { date: forecast, passed: forecast < today },
    deferral: deferralView(milestone, facts),
    proposal: proposalView(milestone, facts),
    queries: milestone.queries,
    otherAnswers: otherAnswers(milestone, facts),
    group: facts.group,
    sameAs: milestone.answeredOn === null ? facts.sameAs : null,
  };
}

/** The name of who said something, and whether it is the reader. */
export function saidBy(
  by: Actor,
  { nameOf, reader }: Pick<DueFacts, 'nameOf' | 'reader'>,
): { readonly by: string; readonly byReader: boolean } {
  if (by.kind === 'officer') return { by: nameOf(by.id), byReader: by.id === reader };
  return { by: by.kind === 'import' ? 'the plan' : 'an administrator', byReader: false };
}

/** The period that an answer settled: the one before it that had no update yet. */
export function settledBy(before: Milestone, after: Milestone): Period | null {
  const moved = after.settledThrough !== null && after.settledThrough > (before.settledThrough ?? '');
  return moved ? presentPeriod(before) : null;
}

function periodView(milestone: Milestone, today: CivilDate): DueView['period'] {
  const { due, settledThrough } = milestone;
  const period = presentPeriod(milestone);
  if (due.kind !== 'recurring' || period === null) return null;
  return {
    ...period,
    begun: period.from <= today,
    settled: settledThrough !== null && period.to <= settledThrough,
    last: lastPeriod(due)?.to === period.to,
  };
}

function deferralView({ deferral }: Milestone, facts: DueFacts): DueView['deferral'] {
  if (deferral === null) return null;
  const { until, reason, by, on } = deferral;
  return { until, reason, ...saidBy(by, facts), on, ended: until < facts.today };
}

function proposalView(milestone: Milestone, facts: DueFacts): DueView['proposal'] {
  const { proposal } = milestone;
  if (proposal === null) return null;
  const question = questionFor(milestone, facts);
  const later = facts.approvesLater;
  return {
    ...proposedView(proposal, movableDate(milestone), facts),
    ...(question === undefined ? {} : { question: askedView(question, facts) }),
    waitsFor: facts.approvers.map(facts.nameOf),
    ...(later && { decidesLater: { name: facts.nameOf(later.officer), until: later.until } }),
    forReader: facts.approvers.includes(facts.reader),
  };
}

/** To who decides what they asked last; to anybody else the one that waits for its answer. */
function questionFor(milestone: Milestone, { approvers, reader }: DueFacts): Question | undefined {
  const questions = milestone.proposal?.questions ?? [];
  const own = questions.findLast(({ by }) => by.kind === 'officer' && by.id === reader);
  return (approvers.includes(reader) ? own : undefined) ?? openQuestion(milestone) ?? questions.at(-1);
}

function proposedView(proposal: Proposal, insteadOf: CivilDate | null, facts: DueFacts): ProposedView {
  const { date, state, evidence, handover, replacedBy = [], because, reason, by, on } = proposal;
  const { nameOf, reader } = facts;
  return {
    date,
    insteadOf,
    state,
    ...(evidence === true && { evidence }),
    ...(handover !== undefined && {
      handover: { from: nameOf(handover.from), to: nameOf(handover.to), toReader: handover.to === reader },
    }),
    replacedBy,
    because: MOVE_REASONS.find(({ id }) => id === because)?.words,
    reason,
    ...saidBy(by, facts),
    on,
  };
}

function askedView({ by, on, text, answer }: Question, facts: DueFacts): AskedView {
  const said = answer === null ? null : { ...saidBy(answer.by, facts), on: answer.on, text: answer.text };
  return { ...saidBy(by, facts), on, text, answer: said };
}

/** An answer of before the last, which somebody entered for its author. */
export function enteredView({ enteredBy, source, on, rating, grade }: EnteredFor, facts: DueFacts): EnteredBefore {
  return { ...saidBy(enteredBy, facts), source, on, rating, grade: entryChosen(facts.plan.key, { rating, grade }) };
}

/** What was decided last; null when nothing was. `next`: when its leads are asked about it again. */
export function decidedView(milestone: Milestone, facts: DueFacts, next: CivilDate | null): DecidedView | null {
  const { decided, evidenceDue } = milestone;
  if (decided === null) return null;
  const { proposal, accepted, reason, by, on, where, lapsed } = decided;
  const insteadOf = accepted && proposal.date !== null ? dateBefore(milestone, proposal.date) : movableDate(milestone);
  const what = proposedView(proposal, insteadOf, facts);
  return {
    proposal: what,
    accepted,
    reason,
    ...saidBy(by, facts),
    on,
    where,
    next,
    evidenceDue,
    ...(lapsed === true && { lapsed }),
  };
}

/** The date that the last move to that day replaced. */
function dateBefore({ moves }: Milestone, date: CivilDate): CivilDate | null {
  return moves.findLast(({ to }) => to === date)?.from ?? null;
}

/** What others than the last to speak said, where it differs and is not so old that a Green would have lapsed. */
function otherAnswers({ answers, update, plan }: Milestone, facts: DueFacts): DueView['otherAnswers'] {
  if (update === null) return [];
  const last = update.by.kind === 'officer' ? update.by.id : null;
  const since = addWorkingDays(facts.calendar, facts.today, -rulesOf(facts.calendar, plan).greenLapsesAfter);
  return answers
    .filter(({ by, grade, on }) => by !== last && grade !== update.grade && on >= since)
    .sort((a, b) => (a.on < b.on ? 1 : -1))
    .map((answer) => ({ by: facts.nameOf(answer.by), on: answer.on, grade: entryChosen(facts.plan.key, answer) }));
}
