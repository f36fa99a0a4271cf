/** A morning's sending, played second by second: what the arithmetic says, checked by another way to the same figure. */
import { ASSUMED, OURS } from './council.ts';

export interface Wish {
  readonly digests: number;
  readonly seed: number;
  /** Of 1: requests that Teams refuses with 429, naming a pause. */
  readonly refused: number;
  readonly pauseMs: number;
  /** The mean; answers vary from half of it to three times as long. */
  readonly teamsMs: number;
}

export interface Played {
  readonly ms: number;
  readonly requests: number;
  readonly refused: number;
  /** In any second. */
  readonly mostPerSecond: number;
  /** Of all cards, those sent within a minute. */
  readonly promptShare: number;
}

const APART_MS = 1_000 / OURS.rate;
/** Turns. */
const CREDIT = 2;

interface Pause {
  readonly from: number;
  readonly until: number;
}

/** The same for the same seed. */
export function played({ digests, seed, refused, pauseMs, teamsMs }: Wish): Played {
  const random = seeded(seed);
  /** When each of those in flight next wants a turn; Infinity: there is nothing left for them. */
  const wanted = Array.from({ length: OURS.inFlight }, storageBefore);
  const pauses: Pause[] = [];
  const left: number[] = [];
  const done: number[] = [];
  let [waiting, nextTurn, drainEnds, refusals] = [digests, 0, OURS.drainMs, 0];
  while (done.length < digests) {
    const now = Math.min(...wanted);
    const one = wanted.indexOf(now);
    if (waiting === 0) {
      wanted[one] = Infinity;
      continue;
    }
    if (now >= drainEnds) {
      pauses.push({ from: drainEnds, until: drainEnds + OURS.handOverMs });
      drainEnds += OURS.drainMs + OURS.handOverMs;
    }
    // As bot/flows/pace.ts: evenly apart, up to two late turns made up for, never more than the rate in any second.
    const window = (left[left.length - OURS.rate] ?? -Infinity) + 1_000;
    const leave = afterPauses(Math.max(now, nextTurn, window), pauses);
    if (leave > now) {
      wanted[one] = leave;
      continue;
    }
    left.push(leave);
    nextTurn = Math.max(nextTurn, leave - CREDIT * APART_MS) + APART_MS;
    const answered = leave + teamsMs * (0.5 + skewed(random));
    wanted[one] = answered + ASSUMED.inARow * ASSUMED.storageMs;
    if (random() >= refused) {
      waiting -= 1;
      done.push(answered);
      continue;
    }
    refusals += 1;
    pauses.push({ from: answered, until: answered + pauseMs });
  }
  const prompt = done.filter((at) => at <= OURS.promptMs).length;
  return {
    ms: Math.max(...lastOf(done)),
    requests: left.length,
    refused: refusals,
    mostPerSecond: mostWithin(left, 1_000),
    promptShare: digests === 0 ? 1 : prompt / digests,
  };
}

/** The first moment from then on that no pause holds. */
function afterPauses(then: number, pauses: Pause[]): number {
  let at = then;
  for (const { from, until } of pauses) if (at >= from && at < until) at = until;
  while (pauses[0] !== undefined && pauses[0].until < then) pauses.shift();
  return at;
}

/** The first look at storage is made before the first turn. */
function storageBefore(): number {
  return (ASSUMED.inARow / 2) * ASSUMED.storageMs;
}

/** The last ones: a list of many thousands is too long for arguments. */
function lastOf(list: readonly number[]): readonly number[] {
  return list.length === 0 ? [0] : list.slice(-OURS.inFlight * 2);
}

/** Between 0 and 2.5, of mean a half: most answers are quick, a few slow. */
function skewed(random: () => number): number {
  return 2.5 * random() ** 4;
}

function mostWithin(times: readonly number[], ms: number): number {
  let [from, most] = [0, 0];
  for (const [to, time] of times.entries()) {
    // Sums of fractions miss a whole second by less than a thousandth of a millisecond.
    while (time - (times[from] ?? time) >= ms - 0.001) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

/** Mulberry32: small, and good enough to play with. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
