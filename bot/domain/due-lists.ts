import type { Cell } from './due-cell.js';
import { isLabel } from './due-labels.js';
import { printedBetween } from './due-words.js';

/** A part of a cell that names one date. */
export interface Piece {
  readonly printed: string;
  /** What counts it in its list, "a)", without a full stop; null outside a list. */
  readonly count: string | null;
}

/** How lists are counted. Twenty-four parts are more than any cell holds. */
const COUNTS: readonly (readonly string[])[] = [
  Array.from('abcdefghijklmnopqrstuvwx'),
  Array.from({ length: 24 }, (_, at) => String(at + 1)),
  ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'],
];
const FIRST = /^(?<open>\(?)(?<count>a|1|i)(?<close>\)|\.(?= ))/i;
const JOINS = /(?:[\s,;&]|\band)+$/i;

/** The parts of a list that counts them, "a) ... b) ...", "1. ... 2. ..."; null when it does not, or one has no date. */
export function listedIn(cell: Cell): readonly Piece[] | null {
  const marks = marksIn(cell);
  if (marks.length < 2) return null;
  const pieces = marks.map(({ end, count }, at) => {
    const to = marks[at + 1]?.start ?? cell.plain.length;
    const words = cell.plain.slice(end, to);
    const [from, until] = [end + words.length - words.trimStart().length, end + words.replace(JOINS, '').length];
    const dated = cell.mentions.some(({ start }) => start >= end && start < to);
    return dated ? { printed: printedBetween(cell, from, until), count } : null;
  });
  return pieces.every((piece) => piece !== null) ? pieces : null;
}

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly count: string;
}

/** What counts the parts, in its order and without a gap, from the first word of the cell on. */
function marksIn({ plain, mentions }: Cell): Mark[] {
  const { open = '', count = '', close = '' } = FIRST.exec(plain)?.groups ?? {};
  const counts = COUNTS.find(([first]) => first === count.toLowerCase()) ?? [];
  const marks: Mark[] = [];
  for (const next of counts) {
    const mark = `${open}${count === 'A' || count === 'I' ? next.toUpperCase() : next}${close}`;
    const start = placeOf(mark, plain, marks.at(-1)?.end ?? 0);
    if (start === -1) break;
    if (mentions.some((one) => one.start < start + mark.length && start < one.end)) return [];
    marks.push({ start, end: start + mark.length, count: mark.replace(/\.$/, '') });
  }
  return marks;
}

/** Where it stands as a word; -1 when it does not. */
function placeOf(mark: string, plain: string, from: number): number {
  for (let at = plain.indexOf(mark, from); at !== -1; at = plain.indexOf(mark, at + 1)) {
    const [before, after] = [plain.charAt(at - 1), plain.charAt(at + mark.length)];
    if (/^[ ,;]?$/.test(before) && (after === ' ' || mark.endsWith(')'))) return at;
  }
  return -1;
}

/** A date on one line, and what it is for on the lines above or under it. */
export interface LabelledLine {
  readonly printed: string;
  readonly label: string;
  readonly isUnder: boolean;
}

/** Null when the date has no line of its own, or when what stands beside it may change it. */
export function labelledLine(cell: Cell): LabelledLine | null {
  const { lines, mentions } = cell;
  const [first, last] = [mentions[0], mentions.at(-1)];
  if (!first || !last || lines.slice(first.start, last.end).includes('\n')) return null;
  const start = lines.lastIndexOf('\n', first.start) + 1;
  const end = last.end + (/^[^\n]*/.exec(lines.slice(last.end))?.[0].length ?? 0);
  const [above, under] = [lines.slice(0, start), lines.slice(end)];
  if ((above === '') === (under === '')) return null;
  const words = (above || under).replaceAll('\n', ' ');
  const label = words.replace(/^[ :,(-]+|[ :,;.)-]+$/g, '');
  return isLabel(label) ? { printed: printedBetween(cell, start, end), label, isUnder: above === '' } : null;
}
