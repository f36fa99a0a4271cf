/** Measures at the command line: loaded from a file, listed, entered, ended. */
import { asPrinted, type CivilDate } from '../../domain/dates.js';
import { findingsIn, isHeld } from '../../domain/guard.js';
import { measureViews, type MeasureView } from '../../domain/measure-views.js';
import { measuresAfter, plain, withValue, type MeasuresAfter } from '../../domain/measure-rows.js';
import { valueFault, type Measure } from '../../domain/measures.js';
import { didYouMean, nearestNames } from '../../domain/nearest.js';
import { isRefused } from '../../domain/read-plan.js';
import { yearOver } from '../../domain/year-over.js';
import { heldRefusal } from '../../domain/reasons.js';
import { textsOfMeasure } from '../../domain/told-measures.js';
import { planAsAt } from '../as-at.js';
import { recordAct } from '../audit.js';
import { saveMeasures } from '../change-measures.js';
import type { PlanContents, Revision } from '../ports.js';
import { todayOf } from '../today.js';
import { CommandError, counted, type Answer, type CommandPorts, type Common } from './answer.js';
import { notLoadedBy } from './loaded.js';
import { planOf } from './plan-verbs.js';

/** Loads a file; every row that cannot be taken is told, and the rest is. */
export async function measuresImportVerb(
  ports: CommandPorts,
  common: Common,
  words: { readonly plan: string; readonly bytes: Uint8Array; readonly dryRun: boolean },
): Promise<Answer> {
  const contents = await planOf(ports, words.plan);
  const read = ports.readMeasures(words.bytes);
  if (isRefused(read)) throw new CommandError('not-measures', read.refused);
  const entered = { by: common.by, on: todayOf(ports) };
  // Its card names it on its buttons.
  const fits = (code: string): boolean => ports.fitsOnCard(words.plan, code);
  const after = measuresAfter(
    measuredPlan(contents),
    read.rows.filter(({ code }) => fits(code)),
    entered,
  );
  const tooLong = read.rows.filter(({ code }) => !fits(code)).map(({ row }) => ({ row, message: TOO_LONG }));
  if (!words.dryRun) await save(ports, common, contents, after.changed, 'measures loaded');
  const faults = [...after.faults, ...tooLong].map(({ row, message }) => {
    return { row, cell: read.rows.find((one) => one.row === row)?.code ?? '', message: leftOut(row, message) };
  });
  const rejected = [...read.rejected, ...faults].sort((a, b) => a.row - b.row);
  const codes = after.changed.map(({ code }) => code);
  const notes = [...after.notes, ...heldNotes(contents, after.changed)];
  return {
    json: { asAt: common.asAt, plan: words.plan, dryRun: words.dryRun, changed: codes, rejected, notes },
    lines: importLines(words.dryRun, { ...after, notes }, rejected),
  };
}

/** What of it the guard holds: nobody clears it, so it is to be said in other words. Not said again of what was there. */
function heldNotes({ plan, measures }: PlanContents, changed: readonly Measure[]): readonly string[] {
  return changed.flatMap((measure) => {
    const known = measures.filter(({ code }) => code === measure.code).flatMap(textsOfMeasure);
    const fresh = textsOfMeasure(measure).filter((text) => !known.includes(text));
    const found = fresh.flatMap((text) => findingsIn(text, plan.smallNumber)).filter(isHeld);
    return found.map(({ words, looksLike }) => {
      return `“${words}” of ${measure.code} looks like ${looksLike}. Others read that it is held: say it in other words and load it again.`;
    });
  });
}

const TOO_LONG = 'its code and the id of the plan are too long together. Give it a shorter code.';

function leftOut(row: number, why: string): string {
  return `Row ${String(row)} was left out: ${why}`;
}

function importLines(
  dryRun: boolean,
  { changed, notes }: MeasuresAfter,
  rejected: readonly { readonly message: string }[],
): readonly string[] {
  const what = changed.length === 0 ? 'Nothing is new.' : `${counted(changed.length, 'measure')} new or changed:`;
  return [
    dryRun ? `${what} Nothing was written.` : what,
    ...changed.map(({ code, name, values }) => `  ${code}  ${name} (${counted(values.length, 'value')})`),
    ...notes.map((note) => `Note: ${note}`),
    ...(rejected.length === 0 ? [] : [`${counted(rejected.length, 'row')} left out:`]),
    ...rejected.map(({ message }) => `  ${message}`),
  ];
}

export async function measuresVerb(ports: CommandPorts, common: Common, id: string): Promise<Answer> {
  const { plan } = await planOf(ports, id);
  const then = await planAsAt(ports, id, common.asAt);
  if (then === null) throw notLoadedBy(id, common.asAt, plan.importedOn);
  const readers = { isPublic: false, smallNumber: plan.smallNumber, yearStarts: plan.yearStarts };
  const measures = measureViews(then.measures, common.asAt, readers);
  const none = `The plan “${id}” has no measures. Load some with: measures import FILE --plan ${id}`;
  return {
    json: { asAt: common.asAt, plan: id, measures },
    lines: measures.length === 0 ? [none] : measures.flatMap(linesOf),
  };
}

function linesOf(view: MeasureView): readonly string[] {
  const { code, name, ref, area, period, now, before, direction, runRate, target, comparator, polarity } = view;
  const place = ref ?? area;
  const small = now?.small === true ? ' (a small number: withheld where the public reads)' : '';
  const values = [
    now === null ? 'no value yet' : `${now.called}: ${now.words}${small}`,
    ...(before === null ? [] : [`${before.called}: ${before.words}`]),
    ...(direction === null ? [] : [direction]),
  ];
  const rest = [
    ...(target === null ? [] : [`target ${target}`]),
    ...(runRate === null ? [] : [runRate]),
    ...(comparator === null ? [] : [comparator]),
    polarity,
  ];
  const caveats = [view.caveat, now?.caveat ?? null].flatMap((caveat) =>
    caveat === null ? [] : [`          ${caveat}`],
  );
  return [
    `${code}  ${name}${place === null ? '' : ` (${place})`}, ${period}`,
    `          ${values.join('; ')}`,
    `          ${rest.join('; ')}`,
    ...caveats,
  ];
}

export interface MeasureWords {
  readonly plan: string;
  readonly code: string;
  readonly asAt: CivilDate;
  readonly called: string | null;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly noData: string | null;
  readonly caveat: string | null;
}

/** Enters one value, or takes another one in its place. */
export async function measureSetVerb(ports: CommandPorts, common: Common, words: MeasureWords): Promise<Answer> {
  const contents = await planOf(ports, words.plan);
  const measure = measureOf(contents, words.code);
  const today = todayOf(ports);
  if (words.asAt > today) {
    throw new CommandError('not-yet', `${asPrinted(words.asAt)} has not come: no value can be known of it.`);
  }
  const { value, numerator, denominator, noData, caveat } = words;
  const fault = valueFault(measure, { value, numerator, denominator, noData });
  if (fault !== null) throw new CommandError('value', `“${measure.code}”: ${fault}`);
  const said = [words.called, noData, caveat].flatMap((text) => text ?? []);
  const held = heldRefusal(said, contents.plan.smallNumber, 'it stands in the summary');
  if (held !== null) throw new CommandError(held.code, `“${measure.code}”: ${held.message}`);
  const before = measure.values.find(({ asAt }) => asAt === words.asAt);
  const after = withValue(measure, {
    ...{
      asAt: words.asAt,
      called: words.called ?? before?.called ?? '',
      value,
      numerator,
      denominator,
      noData,
      caveat,
    },
    ...{ by: common.by, on: today },
  });
  await save(ports, common, contents, [after], 'measure entered');
  const [view] = measureViews([{ ...after, ended: false }], today);
  return {
    json: { asAt: common.asAt, plan: words.plan, code: measure.code, measure: view },
    lines: view === undefined ? [] : linesOf(view),
  };
}

/** A measure that is shown no more; what it was stays in the history. */
export async function measureEndVerb(
  ports: CommandPorts,
  common: Common,
  words: { readonly plan: string; readonly code: string },
): Promise<Answer> {
  const contents = await planOf(ports, words.plan);
  const measure = measureOf(contents, words.code);
  if (measure.ended) throw new CommandError('nothing-changed', `“${measure.code}” has ended already.`);
  await save(ports, common, contents, [{ ...measure, ended: true }], 'measure ended');
  const line = `“${measure.code}” is shown no more. A row of it in a file that is loaded brings it back.`;
  return { json: { asAt: common.asAt, plan: words.plan, ended: measure.code }, lines: [line] };
}

/** A number as it is typed after an option. */
export function readNumber(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const number = Number(text.trim().replace(/%$/, '').replaceAll(',', ''));
  if (text.trim() !== '' && Number.isFinite(number)) return number;
  throw new CommandError('number', `--${name} “${text}” is not a number.`, 2);
}

function measuredPlan({ plan, areas, milestones, measures }: PlanContents) {
  return { id: plan.id, areas, refs: milestones.map(({ milestone }) => milestone.ref), measures };
}

function measureOf({ plan, measures }: PlanContents, code: string): Measure & Revision {
  const found = measures.find((one) => plain(one.code) === plain(code));
  if (found !== undefined) return found;
  const near = didYouMean(
    nearestNames(
      code,
      measures.map((one) => one.code),
    ),
  );
  throw new CommandError('no-such-measure', `The plan “${plan.id}” has no measure “${code}”.${near}`);
}

async function save(
  ports: CommandPorts,
  common: Common,
  { plan, measures }: PlanContents,
  changed: readonly Measure[],
  why: string,
): Promise<void> {
  if (changed.length === 0) return;
  const over = yearOver(plan);
  if (over !== null) {
    await recordAct(ports, common.by, why, plan.id, over.code);
    throw new CommandError(over.code, over.message);
  }
  const outcome = await saveMeasures(ports, plan.id, measures, changed, { by: common.by, why });
  if (outcome === 'conflict') {
    throw new CommandError('changed-meanwhile', 'Somebody else changed it at the same moment. Say it again.');
  }
  await recordAct(ports, common.by, why, `${plan.id} ${changed.map(({ code }) => code).join(' ')}`.slice(0, 200));
}
