/** The end of a plan's year, at a terminal. */
import { inList } from '../../domain/lists.js';
import { closePlan, foreseeClose, reopenPlan } from '../close-plan.js';
import { readDirectory } from '../directory.js';
import { foreseeWithdrawal, withdrawPlan } from '../withdraw-plan.js';
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

export interface WithdrawPlanWords {
  readonly plan: string;
  readonly reason: string;
  readonly dryRun: boolean;
}

/** Takes back a plan that was loaded by mistake, and says whom to tell. */
export async function planWithdrawVerb(
  ports: CommandPorts,
  common: Common,
  { plan, reason, dryRun }: WithdrawPlanWords,
): Promise<Answer> {
  await planOf(ports, plan);
  const order = { plan, reason, by: common.by };
  const done = dryRun ? await foreseeWithdrawal(ports, plan) : await withdrawPlan(ports, order);
  if (done === null || done.kind === 'refused') {
    throw new CommandError(done?.refusal.code ?? 'no-such-plan', done?.refusal.message ?? 'There is no such plan.');
  }
  const { nameOf } = await readDirectory(ports.people);
  const [asked, answered] = [done.asked.map(nameOf), done.answered.map(({ ref, by }) => ({ ref, by: nameOf(by) }))];
  const would = dryRun ? 'would be' : 'is';
  return {
    json: { asAt: common.asAt, plan, dryRun, withdrawn: done.withdrawn, asked, answered },
    lines: [
      `“${plan}” ${would} closed, and what was open in it withdrawn: ${counted(done.withdrawn.length, 'milestone')}.`,
      asked.length === 0 ? 'Nobody was asked about it.' : `Asked about it, and to be told: ${inList(asked)}.`,
      ...(answered.length === 0
        ? []
        : [
            `Answered, which stays in its history: ${inList(answered.map(({ ref, by }) => `${ref} (${by})`))}. If that belongs to another plan, enter it there.`,
          ]),
      ...(dryRun ? [] : ['Nobody is asked about it any more; cards that were sent are put right.']),
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
