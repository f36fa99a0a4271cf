/** The arithmetic of repeated measurements. */

/** The middle one, with the least and the most; what `Measured` takes. */
export interface Spread {
  readonly value: number;
  readonly range: readonly [number, number];
  readonly runs: number;
}

/** @throws RangeError of no values */
export function spread(values: readonly number[]): Spread {
  return { value: median(values), range: [Math.min(...values), Math.max(...values)], runs: values.length };
}

/** @throws RangeError of no values */
export function median(values: readonly number[]): number {
  const sorted = inOrder(values);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  const lower = sorted[sorted.length % 2 === 1 ? middle : middle - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('There is no median of nothing');
  return (upper + lower) / 2;
}

/**
 * The least value that at least this share of them do not exceed (nearest rank).
 * @param share between 0 and 1
 * @throws RangeError of no values
 */
export function percentile(values: readonly number[], share: number): number {
  const found = inOrder(values)[Math.max(0, Math.ceil(values.length * share) - 1)];
  if (found === undefined) throw new RangeError('There is no percentile of nothing');
  return found;
}

/**
 * Each way in turn, again and again (A, B, A, B), so that whatever else the machine does meets them alike. The answers by
 * way, in the order of the runs.
 */
export async function inTurn<K extends string>(
  runs: number,
  ways: Readonly<Record<K, () => number | Promise<number>>>,
): Promise<Readonly<Record<K, readonly number[]>>> {
  const names = Object.keys(ways) as K[];
  const found = Object.fromEntries(names.map((name) => [name, [] as number[]])) as unknown as Record<K, number[]>;
  for (let run = 0; run < runs; run += 1) for (const name of names) found[name].push(await ways[name]());
  return found;
}

function inOrder(values: readonly number[]): readonly number[] {
  return [...values].sort((one, other) => one - other);
}
