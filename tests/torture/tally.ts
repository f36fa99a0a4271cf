/** What many runs came to, for a person to read. */
import type { Outcome } from './day.js';
import { inWords, isKill, type TroubleKind } from './troubles.js';

export interface Tally {
  runs: number;
  kills: number;
  cuts: number;
  stops: number;
  refusals: number;
  /** Troubles whose request never came: the day went another way. */
  missed: number;
  cards: number;
  answers: number;
  copies: number;
  losses: number;
  inDoubt: number;
  openRows: number;
  readonly broken: Outcome[];
}

export function newTally(): Tally {
  const none = { runs: 0, kills: 0, cuts: 0, stops: 0, refusals: 0, missed: 0, cards: 0, answers: 0 };
  return { ...none, copies: 0, losses: 0, inDoubt: 0, openRows: 0, broken: [] };
}

const GROUPS: Readonly<Record<TroubleKind, 'kills' | 'cuts' | 'stops' | 'refusals'>> = {
  'kill-before': 'kills',
  'kill-after': 'kills',
  'cut-before': 'cuts',
  'cut-after': 'cuts',
  half: 'cuts',
  reset: 'cuts',
  'accept-then-fail': 'cuts',
  freeze: 'stops',
  stall: 'stops',
  throttle: 'refusals',
  fail: 'refusals',
};

export function add(tally: Tally, outcome: Outcome): void {
  tally.runs += 1;
  for (const { kind } of outcome.hits) tally[GROUPS[kind]] += 1;
  tally.missed += outcome.run.troubles.length - outcome.hits.length;
  for (const name of ['cards', 'answers', 'copies', 'losses', 'inDoubt', 'openRows'] as const) {
    tally[name] += outcome[name];
  }
  if (outcome.faults.length > 0) tally.broken.push(outcome);
}

/** As the README prints it. */
export function table(tally: Tally): string {
  const columns: readonly (readonly [string, number])[] = [
    ['runs', tally.runs],
    ['kills', tally.kills],
    ['cuts', tally.cuts],
    ['stops', tally.stops],
    ['refusals', tally.refusals],
    ['cards', tally.cards],
    ['answers', tally.answers],
    ['copies', tally.copies],
    ['losses', tally.losses],
    ['in doubt', tally.inDoubt],
    ['open rows', tally.openRows],
  ];
  const widths = columns.map(([name, value]) => Math.max(name.length, String(value).length));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, index) => cell.padStart(widths[index] ?? 0)).join('  ');
  return `${line(columns.map(([name]) => name))}\n${line(columns.map(([, value]) => String(value)))}`;
}

/** What the numbers of the table mean, and the sentence that it comes to. */
export function verdict({ runs, broken }: Tally): readonly string[] {
  const end =
    broken.length === 0
      ? 'Nothing was sent twice or lost: passed.'
      : `${String(broken.length)} of ${String(runs)} runs broke a promise, told above: failed.`;
  return [...MEANINGS.map((line) => `  ${line}`), end];
}

const MEANINGS = [
  'runs: days played, each with one trouble or a few',
  'kills, cuts, stops, refusals: processes ended, connections broken, processes held still, requests refused',
  'cards, answers: cards that Teams took, answers that people gave on them',
  'copies: cards that arrived more often than what is in doubt allows',
  'losses: what was due and was neither sent, nor answered, nor put on the list for a person',
  'in doubt: attempts of which nobody could know whether they arrived',
  'open rows: what should have been settled at the end of a day and was not',
];

/** What went wrong in a run, what was done to it, and how to see it again. */
export function account({ run, hits, faults }: Outcome): string {
  const done = hits.map(({ kind, host, request }) => `  ${kind}, host ${host}: ${request}`);
  const kills = run.troubles.some(isKill) ? '' : ' (no kill)';
  return [
    `Broken${kills}: ${inWords(run)}`,
    ...done,
    ...faults.map((fault) => `  ${fault}`),
    `  again: npm run torture -- --run ${inWords(run)}`,
  ].join('\n');
}
