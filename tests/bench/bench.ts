/**
 * What a benchmark is, and what becomes of what it measured. A figure alone says little: each stands beside a peer that
 * was measured in the same run on the same machine, and beside what was promised (guarantees.md 4).
 */
import { loadavg } from 'node:os';

/** What a benchmark is given. */
export interface Env {
  /** How often what is noisy is measured, one way and the other in turn. */
  readonly runs: number;
  /** Tells the person who waits how far it is; on stderr. */
  say(text: string): void;
}

/** One question and how it is answered. Figures of one benchmark come from the same processes and data. */
export interface Bench {
  /** Chosen by `--only`; every figure's id begins with it. */
  readonly id: string;
  /** One sentence: what is measured, against what. */
  readonly about: string;
  run(env: Env): Promise<readonly Measured[]>;
}

/** A bound on a figure, in its unit. */
export type Target = { readonly atMost: number } | { readonly atLeast: number };

/** One figure as a benchmark found it. */
export interface Measured {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  /** What it is compared with, in words, and the same figure of that in the same unit and run. */
  readonly peer: { readonly name: string; readonly value: number };
  readonly target: Target;
  /** Of several runs, of which `value` is the median: the least and the most. */
  readonly range?: readonly [number, number];
  /** How many runs those were; 1 unless given. */
  readonly runs?: number;
  /** Anything that the reader of the figure must know; where the target is missed, why. */
  readonly note?: string;
}

/** A figure as it is reported (DESIGN 6: add, never take away). */
export interface Result {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  /** What it is compared with. */
  readonly peer: string;
  readonly peerValue: number;
  /** The value by the peer's. Null where the peer's is 0. */
  readonly ratio: number | null;
  /** The bound on `value`, in its unit. */
  readonly target: number;
  readonly bound: 'at most' | 'at least';
  readonly met: boolean;
  /** Where it was not met, by how much; then what the benchmark says of it. Empty where there is nothing to say. */
  readonly why: string;
  readonly range: readonly [number, number];
  readonly runs: number;
  /** Load average of the last minute, before and after: how quiet the machine was. */
  readonly load: readonly [number, number];
}

/** Runs one benchmark and judges what it found. */
export async function runBench(bench: Bench, env: Env): Promise<readonly Result[]> {
  const before = load();
  const found = await bench.run(env);
  const after = load();
  return found.map((one) => {
    if (one.id !== bench.id && !one.id.startsWith(`${bench.id}-`))
      throw new Error(`${one.id} does not begin with ${bench.id}`);
    return judged(one, [before, after]);
  });
}

/** The figure with its ratio, and with whether it keeps what was promised. */
export function judged(found: Measured, loads: readonly [number, number]): Result {
  const { id, unit, target, peer, note } = found;
  const [limit, bound] =
    'atMost' in target ? [target.atMost, 'at most' as const] : [target.atLeast, 'at least' as const];
  const met = bound === 'at most' ? found.value <= limit : found.value >= limit;
  return {
    id,
    value: rounded(found.value),
    unit,
    peer: peer.name,
    peerValue: rounded(peer.value),
    ratio: peer.value === 0 ? null : rounded(found.value / peer.value),
    target: limit,
    bound,
    met,
    why: [...(met ? [] : [missedBy(found.value, limit, unit)]), ...(note === undefined ? [] : [note])].join(' '),
    range:
      found.range === undefined
        ? [rounded(found.value), rounded(found.value)]
        : [rounded(found.range[0]), rounded(found.range[1])],
    runs: found.runs ?? 1,
    load: loads,
  };
}

function missedBy(value: number, limit: number, unit: string): string {
  const share = limit === 0 ? '' : `, ${((Math.abs(value - limit) / limit) * 100).toFixed(1)} %`;
  return `Missed by ${String(rounded(Math.abs(value - limit)))} ${unit}${share}.`;
}

/** Four figures are all that any of this is good for. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

function load(): number {
  return rounded(loadavg()[0] ?? 0);
}
