/** What is asked beside the ladder of a date (DESIGN 4, "what was asked"). */
import { stepOf, type Ask } from './asks.js';
import type { CivilDate } from './dates.js';
import { approvedDate, isOpen, type Milestone } from './plan.js';
import { POLICY } from './policy.js';
import { chased, lastAnswered, openQuestion } from './told-asks.js';
import {
  addWorkingDays,
  nextWorkingDay,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  type Calendar,
} from './working-days.js';

/** Already past its approved date when the plan was first loaded: asked about once, together (RULES 1). */
export function overdueAtFirstLoad(milestone: Milestone): boolean {
  const due = approvedDate(milestone);
  return due !== null && due < milestone.importedOn;
}

/** A date somebody gave that has passed since, and that nobody has answered for: the date and what was promised. */
export function passedPromise(
  milestone: Milestone,
  today: CivilDate,
): { date: CivilDate; words: string | null } | null {
  if (!isOpen(milestone)) return null;
  const passed = givenDates(milestone).filter((given) => given.date < today);
  return passed.sort((a, b) => (a.date < b.date ? -1 : 1))[0] ?? null;
}

/** What became owed on that day is put off by its deferral: what was asked before it was agreed, too. */
export function isDeferred({ deferral }: Milestone, day: CivilDate): boolean {
  return deferral !== null && day <= deferral.until;
}

/** Overdue before it was loaded: asked about once. */
export function confirmAsks(milestone: Milestone, calendar: Calendar): readonly Ask[] {
  if (!overdueAtFirstLoad(milestone)) return [];
  if (milestone.answeredOn !== null && milestone.answeredOn >= milestone.importedOn) return [];
  const on = workingDayOnOrAfter(calendar, milestone.importedOn);
  return [{ because: 'first-load', anchor: `import:${milestone.importedOn}`, step: 'confirm', on }];
}

/** Asked on the first working day after each date that the last update gave; a later answer replaces the date. */
export function givenAsks(milestone: Milestone, calendar: Calendar): readonly Ask[] {
  const dates = new Set(givenDates(milestone).map((given) => given.date));
  return [...dates]
    .map((date): Ask => ({
      because: 'given-date',
      anchor: `given:${date}`,
      step: 'passed',
      on: nextWorkingDay(calendar, date),
    }))
    .filter((ask) => !isDeferred(milestone, ask.on));
}

/** Its deferral has ended: asked again. An answer ends a deferral, and so this. */
export function resumeAsks({ deferral }: Milestone, calendar: Calendar): readonly Ask[] {
  if (deferral === null) return [];
  const on = nextWorkingDay(calendar, deferral.until);
  return [{ because: 'resume', anchor: `resume:${deferral.until}`, step: 'resume', on }];
}

/**
 * A proposal that waits is put to those who may decide on the first working day, and again 5 and 10 working days later,
 * then every 10: up to the first that lies after `day`. Nobody is chased while a question of theirs has no answer, and
 * from its answer on they are asked anew.
 *
 * @param held false where nobody can answer that question: then it keeps nobody from being asked
 */
export function approvalAsks(milestone: Milestone, calendar: Calendar, day: CivilDate, held = true): readonly Ask[] {
  const { proposal } = milestone;
  if (proposal === null) return [];
  const answered = lastAnswered(proposal);
  const anchor = `approval:${proposal.id}${answered === null ? '' : `:${answered.id}`}`;
  const asks = chased({ because: 'approval', anchor }, answered?.answeredOn ?? proposal.on, calendar, day);
  const question = openQuestion(milestone);
  return question === null || !held ? asks : asks.filter(({ on }) => on <= question.on);
}

/** On the day on which evidence was to be shown, and 10 working days after. */
export function evidenceAsks(milestone: Milestone, calendar: Calendar): readonly Ask[] {
  const due = milestone.evidenceDue;
  if (milestone.state !== 'delivered' || due === null) return [];
  const asks = POLICY.evidenceStages.map((stage): Ask => ({
    because: 'evidence',
    anchor: `evidence:${due}`,
    step: stepOf(stage),
    on: stage === 0 ? workingDayOnOrBefore(calendar, due) : addWorkingDays(calendar, due, stage),
  }));
  // Given and passed on one day: what was said that day answers it.
  return asks.filter((ask) => milestone.answeredOn === null || ask.on > milestone.answeredOn);
}

function givenDates(milestone: Milestone): { date: CivilDate; words: string | null }[] {
  const update = milestone.update;
  if (update === null) return [];
  const recovery = update.recovery === null ? [] : [{ date: update.recovery, words: update.remedy }];
  const step = update.nextStepBy === null ? [] : [{ date: update.nextStepBy, words: update.nextStep }];
  return [...recovery, ...step];
}
