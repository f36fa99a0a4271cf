import type { CivilDate } from './dates.js';
import { entryChosen } from './key.js';
import type { DueView, GroupView, SameAsView } from './milestone-views.js';
import { lastPeriod, type Period } from './periods.js';
import { approvedDate, presentPeriod, type Actor, type Milestone, type OfficerId, type Plan } from './plan.js';
import { POLICY } from './policy.js';
import { movableDate } from './proposals.js';
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
  if (milestone.proposal === null) return null;
  const { date, state, replacedBy = [], reason, by, on } = milestone.proposal;
  return {
    date,
    insteadOf: movableDate(milestone),
    state,
    replacedBy,
    reason,
    ...saidBy(by, facts),
    on,
    waitsFor: facts.approvers.map(facts.nameOf),
    forReader: facts.approvers.includes(facts.reader),
  };
}

/** What others than the last to speak said, where it differs and is not so old that a Green would have lapsed. */
function otherAnswers({ answers, update }: Milestone, facts: DueFacts): DueView['otherAnswers'] {
  if (update === null) return [];
  const last = update.by.kind === 'officer' ? update.by.id : null;
  const since = addWorkingDays(facts.calendar, facts.today, -POLICY.greenLapsesAfter);
  return answers
    .filter(({ by, grade, on }) => by !== last && grade !== update.grade && on >= since)
    .sort((a, b) => (a.on < b.on ? 1 : -1))
    .map((answer) => ({ by: facts.nameOf(answer.by), on: answer.on, grade: entryChosen(facts.plan.key, answer) }));
}
