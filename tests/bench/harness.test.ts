import { describe, expect, test } from 'vitest';
import { judged, runBench, type Bench, type Measured } from './bench.js';
import { inTurn, median, percentile, spread } from './measure.js';
import { BENCHES } from './registry.js';
import { DISCLAIMER, shown } from './shown.js';

const FOUND: Measured = {
  id: 'walk-long',
  value: 12.34567,
  unit: 'ms',
  peer: { name: 'running', value: 5 },
  target: { atMost: 10 },
  note: 'Uphill.',
};
const bench = (found: readonly Measured[]): Bench => ({
  id: 'walk',
  about: 'a walk',
  run: () => Promise.resolve(found),
});
const env = { runs: 1, say: () => undefined };

describe('what is reported', () => {
  test('has the fields that others rely on, and says by how much a target was missed', async () => {
    const [result] = await runBench(bench([FOUND]), env);
    expect(result).toMatchObject({
      id: 'walk-long',
      value: 12.35,
      unit: 'ms',
      peer: 'running',
      target: 10,
      met: false,
    });
    expect(result).toMatchObject({ ratio: 2.469, peerValue: 5, bound: 'at most', runs: 1, range: [12.35, 12.35] });
    expect(result?.why).toBe('Missed by 2.346 ms, 23.5 %. Uphill.');
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  test('a target is kept at its bound, either way, and nothing is said of it then', () => {
    expect(judged({ ...FOUND, value: 10, note: undefined }, [0, 0])).toMatchObject({ met: true, why: '' });
    expect(judged({ ...FOUND, value: 10, target: { atLeast: 10 } }, [0, 0]).met).toBe(true);
    expect(judged({ ...FOUND, value: 9, target: { atLeast: 10 } }, [0, 0]).why).toContain('Missed by 1 ms, 10.0 %.');
  });

  test('a peer of nothing gives no ratio', () => {
    expect(judged({ ...FOUND, peer: { name: 'none', value: 0 } }, [0, 0]).ratio).toBeNull();
  });

  test('a figure belongs to the benchmark that found it', async () => {
    await expect(runBench(bench([{ ...FOUND, id: 'swim' }]), env)).rejects.toThrow('swim does not begin with walk');
  });

  test('a person reads the peer, the load, what was missed, and that nothing is claimed of Azure', () => {
    const text = shown([
      judged(FOUND, [0.5, 0.75]),
      judged({ ...FOUND, id: 'walk', value: 1, range: [1, 2], runs: 3 }, [0, 0]),
    ]);
    expect(text).toContain('MISSED walk-long: 12.35 ms; target at most 10');
    expect(text).toContain('beside running: 5 ms, ratio 2.469; load average 0.5 to 0.75');
    expect(text).toContain('met    walk: 1 ms (median of 3, 1 to 2); target at most 10');
    expect(text).toContain('1 of 2 figures miss their targets: walk-long.');
    expect(text).toContain(DISCLAIMER);
    expect(DISCLAIMER).toContain('no latency of Azure or Teams is claimed');
  });
});

test('each benchmark has an id of its own, no two where one begins the other', () => {
  const ids = BENCHES.map(({ id }) => id);
  for (const id of ids) {
    expect(id).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
    expect(ids.filter((other) => other === id || other.startsWith(`${id}-`))).toEqual([id]);
  }
});

describe('the arithmetic', () => {
  test('median and spread', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(spread([3, 1, 2])).toEqual({ value: 2, range: [1, 3], runs: 3 });
    expect(() => median([])).toThrow(RangeError);
  });

  test('a percentile is one of the values, by nearest rank', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([0, 0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([1, 50, 99, 100]);
    expect(percentile([7], 0.99)).toBe(7);
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });

  test('ways take turns', async () => {
    const order: string[] = [];
    const way = (name: string) => () => order.push(name);
    expect(await inTurn(2, { a: way('a'), b: way('b') })).toEqual({ a: [1, 3], b: [2, 4] });
    expect(order).toEqual(['a', 'b', 'a', 'b']);
  });
});
