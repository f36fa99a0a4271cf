/** What is said of measures, in words. */
import { addDays, asPrinted, yearBefore, type CivilDate } from './dates.js';
import { isTotal, type Measure, type MeasurePeriod, type MeasureValue, type Polarity } from './measures.js';

export const PERIOD_WORDS: Readonly<Record<MeasurePeriod, string>> = {
  month: 'month',
  quarter: 'quarter',
  year: 'year',
  'year-to-date': 'year to date',
  snapshot: 'on a day',
};

export const POLARITY_WORDS: Readonly<Record<Polarity, string>> = {
  higher: 'higher is better',
  lower: 'lower is better',
  neither: 'neither higher nor lower is better',
};

/** "1,234.5 days", "59.4 %": as many places as were given, three at most. */
export function numberInWords(value: number, unit: string): string {
  const digits = value.toLocaleString('en-GB', { maximumFractionDigits: 3 });
  return unit === '' ? digits : `${digits} ${unit}`;
}

/** "113 of 190 (59.4 %)", "38 days", "no data, because the system was changed". */
export function valueInWords(
  { unit }: Pick<Measure, 'unit'>,
  { value, numerator, denominator, noData }: Pick<MeasureValue, 'value' | 'numerator' | 'denominator' | 'noData'>,
): string {
  if (value === null) return noData === null ? 'no data' : `no data, because ${noData}`;
  const figure = numberInWords(value, unit);
  if (numerator === null || denominator === null) return figure;
  return `${numberInWords(numerator, '')} of ${numberInWords(denominator, '')} (${figure})`;
}

export function targetInWords({ target, targetBy, unit }: Measure): string | null {
  if (target === null) return null;
  const figure = numberInWords(target, unit);
  return targetBy === null ? figure : `${figure} by ${asPrinted(targetBy)}`;
}

export function comparatorInWords({ comparator, unit }: Measure): string | null {
  return comparator === null ? null : `${comparator.name}: ${numberInWords(comparator.value, unit)}`;
}

/**
 * How it went since the like period before, by what is good: null where that cannot be said. A running total grows with
 * the year, which is no news.
 */
export function directionOf(measure: Measure, now: MeasureValue, before: MeasureValue): string | null {
  if (now.value === null || before.value === null) return null;
  const samePoint = yearBefore(now.asAt).slice(0, 7) === before.asAt.slice(0, 7);
  if (measure.period === 'year-to-date' && isTotal(measure, now) && !samePoint) return null;
  if (now.value === before.value) return 'no change';
  const up = now.value > before.value;
  if (measure.polarity === 'neither') return up ? 'higher' : 'lower';
  return up === (measure.polarity === 'higher') ? 'better' : 'worse';
}

/** "5 of 26 at half year"; "59.4 % against 75 % at half year" where nothing adds up to the target. */
export function runRateOf(measure: Measure, now: MeasureValue): string | null {
  const { target, targetBy, unit } = measure;
  if (target === null || targetBy === null || now.value === null) return null;
  const share = timeGone(measure, now.asAt, targetBy);
  if (isTotal(measure, now)) return `${numberInWords(now.value, '')} of ${numberInWords(target, unit)} ${share}`;
  return `${numberInWords(now.value, unit)} against ${numberInWords(target, unit)} ${share}`;
}

/** How much of the time to the target is gone: of its year, or, for a target further away, since the first value. */
function timeGone({ values }: Measure, asAt: CivilDate, targetBy: CivilDate): string {
  if (asAt >= targetBy) return asAt === targetBy ? 'on the day of the target' : 'after the day of the target';
  const year = addDays(yearBefore(targetBy), 1);
  const from = asAt >= year ? year : (values[0]?.asAt ?? asAt);
  const share = daysFrom(from, addDays(asAt, 1)) / daysFrom(from, addDays(targetBy, 1));
  const whole = asAt < year ? [] : PARTS_OF_YEAR;
  const part = whole.find(([of]) => Math.abs(of - share) < 0.02);
  return part?.[1] ?? `with ${String(Math.round(share * 100))} % of the time gone`;
}

const PARTS_OF_YEAR = [
  [0.25, 'at a quarter of the year'],
  [0.5, 'at half year'],
  [0.75, 'at three quarters of the year'],
] as const;

function daysFrom(from: CivilDate, to: CivilDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
