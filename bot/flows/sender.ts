import { addMs, civilDateAt, minutesOfDayAt, momentAt, type Instant } from '../domain/dates.js';
import { POLICY } from '../domain/policy.js';
import { nextWorkingDay, workingDayOnOrAfter } from '../domain/working-days.js';
import type { Ports, SenderState, Versioned } from './ports.js';

/** How long one lease lasts, how often it is renewed, and how much of it must be left for a POST (DESIGN 4). */
const LEASE_MS = 20_000;
const RENEW_MS = 4_000;
const LEFT_FOR_A_POST_MS = 9_000;

/** The right to send, held by one process at a time. */
export interface Lease {
  /** Renews the lease if that is due; false when nothing may be sent now: see `place`. */
  still(): Promise<boolean>;
  /**
   * Waits for a place in the rate, straight before the claim, so that what is slow cannot bunch up POSTs. False when the
   * lease has no time left for a POST, when a person stopped all sending, or when Teams asked us to wait.
   */
  place(): Promise<boolean>;
  /** The last look before a POST, without asking anybody: a sender that stood still sends nothing when it wakes. */
  holds(): boolean;
  /** Remembers that Teams asked everybody to wait, before anything else is done about it. */
  waitUntil(moment: Instant): Promise<void>;
  /** Gives the lease back. */
  release(): Promise<void>;
}

/** Takes the lease if nobody holds it; null when somebody does, or when all sending is stopped or waiting. */
export async function takeLease(
  ports: Pick<Ports, 'sender' | 'clock' | 'random' | 'log'>,
  ratePerSecond: number,
): Promise<Lease | null> {
  const { sender, clock } = ports;
  const found = await sender.read();
  const now = clock.now();
  const taken = found.value.holder !== null && found.value.until !== null && found.value.until > now;
  if (taken || mayNotSend(found.value, now)) return null;
  const holder = ports.random.id();
  const held = await sender.write({ ...found, value: { ...found.value, holder, until: addMs(now, LEASE_MS) } });
  return held === 'conflict' ? null : leaseOver(ports, holder, held, ratePerSecond);
}

/** True while nothing may be sent at all. */
export function mayNotSend(state: SenderState, now: Instant): boolean {
  return state.stopped || (state.notBefore !== null && state.notBefore > now);
}

/** Teams asked for a pause: nobody sends before it is over, whoever holds the lease. */
export async function everybodyWaits({ sender }: Pick<Ports, 'sender'>, moment: Instant): Promise<void> {
  for (let tried = 0; tried < 5; tried += 1) {
    const found = await sender.read();
    if (found.value.notBefore !== null && found.value.notBefore >= moment) return;
    if ((await sender.write({ ...found, value: { ...found.value, notBefore: moment } })) !== 'conflict') return;
  }
}

/** When something unsolicited may leave: now, or the next opening of decent hours (RULES 3). */
export function decentFrom({ calendar, zone }: Pick<Ports, 'calendar' | 'zone'>, now: Instant): Instant {
  const today = civilDateAt(now, zone);
  const minutes = minutesOfDayAt(now, zone);
  if (calendar.isWorkingDay(today) && minutes >= POLICY.opens && minutes < POLICY.closes) return now;
  const early = calendar.isWorkingDay(today) && minutes < POLICY.opens;
  const day = early ? workingDayOnOrAfter(calendar, today) : nextWorkingDay(calendar, today);
  return momentAt(day, POLICY.opens, zone);
}

function leaseOver(
  { sender, clock, log }: Pick<Ports, 'sender' | 'clock' | 'log'>,
  holder: string,
  first: Versioned<SenderState>,
  ratePerSecond: number,
): Lease {
  let held: Versioned<SenderState> | null = first;
  let renewedAt = clock.monotonic();
  /** One write at a time: several sends share the lease. */
  const inTurn = oneAtATime();
  const inRate = paced(clock, ratePerSecond);
  const rewrite = async (change: (state: SenderState) => SenderState, whoever: 'ours' | 'any'): Promise<void> => {
    for (let tried = 0; tried < 5; tried += 1) {
      // The same read brings what a person or another turn wrote meanwhile.
      const found = await sender.read();
      const ours = found.value.holder === holder;
      if (!ours) held = null;
      if (!ours && whoever === 'ours') break;
      const written = await sender.write({ ...found, value: change(found.value) });
      if (written === 'conflict') continue;
      if (ours) held = written;
      return;
    }
    log.warn('sender-lease-lost', {});
    held = null;
  };
  const renewIfDue = async (): Promise<void> => {
    if (held === null || clock.monotonic() - renewedAt < RENEW_MS) return;
    renewedAt = clock.monotonic();
    await rewrite((state) => ({ ...state, until: addMs(clock.now(), LEASE_MS) }), 'ours');
  };
  const holds = (): boolean => {
    if (held?.value.until == null) return false;
    const now = clock.now();
    return now < addMs(held.value.until, -LEFT_FOR_A_POST_MS) && !mayNotSend(held.value, now);
  };
  return {
    place: () =>
      inTurn(async () => {
        await inRate();
        await renewIfDue();
        return holds();
      }),
    still: () =>
      inTurn(async () => {
        await renewIfDue();
        return holds();
      }),
    holds,
    // Whoever holds the lease by now: it is for them too.
    waitUntil: (moment) =>
      inTurn(async () => {
        const later = (known: Instant | null): Instant => (known !== null && known > moment ? known : moment);
        await rewrite((state) => ({ ...state, notBefore: later(state.notBefore) }), 'any');
      }),
    release: () =>
      inTurn(async () => {
        if (held !== null) await rewrite((state) => ({ ...state, holder: null, until: null }), 'ours');
      }),
  };
}

/** What is handed to it runs in order, one after the other. */
function oneAtATime(): <T>(act: () => Promise<T>) => Promise<T> {
  let turn: Promise<unknown> = Promise.resolve();
  return (act) => {
    const mine = turn.then(act, act);
    turn = mine.catch(() => undefined);
    return mine;
  };
}

/** Waits for the next place of so many a second, evenly apart. */
function paced(clock: Ports['clock'], ratePerSecond: number): () => Promise<void> {
  const apart = 1000 / ratePerSecond;
  let next = clock.monotonic();
  return async () => {
    const now = clock.monotonic();
    const mine = Math.max(next, now);
    next = mine + apart;
    if (mine > now) await clock.sleep(mine - now);
  };
}
