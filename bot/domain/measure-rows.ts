/** The measures of a plan after a file, or one entry, has been read: pure, so that it can be tried before it is kept. */
import { asPrinted, type CivilDate } from './dates.js';
import { valueFault, type Measure, type MeasurePeriod, type MeasureValue, type Polarity } from './measures.js';
import { didYouMean, nearestNames } from './nearest.js';
import { periodInWords } from './period-words.js';
import { quarterOf } from './periods.js';
import type { Actor, Ref } from './plan.js';
import type { RejectedRow } from './read-plan.js';

/** What one row says. Null: it says nothing of that, and what was said before stays. */
export interface MeasureRow {
  readonly row: number;
  readonly code: string;
  readonly name: string | null;
  /** An area or a ref, as printed. */
  readonly place: string | null;
  readonly period: MeasurePeriod | null;
  readonly unit: string | null;
  readonly polarity: Polarity | null;
  readonly target: number | null;
  readonly targetBy: CivilDate | null;
  readonly comparator: Measure['comparator'];
  /** Of the value, where there is one; else of the measure. */
  readonly caveat: string | null;
  readonly value: ValueRow | null;
}

/** `called` is empty where the row does not name its period. */
export type ValueRow = Pick<MeasureValue, 'asAt' | 'called' | 'value' | 'numerator' | 'denominator' | 'noData'>;

/** What a file of measures says, every row that was left out told. */
export interface MeasuresFile {
  readonly rows: readonly MeasureRow[];
  readonly rejected: readonly RejectedRow[];
}

/** The plan that a row belongs to, as far as rows name it. */
export interface MeasuredPlan {
  readonly id: string;
  readonly areas: readonly { readonly code: string; readonly title: string }[];
  readonly refs: readonly Ref[];
  readonly measures: readonly Measure[];
}

export interface MeasuresAfter {
  /** Those that are new or changed, in the order of the file. */
  readonly changed: readonly Measure[];
  readonly faults: readonly { readonly row: number; readonly message: string }[];
  /** What somebody may want to look at. */
  readonly notes: readonly string[];
}

/** @param entered by whom, and on which day */
export function measuresAfter(
  plan: MeasuredPlan,
  rows: readonly MeasureRow[],
  entered: { readonly by: Actor; readonly on: CivilDate },
): MeasuresAfter {
  const known = new Map(plan.measures.map((measure) => [plain(measure.code), measure]));
  const next = new Map<string, Measure>();
  const seen = new Map<string, number>();
  const faults: MeasuresAfter['faults'][number][] = [];
  for (const row of rows) {
    const key = plain(row.code);
    const before = next.get(key) ?? known.get(key) ?? newMeasure(plan, row, known.size + next.size);
    const after = applied(plan, before, row, entered, seen);
    if (typeof after === 'string') faults.push({ row: row.row, message: after });
    else next.set(key, after);
  }
  const changed = [...next].filter(([key, measure]) => !isSame(known.get(key), measure)).map(([, measure]) => measure);
  const all = [...new Map([...known, ...next]).values()];
  return { changed, faults, notes: [...gapsIn(all), ...withoutPolarity([...next.values()])] };
}

function newMeasure({ id }: MeasuredPlan, { code, name }: MeasureRow, order: number): Measure {
  const about = { plan: id, code, name: name ?? code, order, area: null, ref: null } as const;
  const how = { period: 'quarter', unit: '', polarity: 'neither', target: null, targetBy: null } as const;
  return { ...about, ...how, comparator: null, caveat: null, ended: false, values: [] };
}

/** The measure with what a row says of it; a string is the fault of the row. */
function applied(
  plan: MeasuredPlan,
  before: Measure,
  row: MeasureRow,
  entered: { readonly by: Actor; readonly on: CivilDate },
  seen: Map<string, number>,
): Measure | string {
  const place = row.place === null ? before : placeIn(plan, row.place);
  if (typeof place === 'string') return place;
  const unlike = unlikeBefore(before, row);
  if (unlike !== null) return unlike;
  const measure: Measure = {
    ...before,
    ...{ area: place.area, ref: place.ref, ended: false },
    name: row.name ?? before.name,
    period: row.period ?? before.period,
    unit: row.unit ?? before.unit,
    polarity: row.polarity ?? before.polarity,
    target: row.target ?? before.target,
    targetBy: row.targetBy ?? before.targetBy,
    comparator: row.comparator ?? before.comparator,
    caveat: row.value === null ? (row.caveat ?? before.caveat) : before.caveat,
  };
  if (row.value === null) return measure;
  const fault = valueFault(measure, row.value);
  if (fault !== null) return fault;
  const key = `${plain(row.code)} ${row.value.asAt}`;
  const other = seen.get(key);
  if (other !== undefined) {
    return `“${row.code}” has a value as at ${asPrinted(row.value.asAt)} in row ${String(other)} already.`;
  }
  seen.set(key, row.row);
  return withValue(measure, { ...row.value, caveat: row.caveat, ...entered });
}

/** Values of another kind of period or in another unit are not to be compared with those that there are. */
function unlikeBefore({ code, period, unit, values }: Measure, row: MeasureRow): string | null {
  if (values.length === 0) return null;
  const changes = [
    ...(row.period === null || row.period === period ? [] : ['its period']),
    ...(row.unit === null || row.unit === unit ? [] : ['its unit']),
  ];
  if (changes.length === 0) return null;
  return `“${code}” has values already, which could not be compared with others once ${changes.join(' and ')} changed. End it with: measures end, and give the new measure a code of its own.`;
}

/** The measure with one value more, or another one of that day. The same again is kept as it was entered first. */
export function withValue(measure: Measure, value: MeasureValue): Measure {
  const named = { ...value, called: value.called === '' ? calledBy(measure.period, value.asAt) : value.called };
  const before = measure.values.find(({ asAt }) => asAt === named.asAt);
  const kept = before !== undefined && isSameValue(before, named) ? before : named;
  const others = measure.values.filter(({ asAt }) => asAt !== named.asAt);
  return { ...measure, values: [...others, kept].sort((a, b) => (a.asAt < b.asAt ? -1 : 1)) };
}

/** What a period is called that nobody has named: "July to September 2026". */
export function calledBy(period: MeasurePeriod, asAt: CivilDate): string {
  switch (period) {
    case 'month':
      return periodInWords({ from: `${asAt.slice(0, 7)}-01` as CivilDate, to: asAt });
    case 'quarter':
      return periodInWords({ from: quarterOf(asAt).from, to: asAt });
    case 'year':
    case 'year-to-date':
      return `year to ${asPrinted(asAt)}`;
    case 'snapshot':
      return asPrinted(asAt);
  }
}

function placeIn({ areas, refs }: MeasuredPlan, text: string): Pick<Measure, 'area' | 'ref'> | string {
  const wanted = plain(text);
  const ref = refs.find((one) => plain(one) === wanted);
  if (ref !== undefined) return { area: null, ref };
  const area = areas.find(({ code, title }) => plain(code) === wanted || plain(title) === wanted);
  if (area !== undefined) return { area: area.code, ref: null };
  const near = nearestNames(text, [...refs, ...areas.flatMap(({ code, title }) => [code, title])]);
  return `“${text}” is neither an area nor a ref of the plan.${didYouMean(near)}`;
}

/** Codes that are missing between others: "IP 4" where there are IP 3 and IP 5. */
function gapsIn(measures: readonly Measure[]): readonly string[] {
  const numbers = new Map<string, number[]>();
  for (const { code } of measures) {
    const [, prefix, digits] = /^(.*?)(\d{1,4})$/.exec(code) ?? [];
    if (prefix !== undefined && digits !== undefined) {
      numbers.set(prefix, [...(numbers.get(prefix) ?? []), Number(digits)]);
    }
  }
  return [...numbers].flatMap(([prefix, all]) => {
    const [first, last] = [Math.min(...all), Math.max(...all)];
    const missing = Array.from({ length: last - first }, (_, at) => first + at).filter((one) => !all.includes(one));
    if (missing.length === 0 || missing.length > GAPS_TOLD) return [];
    const names = missing.map((one) => `${prefix}${String(one)}`).join(', ');
    return [`${names} ${missing.length === 1 ? 'is' : 'are'} missing between the codes that there are.`];
  });
}

/** More of them are no gap, but another way to count. */
const GAPS_TOLD = 10;

function withoutPolarity(measures: readonly Measure[]): readonly string[] {
  return measures
    .filter(({ polarity, ended }) => polarity === 'neither' && !ended)
    .map(
      ({ code }) => `“${code}” does not say whether higher or lower is better, so neither better nor worse is said.`,
    );
}

function isSame(before: Measure | undefined, after: Measure): boolean {
  return before !== undefined && JSON.stringify(bare(before)) === JSON.stringify(bare(after));
}

/** In one order of its fields, and without what storage knows of its revision. */
export function bare(measure: Measure): Measure {
  const { plan, code, name, order, area, ref, period, unit, polarity, ...rest } = measure;
  const { target, targetBy, comparator, caveat, ended, values, carriedFrom } = rest;
  const about = { plan, code, name, order, area, ref, period, unit, polarity };
  const all = { ...about, target, targetBy, comparator, caveat, ended, values };
  return carriedFrom === undefined ? all : { ...all, carriedFrom };
}

function isSameValue(one: MeasureValue, other: MeasureValue): boolean {
  const fields = ['called', 'value', 'numerator', 'denominator', 'noData', 'caveat'] as const;
  return fields.every((field) => one[field] === other[field]);
}

export function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}
