/** One measure as somebody enters it on a card. */
import { calledBy } from './measure-rows.js';
import { sharesIn } from './measure-cells.js';
import { measureViews, type MeasureView } from './measure-views.js';
import { valueFault, type Measure, type MeasurePeriod, type MeasureValue } from './measures.js';
import { addDays, asPrinted, yearBefore, type CivilDate } from './dates.js';
import { quarterOf } from './periods.js';
import type { Plan } from './plan.js';
import type { CardLink } from './views.js';

/** As typed: the last day of the period, the value, or why there is none, and what one has to know of it. */
export const MEASURE_FIELDS = ['asat', 'value', 'nodata', 'caveat'] as const;
export type MeasureField = (typeof MEASURE_FIELDS)[number];
export type MeasureTyped = Partial<Readonly<Record<MeasureField, string>>>;

export interface MeasureFormView {
  readonly link: CardLink;
  readonly planTitle: string;
  readonly measure: MeasureView;
  readonly typed: MeasureTyped;
  readonly error: { readonly field: MeasureField; readonly message: string } | null;
  /** It was saved: the card shows how it stands now. */
  readonly done: boolean;
}

/** The form of a measure; on an empty one the day of the last period that has ended is filled in. */
export function measureForm(
  plan: Plan,
  measure: Measure & { readonly rev: number },
  today: CivilDate,
  given: Partial<Pick<MeasureFormView, 'typed' | 'error' | 'done'>> = {},
): MeasureFormView | null {
  const readers = { isPublic: false, smallNumber: plan.smallNumber, yearStarts: plan.yearStarts };
  const [view] = measureViews([measure], today, readers);
  if (view === undefined) return null;
  return {
    link: { plan: plan.id, ref: measure.code, rev: measure.rev },
    planTitle: plan.title,
    measure: view,
    typed: given.typed ?? { asat: asPrinted(lastEnd(measure.period, plan.yearStarts, today)) },
    error: given.error ?? null,
    done: given.done ?? false,
  };
}

/** The last day of the last period that has ended. */
export function lastEnd(period: MeasurePeriod, yearStarts: number, today: CivilDate): CivilDate {
  const month = addDays(`${today.slice(0, 7)}-01` as CivilDate, -1);
  switch (period) {
    case 'month':
      return month;
    case 'quarter':
    case 'year-to-date':
      return addDays(quarterOf(today).from, -1);
    case 'year': {
      const start = `${today.slice(0, 4)}-${String(yearStarts).padStart(2, '0')}-01` as CivilDate;
      return addDays(start <= today ? start : yearBefore(start), -1);
    }
    case 'snapshot':
      return today;
  }
}

/** What was typed, as it is kept; else what is wrong with it. */
export function measureValueTyped(
  measure: Measure,
  typed: MeasureTyped,
  asAt: CivilDate,
):
  | Pick<MeasureValue, 'asAt' | 'called' | 'value' | 'numerator' | 'denominator' | 'noData' | 'caveat'>
  | MeasureFormView['error'] {
  const [value = '', noData = '', caveat = ''] = [typed.value, typed.nodata, typed.caveat].map(
    (one) => one?.trim() ?? '',
  );
  const bare = measure.unit === '' ? value : value.replace(new RegExp(` ?${escaped(measure.unit)}$`, 'i'), '');
  const shares = sharesIn(bare, '', '');
  if (typeof shares === 'string') return { field: 'value', message: shares };
  const none = noData === '' ? null : noData;
  const fault = valueFault(measure, { ...shares, noData: none });
  if (fault !== null) return { field: shares.value === null ? 'nodata' : 'value', message: fault };
  const called = measure.values.find((one) => one.asAt === asAt)?.called ?? calledBy(measure.period, asAt);
  return { asAt, called, ...shares, noData: none, caveat: caveat === '' ? null : caveat };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
