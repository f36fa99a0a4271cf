import { describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { DRAIN_LIMITS } from '../../bot/flows/drain.js';
import { tick } from '../../bot/flows/tick.js';
import { byCron } from '../support/by-cron.js';
import { WHOLE } from '../support/channels.js';
import { cardsOf, createWorld, linkAll, loadPlan, type ProcessNeeds, type World } from '../support/world.js';

/** A sweep at a full hour asks so many people, in one tick. */
async function asked(people: number, hour = 9, needs: ProcessNeeds = {}): Promise<World> {
  const names = Array.from({ length: people }, (_, index) => `Officer ${String(index).padStart(3, '0')}`);
  const world = createWorld(`2026-11-18T${String(hour - 1).padStart(2, '0')}:57:00Z`);
  const rows = names.map((name, index) => ({ ref: `A${String(index)}`, due: '2026-11-18', leads: [name] }));
  await loadPlan(world.ports, rows, civilDate('2026-11-18'));
  await linkAll(world.ports, names);
  const common = { ...WHOLE, plans: null, pausedUntil: null, paused: false, createdAt: world.clock.now() };
  const when = byCron(`0 ${String(hour)} * * *`);
  await world.ports.schedules.put({ ...common, id: 'asks', kind: 'sweep', when }, null);
  world.clock.advance(5 * 60_000);
  // Storage takes a moment each time, so that both get on.
  const hook = (): Promise<void> => new Promise((done) => setImmediate(done));
  await tick(world.start({ hook, ...needs }).ports, DRAIN_LIMITS);
  return world;
}

/** Where in the order of all that happened each card was planned. */
function planned({ written }: World): readonly number[] {
  return written
    .filter(({ what, columns }) => what === 'card' && String(columns.json).includes('"state":"planned"'))
    .map(({ order }) => order);
}

const firstSent = ({ posted }: World): number => Math.min(...posted.map((one) => one.let.order));

describe('while a sweep plans', () => {
  it('the first of many cards leave before the last is planned, and everybody has one card', async () => {
    const world = await asked(120);
    expect(new Set(cardsOf(world)).size).toBe(120);
    expect(world.posted).toHaveLength(120);
    expect(firstSent(world)).toBeLessThan(Math.max(...planned(world)));
  });

  it('few are all planned first: it is not worth a lease of its own', async () => {
    const world = await asked(9);
    expect(world.posted).toHaveLength(9);
    expect(firstSent(world)).toBeGreaterThan(Math.max(...planned(world)));
  });

  it('at night none leaves, and the cards are looked at twice and not again and again', async () => {
    const reads = { digests: 0 };
    const world = await asked(120, 3, {
      fault: ({ act, table }) => {
        if (act === 'get' && table === 'Ledger') reads.digests += 1;
        return null;
      },
    });
    expect(world.posted).toEqual([]);
    expect(planned(world)).toHaveLength(120);
    expect(reads.digests).toBeLessThanOrEqual(2 * 120);
  });

  it('a failure to send fails no planning: what is left is sent when all is planned', async () => {
    const state = { planned: false, failed: false };
    const world = await asked(120, 9, {
      fault: ({ act, table }) => {
        if (act === 'submit' && table === 'Ledger') state.planned = true;
        if (!state.planned || state.failed || act !== 'submit' || table !== 'Sender') return null;
        state.failed = true;
        return 'fails';
      },
    });
    expect(state.failed).toBe(true);
    expect(world.logged.map(({ event }) => event)).toContain('sending-failed');
    expect(new Set(cardsOf(world)).size).toBe(120);
  });
});
