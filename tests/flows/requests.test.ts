/** What the work that comes all the time asks of storage, request by request: so that it cannot creep up again. */
import { describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { raise } from '../../bot/flows/attention.js';
import { DRAIN_LIMITS, drain } from '../../bot/flows/drain.js';
import { everyFiveMinutes } from '../../bot/flows/every-five-minutes.js';
import { sweep } from '../../bot/flows/sweep.js';
import { presentCalendar } from '../../bot/flows/working-calendar.js';
import { countRequests, type Counted } from '../support/requests.js';
import { deployment, PLANS } from '../support/deployment.js';
import type { World } from '../support/world.js';

/** A deployment whose every request is counted, after the ticks of a morning. */
async function counted(...given: Parameters<typeof deployment>) {
  const { world, ids } = await deployment(...given);
  const counter = countRequests();
  const { ports } = world.start({ hook: counter.hook });
  const tickAt = async (time: string, day = '2026-11-18'): Promise<Counted> => {
    world.clock.set(`${day}T${time}:00Z`);
    counter.take();
    await everyFiveMinutes(ports, DRAIN_LIMITS, []);
    return counter.take();
  };
  return { world, ids, ports, counter, tickAt };
}

const cards = (world: World): number =>
  world.posted.filter(({ act, message }) => act === 'post' && message?.kind === 'digest').length;

describe('a tick with nothing to do', () => {
  it('asks three times: its stamp, the open work, the schedules; and looks at everything once an hour', async () => {
    const { world, tickAt } = await counted();
    for (const n of [1, 2, 3])
      await raise(world.ports, { kind: 'queue', queue: `q${String(n)}` }, 'poison', 'failed-five-times');
    for (const time of ['08:55', '09:00', '09:05', '09:10', '09:15', '09:20']) await tickAt(time);
    expect((await tickAt('09:25')).by).toEqual({ 'Sender submit': 1, 'Open query': 1, 'Schedules query': 1 });
    expect((await tickAt('09:30')).total).toBe(3);
    const minutes = ['00', '05', '10', '15', '20', '25', '30', '35', '40', '45', '50', '55'];
    const hour: number[] = [];
    for (const minute of minutes) hour.push((await tickAt(`10:${minute}`)).total);
    // What was noted at different times is looked at again at different times.
    expect(hour.filter((total) => total === 3).length).toBeGreaterThanOrEqual(9);
    expect(Math.max(...hour)).toBeGreaterThan(30);
    expect(hour.reduce((sum, total) => sum + total, 0)).toBeLessThanOrEqual(90);
  });
});

describe('a sweep', () => {
  const order = (world: World) => ({
    slot: '2026-12-05T09:00:00.000Z',
    today: civilDate('2026-12-05'),
    atOnce: true,
    cause: { kind: 'by-hand', by: { kind: 'operator' } } as const,
    world,
  });

  it('that has asked everything asks at most three times, and posts and writes nothing', async () => {
    const { world, ports: first, counter, tickAt } = await counted();
    await tickAt('09:00');
    await tickAt('09:05');
    const ports = { ...first, calendar: await presentCalendar(first) };
    counter.take();
    await sweep(ports, order(world));
    await drain(ports);
    const posted = cards(world);
    expect(posted).toBeGreaterThan(5);
    counter.take();
    await sweep(ports, order(world));
    const again = counter.take();
    expect(again.total).toBeLessThanOrEqual(3);
    expect(Object.keys(again.by).filter((what) => what.endsWith('submit'))).toEqual([]);
    await drain(ports);
    expect(cards(world)).toBe(posted);
  });

  it('asks once for each milestone that is due, three times for each officer, and a few times besides', async () => {
    const { world, ports: first, counter } = await counted();
    const ports = { ...first, calendar: await presentCalendar(first) };
    counter.take();
    const due = (await world.ports.dueIndex.upTo(order(world).today)).length;
    const report = await sweep(ports, order(world));
    const officers = report.digests.length;
    expect(officers).toBe(10);
    expect(due).toBeGreaterThanOrEqual(30);
    // Of each plan its areas, and the rest of it; and the run of its window.
    const plans = 3 * PLANS.length;
    expect(counter.take().total).toBeLessThanOrEqual(15 + due + 3 * officers + plans);
  });
});

describe('a digest', () => {
  it.each([1, 5, 20])('of %i milestones asks at most eight times, and twice for each of them', async (size) => {
    const names = Array.from({ length: 20 }, (_, n) => `Officer ${String.fromCharCode(65 + n)}`);
    const wishes = names.flatMap((name, officer) =>
      Array.from({ length: size }, (_, n) => ({
        ref: `M${String(officer)}.${String(n)}`,
        due: '2026-12-05',
        leads: [name],
      })),
    );
    const { world, ports: first, counter } = await counted(wishes, names);
    const ports = { ...first, calendar: await presentCalendar(first) };
    await sweep(ports, order(ports));
    counter.take();
    await drain(ports);
    const { total } = counter.take();
    expect(cards(world)).toBe(names.length);
    expect(total / names.length).toBeLessThanOrEqual(8 + 2 * size);
  });

  const order = (ports: World['ports']) => ({
    slot: ports.clock.now(),
    today: civilDate('2026-12-05'),
    atOnce: true,
  });
});
