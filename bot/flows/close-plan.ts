/**
 * Closing the year of a plan, and carrying what is open into the plan of the next. Truth first where it goes, then where it
 * came from: broken off anywhere, nothing is lost, and said again it goes on from there.
 */
import { isUnfinished } from '../domain/care.js';
import { carriedMeasure, measuresGoing } from '../domain/carry-measures.js';
import { carriedRefs } from '../domain/carry.js';
import type { CivilDate } from '../domain/dates.js';
import { asTypedOnOneLine } from '../domain/plain-text.js';
import type { Milestone, Plan, PlanId, Ref } from '../domain/plan.js';
import { wrongReason, type Refusal } from '../domain/reasons.js';
import { recordAct } from './audit.js';
import { careFor, type CareOrder } from './care.js';
import { carryOver } from './carry-over.js';
import { areaImage, planImage } from './images.js';
import type { Image, PlanContents, Ports, Revision } from './ports.js';
import { setRules } from './set-rules.js';
import { todayOf } from './today.js';
import { followPlan, readingsThat } from './follow-plan.js';

export interface CloseOrder extends CareOrder {
  /** The plan of the next year, which is made where there is none; null where nothing is open any more. */
  readonly into: PlanId | null;
  /** Its title, where it is made; null for that of the plan that ends. */
  readonly title: string | null;
  readonly reason: string;
}

/** What closing comes to. */
export interface Closing {
  /** Refs here, and there. */
  readonly carried: readonly { readonly ref: Ref; readonly as: Ref }[];
  /** Codes of the performance measures that go with it. */
  readonly measures: readonly string[];
  /** Delivered, and their evidence never confirmed: they are asked about no more. */
  readonly unconfirmed: readonly Ref[];
  /** How many summaries of channels follow, or end. */
  readonly readings: number;
}

export type Closed = (Closing & { readonly kind: 'done' }) | { readonly kind: 'refused'; readonly refusal: Refusal };

const PLAN_ID = /^[a-z0-9-]{1,40}$/;

/** What would be carried, without writing anything. */
export async function foreseeClose(ports: Ports, order: CloseOrder): Promise<Closed> {
  const found = await read(ports, order);
  if ('code' in found) return { kind: 'refused', refusal: found };
  const readings = (await readingsThat(ports, order.plan)).reduce((sum, { count }) => sum + count, 0);
  return { kind: 'done', ...closingOf(found), readings };
}

/** Closes a plan. */
export async function closePlan(ports: Ports, order: CloseOrder): Promise<Closed> {
  const found = await read(ports, order);
  if ('code' in found) {
    await recordAct(ports, order.by, 'plan closed', order.plan, found.code);
    return { kind: 'refused', refusal: found };
  }
  const { into } = order;
  const on = todayOf(ports);
  const closing = closingOf(found);
  if (into !== null) {
    const refusal = await carry(ports, order, into, on);
    if (refusal !== null) return { kind: 'refused', refusal };
  }
  const readings = await followPlan(ports, order);
  const by = order.by;
  const done = await careFor(ports, order, {
    name: 'plan closed',
    afterItsYear: true,
    apply: ({ plan }) => ({
      images: plan.closed === null ? [{ image: planImage(plan, { closed: { on, by, into } }), previous: plan }] : [],
    }),
  });
  return done.kind === 'refused' ? done : { kind: 'done', ...closing, readings };
}

/** The year goes on: what is in it is asked about again. What was carried stays where it went. */
export async function reopenPlan(ports: Ports, order: CareOrder & { readonly reason: string }) {
  return careFor(ports, order, {
    name: 'plan opened again',
    afterItsYear: true,
    apply: ({ plan }) => {
      const wrong = wrongReason(order.reason, 'Opening it again');
      if (wrong !== null) return wrong;
      if (plan.closed === null) return { code: 'not-closed', message: `“${plan.title}” is not closed.` };
      return { images: [{ image: planImage(plan, { closed: null }), previous: plan }] };
    },
  });
}

interface Both {
  readonly contents: PlanContents;
  readonly there: PlanContents | null;
  readonly open: readonly Milestone[];
  readonly refs: ReadonlyMap<Ref, Ref>;
  /** There is a plan of the next year. */
  readonly goesOn: boolean;
}

async function read(ports: Ports, { plan, into, reason }: CloseOrder): Promise<Both | Refusal> {
  const contents = await ports.plans.contents(plan);
  if (contents === null) return { code: 'no-such-plan', message: `There is no plan “${plan}”.` };
  const wrong = wrongReason(reason, 'Closing it');
  if (wrong !== null) return wrong;
  const open = contents.milestones.map(({ milestone }) => milestone).filter(isUnfinished);
  if (into === null) {
    if (open.length === 0) return { contents, there: null, open, refs: new Map(), goesOn: false };
    const message = `${String(open.length)} are still open. Say into which plan they are carried, or close them first.`;
    return { code: 'still-open', message };
  }
  if (into === plan) return { code: 'into', message: 'A plan cannot be carried into itself. Give the id of another.' };
  if (!PLAN_ID.test(into)) {
    const message = `“${into}” cannot be the id of a plan. Give up to 40 small letters, figures and hyphens.`;
    return { code: 'into', message };
  }
  const there = await ports.plans.contents(into);
  if (there !== null && there.plan.closed !== null) return { code: 'into', message: `“${into}” is closed itself.` };
  const refs = carriedRefs(open, there?.milestones.map(({ milestone }) => milestone) ?? []);
  const long = [...refs.values()].find((ref) => !ports.fitsOnCard(into, ref));
  if (long === undefined) return { contents, there, open, refs, goesOn: true };
  return { code: 'into', message: `“${into}” is too long together with the ref “${long}”. Give a shorter id.` };
}

function closingOf({ contents, there, open, refs, goesOn }: Both): Omit<Closing, 'readings'> {
  const going = goesOn ? measuresGoing(contents.measures, there?.measures ?? []) : [];
  const delivered = contents.milestones.filter(({ milestone }) => milestone.state === 'delivered');
  return {
    carried: open.map(({ ref }) => ({ ref, as: refs.get(ref) ?? ref })),
    measures: going.map(({ measure }) => measure.code),
    unconfirmed: delivered.map(({ milestone }) => milestone.ref),
  };
}

/** The plan of the next year with everything around its milestones. What is there already stays as it is. */
async function open(
  ports: Ports,
  order: CloseOrder,
  into: PlanId,
  from: PlanContents,
  on: CivilDate,
): Promise<Refusal | null> {
  const there = await ports.plans.contents(into);
  const known = new Set([...(there?.areas ?? []), ...(there?.objectives ?? [])].map(({ code }) => code));
  const title = asTypedOnOneLine(order.title ?? '') || from.plan.title;
  const plan: Partial<Plan> = { id: into, title, importedOn: on, overall: null, closed: null };
  const images: Image[] = [
    ...(there === null ? [planImage(from.plan, plan)] : []),
    ...from.areas.filter(({ code }) => !known.has(code)).map((area) => areaImage(area, { signed: null })),
    ...from.objectives
      .filter(({ code }) => !known.has(code))
      .map(({ code, area, title: called, order: place }): Image => {
        return { kind: 'objective', objective: { code, area, title: called, order: place } };
      }),
  ];
  // Before the plan itself: broken off between the two, the rest is made when it is said again.
  const own = there === null ? (await ports.diary.rules()).find((one) => one.plan === order.plan)?.rules : undefined;
  if (own !== undefined && (await setRules(ports, into, own, order.by)).kind !== 'done') return MEANWHILE;
  const at = ports.clock.now();
  for (let done = 0; done < images.length; done += AT_ONCE) {
    const changes = images.slice(done, done + AT_ONCE).map((image) => {
      const previous: Revision | null = null;
      return {
        image,
        previous,
        at,
        recordedAt: at,
        by: order.by,
        why: 'carried over',
        inputHash: ports.hash(JSON.stringify(image)),
      };
    });
    if ((await ports.plans.commit(into, changes)) === 'conflict') return MEANWHILE;
  }
  return null;
}

const AT_ONCE = 20;
const MEANWHILE: Refusal = {
  code: 'changed-meanwhile',
  message: 'Somebody changed it at the same moment. Look again, then say it again.',
};

/** All that is open goes, with what was added or answered meanwhile. */
async function carry(ports: Ports, order: CloseOrder, into: PlanId, on: CivilDate): Promise<Refusal | null> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const found = await read(ports, order);
    if ('code' in found) return found;
    const refused = await open(ports, order, into, found.contents, on);
    if (refused !== null) return refused;
    const went = await carryOver(ports, { ...order, into }, found, on);
    if (went === null) return carryMeasures(ports, order, into, found.contents);
    if (went !== 'again') return went;
  }
  return MEANWHILE;
}

/** After the milestones, whose refs there they follow. */
async function carryMeasures(
  ports: Ports,
  order: CloseOrder,
  into: PlanId,
  from: PlanContents,
): Promise<Refusal | null> {
  if (from.measures.every(({ ended }) => ended)) return null;
  const here = from.milestones.map(({ milestone }) => milestone);
  const done = await careFor(
    ports,
    { ...order, plan: into },
    {
      name: 'measures carried over',
      apply: ({ measures, milestones }) => {
        const there = milestones.map(({ milestone }) => milestone);
        return {
          images: measuresGoing(from.measures, measures).map(({ measure, before }) => {
            return {
              image: { kind: 'measure', measure: carriedMeasure(measure, into, here, there) },
              previous: before,
            };
          }),
        };
      },
    },
  );
  return done.kind === 'refused' ? done.refusal : null;
}

const TRIES = 5;
