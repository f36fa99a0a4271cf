import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { DRAIN_LIMITS } from '../../bot/flows/drain.js';
import {
  cardsPerSecond,
  ceilings,
  morningOf,
  pausesMs,
  sendMs,
  sentWithin,
} from '../../infra/azure/scale/arithmetic.js';
import { billOf } from '../../infra/azure/scale/bill.js';
import { councilOf, OURS } from '../../infra/azure/scale/council.js';
import { answerTo } from '../../infra/azure/scale/main.js';
import { LIMITS } from '../../infra/azure/scale/published.js';
import { played } from '../../infra/azure/scale/simulation.js';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('the page', () => {
  it('is what the script prints', async () => {
    const file = join(ROOT, 'infra/azure/scale.md');
    const printed = await format(answerTo([]), { ...(await resolveConfig(file)), filepath: file });
    // To write it anew: npm run --silent scale > infra/azure/scale.md; npx prettier --write infra/azure/scale.md
    expect(read('infra/azure/scale.md')).toBe(printed);
  });

  it('is about the council that is asked for', () => {
    const [one] = JSON.parse(answerTo(['--officers', '120', '--due', '60', '--json'])) as [Record<string, unknown>];
    expect(one.council).toEqual({ officers: 120, milestones: 480, plans: 2, channels: 3, due: 60 });
    expect(one.morning).toMatchObject({ digests: 60, inACard: 1 });
  });

  it.each([
    [['--officers', 'many'], '--officers takes a whole number from 1 to 1,000,000, not "many".'],
    [['--officers', '0'], '--officers takes a whole number from 1 to 1,000,000, not "0".'],
    [['--due', '-1'], 'due'],
    [['--due', '9', '--milestones', '8'], 'There cannot be more milestones due than there are.'],
    [['--officials', '9'], 'officials'],
    [['300'], '300'],
  ])('refuses %j', (args, why) => {
    expect(() => answerTo(args)).toThrow(why);
  });
});

it('starts from what the code and the templates say', () => {
  expect(DRAIN_LIMITS).toEqual({ forMs: OURS.drainMs, inFlight: OURS.inFlight });
  expect(read('bot/config.ts')).toContain(
    `'WAYMARK_SEND_RATE', ${String(OURS.rate)}, ${String(LIMITS.teamsPerTenant.value)}`,
  );
  const triggers = read('functions/index.ts');
  const [timers, queues] = [/azure\.timer\(/g, /azure\.storageQueue\(/g].map((one) => triggers.match(one)?.length ?? 0);
  expect([queues, 1 + (timers ?? 0) + (queues ?? 0)]).toEqual([OURS.queues, OURS.groups]);
  expect(triggers).toContain("azure.timer('tick', { schedule: '0 */5 * * * *'");
  expect(OURS.ticks).toBe((24 * 60) / 5);
  const host = JSON.parse(read('host.json')) as { extensions: { queues: { maxPollingInterval: string } } };
  expect(host.extensions.queues.maxPollingInterval).toBe(`00:00:0${String(OURS.pollMs / 1_000)}`);
  const app = read('infra/azure/function-app.bicep');
  expect(app).toContain(`instanceMemoryMB: ${String(LIMITS.flexMemory.value)}`);
  expect(app).toContain(`maximumInstanceCount: ${String(LIMITS.flexInstances.value)}`);
  expect(read('infra/azure/alerts.bicep').match(/^ {4}every: /gm)).toHaveLength(OURS.alertRules);
  const [, each = ''] = /Frequency: (\d+)/.exec(read('infra/azure/health-test.bicep')) ?? [];
  expect((3 * 30 * 86_400) / Number(each)).toBe(OURS.healthTests);
});

describe('on paper', () => {
  it('one drain sends by its rate, and the next takes over', () => {
    expect(sendMs(49 * 60, 49)).toBe(60_000);
    expect(sendMs(49 * 240, 49)).toBe(240_000);
    expect(sendMs(49 * 300, 49)).toBe(302_000);
    expect(sentWithin(60_000, 49)).toBe(2_940);
    expect(sentWithin(302_000, 49)).toBe(49 * 300);
  });

  it('slow answers hold it back, quick ones do not', () => {
    expect(cardsPerSecond(100)).toBe(OURS.rate);
    expect(cardsPerSecond(760)).toBe(15);
  });

  it('the first ceiling is the minute in which 99 in 100 cards leave', () => {
    const [first, ...others] = ceilings(councilOf(300));
    expect(first).toMatchObject({ what: '99 in 100 cards within a minute of one slot', officers: 2_969 });
    expect(others.every(({ officers }) => officers > 2_969)).toBe(true);
    expect(morningOf(councilOf(2_969)).promptShare).toBeGreaterThanOrEqual(0.99);
    expect(morningOf(councilOf(2_971)).promptShare).toBeLessThan(0.99);
    expect(ceilings(councilOf(3_000))[0]?.used).toBeGreaterThan(1);
  });

  it('a quiet morning asks for nothing', () => {
    const quiet = councilOf(300, { due: 0 });
    expect(morningOf(quiet)).toMatchObject({ digests: 0, sendMs: 0, promptShare: 1, sendRequests: 0 });
  });
});

describe('played', () => {
  const good = { seed: 7, refused: 0, pauseMs: 0, teamsMs: 100 };

  it.each([
    [300, 100],
    [3_000, 100],
    [30_000, 100],
    [3_000, 400],
    [3_000, 1_000],
  ])('%i cards at %i ms agree with the paper within 3 in 100, and the last answer', (digests, teamsMs) => {
    const paper = sendMs(digests, cardsPerSecond(teamsMs));
    const { ms, requests, mostPerSecond } = played({ ...good, digests, teamsMs });
    expect(Math.abs(ms - paper)).toBeLessThan(paper * 0.03 + 4 * teamsMs);
    expect(requests).toBe(digests);
    expect(mostPerSecond).toBeLessThanOrEqual(OURS.rate);
  });

  it('refusals cost what the paper says, within a quarter of it, and nobody is sent to twice', () => {
    const wish = { ...good, digests: 10_000, refused: 0.005, pauseMs: 2_000 };
    const with429 = played(wish);
    const cost = with429.ms - played({ ...wish, refused: 0 }).ms;
    const paper = pausesMs(wish.digests, wish.refused, wish.pauseMs);
    expect(cost).toBeGreaterThan(paper * 0.75);
    expect(cost).toBeLessThan(paper * 1.25);
    expect(with429.requests - with429.refused).toBe(wish.digests);
  });

  it('is the same for the same seed, and another for another', () => {
    const wish = { ...good, digests: 500, refused: 0.01, pauseMs: 1_000 };
    expect(played(wish)).toEqual(played(wish));
    expect(played({ ...wish, seed: 8 })).not.toEqual(played(wish));
  });
});

describe('the bill', () => {
  it('adds up, and says what of it nobody could check', () => {
    const { lines, usd, uncheckedUsd } = billOf(councilOf(300), false);
    expect(lines.reduce((sum, line) => sum + line.usd, 0)).toBeCloseTo(usd, 9);
    expect(uncheckedUsd).toBeLessThan(usd);
    expect(lines.find(({ what }) => what === 'instances kept ready')?.amount).toBe(2 * 2_592_000);
  });

  it('grows with the officers, and most of all with the zones', () => {
    const [small, large] = [300, 30_000].map((officers) => billOf(councilOf(officers), false).usd);
    expect(large).toBeGreaterThan(small ?? 0);
    expect(billOf(councilOf(300), true).usd).toBeGreaterThan(10 * (small ?? 0) - 100);
  });
});
