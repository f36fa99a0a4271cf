import { inWords } from '../../domain/dates.js';
import { faultRows } from '../../domain/fault-report.js';
import { decided, openDecisions } from '../../domain/plan-decide.js';
import { isBetween } from '../../domain/plan-decisions.js';
import type { Plan } from '../../domain/plan.js';
import { isRefused, type PlanFile } from '../../domain/read-plan.js';
import { recordAct } from '../audit.js';
import { withHeldTold } from '../../domain/held-in-file.js';
import { countsOf, importPlan, isTaken } from '../import-plan.js';
import type { PlanOutline } from '../ports.js';
import { raiseHeld } from '../raise-held.js';
import { differenceTo } from '../reimport.js';
import { withMapping } from '../../domain/plan-mapping.js';
import { todayOf } from '../today.js';
import { withoutLongRefs } from '../without-long-refs.js';
import { CommandError, counted, type Answer, type CommandPorts, type Common } from './answer.js';
import { faultLines } from './import-lines.js';
import {
  decisionsFrom,
  decisionsWrong,
  decisionJson,
  differenceIn,
  differenceJson,
  differenceLines,
  nextFile,
} from './import-next.js';
import { columnLines, passedLines } from './import-lines.js';
import { trackerLines, trackerReading } from './import-tracker.js';
import { keyIn, monthOf, type ImportWords } from './import-words.js';

const PLAN_ID = /^[a-z0-9-]{1,40}$/;
const APRIL = 4;

/** As an answer, with the fault report where one was wanted. */
export interface ImportAnswer extends Answer {
  readonly contents: string | null;
}

/**
 * Loads a plan, or says what loading it would do. Of a plan that is there, a later file is shown as a difference, and
 * applied where that was said.
 */
export async function importVerb(ports: CommandPorts, common: Common, words: ImportWords): Promise<ImportAnswer> {
  checkWords(ports, common, words);
  const existing = await ports.plans.outline(words.plan);
  const policy = policyOf(ports, words, existing);
  const tracker = await trackerReading(ports, words, common.asAt);
  const columns = withMapping(existing?.plan.columns ?? [], words.columns ?? []);
  const reading = { knownNames: await namesKnown(ports), period: words.period, columns, tracker, ...policy };
  const read = await ports.readPlan(words.bytes, reading);
  if (isRefused(read)) throw new CommandError('not-a-plan', read.refused);
  const { levels = read.levels } = words;
  const file = withHeldTold(withoutLongRefs(ports, words.plan, { ...read, levels }));
  if (await isTaken(ports, words.plan, file)) return loadNext(ports, common, words, file);
  if (words.apply) {
    throw new CommandError(
      'no-such-plan',
      `There is no plan “${words.plan}” to apply a file to. Load it without --apply.`,
    );
  }
  return loadFirst(ports, common, words, file, { ...policy, preset: words.preset ?? 'confidence' });
}

function checkWords(ports: CommandPorts, { asAt }: Common, { plan }: ImportWords): void {
  if (!PLAN_ID.test(plan)) {
    throw new CommandError('plan-id', `“${plan}” is no plan id. Use a-z, 0-9 and hyphens, 1 to 40 of them.`, 2);
  }
  if (asAt <= todayOf(ports)) return;
  throw new CommandError('not-yet', `${inWords(asAt)} has not come. A plan can be loaded as at a day that has.`);
}

/** As typed; else as the plan has it. */
function policyOf(ports: CommandPorts, words: ImportWords, existing: PlanOutline | null) {
  const key = words.key === null && existing !== null ? existing.plan.key : keyIn(ports, words.key);
  const yearStarts = words.yearStarts ?? monthOf(words.period) ?? existing?.plan.yearStarts ?? APRIL;
  return { key, yearStarts };
}

async function loadFirst(
  ports: CommandPorts,
  common: Common,
  words: ImportWords,
  read: PlanFile,
  policy: Pick<Plan, 'key' | 'yearStarts' | 'preset'>,
): Promise<ImportAnswer> {
  const { plan, acceptSuggestions } = words;
  const open = openDecisions(read);
  const { file, faults } = decided(read, decisionsFrom(ports, words.decisions, open));
  if (faults.length > 0) throw decisionsWrong(faults);
  if (!words.dryRun) {
    const title = words.title ?? words.fileName.replace(/\.[a-z]+$/i, '');
    const { columns = [] } = words;
    const order = { plan, title, file, asAt: common.asAt, acceptSuggestions, policy, columns, enteredBy: common.by };
    const done = await importPlan(ports, order);
    await recordAct(ports, common.by, 'plan imported', plan, done === 'exists' ? 'exists' : null);
    if (done === 'exists') throw new CommandError('plan-exists', `There is a plan “${plan}” already.`);
    for (const { milestone } of (await ports.plans.contents(plan))?.milestones ?? []) await raiseHeld(ports, milestone);
  }
  const counts = countsOf(file);
  const [milestones, leads] = [counted(counts.milestones, 'milestone'), counted(counts.leads, 'lead')];
  const [areas, objectives] = [counted(counts.areas, 'area'), counted(counts.objectives, 'objective')];
  const done = words.dryRun ? 'Would load' : 'Loaded';
  const head = `${done} ${milestones} in ${areas} and ${objectives}, with ${leads}, as “${plan}”.`;
  return {
    json: { ...jsonOf(common, words, file), decisions: openDecisions(file).map(decisionJson) },
    lines: [
      head,
      ...passedLines(file, common.asAt),
      ...(await trackerLines(ports, file, common.asAt)),
      ...(words.dryRun ? columnLines(file) : []),
      ...faultLines(file, acceptSuggestions),
    ],
    contents: words.faults ? ports.writeTable(faultRows(file)) : null,
  };
}

/** A file of a plan that is there (H12). */
async function loadNext(
  ports: CommandPorts,
  common: Common,
  words: ImportWords,
  file: PlanFile,
): Promise<ImportAnswer> {
  const { plan, acceptSuggestions, dryRun, apply, columns } = words;
  const order = { plan, file, asAt: common.asAt, decisions: [], acceptSuggestions, enteredBy: common.by, columns };
  const between = words.decisions === null ? [] : differenceIn(await differenceTo(ports, order)).decisions;
  const decisions = decisionsFrom(ports, words.decisions, [...openDecisions(file), ...between]);
  const difference = await nextFile(ports, { ...order, decisions }, { dryRun, apply });
  const after = decided(
    file,
    decisions.filter((one) => !isBetween(one)),
  ).file;
  const open = [...openDecisions(after), ...difference.decisions];
  return {
    json: {
      ...jsonOf(common, words, after),
      decisions: open.map(decisionJson),
      difference: differenceJson(difference),
    },
    lines: [...differenceLines(difference, apply && !dryRun), ...faultLines(after, acceptSuggestions)],
    contents: words.faults ? ports.writeTable(faultRows(after, difference.decisions)) : null,
  };
}

function jsonOf({ asAt }: Common, { plan }: ImportWords, file: PlanFile) {
  const { suggestions, tracker } = file;
  const warnings = file.warnings.map(({ code, row, ref, cell, message, field = null, place = null }) => {
    return { code, row, ref, cell, message, field, place };
  });
  const rejected = file.rejected.map(({ row, cell, message, cells = [] }) => ({ row, cell, message, cells }));
  const [kind, board] = [tracker?.kind ?? 'improvement', tracker?.board ?? null];
  const columns = file.columns.map(({ heading, field, also = null, example }) => ({ heading, field, also, example }));
  const { levels } = file;
  return { plan, asAt, kind, board, counts: countsOf(file), levels, columns, warnings, rejected, suggestions };
}

/** By whom several people in one cell are told apart. */
async function namesKnown({ people }: CommandPorts): Promise<readonly string[]> {
  const officers = await people.officers();
  return officers.flatMap(({ value }) => [value.name, ...value.aliases]);
}
