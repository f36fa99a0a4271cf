/** Performance measures: context for a summary, never a milestone's rating. */
import { yearBefore, type CivilDate } from './dates.js';
import type { Actor, PlanId, Ref } from './plan.js';

/** What one value covers. Like is compared with like only. */
export const MEASURE_PERIODS = ['month', 'quarter', 'year', 'year-to-date', 'snapshot'] as const;
export type MeasurePeriod = (typeof MEASURE_PERIODS)[number];

/** Which way is good. */
export const POLARITIES = ['higher', 'lower', 'neither'] as const;
export type Polarity = (typeof POLARITIES)[number];

/** One value, or why there is none. */
export interface MeasureValue {
  /** The last day that it covers: different from every other of the measure. */
  readonly asAt: CivilDate;
  /** As people call the period: "Quarter 2". */
  readonly called: string;
  /** Null where there is no data; then `noData` says why. */
  readonly value: number | null;
  /** "113 of 190": both or neither. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly noData: string | null;
  readonly caveat: string | null;
  readonly by: Actor;
  /** The day on which it was entered. */
  readonly on: CivilDate;
}

export interface Measure {
  readonly plan: PlanId;
  /** Different from every other of the plan: "IP 4". */
  readonly code: string;
  readonly name: string;
  readonly order: number;
  /** The area, or the milestone, beside which it is shown; null for the plan itself. */
  readonly area: string | null;
  readonly ref: Ref | null;
  readonly period: MeasurePeriod;
  /** "%", "days"; empty for a plain number. */
  readonly unit: string;
  readonly polarity: Polarity;
  readonly target: number | null;
  /** The day by which the target is to be reached; null where it holds for every period. */
  readonly targetBy: CivilDate | null;
  /** "statistical neighbours", with their value. */
  readonly comparator: { readonly name: string; readonly value: number } | null;
  readonly caveat: string | null;
  /** It is shown no more. */
  readonly ended: boolean;
  /** Oldest first. */
  readonly values: readonly MeasureValue[];
  /** Of one that came from a plan whose year is over. */
  readonly carriedFrom?: { readonly plan: PlanId; readonly code: string } | undefined;
}

/** A count of everything so far, so that one can say how many there are of those there should be. */
export function isTotal({ period, unit }: Measure, { denominator }: MeasureValue): boolean {
  return (period === 'year-to-date' || period === 'snapshot') && unit !== '%' && denominator === null;
}

/**
 * What a value is compared with: the one before it. A year to date begins anew with each year, so the same point of the
 * year before comes first, else one of the same year; never the end of another.
 */
export function likeBefore({ period, values }: Measure, now: MeasureValue, yearStarts: number): MeasureValue | null {
  const earlier = values.filter(({ asAt }) => asAt < now.asAt);
  if (period !== 'year-to-date') return earlier.at(-1) ?? null;
  const point = yearBefore(now.asAt).slice(0, 7);
  const alike = earlier.filter(({ asAt }) => asAt.startsWith(point)).at(-1);
  const year = yearOf(now.asAt, yearStarts);
  return alike ?? earlier.filter(({ asAt }) => yearOf(asAt, yearStarts) === year).at(-1) ?? null;
}

/** The calendar year in which a plan's year began. */
function yearOf(day: CivilDate, yearStarts: number): number {
  const year = Number(day.slice(0, 4));
  return Number(day.slice(5, 7)) >= yearStarts ? year : year - 1;
}

/** So much may a value differ from its own numerator and denominator: it was rounded, or cut. */
const ROUNDED = 0.1;

/** What is wrong with a value, in a sentence; null for nothing. */
export function valueFault(
  { unit }: Pick<Measure, 'unit'>,
  { value, numerator, denominator, noData }: Pick<MeasureValue, 'value' | 'numerator' | 'denominator' | 'noData'>,
): string | null {
  if (value === null) {
    if (numerator !== null || denominator !== null) return 'it has a numerator or denominator, but no value.';
    return noData === null || noData.trim() === '' ? 'it has no value, and no reason why there is no data.' : null;
  }
  if (noData !== null) return 'it has a value and a reason why there is no data. Only one of them can be.';
  if ((numerator === null) !== (denominator === null))
    return 'a numerator needs a denominator, and the other way about.';
  if (numerator === null || denominator === null) return null;
  if (denominator <= 0 || numerator < 0) return `${String(numerator)} of ${String(denominator)} cannot be.`;
  if (unit !== '%') return null;
  if (numerator > denominator) return `${String(numerator)} of ${String(denominator)} is more than all of them.`;
  const worked = (numerator / denominator) * 100;
  if (Math.abs(worked - value) <= ROUNDED) return null;
  const exact = worked.toFixed(1);
  return `${String(numerator)} of ${String(denominator)} is ${exact} %, and the value says ${String(value)}.`;
}
