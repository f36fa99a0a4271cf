import type { CivilDate, Instant } from '../domain/dates.js';
import { isOpen, sameActor, type Actor, type Milestone, type State } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import { yearOver } from '../domain/year-over.js';
import { recordAct } from './audit.js';
import { commitMilestones } from './commit-milestones.js';
import type { HistoryRow, Ports } from './ports.js';
import { laterOf } from './record-update.js';
import { findMilestone, type Found } from './found-milestone.js';
import { ringFor } from './ring.js';
import { sinceShown, type Since } from './since-card.js';
import { todayOf } from './today.js';

/** Which milestone, and who wants something of it. */
export interface Order {
  readonly plan: string;
  readonly ref: string;
  /** Who says it: an officer. */
  readonly by: Extract<Actor, { kind: 'officer' }>;
  /** Who entered it, when that is not the one who says it. */
  readonly enteredBy?: Actor | undefined;
  /** The revision the card was made of; null from the command line, which takes the present one. */
  readonly rev: number | null;
  /** Whether who says it is an admin, as read in this turn; left out: as their roles say. */
  readonly admin?: boolean;
}

/** What an order comes to for a milestone: how it is after it, with something worth saying; or why it cannot be. */
export type Applied = { readonly milestone: Milestone; readonly warning?: string | null } | Refusal;

/** One kind of order. */
export interface Act {
  /** "date proposed": for the history and the audit. Never what was typed: an erasure takes names out of images only. */
  readonly name: string;
  /** What was asked for, to recognise the same order again. */
  readonly words: readonly unknown[];
  /** Null when they may; else why not. */
  readonly forbids: (found: Found) => Refusal | null;
  readonly apply: (found: Found, on: CivilDate) => Applied | Promise<Applied>;
  /** It is done also where the plan's year is over: it says who may read what. */
  readonly afterItsYear?: true;
  /** What of the milestone it rests on: from a card it is only written where that is as the card showed it. */
  readonly restsOn?: (milestone: Milestone) => unknown;
}

export type Changed =
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly found: Found; readonly refusal: Refusal }
  | {
      readonly kind: 'done';
      readonly found: Found;
      readonly before: Milestone;
      /** As it was written; `found` has what became of it since. */
      readonly after: Milestone;
      readonly by: Actor;
      readonly warning: string | null;
      /** The same order arrived again: nothing was written this time. */
      readonly replayed: boolean;
    };

const MEANWHILE: Refusal = {
  code: 'changed-meanwhile',
  message: 'Somebody changed it at the same moment. Look again, then say it again.',
};

/** What nobody else's change stands against is written onto the newest revision; so often is it tried. */
const TRIES = 5;

/**
 * Does one thing to one milestone: authorised, written with its history in one transaction, once however often the same
 * order is given. Every refusal is audited.
 */
export async function changeMilestone(ports: Ports, order: Order, act: Act): Promise<Changed> {
  return attempt(ports, order, act, TRIES);
}

async function attempt(ports: Ports, order: Order, act: Act, tries: number): Promise<Changed> {
  const found = await findMilestone(ports, order.plan, order.ref);
  if (found === null) return { kind: 'gone' };
  const { stored } = found;
  const inputHash = ports.hash(JSON.stringify([act.name, order.plan, stored.milestone.ref, ...act.words]));
  const since = await sinceOrder(ports, order, act, stored, inputHash);
  if (since.kind === 'recorded') {
    return done(ports, order, found, { ...since, warning: null, replayed: true });
  }
  const forbidden = act.forbids(found);
  if (forbidden !== null) return refuse(ports, order, act, found, forbidden);
  const over = act.afterItsYear === true ? null : yearOver(found.outline.plan);
  if (over !== null) return refuse(ports, order, act, found, over);
  if (since.kind === 'changed' || tries === 0) return refuse(ports, order, act, found, MEANWHILE);
  const on = todayOf(ports);
  const applied = await act.apply(found, on);
  if ('code' in applied) return refuse(ports, order, act, found, applied);
  const at: Instant = laterOf(ports.clock.now(), stored.at);
  const change = { after: applied.milestone, before: stored, inputHash };
  const stamp = { at, by: order.by, why: whyOf(order, act) };
  if ((await commitMilestones(ports, order.plan, [change], stamp, on)) === 'conflict') {
    // Somebody wrote it at the same moment: what that was decides.
    return attempt(ports, { ...order, rev: order.rev ?? stored.rev }, act, tries - 1);
  }
  await audit(ports, order, act, null);
  return done(ports, order, found, {
    before: stored.milestone,
    after: applied.milestone,
    warning: applied.warning ?? null,
    replayed: false,
  });
}

/** A card tells the revision that it showed; what is typed again meets its own work as the newest revision. */
async function sinceOrder(
  ports: Ports,
  order: Order,
  { restsOn = mostOfIt }: Act,
  stored: Found['stored'],
  inputHash: string,
): Promise<Since> {
  const isOurs = (row: HistoryRow): boolean => row.inputHash === inputHash && sameActor(row.by, order.by);
  const same = (a: Milestone, b: Milestone): boolean => JSON.stringify(restsOn(a)) === JSON.stringify(restsOn(b));
  if (order.rev !== null) {
    const changed = (shown: Milestone, after: Milestone) => (same(shown, after) ? [] : (['other'] as const));
    return sinceShown(ports, stored, { rev: order.rev, isOurs, changed });
  }
  const { plan, ref } = stored.milestone;
  const row = await ports.plans.milestoneRevision(plan, ref, stored.rev);
  if (row === null || !isOurs(row)) return { kind: 'nothing' };
  const built = await ports.plans.milestoneRevision(plan, ref, stored.rev - 1);
  const before = built?.image.kind === 'milestone' ? built.image.milestone : stored.milestone;
  return { kind: 'recorded', before, after: stored.milestone };
}

/** Its state; begun or not, it is open: an answer makes no other thing of it. */
export function openOr(milestone: Milestone): State | 'open' {
  return isOpen(milestone) ? 'open' : milestone.state;
}

/** Whatever an order is about: not what was said of it, nor what hangs on the day. */
function mostOfIt(milestone: Milestone): unknown {
  const { text, due, settledThrough, leads, proposal } = milestone;
  return [text, due, settledThrough, openOr(milestone), leads, proposal];
}

async function done(
  ports: Ports,
  { plan, by }: Order,
  found: Found,
  {
    before,
    after,
    warning,
    replayed,
  }: Pick<Extract<Changed, { kind: 'done' }>, 'before' | 'after' | 'warning' | 'replayed'>,
): Promise<Changed> {
  const { ref } = found.stored.milestone;
  // The first time may have ended before it rang.
  await ringFor(ports.log, () => ports.bells.refresh({ plan, ref }));
  const now = (await findMilestone(ports, plan, ref)) ?? found;
  return { kind: 'done', found: now, before, after, by, warning, replayed };
}

async function refuse(ports: Ports, order: Order, act: Act, found: Found, refusal: Refusal): Promise<Changed> {
  await audit(ports, order, act, refusal.code);
  return { kind: 'refused', found, refusal };
}

async function audit(ports: Ports, order: Order, act: Act, refused: string | null): Promise<void> {
  const onBehalf = order.enteredBy === undefined ? '' : ` for ${order.by.id}`;
  await recordAct(ports, order.enteredBy ?? order.by, act.name, `${order.plan} ${order.ref}${onBehalf}`, refused);
}

function whyOf({ enteredBy }: Order, { name }: Act): string {
  if (enteredBy === undefined) return name;
  return `${name}, entered by ${enteredBy.kind === 'officer' ? enteredBy.id : enteredBy.kind}`;
}
