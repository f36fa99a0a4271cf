import { addMs } from '../domain/dates.js';
import { scopeOf } from '../domain/scope.js';
import { deliverDigest, type Delivery, type Step } from './deliver-digest.js';
import { outlinesOnce } from './digest-content.js';
import { readDirectory } from './directory.js';
import { ringAgain, ringWhenFree } from './drain-bells.js';
import { tellLate, type Unsettled } from './late-cards.js';
import type { Digest, OpenRow, Ports, StaleCard, StalePost, Versioned } from './ports.js';
import { rebuildCard } from './rebuild-card.js';
import { rebuildPost } from './rebuild-post.js';
import { reminderId } from './reminder-id.js';
import { takeLease, type Lease } from './sender.js';
import { reasonOf } from './fault.js';
import { mapLimited } from './side-by-side.js';

export interface DrainLimits {
  /** How long one drain may go on. */
  readonly forMs: number;
  readonly inFlight: number;
}

export const DRAIN_LIMITS: DrainLimits = { forMs: 4 * 60_000, inFlight: 12 };

/** An open row whose digest never came is removed after so long: the sweep that wrote it has died and run again. */
const WITHOUT_DIGEST_MS = 3_600_000;
/** Cards that went stale meanwhile are looked for so often: somebody may be looking at them. */
const LOOK_FOR_STALE_MS = 4_000;
/** What is known of people and plans holds for so long. */
const KNOWN_FOR_MS = 15_000;

/** What one drain came to. */
export interface Drained {
  /** Digests that were settled. */
  readonly settled: number;
  /** How many it left open; null where somebody else is sending, or nobody may, so that it did not look. */
  readonly open: number | null;
}

/**
 * Sends what is open, oldest first, and rebuilds cards and summaries that went stale before that, if nobody else is sending. Whoever
 * hears the bell calls this; it needs no queue to be right.
 */
export async function drain(ports: Ports, limits: DrainLimits = DRAIN_LIMITS): Promise<Drained> {
  const lease = await takeLease(ports);
  if (lease === null) {
    await ringWhenFree(ports);
    return { settled: 0, open: null };
  }
  try {
    return await drainWith(ports, lease, limits);
  } finally {
    await lease.release();
  }
}

async function drainWith(ports: Ports, lease: Lease, limits: DrainLimits): Promise<Drained> {
  const started = ports.clock.monotonic();
  const timeLeft = (): boolean => ports.clock.monotonic() - started < limits.forMs;
  const since: Delivery['since'] = { accepted: 'nothing' };
  const delivery: Delivery = { ports, lease, known: knowing(ports), since };
  let settled = 0;
  for (;;) {
    const stale = rebuilding(delivery, limits);
    await stale.look();
    const { rows, begun } = await openRows(ports, limits.inFlight);
    const tried = await mapLimited(rows, limits.inFlight, async (row): Promise<Tried> => {
      begun();
      if (!timeLeft()) return { step: { kind: 'stopped' }, card: { open: row.value, digest: null } };
      await stale.lookIfDue();
      return deliverRow(delivery, row);
    });
    const waiting = tried.filter(({ step }) => step.kind !== 'settled');
    const done = tried.length - waiting.length;
    settled += done;
    const left = [...waiting.map(({ step }) => step), ...stale.steps().filter(({ kind }) => kind !== 'settled')];
    if (done > 0 && timeLeft() && !left.some((step) => step.kind === 'stopped')) continue;
    await ringAgain(ports, left);
    tellLate(
      ports,
      waiting.flatMap(({ card }) => card ?? []),
    );
    return { settled, open: waiting.length };
  }
}

/**
 * What is open, oldest first. It grows: while a sweep plans, it is read again when few of many are left, so that nobody waits
 * for the last of them to be answered.
 */
async function openRows(
  { openDigests }: Pick<Ports, 'openDigests'>,
  few: number,
): Promise<{ readonly rows: readonly Versioned<OpenRow>[]; readonly begun: () => void }> {
  const rows = [...(await openDigests.list())];
  const nameOf = ({ value: { officer, slot } }: Versioned<OpenRow>): string => `${slot} ${officer}`;
  const known = new Set(rows.map(nameOf));
  let left = rows.length;
  const more = async (): Promise<void> => {
    const fresh = (await openDigests.list()).filter((row) => !known.has(nameOf(row)));
    for (const row of fresh) known.add(nameOf(row));
    rows.push(...fresh);
    left += fresh.length;
  };
  return {
    rows,
    begun: () => {
      left -= 1;
      // What could not be read now is read when all of these are done.
      if (left === few) more().catch(() => undefined);
    },
  };
}

/** What is known of people and plans, at most a quarter of a minute old. */
function knowing({ people, plans, clock }: Ports): Delivery['known'] {
  const read = async (): ReturnType<Delivery['known']> => ({
    directory: await readDirectory(people),
    outline: outlinesOnce({ plans }),
  });
  let known: { readonly at: number; readonly answer: ReturnType<Delivery['known']> } | null = null;
  return () => {
    const now = clock.monotonic();
    if (known !== null && now - known.at <= KNOWN_FOR_MS) return known.answer;
    const answer = read();
    known = { at: now, answer };
    answer.catch(() => {
      known = null;
    });
    return answer;
  };
}

/** Rebuilds what is stale: at once, and again now and then while digests are sent. */
function rebuilding(
  delivery: Delivery,
  { inFlight }: DrainLimits,
): { look(): Promise<void>; lookIfDue(): Promise<void>; steps(): readonly Step[] } {
  const { ports } = delivery;
  let looked = ports.clock.monotonic();
  let steps: readonly Step[] = [];
  const look = async (): Promise<void> => {
    looked = ports.clock.monotonic();
    const cards = await mapLimited(await ports.staleCards.list(), inFlight, (card) => rebuildRow(delivery, card));
    const posts = await mapLimited(await ports.stalePosts.list(), inFlight, (post) => rebuildPostRow(delivery, post));
    steps = [...cards, ...posts];
  };
  return {
    look,
    lookIfDue: async () => {
      if (ports.clock.monotonic() - looked >= LOOK_FOR_STALE_MS) await look();
    },
    steps: () => steps,
  };
}

async function rebuildRow(delivery: Delivery, card: Versioned<StaleCard>): Promise<Step> {
  const { ports } = delivery;
  try {
    return await rebuildCard(delivery, card);
  } catch (error) {
    const { officer, slot } = card.value;
    const reminder = reminderId(ports, officer, slot);
    ports.log.error('card-not-rebuilt', { reminder, officer, reason: reasonOf(error) });
    return { kind: 'waiting', until: addMs(ports.clock.now(), 60_000) };
  }
}

async function rebuildPostRow(delivery: Delivery, post: Versioned<StalePost>): Promise<Step> {
  const { ports } = delivery;
  try {
    return await rebuildPost(delivery, post);
  } catch (error) {
    ports.log.error('rollup-not-edited', { plan: scopeOf(post.value.scope).plan, reason: reasonOf(error) });
    return { kind: 'waiting', until: addMs(ports.clock.now(), 60_000) };
  }
}

/** How far a row came, and the card it is about; null where there is none. */
interface Tried {
  readonly step: Step;
  readonly card: Unsettled | null;
}

async function deliverRow(delivery: Delivery, row: Versioned<OpenRow>): Promise<Tried> {
  const { ports } = delivery;
  const { officer, slot } = row.value;
  let card: Unsettled | null = { open: row.value, digest: null };
  try {
    const digest = await ports.ledger.digest(officer, slot);
    card = digest && { open: row.value, digest: digest.value };
    return { step: await stepOf(delivery, row, digest), card };
  } catch (error) {
    // One officer's failure never stops the others; the row stays, and the next tick tries again.
    const reminder = reminderId(ports, officer, slot);
    ports.log.error('digest-failed', { reminder, officer, slot, reason: reasonOf(error) });
    return { step: { kind: 'waiting', until: addMs(ports.clock.now(), 60_000) }, card };
  }
}

async function stepOf(delivery: Delivery, row: Versioned<OpenRow>, digest: Versioned<Digest> | null): Promise<Step> {
  const { clock, openDigests } = delivery.ports;
  if (digest === null) {
    const until = addMs(row.value.since, WITHOUT_DIGEST_MS);
    if (until > clock.now()) return { kind: 'waiting', until };
  }
  const step: Step = digest === null ? { kind: 'settled' } : await deliverDigest(delivery, digest);
  if (step.kind !== 'settled' || (await openDigests.remove(row)) === 'written') return step;
  return { kind: 'waiting', until: clock.now() };
}
