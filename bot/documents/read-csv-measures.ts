import type { CivilDate } from '../domain/dates.js';
import { readDue } from '../domain/due.js';
import type { MeasureRow, MeasuresFile, ValueRow } from '../domain/measure-rows.js';
import type { MeasurePeriod, Polarity } from '../domain/measures.js';
import { isRefused, type Refused, type RejectedRow } from '../domain/read-plan.js';
import { readCsv, type TableRow } from './csv.js';
import { NO_VALUE, numberIn, sharesIn } from '../domain/measure-cells.js';
import { oneLine, quoted, sameWords, shortened } from './words.js';

const HEADINGS = {
  name: ['measure', 'name', 'indicator', 'performance indicator', 'performance measure', 'title', 'kpi'],
  code: ['code', 'id', 'ref no', 'indicator no', 'no', 'number', 'measure code'],
  place: ['area/ref', 'area / ref', 'area or ref', 'ref', 'area', 'action', 'milestone', 'linked to', 'area ref'],
  period: ['period type', 'frequency', 'type of period', 'reported', 'reporting period type'],
  called: ['period', 'reporting period', 'quarter', 'month'],
  asAt: ['as at', 'as-at', 'date', 'period end', 'as at date', 'to'],
  value: ['value', 'result', 'outturn', 'actual', 'performance', 'figure'],
  numerator: ['numerator', 'count', 'num'],
  denominator: ['denominator', 'out of', 'of', 'total', 'den'],
  unit: ['unit', 'units'],
  target: ['target'],
  targetBy: ['target by', 'target date', 'by'],
  polarity: ['polarity', 'good is', 'better', 'direction', 'good performance'],
  comparator: ['comparator', 'compared with', 'benchmark'],
  comparatorValue: ['comparator value', 'benchmark value', 'comparator figure'],
  caveat: ['caveat', 'caveats', 'note', 'notes', 'comment', 'comments'],
  noData: ['no data because', 'no data, because', 'reason for no data', 'no data', 'why no data'],
} as const;
type Field = keyof typeof HEADINGS;

const PERIODS: readonly (readonly [RegExp, MeasurePeriod])[] = [
  [/^(year[- ]to[- ]date|ytd|cumulative)$/, 'year-to-date'],
  [/^month(ly)?$/, 'month'],
  [/^quarter(ly)?$/, 'quarter'],
  [/^(year(ly)?|annual(ly)?)$/, 'year'],
  [/^(snapshot|on a day|point in time|as at)$/, 'snapshot'],
];
const POLARITY: readonly (readonly [RegExp, Polarity])[] = [
  [/^(higher|high|up|bigger|more|maximi[sz]e|increase)( is)?( better| good)?$/, 'higher'],
  [/^(lower|low|down|smaller|less|fewer|minimi[sz]e|decrease)( is)?( better| good)?$/, 'lower'],
  [/^(neither|n\/?a|none|neutral|contextual|context)$/, 'neither'],
];
const LONGEST = 300;

/** Measures and their values from a CSV file: a row a value. Whatever heading it has not, is not said. */
export function readCsvMeasures(file: Uint8Array | string): MeasuresFile | Refused {
  const table = readCsv(file, (cells) => Object.keys(columnsIn(cells)).length);
  if (isRefused(table)) return table;
  const at = table.rows.slice(0, 10).findIndex(({ cells }) => isHeading(columnsIn(cells)));
  const headings = table.rows[at];
  if (!headings) {
    return {
      refused: 'This is not a list of measures: it needs a column headed "Measure" or "Code", and one headed "Value".',
    };
  }
  const columns = columnsIn(headings.cells);
  const rows: MeasureRow[] = [];
  const rejected: RejectedRow[] = [];
  for (const row of table.rows.slice(at + 1)) {
    const read = oneRow(row, columns);
    if (typeof read !== 'string') rows.push(read);
    else rejected.push({ row: row.row, cell: shortened(row.cells.join(', ')), message: leftOut(row.row, read) });
  }
  return { rows, rejected };
}

function leftOut(row: number, why: string): string {
  return `Row ${String(row)} was left out: ${why}`;
}

type Columns = Partial<Record<Field, number>>;

function isHeading(columns: Columns): boolean {
  return (columns.name !== undefined || columns.code !== undefined) && columns.value !== undefined;
}

function columnsIn(cells: readonly string[]): Columns {
  const words = cells.map((cell) => sameWords(cell).replace(/[.:?]/g, ''));
  const columns: Columns = {};
  for (const [field, headings] of Object.entries(HEADINGS) as [Field, readonly string[]][]) {
    const at = words.findIndex((word) => headings.includes(word));
    if (at >= 0) columns[field] = at;
  }
  return columns;
}

/** What a row says, or why it cannot be taken. */
function oneRow({ row, cells }: TableRow, columns: Columns): MeasureRow | string {
  const cell = (field: Field): string => oneLine(cells[columns[field] ?? -1] ?? '');
  const text = (field: Field): string | null => cell(field) || null;
  const long = Object.keys(columns).find((field) => cell(field as Field).length > LONGEST);
  if (long !== undefined) return `a cell of it has more than ${String(LONGEST)} characters.`;
  const code = cell('code') || cell('name');
  if (code === '') return 'it has neither a code nor a name.';
  if (code.length > 60) return `the code ${quoted(code)} has more than 60 characters. Give it a short one.`;
  const period = wordIn(cell('period'), PERIODS, 'a period type. Use month, quarter, year, year to date or snapshot.');
  const polarity = wordIn(cell('polarity'), POLARITY, 'a polarity. Use higher, lower or neither.');
  const [target, targetBy] = [numberCell(cell('target')), dayCell(cell('targetBy'))];
  const comparator = comparatorIn(cell('comparator'), cell('comparatorValue'));
  const value = valueIn(cell);
  const fault = [period, polarity, target, targetBy, comparator, value].flatMap((one) => wrong(one) ?? [])[0];
  if (fault !== undefined) return fault;
  return {
    ...{ row, code, name: text('name'), place: text('place'), caveat: text('caveat') },
    unit: unitOf(cell),
    period: right(period),
    polarity: right(polarity),
    target: right(target),
    targetBy: right(targetBy),
    comparator: right(comparator),
    value: right(value),
  };
}

/** A cell as it was read, null for an empty one; or what is wrong with it. */
type Read<T> = { readonly read: T | null } | { readonly wrong: string };

function wrong(one: Read<unknown>): string | null {
  return 'wrong' in one ? one.wrong : null;
}

function right<T>(one: Read<T>): T | null {
  return 'read' in one ? one.read : null;
}

function wordIn<T>(cell: string, known: readonly (readonly [RegExp, T])[], what: string): Read<T> {
  if (cell === '') return { read: null };
  const found = known.find(([pattern]) => pattern.test(cell.toLowerCase()));
  return found === undefined ? { wrong: `${quoted(cell)} is not ${what}` } : { read: found[1] };
}

function numberCell(cell: string): Read<number> {
  if (cell === '' || NO_VALUE.test(cell)) return { read: null };
  const number = numberIn(cell)?.value;
  return number === undefined ? { wrong: `${quoted(cell)} is not a number.` } : { read: number };
}

function dayCell(cell: string): Read<CivilDate> {
  if (cell === '') return { read: null };
  const { due } = readDue(cell);
  if (due.kind === 'day' && due.yearInferred !== true) return { read: due.date };
  return { wrong: `${quoted(cell)} is not a day. Write it like 30 September 2026, or 2026-09-30.` };
}

function comparatorIn(name: string, cell: string): Read<{ readonly name: string; readonly value: number }> {
  const number = numberCell(cell);
  if ('wrong' in number) return number;
  if (name === '' && number.read === null) return { read: null };
  if (name === '' || number.read === null) return { wrong: 'a comparator needs its name and its value.' };
  return { read: { name, value: number.read } };
}

/** The value of a row with the day that it covers; nothing at all is no fault: the row only says what the measure is. */
function valueIn(cell: (field: Field) => string): Read<ValueRow> {
  const asAt = dayCell(cell('asAt'));
  if ('wrong' in asAt) return asAt;
  const [printed, noData] = [cell('value'), cell('noData') || null];
  const parts = sharesIn(printed, cell('numerator'), cell('denominator'));
  if (typeof parts === 'string') return { wrong: parts };
  const nothing = parts.value === null && noData === null && printed === '';
  if (nothing && asAt.read === null) return { read: null };
  if (asAt.read === null) return { wrong: `${quoted(printed || (noData ?? ''))} has no day in “As at”.` };
  if (parts.value === null && noData === null) {
    return { wrong: `${quoted(printed || 'an empty value')} needs a reason in “No data because”.` };
  }
  return { read: { asAt: asAt.read, called: cell('called'), ...parts, noData } };
}

/** "%" also where only its value says so. */
function unitOf(cell: (field: Field) => string): string | null {
  const unit = cell('unit');
  // Its figure is worked out of its parts: of a hundred.
  if (unit === '' && cell('value') === '' && cell('denominator') !== '') return '%';
  if (unit !== '')
    return /^(%|per ?cent(age)?|percentage)$/i.test(unit) ? '%' : unit.replace(/^(number|count|no\.?)$/i, '');
  return numberIn(cell('value'))?.percent === true || /%\)?$/.test(cell('value')) ? '%' : null;
}
