import { describe, expect, it } from 'vitest';
import { drain } from '../../bot/flows/drain.js';
import { nightly } from '../../bot/flows/nightly.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { refreshCards } from '../../bot/flows/refresh.js';
import { sweep } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import { createWorld, linkAll, loadPlan, PLAN, type World } from '../support/world.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A card to Ann and one to Ben about the same milestone, a day after it was made and an hour ago. */
async function sent(): Promise<World> {
  const world = createWorld();
  const { ports } = world;
  await loadPlan(ports, [{ ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Ben'] }]);
  await linkAll(ports, ['Ann', 'Ben']);
  world.clock.advance(DAY);
  await sweep(ports, { slot: ports.clock.now(), today: todayOf(ports), atOnce: true });
  await drain(ports);
  world.clock.advance(HOUR);
  return world;
}

/** Answered, and the bell that should have the cards rebuilt is lost. */
async function answered({ ports, bells }: World): Promise<void> {
  const inputs = { note: 'n' };
  const order = { plan: PLAN, ref: 'A1', by: { kind: 'operator' }, rev: null, rating: 'green', inputs } as const;
  expect((await recordUpdate(ports, order)).kind).toBe('saved');
  while (bells.take() !== null);
}

const rebuilt = ({ posted }: World): readonly string[] =>
  posted.flatMap(({ act, conversation, message }) => {
    if (act !== 'update' || message?.kind !== 'digest') return [];
    return [`${conversation}: ${String(message.view.yours.length)} owed`];
  });

describe('a card that shows what is no longer so', () => {
  it('is found by the night when the queue lost the word of it, rebuilt by the next tick, and found no more', async () => {
    const world = await sent();
    const { ports, clock } = world;
    expect((await nightly(ports)).stale).toBe(0);
    await answered(world);
    clock.advance(HOUR);
    expect((await nightly(ports)).stale).toBe(2);
    await drain(ports);
    expect([...rebuilt(world)].sort()).toEqual(['chat-Ann: 0 owed', 'chat-Ben: 0 owed']);
    // Once more: the clock may have been behind when it changed.
    clock.advance(DAY);
    await nightly(ports);
    await drain(ports);
    clock.advance(DAY);
    expect((await nightly(ports)).stale).toBe(0);
  });

  it('is found although the clock was ahead when it was last rebuilt, and behind when it changed', async () => {
    const world = await sent();
    const { ports, clock } = world;
    clock.jump(72 * HOUR);
    await answered(world);
    await nightly(ports);
    await drain(ports);
    expect(rebuilt(world)).toHaveLength(2);
    clock.jump(-74 * HOUR);
    await answered(world);
    clock.jump(2 * HOUR);
    clock.advance(HOUR);
    await nightly(ports);
    await drain(ports);
    expect(rebuilt(world)).toHaveLength(4);
  });

  it('is rebuilt although the clock was set back between its planning and its leaving', async () => {
    const world = createWorld();
    const { ports, clock } = world;
    await loadPlan(ports, [{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }]);
    await linkAll(ports, ['Ann']);
    clock.advance(HOUR);
    await sweep(ports, { slot: ports.clock.now(), today: todayOf(ports), atOnce: true });
    clock.jump(-HOUR);
    await drain(ports);
    await answered(world);
    await refreshCards(ports, { plan: PLAN, ref: 'A1' });
    expect(rebuilt(world)).toEqual(['chat-Ann: 0 owed']);
  });

  it('is rebuilt although the clock was ahead when it was posted', async () => {
    const world = createWorld();
    const { ports, clock } = world;
    await loadPlan(ports, [{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }]);
    await linkAll(ports, ['Ann']);
    await sweep(ports, { slot: ports.clock.now(), today: todayOf(ports), atOnce: true });
    clock.jump(72 * HOUR);
    await drain(ports);
    clock.jump(-72 * HOUR);
    await answered(world);
    await refreshCards(ports, { plan: PLAN, ref: 'A1' });
    expect(rebuilt(world)).toEqual(['chat-Ann: 0 owed']);
  });
});
