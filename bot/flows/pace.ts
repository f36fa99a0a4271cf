import type { Clock } from './ports.js';
import { createWindows, type Moment, type Window, type Windows } from './windows.js';

/** What goes first when several want to leave: somebody waits for it, somebody may be looking at it, nobody waits. */
export type Urgency = 'answer' | 'refresh' | 'digest';

/** A turn to send one request. */
export interface Place {
  readonly kind: 'place';
  /** To be awaited straight before the request: it waits a moment if earlier ones were held up and now bunch together. */
  leave(): Promise<void>;
}

/** Its conversation, or Teams as a whole, takes nothing for so long. */
export interface Full {
  readonly kind: 'full';
  readonly forMs: number;
}

/**
 * The requests of one process to Teams: so many a second over all, evenly apart, the more urgent first, and within what
 * Teams allows in one conversation. All of it on the monotonic clock.
 */
export interface Pace {
  /** Waits for a turn, at most a few seconds. `conversation` is null for what belongs to none, such as opening one. */
  place(urgency: Urgency, conversation: string | null): Promise<Place | Full>;
  /** Teams asked for a pause: no turn is given before it is over. */
  pauseFor(milliseconds: number): void;
  /** Other processes are answering people: what nobody waits for leaves them a part of the rate. */
  reserve(whether: boolean): void;
}

/** In a second, of all that a bot sends in one tenant (platform.md 2.5). */
const IN_ALL = 50;
/** What a second may hold above the rate. */
const BUNCHED = 0.05;
/** In one conversation (platform.md 2.5; "estimation only"). */
const IN_CONVERSATION: readonly Window[] = [
  [7, 1_000],
  [8, 2_000],
  [60, 30_000],
  [1_800, 3_600_000],
];
const ORDER: readonly Urgency[] = ['answer', 'refresh', 'digest'];
/** What is kept for answers of other processes while there are any: a tenth. */
const RESERVED = 0.1;
/** Longer than this nobody waits here: they come back. */
const LONGEST_WAIT_MS = 3_000;
/** How far late turns are made up for, in turns: timers are late by a millisecond or two, other work by some more. */
const CREDIT = 4;
/**
 * Teams counts when requests arrive: a later one may take less time than an earlier one, by so many milliseconds, without
 * one too many in its second.
 */
const ARRIVE_MS = 18;
/** The first ones after a silence open connections first: so many count as left so much later. */
const COLD = { requests: 12, laterMs: 120, afterMs: 30_000 };
/** How often nothing but time is waited for. */
const LOOK_MS = 20;
const FORGET_MS = 60_000;

interface Waiter {
  readonly urgency: Urgency;
  readonly conversation: string | null;
  readonly answer: (place: Place | Full) => void;
  readonly fail: (error: unknown) => void;
}

/** @param ratePerSecond the ceiling over all conversations, answers included */
export function createPace(clock: Pick<Clock, 'monotonic' | 'sleep'>, ratePerSecond: number): Pace {
  const waiting: Waiter[] = [];
  const rate = createRate(clock, ratePerSecond);
  const take = (one: Waiter): void => {
    waiting.splice(waiting.indexOf(one), 1);
  };
  /** Sends those away who would wait too long, and gives the most urgent of those who may go; null when nobody may. */
  const choose = (): Waiter | null => {
    for (const one of [...waiting]) {
      const forMs = rate.waitOf(one);
      if (forMs <= LONGEST_WAIT_MS) continue;
      take(one);
      one.answer({ kind: 'full', forMs });
    }
    const free = waiting.filter((one) => rate.waitOf(one) <= 0);
    return free.sort((a, b) => ORDER.indexOf(a.urgency) - ORDER.indexOf(b.urgency))[0] ?? null;
  };
  let running = false;
  const run = async (): Promise<void> => {
    if (running) return;
    running = true;
    try {
      while (waiting.length > 0) {
        const chosen = choose();
        const wait = rate.untilNext();
        if (chosen !== null && wait <= 0) {
          take(chosen);
          chosen.answer(rate.grant(chosen));
        } else if (waiting.length > 0) {
          await clock.sleep(chosen === null ? LOOK_MS : wait);
        }
      }
    } catch (error) {
      for (const one of waiting.splice(0)) one.fail(error);
    } finally {
      running = false;
    }
  };
  return {
    place: (urgency, conversation) =>
      new Promise((answer, fail) => {
        waiting.push({ urgency, conversation, answer, fail });
        void run();
      }),
    pauseFor: rate.pauseFor,
    reserve: rate.reserve,
  };
}

interface Rate extends Pick<Pace, 'pauseFor' | 'reserve'> {
  /** Milliseconds until the next turn of all. */
  untilNext(): number;
  /** Milliseconds that this one has to wait besides: for its conversation, a pause, or what is reserved. */
  waitOf(asks: Pick<Waiter, 'urgency' | 'conversation'>): number;
  grant(asks: Pick<Waiter, 'urgency' | 'conversation'>): Place;
}

function createRate(clock: Pick<Clock, 'monotonic' | 'sleep'>, ratePerSecond: number): Rate {
  const apart = 1_000 / ratePerSecond;
  const windows = conversations(clock);
  const most = Math.floor(ratePerSecond);
  // A little more than the rate: those that are late bunch, and what one of them lost would be lost to all after it.
  const inASecond = Math.min(most + Math.floor(most * BUNCHED), IN_ALL);
  const overAll = createWindows([[inASecond, 1_000 + ARRIVE_MS]]);
  const state = { next: clock.monotonic(), nextDigest: 0, pausedUntil: 0, reserving: false };
  const cold = { left: COLD.requests, last: clock.monotonic() };
  /** When it counts as having left. */
  const countedAt = (now: number): number => {
    if (now - cold.last > COLD.afterMs) cold.left = COLD.requests;
    cold.last = now;
    if (cold.left === 0) return now;
    cold.left -= 1;
    return now + COLD.laterMs;
  };

  const leave = async (own: Moment, inConversation: Windows | null): Promise<void> => {
    for (;;) {
      const now = clock.monotonic();
      const wait = Math.max(overAll.room(now), inConversation?.room(now, own) ?? 0);
      if (wait <= 0) break;
      await clock.sleep(wait);
    }
    own.at = clock.monotonic();
    overAll.add({ at: countedAt(own.at) });
  };
  return {
    untilNext: () => state.next - clock.monotonic(),
    waitOf({ urgency, conversation }) {
      const now = clock.monotonic();
      const digest = urgency === 'digest' ? state.nextDigest - now : 0;
      return Math.max(windows.of(conversation)?.room(now) ?? 0, digest, state.pausedUntil - now);
    },
    grant({ urgency, conversation }) {
      const now = clock.monotonic();
      state.next = Math.max(state.next, now - CREDIT * apart) + apart;
      if (urgency === 'digest' && state.reserving) state.nextDigest = now + apart / (1 - RESERVED);
      const own: Moment = { at: now };
      const inConversation = windows.of(conversation);
      inConversation?.add(own);
      return { kind: 'place', leave: () => leave(own, inConversation) };
    },
    pauseFor: (milliseconds) => {
      state.pausedUntil = Math.max(state.pausedUntil, clock.monotonic() + milliseconds);
    },
    reserve: (whether) => {
      state.reserving = whether;
    },
  };
}

/** The windows of each conversation that was written to in the last hour. */
function conversations(clock: Pick<Clock, 'monotonic'>): { of(conversation: string | null): Windows | null } {
  const known = new Map<string, Windows>();
  let forgotten = clock.monotonic();
  const forget = (): void => {
    const now = clock.monotonic();
    if (now - forgotten < FORGET_MS) return;
    forgotten = now;
    for (const [conversation, windows] of known) if (windows.empty(now)) known.delete(conversation);
  };
  return {
    of(conversation) {
      if (conversation === null) return null;
      forget();
      const windows = known.get(conversation) ?? createWindows(IN_CONVERSATION);
      known.set(conversation, windows);
      return windows;
    },
  };
}
