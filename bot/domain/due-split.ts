import type { CivilDate } from './dates.js';
import { cellOf, inYear, noStretchIn, type Cell } from './due-cell.js';
import { lastDayOf, quotedAt, type Form, type Found } from './due-found.js';
import { labelledLine, listedIn, type Piece } from './due-lists.js';
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
/** Has every day that some year has. */
const LEAP_YEAR = 2000;
const RANGE = /^ ?(?:-|to|until|till|through|\/) ?(?:the )?(?:end of )?$/i;
const STRONG = /[\n;\u2022]/g;
const WEAK = /,| and | & |\. /g;
const OPENS = /^[\s,;&.\u2022-]*(?:and |& )?/i;
/** A date, what it is for behind a dash, and nothing but a space before the next date. */
const DASHED = /^ ?[-:] ?[^-:].* $/;

/** The dated parts of a cell, each read by `read`; null when it is not plainly two or more. */
export function divide(cell: Cell, read: Form): Division | null {
  const pieces = listed(cell) ?? piecesOf(cell);
  const parts = pieces && openedFrom(pieces, cell.yearStarts, read);
  if (!parts) return null;
  const inferred = [...fillYears(parts, read, 1), ...fillYears(parts.toReversed(), read, -1)];
  const complete = parts.filter((part): part is Open & Part => part.found !== null && dayOf(part.found) !== null);
  if (complete.length < parts.length || !(inferred.length === 0 || inOrder(complete))) return null;
  // "Scrutiny Panel 12 June and 3 September 2018": of whose meeting the second is, is a guess.
  const meetings = complete.filter(({ found }) => found.due.kind === 'meeting').length;
  if (!pieces.apart && meetings > 0 && meetings < complete.length) return null;
  return { parts: complete.map(labelled), inferred };
}

interface Pieces {
  readonly pieces: readonly Piece[];
  /** Whether every cut is at a semicolon, the end of a line or the next count of a list. */
  readonly apart: boolean;
}

function listed(cell: Cell): Pieces | null {
  const pieces = listedIn(cell);
  return pieces && pieces.length <= MOST ? { pieces, apart: true } : null;
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
  const pieces = starts.map((start, at) => {
    const piece = cell.plain.slice(start, cuts[at]?.end);
    const opens = OPENS.exec(piece)?.[0].length ?? 0;
    return { printed: printedBetween(cell, start + opens, start + piece.replace(/[\s,;&]+$/, '').length), count: null };
  });
  return { pieces, apart: cuts.every(({ apart }) => apart) };
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
  /** What counts it in a list, and the wording on the line above or under it. */
  readonly beside: Pick<Piece, 'count'> & { readonly line: string | null };
}

/** Null when it is a guess which date a line of wording belongs to: under each of them there is one, or under none. */
function openedFrom({ pieces }: Pieces, yearStarts: number, read: Form): Open[] | null {
  const parts: Open[] = [];
  let under = 0;
  for (const { printed, count } of pieces) {
    const whole = cellOf(printed, yearStarts);
    // A board on the line beside a date is where it is decided, in whichever year that is.
    const met = whole && read(inYear(whole, LEAP_YEAR))?.due.kind === 'meeting';
    const line = whole && !met ? labelledLine(whole) : null;
    const cell = line ? cellOf(line.printed, yearStarts) : whole;
    if (!cell) return null;
    if (line?.isUnder === true || (met && whole.lines.includes('\n'))) under += 1;
    parts.push({ cell, found: read(cell), beside: { count, line: line?.label ?? null } });
  }
  return parts.some(({ beside }) => beside.line !== null) && under > 0 && under < parts.length ? null : parts;
}

function labelled({ cell, found, beside: { count, line } }: Open & Part): Part {
  const wording = [line, found.label].filter((words) => words !== null).join(', ') || null;
  const label = [count, wording].filter((words) => words !== null).join(' ') || null;
  return { cell, found: { ...found, label } };
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
    beside = part.found && dayOf(part.found);
  }
  return told;
}

/** A quarter, a season or a year of two halves does not say in which year a day beside it is. */
function isSource({ mentions }: Cell): boolean {
  return mentions.every(({ moment: { unit } }) => unit === 'day' || unit === 'month');
}

function yearOf({ found }: Part): number {
  return Number(dayOf(found)?.slice(0, 4));
}

/** The day of a part; null for what happens again, which has more than one. */
function dayOf({ due }: Found): CivilDate | null {
  return due.kind === 'recurring' ? null : lastDayOf(due);
}

function firstFit(cell: Cell, beside: CivilDate, read: Form, step: 1 | -1): { year: number; found: Found } | null {
  const near = Number(beside.slice(0, 4));
  for (const year of [near, near + step]) {
    const dated = inYear(cell, year);
    // A weekday is no reason to go to another year than the one beside it.
    if (noStretchIn(dated)?.code === 'conflicting-dates') return null;
    const found = read(dated);
    const day = found && dayOf(found);
    if (found && day && (step === 1 ? day >= beside : day <= beside)) return { year, found };
  }
  return null;
}

function inferredYear(cell: Cell, source: Cell, year: number): string {
  const [without, from] = [cell, source].map((one) => quotedAt(one, one.mentions.length - 1));
  const taken = from?.includes(String(year)) ? 'from' : 'to follow';
  return `The year of ${without ?? ''} is not printed: ${String(year)} was taken ${taken} ${from ?? ''}.`;
}

function inOrder(parts: readonly Part[]): boolean {
  const days = parts.map(({ found }) => dayOf(found) ?? '');
  return days.every((day, at) => at === 0 || (days[at - 1] ?? '') <= day);
}
