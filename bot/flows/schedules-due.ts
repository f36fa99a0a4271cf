/** Schedules whose time has come: held, run, and marked as done. */
import { civilDateAt } from '../domain/dates.js';
import type { PlanId } from '../domain/plan.js';
import { raise, raiseOnce } from './attention.js';
import { reasonOf } from './fault.js';
import { attempt, hold, reopen, type Held, type Ran } from './hold-run.js';
import type { Seen } from './looked.js';
import { doneAhead, isAhead, missedSlots } from './missed-slots.js';
import type { SweepOrder } from './plan-officer.js';
import { planReadings } from './plan-readings.js';
import type { Ports, Schedule, Versioned } from './ports.js';
import type { Meanwhile } from './send-meanwhile.js';
import { isAtRest, noteAtRest } from './schedule-at-rest.js';
import { sweep } from './sweep.js';
import { runWindowSchedule } from './window-schedule.js';

/** So many slots of one schedule are opened again in one tick; the next tick goes on. */
const REOPEN_AT_MOST = 50;

/** One piece of a tick: whatever fails in it, the rest goes on. */
export type Step = (name: string, act: () => Promise<void>) => Promise<void>;

/** What a tick found when it began, and how it goes on. */
export interface Before {
  readonly ports: Ports;
  readonly seen: Seen;
  readonly step: Step;
  /** Sends while sweeps plan. */
  readonly meanwhile: Meanwhile;
}

/** `acted`: something was due, of whatever schedule. */
export async function runSchedules({
  ports,
  seen,
  step,
  meanwhile: { planned },
}: Before): Promise<'at-rest' | 'acted'> {
  const { schedules: every, unreadable } = await ports.schedules.all();
  for (const { value: schedule } of unreadable) {
    ports.log.error('schedule-unreadable', { schedule });
    await step('unreadable', () => raiseOnce(ports, { kind: 'schedule', schedule }, 'not-planned', 'row-unreadable'));
  }
  const schedules: Versioned<Schedule>[] = [];
  for (const one of every) if (!(await isAtRest(ports, seen, one.value))) schedules.push(one);
  const acted = { any: false };
  const sweeps: Held[] = [];
  for (const one of schedules.filter(({ value }) => value.kind === 'sweep')) {
    await step(`schedule ${one.value.id}`, async () => {
      const held = await holdDue(ports, seen, one);
      if (held === null) return;
      acted.any = true;
      sweeps.push(held);
    });
  }
  if (sweeps.length > 0)
    await step('sweep', () => attempt(ports, sweeps, (renew) => runSweep(ports, sweeps, { renew, planned })));
  for (const one of schedules.filter(({ value }) => value.kind !== 'sweep')) {
    await step(`schedule ${one.value.id}`, async () => {
      // Held just before it is run, so that a long one before it does not use up its time.
      const held = await holdDue(ports, seen, one);
      if (held !== null) acted.any = true;
      const run = one.value.kind === 'window' ? runWindowSchedule : runRollup;
      if (held !== null) await attempt(ports, [held], () => run(ports, held));
    });
  }
  return acted.any ? 'acted' : 'at-rest';
}

async function holdDue(ports: Ports, seen: Seen, found: Versioned<Schedule>): Promise<Held | null> {
  const schedule = await setRight(ports, found);
  const missed = await missedSlots(ports, schedule);
  if (missed.kind === 'paused' || (missed.kind === 'due' && missed.slots.length === 0))
    await noteAtRest(ports, seen, schedule);
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
async function runSweep(
  ports: Ports,
  held: readonly Held[],
  heard: Pick<SweepOrder, 'renew' | 'planned'>,
): Promise<Ran> {
  const now = ports.clock.now();
  const slot = held.reduce((newest, one) => (one.slot > newest ? one.slot : newest), held[0]?.slot ?? now);
  // A slot may be taken a minute early, at midnight on the day before its own.
  const today = civilDateAt(slot > now ? slot : now, ports.zone);
  const cause = { kind: 'schedules', schedules: held.map(({ schedule }) => schedule.id) } as const;
  const report = await sweep(ports, { slot, today, plans: plansOf(held), atOnce: false, cause, ...heard });
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
