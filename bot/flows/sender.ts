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
  /**
   * Waits for a place in the rate and makes sure that the lease still has time for a POST. False when it does not, or
   * when a person stopped all sending, or when Teams asked us to wait: then nothing may be sent.
   */
  place(): Promise<boolean>;
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
  let turn: Promise<unknown> = Promise.resolve();
  let nextPlace = clock.monotonic();

  /** One write at a time: several sends share the lease. */
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const mine = turn.then(act, act);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const rewrite = async (change: (state: SenderState) => SenderState): Promise<void> => {
    for (let tried = 0; tried < 5; tried += 1) {
      // The same read brings what a person or another turn wrote meanwhile.
      const found = await sender.read();
      if (found.value.holder !== holder) break;
      const written = await sender.write({ ...found, value: change(found.value) });
      if (written === 'conflict') continue;
      held = written;
      return;
    }
    log.warn('sender-lease-lost', {});
    held = null;
  };
  const renewIfDue = async (): Promise<void> => {
    if (held === null || clock.monotonic() - renewedAt < RENEW_MS) return;
    renewedAt = clock.monotonic();
    await rewrite((state) => ({ ...state, until: addMs(clock.now(), LEASE_MS) }));
  };
  const inRate = async (): Promise<void> => {
    const now = clock.monotonic();
    nextPlace = Math.max(nextPlace, now) + 1000 / ratePerSecond;
    const wait = nextPlace - 1000 / ratePerSecond - now;
    if (wait > 0) await clock.sleep(wait);
  };
  return {
    place: () =>
      inTurn(async () => {
        await inRate();
        await renewIfDue();
        if (held?.value.until == null) return false;
        const now = clock.now();
        return now < addMs(held.value.until, -LEFT_FOR_A_POST_MS) && !mayNotSend(held.value, now);
      }),
    waitUntil: (moment) =>
      inTurn(async () => {
        await rewrite((state) => ({
          ...state,
          notBefore: state.notBefore !== null && state.notBefore > moment ? state.notBefore : moment,
        }));
      }),
    release: () =>
      inTurn(async () => {
        if (held !== null) await rewrite((state) => ({ ...state, holder: null, until: null }));
      }),
  };
}
