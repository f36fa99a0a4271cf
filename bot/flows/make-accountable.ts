/** Who is head of service of an area, or owns a plan: given and taken away, for cards and commands. */
import { escalatesTo } from '../domain/escalation.js';
import { inList } from '../domain/lists.js';
import { personsOf, present } from '../domain/people.js';
import { isOpen, type Actor, type Area, type OfficerId, type PlanId } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import { recordAct, recordWith } from './audit.js';
import { readDirectory } from './directory.js';
import { areaImage, planImage } from './images.js';
import { accountableAfter, lookWhereChanged } from './look-where-changed.js';
import type { Change, Image, Officer, PlanContents, Ports } from './ports.js';
import { todayOf } from './today.js';
import { CHANGED_MEANWHILE } from './whereabouts.js';

export interface AccountableOrder {
  readonly by: Actor;
  readonly plan: PlanId;
  /** Its code; null: the owner of the plan. */
  readonly area: string | null;
  readonly officer: Officer;
  /** `second`: beside the head that there is. `none`: no longer. */
  readonly as: 'first' | 'second' | 'none';
}

/** `notes`: what follows from it that is easily overlooked. */
export type Accounted = { readonly notes: readonly string[] } | Refusal;

/** Makes somebody accountable, or ends that. Whoever is to be asked of somebody else now is looked at by the next sweep. */
export async function makeAccountable(ports: Ports, order: AccountableOrder): Promise<Accounted> {
  const { by, plan: id, area, officer, as } = order;
  const act = actOf(order);
  const refused = async (refusal: Refusal): Promise<Refusal> => {
    await recordAct(ports, by, act, `${id} ${area ?? ''}`.trim(), refusal.code);
    return refusal;
  };
  const contents = await ports.plans.contents(id);
  if (contents === null) return refused({ code: 'no-such-plan', message: `There is no plan “${id}”.` });
  const image = imageAfter(contents, order);
  if ('code' in image) return refused(image);
  const previous = area === null ? contents.plan : contents.areas.find(({ code }) => code === area);
  if (previous === undefined) return refused(noSuchArea(area ?? ''));
  const at = ports.clock.now();
  const inputHash = ports.hash(JSON.stringify([id, area, officer.id, as]));
  const change: Change = { image, previous, at, recordedAt: at, by, why: act, inputHash };
  const { officers: people } = await readDirectory(ports.people);
  const { plan, areas } = contents;
  const after = accountableAfter(contents, [image]);
  const look = { contents, before: { people, plan, areas }, after: { people, ...after } };
  if ((await lookWhereChanged(ports, [look], () => ports.plans.commit(id, [change]))) === 'conflict') {
    return refused(CHANGED_MEANWHILE);
  }
  await recordWith(ports, by, act, `${id} ${area ?? ''}`.trim(), officer.id);
  return { notes: await notesOf(ports, { ...contents, ...after } as PlanContents, order) };
}

function actOf({ area, as }: AccountableOrder): string {
  return `${area === null ? 'plan owner' : 'head of service'} ${as === 'none' ? 'taken away' : 'set'}`;
}

function imageAfter({ plan, areas }: PlanContents, { area: code, officer, as }: AccountableOrder): Image | Refusal {
  const { id, name } = officer;
  const wrong = as === 'none' ? null : wrongAccountable(officer);
  if (wrong !== null) return wrong;
  if (code === null) {
    if (as === 'none' && plan.owner !== id) return notAccountable(name, `the owner of ${plan.title}`);
    return planImage(plan, { owner: as === 'none' ? null : id });
  }
  const area = areas.find((one) => one.code === code);
  if (area === undefined) return noSuchArea(code);
  if (as === 'none' && !area.heads.includes(id)) return notAccountable(name, `head of service of ${area.title}`);
  return areaImage(area, { heads: headsAfter(area, id, as) });
}

function headsAfter({ heads }: Area, id: OfficerId, as: AccountableOrder['as']): readonly OfficerId[] {
  const [first] = heads;
  if (as === 'none') return heads.filter((head) => head !== id);
  return [...new Set(as === 'second' && first !== undefined ? [first, id] : [id, ...heads.slice(1)])];
}

function noSuchArea(code: string): Refusal {
  return { code: 'no-such-area', message: `There is no area “${code}” in that plan any more.` };
}

function notAccountable(name: string, what: string): Refusal {
  return { code: 'not-accountable', message: `${name} is not ${what}, so there is nothing to take away.` };
}

function wrongAccountable({ name, outside }: Officer): Refusal | null {
  if (outside === 'left') return { code: 'has-left', message: `${name} has left. Name somebody else.` };
  if (outside === null) return null;
  return { code: 'external', message: `${name} is of another organisation and is not asked here. Name somebody else.` };
}

/** Nobody has escalations go to themselves unawares (RULES 5), and no area stands alone unsaid. */
async function notesOf(ports: Ports, contents: PlanContents, order: AccountableOrder): Promise<readonly string[]> {
  const { officers: people, nameOf } = await readDirectory(ports.people);
  const { plan, areas, milestones } = contents;
  const { officer, area: code, as } = order;
  const owner = plan.owner === null ? null : nameOf(plan.owner);
  if (as === 'none') {
    const left = code === null ? [] : (areas.find((area) => area.code === code)?.heads ?? []);
    if (left.length > 0) return [`${inList(left.map(nameOf))} is head of service there.`];
    if (code === null) return ['The plan has no owner now: name one.'];
    return [
      `Nobody is head of service there now; ${owner === null ? 'admins are' : `${owner}, the plan owner, is`} asked instead.`,
    ];
  }
  const today = todayOf(ports);
  const led = milestones
    .map(({ milestone }) => milestone)
    .filter((one) => isOpen(one) && (code === null || one.area === code))
    .filter(({ leads }) => personsOf(people, present(people, leads)).includes(officer.id));
  if (led.length === 0 || code === null) return [];
  const told = led.flatMap((milestone) =>
    escalatesTo({ milestone, area: areas.find((one) => one.code === milestone.area), plan }, people, today),
  );
  const others = inList([...new Set(told)].map(nameOf));
  const goes = others === '' ? 'nobody: name a second head of service, or a plan owner' : others;
  return [
    `${officer.name} also leads ${String(led.length)} there. Nobody is told about their own: what is late there is told to ${goes}.`,
  ];
}
