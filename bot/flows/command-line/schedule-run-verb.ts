import { findSchedule } from '../change-schedule.js';
import { heldBackNow, heldInWords, leavesInWords } from '../held-back.js';
import type { Ran } from '../hold-run.js';
import type { Schedule } from '../ports.js';
import { runRollupSchedule, runSweepSchedule, runWindowsNow } from '../run-schedule.js';
import { reachOf, unconfirmed } from '../schedule-reach.js';
import { todayOf } from '../today.js';
import { counted, type Answer, type CommandPorts, type Common } from './answer.js';
import { orRefuse, refuse } from './schedule-verbs.js';
import { refuseToCome, sweepAnswer, sweepNow } from './sweep-verbs.js';

/** Does now what a schedule does at its time. What passed until now counts as done, also where it had stopped. */
export async function scheduleRunVerb(
  ports: CommandPorts,
  common: Common,
  id: string,
  confirm: number | null,
): Promise<Answer> {
  const { value } = orRefuse(await findSchedule(ports, id));
  if (value.kind === 'sweep') refuseToCome(ports, common);
  // Of a day gone by nobody can say beforehand whom a sweep would ask.
  if (common.asAt === todayOf(ports)) refuse(unconfirmed(value.kind, await reachOf(ports, value), confirm));
  if (value.kind === 'rollup') {
    const posts = await runRollupSchedule(ports, value, common.by);
    return { json: { asAt: common.asAt, posts }, lines: [await onTheirWay(ports, posts)] };
  }
  if (value.kind === 'window') return windowsAnswer(common, await runWindowsNow(ports, value, common.by));
  return runSweep(ports, common, value);
}

async function runSweep(ports: CommandPorts, common: Common, schedule: Schedule): Promise<Answer> {
  const plans = schedule.plans === null ? null : new Set(schedule.plans);
  const ask = () => sweepNow(ports, common, plans);
  const { shown } = await runSweepSchedule(ports, schedule, common.by, ask, common.asAt);
  return sweepAnswer(ports, common, shown, false);
}

function windowsAnswer(common: Common, { counts, failed }: Ran): Answer {
  const { added = 0, changed = 0, removed = 0 } = counts;
  const said = `${counted(added, 'window')} added, ${String(changed)} changed, ${String(removed)} removed. See: windows`;
  const left = failed.map(
    (one) => `The ${one} could not be set: it overlaps with another, or its days are not in order.`,
  );
  return { json: { asAt: common.asAt, windows: { added, changed, removed, failed } }, lines: [said, ...left] };
}

async function onTheirWay(ports: CommandPorts, posts: number): Promise<string> {
  const held = await heldBackNow(ports);
  const them = posts === 1 ? 'It leaves' : 'They leave';
  const queued = `${counted(posts, 'summary', 'summaries')} queued.`;
  if (posts === 0) return `${queued} No channel reads it: mention Waymark in one, with: @Waymark summary here`;
  if (held === null) return `${queued} ${them} within a minute.`;
  const why = heldInWords(held, { zone: ports.zone, now: ports.clock.now() });
  return `${queued} ${posts === 1 ? 'It waits' : 'They wait'}: ${why}. ${them} ${leavesInWords(held)}.`;
}
