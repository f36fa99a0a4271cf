import { seededRandom } from '../support/world.js';

/** Chance that follows from a seed. */
export interface Dice {
  chance(probability: number): boolean;
  /** From `low` to `high`, both included. */
  between(low: number, high: number): number;
  pick<T>(all: readonly T[]): T;
}

export function diceOf(seed: number): Dice {
  const random = seededRandom(seed);
  const between = (low: number, high: number): number => low + Math.floor(random.fraction() * (high - low + 1));
  return {
    chance: (probability) => random.fraction() < probability,
    between,
    pick: (all) => all[between(0, all.length - 1)]!,
  };
}
