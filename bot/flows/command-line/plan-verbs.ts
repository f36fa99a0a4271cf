import { inWords } from '../../domain/dates.js';
import type { Area } from '../../domain/plan.js';
import { planAsAt } from '../as-at.js';
import { recordAct } from '../audit.js';
import { readDirectory } from '../directory.js';
import { areaImage, planImage } from '../images.js';
import { accountableAfter, lookWhereChanged } from '../look-where-changed.js';
import type { Change, Image, PlanContents, Revision } from '../ports.js';
import { mapLimited } from '../side-by-side.js';
import { CommandError, namedOfficer, table, type Answer, type CommandPorts, type Common } from './answer.js';

/** The plans that had been loaded by a day, with what they held then. */
export async function plansVerb(ports: CommandPorts, common: Common): Promise<Answer> {
  const all = await ports.plans.list();
  const then = await mapLimited(all, 2, ({ id }) => planAsAt(ports, id, common.asAt));
  const plans = then.flatMap((found) => {
    if (found === null) return [];
    const { id, title, importedOn, preset } = found.plan;
    return [{ id, title, milestones: found.milestones.length, importedOn, preset }];
  });
  const rows = plans.map((plan) => [plan.id, String(plan.milestones), plan.title]);
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
  const contents = await planOf(ports, words.plan);
  const officer = await namedOfficer(ports, words.to);
  const previous = words.area === null ? contents.plan : areaOf(contents, words.area);
  const image =
    'heads' in previous ? withHead(previous, officer.id, words.second) : planImage(previous, { owner: officer.id });
  const change: Change = {
    image,
    previous,
    at: ports.clock.now(),
    recordedAt: ports.clock.now(),
    by: common.by,
    why: words.area === null ? 'plan owner set' : 'head of service set',
    inputHash: ports.hash(JSON.stringify(words)),
  };
  const { officers: people } = await readDirectory(ports.people);
  const { plan, areas } = contents;
  const look = { contents, before: { people, plan, areas }, after: { people, ...accountableAfter(contents, [image]) } };
  if ((await lookWhereChanged(ports, [look], () => ports.plans.commit(words.plan, [change]))) === 'conflict') {
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

function withHead(area: Area, officer: string, second: boolean): Image {
  const [first] = area.heads;
  const next = second && first !== undefined ? [first, officer] : [officer, ...area.heads.slice(1)];
  return areaImage(area, { heads: [...new Set(next)] });
}
