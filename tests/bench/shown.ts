/** What a person reads of the figures. */
import type { Bench, Result } from './bench.js';

export const DISCLAIMER =
  'Measured on this machine, with Azurite in the place of Azure Storage and a connector of our own in the place of Teams: no ' +
  'latency of Azure or Teams is claimed. Counts and ratios hold elsewhere; times are for comparison with the peer beside them.';

/** A block for each figure: what it is, what it stands beside, and whether it keeps what was promised. */
export function shown(results: readonly Result[]): string {
  const missed = results.filter(({ met }) => !met);
  const last =
    missed.length === 0
      ? `All ${String(results.length)} figures keep their targets.`
      : `${String(missed.length)} of ${String(results.length)} figures miss their targets: ${missed.map(({ id }) => id).join(', ')}.`;
  return [...results.map(block), DISCLAIMER, last].join('\n\n');
}

/** What can be chosen. */
export function listed(benches: readonly Bench[]): string {
  return benches.map(({ id, about }) => `  ${id.padEnd(12)} ${about}`).join('\n');
}

function block(result: Result): string {
  const { id, value, unit, peer, peerValue, ratio, target, bound, met, why, range, runs, load } = result;
  const several = runs > 1 ? ` (median of ${String(runs)}, ${String(range[0])} to ${String(range[1])})` : '';
  const lines = [
    `${met ? 'met   ' : 'MISSED'} ${id}: ${String(value)} ${unit}${several}; target ${bound} ${String(target)}`,
    `       beside ${peer}: ${String(peerValue)} ${unit}${ratio === null ? '' : `, ratio ${String(ratio)}`}; load average ${String(load[0])} to ${String(load[1])}`,
  ];
  return [...lines, ...(why === '' ? [] : [`       ${why}`])].join('\n');
}
