import { addDays, civilDate, inWords, type CivilDate } from '../domain/dates.js';
import { lastDayOf } from '../domain/due-found.js';
import { readDue } from '../domain/due.js';
import { periodInWords } from '../domain/period-words.js';
import type { Period } from '../domain/periods.js';
import type { Due } from '../domain/plan.js';
import { oneLine, quoted } from './words.js';

/** When a row of a tracker is due, with a sentence where something was assumed, or could not be read. */
export interface TrackerDue {
  readonly due: Due;
  readonly code: 'no-date' | 'date-assumed' | null;
  readonly message: string;
}

/** Without a date by its nature: asked about once a reporting window. */
export const UNDATED: TrackerDue = { due: { kind: 'ongoing', text: '' }, code: null, message: '' };

/** On the day of a meeting of the board: the calendar may move it. */
export function atMeeting(due: Due, board: string): Due {
  const { text } = due;
  if (due.kind === 'day') return { kind: 'meeting', board, from: due.date, to: due.date, on: null, text };
  return due.kind === 'period' ? { kind: 'meeting', board, from: due.from, to: due.to, on: null, text } : due;
}

/** Before every meeting that a calendar has. */
const FIRST_DAY = civilDate('1970-01-01');

/** What a board raised is due at its next meeting, whichever day the file prints for when it was raised. */
export function raisedAt(
  printed: string,
  board: string,
  asAt: CivilDate | null,
): TrackerDue & { readonly on: CivilDate | null } {
  const words = oneLine(printed);
  const read = words === '' ? null : readDue(words).due;
  const on = read?.kind === 'day' ? read.date : null;
  // Whatever is not said counts from the day of the file.
  const from = on === null ? (asAt ?? FIRST_DAY) : addDays(on, 1);
  const text = words === '' ? '' : `Raised on ${words}`;
  const due: Due = { kind: 'meeting', board, from, to: from, on: null, text, next: true };
  if (on !== null) return { due, on, code: null, message: '' };
  const what =
    words === '' ? 'It is not said when it was raised.' : `${quoted(words)} is no day on which it was raised.`;
  return { due, on, code: 'no-date', message: `${what} It is due at the next meeting all the same.` };
}

const MOST_DAYS = 400;

/** "84", "84 days", "12 weeks": so many calendar days before the meeting. */
export function beforeMeeting(
  printed: string,
  { board, meeting }: { readonly board: string; readonly meeting: CivilDate },
): TrackerDue {
  const words = oneLine(printed);
  const found = /^(\d{1,3}) ?(?:(?:calendar )?days?|(weeks?))?(?: before.*)?$/i.exec(words);
  const daysBefore = Number(found?.[1] ?? NaN) * (found?.[2] === undefined ? 1 : 7);
  if (Number.isNaN(daysBefore) || daysBefore > MOST_DAYS) {
    const what =
      words === ''
        ? 'It is not said how many days before the meeting.'
        : `${quoted(words)} is no number of calendar days before the meeting.`;
    return {
      due: { kind: 'awaited', text: words },
      code: 'no-date',
      message: `${what} It has no date for now; give one like 84.`,
    };
  }
  const text = daysBefore === 0 ? 'On the day of the meeting' : `${String(daysBefore)} days before the meeting`;
  const due = {
    kind: 'meeting',
    board,
    from: meeting,
    to: meeting,
    on: null,
    text,
    ...(daysBefore > 0 && { daysBefore }),
  } as const;
  return { due, code: null, message: '' };
}

/** "19 October - 31 December" within a year that is known; null where that is not needed, or gives no date in it. */
export function withYear(printed: string, period: Period, yearStarts: number): TrackerDue | null {
  const words = oneLine(printed);
  for (const year of new Set([period.from.slice(0, 4), period.to.slice(0, 4)])) {
    const { due } = readDue(`${words} ${year}`, { yearStarts });
    const last = lastDayOf(due);
    if ((due.kind !== 'day' && due.kind !== 'period') || last === null || last < period.from || last > period.to)
      continue;
    const message = `${quoted(words)} has no year and was read as due ${inWords(last)}, in the year ${periodInWords(period)}. Print the year if another is meant.`;
    return { due: { ...due, text: printed, yearInferred: true }, code: 'date-assumed', message };
  }
  return null;
}

/** "2026/27", "2026 to 2027" in a title, as the year that starts in a month. */
export function yearIn(titles: readonly string[], yearStarts: number): Period | null {
  for (const title of titles) {
    const found = /\b(20\d\d) ?(?:[/–-]|to) ?(?:20)?(\d\d)\b/.exec(title);
    const first = Number(found?.[1] ?? NaN);
    if ((first + 1) % 100 === Number(found?.[2] ?? NaN)) return yearFrom(first, yearStarts);
  }
  return null;
}

/** The plan's year that a day lies in. */
export function yearOfDay(day: CivilDate, yearStarts: number): Period {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return yearFrom(month < yearStarts ? year - 1 : year, yearStarts);
}

function yearFrom(year: number, yearStarts: number): Period {
  const start = (of: number): CivilDate => `${String(of)}-${String(yearStarts).padStart(2, '0')}-01` as CivilDate;
  return { from: start(year), to: addDays(start(year + 1), -1) };
}
