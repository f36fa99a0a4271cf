import { describe, expect, it } from 'vitest';
import { drain } from '../../bot/flows/drain.js';
import type { Ports } from '../../bot/flows/ports.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { holdCard } from '../../bot/flows/hold-card.js';
import { refreshCards } from '../../bot/flows/refresh.js';
import { sweep } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import { createWorld, digestsOf, IN_DOUBT, linkAll, loadPlan, PLAN, throttled, type World } from '../support/world.js';

async function sent(): Promise<{ world: World; ports: World['ports']; Ann: string; Ben: string }> {
  const world = createWorld();
  const { ports } = world;
  await loadPlan(ports, [
    { ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Ben'] },
    { ref: 'A2', due: '2026-11-19', leads: ['Ben'] },
  ]);
  const ids = await linkAll(ports, ['Ann', 'Ben']);
  await sweepAndSend(ports);
  world.clock.advance(60_000);
  while (world.bells.take() !== null);
  return { world, ports, Ann: ids.Ann ?? '', Ben: ids.Ben ?? '' };
}

async function sweepAndSend(ports: Ports): Promise<void> {
  await sweep(ports, { slot: ports.clock.now(), today: todayOf(ports), atOnce: true });
  await drain(ports);
}

async function answer(ports: Ports, officer: string, ref = 'A1'): Promise<void> {
  const by = { kind: 'officer', id: officer } as const;
  const recorded = await recordUpdate(ports, {
    plan: PLAN,
    ref,
    by,
    rev: null,
    rating: 'green',
    inputs: { note: 'n' },
  });
  expect(recorded.kind).toBe('saved');
}

async function hear(world: World, ports: Ports = world.ports): Promise<void> {
  for (let rung = world.bells.take('refresh'); rung !== null; rung = world.bells.take('refresh')) {
    if (rung.queue === 'refresh') await refreshCards(ports, rung.message);
  }
  // As the tick does, or a bell that was rung for what waits.
  await drain(ports);
}

const updates = (world: World): readonly string[] =>
  world.posted.flatMap(({ act, conversation, activityId, message }) => {
    if (act !== 'update' || message?.kind !== 'digest') return [];
    const { yours, answered } = message.view;
    const refs = (rows: typeof answered): string => rows.map((row) => row.link.ref).join(' ');
    return [`${conversation} ${activityId ?? ''}: ${refs(yours)} / ${refs(answered)}`];
  });

describe('a refresh', () => {
  it('rebuilds the cards of all leads; the answered one stands as answered', async () => {
    const { world, ports, Ann } = await sent();
    await answer(ports, Ann);
    await hear(world);
    expect([...updates(world)].sort()).toEqual(['chat-Ann a1:  / A1', 'chat-Ben a2:  / A1']);
  });

  it('rebuilds every card that shows it, also a later one that was sent for something else', async () => {
    const world = createWorld();
    const { ports } = world;
    await loadPlan(ports, [
      { ref: 'A1', due: '2026-11-25', leads: ['Ann', 'Ben'] },
      { ref: 'A2', due: '2026-11-19', leads: ['Ben'] },
    ]);
    const ids = await linkAll(ports, ['Ann', 'Ben']);
    await sweepAndSend(ports);
    world.clock.set('2026-11-19T10:00:00Z');
    await sweepAndSend(ports);
    await answer(ports, ids.Ann ?? '', 'A1');
    await hear(world);
    const ben = updates(world).filter((one) => one.startsWith('chat-Ben'));
    expect(ben).toEqual(['chat-Ben a2: A2 / A1', 'chat-Ben a3: A2 / ']);
    world.clock.set('2026-12-22T10:00:00Z');
    world.posted.length = 0;
    await refreshCards(ports, { plan: PLAN, ref: 'A1' });
    expect(updates(world)).toEqual([]);
  });

  it('leaves a card alone while a form is open on it, and comes back when it is not', async () => {
    const { world, ports, Ann, Ben } = await sent();
    await holdCard(ports, Ben, 'a2', 'form');
    await answer(ports, Ann);
    await hear(world);
    expect(updates(world)).toEqual(['chat-Ann a1:  / A1']);
    world.clock.advance(15 * 60_000 - 1_000);
    await hear(world);
    expect(updates(world)).toHaveLength(1);
    world.clock.advance(11_000);
    await hear(world);
    expect(updates(world)).toContain('chat-Ben a2:  / A1');
    expect((await digestsOf(ports, Ben))[0]?.formUntil).toBeNull();
  });

  it("leaves the confirmation on the officer's own card for a minute", async () => {
    const { world, ports, Ann } = await sent();
    await holdCard(ports, Ann, 'a1', 'confirmation');
    await answer(ports, Ann);
    await hear(world);
    expect(updates(world)).toEqual(['chat-Ben a2:  / A1']);
    world.clock.advance(61_000);
    await hear(world);
    expect(updates(world)).toContain('chat-Ann a1:  / A1');
  });

  it('leaves the list that was just handed out for a minute: its reader may be ticking', async () => {
    const { world, ports, Ann, Ben } = await sent();
    await holdCard(ports, Ben, 'a2', 'form');
    await holdCard(ports, Ben, 'a2', 'list');
    await answer(ports, Ann);
    await hear(world);
    expect(updates(world)).toEqual(['chat-Ann a1:  / A1']);
    world.clock.advance(61_000);
    await hear(world);
    expect(updates(world)).toContain('chat-Ben a2:  / A1');
  });

  it('happens at most once in ten seconds, and the last change is shown', async () => {
    const { world, ports, Ann, Ben } = await sent();
    await answer(ports, Ann);
    await hear(world);
    await answer(ports, Ben, 'A2');
    await answer(ports, Ben);
    await hear(world);
    expect(updates(world)).toHaveLength(2);
    world.clock.advance(10_000);
    await hear(world);
    expect(updates(world)).toHaveLength(4);
  });

  it.each([
    ['Teams asks us to wait', throttled(5_000)],
    ['it is in doubt', IN_DOUBT],
    ['our token is no good', { kind: 'unauthorised', reason: 'http-401' }],
  ] as const)('is tried again when %s', async (_, outcome) => {
    const { world, ports, Ann } = await sent();
    const accepts = world.answering;
    world.answering = () => outcome;
    await answer(ports, Ann);
    await hear(world);
    world.answering = accepts;
    world.posted.length = 0;
    world.clock.advance(5 * 60_000);
    await hear(world);
    expect([...updates(world)].sort()).toEqual(['chat-Ann a1:  / A1', 'chat-Ben a2:  / A1']);
  });

  it('may be heard twice, late, and about what is gone', async () => {
    const { world, ports } = await sent();
    await refreshCards(ports, { plan: PLAN, ref: 'none' });
    await refreshCards(ports, { plan: 'none', ref: 'A1' });
    await refreshCards(ports, { plan: PLAN, ref: 'A1' });
    await refreshCards(ports, { plan: PLAN, ref: 'A1' });
    expect(updates(world)).toHaveLength(2);
  });
});
