/** What goes wrong in a run: which request, and how. All of it follows from the number of the run and the seed. */
import { seededRandom } from '../support/world.js';

/** What may happen to one request of a host. */
export const TROUBLES = [
  'cut-before',
  'kill-after',
  'half',
  'freeze',
  'kill-before',
  'cut-after',
  'stall',
  'throttle',
  'reset',
  'fail',
  'accept-then-fail',
] as const;
export type TroubleKind = (typeof TROUBLES)[number];

/** Among which requests one is counted: all, those that change a row or ring a bell, those to Teams. */
export const AMONG = ['all', 'writes', 'teams'] as const;
export type Among = (typeof AMONG)[number];

export interface Trouble {
  readonly among: Among;
  /** The request it happens to, from 1, over all hosts. */
  readonly at: number;
  readonly kind: TroubleKind;
}

/** How many requests of each sort a day has. */
export type Counts = Readonly<Record<Among, number>>;

/** One day of the bot from its beginning, on storage of its own. */
export interface Run {
  readonly seed: number;
  readonly troubles: readonly Trouble[];
  /** Both hosts act at the same time; else one, while the other listens to the queues. */
  readonly together: boolean;
}

const KILLS: readonly TroubleKind[] = ['kill-before', 'kill-after'];

export const isKill = ({ kind }: Trouble): boolean => KILLS.includes(kind);

/** A run as it is given on the command line to see it again: `SEED:together:all17=kill-after,teams2=half`. */
export function inWords({ seed, together, troubles }: Run): string {
  const each = troubles.map(({ among, at, kind }) => `${among}${String(at)}=${kind}`).join(',');
  return `${String(seed)}:${together ? 'together' : 'alone'}:${each}`;
}

/** Throws when the words are not those of a run. */
export function runFrom(words: string): Run {
  const [, seed, how, each] = /^(\d+):(together|alone):(.*)$/.exec(words) ?? [];
  if (seed === undefined || how === undefined || each === undefined) throw new Error(`"${words}" is not a run`);
  const troubles = each.split(',').flatMap((one): Trouble[] => {
    if (one === '') return [];
    const [, sort, at, name] = /^([a-z]+)([1-9]\d*)=([a-z-]+)$/.exec(one) ?? [];
    const among = AMONG.find((known) => known === sort);
    const kind = TROUBLES.find((known) => known === name);
    if (kind === undefined || among === undefined) throw new Error(`"${one}" is not a trouble`);
    return [{ among, at: Number(at), kind }];
  });
  return { seed: Number(seed), together: how === 'together', troubles };
}

/** In this order the requests go through them; kills come oftener, since after them most is left undone. */
const ORDER: readonly TroubleKind[] = [
  ...['cut-before', 'kill-after', 'half', 'freeze', 'kill-before', 'cut-after', 'throttle'],
  ...['kill-after', 'stall', 'reset', 'kill-before', 'fail', 'accept-then-fail'],
] as TroubleKind[];

/**
 * Every request in turn, each with another kind, two a day: of those to Teams, of the writes, and of all. Once all have
 * been through it, again with the next kind, and with a third.
 *
 * @param counts of a day without trouble
 */
export function* ring(seed: number, counts: Counts): Generator<Run, undefined> {
  const random = seededRandom(seed);
  const sorts = AMONG.map((among) => inTurn(among, counts[among]));
  for (let number = 0; ; number += 1) {
    const two = [number, number + 1].map((place) => sorts[place % sorts.length]?.next().value);
    const turns = two.filter((one) => one !== undefined);
    const extra = turns.some(({ round }) => round > 0) ? [anyOf(counts, () => random.fraction())] : [];
    const troubles = [...turns.map(({ among, at, kind }) => ({ among, at, kind })), ...extra];
    yield { seed: seed + number, together: random.fraction() < 0.5, troubles };
  }
}

function anyOf(counts: Counts, fraction: () => number): Trouble {
  const among = AMONG[Math.floor(fraction() * AMONG.length)] ?? 'all';
  const kind = ORDER[Math.floor(fraction() * ORDER.length)] ?? 'half';
  return { among, at: 1 + Math.floor(fraction() * counts[among]), kind };
}

function* inTurn(among: Among, requests: number): Generator<Trouble & { readonly round: number }, undefined> {
  // Neighbours are much alike: with a stride, a few runs already cover the whole day.
  const stride = strideFor(requests);
  for (let number = 0; ; number += 1) {
    const round = Math.floor(number / requests);
    const kind = ORDER[((number % requests) + round + AMONG.indexOf(among) * 4) % ORDER.length] ?? 'half';
    yield { among, at: 1 + ((number * stride) % requests), kind, round };
  }
}

/** Shares no factor with the number of requests, so that it comes past all of them; about three eighths of them. */
function strideFor(requests: number): number {
  const shared = (a: number, b: number): number => (b === 0 ? a : shared(b, a % b));
  let stride = Math.max(1, Math.round(requests * 0.382));
  while (shared(requests, stride) !== 1) stride += 1;
  return stride;
}
