import { asPrinted, type CivilDate } from './dates.js';
import { readDue } from './due.js';
import type { Due } from './due-kinds.js';
import type { Asked, Doubt, Way, Wrong } from './plan-decide-ways.js';
import { asked, choice, isWrong, namedOf, rowOf, said, typedDue, withDue } from './plan-decide-ways.js';
import type { PlanFile } from './read-plan.js';

const AWAITED = choice('awaited', 'No date yet');
const ONGOING = choice('ongoing', 'Ongoing, without an end');
const A_DATE = choice('date', 'Another date', 'date');

/** H20: the column says one day and the progress another. */
export const conflictingDates: Way = {
  ask(doubt, file) {
    const row = rowOf(file, doubt.ref);
    const other = doubt.warning?.other;
    if (row === undefined) return null;
    if (other === undefined) return undated('impossible-date', doubt, file);
    const printed = row.due.text === '' ? 'no date' : `“${row.due.text}”`;
    const question = `${namedOf(doubt)}: the plan prints ${printed} and its text speaks of ${asPrinted(other)}; which holds?`;
    return asked('dates', question, `${printed} holds, and the lead is asked which is right`, [
      choice('column', `What the column says: ${printed}`),
      choice('text', `What the text says: ${asPrinted(other)}`),
      A_DATE,
    ]);
  },
  follow(doubt, chosen, typed, file) {
    const other = doubt.warning?.other;
    return chosen === 'text' && other !== undefined
      ? withDue(file, doubt, onDay(other))
      : follow(doubt, chosen, typed, file);
  },
};

/** A day that no calendar has: “31st September 2017”. */
export const impossibleDate: Way = {
  ask: (doubt, file) => undated('impossible-date', doubt, file),
  follow,
};

/** No date, or several that are not one each for a milestone. */
export const noDate: Way = {
  ask: (doubt, file) => undated('no-date', doubt, file),
  follow,
};

/** H17: outside the plan's year. */
export const outsideYear: Way = {
  ask(doubt, file) {
    const row = rowOf(file, doubt.ref);
    if (row === undefined) return null;
    const question = `${namedOf(doubt)}: ${said(row.due.text)} lies outside the plan's year; is it right?`;
    return asked('outside-year', question, 'It was taken as printed, and the lead is asked', [
      choice('keep', 'Keep it as printed'),
      A_DATE,
    ]);
  },
  follow,
};

function undated(kind: 'impossible-date' | 'no-date', doubt: Doubt, file: PlanFile): Asked | null {
  const row = rowOf(file, doubt.ref);
  if (row === undefined || (row.due.kind !== 'awaited' && row.due.kind !== 'ongoing')) return null;
  const what = doubt.cell.trim() === '' ? 'no date is printed' : `${said(doubt.cell)} is not read as a date`;
  const question = `${namedOf(doubt)}: ${what}; when is it due?`;
  if (row.due.kind === 'ongoing') {
    return asked(kind, question, 'It goes on without an end', [ONGOING, A_DATE, AWAITED]);
  }
  const near = nearestDay(doubt.cell);
  const last = near === null ? [] : [choice('last-day', `The last day of that month: ${asPrinted(near)}`)];
  return asked(kind, question, 'It has no date for now', [AWAITED, ...last, A_DATE, ONGOING]);
}

function follow(doubt: Doubt, chosen: string, typed: string, file: PlanFile): PlanFile | Wrong {
  const text = rowOf(file, doubt.ref)?.due.text ?? '';
  if (chosen === 'awaited' || chosen === 'ongoing') return withDue(file, doubt, { kind: chosen, text });
  const near = chosen === 'last-day' ? nearestDay(doubt.cell) : null;
  if (near !== null) return withDue(file, doubt, onDay(near));
  const found = typedDue(typed);
  return isWrong(found) ? found : withDue(file, doubt, found.due);
}

function onDay(date: CivilDate): Due {
  return { kind: 'day', date, text: asPrinted(date) };
}

/** Of “31st September 2017” the last day that September has; null where a cell is not of that form. */
function nearestDay(cell: string): CivilDate | null {
  const month = /^\s*\d{1,2}(?:st|nd|rd|th)? (?:of )?([a-z]{3,9}\.?,? \d{4})\s*$/i.exec(cell)?.[1];
  const { due } = readDue(month ?? '');
  return due.kind === 'period' ? due.to : null;
}
