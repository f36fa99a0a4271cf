/** Care of milestones: their words and place, tags, leads, and their end, with history. */
import { endedBy, ledBy, reopened, withTagRenamed, withTags, wrongText } from '../domain/care.js';
import { asTyped } from '../domain/plain-text.js';
import { isClosed, isComplete, type Milestone, type OfficerId, type Ref } from '../domain/plan.js';
import { heldRefusal, wrongReason, type Refusal } from '../domain/reasons.js';
import { nearestRefs, sameRef } from '../domain/refs.js';
import { didYouMean } from '../domain/nearest.js';
import { careFor, type Cared, type CareOrder } from './care.js';
import { leadsCalled } from './leads-called.js';
import type { PlanContents, Ports, StoredMilestone } from './ports.js';
import { behind as placesBehind } from './read-wanted.js';

/** The milestones of some refs, or which of them there is not. */
export function storedOf({ milestones }: PlanContents, refs: readonly Ref[]): readonly StoredMilestone[] | Refusal {
  const found = refs.map((ref) => milestones.find(({ milestone }) => sameRef(milestone.ref, ref)) ?? ref);
  const missing = found.find((one) => typeof one === 'string');
  if (missing === undefined) return [...new Set(found.filter((one) => typeof one !== 'string'))];
  const known = milestones.map(({ milestone }) => milestone.ref);
  return {
    code: 'no-such-ref',
    message: `There is no “${missing}” in the plan.${didYouMean(nearestRefs(missing, known))}`,
  };
}

export interface EditOrder extends CareOrder {
  readonly ref: Ref;
  /** Other words; null to leave them. */
  readonly text: string | null;
  /** The code of another objective; null to leave it where it is. */
  readonly objective: string | null;
  /** The milestone that it is to stand behind; null to leave it. */
  readonly after: Ref | null;
}

/** Other words, or another place in the plan. What it was stays in the history. */
export async function editMilestone(ports: Ports, order: EditOrder): Promise<Cared> {
  return careFor(ports, order, {
    name: 'milestone changed',
    apply: (contents) => {
      const found = storedOf(contents, [order.ref]);
      if ('code' in found) return found;
      const [stored] = found;
      if (stored === undefined) return { milestones: [] };
      const text = order.text === null ? stored.milestone.text : asTyped(order.text);
      const wrong = order.text === null ? null : (wrongText(text, 'It') ?? heldIn(contents, text));
      if (wrong !== null) return wrong;
      const placed = placedIn(contents, { ...stored.milestone, text }, order);
      return 'code' in placed ? placed : { milestones: [{ before: stored, after: placed }] };
    },
  });
}

function heldIn({ plan }: PlanContents, text: string): Refusal | null {
  return heldRefusal([text], plan.smallNumber, 'everybody who reads the plan reads it');
}

function placedIn(contents: PlanContents, milestone: Milestone, { objective, after }: EditOrder): Milestone | Refusal {
  const wanted = objective?.toLowerCase();
  const found = contents.objectives.find(({ code }) => code.toLowerCase() === wanted);
  if (wanted !== undefined && found === undefined) {
    const codes = contents.objectives.map(({ code }) => code).join(', ');
    return { code: 'no-such-objective', message: `There is no “${objective ?? ''}” in the plan. There are: ${codes}.` };
  }
  const moved = found === undefined ? milestone : { ...milestone, objective: found.code, area: found.area };
  if (after === null) return moved;
  const behind = storedOf(contents, [after]);
  if ('code' in behind) return behind;
  const others = contents.milestones.filter((one) => one.milestone.ref !== milestone.ref);
  const [place] = placesBehind({ milestones: others }, moved.objective, 1, behind[0]?.milestone.order ?? moved.order);
  return { ...moved, order: place ?? moved.order };
}

export interface TagOrder extends CareOrder {
  readonly refs: readonly Ref[];
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** Tags of one milestone or several. */
export async function tagMilestones(ports: Ports, order: TagOrder): Promise<Cared> {
  return careFor(ports, order, {
    name: 'tagged',
    apply: (contents) => {
      const found = storedOf(contents, order.refs);
      if ('code' in found) return found;
      return {
        milestones: found.map((before) => ({ before, after: withTags(before.milestone, order.add, order.remove) })),
      };
    },
  });
}

export interface TagRename extends CareOrder {
  readonly from: string;
  readonly to: string;
}

/** One tag in place of another, everywhere in the plan; channels and schedules that read it follow. */
export async function renameTag(ports: Ports, order: TagRename): Promise<Cared> {
  const { plan, from, to } = order;
  const done = await careFor(ports, order, {
    name: 'tag renamed',
    apply: async ({ milestones }) => {
      const some = milestones.some(({ milestone }) => milestone.tags.some((tag) => isTag(tag, from)));
      const read = (await ports.channels.list()).some(({ value }) =>
        value.reads.some((one) => isTag(one.tag ?? '', from)),
      );
      if (!some && !read) return { code: 'no-such-tag', message: `Nothing in the plan is tagged “${from}”.` };
      return {
        milestones: milestones.map((before) => ({ before, after: withTagRenamed(before.milestone, from, to) })),
      };
    },
  });
  if (done.kind === 'refused') return done;
  const followed = await followTag(ports, plan, from, to);
  return { ...done, warnings: [...done.warnings, ...followed] };
}

function isTag(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Readings of channels and schedules follow; what was posted under the old name stays as it is. */
async function followTag(ports: Ports, plan: string, from: string, to: string): Promise<readonly string[]> {
  let [channels, schedules] = [0, 0];
  const left: string[] = [];
  for (const { value, etag } of await ports.channels.list()) {
    const reads = value.reads.map((one) =>
      one.plan === plan && isTag(one.tag ?? '', from) ? { ...one, tag: to } : one,
    );
    if (reads.every((one, at) => one === value.reads[at])) continue;
    if ((await ports.channels.put({ ...value, reads }, etag)) === 'written') channels += 1;
  }
  const readElsewhere = (await ports.channels.list()).flatMap(({ value }) =>
    value.reads.flatMap((one) => (one.plan !== plan && isTag(one.tag ?? '', from) ? [one.plan] : [])),
  );
  for (const { value, etag } of await ports.schedules.list()) {
    if (!isTag(value.tag ?? '', from) || (value.plans !== null && !value.plans.includes(plan))) continue;
    // Under the old name it goes on for the other plans, which nobody renamed.
    if (readElsewhere.some((other) => value.plans?.includes(other) ?? true)) {
      left.push(value.id);
      continue;
    }
    if ((await ports.schedules.put({ ...value, tag: to }, etag)) === 'written') schedules += 1;
  }
  return [
    ...(channels === 0 ? [] : [`Channels that read it as “${to}” from now on: ${String(channels)}.`]),
    ...(schedules === 0 ? [] : [`Schedules that follow: ${String(schedules)}.`]),
    ...(left.length === 0
      ? []
      : [`Still “${from}”, as other plans are read by it: ${left.join(', ')}. Schedule “${to}” by itself.`]),
  ];
}

export interface ReassignOrder extends CareOrder {
  /** Which; null for all that `from` leads. */
  readonly refs: readonly Ref[] | null;
  /** Only in this area; null for the whole plan. */
  readonly area: string | null;
  /** Whose part: names or ids with semicolons; null for all who lead them. */
  readonly from: string | null;
  /** Who leads them from now on; empty for nobody. */
  readonly to: string;
  readonly reason: string;
}

/** Others lead it from today: they are told, and asked for nothing that lies before. */
export async function reassign(ports: Ports, order: ReassignOrder): Promise<Cared> {
  const to = await leadsCalled(ports, order.to);
  if ('code' in to) return careFor(ports, order, { name: 'reassigned', apply: () => to });
  const from = order.from === null ? null : await leadsCalled(ports, order.from);
  if (from !== null && 'code' in from) return careFor(ports, order, { name: 'reassigned', apply: () => from });
  const id = ports.random.id();
  return careFor(ports, order, {
    name: 'reassigned',
    apply: (contents, on) => {
      const leads = from?.ids ?? [];
      const found = order.refs === null ? ledIn(contents, order.area, leads) : storedOf(contents, order.refs);
      if ('code' in found) return found;
      if (found.length === 0)
        return { code: 'leads-nothing', message: `${from?.names.join(', ') ?? 'Nobody'} leads nothing there.` };
      const stamp = { by: order.by, on, id, reason: asTyped(order.reason) };
      return {
        milestones: found.map((before) => ({ before, after: ledBy(before.milestone, leads, to.ids, stamp) })),
        warnings: to.warnings,
      };
    },
  });
}

function ledIn({ milestones }: PlanContents, area: string | null, leads: readonly OfficerId[]) {
  return milestones.filter(
    ({ milestone }) =>
      !isClosed(milestone) &&
      (area === null || milestone.area === area) &&
      milestone.leads.some((lead) => leads.includes(lead)),
  );
}

export interface EndOrder extends CareOrder {
  readonly refs: readonly Ref[];
  readonly reason: string;
}

/** A row that was loaded wrongly: withdrawn by an admin, with the reason. */
export async function withdrawRows(ports: Ports, order: EndOrder): Promise<Cared> {
  const reason = asTyped(order.reason);
  return careFor(ports, order, {
    name: 'withdrawn as loaded wrongly',
    apply: (contents, on) => {
      const found = storedOf(contents, order.refs);
      const wrong = wrongReason(reason, 'Taking it out of the count') ?? heldIn(contents, reason);
      if ('code' in found || wrong !== null) return wrong ?? (found as Refusal);
      const complete = found.find(({ milestone }) => isComplete(milestone));
      if (complete !== undefined) {
        const message = `${complete.milestone.ref} is complete: what was delivered is not taken back so.`;
        return { code: 'complete', message };
      }
      return {
        milestones: found
          .filter(({ milestone }) => !isClosed(milestone))
          .map((before) => ({ before, after: endedBy(before.milestone, 'withdrawn', { reason, by: order.by, on }) })),
      };
    },
  });
}

/** What was closed is open again; why it was closed, and why it is open, stays in the history. */
export async function reopenRows(ports: Ports, order: EndOrder): Promise<Cared> {
  const reason = asTyped(order.reason);
  return careFor(ports, order, {
    name: 'opened again',
    apply: (contents, on) => {
      const found = storedOf(contents, order.refs);
      const wrong = wrongReason(reason, 'Opening it again') ?? heldIn(contents, reason);
      if ('code' in found || wrong !== null) return wrong ?? (found as Refusal);
      const open = found.find(({ milestone }) => !isClosed(milestone));
      if (open !== undefined && order.refs.length === 1) {
        return { code: 'not-closed', message: `${open.milestone.ref} is not closed.` };
      }
      return {
        milestones: found
          .filter(({ milestone }) => isClosed(milestone))
          .map((before) => ({ before, after: reopened(before.milestone, reason, on) })),
      };
    },
  });
}
