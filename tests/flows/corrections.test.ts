/** Corrections of what was posted: of their own day, of every part of a window, and whole after a crash. */
import { describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { wholeReading } from '../../bot/domain/readings.js';
import { wholePlan } from '../../bot/domain/scope.js';
import { correct } from '../../bot/flows/correct.js';
import { planImage } from '../../bot/flows/images.js';
import { planRollup } from '../../bot/flows/plan-rollup.js';
import type { Ports, Reading } from '../../bot/flows/ports.js';
import { rollupOfSnapshot } from '../../bot/flows/read-rollup.js';
import { readingsOf } from '../../bot/flows/readings.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { WHOLE_READERSHIP } from '../../bot/flows/told-plan.js';
import { reading } from '../support/channels.js';
import { quarter2, setWindow, tickAt } from '../support/windows.js';
import { chatFor, createWorld, linkAll, loadPlan, PLAN, type World } from '../support/world.js';

const WHOLE = wholePlan(PLAN);
const BY = { kind: 'operator' } as const;
const WINDOW = quarter2();

async function life(...reads: readonly Partial<Reading>[]): Promise<World> {
  const world = createWorld();
  const { ports } = world;
  await loadPlan(ports, [
    { ref: 'A1', due: '2027-03-31', leads: ['Ann'], declared: 'green' },
    { ref: 'A2', due: '2027-03-31', leads: ['Ann'], declared: 'green' },
    { ref: 'B1', due: '2027-03-31', leads: ['Ann'], area: 'B', declared: 'green' },
  ]);
  await linkAll(ports, ['Ann']);
  const id = 'leaders';
  const channel = { id, name: id, team: null, chat: chatFor(id), ...reading(PLAN), registeredBy: null };
  const all = reads.map((one) => ({ ...wholeReading(PLAN), ...one }));
  await ports.channels.put({ ...channel, registeredAt: ports.clock.now(), reads: all }, null);
  return world;
}

const RED = { cause: 'c', remedy: 'r', recovery: '2027-03-29' };

async function say(ports: Ports, ref: string, rating: string, inputs: Record<string, string>, of?: string) {
  const from = of === undefined ? {} : { onBehalf: { source: 'e-mail', on: civilDate(of), admin: true } as const };
  const done = await recordUpdate(ports, { plan: PLAN, ref, by: BY, rev: null, rating, inputs, ...from });
  expect(done.kind).toBe('saved');
}

async function posted(world: World) {
  const { ports } = world;
  const channels = (await readingsOf(ports, WHOLE)).map(({ channel }) => channel);
  const snapshot = (await planRollup(ports, WHOLE, channels, null))!;
  await tickAt(world, '2026-11-18T10:05:00Z');
  return snapshot;
}

const told = ({ posted: all }: World) =>
  all.flatMap(({ act, message }) =>
    message?.kind === 'rollup'
      ? [
          `${act} ${message.view.scope?.area ?? message.view.scope?.tag ?? 'plan'}${message.view.correction ? ' correction' : ''}${message.view.corrected ? ' corrected' : ''} ${String(message.view.counts.red)} red`,
        ]
      : [],
  );

describe('a correction is of its own day', () => {
  it('what was said, done or decided later stays out of it; what was said then and entered since counts', async () => {
    const world = await life({});
    const { ports } = world;
    const wrong = await posted(world);
    world.clock.set('2027-02-10T10:00:00Z');
    await say(ports, 'A1', 'complete', { doneOn: '2027-02-09', evidence: 'e' });
    await say(ports, 'A2', 'red', RED, '2026-11-17');
    await say(ports, 'B1', 'red', RED);
    const done = await correct(ports, WHOLE, wrong.period, 'A2 was red', BY);
    if (done.kind !== 'done') throw new Error(done.kind);
    expect(done.snapshot).toMatchObject({ asAt: '2026-11-18', counts: { red: 1, green: 2, complete: 0 } });
    world.clock.set('2027-02-20T10:00:00Z');
    await say(ports, 'A2', 'green', { note: 'n' }, '2026-11-18');
    const again = await rollupOfSnapshot(ports, done.snapshot, null, WHOLE_READERSHIP);
    expect(again?.rollup.counts).toEqual(done.snapshot.counts);
  });
});

describe('an erasure', () => {
  it('takes a name out of the reason wherever it is kept', async () => {
    const world = await life({});
    const { ports } = world;
    const wrong = await posted(world);
    await correct(ports, WHOLE, wrong.period, 'Hannah Osei was counted twice', BY);
    const change = (text: string): string => text.replace('Hannah Osei', 'a former officer');
    expect(await ports.redactRollups(change, false)).toBe(2);
    expect(await ports.redactRollups(change, true)).toBe(2);
    expect(await ports.redactRollups(change, true)).toBe(0);
    const [corrected] = await ports.rollups.snapshots(PLAN);
    expect(corrected?.corrects?.reason).toBe('a former officer was counted twice');
    const [post] = await ports.rollups.posts(PLAN, wrong.period);
    expect(post?.value.corrected?.reason).toBe('a former officer was counted twice');
  });
});

describe('two corrections at once', () => {
  it('are one: the second is told of the first', async () => {
    const world = await life({});
    const wrong = await posted(world);
    world.clock.set('2026-11-20T10:00:00Z');
    const said = await Promise.all(['one', 'two'].map((why) => correct(world.ports, WHOLE, wrong.period, why, BY)));
    expect(said.map(({ kind }) => kind).sort()).toEqual(['corrected', 'done']);
    expect(await world.ports.rollups.snapshots(PLAN)).toHaveLength(2);
  });
});

describe('a correction that breaks off', () => {
  it('anywhere is finished by the tick, once', async () => {
    for (let point = 0; point < 12; point += 1) {
      const world = await life({});
      const wrong = await posted(world);
      world.clock.set('2026-11-20T10:00:00Z');
      await say(world.ports, 'A2', 'red', RED, '2026-11-17');
      let left = point;
      const dying = world.start({ fault: ({ act }) => (act === 'submit' && (left -= 1) < 0 ? 'crash-after' : null) });
      await correct(dying.ports, WHOLE, wrong.period, 'A2 was red', BY).catch(() => undefined);
      for (const minute of ['05', '10', '20', '30']) await tickAt(world, `2026-11-20T10:${minute}:00Z`);
      const made = (await world.ports.rollups.snapshots(PLAN)).length;
      const expected =
        made === 1
          ? ['post plan 0 red']
          : ['post plan 0 red', 'post plan correction 1 red', 'update plan corrected 0 red'];
      expect([...new Set(told(world))].sort()).toEqual(expected);
      expect(told(world).filter((line) => line.includes(' correction '))).toHaveLength(made - 1);
      expect(await world.ports.rollups.openCorrections()).toEqual([]);
    }
  });
});

describe('the summary of a reporting window', () => {
  async function windowPosted(release: boolean) {
    const world = await life({}, { area: 'B' });
    const { ports } = world;
    await setWindow(ports, WINDOW);
    if (release) await changePlan(ports, { release: true });
    await tickAt(world, '2026-11-27T12:00:00Z');
    if (release) await letGo(ports);
    await tickAt(world, '2026-12-02T09:00:00Z');
    await say(ports, 'B1', 'red', RED, '2026-11-27');
    const run = (await ports.rollups.windowRun(PLAN, WINDOW.id))!;
    return { world, ports, run };
  }

  it('is corrected with all its parts, whichever is named', async () => {
    const { world, ports, run } = await windowPosted(false);
    const part = { plan: PLAN, area: 'B', tag: null };
    const done = await correct(ports, part, run.value.period, 'B1 was red', BY);
    expect(done).toMatchObject({ kind: 'done', waits: false, snapshot: { scope: PLAN } });
    await tickAt(world, '2026-12-02T09:10:00Z');
    await tickAt(world, '2026-12-02T09:20:00Z');
    expect([...new Set(told(world))].sort()).toEqual([
      'post Area B 0 red',
      'post Area B correction 1 red',
      'post plan 0 red',
      'post plan correction 1 red',
      'update Area B corrected 0 red',
      'update plan corrected 0 red',
    ]);
    expect(await ports.rollups.openCorrections()).toEqual([]);
  });

  it('that was released is released again before its correction is posted, or anything said of it', async () => {
    const { world, ports, run } = await windowPosted(true);
    const done = await correct(ports, WHOLE, run.value.period, 'B1 was red', BY);
    expect(done).toMatchObject({ kind: 'done', waits: true, channels: [] });
    await tickAt(world, '2026-12-03T09:10:00Z');
    expect(told(world).filter((line) => line.includes('correct'))).toEqual([]);
    await letGo(ports);
    await tickAt(world, '2026-12-03T10:10:00Z');
    await tickAt(world, '2026-12-03T10:20:00Z');
    await tickAt(world, '2026-12-03T10:30:00Z');
    expect([...new Set(told(world))].filter((line) => line.includes('correct')).sort()).toEqual([
      'post Area B correction 1 red',
      'post plan correction 1 red',
      'update Area B corrected 0 red',
      'update plan corrected 0 red',
    ]);
  });
});

async function letGo(ports: Ports): Promise<void> {
  const { value, etag } = (await ports.rollups.windowRun(PLAN, WINDOW.id))!;
  expect(value.state).toBe('frozen');
  await ports.rollups.saveWindowRun(
    { ...value, state: 'released', released: { by: BY, on: civilDate('2026-11-27') } },
    etag,
  );
}

async function changePlan(ports: Ports, rest: { readonly release: boolean }): Promise<void> {
  const { plan } = (await ports.plans.outline(PLAN))!;
  const at = ports.clock.now();
  const change = { image: planImage(plan, rest), previous: plan, at, recordedAt: at, by: BY, why: 'x', inputHash: 'x' };
  expect(await ports.plans.commit(PLAN, [change])).not.toBe('conflict');
}
