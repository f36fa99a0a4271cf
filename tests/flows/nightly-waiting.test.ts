import { describe, expect, it } from 'vitest';
import { readAttention } from '../../bot/flows/attention-list.js';
import { nightly } from '../../bot/flows/nightly.js';
import { createWorld, linkAll, loadPlan, type World } from '../support/world.js';

async function loaded(): Promise<World> {
  const world = createWorld();
  await loadPlan(world.ports, [
    { ref: 'A1', due: '2026-12-18', leads: ['Ann'] },
    { ref: 'A2', due: '2026-12-18', leads: ['Ann', 'Ben'] },
  ]);
  return world;
}

const waiting = async ({ ports }: World): Promise<string[]> =>
  (await readAttention(ports)).waiting.map(({ because, subject }) => `${because} ${subject.kind}`).sort();

describe('what waits without anything having failed', () => {
  it('is a lead nobody is linked to, once, until somebody is', async () => {
    const world = await loaded();
    await linkAll(world.ports, ['Ben']);
    await nightly(world.ports);
    await nightly(world.ports);
    expect(await waiting(world)).toEqual(['unlinked lead']);
    await linkAll(world.ports, ['Ann']);
    expect(await waiting(world)).toEqual([]);
    await nightly(world.ports);
    expect(await world.ports.attention.list()).toEqual([]);
  });

  it('is an index that was not as the plans say', async () => {
    const world = await loaded();
    await linkAll(world.ports, ['Ann', 'Ben']);
    const [row] = await world.ports.dueIndex.upTo('2199-12-31' as never);
    await world.ports.dueIndex.remove(row!);
    await nightly(world.ports);
    expect(await waiting(world)).toEqual(['faulty index']);
    const [one] = (await readAttention(world.ports)).waiting;
    expect(one).toMatchObject({ actions: ['seen'], evidence: [{ what: 'rows-missing 1' }] });
    await nightly(world.ports);
    expect((await readAttention(world.ports)).waiting[0]?.evidence).toHaveLength(1);
  });
});
