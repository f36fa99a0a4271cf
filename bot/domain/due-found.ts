import { printedOf, type Cell, type Range } from './due-cell.js';
import type { CivilDate } from './dates.js';
import type { Due } from './due-kinds.js';
import { dueByMeeting } from './meeting-days.js';
import type { Stretch } from './due-stretch.js';
import { quoted } from './quoted.js';

/** What a form made of a cell. */
export interface Found {
  readonly due: Due;
  /** Each thing that was assumed, as a clause. */
  readonly assumed: readonly string[];
  /** The wording beside the date; null where there is none. */
  readonly label: string | null;
}

/** A way to print when something is due. Null when the words are not of that form. Another form is one more of these. */
export type Form = (cell: Cell) => Found | null;

/** The due on the nth mention: a day when it names one, else the stretch. */
export function dueOn(cell: Cell, at: number, { from, to }: Pick<Stretch, 'from' | 'to'>): Due {
  const text = cell.printed;
  const inferred = cell.yearInferred ? { yearInferred: true } : {};
  if (cell.mentions[at]?.moment.unit === 'day' && from === to) return { kind: 'day', date: to, text, ...inferred };
  return { kind: 'period', from, to, text, ...inferred };
}

export function dueWithin(cell: Cell, { from, to, inferred }: Range): Due {
  const marked = inferred || cell.yearInferred ? { yearInferred: true } : {};
  return { kind: 'period', from, to, text: cell.printed, ...marked };
}

/** The last day on which a due can be met, the end of what happens again; null when it has none. */
export function lastDayOf(due: Due): CivilDate | null {
  switch (due.kind) {
    case 'day':
      return due.date;
    case 'period':
      return due.to;
    case 'meeting':
      return dueByMeeting(due);
    case 'recurring':
      return due.until;
    case 'awaited':
    case 'ongoing':
      return null;
  }
}

/** The nth mention in quotation marks. */
export function quotedAt(cell: Cell, at: number): string {
  const mention = cell.mentions[at];
  return quoted(mention ? printedOf(cell, mention) : cell.printed);
}
