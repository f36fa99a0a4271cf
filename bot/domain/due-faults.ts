import { inWords } from './dates.js';
import { noStretchIn, stretchAt, type Cell } from './due-cell.js';
import { lastDayOf, type Found } from './due-found.js';
import type { Cadence, Due } from './due-kinds.js';
import { rhythmIn } from './due-rhythm.js';
import { quoted } from './quoted.js';

/**
 * `date-assumed`: something was assumed for the date that was taken. `several-dates` may stand beside dates too: one
 * milestone for each. With any other code no date was taken.
 */
export type DueFaultCode = 'no-date' | 'impossible-date' | 'several-dates' | 'conflicting-dates' | 'date-assumed';

/** A doubt or an assumption, in words for the admin who reads it. */
export interface DueFault {
  readonly code: DueFaultCode;
  readonly message: string;
}

const TO_COME = /^(?:t\.?b\.?[acd]\.?|to be (?:confirmed|agreed|determined|decided|advised)|n\/?a|none|[-?]+)$/i;
const FROM_ON =
  /\b(?:from|since|after|onwards?|start(?:s|ing)?|commenc(?:es|ing)|beginning)\b|\b(?:not before|no earlier than)\b/i;
const ASSUMED = 'The milestone has no date for now; ';

/** Why no date was taken. */
export function faultIn(cell: Cell): DueFault {
  const { plain, mentions } = cell;
  const said = quoted(cell.printed);
  if (plain === '') return noDate('There is no date.');
  if (TO_COME.test(plain)) return noDate(`${said} is not a date yet.`);
  const none = noStretchIn(cell);
  if (none && none.code !== 'no-date') return corrected(none.code, `${said} ${none.why}`);
  if (mentions.length > 1) return faultInSeveral(cell, said);
  if (none) return noDate(`${said} ${none.why}`);
  const only = mentions[0]?.moment;
  if (!only) return noDate(`${said} does not name a day, or a month with its year.`);
  if (only.unit === 'year') return noDate(`${said} gives a year and no day or month.`);
  if ('year' in only && only.year === null) return noDate(`${said} gives a ${only.unit} without its year.`);
  if (rhythmIn(cell.frame) || /\b(?:ongoing|then)\b/i.test(plain)) {
    return several(`${said} names a date and says that it happens again.`);
  }
  if (FROM_ON.test(plain)) return noDate(`${said} says from when, and not until when.`);
  return noDate(`${said} says more than a date, and the rest may change what it means.`);
}

function faultInSeveral(cell: Cell, said: string): DueFault {
  const { mentions, frame } = cell;
  const [first, last] = [stretchAt(cell, 0), stretchAt(cell, 1)];
  if (/^# ?(?:-|to|until) ?#$/i.test(frame) && first && last && last.to < first.from) {
    return corrected('conflicting-dates', `${said} ends before it begins.`);
  }
  const years = mentions.some(({ moment }) => 'year' in moment && moment.year !== null);
  return several(`${said} names ${String(mentions.length)} dates${years ? '' : ' and no year'}.`);
}

/** For words too many to be a date. */
export function tooLong(printed: string): DueFault {
  return noDate(`${quoted(printed)} is too long to be a date.`);
}

function noDate(what: string): DueFault {
  return { code: 'no-date', message: `${what} ${ASSUMED}give one date to have it reminded.` };
}

function several(what: string): DueFault {
  return { code: 'several-dates', message: `${what} ${ASSUMED}give one date, or one milestone for each.` };
}

function corrected(code: 'impossible-date' | 'conflicting-dates', what: string): DueFault {
  const which = code === 'impossible-date' ? 'correct the date.' : 'correct one of the two.';
  return { code, message: `${what} ${ASSUMED}${which}` };
}

/** What was assumed for a due that was read; null when nothing was. */
export function assumedFor(cell: Cell, { due, assumed, label }: Found): DueFault | null {
  const beside = label !== null ? [`the words ${quoted(label)} beside it were not read`] : [];
  const clauses = [...assumed, ...beside];
  if (clauses.length === 0) return null;
  const read = `${quoted(cell.printed)} was read as ${inShort(due)}: ${clauses.join('; ')}.`;
  return {
    code: due.kind === 'ongoing' ? 'no-date' : 'date-assumed',
    message: `${read} Correct the words if something else is meant.`,
  };
}

/** For a cell that became several milestones. `inferred`: a sentence for each year that is not printed. */
export function dividedFault(cell: Cell, count: number, inferred: readonly string[]): DueFault {
  const made = `${quoted(cell.printed)} names ${String(count)} dates. A milestone was made for each.`;
  return { code: 'several-dates', message: [made, ...inferred].join(' ') };
}

const EVERY: Readonly<Record<Cadence, string>> = {
  weekly: 'every week',
  fortnightly: 'every two weeks',
  monthly: 'every month',
  'two-monthly': 'every two months',
  quarterly: 'every quarter',
  'half-yearly': 'every six months',
  yearly: 'every year',
};

function inShort(due: Due): string {
  if (due.kind === 'ongoing') return 'ongoing, without a date';
  if (due.kind === 'recurring')
    return due.until ? `${EVERY[due.cadence]} until ${inWords(due.until)}` : EVERY[due.cadence];
  const last = lastDayOf(due);
  return last === null ? 'awaited' : `due ${inWords(last)}`;
}
