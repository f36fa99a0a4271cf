import { inWords, parseCivilDate } from '../../domain/dates.js';
import { faultsOfKey, type Key } from '../../domain/key.js';
import type { Period } from '../../domain/periods.js';
import type { Plan } from '../../domain/plan.js';
import { DEFAULT_KEY } from '../../domain/policy.js';
import { isRefused, type PlanFile } from '../../domain/read-plan.js';
import { recordAct } from '../audit.js';
import { withHeldTold } from '../../domain/held-in-file.js';
import { countsOf, importPlan, isTaken } from '../import-plan.js';
import { raiseHeld } from '../raise-held.js';
import { todayOf } from '../today.js';
import { CommandError, counted, type Answer, type CommandPorts, type Common } from './answer.js';

export interface ImportWords {
  readonly bytes: Uint8Array;
  readonly plan: string;
  readonly title: string | null;
  readonly fileName: string;
  readonly dryRun: boolean;
  readonly acceptSuggestions: boolean;
  /** The year of the plan; null to take it from most of its dates. */
  readonly period: Period | null;
  /** The month in which its year starts; null for April. */
  readonly yearStarts: number | null;
  /** A file that holds the key; null for Red, Amber, Green and Complete. */
  readonly key: Uint8Array | null;
  /** Null for confidence. */
  readonly preset: Plan['preset'] | null;
}

const PLAN_ID = /^[a-z0-9-]{1,40}$/;
const APRIL = 4;

/** Loads a plan, or says what loading it would do. */
export async function importVerb(ports: CommandPorts, common: Common, words: ImportWords): Promise<Answer> {
  if (!PLAN_ID.test(words.plan)) {
    throw new CommandError('plan-id', `“${words.plan}” is no plan id. Use a-z, 0-9 and hyphens, 1 to 40 of them.`, 2);
  }
  if (common.asAt > todayOf(ports)) {
    throw new CommandError(
      'not-yet',
      `${inWords(common.asAt)} has not come. A plan can be loaded as at a day that has.`,
    );
  }
  const key = keyIn(ports, words.key);
  const yearStarts = words.yearStarts ?? monthOf(words.period) ?? APRIL;
  const reading = { knownNames: await namesKnown(ports), period: words.period, yearStarts, key, columns: [] };
  const read = await ports.readPlan(words.bytes, reading);
  if (isRefused(read)) throw new CommandError('not-a-plan', read.refused);
  const file = withHeldTold(withoutLongRefs(ports, words.plan, read));
  if (words.dryRun) {
    if (await isTaken(ports, words.plan, file)) throw planExists(words.plan);
  } else {
    const title = words.title ?? words.fileName.replace(/\.[a-z]+$/i, '');
    const { plan, acceptSuggestions } = words;
    const policy = { key, yearStarts, preset: words.preset ?? 'confidence' };
    const done = await importPlan(ports, {
      plan,
      title,
      file,
      asAt: common.asAt,
      acceptSuggestions,
      policy,
      enteredBy: common.by,
    });
    await recordAct(ports, common.by, 'plan imported', plan, done === 'exists' ? 'exists' : null);
    if (done === 'exists') throw planExists(plan);
    for (const { milestone } of (await ports.plans.contents(plan))?.milestones ?? []) await raiseHeld(ports, milestone);
  }
  const { warnings, rejected, suggestions } = file;
  const counts = countsOf(file);
  const [milestones, leads] = [counted(counts.milestones, 'milestone'), counted(counts.leads, 'lead')];
  const [areas, objectives] = [counted(counts.areas, 'area'), counted(counts.objectives, 'objective')];
  const done = words.dryRun ? 'Would load' : 'Loaded';
  const head = `${done} ${milestones} in ${areas} and ${objectives}, with ${leads}, as “${words.plan}”.`;
  return {
    json: {
      plan: words.plan,
      asAt: common.asAt,
      counts,
      warnings,
      rejected: rejected.map(({ row, cell, message, cells = [] }) => ({ row, cell, message, cells })),
      suggestions,
    },
    lines: [head, ...faultLines(file, words.acceptSuggestions)],
  };
}

function planExists(plan: string): CommandError {
  return new CommandError('plan-exists', `There is a plan “${plan}” already. Give another id with --plan.`);
}

/** `2018-04-01..2019-03-31`; null when none is given. */
export function readPeriod(text: string | undefined): Period | null {
  if (text === undefined) return null;
  const [from, to] = text.split('..').map((day) => parseCivilDate(day.trim()));
  if (from !== undefined && to !== undefined && from <= to && text.split('..').length === 2) return { from, to };
  throw new CommandError('period', `--period “${text}” is no period. Write it like 2018-04-01..2019-03-31.`, 2);
}

/** A plan of whole years from the first of a month: the month in which its year starts. */
function monthOf(period: Period | null): number | null {
  return period?.from.endsWith('-01') === true ? Number(period.from.slice(5, 7)) : null;
}

function keyIn(ports: CommandPorts, bytes: Uint8Array | null): Key {
  if (bytes === null) return DEFAULT_KEY;
  const read = ports.readKey(bytes);
  if (isRefused(read)) throw new CommandError('not-a-key', read.refused);
  const faults = faultsOfKey(read.key);
  if (faults.length > 0) throw new CommandError('key', faults.join(' '));
  return read.key;
}

/** By whom several people in one cell are told apart. */
async function namesKnown({ people }: CommandPorts): Promise<readonly string[]> {
  const officers = await people.officers();
  return officers.flatMap(({ value }) => [value.name, ...value.aliases]);
}

/** A ref that would not fit on a button is kept out now, rather than fail every card later. */
function withoutLongRefs(ports: CommandPorts, plan: string, file: PlanFile): PlanFile {
  const long = file.rows.filter((row) => !ports.fitsOnCard(plan, row.ref));
  if (long.length === 0) return file;
  const out = new Set(long.map(({ ref }) => ref));
  const rejected = long.map(({ row, ref, text }) => ({
    row,
    cell: ref,
    cells: [ref, text],
    message: `Row ${String(row)}: the ref “${ref}” and the plan id “${plan}” are too long together for a button. Give a shorter plan id, or shorten the ref.`,
  }));
  const rows = file.rows
    .filter(({ ref }) => !out.has(ref))
    .map((row) => ({
      ...row,
      sameAs: row.sameAs !== null && out.has(row.sameAs) ? null : row.sameAs,
      waitsFor: row.waitsFor.filter((ref) => !out.has(ref)),
    }));
  const suggestions = file.suggestions.filter(({ ref }) => !out.has(ref));
  return { ...file, rows, suggestions, rejected: [...file.rejected, ...rejected] };
}

function faultLines({ warnings, rejected, suggestions }: PlanFile, accepted: boolean): string[] {
  const applied = accepted ? 'suggested and applied' : 'suggested, not applied without --accept-suggestions';
  return [
    ...(warnings.length === 0 ? [] : ['', `${String(warnings.length)} to look at:`]),
    // Each message names its row itself.
    ...warnings.map((fault) => `  ${fault.ref === null ? '' : `${fault.ref}: `}${fault.message}`),
    ...(rejected.length === 0 ? [] : ['', `${String(rejected.length)} kept out:`]),
    ...rejected.map((fault) => `  ${fault.message}`),
    ...(suggestions.length === 0 ? [] : ['', `${String(suggestions.length)} ${applied}:`]),
    ...suggestions.map((one) => `  ${one.ref}: ${one.state}, ${one.because}`),
  ];
}
