import { planImage } from '../images.js';
import { inWords } from '../../domain/dates.js';
import { isRefused, type PlanFile } from '../../domain/read-plan.js';
import type { Area } from '../../domain/plan.js';
import { readDirectory } from '../directory.js';
import { countsOf, importPlan } from '../import-plan.js';
import { recordAct } from '../audit.js';
import { lookAgainAt, withNobodyThere } from '../look-again.js';
import type { Change, Image, PlanContents, Revision } from '../ports.js';
import { todayOf } from '../today.js';
import { CommandError, counted, namedOfficer, table, type Answer, type CommandPorts, type Common } from './answer.js';

export interface ImportWords {
  readonly bytes: Uint8Array;
  readonly plan: string;
  readonly title: string | null;
  readonly fileName: string;
  readonly dryRun: boolean;
  readonly acceptSuggestions: boolean;
}

const PLAN_ID = /^[a-z0-9-]{1,40}$/;

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
  const read = ports.readPlan(words.bytes);
  if (isRefused(read)) throw new CommandError('not-a-plan', read.refused);
  const file = withoutLongRefs(ports, words.plan, read);
  if (!words.dryRun) {
    const title = words.title ?? words.fileName.replace(/\.[a-z]+$/i, '');
    const { plan, acceptSuggestions } = words;
    const done = await importPlan(ports, { plan, title, file, asAt: common.asAt, acceptSuggestions });
    await recordAct(ports, common.by, 'plan imported', plan, done === 'exists' ? 'exists' : null);
    if (done === 'exists') {
      throw new CommandError('plan-exists', `There is a plan “${plan}” already. Give another id with --plan.`);
    }
  }
  const { warnings, rejected, suggestions } = file;
  const counts = countsOf(file);
  const [milestones, leads] = [counted(counts.milestones, 'milestone'), counted(counts.leads, 'lead')];
  const [areas, objectives] = [counted(counts.areas, 'area'), counted(counts.objectives, 'objective')];
  const done = words.dryRun ? 'Would load' : 'Loaded';
  const head = `${done} ${milestones} in ${areas} and ${objectives}, with ${leads}, as “${words.plan}”.`;
  return {
    json: { plan: words.plan, asAt: common.asAt, counts, warnings, rejected, suggestions },
    lines: [head, ...faultLines(file, words.acceptSuggestions)],
  };
}

export async function plansVerb(ports: CommandPorts, common: Common): Promise<Answer> {
  const plans = [];
  for (const { id } of await ports.plans.list()) {
    const contents = await ports.plans.contents(id);
    if (contents !== null) plans.push({ id, title: contents.plan.title, milestones: contents.milestones.length });
  }
  const rows = plans.map((plan) => [plan.id, String(plan.milestones), plan.title]);
  const none = 'No plan is loaded yet. Load one with: import FILE --plan ID';
  return { json: { asAt: common.asAt, plans }, lines: plans.length === 0 ? [none] : table(rows) };
}

export interface HeadWords {
  readonly plan: string;
  /** Null: the plan's owner. */
  readonly area: string | null;
  readonly to: string;
  readonly second: boolean;
}

/** Makes somebody accountable: head of service of an area, or owner of the plan. */
export async function headsSetVerb(ports: CommandPorts, common: Common, words: HeadWords): Promise<Answer> {
  const contents = await planOf(ports, words.plan);
  const officer = await namedOfficer(ports, words.to);
  const previous = words.area === null ? contents.plan : areaOf(contents, words.area);
  const image =
    'heads' in previous ? areaImage(previous, officer.id, words.second) : planImage(previous, { owner: officer.id });
  const change: Change = {
    image,
    previous,
    at: ports.clock.now(),
    recordedAt: ports.clock.now(),
    by: common.by,
    why: words.area === null ? 'plan owner set' : 'head of service set',
    inputHash: ports.hash(JSON.stringify(words)),
  };
  // Whoever is accountable is asked where nobody leads (RULES 2).
  const leaderless = await withNobodyThere(ports, contents.milestones);
  await lookAgainAt(ports, leaderless);
  if ((await ports.plans.commit(words.plan, [change])) === 'conflict') {
    throw new CommandError('changed-meanwhile', 'Somebody else changed it at the same moment. Say it again.');
  }
  await recordAct(ports, common.by, change.why, `${words.plan} ${words.area ?? ''}`.trim());
  const place = words.area ?? 'the plan';
  return {
    json: { asAt: common.asAt, plan: words.plan, area: words.area, officerId: officer.id },
    lines: [`${officer.name} is accountable for ${place}.`],
  };
}

/** Who is accountable for what. */
export async function headsVerb(ports: CommandPorts, common: Common, plan: string): Promise<Answer> {
  const contents = await planOf(ports, plan);
  const { nameOf } = await readDirectory(ports.people);
  const owner = contents.plan.owner === null ? null : nameOf(contents.plan.owner);
  const areas = contents.areas.map(({ code, title, heads }) => ({
    code,
    title,
    heads: heads.map((id) => ({ id, name: nameOf(id) })),
  }));
  const rows = areas.map((area) => [
    area.code,
    area.heads.map((head) => head.name).join(', ') || 'nobody yet',
    area.title,
  ]);
  return {
    json: { asAt: common.asAt, plan, owner, areas },
    lines: [`Plan owner: ${owner ?? 'nobody yet'}`, ...table(rows)],
  };
}

/** The plan, or a refusal that names what there is. */
export async function planOf(ports: CommandPorts, id: string): Promise<PlanContents> {
  const contents = await ports.plans.contents(id);
  if (contents !== null) return contents;
  const known = (await ports.plans.list()).map((plan) => plan.id).join(', ');
  const hint = known === '' ? 'No plan is loaded yet.' : `There are: ${known}.`;
  throw new CommandError('no-such-plan', `There is no plan “${id}”. ${hint}`);
}

/** An area by code or title, or a refusal that names what there is. */
export function areaOf(contents: PlanContents, text: string): Area & Revision {
  const wanted = text.toLowerCase();
  const found = contents.areas.find(
    (area) => area.code.toLowerCase() === wanted || area.title.toLowerCase() === wanted,
  );
  if (found !== undefined) return found;
  const codes = contents.areas.map((area) => area.code).join(', ');
  throw new CommandError('no-such-area', `There is no area “${text}”. There are: ${codes}.`);
}

function areaImage({ code, title, order, heads }: Area, officer: string, second: boolean): Image {
  const first = heads[0];
  const next = second && first !== undefined ? [first, officer] : [officer, ...heads.slice(1)];
  return { kind: 'area', area: { code, title, order, heads: [...new Set(next)] } };
}

/** A ref that would not fit on a button is kept out now, rather than fail every card later. */
function withoutLongRefs(ports: CommandPorts, plan: string, file: PlanFile): PlanFile {
  const long = file.rows.filter((row) => !ports.fitsOnCard(plan, row.ref));
  const rejected = long.map(({ row, ref }) => ({
    row,
    cell: ref,
    message: `Row ${String(row)}: the ref “${ref}” and the plan id “${plan}” are too long together for a button. Give a shorter plan id, or shorten the ref.`,
  }));
  return { ...file, rows: file.rows.filter((row) => !long.includes(row)), rejected: [...file.rejected, ...rejected] };
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
