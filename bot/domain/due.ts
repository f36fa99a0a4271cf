import { again } from './due-again.js';
import { cellOf, noStretchIn, type Cell } from './due-cell.js';
import { assumedFor, dividedFault, faultIn, tooLong, type DueFault } from './due-faults.js';
import { changed, date } from './due-forms.js';
import type { Form, Found } from './due-found.js';
import type { Due } from './due-kinds.js';
import { meeting, ongoing } from './due-meeting.js';
import { divide } from './due-split.js';

/** What the words were read as. `fault` is null exactly when nothing was doubtful and nothing assumed. */
export interface DueReading {
  readonly due: Due;
  readonly fault: DueFault | null;
}

/** One of the dates of a cell; `label` is the wording beside it ("1st Audit"), null where there is none. */
export interface DuePart extends DueReading {
  readonly label: string | null;
}

/** All that a cell gives, in printed order and never empty: each part is a milestone of its own. */
export interface DueReadings {
  readonly readings: readonly DuePart[];
  /** That there are several, and which years were inferred; null when the cell is read as one due. */
  readonly fault: DueFault | null;
}

export interface DueOptions {
  /** The month, 1 to 12, in which the plan's year starts: April (4) unless the plan says otherwise (RULES 1). */
  readonly yearStarts?: number;
}

/** Tried in this order; the first that fits is meant. */
const FORMS: readonly Form[] = [again, ongoing, meeting, changed, date];

const APRIL = 4;

/**
 * When a milestone is due, from the words of a plan, as one due. What cannot be read without guessing is awaited, in
 * its own words and with a fault: nothing is added that the words do not hold.
 */
export function readDue(words: string, { yearStarts = APRIL }: DueOptions = {}): DueReading {
  const cell = cellOf(words, yearStarts);
  if (!cell) return awaited(words, tooLong(words));
  const found = inOneForm(cell);
  return found ? { due: found.due, fault: assumedFor(cell, found) } : awaited(words, faultIn(cell));
}

/** As `readDue`, where a cell may hold several dates: "30 June 2018 - 1st Audit; 30 September for briefing". */
export function readDues(words: string, { yearStarts = APRIL }: DueOptions = {}): DueReadings {
  const cell = cellOf(words, yearStarts);
  const found = cell && inOneForm(cell);
  const divided = cell && !found && !noStretchIn(cell) ? divide(cell, inOneForm) : null;
  if (!cell || !divided) {
    return { readings: [{ ...readDue(words, { yearStarts }), label: found?.label ?? null }], fault: null };
  }
  const readings = divided.parts.map(({ cell: part, found: { due, assumed, label } }) => {
    return { due, fault: assumedFor(part, { due, assumed, label: null }), label };
  });
  return { readings, fault: dividedFault(cell, readings.length, divided.inferred) };
}

function inOneForm(cell: Cell): Found | null {
  if (noStretchIn(cell)) return null;
  for (const form of FORMS) {
    const found = form(cell);
    if (found) return found;
  }
  return null;
}

function awaited(words: string, fault: DueFault): DueReading {
  return { due: { kind: 'awaited', text: words.trim() }, fault };
}
