import { readDues } from '../domain/due.js';
import { LABELS, withoutBullets } from './plan-lead-pieces.js';
import { isLikeName, isNameWord, namesApart, wordsIn, type KnownNames, type Word } from './plan-names.js';
import { isNoName } from './plan-name-words.js';
import { isNobody, isRole } from './plan-roles.js';
import { isDate, markBehindDate, markBrackets, markUnnamed, type Mark } from './plan-when-marks.js';
import { oneLine } from './words.js';

/** A date and its people, out of one cell. */
export interface When {
  /** Empty when the cell has none. */
  readonly due: string;
  /** The people, a semicolon between where the cell had something else there. */
  readonly leads: string;
}

/**
 * A cell that holds dates and people, taken apart: "31 March 2019 Dawn Williams Mandy Lee", the people before the date,
 * one a line, or several dates each with its own. Known names are people wherever they stand; other words are only where a
 * name can begin. What is neither stays with the date.
 */
export function whenIn(printed: string, known: KnownNames): readonly When[] {
  const cell = withoutBullets(printed.replace(LABELS, '\n').trim());
  if (cell === '') return [{ due: '', leads: '' }];
  if (known.has(cell)) return [{ due: '', leads: cell }];
  const words = wordsIn(cell);
  const marks = words.map((): Mark => null);
  markKnown(words, marks, cell, known);
  markUnnamed(words, marks, cell);
  markRoles(words, marks, cell);
  markNames(words, marks, cell, known);
  markBrackets(words, marks, cell);
  markBehindDate(words, marks, cell);
  markBetween(words, marks);
  return paired(slicesOf(words, marks, cell));
}

function markKnown(words: readonly Word[], marks: Mark[], cell: string, known: KnownNames): void {
  for (let at = 0; at < words.length; at += 1) {
    const length = known.at(words, at);
    const name = cell.slice(words[at]?.start, words[at + length - 1]?.end);
    // A board may be known as a lead, and be where another row will be decided.
    if (length === 0 || (isRole(name) && !mayBegin(words, marks, at))) continue;
    marks.fill('people', at, at + length);
    at += length - 1;
  }
}

/** "Heads of Service", "all Senior Social Work Managers in CiN/CP": from a capital or "all" on, up to a sign or a date. */
function markRoles(words: readonly Word[], marks: Mark[], cell: string): void {
  for (let from = 0; from < words.length; from += 1) {
    const to = endOfRole(words, marks, from);
    const [first, last] = [words[from], words[to - 1]];
    if (first === undefined || last === undefined || !mayBegin(words, marks, from)) continue;
    const text = oneLine(cell.slice(first.start, last.end));
    // A board before the date is where it will be decided, not who leads.
    const decides =
      /\b(?:board|committee|panel|cabinet|forum)s?$/i.test(text) && !marks.slice(0, from).includes('people');
    if (!isRole(text) || (decides && from === 0)) continue;
    marks.fill('people', from, to);
    from = to - 1;
  }
}

function endOfRole(words: readonly Word[], marks: readonly Mark[], from: number): number {
  if (!/^(?:all|the)$/i.test(words[from]?.text ?? '') && !/^\p{Lu}/u.test(words[from]?.text ?? '')) return from;
  let end = from;
  for (let at = from; at < words.length; at += 1) {
    const word = words[at];
    const small = /^(?:of|for|and|in|the|all|across|within)$/i.test(word?.text ?? '');
    if (word === undefined || marks[at] !== null || isDate(words, at)) break;
    if (at > from && !/^(?:\s+|['’/&-]|\s&\s)$/.test(word.before)) break;
    if (!small && !/^\p{Lu}|^\p{Ll}{3,}(?:s|rs)$/u.test(word.text)) break;
    if (!small) end = at + 1;
  }
  return end;
}

/** Names of nobody known yet: runs of words that are of that form, where a name can begin. */
function markNames(words: readonly Word[], marks: Mark[], cell: string, known: KnownNames): void {
  for (let from = 0; from < words.length; from += 1) {
    let to = from;
    while (
      to < words.length &&
      marks[to] === null &&
      isNameWord(words[to]?.text ?? '') &&
      !isDate(words, to) &&
      (to === from || isWithinRun(words[to]))
    )
      to += 1;
    const [first, last] = [words[from], words[to - 1]];
    if (to === from || first === undefined || last === undefined) continue;
    const run = cell.slice(first.start, last.end);
    const isNames = isLikeName(run) || (to - from > 3 && (namesApart(run, known) !== null || to - from > 4));
    if (isNames && mayBegin(words, marks, from)) marks.fill('people', from, to);
    from = to - 1;
  }
}

function isWithinRun(word: Word | undefined): boolean {
  return /^[\s.]+$/.test(word?.before ?? '');
}

/** People begin at the beginning, behind a date, behind other people, or behind a sign; never after "of the". */
function mayBegin(words: readonly Word[], marks: readonly Mark[], at: number): boolean {
  const before = words[at - 1];
  if (before === undefined || /[\n,;:(–—/&-]/.test(words[at]?.before ?? '')) return true;
  if (marks[at - 1] === 'people' || isDate(words, at - 1)) return true;
  if (/^and$/i.test(before.text)) return marks[at - 2] === 'people';
  return (
    !isNoName(before.text) &&
    /^\p{Ll}/u.test(before.text) &&
    !/^(?:of|the|an?|for|to|in|with|by|on|at|from|our|its)$/.test(before.text)
  );
}

/** "and" between people, and what stands in brackets behind them. */
function markBetween(words: readonly Word[], marks: Mark[]): void {
  let within = false;
  words.forEach(({ text, before }, at) => {
    within = /\([^)]*$/.test(before) || (within && !before.includes(')'));
    if (marks[at] !== null) return;
    const joins = /^(?:and|with)$/i.test(text) && marks[at - 1] === 'people' && marks[at + 1] === 'people';
    // Beside a whole date and a name, it is a lead who is to be named.
    const unnamed =
      /^t\.?b\.?[acd]$/i.test(text) && marks[at - 1] === 'people' && words.some((one) => /^\d{4}$/.test(one.text));
    const tag = within && marks[at - 1] === 'people' && !isDate(words, at);
    marks[at] = joins || tag || unnamed ? 'people' : 'due';
  });
}

interface Slice {
  readonly mark: Mark;
  readonly text: string;
}

function slicesOf(words: readonly Word[], marks: readonly Mark[], cell: string): Slice[] {
  const starts = words.flatMap((word, at) =>
    at === 0 || marks[at] !== marks[at - 1] ? [{ at: word.start, mark: marks[at] ?? 'due' }] : [],
  );
  const slices = starts.map(({ at, mark }, n): Slice => {
    const text = cell.slice(n === 0 ? 0 : at, starts[n + 1]?.at);
    return { mark, text: withoutSigns(mark === 'due' ? text : text.replace(/(?<=\p{L}{3})\.\s*$/u, '')) };
  });
  return slices.filter(({ text }) => text !== '');
}

function withoutSigns(text: string): string {
  const bare = text.replace(/^[\s,;:/&–—-]+|(?:[\s,;:/&(–—-]|\band)+$/g, '').trim();
  if (bare.endsWith(')') && !bare.includes('(')) return bare.slice(0, -1).trim();
  return bare.replace(/^\((.*)\)$/s, '$1');
}

/** Each date with the people beside it when there are as many of both; else all people are meant for all dates. */
function paired(slices: readonly Slice[]): readonly When[] {
  const dues = slices.filter(({ mark }) => mark === 'due').map(({ text }) => text);
  const people = slices.filter(({ mark }) => mark === 'people').map(({ text }) => text);
  const inTurn = dues.length > 1 && dues.length === people.length;
  if (inTurn) return dues.map((due, at) => ({ due: inLines(due), leads: people[at] ?? '' }));
  const due = inLines(dues.join('\n'));
  // Behind a whole date it is the lead who is to be named.
  const unnamed = people.length === 0 ? /^(.*\d{4})[\s,;:–—-]+(\D+)$/.exec(due) : null;
  if (unnamed !== null && isNobody(unnamed[2] ?? '')) return [{ due: unnamed[1] ?? '', leads: unnamed[2] ?? '' }];
  return [{ due, leads: people.join('; ') }];
}

/** On one line, unless only its lines are dates: "30 June 2018" and "30 September 2018" below it. */
function inLines(text: string): string {
  const line = oneLine(text);
  if (!text.includes('\n') || isDated(line)) return line;
  const lines = text
    .split('\n')
    .map(oneLine)
    .filter((one) => one !== '')
    .join('\n');
  return isDated(lines) ? lines : line;
}

function isDated(words: string): boolean {
  return readDues(words).readings.every(({ due }) => due.kind !== 'awaited');
}
