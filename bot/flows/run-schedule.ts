/** What a schedule does at its time, done now because a person said so. */
import type { CivilDate } from '../domain/dates.js';
import type { Actor, PlanId } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import type { ScheduleReach } from '../domain/schedule-views.js';
import { recordAct } from './audit.js';
import { findSchedule } from './change-schedule.js';
import { countAsDone, type Ran } from './hold-run.js';
import { planReadings } from './plan-readings.js';
import type { Ports, Schedule } from './ports.js';
import { sweep, type SweepReport } from './sweep.js';
import { todayOf } from './today.js';
import { unconfirmed } from './schedule-reach.js';
import { reachInWords } from './schedule-shown.js';
import { setWindows } from './window-schedule.js';

/** A sweep of its own that a person ordered: it is sent at once (RULES 3). */
export async function sweepByHand(
  ports: Ports,
  today: CivilDate,
  by: Actor,
  plans: ReadonlySet<PlanId> | null = null,
): Promise<SweepReport> {
  const slot = `${ports.clock.now()}-by-hand-${ports.random.id().slice(0, 6)}`;
  const report = await sweep(ports, { slot, today, plans, atOnce: true, cause: { kind: 'by-hand', by } });
  await recordAct(ports, by, 'sweep', today);
  return report;
}

/** Asks; what passed until now counts as done, unless it was of another day, or in part. */
export async function runSweepSchedule<T extends { readonly report: SweepReport }>(
  ports: Ports,
  schedule: Schedule,
  by: Actor,
  ask: () => Promise<T>,
  today: CivilDate,
): Promise<T> {
  await recordAct(ports, by, 'schedule run', schedule.id);
  const asked = await ask();
  const { digests, skipped, escalations, failed, unread } = asked.report;
  // Of another day, or in part: then what is due today is still to be asked.
  if (today !== todayOf(ports) || failed.length + unread.length > 0) return asked;
  const counts = { digests: digests.length, skipped: skipped.length, escalations: escalations.length };
  await countAsDone(ports, schedule, counts);
  return asked;
}

/** Plans the summaries of all that channels read; answers how many there are. */
export async function runRollupSchedule(ports: Ports, schedule: Schedule, by: Actor): Promise<number> {
  await recordAct(ports, by, 'schedule run', schedule.id);
  let posts = 0;
  for (const id of schedule.plans ?? (await ports.plans.ids())) {
    posts += await planReadings(ports, id, schedule, null);
  }
  await countAsDone(ports, schedule, { posts });
  return posts;
}

/** Sets the windows of the board's meetings as its calendar has them now. */
export async function runWindowsNow(ports: Ports, schedule: Schedule, by: Actor): Promise<Ran> {
  await recordAct(ports, by, 'schedule run', schedule.id);
  const ran = await setWindows(ports, schedule, todayOf(ports), by);
  if (ran.failed.length === 0) await countAsDone(ports, schedule, ran.counts);
  return ran;
}

export type RanByCard =
  | { readonly kind: 'ran'; readonly words: string }
  /** More people than may be reached without saying the number. */
  | { readonly kind: 'ask'; readonly reach: ScheduleReach }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** As a card has it run: what became of it, in words. */
export async function runByCard(ports: Ports, id: string, by: Actor, confirmed: number | null): Promise<RanByCard> {
  const found = await findSchedule(ports, id);
  if ('code' in found) return { kind: 'refused', refusal: found };
  const { value } = found;
  const reach = await reachInWords(ports, value);
  if (unconfirmed(value.kind, reach.count, confirmed) !== null) return { kind: 'ask', reach };
  if (value.kind === 'rollup') {
    const posts = await runRollupSchedule(ports, value, by);
    return {
      kind: 'ran',
      words: posts === 1 ? 'One summary is on its way' : `${String(posts)} summaries are on their way`,
    };
  }
  if (value.kind === 'window') return { kind: 'ran', words: windowsSaid(await runWindowsNow(ports, value, by)) };
  const plans = value.plans === null ? null : new Set(value.plans);
  const today = todayOf(ports);
  const ask = async () => ({ report: await sweepByHand(ports, today, by, plans) });
  const { report } = await runSweepSchedule(ports, value, by, ask, today);
  const asked = report.digests.filter(({ entraId }) => entraId !== null).length;
  return { kind: 'ran', words: asked === 1 ? 'One person is asked' : `${String(asked)} people are asked` };
}

function windowsSaid({ counts, failed }: Ran): string {
  const { added = 0, changed = 0, removed = 0 } = counts;
  const said = `Windows: ${String(added)} added, ${String(changed)} changed, ${String(removed)} removed`;
  return failed.length === 0 ? said : `${said}; ${String(failed.length)} could not be set: they overlap with others`;
}
