import type { CivilDate } from './dates.js';
import { cellOf, inYear, noStretchIn, type Cell } from './due-cell.js';
import { lastDayOf, quoted, type Form, type Found } from './due-found.js';
import { printedBetween } from './due-words.js';

/** One dated part of a cell. */
export interface Part {
  readonly cell: Cell;
  readonly found: Found;
}

export interface Division {
  readonly parts: readonly Part[];
  /** A sentence for each year that is not printed and was taken from another part. */
  readonly inferred: readonly string[];
}

const MOST = 24;
const RANGE = /^ ?(?:-|to|until|till|through|\/) ?(?:the )?(?:end of )?$/i;
const STRONG = /[\n;\u2022]/g;
const WEAK = /,| and | & |\. /g;
const OPENS = /^[\s,;&.\u2022-]*(?:and |& )?/i;
/** A date, what it is for behind a dash, and nothing but a space before the next date. */
const DASHED = /^ ?[-:] ?[^-:].* $/;

/** The dated parts of a cell, each read by `read`; null when it is not plainly two or more. */
export function divide(cell: Cell, read: Form): Division | null {
  const pieces = piecesOf(cell);
  if (!pieces) return null;
  const cells = pieces.cells.map((printed) => cellOf(printed, cell.yearStarts));
  if (!cells.every((one) => one !== null)) return null;
  const parts = cells.map((one) => ({ cell: one, found: read(one) }));
  const inferred = [...fillYears(parts, read, 1), ...fillYears(parts.toReversed(), read, -1)];
  const complete = parts.filter((part): part is Part => part.found !== null && lastDayOf(part.found.due) !== null);
  if (complete.length < parts.length || !(inferred.length === 0 || inOrder(complete))) return null;
  // "Scrutiny Panel 12 June and 3 September 2018": of whose meeting the second is, is a guess.
  const meetings = complete.filter(({ found }) => found.due.kind === 'meeting').length;
  if (!pieces.apart && meetings > 0 && meetings < complete.length) return null;
  return { parts: complete, inferred };
}

interface Pieces {
  readonly cells: readonly string[];
  /** Whether every cut is at a semicolon or the end of a line. */
  readonly apart: boolean;
}

/** The cell cut between its dates; null when it holds one, or when it is not plain where one part ends. */
function piecesOf(cell: Cell): Pieces | null {
  const units = unitsOf(cell);
  if (units.length < 2 || units.length > MOST) return null;
  const datesFirst = /^[-\u2022* ]*(?:(?:by|on|in) )?(?:the )?(?:end of )?$/i.test(
    cell.plain.slice(0, units[0]?.start),
  );
  const cuts: Cut[] = [];
  for (const [at, { end }] of units.slice(0, -1).entries()) {
    const cut = cutBetween(cell, end, units[at + 1]?.start ?? end, datesFirst);
    if (!cut) return null;
    cuts.push(cut);
  }
  const starts = [0, ...cuts.map(({ next }) => next)];
  const cells = starts.map((start, at) => {
    const piece = cell.plain.slice(start, cuts[at]?.end);
    const opens = OPENS.exec(piece)?.[0].length ?? 0;
    return printedBetween(cell, start + opens, start + piece.replace(/[\s,;&]+$/, '').length);
  });
  return { cells, apart: cuts.every(({ apart }) => apart) };
}

/** Each mention, or each two that are the ends of a range. */
function unitsOf({ mentions, plain }: Cell): { readonly start: number; readonly end: number }[] {
  const units: { start: number; end: number }[] = [];
  for (const { start, end } of mentions) {
    const last = units.at(-1);
    if (last && RANGE.test(plain.slice(last.end, start))) last.end = end;
    else units.push({ start, end });
  }
  return units;
}

interface Cut {
  readonly end: number;
  readonly next: number;
  readonly apart: boolean;
}

/** Wording between two dates belongs to the first where dates stand first, else to the second. */
function cutBetween({ lines, plain }: Cell, from: number, to: number, datesFirst: boolean): Cut | null {
  const strong = Array.from(lines.slice(from, to).matchAll(STRONG));
  const marks = strong.length > 0 ? strong : Array.from(plain.slice(from, to).matchAll(WEAK));
  const mark = datesFirst ? marks.at(-1) : marks[0];
  if (mark) return { end: from + mark.index, next: from + mark.index + mark[0].length, apart: strong.length > 0 };
  return datesFirst && DASHED.test(plain.slice(from, to)) ? { end: to, next: to, apart: false } : null;
}

interface Open {
  readonly cell: Cell;
  found: Found | null;
}

/**
 * Gives each part without a year the year of its neighbour, so that it comes next to it in printed order, and never
 * more than a year from one that is printed. `step` is 1 from the first part on, and -1, with the parts turned round,
 * for those before the first printed year.
 */
function fillYears(parts: readonly Open[], read: Form, step: 1 | -1): string[] {
  const told: string[] = [];
  let source: Part | null = null;
  let beside: CivilDate | null = null;
  for (const part of parts) {
    if (part.found) source = isSource(part.cell) ? { cell: part.cell, found: part.found } : null;
    else if (source && beside) {
      const taken = firstFit(part.cell, beside, read, step);
      if (!taken || Math.abs(taken.year - yearOf(source)) > 1) return told;
      part.found = taken.found;
      told.push(inferredYear(part.cell, source.cell, taken.year));
    }
    beside = part.found && lastDayOf(part.found.due);
  }
  return told;
}

/** A quarter, a season or a year of two halves does not say in which year a day beside it is. */
function isSource({ mentions }: Cell): boolean {
  return mentions.every(({ moment: { unit } }) => unit === 'day' || unit === 'month');
}

function yearOf({ found }: Part): number {
  return Number(lastDayOf(found.due)?.slice(0, 4));
}

function firstFit(cell: Cell, beside: CivilDate, read: Form, step: 1 | -1): { year: number; found: Found } | null {
  const near = Number(beside.slice(0, 4));
  for (const year of [near, near + step]) {
    const dated = inYear(cell, year);
    // A weekday is no reason to go to another year than the one beside it.
    if (noStretchIn(dated)?.code === 'conflicting-dates') return null;
    const found = read(dated);
    const day = found && lastDayOf(found.due);
    if (found && day && (step === 1 ? day >= beside : day <= beside)) return { year, found };
  }
  return null;
}

function inferredYear(cell: Cell, source: Cell, year: number): string {
  const [without, from] = [cell, source].map((one) => quoted(one, one.mentions.length - 1));
  const taken = from?.includes(String(year)) ? 'from' : 'to follow';
  return `The year of ${without ?? ''} is not printed: ${String(year)} was taken ${taken} ${from ?? ''}.`;
}

function inOrder(parts: readonly Part[]): boolean {
  const days = parts.map(({ found }) => lastDayOf(found.due) ?? '');
  return days.every((day, at) => at === 0 || (days[at - 1] ?? '') <= day);
}
