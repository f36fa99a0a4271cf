/** Many lives, each judged; and whether they were worth living. */
import { expect } from 'vitest';
import type { Life } from './life.js';
import { judge, live } from './whole-life.js';

/** Each of these happens at least once in so many lives, by far: else a die has died. */
const IN_TEN_LIVES = [
  'bell lost',
  'poison',
  'stood still',
  'clock back',
  'clock on',
  'sending stopped',
  'sending started',
  'storage fails',
  'storage response-lost',
  'storage retried',
  'storage crash-before',
  'storage crash-after',
  'teams in doubt',
  'teams 401',
  'listed in-doubt',
  'listed late',
] as const;
const IN_THIRTY_LIVES = [
  'died at a POST',
  'down',
  'clocks apart',
  'slow rate',
  'unmet',
  'teams 429',
  'teams 412',
  'teams in doubt, arrived',
  'teams 413 to post',
  'teams 403 to post',
  'teams Retry-After to digest post',
  'teams Retry-After to digest update',
  'listed undeliverable',
  'reported',
  'attended waive digest',
  'attended send-again digest',
] as const;
const IN_A_HUNDRED_LIVES = [
  'clock amidst',
  'long gap',
  'oneChat',
  'paged',
  'deaf',
  'proven',
  'teams 400',
  'teams Retry-After to rollup post',
  'attended seen digest',
  'attended send-again rollup',
  'begins 2026-10-22',
  'begins 2027-03-24',
  'begins 2026-12-29',
  'begins 2028-02-26',
] as const;

interface Lived {
  readonly count: number;
  readonly happened: ReadonlyMap<string, number>;
}

/** Throws an error that names the seed when something was wrong; stops early when the time is up. */
export async function liveAll(seeds: readonly number[], mostSeconds = Infinity): Promise<Lived> {
  const happened = new Map<string, number>();
  const started = performance.now();
  let count = 0;
  for (const seed of seeds) {
    if (performance.now() - started > mostSeconds * 1_000) break;
    count += 1;
    try {
      const life = await live(seed);
      expect(await judge(life)).toEqual([]);
      tally(happened, life);
    } catch (error) {
      const again = `SEED=${String(seed)} npx vitest run tests/simulation/simulation.test.ts`;
      throw new Error(`SEED=${String(seed)}: again with ${again}`, { cause: error });
    }
  }
  return { count, happened };
}

function tally(happened: Map<string, number>, { faults, acknowledged, world }: Life): void {
  const add = (what: string, times: number) => happened.set(what, (happened.get(what) ?? 0) + times);
  for (const fault of faults) add(fault, 1);
  add('answers', acknowledged.size);
  add('cards', world.posted.filter(({ act }) => act === 'post').length);
}

/** Every kind of trouble came as often as it should in so many lives. */
export function wereWorthLiving({ count, happened }: Lived): void {
  const times = (what: string): number => happened.get(what) ?? 0;
  const tooSeldom = (names: readonly string[], inSoMany: number): readonly string[] =>
    names.filter((name) => times(name) < Math.floor(count / inSoMany));
  expect(tooSeldom(IN_TEN_LIVES, 10)).toEqual([]);
  expect(tooSeldom(IN_THIRTY_LIVES, 30)).toEqual([]);
  expect(tooSeldom(IN_A_HUNDRED_LIVES, 100)).toEqual([]);
  expect(Math.min(times('answers'), times('cards'))).toBeGreaterThanOrEqual(Math.floor(count / 10) * 20);
}

export const range = (from: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => from + index);
