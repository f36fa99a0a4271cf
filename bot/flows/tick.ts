import { addMs, civilDateAt, momentAt, type Instant } from '../domain/dates.js';
import { slotsBetween } from '../domain/next-run.js';
import { drain, type DrainLimits } from './drain.js';
import type { Ports, Run, Schedule, Versioned } from './ports.js';
import { channelsOf, planRollup } from './post-rollup.js';
import { reasonOf } from './side-by-side.js';
import { sweep } from './sweep.js';
import { todayOf } from './today.js';

/** A run is taken over when it has not been renewed for so long. */
const RUN_LEASE_MS = 3 * 60_000;
const RENEW_MS = 60_000;
/** Slots due within so long are taken early: timers come a little before or after their time. */
const AHEAD_MS = 60_000;

/** A slot of a schedule that this tick holds. */
interface Held {
  readonly schedule: Schedule;
  readonly slot: Instant;
  readonly run: Versioned<Run>;
  /** Older slots that were missed. */
  readonly missed: readonly Instant[];
}

/** Every five minutes: what is due, planned and sent. Needs no queue, and repairs what a crash left open. */
export async function tick(ports: Ports, limits: DrainLimits): Promise<void> {
  const schedules = (await ports.schedules.list()).map(({ value }) => value);
  const sweeps = await holdDue(
    ports,
    schedules.filter(({ kind }) => kind === 'sweep'),
  );
  if (sweeps.length > 0) await attempt(ports, sweeps, (renew) => runSweep(ports, sweeps, renew));
  for (const schedule of schedules.filter(({ kind }) => kind === 'rollup')) {
    // Held just before it is run, so that a long one before it does not use up its time.
    for (const one of await holdDue(ports, [schedule])) await attempt(ports, [one], () => runRollup(ports, one));
  }
  await drain(ports, limits);
  await repairRollups(ports);
}

/** All sweeps due in one tick are one sweep: one card a person. */
async function runSweep(
  ports: Ports,
  held: readonly Held[],
  renew: () => Promise<void>,
): Promise<Record<string, number>> {
  const slot =
    held
      .map((one) => one.slot)
      .sort()
      .at(-1) ?? ports.clock.now();
  // A slot may be taken a minute early, at midnight on the day before its own.
  const now = ports.clock.now();
  const today = civilDateAt(slot > now ? slot : now, ports.zone);
  const report = await sweep(ports, { slot, today, atOnce: false, renew });
  if (report.failed.length > 0) throw new Error(`${String(report.failed.length)} officers could not be planned`);
  return { digests: report.digests.length, skipped: report.skipped.length, escalations: report.escalations.length };
}

async function runRollup(ports: Ports, { schedule, slot }: Held): Promise<Record<string, number>> {
  const plans = schedule.plan === null ? await ports.plans.list() : [{ id: schedule.plan }];
  let posts = 0;
  for (const { id } of plans) {
    const channels = await channelsOf(ports, id);
    if ((await planRollup(ports, id, channels, slot)) !== null) posts += channels.length;
  }
  return { posts };
}

/** Runs, then says done; a failure leaves the run to be taken over when its time is up. */
async function attempt(
  ports: Ports,
  held: readonly Held[],
  act: (renew: () => Promise<void>) => Promise<Record<string, number>>,
): Promise<void> {
  const runs = held.map((one) => ({ ...one }));
  try {
    const counts = await act(renewal(ports, runs));
    for (const { schedule, slot, run, missed } of runs) {
      for (const older of missed) await ports.runs.write(schedule.id, older, { state: 'coalesced', into: slot }, null);
      const done: Run = { state: 'done', at: ports.clock.now(), counts };
      const written = await ports.runs.write(schedule.id, slot, done, run.etag);
      // Somebody took it over and does it again, harmlessly; theirs is the word that counts.
      ports.log.info(written === 'conflict' ? 'run-taken-over' : 'run-done', {
        schedule: schedule.id,
        slot,
        ...counts,
      });
    }
  } catch (error) {
    const schedules = held.map(({ schedule }) => schedule.id).join(' ');
    ports.log.error('run-failed', { schedules, reason: reasonOf(error) });
  }
}

/** Renews the runs once a minute, when called often enough. */
function renewal(
  ports: Ports,
  runs: { schedule: Schedule; slot: Instant; run: Versioned<Run> }[],
): () => Promise<void> {
  let renewedAt = ports.clock.monotonic();
  return async () => {
    if (ports.clock.monotonic() - renewedAt < RENEW_MS) return;
    renewedAt = ports.clock.monotonic();
    for (const one of runs) {
      if (one.run.value.state !== 'running') continue;
      const later: Run = { ...one.run.value, until: addMs(ports.clock.now(), RUN_LEASE_MS) };
      const written = await ports.runs.write(one.schedule.id, one.slot, later, one.run.etag);
      if (written === 'conflict') throw new Error(`The run of ${one.schedule.id} was taken over`);
      one.run = written;
    }
  };
}

async function holdDue(ports: Ports, schedules: readonly Schedule[]): Promise<readonly Held[]> {
  const held: Held[] = [];
  for (const schedule of schedules) {
    if (isPaused(ports, schedule)) continue;
    const newest = await ports.runs.newestDone(schedule.id);
    const after = [...since(ports, schedule), ...(newest === null ? [] : [newest])].sort().at(-1) ?? schedule.createdAt;
    const due = slotsBetween(schedule.cron, ports.zone, after, addMs(ports.clock.now(), AHEAD_MS));
    const slot = due.at(-1);
    const run = slot === undefined ? null : await hold(ports, schedule.id, slot);
    if (slot !== undefined && run !== null) held.push({ schedule, slot, run, missed: due.slice(0, -1) });
  }
  return held;
}

/** Made, resumed, or its pause over: what passed before is not made up for. */
function since({ zone }: Ports, { createdAt, paused, pausedUntil }: Schedule): readonly Instant[] {
  return paused && pausedUntil !== null ? [createdAt, addMs(momentAt(pausedUntil, 0, zone), -1)] : [createdAt];
}

function isPaused(ports: Ports, { paused, pausedUntil }: Schedule): boolean {
  return paused && (pausedUntil === null || todayOf(ports) < pausedUntil);
}

/** Inserts the run, or takes over one whose holder has died; null when it is done or held. */
async function hold({ runs, clock, random }: Ports, schedule: string, slot: Instant): Promise<Versioned<Run> | null> {
  const now = clock.now();
  const running: Run = { state: 'running', until: addMs(now, RUN_LEASE_MS), attempt: random.id() };
  const known = await runs.read(schedule, slot);
  if (known !== null && (known.value.state !== 'running' || known.value.until > now)) return null;
  const written = await runs.write(schedule, slot, running, known?.etag ?? null);
  return written === 'conflict' ? null : written;
}

/** Rings again for summaries that were planned and never posted. */
async function repairRollups(ports: Ports): Promise<void> {
  for (const { id } of await ports.plans.list()) {
    for (const { value } of await ports.rollups.openPosts(id)) {
      const { scope, period, channel } = value;
      const now = ports.clock.now();
      const waits = (value.claimUntil ?? value.notBefore ?? now) > now;
      if (value.state !== 'in-doubt' && !waits) await ports.bells.rollup({ scope, period, channel });
    }
  }
}
