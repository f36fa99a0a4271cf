import { describe, expect, it } from 'vitest';
import { drain } from '../../bot/flows/drain.js';
import { raise } from '../../bot/flows/attention.js';
import { sweep } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import { answersInTurn, createWorld, digestsOf, IN_DOUBT, linkAll, loadPlan } from '../support/world.js';

const MINUTE = 60_000;

describe('a repeat that arrived', () => {
  it.each([
    ['settles what was listed about it', false, 0],
    ['leaves on the list what was raised again while it was recorded', true, 1],
  ])('%s', async (_, again, left) => {
    const world = createWorld();
    const { ports } = world;
    await loadPlan(ports, [{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }]);
    const { Ann: officer = '' } = await linkAll(ports, ['Ann']);
    await sweep(ports, { slot: ports.clock.now(), today: todayOf(ports), atOnce: true });
    world.answering = answersInTurn(IN_DOUBT);
    await drain(ports);
    expect(await ports.attention.list()).toHaveLength(1);
    const [digest] = await digestsOf(ports, officer);
    const about = { kind: 'digest', officer, slot: digest?.slot ?? '' } as const;
    let raised = 0;
    const other = world.start({
      hook: async ({ table, act, writes }) => {
        const records =
          table === 'Ledger' && act === 'submit' && JSON.stringify(writes).includes('\\"state\\":\\"sent\\"');
        if (!again || !records || (raised += 1) > 1) return;
        await raise(ports, about, 'in-doubt', 'raised meanwhile');
      },
    });
    world.clock.advance(16 * MINUTE);
    await drain(other.ports);
    expect((await digestsOf(ports, officer)).map(({ state }) => state)).toEqual(['sent']);
    expect(raised > 0).toBe(again);
    expect(await ports.attention.list()).toHaveLength(left);
  });
});
