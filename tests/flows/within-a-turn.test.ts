import { describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import type { Officer, Ports } from '../../bot/flows/ports.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { withinATurn } from '../../bot/flows/within-a-turn.js';
import { createWorld, linkAll, loadPlan, PLAN, setHeads, type ProcessNeeds, type World } from '../support/world.js';

interface Turn {
  readonly world: World;
  readonly ports: Ports;
  readonly ids: Readonly<Record<string, string>>;
  /** Queries of a table since this was last asked. */
  asked(table: string): number;
}

async function begun(needs: ProcessNeeds = {}): Promise<Turn> {
  const world = createWorld();
  await loadPlan(world.ports, [{ ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Ben'] }], civilDate('2026-09-01'));
  const ids = await linkAll(world.ports, ['Ann', 'Ben']);
  let queries: string[] = [];
  const hook: ProcessNeeds['hook'] = ({ table, act }) => {
    if (act === 'query') queries.push(table);
    return Promise.resolve();
  };
  const ports = withinATurn<Ports>(world.start({ hook, ...needs }).ports);
  const asked = (table: string): number => {
    const found = queries.filter((one) => one === table).length;
    queries = queries.filter((one) => one !== table);
    return found;
  };
  return { world, ports, ids, asked };
}

const annOf = async ({ ports, ids }: Turn): Promise<{ readonly value: Officer; readonly etag: string }> =>
  (await ports.people.officer(ids.Ann!))!;
const titleOf = async ({ ports }: Turn): Promise<string | undefined> => (await ports.plans.outline(PLAN))?.plan.title;

describe('within a turn', () => {
  it('everybody, and the layout of a plan, are read once; a milestone and one person each time', async () => {
    const turn = await begun();
    const read = [await turn.ports.people.officers(), await turn.ports.people.everybody(), await titleOf(turn)];
    expect([read.length, turn.asked('People'), turn.asked('Plans') > 0]).toEqual([3, 2, true]);
    for (let time = 0; time < 3; time += 1) {
      expect(await turn.ports.people.officers()).toHaveLength(2);
      expect((await turn.ports.people.everybody()).officers).toHaveLength(2);
      expect(await titleOf(turn)).toBe('The plan');
    }
    expect([turn.asked('People'), turn.asked('Plans')]).toEqual([0, 0]);
    const other = await annOf(turn);
    await turn.world.ports.people.put({ ...other.value, roles: ['admin'] }, other.etag);
    expect((await annOf(turn)).value.roles).toEqual(['admin']);
  });

  it('sees what it has written of people, and what became of a write that was refused', async () => {
    const turn = await begun();
    const before = await turn.ports.people.officers();
    const ann = await annOf(turn);
    await turn.ports.people.put({ ...ann.value, met: true }, ann.etag);
    const found = await turn.ports.people.officers();
    expect(found.find(({ value }) => value.id === ann.value.id)?.value.met).toBe(true);
    const ben = before.find(({ value }) => value.name === 'Ben')!;
    await turn.world.ports.people.put({ ...ben.value, met: true }, ben.etag);
    expect(await turn.ports.people.put(ben.value, ben.etag)).toBe('conflict');
    const after = await turn.ports.people.officers();
    expect(after.find(({ value }) => value.name === 'Ben')?.value.met).toBe(true);
  });

  it('sees what it has written of a plan; an answer to a milestone changes nothing of it', async () => {
    const turn = await begun();
    expect(await titleOf(turn)).toBe('The plan');
    await setHeads(turn.ports, 'A', [turn.ids.Ben!]);
    expect((await turn.ports.plans.outline(PLAN))?.areas[0]?.heads).toEqual([turn.ids.Ben]);
    turn.asked('Plans');
    const said = { rating: 'green', inputs: { note: 'On the way' }, rev: 1 };
    const by = { kind: 'officer', id: turn.ids.Ann! } as const;
    expect((await recordUpdate(turn.ports, { plan: PLAN, ref: 'A1', by, ...said })).kind).toBe('saved');
    await titleOf(turn);
    expect(turn.asked('Plans')).toBe(0);
  });

  it('asks again for what could not be read', async () => {
    let failing = true;
    const fault: ProcessNeeds['fault'] = ({ table, act }) =>
      failing && table === 'People' && act === 'query' ? 'fails' : null;
    const turn = await begun({ fault });
    await expect(turn.ports.people.officers()).rejects.toThrow();
    failing = false;
    expect(await turn.ports.people.officers()).toHaveLength(2);
  });
});
