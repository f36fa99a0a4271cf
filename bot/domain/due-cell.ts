import { mentionsIn, type Mention, type Moment } from './due-mentions.js';
import { isStretch, stretchOf, type NoStretch, type Stretch } from './due-stretch.js';
import { printedBetween, wordsOf, type Words } from './due-words.js';

/** A cell, or one part of it, taken apart into what it names and the words around. */
export interface Cell extends Words {
  readonly mentions: readonly Mention[];
  /** The plain words with a `#` for each mention: what the forms are matched against. */
  readonly frame: string;
  /** The month, 1 to 12, in which the plan's year starts. */
  readonly yearStarts: number;
  /** Whether a year was put in that is not printed beside its day or month. */
  readonly yearInferred: boolean;
}

/** Null when there are too many words to be a date. */
export function cellOf(printed: string, yearStarts: number): Cell | null {
  const words = wordsOf(printed);
  if (!words) return null;
  const mentions = mentionsIn(words.plain);
  let [frame, done] = ['', 0];
  for (const { start, end } of mentions) {
    frame += `${words.plain.slice(done, start)}#`;
    done = end;
  }
  return { ...words, mentions, frame: frame + words.plain.slice(done), yearStarts, yearInferred: false };
}

/** The same cell, where every day or month without a year is of the given one. */
export function inYear(cell: Cell, year: number): Cell {
  const mentions = cell.mentions.map((mention) => ({ ...mention, moment: momentIn(mention.moment, year) }));
  return { ...cell, mentions, yearInferred: true };
}

/** A quarter keeps its gap: a year of one kind says nothing about years of another. */
export function momentIn(moment: Moment, year: number): Moment {
  const takesYear = moment.unit === 'day' || moment.unit === 'month';
  return takesYear && moment.year === null ? { ...moment, year } : moment;
}

/** What a mention says, as printed. */
export function printedOf(cell: Cell, { start, end }: Mention): string {
  return printedBetween(cell, start, end);
}

/** Where the nth mention lies; null when there is none, or nothing to place it by. */
export function stretchAt(cell: Cell, at: number): Stretch | null {
  const moment = cell.mentions[at]?.moment;
  const found = moment ? stretchOf(moment, cell.yearStarts) : null;
  return isStretch(found) ? found : null;
}

/** The first mention that no calendar has, or of which it would be a guess. */
export function noStretchIn(cell: Cell): NoStretch | null {
  const found = cell.mentions.map(({ moment }) => stretchOf(moment, cell.yearStarts));
  const none = found.filter((one): one is NoStretch => one !== null && !isStretch(one));
  return none.find(({ code }) => code !== 'no-date') ?? none[0] ?? null;
}

/** Whether four digits stand alone that are a year only in "end of 2018" or "throughout 2018". */
export function hasBareYear({ mentions, plain }: Cell): boolean {
  const whole = /(?:end of|throughout|during) $/i;
  return mentions.some(({ moment, start }) => moment.unit === 'year' && !whole.test(plain.slice(0, start)));
}

export interface Range extends Stretch {
  /** Which end has a year that is not printed; the first may share the year of the second without being inferred. */
  readonly inferred: 'first' | 'second' | null;
}

/**
 * From one mention to the next. What only the other prints is shared: "1 - 5 May 2018", "19 October - 31 December 2018".
 * Null when it cannot be placed, or when it would end before it begins.
 */
export function rangeAt(cell: Cell, at: number): Range | null {
  const [first, last] = [cell.mentions[at]?.moment, cell.mentions[at + 1]?.moment];
  if (!first || !last || first.unit === 'year' || last.unit === 'year') return null;
  const [one, other] = [sharing(first, last), sharing(last, first)];
  const second = 'year' in last && last.year === null ? 'second' : null;
  const direct = joined(one, other, cell.yearStarts, second);
  if (direct || !('year' in one) || !('year' in other) || one.year === null || other.year === null) return direct;
  // Over the end of a year: "1 November - 31 January 2019".
  if (second) return joined(one, { ...other, year: other.year + 1 }, cell.yearStarts, second);
  return yearless(first) ? joined({ ...one, year: one.year - 1 }, other, cell.yearStarts, 'first') : null;
}

function joined(one: Moment, other: Moment, yearStarts: number, inferred: Range['inferred']): Range | null {
  const [first, last] = [stretchOf(one, yearStarts), stretchOf(other, yearStarts)];
  if (!isStretch(first) || !isStretch(last) || last.to < first.from || last.from < first.from) return null;
  const assumed = [first.assumed, last.assumed].filter((clause) => clause !== null);
  return { from: first.from, to: last.to, assumed: assumed.join(', ') || null, inferred };
}

function sharing(moment: Moment, other: Moment): Moment {
  if (moment.unit === 'day' && other.unit === 'day') {
    return { ...moment, month: moment.month ?? other.month, year: moment.year ?? other.year };
  }
  if (moment.unit === 'quarter' && other.unit === 'quarter') {
    return moment.year === null ? { ...moment, year: other.year, spans: other.spans } : moment;
  }
  return 'year' in other && other.year !== null && !spansTwo(other) ? momentIn(moment, other.year) : moment;
}

function spansTwo(moment: Moment): boolean {
  return moment.unit === 'plan-year' || ('spans' in moment && moment.spans);
}

function yearless(moment: Moment): boolean {
  return (moment.unit === 'day' || moment.unit === 'month') && moment.year === null;
}
