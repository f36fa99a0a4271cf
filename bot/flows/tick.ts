import { civilDateAt } from '../domain/dates.js';
import { raise, raiseOnce } from './attention.js';
import type { PlanId } from '../domain/plan.js';
import { drain, type Drained, type DrainLimits } from './drain.js';
import { attempt, hold, reopen, type Held, type Ran } from './hold-run.js';
import { doneAhead, isAhead, missedSlots } from './missed-slots.js';
import type { Ports, Schedule, Versioned } from './ports.js';
import { planReadings } from './plan-readings.js';
import { messageFor, scopesOf } from './plan-rollup.js';
import { deliverRollup } from './post-rollup.js';
import { reasonOf } from './fault.js';
import { sweep } from './sweep.js';
import { resumeCorrections } from './tell-correction.js';
import { runWindowSchedule } from './window-schedule.js';
import { runWindows } from './window-runs.js';

/** So many slots of one schedule are opened again in one tick; the next tick goes on. */
const REOPEN_AT_MOST = 50;

/**
 * Every five minutes: what is due, planned and sent. Needs no queue, and repairs what a crash left open. Whatever fails,
 * the rest goes on; the first failure is thrown in the end, for whoever watches the function. Its last line is the sign
 * of life that an alarm outside waits for; where storage takes no stamp there is none.
 */
export async function tick(ports: Ports, limits: DrainLimits): Promise<void> {
  const failures: unknown[] = [];
  const step = async (name: string, act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      ports.log.error('tick-failed', { step: name, reason: reasonOf(error) });
      failures.push(error);
    }
  };
  const reached: Reached = { stamped: false, drained: null };
  await step('stamp', async () => {
    await ports.sender.stamp('tick', ports.clock.now());
    reached.stamped = true;
  });
  await step('schedules', () => runSchedules(ports, step));
  await step('windows', () => runWindows(ports, step));
  await step('corrections', () => resumeCorrections(ports));
  await step('drain', async () => {
    reached.drained = await drain(ports, limits);
  });
  await step('summaries', () => postOpen(ports, step));
  if (reached.stamped) tellDone(ports, reached.drained, failures.length);
  if (failures.length > 0) throw failures[0];
}

interface Reached {
  stamped: boolean;
  drained: Drained | null;
}

/** `open` is null where this tick could not look: somebody else is sending, or nobody may. */
function tellDone({ log }: Ports, drained: Drained | null, failed: number): void {
  log.info('tick-done', { failed, settled: drained?.settled ?? null, open: drained?.open ?? null });
}

type Step = (name: string, act: () => Promise<void>) => Promise<void>;

async function runSchedules(ports: Ports, step: Step): Promise<void> {
  for (const { value: schedule } of await ports.schedules.unreadable()) {
    ports.log.error('schedule-unreadable', { schedule });
    await step('unreadable', () => raiseOnce(ports, { kind: 'schedule', schedule }, 'not-planned', 'row-unreadable'));
  }
  const schedules = await ports.schedules.list();
  const sweeps: Held[] = [];
  for (const one of schedules.filter(({ value }) => value.kind === 'sweep')) {
    await step(`schedule ${one.value.id}`, async () => {
      const held = await holdDue(ports, one);
      if (held !== null) sweeps.push(held);
    });
  }
  if (sweeps.length > 0) await step('sweep', () => attempt(ports, sweeps, (renew) => runSweep(ports, sweeps, renew)));
  for (const one of schedules.filter(({ value }) => value.kind !== 'sweep')) {
    await step(`schedule ${one.value.id}`, async () => {
      // Held just before it is run, so that a long one before it does not use up its time.
      const held = await holdDue(ports, one);
      const run = one.value.kind === 'window' ? runWindowSchedule : runRollup;
      if (held !== null) await attempt(ports, [held], () => run(ports, held));
    });
  }
}

async function holdDue(ports: Ports, found: Versioned<Schedule>): Promise<Held | null> {
  const schedule = await setRight(ports, found);
  const missed = await missedSlots(ports, schedule);
  if (missed.kind === 'due') return hold(ports, schedule, missed.slots);
  if (missed.kind === 'refused') {
    ports.log.error('schedule-refused', { schedule: schedule.id, since: missed.first });
    const subject = { kind: 'schedule', schedule: schedule.id } as const;
    await raiseOnce(ports, subject, 'long-gap', `missed-since-${missed.first}`);
  }
  return null;
}

/**
 * The clock was ahead, or is behind now: what is marked as done for a time to come is opened again, and a schedule made in
 * the time to come begins with the present. The ledger knows what was asked, so that nobody is asked twice.
 */
async function setRight(ports: Ports, { value: schedule, etag }: Versioned<Schedule>): Promise<Schedule> {
  const subject = { kind: 'schedule', schedule: schedule.id } as const;
  const ahead = await doneAhead(ports, schedule);
  if (ahead !== null) {
    ports.log.warn('watermark-ahead', { schedule: schedule.id, slot: ahead });
    await raise(ports, subject, 'long-gap', `done-ahead-${ahead}`);
    let slot: typeof ahead | null = ahead;
    for (let opened = 0; slot !== null && opened < REOPEN_AT_MOST; opened += 1) {
      await reopen(ports, schedule, slot);
      slot = await doneAhead(ports, schedule);
    }
  }
  if (!isAhead(ports, schedule.createdAt)) return schedule;
  ports.log.warn('schedule-ahead', { schedule: schedule.id, createdAt: schedule.createdAt });
  await raise(ports, subject, 'long-gap', `made-ahead-${schedule.createdAt}`);
  const begun = { ...schedule, createdAt: ports.clock.now() };
  await ports.schedules.put(begun, etag);
  return begun;
}

/** All sweeps due in one tick are one sweep: one card a person. */
async function runSweep(ports: Ports, held: readonly Held[], renew: () => Promise<void>): Promise<Ran> {
  const now = ports.clock.now();
  const slot = held.reduce((newest, one) => (one.slot > newest ? one.slot : newest), held[0]?.slot ?? now);
  // A slot may be taken a minute early, at midnight on the day before its own.
  const today = civilDateAt(slot > now ? slot : now, ports.zone);
  const cause = { kind: 'schedules', schedules: held.map(({ schedule }) => schedule.id) } as const;
  const report = await sweep(ports, { slot, today, plans: plansOf(held), atOnce: false, cause, renew });
  const { digests, skipped, escalations, failed, unread } = report;
  return {
    counts: { digests: digests.length, skipped: skipped.length, escalations: escalations.length },
    failed: [...failed.map((officer) => `officer ${officer}`), ...unread.map((plan) => `plan ${plan}`)],
  };
}

/** The plans of all of them; null where one asks about every plan. */
function plansOf(held: readonly Held[]): ReadonlySet<PlanId> | null {
  const all = held.map(({ schedule }) => schedule.plans);
  return all.some((plans) => plans === null) ? null : new Set(all.flatMap((plans) => plans ?? []));
}

async function runRollup(ports: Ports, { schedule, slot }: Held): Promise<Ran> {
  const plans = schedule.plans ?? (await ports.plans.ids());
  const failed: string[] = [];
  let posts = 0;
  for (const id of plans) {
    try {
      posts += await planReadings(ports, id, schedule, slot);
    } catch (error) {
      ports.log.error('rollup-not-planned', { schedule: schedule.id, plan: id, slot, reason: reasonOf(error) });
      failed.push(`plan ${id}`);
    }
  }
  return { counts: { posts }, failed };
}

/** Posts the summaries that were planned and not posted, without waiting for a bell. */
async function postOpen(ports: Ports, step: Step): Promise<void> {
  for (const scope of await scopesOf(ports)) {
    await step(`summaries ${scope}`, async () => {
      for (const { value } of await ports.rollups.openPosts(scope)) {
        await step(`summary ${scope} ${value.channel}`, () => deliverRollup(ports, messageFor(value)));
      }
    });
  }
}
