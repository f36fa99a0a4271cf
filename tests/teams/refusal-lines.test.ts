import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refusalLines } from '../../bot/teams/refusal-lines.js';
import { activity, recordingLog, startWorld, type World } from './world.js';

const MINUTE = 60_000;

let now: number;
let logged: { level: string; event: string; fields: object }[];
let lines: ReturnType<typeof refusalLines>;

beforeEach(() => {
  now = 5;
  logged = [];
  lines = refusalLines(recordingLog(logged), () => now);
});

const told = (): readonly object[] => logged.map(({ fields }) => fields);
const many = (times: number, status: number, reason: string): void => {
  for (let at = 0; at < times; at += 1) lines.refused(status, reason);
};

describe('the lines of refusals', () => {
  it('are one each while there are few', () => {
    many(3, 401, 'no-token');
    many(2, 413, 'content-length');
    expect(told()).toEqual([
      ...Array.from({ length: 3 }, () => ({ status: 401, reason: 'no-token' })),
      ...Array.from({ length: 2 }, () => ({ status: 413, reason: 'content-length' })),
    ]);
    now += MINUTE;
    lines.look();
    expect(logged).toHaveLength(5);
  });

  it('of a flood are the first of its minute, and one with the count of the others once that is over', () => {
    many(10_000, 401, 'no-token');
    many(4, 400, 'not-json');
    expect(logged).toHaveLength(6);
    now += MINUTE - 1;
    many(1, 401, 'no-token');
    lines.look();
    expect(logged).toHaveLength(6);
    now += 1;
    lines.look();
    lines.look();
    expect(told().slice(6)).toEqual([
      { status: 401, reason: 'no-token', count: 9_998 },
      { status: 400, reason: 'not-json', count: 1 },
    ]);
    expect(new Set(logged.map(({ level, event }) => `${level} ${event}`))).toEqual(new Set(['warn inbound-refused']));
  });

  it('begin anew with the next minute, and its first refusal brings the count of the last', () => {
    many(5, 401, 'no-token');
    now += 10 * MINUTE;
    many(1, 401, 'no-token');
    expect(told().slice(3)).toEqual([
      { status: 401, reason: 'no-token', count: 2 },
      { status: 401, reason: 'no-token' },
    ]);
  });

  it('are few however many reasons there are', () => {
    for (let at = 0; at < 10_000; at += 1) lines.refused(400, `field ${String(at)}`);
    expect(logged.length).toBeLessThan(200);
    now += MINUTE;
    lines.look();
    const counts = told().map((fields) => ('count' in fields ? Number(fields.count) : 1));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10_000);
    expect(logged.length).toBeLessThan(250);
  });

  it('keep failures apart from refusals', () => {
    for (let at = 0; at < 9; at += 1) lines.failed('the issuer does not answer');
    now += MINUTE;
    lines.look();
    expect(logged.map(({ level, event }) => `${level} ${event}`)).toEqual(
      Array.from({ length: 4 }, () => 'error inbound-failed'),
    );
    expect(told().at(-1)).toEqual({ status: 500, reason: 'the issuer does not answer', count: 6 });
  });
});

describe('at the gate', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(async () => {
    await world.close();
  });

  it('a hundred strangers are three lines', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => world.post(activity(world.connector.url), { authorization: 'none' })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect(world.logged.filter(({ event }) => event === 'inbound-refused')).toHaveLength(3);
  });

  it('the lack of keys, told to everybody, is three lines', async () => {
    const fresh = await startWorld();
    fresh.openId.behave('broken');
    await Promise.all(Array.from({ length: 50 }, () => fresh.post(activity(fresh.connector.url))));
    for (let at = 0; at < 50; at += 1) await fresh.post(activity(fresh.connector.url));
    expect(fresh.logged.filter(({ event }) => event === 'inbound-failed').length).toBeLessThanOrEqual(6);
    await fresh.close();
  });
});
