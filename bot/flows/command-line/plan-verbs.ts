import { inWords } from '../../domain/dates.js';
import { kindInWords } from '../../domain/plan-kinds.js';
import type { Area } from '../../domain/plan.js';
import { planAsAt } from '../as-at.js';
import { readDirectory } from '../directory.js';
import { makeAccountable, type AccountableOrder } from '../make-accountable.js';
import type { PlanContents, Revision } from '../ports.js';
import { mapLimited } from '../side-by-side.js';
import { CommandError, namedOfficer, table, type Answer, type CommandPorts, type Common } from './answer.js';

/** The plans that had been loaded by a day, with what they held then. */
export async function plansVerb(ports: CommandPorts, common: Common): Promise<Answer> {
  const all = await ports.plans.list();
  const then = await mapLimited(all, 2, ({ id }) => planAsAt(ports, id, common.asAt));
  const plans = then.flatMap((found) => {
    if (found === null) return [];
    const { id, title, importedOn, preset, kind, closed } = found.plan;
    return [{ id, title, milestones: found.milestones.length, importedOn, preset, kind, closed }];
  });
  const rows = plans.map(({ id, milestones, title, kind, closed }) => [
    ...[id, String(milestones)],
    `${kind === 'improvement' ? title : `${title} (${kindInWords(kind)})`}${closed === null ? '' : ` (closed on ${inWords(closed.on)})`}`,
  ]);
  const none =
    all.length === 0
      ? 'No plan is loaded yet. Load one with: import FILE --plan ID'
      : `No plan had been loaded by ${inWords(common.asAt)}.`;
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
  const { area, officer, notes } = await accounted(ports, common, words, words.second ? 'second' : 'first');
  return {
    json: { asAt: common.asAt, plan: words.plan, area: words.area, officerId: officer.id, notes },
    lines: [`${officer.name} is accountable for ${area ?? 'the plan'}.`, ...notes],
  };
}

/** Ends that. Without an area, of who owns the plan. */
export async function headsUnsetVerb(
  ports: CommandPorts,
  common: Common,
  words: Omit<HeadWords, 'second' | 'to'> & { readonly from: string | null },
): Promise<Answer> {
  const { plan, area, from } = words;
  const contents = await planOf(ports, plan);
  const who = area === null ? contents.plan.owner : (from ?? areaOf(contents, area).heads[0] ?? null);
  if (who === null) throw new CommandError('nobody', `Nobody is accountable for ${area ?? 'the plan'} now.`);
  const { officer, notes } = await accounted(ports, common, { plan, area, to: from ?? who }, 'none');
  return {
    json: { asAt: common.asAt, plan, area, officerId: officer.id, notes },
    lines: [`${officer.name} is no longer accountable for ${area ?? 'the plan'}.`, ...notes],
  };
}

async function accounted(
  ports: CommandPorts,
  { by }: Common,
  { plan, area, to }: Omit<HeadWords, 'second'>,
  as: AccountableOrder['as'],
) {
  const contents = await planOf(ports, plan);
  const officer = await namedOfficer(ports, to);
  const code = area === null ? null : areaOf(contents, area).code;
  const done = await makeAccountable(ports, { by, plan, area: code, officer, as });
  if ('code' in done) throw new CommandError(done.code, done.message);
  return { area, officer, notes: done.notes };
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
