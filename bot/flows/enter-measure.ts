import { measureForm, measureValueTyped, type MeasureFormView, type MeasureTyped } from '../domain/measure-form.js';
import { bare, withValue } from '../domain/measure-rows.js';
import type { Measure, MeasureValue } from '../domain/measures.js';
import { asPrinted, yearBefore, type CivilDate } from '../domain/dates.js';
import type { OfficerId, PlanId } from '../domain/plan.js';
import { heldRefusal } from '../domain/reasons.js';
import { mayDo, type Standing } from '../domain/rights.js';
import { standingsFor, standingsOn } from '../domain/standing.js';
import { isRunning } from '../domain/year-over.js';
import { readTypedDate } from '../domain/typed-date.js';
import { valueInWords } from '../domain/measure-words.js';
import { recordAct } from './audit.js';
import { saveMeasures } from './change-measures.js';
import { readDirectory, type Directory } from './directory.js';
import { readablePlans } from './everything.js';
import type { PlanContents, Ports, Revision } from './ports.js';
import { todayOf } from './today.js';

/** Who wants to see or enter a measure. */
export interface Enterer {
  readonly id: OfficerId;
  readonly admin: boolean;
}

export interface EnterableMeasure {
  readonly contents: PlanContents;
  readonly measure: Measure & Revision;
}

/** The measures of plans whose year runs that somebody may enter, plan by plan in their order. */
export async function enterableBy(ports: Ports, enterer: Enterer): Promise<readonly EnterableMeasure[]> {
  const directory = await readDirectory(ports.people);
  const running = (await readablePlans(ports)).filter(({ plan }) => isRunning(plan));
  return running.flatMap((contents) =>
    contents.measures
      .filter((measure) => !measure.ended && mayEnter(ports, directory, enterer, { contents, measure }))
      .map((measure) => ({ contents, measure })),
  );
}

function mayEnter(
  ports: Ports,
  { officers }: Directory,
  { id, admin }: Enterer,
  { contents, measure }: EnterableMeasure,
): boolean {
  const { plan, areas, milestones } = contents;
  const areaOf = (code: string | null) => areas.find((one) => one.code === code);
  const milestone = milestones.find((one) => one.milestone.ref === measure.ref)?.milestone;
  const standings: readonly Standing[] =
    milestone === undefined
      ? standingsFor(id, { area: areaOf(measure.area) ?? null, plan }, officers)
      : standingsOn(id, { milestone, area: areaOf(milestone.area), plan }, officers, todayOf(ports));
  return mayDo('measure', { standings: [...standings, ...(admin ? (['admin'] as const) : [])] });
}

/** The form of one, with what was typed into it; null where there is none that they may enter: which is on record. */
export async function measureFormFor(
  ports: Ports,
  enterer: Enterer,
  { plan, code, typed }: Pick<MeasureOrder, 'plan' | 'code'> & { readonly typed?: MeasureTyped | undefined },
): Promise<MeasureFormView | null> {
  const found = await foundFor(ports, enterer, plan, code);
  const given = typed === undefined ? {} : { typed };
  return found === null ? null : measureForm(found.contents.plan, found.measure, todayOf(ports), given);
}

async function foundFor(ports: Ports, enterer: Enterer, plan: PlanId, code: string): Promise<EnterableMeasure | null> {
  const all = await enterableBy(ports, enterer);
  const found = all.find(({ contents, measure }) => contents.plan.id === plan && measure.code === code) ?? null;
  if (found === null)
    await recordAct(ports, { kind: 'officer', id: enterer.id }, 'measure entered', `${plan} ${code}`, 'not theirs');
  return found;
}

export interface MeasureOrder {
  readonly plan: PlanId;
  readonly code: string;
  /** Of the measure on which the form was made. */
  readonly rev: number;
  readonly typed: MeasureTyped;
}

/** Saves one value with its history. The same again changes nothing; what others entered meanwhile is not lost unseen. */
export async function enterMeasure(
  ports: Ports,
  enterer: Enterer,
  order: MeasureOrder,
): Promise<MeasureFormView | null> {
  const found = await foundFor(ports, enterer, order.plan, order.code);
  if (found === null) return null;
  const { contents, measure } = found;
  const { typed } = order;
  const today = todayOf(ports);
  const shown = (error: MeasureFormView['error']): MeasureFormView | null =>
    measureForm(contents.plan, measure, today, { typed, error });
  const day = dayIn(ports, typed.asat ?? '', today);
  if (day === null) return shown({ field: 'asat', message: WHICH_DAY });
  if (day > today) return shown({ field: 'asat', message: `${asPrinted(day)} has not come.` });
  const value = measureValueTyped(measure, typed, day);
  if (value === null || 'message' in value) return shown(value);
  const held = heldIn(value, contents.plan.smallNumber);
  if (held !== null) return shown(held);
  const after = withValue(measure, { ...value, by: { kind: 'officer', id: enterer.id }, on: today });
  if (JSON.stringify(bare(after)) === JSON.stringify(bare(measure))) {
    return measureForm(contents.plan, measure, today, { typed: {}, done: true });
  }
  const other = measure.values.find(({ asAt }) => asAt === value.asAt);
  if (measure.rev !== order.rev && other !== undefined) {
    const stands = valueInWords(measure, other);
    return shown({
      field: 'value',
      message: `Somebody entered ${stands} for that day meanwhile. Save again to replace it.`,
    });
  }
  const by = { kind: 'officer', id: enterer.id } as const;
  const saved = await saveMeasures(ports, order.plan, contents.measures, [after], { by, why: 'measure entered' });
  if (saved === 'conflict')
    return shown({ field: 'value', message: 'Somebody else changed it at this moment. Save again.' });
  return measureForm(contents.plan, { ...after, rev: measure.rev + 1 }, today, { typed: {}, done: true });
}

/** Words of a value that nobody could clear: said of the box in which they stand. */
function heldIn(
  { noData, caveat }: Pick<MeasureValue, 'noData' | 'caveat'>,
  smallNumber: number,
): MeasureFormView['error'] {
  const boxes = [
    { field: 'nodata', text: noData ?? '' },
    { field: 'caveat', text: caveat ?? '' },
  ] as const;
  return (
    boxes.flatMap(({ field, text }) => {
      const held = heldRefusal([text], smallNumber, 'it stands in the summary');
      return held === null ? [] : [{ field, message: held.message }];
    })[0] ?? null
  );
}

/** A day without its year is the last one of its name, not the next. */
function dayIn({ calendar }: Ports, text: string, today: CivilDate): CivilDate | null {
  const { date } = readTypedDate(text, { today, calendar });
  return date !== null && date > today && !/\d{4}/.test(text) ? yearBefore(date) : date;
}

const WHICH_DAY = 'That is not a day. Write it like 30 September 2026.';
