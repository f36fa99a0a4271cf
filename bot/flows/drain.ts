import { addMs, msOf, type Instant } from '../domain/dates.js';
import { deliverDigest, type Delivery, type Step } from './deliver-digest.js';
import { readDirectory } from './directory.js';
import type { OpenRow, Ports, Versioned } from './ports.js';
import { takeLease, type Lease } from './sender.js';
import { mapLimited, reasonOf } from './side-by-side.js';

export interface DrainLimits {
  /** POSTs a second, over all. */
  readonly ratePerSecond: number;
  /** How long one drain may go on. */
  readonly forMs: number;
  readonly inFlight: number;
}

export const DRAIN_LIMITS: DrainLimits = { ratePerSecond: 49, forMs: 4 * 60_000, inFlight: 8 };

/** An open row whose digest never came is removed after so long: the sweep that wrote it has died and run again. */
const WITHOUT_DIGEST_MS = 3_600_000;

/**
 * Sends what is open, oldest first, if nobody else is sending. Whoever hears the bell calls this; it needs no queue to
 * be right. Answers how many digests were settled.
 */
export async function drain(ports: Ports, limits: DrainLimits = DRAIN_LIMITS): Promise<{ readonly settled: number }> {
  const lease = await takeLease(ports, limits.ratePerSecond);
  if (lease === null) {
    await ringIfHeld(ports);
    return { settled: 0 };
  }
  try {
    return await drainWith(ports, lease, limits);
  } finally {
    await lease.release();
  }
}

async function drainWith(ports: Ports, lease: Lease, limits: DrainLimits): Promise<{ readonly settled: number }> {
  const started = ports.clock.monotonic();
  const timeLeft = (): boolean => ports.clock.monotonic() - started < limits.forMs;
  let settled = 0;
  for (;;) {
    const delivery: Delivery = { ports, lease, directory: await readDirectory(ports.people), outlines: new Map() };
    const rows = await ports.openDigests.list();
    const steps = await mapLimited(rows, limits.inFlight, (row) =>
      timeLeft() ? deliverRow(delivery, row) : Promise.resolve<Step>({ kind: 'stopped' }),
    );
    const done = steps.filter((step) => step.kind === 'settled').length;
    settled += done;
    const left = steps.filter((step) => step.kind !== 'settled');
    if (done > 0 && timeLeft() && !left.some((step) => step.kind === 'stopped')) continue;
    await ringAgain(ports, left);
    return { settled };
  }
}

/** Somebody else is sending and may have looked already: the bell is rung once more when their lease can be free. */
async function ringIfHeld(ports: Ports): Promise<void> {
  const { holder, until } = (await ports.sender.read()).value;
  const now = ports.clock.now();
  if (holder === null || until === null || until <= now) return;
  if ((await ports.openDigests.list()).length > 0)
    await ports.bells.deliver(Math.ceil((msOf(until) - msOf(now)) / 1000) + 1);
}

async function deliverRow(delivery: Delivery, row: Versioned<OpenRow>): Promise<Step> {
  const { ports } = delivery;
  const { officer, slot, since } = row.value;
  try {
    const digest = await ports.ledger.digest(officer, slot);
    if (digest === null) {
      const until = addMs(since, WITHOUT_DIGEST_MS);
      if (until > ports.clock.now()) return { kind: 'waiting', until };
    }
    const step: Step = digest === null ? { kind: 'settled' } : await deliverDigest(delivery, digest);
    if (step.kind !== 'settled' || (await ports.openDigests.remove(row)) === 'written') return step;
    return { kind: 'waiting', until: ports.clock.now() };
  } catch (error) {
    // One officer's failure never stops the others; the row stays, and the next tick tries again.
    ports.log.error('digest-failed', { officer, slot, reason: reasonOf(error) });
    return { kind: 'waiting', until: addMs(ports.clock.now(), 60_000) };
  }
}

/** Rings for the earliest of what waits, when sending is allowed, if that is soon; the tick finds the rest. */
async function ringAgain(ports: Ports, left: readonly Step[]): Promise<void> {
  if (left.length === 0) return;
  const { stopped, notBefore } = (await ports.sender.read()).value;
  if (stopped) return;
  const now = ports.clock.now();
  const free = notBefore !== null && notBefore > now ? notBefore : now;
  const earliest = left.map((step): Instant => (step.kind === 'waiting' ? step.until : free)).sort()[0] ?? free;
  const seconds = Math.max(1, Math.ceil((msOf(earliest > free ? earliest : free) - msOf(now)) / 1000));
  if (seconds <= 300) await ports.bells.deliver(seconds);
}
