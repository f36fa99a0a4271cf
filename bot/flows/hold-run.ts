import { addMs, type Instant } from '../domain/dates.js';
import { newestSlotOf, occasionsBetween } from '../domain/schedule-slots.js';
import { raiseOnce, settle, settleIf } from './attention.js';
import { countedFrom, isAhead } from './missed-slots.js';
import type { Ports, Run, Schedule, Versioned } from './ports.js';
import { aroundOf } from './schedule-around.js';
import { reasonOf } from './fault.js';
import { mapLimited } from './side-by-side.js';

/** A run is taken over when it has not been renewed for so long. */
const RUN_LEASE_MS = 3 * 60_000;
const RENEW_MS = 60_000;
/** What fails is tried again for so long; then the rest counts as done, and a person is told. */
const RETRY_MS = 3_600_000;

/** A slot of a schedule that this process holds. */
export interface Held {
  readonly schedule: Schedule;
  readonly slot: Instant;
  readonly run: Versioned<Run>;
  /** When the slot was first tried. */
  readonly since: Instant;
  /** Older slots that were missed. */
  readonly missed: readonly Instant[];
}

/** What came of a run. */
export interface Ran {
  readonly counts: Readonly<Record<string, number>>;
  /** Officers and plans that could not be planned, as `officer o1`. */
  readonly failed: readonly string[];
}

/** Takes the newest of the slots, for all of them; null when it is done, or somebody else is at it. */
export async function hold(ports: Ports, schedule: Schedule, slots: readonly Instant[]): Promise<Held | null> {
  const slot = slots.at(-1);
  if (slot === undefined) return null;
  const now = ports.clock.now();
  const known = await ports.runs.read(schedule.id, slot);
  if (known !== null && !isFree(ports, known.value)) return null;
  const since = known?.value.state === 'running' ? earlier(known.value.since, now) : now;
  const running: Run = { state: 'running', until: addMs(now, RUN_LEASE_MS), attempt: ports.random.id(), since };
  const run = await ports.runs.write(schedule.id, slot, running, known?.etag ?? null);
  return run === 'conflict' ? null : { schedule, slot, run, since, missed: slots.slice(0, -1) };
}

/** Runs, then says done. What failed is left to be taken over when its time is up, for an hour. */
export async function attempt(
  ports: Ports,
  held: readonly Held[],
  act: (renew: () => Promise<void>) => Promise<Ran>,
): Promise<void> {
  const runs = held.map((one) => ({ ...one }));
  try {
    const renew = renewal(ports, runs);
    const ran = await act(renew);
    const again = runs.filter((one) => ran.failed.length > 0 && mayRetry(ports, one));
    for (const one of runs) if (!again.includes(one)) await finish(ports, one, ran, renew);
    if (again.length > 0) throw new Error(`not planned: ${ran.failed.slice(0, 5).join(', ')}`);
  } catch (error) {
    const schedules = held.map(({ schedule }) => schedule.id).join(' ');
    ports.log.error('run-failed', { schedules, reason: reasonOf(error) });
    for (const one of held) if (!mayRetry(ports, one)) await tell(ports, one, [`run ${one.slot}`]);
  }
}

/**
 * A person had it done by hand: what passed until now counts as done, and nothing is left for a person to settle. The
 * older slots that were missed have no rows of their own then: there may be any number of them.
 */
export async function countAsDone(ports: Ports, schedule: Schedule, counts: Ran['counts']): Promise<void> {
  const now = ports.clock.now();
  const around = await aroundOf(ports, schedule);
  const after = await countedFrom(ports, schedule, around, now);
  const slot = newestSlotOf(schedule.when, around, after, now);
  if (slot !== null) {
    const occasions = occasionsBetween(schedule.when, around, after, now);
    const known = await ports.runs.read(schedule.id, slot);
    // A tick that is at it says so itself.
    if (known === null || isFree(ports, known.value)) {
      await ports.runs.write(
        schedule.id,
        slot,
        { state: 'done', at: now, counts, ...ranFor(occasions) },
        known?.etag ?? null,
      );
    }
  }
  await settle(ports, { kind: 'schedule', schedule: schedule.id });
}

/** Opens a slot again that was done although its time has not come: it is run when that comes. */
export async function reopen(ports: Ports, schedule: Pick<Schedule, 'id'>, slot: Instant): Promise<void> {
  const known = await ports.runs.read(schedule.id, slot);
  if (known?.value.state !== 'done') return;
  const past: Run = { state: 'running', until: ports.clock.now(), attempt: 'reopened', since: null };
  await ports.runs.write(schedule.id, slot, past, known.etag);
}

/** Whether a slot may be run although there is a row for it. */
function isFree(ports: Pick<Ports, 'clock'>, run: Run): boolean {
  if (run.state === 'done') return false;
  // Left to a slot that has not come: whoever wrote it had a clock that was ahead.
  if (run.state === 'coalesced') return isAhead(ports, run.into as Instant);
  // Nobody alive holds a run for longer than a lease: then the clock went back since.
  return run.until <= ports.clock.now() || isAhead(ports, addMs(run.until, -RUN_LEASE_MS));
}

async function finish(ports: Ports, one: Held, ran: Ran, renew: () => Promise<void>): Promise<void> {
  const { schedule, slot, missed } = one;
  await mapLimited(missed, 8, async (older) => {
    await renew();
    await coalesce(ports, schedule.id, older, slot);
  });
  if (ran.failed.length > 0) await tell(ports, one, ran.failed);
  else await settleIf(ports, { kind: 'schedule', schedule: schedule.id }, 'not-planned');
  const counts = ran.failed.length > 0 ? { ...ran.counts, failed: ran.failed.length } : ran.counts;
  const around = await aroundOf(ports, schedule);
  const occasions = [...missed, slot].flatMap((one) => occasionsBetween(schedule.when, around, addMs(one, -1), one));
  const done: Run = { state: 'done', at: ports.clock.now(), counts, ...ranFor(occasions) };
  const written = await ports.runs.write(schedule.id, slot, done, one.run.etag);
  // Somebody took it over and does it again, harmlessly; theirs is the word that counts.
  ports.log.info(written === 'conflict' ? 'run-taken-over' : 'run-done', { schedule: schedule.id, slot, ...counts });
}

function ranFor(occasions: readonly string[]): Pick<Extract<Run, { state: 'done' }>, 'occasions'> {
  return occasions.length === 0 ? {} : { occasions };
}

async function coalesce({ runs, clock }: Ports, schedule: string, older: Instant, into: Instant): Promise<void> {
  const run: Run = { state: 'coalesced', into };
  if ((await runs.write(schedule, older, run, null)) !== 'conflict') return;
  const known = await runs.read(schedule, older);
  if (known !== null && isFree({ clock }, known.value)) await runs.write(schedule, older, run, known.etag);
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

function mayRetry({ clock }: Ports, { since }: Held): boolean {
  return clock.now() < addMs(since, RETRY_MS);
}

async function tell(ports: Ports, { schedule }: Held, failed: readonly string[]): Promise<void> {
  const subject = { kind: 'schedule', schedule: schedule.id } as const;
  for (const what of failed.slice(0, 5)) await raiseOnce(ports, subject, 'not-planned', what);
}

/** A first attempt cannot lie ahead of now. */
function earlier(since: Instant | null, now: Instant): Instant {
  return since !== null && since < now ? since : now;
}
