import { msOf, type Instant } from '../domain/dates.js';
import { readAttention } from './attention-list.js';
import { unsentCards } from './due-cards.js';
import { reasonOf } from './fault.js';
import { missedSlots } from './missed-slots.js';
import type { Ports } from './ports.js';
import { mapLimited } from './side-by-side.js';
import { presentCalendar } from './working-calendar.js';

/** What health and doctor look at. Counts and ages, never whose. */
export interface Readiness {
  /** Tables take a write and queues answer. */
  readonly storage: boolean;
  readonly stopped: boolean;
  /** Teams asked everybody to wait until then; null when it did not. */
  readonly notBefore: Instant | null;
  /** Cards that have not left. */
  readonly open: number;
  /** Minutes since the oldest of them was planned; null when none is open. */
  readonly oldestOpenMinutes: number | null;
  /** Minutes since the oldest of them should have left; null when none is due. */
  readonly oldestDueMinutes: number | null;
  /** What waits for a person. */
  readonly attention: number;
  /** Messages that failed five times, and that nobody has seen; of each queue the newest twenty count. */
  readonly poison: number;
  /** Minutes since the oldest slot of a schedule that should have run and has not; 0 when all has. */
  readonly watermarkLagMinutes: number;
  /** Minutes since the tick last came; null when it never did. An alarm outside looks at this. */
  readonly tickMinutes: number | null;
}

const NOTHING: Omit<Readiness, 'storage'> = {
  stopped: false,
  notBefore: null,
  open: 0,
  oldestOpenMinutes: null,
  oldestDueMinutes: null,
  attention: 0,
  poison: 0,
  watermarkLagMinutes: 0,
  tickMinutes: null,
};

/** Whether storage takes a write and the queues answer. Never throws. */
export async function isAlive(ports: Pick<Ports, 'sender' | 'bells' | 'clock' | 'log'>): Promise<boolean> {
  try {
    await Promise.all([ports.sender.touch(ports.clock.now()), ports.bells.check()]);
    return true;
  } catch (error) {
    ports.log.error('not-alive', { reason: reasonOf(error) });
    return false;
  }
}

type Needs = Parameters<typeof readAttention>[0] &
  Pick<Ports, 'bells' | 'log' | 'runs' | 'schedules'> &
  Parameters<typeof presentCalendar>[0];

/** As `isAlive`, and how everything stands. Never throws. */
export async function readiness(ports: Needs): Promise<Readiness> {
  if (!(await isAlive(ports))) return { storage: false, ...NOTHING };
  try {
    return await stateOf({ ...ports, calendar: await presentCalendar(ports) });
  } catch (error) {
    ports.log.error('not-ready', { reason: reasonOf(error) });
    return { storage: false, ...NOTHING };
  }
}

async function stateOf(ports: Needs): Promise<Readiness> {
  const now = ports.clock.now();
  const { waiting, sender } = await readAttention(ports);
  const unsent = await unsentCards(ports);
  const planned = unsent.map(({ digest }) => digest.plannedAt).sort()[0];
  const due = unsent.map((one) => one.due.at).find((at) => at <= now);
  const poison = waiting.flatMap(({ subject, evidence }) => (subject.kind === 'queue' ? evidence : []));
  const ticked = await ports.sender.stamped('tick');
  return {
    storage: true,
    stopped: sender.stopped,
    notBefore: sender.notBefore !== null && sender.notBefore > now ? sender.notBefore : null,
    open: unsent.length,
    oldestOpenMinutes: planned === undefined ? null : minutesSince(now, planned),
    oldestDueMinutes: due === undefined ? null : minutesSince(now, due),
    attention: waiting.length,
    poison: poison.length,
    watermarkLagMinutes: await watermarkLag(ports, now),
    tickMinutes: ticked === null ? null : minutesSince(now, ticked),
  };
}

/** A schedule that cannot be read is named by doctor, and must not look like storage that is down. */
async function watermarkLag(ports: Needs, now: Instant): Promise<number> {
  const lags = await mapLimited(await ports.schedules.list(), 4, async ({ value }) => {
    const missed = await missedSlots(ports, value).catch((error: unknown) => {
      ports.log.error('schedule-unread', { schedule: value.id, reason: reasonOf(error) });
      return { kind: 'paused' } as const;
    });
    const first = missed.kind === 'refused' ? missed.first : missed.kind === 'due' ? missed.slots[0] : undefined;
    return first === undefined ? 0 : minutesSince(now, first);
  });
  return Math.max(0, ...lags);
}

function minutesSince(now: Instant, moment: Instant): number {
  return Math.max(0, Math.floor((msOf(now) - msOf(moment)) / 60_000));
}

/** Asks at most once in `forMs`; who asks in between gets the same answer. */
export function remembered<T>(clock: Ports['clock'], forMs: number, ask: () => Promise<T>): () => Promise<T> {
  let known: { readonly at: number; readonly answer: Promise<T> } | undefined;
  return () => {
    const now = clock.monotonic();
    if (known === undefined || now - known.at > forMs) known = { at: now, answer: ask() };
    return known.answer;
  };
}
