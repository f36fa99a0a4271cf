import { inWords, type CivilDate } from '../../domain/dates.js';
import { isOpen } from '../../domain/plan.js';
import type { Changed } from '../change-milestone.js';
import { pauseMilestone, resumeMilestone } from '../pauses.js';
import { CommandError, counted, namedOfficer, type Answer, type CommandPorts, type Common } from './answer.js';
import { storedOf, wellDone, type Done } from './orders.js';
import { areaOf, planOf } from './plan-verbs.js';

/** What is paused or taken up again: one milestone, those of an area, or with neither those of the whole plan. */
export interface PausedWords {
  readonly plan: string;
  readonly by: string;
  readonly ref: string | null;
  readonly area: string | null;
}

export interface PauseWords extends PausedWords {
  readonly until: CivilDate;
  readonly reason: string;
}

/** Neither asked for nor overdue until a day; always listed, with who said so and why. */
export async function pauseVerb(ports: CommandPorts, common: Common, words: PauseWords): Promise<Answer> {
  const { until, reason } = words;
  const orders = await ordersOf(ports, common, words, 'open');
  const done = await each(orders, (order) => pauseMilestone(ports, { ...order, until, reason }));
  const which = done.length === 1 ? (done[0]?.after.ref ?? '') : counted(done.length, 'milestone');
  const line = `${which} ${done.length === 1 ? 'is' : 'are'} paused until ${inWords(until)}.`;
  return { json: jsonOf(common, words, done), lines: [line] };
}

/** It counts again from today. */
export async function resumeVerb(ports: CommandPorts, common: Common, words: PausedWords): Promise<Answer> {
  const orders = await ordersOf(ports, common, words, 'paused');
  const done = await each(orders, (order) => resumeMilestone(ports, order));
  const which = done.length === 1 ? (done[0]?.after.ref ?? '') : counted(done.length, 'milestone');
  return { json: jsonOf(common, words, done), lines: [`${which} ${done.length === 1 ? 'counts' : 'count'} again.`] };
}

async function ordersOf(ports: CommandPorts, common: Common, words: PausedWords, which: 'open' | 'paused') {
  const contents = await planOf(ports, words.plan);
  const { id } = await namedOfficer(ports, words.by);
  const about = { plan: words.plan, by: { kind: 'officer', id }, enteredBy: common.by, rev: null } as const;
  if (words.ref !== null) return [{ ...about, ref: storedOf(contents, words.ref).milestone.ref }];
  const area = words.area === null ? null : areaOf(contents, words.area).code;
  const found = contents.milestones
    .map(({ milestone }) => milestone)
    .filter((one) => area === null || one.area === area)
    .filter((one) => (which === 'open' ? isOpen(one) : one.state === 'paused'));
  if (found.length > 0) return found.map(({ ref }) => ({ ...about, ref }));
  throw new CommandError(`none-${which}`, `Nothing there is ${which}.`);
}

/** One after another; what was done before a refusal stays, and the same line goes on from there. */
async function each<T>(orders: readonly T[], act: (order: T) => Promise<Changed>): Promise<readonly Done[]> {
  const done: Done[] = [];
  for (const order of orders) done.push(wellDone(await act(order)));
  return done;
}

function jsonOf({ asAt }: Common, { plan }: PausedWords, done: readonly Done[]): object {
  const changed = done.map(({ after: { ref, state, pause = null }, found, replayed }) => {
    return { ref, state, pause, rev: found.stored.rev, replayed };
  });
  return { asAt, plan, changed };
}
