import { inWords } from '../../domain/dates.js';
import { isRefused } from '../../domain/read-plan.js';
import { recordAct } from '../audit.js';
import { withHeldTold } from '../../domain/held-in-file.js';
import { countsOf, importPlan, isTaken } from '../import-plan.js';
import { raiseHeld } from '../raise-held.js';
import { todayOf } from '../today.js';
import { CommandError, counted, type Answer, type CommandPorts, type Common } from './answer.js';
import { faultLines, withoutLongRefs } from './import-lines.js';
import { trackerLines, trackerReading } from './import-tracker.js';
import { keyIn, monthOf, type ImportWords } from './import-words.js';

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
  const tracker = await trackerReading(ports, words, common.asAt);
  const reading = { knownNames: await namesKnown(ports), period: words.period, yearStarts, key, columns: [], tracker };
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
      kind: file.tracker?.kind ?? 'improvement',
      board: file.tracker?.board ?? null,
      counts,
      warnings,
      rejected: rejected.map(({ row, cell, message, cells = [] }) => ({ row, cell, message, cells })),
      suggestions,
    },
    lines: [head, ...(await trackerLines(ports, file, common.asAt)), ...faultLines(file, words.acceptSuggestions)],
  };
}

function planExists(plan: string): CommandError {
  return new CommandError('plan-exists', `There is a plan “${plan}” already. Give another id with --plan.`);
}

/** By whom several people in one cell are told apart. */
async function namesKnown({ people }: CommandPorts): Promise<readonly string[]> {
  const officers = await people.officers();
  return officers.flatMap(({ value }) => [value.name, ...value.aliases]);
}
