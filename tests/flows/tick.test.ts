import { WHOLE } from '../support/channels.js';
import { describe, expect, it } from 'vitest';
import { civilDate, instant } from '../../bot/domain/dates.js';
import { DRAIN_LIMITS } from '../../bot/flows/drain.js';
import type { Ports, Schedule } from '../../bot/flows/ports.js';
import { tick } from '../../bot/flows/tick.js';
import { askedOf, cardsOf, createWorld, linkAll, loadPlan, PLAN, type RowWish, type World } from '../support/world.js';
import { byCron } from '../support/by-cron.js';

const MINUTE = 60_000;
const ROWS: readonly RowWish[] = [{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }];

const schedule = (rest: Partial<Schedule> = {}): Schedule => ({
  id: 'sweep',
  kind: 'sweep',
  plans: null,
  ...WHOLE,
  when: byCron('0 9 * * *'),
  pausedUntil: null,
  paused: false,
  createdAt: instant('2026-01-01T00:00:00Z'),
  ...rest,
});

async function scheduled(
  from: string,
  rest: Partial<Schedule> = {},
  rows = ROWS,
  loaded = from.slice(0, 10),
): Promise<{ world: World; ports: World['ports']; ids: Record<string, string> }> {
  const world = createWorld(from);
  await loadPlan(world.ports, rows, civilDate(loaded));
  const ids = await linkAll(world.ports, [...new Set(rows.flatMap((row) => row.leads))]);
  await world.ports.schedules.put(schedule({ createdAt: world.ports.clock.now(), ...rest }), null);
  return { world, ports: world.ports, ids };
}

const run = (ports: Ports): Promise<void> => tick(ports, DRAIN_LIMITS);

/** Ticks every five minutes up to a moment; the slots that were done, in their order. */
async function ticksUntil(world: World, end: string): Promise<readonly string[]> {
  while (world.clock.now() < instant(end)) {
    await run(world.ports);
    world.clock.advance(5 * MINUTE);
  }
  return world.logged.flatMap(({ event, fields }) =>
    event === 'run-done' && 'slot' in fields && typeof fields.slot === 'string' ? [fields.slot.slice(0, 16)] : [],
  );
}

describe('a tick', () => {
  it('runs a slot once, on the clocks of London, through the end of summer time', async () => {
    const { world } = await scheduled('2026-10-23T12:02:00Z');
    expect(await ticksUntil(world, '2026-10-27T12:00:00Z')).toEqual([
      '2026-10-24T08:00',
      '2026-10-25T09:00',
      '2026-10-26T09:00',
      '2026-10-27T09:00',
    ]);
  });

  it('runs a slot that the clocks skip at the next time that exists, and one shown twice once', async () => {
    const spring = await scheduled('2027-03-27T12:02:00Z', { when: byCron('30 1 * * *') });
    expect(await ticksUntil(spring.world, '2027-03-29T12:00:00Z')).toHaveLength(2);
    const autumn = await scheduled('2026-10-24T12:02:00Z', { when: byCron('30 1 * * *') });
    expect(await ticksUntil(autumn.world, '2026-10-26T12:00:00Z')).toEqual(['2026-10-25T00:30', '2026-10-26T01:30']);
  });

  it('plans the sweep and sends it', async () => {
    const { world, ids } = await scheduled('2026-11-18T08:57:00Z');
    await run(world.ports);
    expect(cardsOf(world)).toEqual([]);
    world.clock.advance(5 * MINUTE);
    await run(world.ports);
    expect(cardsOf(world)).toEqual(['chat-Ann: A1']);
    expect(await askedOf(world.ports, ids.Ann ?? '')).toEqual(['A1 2026-11-18 0']);
  });

  it('takes slots that were missed as one, and asks the latest stage only', async () => {
    const { world, ports, ids } = await scheduled('2026-11-13T10:00:00Z', {}, ROWS, '2026-10-01');
    world.clock.set('2026-11-20T10:00:00Z');
    await run(ports);
    expect(await askedOf(ports, ids.Ann ?? '')).toEqual(['A1 2026-11-18 +1']);
    expect((await ports.runs.read('sweep', instant('2026-11-19T09:00:00Z')))?.value.state).toBe('coalesced');
    expect((await ports.runs.read('sweep', instant('2026-11-20T09:00:00Z')))?.value.state).toBe('done');
    expect(cardsOf(world)).toHaveLength(1);
  });

  it('of which two run at once makes one sweep', async () => {
    const { world } = await scheduled('2026-11-18T09:00:00Z', { createdAt: instant('2026-11-18T08:00:00Z') });
    await Promise.all([run(world.start().ports), run(world.start().ports), run(world.start().ports)]);
    await run(world.ports);
    expect(cardsOf(world)).toEqual(['chat-Ann: A1']);
  });

  it('takes over a run whose process died, when its time is up and not before', async () => {
    const { world, ports } = await scheduled('2026-11-18T09:00:00Z', { createdAt: instant('2026-11-18T08:00:00Z') });
    const dying = world.start({
      fault: ({ table, act }) => (table === 'DueIndex' && act === 'query' ? 'crash-before' : null),
    });
    await run(dying.ports).catch(() => undefined);
    world.clock.advance(2 * MINUTE);
    await run(ports);
    expect(cardsOf(world)).toEqual([]);
    world.clock.advance(2 * MINUTE);
    await run(ports);
    expect(cardsOf(world)).toEqual(['chat-Ann: A1']);
  });

  it('that outlives its run and comes back asks nobody twice', async () => {
    const { world, ports } = await scheduled('2026-11-18T09:00:00Z', { createdAt: instant('2026-11-18T08:00:00Z') });
    let once = false;
    const slow = world.start({
      hook: async ({ table, act }) => {
        if (once || table !== 'Ledger' || act !== 'submit') return;
        once = true;
        world.clock.advance(5 * MINUTE);
        await run(ports);
      },
    });
    await run(slow.ports);
    await run(ports);
    expect(cardsOf(world)).toEqual(['chat-Ann: A1']);
  });

  it('taken early for a slot at midnight looks at the day of the slot', async () => {
    const { world, ports, ids } = await scheduled('2026-11-17T23:59:30Z', {
      when: byCron('0 0 * * *'),
      createdAt: instant('2026-11-17T12:00:00Z'),
    });
    await run(ports);
    expect(await askedOf(ports, ids.Ann ?? '')).toEqual(['A1 2026-11-18 0']);
    world.clock.set('2026-11-18T08:00:00Z');
    await run(ports);
    expect(cardsOf(world)).toEqual(['chat-Ann: A1']);
  });

  it('makes all sweeps that are due one sweep', async () => {
    const { world, ports } = await scheduled('2026-11-18T09:00:00Z', { createdAt: instant('2026-11-18T08:00:00Z') });
    await ports.schedules.put(schedule({ id: 'second', createdAt: instant('2026-11-18T08:00:00Z') }), null);
    await run(ports);
    expect(cardsOf(world)).toEqual(['chat-Ann: A1']);
    expect(world.logged.filter(({ event }) => event === 'run-done')).toHaveLength(2);
  });

  it.each<[string, Partial<Schedule>]>([
    ['that is paused', { paused: true }],
    ['that is paused until tomorrow', { paused: true, pausedUntil: civilDate('2026-11-19') }],
  ])('leaves a schedule %s alone', async (_, rest) => {
    const { world } = await scheduled('2026-11-18T08:30:00Z', rest);
    expect(await ticksUntil(world, '2026-11-18T12:00:00Z')).toEqual([]);
  });

  it('runs again when the pause is over, without the slots in between', async () => {
    const { world, ports } = await scheduled('2026-11-16T08:30:00Z');
    expect(await ticksUntil(world, '2026-11-16T10:00:00Z')).toHaveLength(1);
    const paused = (await ports.schedules.list())[0]!;
    const until = civilDate('2026-11-19');
    await ports.schedules.put({ ...paused.value, paused: true, pausedUntil: until }, paused.etag);
    expect(await ticksUntil(world, '2026-11-19T08:00:00Z')).toHaveLength(1);
    expect(await ticksUntil(world, '2026-11-19T10:00:00Z')).toEqual(['2026-11-16T09:00', '2026-11-19T09:00']);
  });

  it('makes up for nothing that passed before a schedule was resumed', async () => {
    const { world, ports } = await scheduled('2026-11-16T08:30:00Z');
    await ticksUntil(world, '2026-11-16T10:00:00Z');
    const found = (await ports.schedules.list())[0]!;
    await ports.schedules.put({ ...found.value, paused: true }, found.etag);
    await ticksUntil(world, '2026-11-18T12:00:00Z');
    const again = (await ports.schedules.list())[0]!;
    // As `schedules resume` writes it.
    await ports.schedules.put({ ...again.value, paused: false, createdAt: ports.clock.now() }, again.etag);
    expect(await ticksUntil(world, '2026-11-19T08:00:00Z')).toEqual(['2026-11-16T09:00']);
  });

  it('sends what is open although a run fails, and tries the run again', async () => {
    const { world, ports } = await scheduled('2026-11-18T09:00:00Z', { createdAt: instant('2026-11-18T08:00:00Z') }, [
      ...ROWS,
      { ref: 'A2', due: '2026-11-18', leads: ['Ben'] },
    ]);
    const Ben = (await ports.people.byName('Ben'))?.value.id;
    const faulty = world.start({
      fault: ({ table, act, partition }) =>
        table === 'Ledger' && act === 'submit' && partition === Ben ? 'fails' : null,
    });
    await run(faulty.ports);
    expect(cardsOf(world)).toEqual(['chat-Ann: A1']);
    world.clock.advance(5 * MINUTE);
    await run(ports);
    expect(cardsOf(world)).toEqual(['chat-Ann: A1', 'chat-Ben: A2']);
    expect(PLAN).toBe('ilacs-2026');
  });
});
