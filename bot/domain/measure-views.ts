/** Measures as readers see them. */
import type { CivilDate } from './dates.js';
import {
  comparatorInWords,
  directionOf,
  PERIOD_WORDS,
  POLARITY_WORDS,
  runRateOf,
  targetInWords,
  valueInWords,
} from './measure-words.js';
import { likeBefore, type Measure, type MeasureValue } from './measures.js';
import type { Ref } from './plan.js';

/** One value in words; `figures` is empty where there is no data. */
export interface MeasureValueView {
  /** "Quarter 2". */
  readonly called: string;
  /** "113 of 190 (59.4 %)"; "no data, because the system was changed"; "fewer than 5" where the number is withheld. */
  readonly words: string;
  readonly asAt: CivilDate;
  /** As a number, for tables; null where there is no data, or it is withheld. */
  readonly value: number | null;
  readonly caveat: string | null;
  /** The number is under the plan's threshold: withheld from the public, flagged for everybody else. */
  readonly small: boolean;
}

/** A measure beside its milestone, its area or its plan: context, never a rating. */
export interface MeasureView {
  readonly code: string;
  readonly name: string;
  /** The area, or the milestone, beside which it stands; both null for the plan itself. */
  readonly area: string | null;
  readonly ref: Ref | null;
  /** "quarter", "year to date". */
  readonly period: string;
  readonly unit: string;
  /** "higher is better". */
  readonly polarity: string;
  /** "75 % by 31 March 2027"; null where none is set. */
  readonly target: string | null;
  /** "statistical neighbours: 61 %". */
  readonly comparator: string | null;
  readonly caveat: string | null;
  /** The newest; null while there is none. */
  readonly now: MeasureValueView | null;
  /** The like period before it: never of another kind, and never of another year to date. */
  readonly before: MeasureValueView | null;
  /** "better", "worse", "no change"; null where that cannot be said. */
  readonly direction: string | null;
  /** "5 of 26 at half year"; null where there is no target to run towards. */
  readonly runRate: string | null;
}

/** How the words are told. */
export interface MeasureReaders {
  /** The public may read them: small numbers are withheld. */
  readonly isPublic: boolean;
  /** The plan's threshold. */
  readonly smallNumber: number;
  /** The month (1 to 12) in which the plan's years start. */
  readonly yearStarts: number;
}

/** Those that are not ended, in their order, as they stood on a day. */
export function measureViews(
  measures: readonly Measure[],
  today: CivilDate,
  readers: MeasureReaders = { isPublic: false, smallNumber: 5, yearStarts: 4 },
): readonly MeasureView[] {
  return [...measures]
    .filter(({ ended }) => !ended)
    .sort((a, b) => a.order - b.order)
    .map((measure) => viewOf(measure, today, readers));
}

function viewOf(measure: Measure, today: CivilDate, readers: MeasureReaders): MeasureView {
  const known = measure.values.filter(({ asAt }) => asAt <= today);
  const now = known.at(-1) ?? null;
  const before = now === null ? null : likeBefore(measure, now, readers.yearStarts);
  const shown = [now, before].map((one) => (one === null ? null : valueView(measure, one, readers)));
  const withheld = readers.isPublic && shown.some((one) => one?.small === true);
  return {
    ...{ code: measure.code, name: measure.name, area: measure.area, ref: measure.ref, unit: measure.unit },
    period: PERIOD_WORDS[measure.period],
    polarity: POLARITY_WORDS[measure.polarity],
    target: targetInWords(measure),
    comparator: comparatorInWords(measure),
    caveat: measure.caveat,
    now: shown[0] ?? null,
    before: shown[1] ?? null,
    // Of what is withheld nothing is told that it could be worked out from.
    direction: withheld || now === null || before === null ? null : directionOf(measure, now, before),
    runRate: withheld || now === null ? null : runRateOf(measure, now),
  };
}

function valueView(measure: Measure, value: MeasureValue, { isPublic, smallNumber }: MeasureReaders): MeasureValueView {
  const small = isSmall(measure, value, smallNumber);
  const withheld = isPublic && small;
  return {
    called: value.called,
    words: withheld ? `fewer than ${String(smallNumber)}` : valueInWords(measure, value),
    asAt: value.asAt,
    value: withheld ? null : value.value,
    caveat: value.caveat,
    small,
  };
}

/** A count of people or cases below the threshold; nought tells of nobody. */
function isSmall({ unit }: Measure, { value, numerator, denominator }: MeasureValue, threshold: number): boolean {
  const counts = denominator === null ? (unit === '' ? [value] : []) : [numerator, denominator];
  return counts.some((count) => count !== null && count > 0 && count < threshold);
}
