import { addMs, civilDateAt, minutesOfDayAt, momentAt, msOf, type Instant } from '../domain/dates.js';
import { POLICY } from '../domain/policy.js';
import { nextWorkingDay, workingDayOnOrAfter } from '../domain/working-days.js';
import type { Place, Urgency } from './pace.js';
import type { Ports, SenderState, Versioned } from './ports.js';

/** How long one lease lasts, how often it is renewed, and how much of it must be left for a POST (DESIGN 4). */
const LEASE_MS = 20_000;
const RENEW_MS = 4_000;
export const LEFT_FOR_A_POST_MS = 9_000;
/** While others answered people so lately, a part of the rate is theirs. */
const OTHERS_ANSWER_MS = 8_000;

type Needs = Pick<Ports, 'sender' | 'clock' | 'random' | 'log' | 'pace'>;

/** The right to send, held by one process at a time. */
export interface Lease {
  /** Renews the lease if that is due; false when nothing may be sent now: see `place`. */
  still(): Promise<boolean>;
  /**
   * Waits for a place in the rate, straight before the claim. `stopped` when the lease has no time left for a POST, when
   * a person stopped all sending, or when Teams asked us to wait; an instant when this conversation takes nothing before.
   */
  place(urgency: Urgency, conversation: string | null): Promise<Place | 'stopped' | Instant>;
  /** The last look before a POST, without asking anybody: a sender that stood still sends nothing when it wakes. */
  holds(): boolean;
  /** Remembers that Teams asked everybody to wait, before anything else is done about it. */
  waitUntil(moment: Instant): Promise<void>;
  /** Gives the lease back. */
  release(): Promise<void>;
}

/** Takes the lease if nobody holds it; null when somebody does, or when all sending is stopped or waiting. */
export async function takeLease(ports: Needs): Promise<Lease | null> {
  const { sender, clock } = ports;
  const found = await free(ports);
  const now = clock.now();
  if (found === null || mayNotSend(found.value, now)) return null;
  const holder = ports.random.id();
  const asked = clock.monotonic();
  const held = await sender.write({ ...found, value: { ...found.value, holder, until: addMs(now, LEASE_MS) } });
  return held === 'conflict' ? null : leaseOver(ports, holder, held, asked);
}

/** The state when nobody holds the lease, else null. */
async function free({ sender, clock, log }: Needs): Promise<Versioned<SenderState> | null> {
  const found = await sender.read();
  const { holder, until } = found.value;
  const now = clock.now();
  if (holder === null || until === null || until <= now) return found;
  if (until <= addMs(now, LEASE_MS)) return null;
  // No lease is that long: a clock has jumped, ours or the holder's. Who holds it renews it within its time.
  log.warn('lease-far-ahead', { until });
  await clock.sleep(LEASE_MS);
  const later = await sender.read();
  return later.etag === found.etag ? later : null;
}

/** True while nothing may be sent at all. */
export function mayNotSend(state: SenderState, now: Instant): boolean {
  return state.stopped || waitsFor(state, now) !== null;
}

/** Until when Teams wants nothing; null when it takes all. What a clock that was ahead wrote down does not count. */
export function waitsFor({ notBefore, askedAt }: SenderState, now: Instant): Instant | null {
  const wasAhead = askedAt !== null && askedAt > addMs(now, LEASE_MS);
  return notBefore !== null && notBefore > now && !wasAhead ? notBefore : null;
}

/** Teams asked for a pause: nobody sends before it is over, whoever holds the lease. */
export async function everybodyWaits(
  { sender, clock, pace }: Pick<Ports, 'sender' | 'clock' | 'pace'>,
  moment: Instant,
): Promise<void> {
  pace.pauseFor(msOf(moment) - msOf(clock.now()));
  for (let tried = 0; tried < 5; tried += 1) {
    const found = await sender.read();
    if ((await sender.write({ ...found, value: waiting(found.value, clock.now(), moment) })) !== 'conflict') return;
  }
}

function waiting(state: SenderState, now: Instant, moment: Instant): SenderState {
  const known = waitsFor(state, now);
  return known !== null && known >= moment ? state : { ...state, notBefore: moment, askedAt: now };
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

/**
 * Waits for the turn of a POST; false where it may not leave. A slow claim may have outlived what was last read of the lease.
 * That is read before the turn: several that waited for one reading would leave together.
 */
export async function mayLeave(lease: Pick<Lease, 'still' | 'holds'>, place: Pick<Place, 'leave'>): Promise<boolean> {
  if (!(await lease.still())) return false;
  await place.leave();
  return lease.holds();
}

function leaseOver(needs: Needs, holder: string, first: Versioned<SenderState>, taken: number): Lease {
  const { clock, pace } = needs;
  /** One write at a time: several sends share the lease. */
  const inTurn = oneAtATime();
  const held = holding(needs, holder, first, taken);
  /** Known here before it is written for everybody. */
  let pausedUntil: Instant | null = null;
  const paused = (): boolean => pausedUntil !== null && pausedUntil > clock.now();
  const still = (): Promise<boolean> =>
    inTurn(async () => {
      await held.renewIfDue();
      return held.now() && !paused();
    });
  return {
    place: async (urgency, conversation) => {
      const place = await pace.place(urgency, conversation);
      if (!(await still())) return 'stopped';
      return place.kind === 'place' ? place : addMs(clock.now(), place.forMs);
    },
    still,
    holds: () => held.now() && !paused(),
    // Whoever holds the lease by now: it is for them too.
    waitUntil: (moment) => {
      pace.pauseFor(msOf(moment) - msOf(clock.now()));
      if (pausedUntil === null || pausedUntil < moment) pausedUntil = moment;
      return inTurn(() => held.rewrite((state) => waiting(state, clock.now(), moment), 'any'));
    },
    release: () => inTurn(held.release),
  };
}

interface Holding {
  /** Whether a POST may leave now, by what is known here. */
  readonly now: () => boolean;
  renewIfDue(): Promise<void>;
  rewrite(change: (state: SenderState) => SenderState, whoever: 'ours' | 'any'): Promise<void>;
  readonly release: () => Promise<void>;
}

/** The lease as its holder knows it. Not to be used by two at once. */
function holding(
  { sender, clock, log, pace }: Needs,
  holder: string,
  first: Versioned<SenderState>,
  taken: number,
): Holding {
  let held: Versioned<SenderState> | null = first;
  /** On the monotonic clock, from before the write: a clock that is set back does not make the lease longer. */
  let renewedAt = taken;
  const rewrite: Holding['rewrite'] = async (change, whoever) => {
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
  return {
    now() {
      if (held?.value.until == null) return false;
      const now = clock.now();
      const left = LEASE_MS - (clock.monotonic() - renewedAt);
      const inTime = now < addMs(held.value.until, -LEFT_FOR_A_POST_MS) && left > LEFT_FOR_A_POST_MS;
      return inTime && !mayNotSend(held.value, now);
    },
    async renewIfDue() {
      const asked = clock.monotonic();
      if (held === null || asked - renewedAt < RENEW_MS) return;
      await rewrite((state) => ({ ...state, until: addMs(clock.now(), LEASE_MS) }), 'ours');
      renewedAt = asked;
      const answered = await sender.stamped('answer');
      pace.reserve(answered !== null && answered > addMs(clock.now(), -OTHERS_ANSWER_MS));
    },
    rewrite,
    async release() {
      if (held !== null) await rewrite((state) => ({ ...state, holder: null, until: null }), 'ours');
    },
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
