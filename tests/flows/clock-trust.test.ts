/** What is old by a wrong clock would be gone for good: the night removes nothing until the clock is known to be right. */
import { beforeEach, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { readAttention } from '../../bot/flows/attention-list.js';
import { keepCopy } from '../../bot/flows/copy.js';
import { drain } from '../../bot/flows/drain.js';
import { nightly, type Night } from '../../bot/flows/nightly.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { sweep } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import { copyFile } from '../../bot/documents/copy-file.js';
import { memoryCopies } from '../../bot/storage/memory-copies.js';
import { createWorld, linkAll, loadPlan, PLAN, type World } from '../support/world.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let world: World;

/** Asked about something that closed since; the night has come. */
beforeEach(async () => {
  world = createWorld('2026-11-18T02:00:00Z');
  const { ports } = world;
  await loadPlan(ports, [{ ref: 'A1', due: '2026-12-16', leads: ['Ann'] }], civilDate('2026-11-02'));
  await linkAll(ports, ['Ann']);
  await sweep(ports, { slot: ports.clock.now(), today: todayOf(ports), atOnce: true });
  await drain(ports);
  const order = { plan: PLAN, ref: 'A1', by: { kind: 'operator' }, rev: null, rating: 'green' } as const;
  await recordUpdate(ports, { ...order, inputs: { note: 'n' }, state: 'withdrawn' });
  await nightly(ports);
});

const gone = ({ askedRemoved, digestsRemoved, auditRemoved }: Night) => [askedRemoved, digestsRemoved, auditRemoved];
const listed = async () => (await readAttention(world.ports)).waiting.map(({ because, subject }) => [because, subject]);
const DOUBTED = [['long-gap', { kind: 'night', piece: 'clock' }]];

/** The clock goes by itself: ticks, and nights. */
async function days(count: number): Promise<Night> {
  let night: Night | null = null;
  for (let day = 0; day < count; day += 1) {
    world.clock.advance(DAY);
    await world.ports.sender.stamp('tick', world.clock.now());
    night = await nightly(world.ports);
  }
  return night!;
}

it('a clock that jumps a year ahead removes nothing, tells a person, and is trusted after two more nights', async () => {
  world.clock.jump(365 * DAY);
  // The tick comes long before the night, and by the same clock.
  await world.ports.sender.stamp('tick', world.clock.now());
  expect(gone(await nightly(world.ports))).toEqual([0, 0, undefined]);
  expect(await listed()).toEqual(DOUBTED);
  expect(world.logged.map(({ event }) => event)).toContain('clock-doubted');
  expect(gone(await nightly(world.ports))).toEqual([0, 0, undefined]);
  expect(gone(await days(1))).toEqual([0, 0, undefined]);
  expect(gone(await days(1))).toEqual([1, 1, 0]);
  expect(await listed()).toEqual([]);
});

it('set right again, it has removed nothing, and has to agree for two nights as well', async () => {
  world.clock.jump(365 * DAY);
  await nightly(world.ports);
  world.clock.jump(-365 * DAY);
  world.clock.advance(DAY);
  expect((await nightly(world.ports)).auditRemoved).toBeUndefined();
  expect(await listed()).toEqual(DOUBTED);
  expect((await days(1)).auditRemoved).toBeUndefined();
  expect((await days(1)).auditRemoved).toBe(0);
  expect(await listed()).toEqual([]);
});

it('a clock that goes back by more than minutes is not trusted either; one of another machine is', async () => {
  await world.ports.sender.stamp('tick', world.clock.now());
  world.clock.jump(-9 * 60_000);
  expect((await nightly(world.ports)).auditRemoved).toBe(0);
  world.clock.jump(-HOUR);
  expect((await nightly(world.ports)).auditRemoved).toBeUndefined();
});

it('seven days without a night are no reason; more are', async () => {
  world.clock.advance(7 * DAY);
  expect((await nightly(world.ports)).auditRemoved).toBe(0);
  world.clock.advance(7 * DAY + 1);
  expect((await nightly(world.ports)).auditRemoved).toBeUndefined();
});

it('nights that come by themselves forget in time what is to be forgotten', async () => {
  expect(gone(await days(89))).toEqual([0, 0, 0]);
  expect(gone(await days(1))).toEqual([1, 1, 0]);
});

it('old copies stay while the clock is not trusted', async () => {
  const copies = memoryCopies();
  const ports = { ...world.ports, copies, copyFile };
  await keepCopy(ports, 30);
  world.clock.jump(365 * DAY);
  await keepCopy(ports, 30);
  await nightly(world.ports);
  expect(await copies.list()).toEqual(['2026-11-18.ndjson.gz', '2027-11-18.ndjson.gz']);
  await days(2);
  await keepCopy(ports, 30);
  expect(await copies.list()).not.toContain('2026-11-18.ndjson.gz');
});
