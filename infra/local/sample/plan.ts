import { toCsv } from '../../../bot/documents/csv.js';
import { addDays, civilDate, inWords, type CivilDate } from '../../../bot/domain/dates.js';
import { quarterOf } from '../../../bot/domain/periods.js';
import {
  addWorkingDays,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  type Calendar,
} from '../../../bot/domain/working-days.js';
import { sampleMilestones } from './milestones.js';

export const samplePlanId = 'childrens-services';
/** The board whose meetings one of its milestones waits for. */
export const sampleBoard = 'Improvement board';
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

/** The words with their days put in: "18 December 2026, monthly thereafter", "January 2027". */
function printed(due: string, from: CivilDate, calendar: Calendar): string {
  return due.replace(/\{(-?\d+)(?: (day|month|quarter))?\}/g, (_, days: string, as: string | undefined) => {
    const date = addWorkingDays(calendar, from, Number(days));
    const [, day = '', month = '', year = ''] = inWords(as === 'quarter' ? quarterOf(date).to : date).split(' ');
    if (as === 'month') return `${month} ${year}`;
    return as === 'day' ? `${day} ${month}` : `${day} ${month} ${year}`;
  });
}

/** The meetings of the board that the sample plan names: the first working day from the 15th of each month, for a year. */
export function sampleMeetings(today: CivilDate, calendar: Calendar): readonly CivilDate[] {
  const first = quarterOf(today).from;
  const months = Array.from({ length: 15 }, (_, at) => addDays(first, at * 31).slice(0, 7));
  return [...new Set(months)].map((month) => workingDayOnOrAfter(calendar, civilDate(`${month}-15`)));
}
