/** Acts of an admin on a plan that runs: authorised by who calls, written with history, audited, and harmless twice. */
import type { CivilDate } from '../domain/dates.js';
import type { Actor, Milestone, PlanId } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import { yearOver } from '../domain/year-over.js';
import { recordAct } from './audit.js';
import { commitMilestones, inTransactions, type MilestoneChange } from './commit-milestones.js';
import type { Change, Image, PlanContents, Ports, Revision, StoredMilestone } from './ports.js';
import { readingsAbout } from './readings.js';
import { ringFor } from './ring.js';
import { mapLimited } from './side-by-side.js';
import { markingTold } from './told-post.js';
import { todayOf } from './today.js';

/** Which plan, and who acts. */
export interface CareOrder {
  readonly plan: PlanId;
  readonly by: Actor;
}

/** What an act comes to: what of the plan is written, in this order. What is left as it was is not written. */
export interface Careful {
  readonly images?: readonly { readonly image: Image; readonly previous: Revision | null }[];
  readonly milestones?: readonly { readonly after: Milestone; readonly before: StoredMilestone | null }[];
  /** Sentences for who acts. */
  readonly warnings?: readonly string[];
}

export type Cared =
  | {
      readonly kind: 'done';
      /** As they were written. */
      readonly changed: readonly Milestone[];
      /** How much else of the plan was: its title, areas, objectives. */
      readonly others: number;
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** An act with its name for the history and the audit. */
export interface CareAct {
  readonly name: string;
  /** It is done also where the plan's year is over: it ends it, or begins it again. */
  readonly afterItsYear?: true;
  readonly apply: (contents: PlanContents, on: CivilDate) => Promise<Careful | Refusal> | Careful | Refusal;
}

const TRIES = 5;

const MEANWHILE: Refusal = {
  code: 'changed-meanwhile',
  message: 'Somebody changed it at the same moment. Look again, then say it again.',
};

/**
 * Does one thing to a plan. It is worked out anew from what stands at each try: what a try before it wrote already is not
 * written again, so that it may break off anywhere and be said again.
 */
export async function careFor(ports: Ports, order: CareOrder, act: CareAct): Promise<Cared> {
  const changed = new Map<string, Milestone>();
  let others = 0;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const contents = await ports.plans.contents(order.plan);
    if (contents === null)
      return refuse(ports, order, act, { code: 'no-such-plan', message: 'There is no such plan.' });
    const over = act.afterItsYear === true ? null : yearOver(contents.plan);
    if (over !== null) return refuse(ports, order, act, over);
    const on = todayOf(ports);
    const wanted = await act.apply(contents, on);
    if ('code' in wanted) return refuse(ports, order, act, wanted);
    const images = (wanted.images ?? []).filter(({ image, previous }) => differs(image, previous));
    const milestones = (wanted.milestones ?? []).filter(({ after, before }) => !isSame(after, before?.milestone));
    if (!(await writeImages(ports, order, act, images))) continue;
    others += images.length;
    const told = await readingsOf(ports, milestones);
    const write = (): ReturnType<typeof writeMilestones> => writeMilestones(ports, order, act, milestones, on);
    const written = await markingTold(ports, told, write);
    for (const one of written.done) changed.set(one.ref, one);
    if (!written.whole) continue;
    await mapLimited([...changed.keys()], 8, (ref) =>
      ringFor(ports.log, () => ports.bells.refresh({ plan: order.plan, ref })),
    );
    await recordAct(ports, order.by, act.name, `${order.plan} ${[...changed.keys()].slice(0, 20).join(', ')}`.trim());
    return { kind: 'done', changed: [...changed.values()], others, warnings: wanted.warnings ?? [] };
  }
  return refuse(ports, order, act, MEANWHILE);
}

async function refuse(ports: Ports, { by, plan }: CareOrder, { name }: CareAct, refusal: Refusal): Promise<Cared> {
  await recordAct(ports, by, name, plan, refusal.code);
  return { kind: 'refused', refusal };
}

function isSame(after: object, before: object | undefined): boolean {
  return before !== undefined && JSON.stringify(after) === JSON.stringify(before);
}

function differs(image: Image, previous: Revision | null): boolean {
  if (previous === null) return true;
  const before: Readonly<Record<string, unknown>> = { ...previous };
  return Object.entries(whatOf(image)).some(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]));
}

function whatOf(image: Image): object {
  switch (image.kind) {
    case 'plan':
      return image.plan;
    case 'area':
      return image.area;
    case 'objective':
      return image.objective;
    case 'milestone':
      return image.milestone;
    case 'measure':
      return image.measure;
  }
}

async function writeImages(
  ports: Ports,
  { plan, by }: CareOrder,
  { name: why }: CareAct,
  images: NonNullable<Careful['images']>,
): Promise<boolean> {
  for (const part of inTransactions(images, ({ image }) => image)) {
    const at = ports.clock.now();
    const changes = part.map(({ image, previous }): Change => {
      return { image, previous, at, recordedAt: at, by, why, inputHash: ports.hash(JSON.stringify(image)) };
    });
    if ((await ports.plans.commit(plan, changes)) === 'conflict') return false;
  }
  return true;
}

async function writeMilestones(
  ports: Ports,
  { plan, by }: CareOrder,
  { name: why }: CareAct,
  milestones: NonNullable<Careful['milestones']>,
  on: CivilDate,
): Promise<{ readonly whole: boolean; readonly done: readonly Milestone[] }> {
  const changes = milestones.map(({ after, before }): MilestoneChange => {
    return { after, before, inputHash: ports.hash(JSON.stringify([why, after])) };
  });
  const done: Milestone[] = [];
  for (const part of inTransactions(changes, ({ after }) => after)) {
    const written = await commitMilestones(ports, plan, part, { at: ports.clock.now(), by, why }, on);
    if (written === 'conflict') return { whole: false, done };
    done.push(...part.map(({ after }) => after));
  }
  return { whole: true, done };
}

/** Everything that is read of a plan with one of these in it, before or after. */
async function readingsOf(ports: Ports, milestones: NonNullable<Careful['milestones']>) {
  const places = milestones.flatMap(({ after, before }) => [after, ...(before === null ? [] : [before.milestone])]);
  const once = new Map(places.map((one) => [JSON.stringify([one.area, one.tags]), one]));
  const found = await mapLimited([...once.values()], 4, (one) => readingsAbout(ports, one));
  return [...new Map(found.flat().map((one) => [JSON.stringify([one.channel.id, one.reading]), one])).values()];
}
