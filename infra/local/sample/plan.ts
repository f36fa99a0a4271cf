import { toCsv } from '../../../bot/documents/csv.js';
import { inWords, type CivilDate } from '../../../bot/domain/dates.js';
import { addWorkingDays, workingDayOnOrBefore, type Calendar } from '../../../bot/domain/working-days.js';
import { sampleMilestones, type SampleDue } from './milestones.js';

export const samplePlanId = 'childrens-services';
export const samplePlanTitle = "Bracken Vale Council: Children's services improvement plan";

/**
 * The sample plan as a CSV file, dated from the last working day on or before `today`, so that on any day some of it
 * is late, some is due today and some is due later.
 */
export function samplePlan(today: CivilDate, calendar: Calendar): string {
  const from = workingDayOnOrBefore(calendar, today);
  const rows = sampleMilestones().map(({ ref, area, objective, text, due, leads, rag, tags }) => {
    return [ref, area, objective, text, printed(due, from, calendar), leads, rag, tags];
  });
  return toCsv([['Ref', 'Area', 'Objective', 'Milestone', 'Due', 'Leads', 'RAG', 'Tags'], ...rows]);
}

/** "18 December 2026", "January 2027", or blank. */
function printed(due: SampleDue, from: CivilDate, calendar: Calendar): string {
  if (due === 'no date') return '';
  const [, day = '', month = '', year = ''] = inWords(
    addWorkingDays(calendar, from, due === 'a month' ? 45 : due),
  ).split(' ');
  return due === 'a month' ? `${month} ${year}` : `${day} ${month} ${year}`;
}
