/** The end of a plan's year, at a terminal. */
import { closePlan, foreseeClose, reopenPlan } from '../close-plan.js';
import { CommandError, counted, type Answer, type CommandPorts, type Common } from './answer.js';
import { planOf } from './plan-verbs.js';

export interface CloseWords {
  readonly plan: string;
  readonly into: string | null;
  readonly title: string | null;
  readonly reason: string;
  readonly dryRun: boolean;
}

/** Closes a plan and carries what is open into another; `--dry-run` tells what that would be. */
export async function planCloseVerb(ports: CommandPorts, common: Common, words: CloseWords): Promise<Answer> {
  await planOf(ports, words.plan);
  const { plan, into, title, reason, dryRun } = words;
  const order = { plan, into, title, reason, by: common.by };
  const done = dryRun ? await foreseeClose(ports, order) : await closePlan(ports, order);
  if (done.kind === 'refused') throw new CommandError(done.refusal.code, done.refusal.message);
  const { carried, measures, unconfirmed, readings } = done;
  const renamed = carried.filter(({ ref, as }) => ref !== as).map(({ ref, as }) => `${ref} as ${as}`);
  const would = dryRun ? 'would be' : 'is';
  return {
    json: { asAt: common.asAt, plan, into, dryRun, carried, measures, unconfirmed, readings },
    lines: [
      `“${plan}” ${would} closed: it is read, and asked about no more.`,
      ...(carried.length === 0 ? [] : [`Carried into “${into ?? ''}”: ${counted(carried.length, 'milestone')}.`]),
      ...(measures.length === 0 ? [] : [`Performance measures that go with it: ${String(measures.length)}.`]),
      ...(renamed.length === 0 ? [] : [`Their refs are taken there: ${renamed.join(', ')}.`]),
      ...(unconfirmed.length === 0
        ? []
        : [`Delivered, and their evidence not confirmed: ${unconfirmed.join(', ')}. They are asked about no more.`]),
      ...(readings === 0
        ? []
        : [`Summaries in channels that ${into === null ? 'end' : 'follow'}: ${String(readings)}.`]),
      ...(into === null ? [] : ['Reporting windows of its own have to be set for it: windows add.']),
    ],
  };
}

/** Its year goes on. */
export async function planReopenVerb(
  ports: CommandPorts,
  common: Common,
  { plan, reason }: { readonly plan: string; readonly reason: string },
): Promise<Answer> {
  await planOf(ports, plan);
  const done = await reopenPlan(ports, { plan, reason, by: common.by });
  if (done.kind === 'refused') throw new CommandError(done.refusal.code, done.refusal.message);
  return { json: { asAt: common.asAt, plan, closed: null }, lines: [`“${plan}” is open again.`] };
}
