/** The arithmetic as a page that a person can read, in Markdown. */
import { ceilings, morningOf, pausesMs, yearOf, type Ceiling, type Morning } from './arithmetic.ts';
import { billOf, type Bill } from './bill.ts';
import { ASSUMED, COSTS, OURS, type Council } from './council.ts';
import { LIMITS, PRICES } from './published.ts';
import { played, type Played } from './simulation.ts';

export interface Reckoning {
  readonly council: Council;
  readonly morning: Morning;
  /** The same morning played: as Teams is, and as it is on a bad day. */
  readonly played: { readonly good: Played; readonly bad: Played };
  /** Nearest first. */
  readonly ceilings: readonly Ceiling[];
  readonly year: ReturnType<typeof yearOf>;
  readonly bills: { readonly zones: Bill; readonly single: Bill };
}

const SEED = 1;
/** A bad day: one in five hundred refused, each with a pause of two seconds. */
const BAD = { refused: 0.002, pauseMs: 2_000 } as const;

export function reckoned(council: Council): Reckoning {
  const morning = morningOf(council);
  const { digests } = morning;
  const wish = { digests, seed: SEED, teamsMs: ASSUMED.teamsMs };
  return {
    council,
    morning,
    played: { good: played({ ...wish, refused: 0, pauseMs: 0 }), bad: played({ ...wish, ...BAD }) },
    ceilings: ceilings(council),
    year: yearOf(council),
    bills: { zones: billOf(council, true), single: billOf(council, false) },
  };
}

const count = (value: number): string => Math.round(value).toLocaleString('en-GB');
const seconds = (ms: number): string =>
  ms < 120_000 ? `${(ms / 1_000).toFixed(1)} s` : `${(ms / 60_000).toFixed(1)} min`;
const percent = (share: number): string => {
  const value = share * 100;
  return `${value >= 10 ? value.toFixed(0) : value >= 0.1 ? value.toFixed(1) : value.toFixed(3)} %`;
};
const size = (bytes: number): string => (bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${count(bytes / 1e6)} MB`);
const usd = (value: number): string => value.toFixed(2);

/** Everything about one council. */
export function sectionOf(found: Reckoning): string {
  const { council } = found;
  return [
    `## ${count(council.officers)} officers`,
    `${count(council.milestones)} open milestones in ${count(council.plans)} plans, ${count(council.channels)} channels.`,
    morningText(found),
    '### Ceilings',
    ceilingText(found),
    '### A year',
    yearText(found),
    '### A month, in US dollars',
    billText(found),
  ].join('\n\n');
}

function morningText({ council, morning, played: { good, bad } }: Reckoning): string {
  const paper = morning.sendMs + pausesMs(morning.digests, BAD.refused, BAD.pauseMs);
  return [
    `**The worst morning**: ${count(council.due)} milestones due, ${count(morning.digests)} cards of ` +
      `${morning.inACard.toFixed(1)} milestones, ${morning.perSecond.toFixed(1)} a second: ${seconds(morning.sendMs)} ` +
      `on paper, ${seconds(good.ms)} played, at most ${count(good.mostPerSecond)} in any second. ` +
      `Within a minute of the slot: ${percent(morning.promptShare)} on paper, ${percent(good.promptShare)} played.`,
    `On a bad day, with one in ${count(1 / BAD.refused)} refused for ${seconds(BAD.pauseMs)}: ${seconds(paper)} on paper, ` +
      `${seconds(bad.ms)} played with ${count(bad.refused)} refused; all sent once.`,
    `Storage: ${count(morning.sweepRequests)} requests for the sweep, ${count(morning.sendRequests)} for the cards; ` +
      `${count(morning.storagePerSecond)} a second while they leave.`,
  ].join('\n\n');
}

function ceilingText({ ceilings: found, council }: Reckoning): string {
  const [first] = found;
  const rows = found.map(({ what, used, officers, then }) => {
    const at = Number.isFinite(officers) ? `${count(officers)} officers` : 'never';
    return `| ${what} | ${percent(used)} | ${at} | ${then} |`;
  });
  const where = first === undefined || council.officers < first.officers ? 'ahead' : 'passed';
  return [
    `**The first ceiling is ${where}: ${first?.what ?? ''}**, at ${count(first?.officers ?? 0)} officers. ${first?.then ?? ''}`,
    ['| what | used | reached at | what is done there |', '| --- | --: | --: | --- |', ...rows].join('\n'),
  ].join('\n\n');
}

function yearText({ year }: Reckoning): string {
  return (
    `${size(year.rows)} of rows a year. In a month: ${count(year.cards)} cards, ${count(year.presses)} presses, ` +
    `${count(year.storageRequests)} requests to tables, ${count(year.executions)} executions, ${size(year.logsAMonth)} of logs.`
  );
}

function billText({ bills: { zones, single } }: Reckoning): string {
  const rows = zones.lines.map(({ what, price, usd: each }, at) => {
    const by = price === null ? 'free' : PRICES[price].source === null ? 'to be checked' : 'published';
    return `| ${what} | ${usd(each)} | ${usd(single.lines[at]?.usd ?? 0)} | ${by} |`;
  });
  const total = `| **together** | **${usd(zones.usd)}** | **${usd(single.usd)}** | |`;
  const open = `| of that, on prices to be checked | ${usd(zones.uncheckedUsd)} | ${usd(single.uncheckedUsd)} | |`;
  const head = ['| what | in three zones | in one | price |', '| --- | --: | --: | --- |'];
  return [...head, ...rows, total, open].join('\n');
}

/** What all of it rests on. */
export function foundations(): string {
  const limits = Object.values(LIMITS).map(
    ({ value, unit, source, read }) => `| ${count(value)} | ${unit} | [page](${source}), read ${read} |`,
  );
  const prices = Object.values(PRICES).map(({ value, unit, source, asOf }) => {
    const from = source === null ? '**to be checked**: stands in for the price' : `[page](${source}), ${asOf ?? ''}`;
    return `| ${String(value)} | ${unit} | ${from} |`;
  });
  const named = (values: object): string =>
    Object.entries(values)
      .map(([name, value]) => `\`${name}\` ${String(value)}`)
      .join(', ');
  return [
    '## What it rests on',
    ['| published | of what | where |', '| --: | --- | --- |', ...limits].join('\n'),
    ['| US dollars | for | where |', '| --: | --- | --- |', ...prices].join('\n'),
    `Requests, as \`npm run bench\` promises them: ${named(COSTS)}.`,
    `Our settings: ${named(OURS)}.`,
    `Assumed, for a pilot to correct: ${named(ASSUMED)}.`,
  ].join('\n\n');
}

/** The page of several councils. */
export function pageOf(councils: readonly Council[]): string {
  return [
    '# What one deployment carries, and what it costs',
    'Printed by `npm run scale`; a test holds this page against it. Nothing here was measured in Azure or Teams: it is ' +
      'arithmetic over published limits and the promises of `npm run bench`, checked by playing the morning second by second.',
    ...councils.map((council) => sectionOf(reckoned(council))),
    foundations(),
  ]
    .join('\n\n')
    .concat('\n');
}
