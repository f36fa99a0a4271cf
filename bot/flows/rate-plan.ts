import { entryNamed, wordsOfKey, type KeyEntry } from '../domain/key.js';
import { sameActor, type Actor, type Plan } from '../domain/plan.js';
import { asTyped } from '../domain/plain-text.js';
import { yearOver } from '../domain/year-over.js';
import { heldRefusal, wrongReason, type Refusal } from '../domain/reasons.js';
import { mayDo } from '../domain/rights.js';
import { standingsFor } from '../domain/standing.js';
import { recordAct } from './audit.js';
import { readDirectory } from './directory.js';
import { planImage } from './images.js';
import type { Ports } from './ports.js';
import { todayOf } from './today.js';

export interface RatePlanOrder {
  readonly plan: string;
  readonly by: Extract<Actor, { kind: 'officer' }>;
  readonly enteredBy?: Actor | undefined;
  /** A word, letter or id of the plan's key, as it was chosen or typed. */
  readonly rating: string;
  readonly reason: string;
  /** The revision of the plan that the card showed; null at the command line, which takes the present one. */
  readonly rev: number | null;
}

export type RatedPlan =
  | { readonly kind: 'done'; readonly plan: Plan; readonly grade: KeyEntry; readonly replayed: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly field: 'rating' | 'reason' | null };

const TRIES = 5;

/** How the whole of a plan stands, in its owner's judgement: a new revision of the plan (RULES 5). */
export async function ratePlan(ports: Ports, order: RatePlanOrder, tries = TRIES): Promise<RatedPlan> {
  const outline = await ports.plans.outline(order.plan);
  if (outline === null) return refuse(ports, order, { code: 'no-such-plan', message: 'The plan is not there.' }, null);
  const { plan } = outline;
  const forbidden = await mayNotRate(ports, order.by.id, plan);
  if (forbidden !== null) return refuse(ports, order, forbidden, null);
  const grade = entryNamed(plan.key, order.rating);
  if (grade === undefined) return refuse(ports, order, noRating(plan), 'rating');
  const reason = asTyped(order.reason);
  const wrong =
    wrongReason(reason, 'The overall rating') ?? heldRefusal([reason], plan.smallNumber, 'it stands in the summary');
  if (wrong !== null) return refuse(ports, order, wrong, 'reason');
  const { overall } = plan;
  const today = todayOf(ports);
  const same = overall?.grade === grade.id && overall.reason === reason && sameActor(overall.by, order.by);
  if (same && overall.on === today) return { kind: 'done', plan, grade, replayed: true };
  if (order.rev !== null && (await otherSince(ports, plan.id, order.rev))) return refuse(ports, order, SINCE, null);
  const now = ports.clock.now();
  const said = { grade: grade.id, reason, by: order.by, on: today };
  const inputHash = ports.hash(JSON.stringify(['overall rating', plan.id, grade.id, reason]));
  const image = planImage(plan, { overall: said });
  const change = {
    image,
    previous: plan,
    at: now,
    recordedAt: now,
    by: order.by,
    why: 'overall rating set',
    inputHash,
  };
  if ((await ports.plans.commit(plan.id, [change])) === 'conflict') {
    return tries > 0 ? ratePlan(ports, order, tries - 1) : refuse(ports, order, SINCE, null);
  }
  await recordAct(ports, order.enteredBy ?? order.by, 'overall rating set', plan.id);
  return { kind: 'done', plan: { ...plan, overall: said }, grade, replayed: false };
}

const SINCE: Refusal = {
  code: 'changed-meanwhile',
  message: 'Somebody else rated it since this card was made. Look at what stands now, then say it again.',
};

/** Why somebody may not rate the whole of a plan, in words; null when they may. */
export async function mayNotRate(ports: Pick<Ports, 'people'>, officer: string, plan: Plan): Promise<Refusal | null> {
  const { officers, nameOf } = await readDirectory(ports.people);
  if (mayDo('rate-plan', { standings: standingsFor(officer, { area: null, plan }, officers) })) return yearOver(plan);
  const who = plan.owner === null ? 'Nobody is set as that.' : `That is ${nameOf(plan.owner)}.`;
  return { code: 'not-theirs', message: `Only the plan owner sets the overall rating of ${plan.title}. ${who}` };
}

/** The same plan may have changed in other ways since the card was made: that is no matter. */
async function otherSince({ plans }: Pick<Ports, 'plans'>, id: string, rev: number): Promise<boolean> {
  const rows = await plans.history(id);
  const revisions = rows.flatMap(({ rev: at, image }) =>
    image.kind === 'plan' ? [{ at, overall: image.plan.overall }] : [],
  );
  const shown = revisions.find(({ at }) => at === rev)?.overall ?? null;
  return JSON.stringify(shown) !== JSON.stringify(revisions.at(-1)?.overall ?? null);
}

function noRating({ key }: Plan): Refusal {
  return { code: 'no-rating', message: `Choose one of the ratings of this plan: ${wordsOfKey(key)}.` };
}

async function refuse(
  ports: Ports,
  order: RatePlanOrder,
  refusal: Refusal,
  field: 'rating' | 'reason' | null,
): Promise<RatedPlan> {
  await recordAct(ports, order.enteredBy ?? order.by, 'overall rating set', order.plan, refusal.code);
  return { kind: 'refused', refusal, field };
}
