import { addDays, parseCivilDate } from './dates.js';
import { rangeAt, stretchAt, type Cell, type Range } from './due-cell.js';
import { dueOn, dueWithin, quotedAt, type Form, type Found } from './due-found.js';
import { isLabel } from './due-labels.js';
import type { Moment } from './due-mentions.js';
import type { Stretch } from './due-stretch.js';

const CHANGES = '(?:extended|revised|amended|moved|changed|updated|put back|postponed|delayed|deferred|rescheduled)';
const HEADING =
  '(?:(?:due|deadline|target|timescale|completion|for completion|delivery)(?: date)?:? |(?:to be )?completed? (?=by ))?';
const CHANGED = `(?<changed>(?:(?:timescale|date|deadline) )?(?:now )?${CHANGES} (?:to|until)|(?:now|new|revised|amended|extended)(?: (?:date|deadline|timescale))?:?) `;
const HOW =
  '(?:(?<how>by|on|in|at|for|during|within|throughout|before|until|till|up to|no later than|not later than|between|from) )?';
const PART =
  '(?:(?:the )?(?:(?<part>(?:very )?end|early|mid|middle|late|(?:first|second) half|(?:first|last) week)' +
  '(?:-of-| of the | of | in |-| )|(?<outset>beginning|start) of (?:the )?))?';
const OF = '(?:(?<of>week commencing|week beginning|w/c|week ending|w/e|month of|financial year|year|fy):? )?';
const SPAN = '#(?:(?<to> ?- ?| (?:to|until|till|through) | ?/ ?| or | and )(?:the )?(?:end of )?#)?';
const BESIDE =
  '(?: ?[-:,] ?(?<after>[^#()]+)| ?\\((?<inside>[^#()]+)\\)| (?<aim>(?:for|to) [^#()]+|(?:at the )?latest|revised|extended' +
  '|(?:final|interim|draft)(?: (?:report|version|draft|audit|review|update))?))?';

/** A date or a period with the small words that may stand around it, and perhaps with what it is for. */
const DATE = new RegExp(
  `^(?:[-\u2022*] )?(?:(?<before>[^#]+?)(?: ?[:,-] ?| ))??${HEADING}(?:${CHANGED})?${HOW}${PART}(?:the )?${OF}${SPAN}${BESIDE}[.,;:]?$`,
  'i',
);

type Groups = Readonly<Record<string, string | undefined>>;

/** "31st March 2018", "by the end of September 2017", "19 October - 31 December 2018", "30 June 2018 - 1st Audit". */
export const date: Form = (cell) => {
  const around = DATE.exec(cell.frame)?.groups;
  if (!around) return null;
  const beside = wordsBeside(around);
  const placed = beside && (around.to === undefined ? single(cell, around) : range(cell, around));
  if (!placed) return null;
  const assumed = [...placed.assumed, ...beside.assumed];
  if (around.changed) assumed.push(replacesUnknown(around.changed));
  return { due: placed.due, assumed, label: beside.label };
};

const CHANGED_DATE =
  /^(?:revised|extended|amended|moved|changed|updated|new|rescheduled)(?: (?:date|deadline|timescale))?$/i;
const NOT_FIRM = /^(?:provisional|estimated|target|indicative)(?: date)?$/i;

/** What stands before and behind the date; null when it may change the date. */
function wordsBeside(around: Groups): Pick<Found, 'assumed' | 'label'> | null {
  const after = (around.after ?? around.inside ?? around.aim)?.trim();
  const { before } = around;
  if (before !== undefined && !isLabel(before)) return null;
  if (after === undefined || /^(?:at the )?latest$/i.test(after)) return { assumed: [], label: before ?? null };
  if (CHANGED_DATE.test(after)) {
    return { assumed: [replacesUnknown(after)], label: before ?? null };
  }
  if (NOT_FIRM.test(after)) return { assumed: [`it says "${after}"`], label: before ?? null };
  if (!isLabel(after)) return null;
  return { assumed: [], label: before === undefined ? after : `${before}, ${after}` };
}

function replacesUnknown(words: string): string {
  return `it says "${words.replace(/:$/, '')}", and not which date that replaces`;
}

type Placed = Pick<Found, 'due' | 'assumed'> | null;

function single(cell: Cell, around: Groups): Placed {
  const how = around.how?.toLowerCase();
  if (how === 'from' || how === 'between') return null;
  const stretch = stretchAt(cell, 0);
  if (!stretch) return null;
  const placed = around.of ? within(cell, stretch, around.of.toLowerCase()) : stretch;
  const assumed =
    placed && clausesFor(cell, how, (around.part ?? around.outset)?.toLowerCase(), around.of !== undefined);
  if (!placed || !assumed) return null;
  return { due: dueOn(cell, 0, placed), assumed: [placed.assumed, ...assumed].filter((clause) => clause !== null) };
}

/** "w/c 5 November 2018", "financial year 2018/19": null where the two do not fit. */
function within(cell: Cell, { from, to, assumed }: Stretch, of: string): Stretch | null {
  const unit = cell.mentions[0]?.moment.unit;
  if (of === 'month of') return unit === 'month' ? { from, to, assumed } : null;
  if (of.endsWith('year') || of === 'fy') return unit === 'plan-year' ? { from, to, assumed } : null;
  if (unit !== 'day') return null;
  const ends = of === 'week ending' || of === 'w/e';
  const week = { from: ends ? addDays(to, -6) : from, to: ends ? to : addDays(from, 6) };
  const known = parseCivilDate(week.from) && parseCivilDate(week.to);
  return known ? { ...week, assumed: 'the week was taken as seven days' } : null;
}

/** What the small words make it necessary to assume; null where they leave the day to a guess. */
function clausesFor(cell: Cell, how = '', part = '', inWeek = false): string[] | null {
  const unit = cell.mentions[0]?.moment.unit;
  const end = part.endsWith('end');
  const inYear = /^(?:in|during|within|throughout)$/.test(how);
  if (unit === 'year' && !end && !(inYear && part === '')) return null;
  if (how === 'before' && !(end && unit !== 'day')) return null;
  if (part !== '' && !end) {
    const long = unit === 'month' || unit === 'quarter' || unit === 'season';
    if (!long || /^(?:by|no later|not later)/.test(how)) return null;
    return [`"${part}" was read as by the end of it`];
  }
  if (unit === 'year') return end ? [] : ['the year was taken as January to December'];
  if (/^(?:until|till|up to)$/.test(how)) return [`"${how}" was read as the day on which it is due`];
  const whole = unit !== 'day' || inWeek;
  return how === 'by' && whole && !end ? ['"by" was read as by its last day'] : [];
}

function range(cell: Cell, around: Groups): Placed {
  const [first, second] = [cell.mentions[0]?.moment, cell.mentions[1]?.moment];
  const [how, joint] = [around.how?.toLowerCase() ?? '', (around.to ?? '').trim().toLowerCase()];
  if (!first || !second) return null;
  const between = how === 'between';
  if (around.of || /^(?:before|until|till|up to)$/.test(how) || (joint === 'and') !== between) return null;
  if (around.outset || (around.part && !/end$/i.test(around.part))) return null;
  const found = rangeAt(cell, 0);
  if (!found) return null;
  if ((joint === '/' || joint === 'or') && !areNext(first, second)) return null;
  const clauses = [found.assumed, inferredClause(cell, found)];
  const assumed = clauses.filter((clause) => clause !== null);
  return { due: dueWithin(cell, found), assumed };
}

/** Whether the second is the month after the first: only then is "September/October" one time and not two. */
function areNext(first: Moment, second: Moment): boolean {
  return first.unit === 'month' && second.unit === 'month' && (first.month % 12) + 1 === second.month;
}

function inferredClause(cell: Cell, { inferred }: Range): string | null {
  const [first, second] = [quotedAt(cell, 0), quotedAt(cell, 1)];
  if (inferred === 'first') return `the year of ${first} is not printed and was taken to come before ${second}`;
  return inferred && `the year of ${second} is not printed and was taken to follow ${first}`;
}

const THE = '(?:the )?(?:end of )?';
const WAS = '(?:was|previously|originally|formerly)';
const TO_THE_SECOND = new RegExp(
  `^(?:(?:(?:timescale|date|deadline|now|has been) )*${CHANGES} from ${THE}# (?:to|until) |(?:${WAS}:? )?# ?,? ?` +
    `(?:(?:but )?now|${CHANGES} (?:to|until)) )${THE}#\\.?$`,
  'i',
);
const TO_THE_FIRST = new RegExp(`^(?:by )?${THE}# ?[-,(]? ?(?:${CHANGES} from|${WAS}):? ${THE}#\\)?\\.?$`, 'i');

/** "extended from 30 June 2018 to 31 December 2018", "31 December 2018 (was 30 June 2018)": the date now in force. */
export const changed: Form = (cell) => {
  const at = TO_THE_FIRST.test(cell.frame) ? 0 : TO_THE_SECOND.test(cell.frame) ? 1 : null;
  const stretch = at === null ? null : stretchAt(cell, at);
  const unit = at === null ? undefined : cell.mentions[at]?.moment.unit;
  if (at === null || !stretch || unit === 'year') return null;
  const assumed = [`${quotedAt(cell, 1 - at)} was read as the date it replaces`];
  return { due: dueOn(cell, at, stretch), assumed, label: null };
};
