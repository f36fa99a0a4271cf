import type { Ask, Asked } from './asks.js';
import { dueView, saidBy, type DueFacts } from './due-view.js';
import { escalationAfter, escalationMoves } from './escalation-moves.js';
import { askedNextOn, escalationAhead, graceAfterHandover } from './look-on.js';
import { overdueAtFirstLoad, passedPromise } from './other-asks.js';
import type { CivilDate } from './dates.js';
import { approvedDate, isOpen, type Milestone, type Ref } from './plan.js';
import { announcedAt, rulesOf } from './plan-rules.js';
import { POLICY } from './policy.js';
import { checkOn, type Others } from './check.js';
import { entryChosen, entryOfClass } from './key.js';
import { overdueDays } from './overdue.js';
import { declaredOn, disagrees, gradeOn, ratingOn } from './rating.js';
import type { OnBehalf } from './said.js';
import type { DigestRow, EnteredView, EscalationMoved, MilestoneView, SameAsView } from './views.js';
import { workingDaysAfter, type Calendar } from './working-days.js';

/** What every view of a milestone is worked out from. */
export interface ViewFacts extends DueFacts {
  /** Until then nothing escalates that was overdue at first load; null while its leads have had no card (RULES 1). */
  readonly graceUntil: CivilDate | null;
  /** Milestones of the same plan that it may wait for; none are looked at when left out. */
  readonly others?: Others;
  /** Those of them of which the reader is told once for all that wait for them. */
  readonly blockers?: ReadonlySet<Ref>;
  /** What its last update says by "same as", as it stood then; null where that has words of its own. */
  readonly saidThere?: SameAsView | null;
}

export function milestoneView(milestone: Milestone, rev: number, facts: ViewFacts): MilestoneView {
  const { calendar, today, plan, others } = facts;
  const due = approvedDate(milestone);
  const check = checkOn(milestone, calendar, today, others, facts.blockers);
  return {
    link: { plan: milestone.plan, ref: milestone.ref, rev },
    planTitle: plan.title,
    text: milestone.text,
    rating: ratingOn(milestone, plan.preset, calendar, today, others),
    grade: gradeOn(milestone, plan, calendar, today, others),
    check: { ...check, grade: entryOfClass(plan.key, check.rating) },
    disagrees: disagrees(declaredOn(milestone, calendar, today), check.rating),
    dueOn: due,
    dueText: milestone.due.text,
    overdueDays: overdueDays(milestone, calendar, today),
    daysLeft: due === null || due < today ? null : workingDaysAfter(calendar, today, due),
    state: milestone.state,
    ...paused(milestone, facts),
    lastUpdate: lastUpdate(milestone, facts),
    ...dueView(milestone, facts),
  };
}

/** A row of a digest. `escalatesTo`: whom an escalation goes to; null when nobody is set. */
export function digestRow(
  milestone: Milestone,
  rev: number,
  facts: ViewFacts,
  escalatesTo: Pick<NonNullable<DigestRow['escalation']>, 'to' | 'as'> | null,
): DigestRow {
  const view = milestoneView(milestone, rev, facts);
  const ahead = escalationAhead(milestone, facts.calendar, facts.today, facts.graceUntil);
  const promise = passedPromise(milestone, facts.today);
  return {
    ...view,
    wanted: wantedOf(milestone),
    confirm: inGrace(milestone, facts) && milestone.answeredOn === null && isOpen(milestone),
    escalation:
      announced(milestone, facts, ahead) && ahead !== null && escalatesTo !== null
        ? { on: ahead, ...escalatesTo, done: false, ahead: escalationMoves(milestone, ahead, facts) }
        : null,
    passed:
      promise === null || milestone.update === null
        ? null
        : { saidOn: milestone.update.on, date: promise.date, words: promise.words ?? '' },
    tickable: mayTick(milestone, facts.calendar, facts.today, facts.others),
    evidenceDue: milestone.state === 'delivered' ? milestone.evidenceDue : null,
  };
}

/**
 * "Still on track" may be ticked: last declared Green, not overdue, due more than 5 working days ahead, no passed date,
 * nothing that the dates say against it; and not twice in a row without a sentence (RULES 4).
 */
export function mayTick(milestone: Milestone, calendar: Calendar, today: CivilDate, others?: Others): boolean {
  const due = approvedDate(milestone);
  if (!isOpen(milestone) || due === null || milestone.update?.rating !== 'green') return false;
  if (milestone.update.confirmedOnly) return false;
  if (workingDaysAfter(calendar, today, due) <= POLICY.onTrackAheadOf) return false;
  if (passedPromise(milestone, today) !== null) return false;
  // Whether or not the Green has lapsed since.
  return !disagrees('green', checkOn(milestone, calendar, today, others).rating);
}

function wantedOf({ state, evidenceDue, due }: Milestone): DigestRow['wanted'] {
  if (state === 'delivered' && evidenceDue !== null) return 'evidence';
  return due.kind === 'awaited' ? 'date' : 'update';
}

/** Overdue since before the first load, and nothing escalates yet. */
function inGrace(milestone: Milestone, { today, graceUntil }: ViewFacts): boolean {
  return overdueAtFirstLoad(milestone) && (graceUntil === null || today <= graceUntil);
}

/** The escalation is announced from stage +5 (RULES 1); to who took it over late, from the first day. */
function announced(milestone: Milestone, facts: ViewFacts, ahead: CivilDate | null): boolean {
  const late = overdueDays(milestone, facts.calendar, facts.today);
  if (ahead === null || late === null) return false;
  return (
    late >= announcedAt(rulesOf(facts.calendar, milestone.plan)) ||
    graceAfterHandover(milestone, facts.calendar) !== null
  );
}

function paused({ state, pause }: Milestone, facts: ViewFacts): Pick<MilestoneView, 'pause'> {
  if (state !== 'paused' || pause == null) return {};
  const { by, until, reason } = pause;
  return { pause: { ...saidBy(by, facts), until, reason } };
}

function lastUpdate(milestone: Milestone, facts: ViewFacts): MilestoneView['lastUpdate'] {
  const update = milestone.update;
  if (update === null) return null;
  const { onBehalf, sameAs, waitsOn } = update;
  return {
    on: update.on,
    ...saidBy(update.by, facts),
    rating: update.rating,
    grade: entryChosen(facts.plan.key, update),
    note: update.note ?? update.cause,
    ...(sameAs === null ? {} : { sameAs: facts.saidThere ?? { ref: sameAs.ref, text: null } }),
    ...(waitsOn === null ? {} : { waitsOn }),
    ...(onBehalf === null ? {} : { onBehalf: entered(onBehalf, facts) }),
  };
}

function entered({ enteredBy, source, on }: OnBehalf, facts: ViewFacts): EnteredView {
  return { ...saidBy(enteredBy, facts), source, on };
}

/** A lead still owes an answer: one of these is to be asked today, and they were asked for it at this or an earlier step. */
export function isOwed({ plan, ref }: Milestone, asks: readonly Ask[], asked: readonly Asked[]): boolean {
  const anchors = new Set(asks.map((ask) => ask.anchor));
  return asked.some((row) => row.plan === plan && row.ref === ref && anchors.has(row.anchor));
}

/** What follows from an answer: what it did to the escalation ahead, and when its lead is asked again. */
export function whatFollows(
  before: Milestone,
  after: Milestone,
  facts: ViewFacts,
): { readonly escalation: EscalationMoved | null; readonly askedAgainOn: CivilDate | null } {
  const { calendar, today } = facts;
  const moved = escalationAfter(before, after, facts);
  // Nobody had said that it would come: that it will not is nothing to them.
  const unheardOf = moved?.now === null && before.overdueAnswers.length === 0 && !announced(before, facts, moved.was);
  return {
    escalation: unheardOf ? null : moved,
    // What waits for a decision is asked of others.
    askedAgainOn: after.proposal === null ? askedNextOn(after, calendar, today) : null,
  };
}
