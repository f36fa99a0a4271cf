import { inWords, type CivilDate } from '../bot/domain/dates.js';
import { daysBeforeInWords } from '../bot/domain/meeting-days.js';
import { meetingOf } from '../bot/domain/boards.js';
import type { DueAtMeeting } from '../bot/domain/due-kinds.js';
import { periodInWords } from '../bot/domain/period-words.js';
import type { MilestoneView } from '../bot/domain/views.js';
import { asPrinted, capital, counted, cut, inThePlan, overdue, quote, sentence } from './words.js';

const BOARD_LENGTH = 60;
const PLAN_LENGTH = 60;

type Dated = Pick<MilestoneView, 'due' | 'dueOn' | 'dueText' | 'period'>;

/** "due by Monday 31 December 2018 (“19 October - 31 December 2018” in the plan)"; or why there is no date. */
export function dueWords({ due, dueOn, dueText, period }: Dated): string {
  if (dueOn === null) return due.kind === 'ongoing' ? 'no end date' : awaitedWords(due);
  switch (due.kind) {
    case 'meeting':
      return meetingWords(due, dueOn);
    case 'recurring':
      return `due ${inWords(dueOn)}${period === null ? '' : ` for ${periodInWords(period)}`}${inThePlan(dueText)}`;
    case 'period':
      return `due by ${inWords(dueOn)}${inThePlan(dueText, due.yearInferred === true ? dueOn : null)}`;
    case 'day':
      if (due.yearInferred === true) return `due ${inWords(dueOn)}${inThePlan(beyond(dueText, dueOn), dueOn)}`;
      return `due ${inWords(dueOn)}${asPrinted(dueText, dueOn)}`;
    case 'awaited':
    case 'ongoing':
      return `due ${inWords(dueOn)}`;
  }
}

/** What a board discharges waits for the board to meet; all else for somebody to name a date. */
function awaitedWords(due: Dated['due']): string {
  if (due.kind !== 'meeting' || due.next !== true) return 'no date yet';
  return `due at the next meeting of the ${cut(due.board, BOARD_LENGTH).replace(/^the /i, '') || 'board'}, whose day is not known yet`;
}

/** What the plan prints, as a sentence, where `dueWords` leaves it out. */
export function planSays({ due, dueOn, dueText }: Dated): readonly string[] {
  if (cut(dueText) === '' || (dueOn !== null && due.kind !== 'meeting')) return [];
  // Told already, in the same words.
  if (due.kind === 'meeting' && due.daysBefore !== undefined) return [];
  return [`The plan says ${sentence(quote(dueText, PLAN_LENGTH))}`];
}

/** "Due DATE, 5 working days overdue." */
export function dueLine(milestone: MilestoneView): string {
  const { due, dueOn } = milestone;
  const start = due.kind === 'ongoing' ? 'No end date: asked once a quarter' : capital(awaitedWords(due));
  const first = dueOn === null ? start : `${capital(dueWords(milestone))}${distance(milestone)}`;
  return [`${first}.`, ...planSays(milestone)].join(' ');
}

/** Which period an answer counts for, where it recurs. */
export function answersFor({ period }: MilestoneView): readonly string[] {
  if (period === null) return [];
  const words = periodInWords(period);
  if (period.settled) return [`Every period has its update. Your answer counts for ${words} once more.`];
  return period.begun
    ? [`Your answer counts for ${words}.`]
    : [`${words} has not begun: it will want an update of its own.`];
}

/** How far away its date is: ", 5 working days overdue", ", which is today". */
function distance({ dueToday, overdueDays, daysLeft }: MilestoneView): string {
  if (overdueDays !== null) return `, ${overdue(overdueDays)}`;
  if (dueToday) return ', which is today';
  if (daysLeft === null) return '';
  return daysLeft === 0 ? BEFORE_WORK : `, in ${counted(daysLeft, 'working day')}`;
}

/** A date on the weekend or holiday that comes next: nobody works on it, so the day before it counts. */
export const BEFORE_WORK = ', before the next working day';

function meetingWords(due: DueAtMeeting, dueOn: CivilDate): string {
  const { board, from, to, on } = due;
  const called = cut(board, BOARD_LENGTH).replace(/^the /i, '') || 'meeting';
  const day = on === null ? `${within(from, to)} (its day is not known yet)` : `on ${inWords(on)}`;
  const before = daysBeforeInWords(due);
  if (before !== '') return `due ${inWords(dueOn)}, ${before}${meetingOf(called)} ${day}`;
  return due.next === true
    ? `due at the next meeting of the ${called}, ${inWords(dueOn)}`
    : `due at the ${called} ${day}`;
}

/** "in November 2018", "between April and June 2018". */
function within(from: CivilDate, to: CivilDate): string {
  if (from >= to) return `on ${inWords(to)}`;
  const words = periodInWords({ from, to });
  return words.includes(' to ') ? `between ${words.replace(' to ', ' and ')}` : `in ${words}`;
}

/** What is printed, where it says more than the day. */
function beyond(dueText: string, dueOn: CivilDate): string {
  return asPrinted(dueText, dueOn) === '' ? '' : dueText;
}
