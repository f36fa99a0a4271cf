import { beforeEach, describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { raise } from '../../bot/flows/attention.js';
import { DRAIN_LIMITS, drain } from '../../bot/flows/drain.js';
import { readiness } from '../../bot/flows/readiness.js';
import { stopSending } from '../../bot/flows/sending.js';
import { sweep } from '../../bot/flows/sweep.js';
import { tick } from '../../bot/flows/tick.js';
import { todayOf } from '../../bot/flows/today.js';
import { health, healthDetail } from '../../functions/health.js';
import type { App } from '../../functions/app.js';
import { terminal } from '../support/command-line.js';
import { answersInTurn, createWorld, linkAll, loadPlan, throttled, type World } from '../support/world.js';

const MINUTE = 60_000;
let world: World;

beforeEach(async () => {
  world = createWorld('2026-11-18T10:00:00Z');
  await loadPlan(world.ports, [{ ref: 'A1', due: '2026-11-25', leads: ['Ann'] }], civilDate('2026-11-18'));
  await linkAll(world.ports, ['Ann']);
});

const plan = (): Promise<unknown> =>
  sweep(world.ports, { slot: world.clock.now(), today: todayOf(world.ports), atOnce: false });

describe('how everything stands', () => {
  it('nothing to do: nothing counted', async () => {
    expect(await readiness(world.ports)).toEqual({
      storage: true,
      stopped: false,
      notBefore: null,
      open: 0,
      oldestOpenMinutes: null,
      oldestDueMinutes: null,
      attention: 0,
      poison: 0,
      watermarkLagMinutes: 0,
      tickMinutes: null,
    });
  });

  it('counts what waits, since when, and until when Teams asked to wait', async () => {
    await plan();
    world.answering = answersInTurn(throttled(3_600_000));
    await drain(world.ports);
    await raise(world.ports, { kind: 'queue', queue: 'deliver' }, 'poison', 'failed-five-times');
    await raise(world.ports, { kind: 'queue', queue: 'deliver' }, 'poison', 'failed-five-times');
    world.clock.advance(20 * MINUTE);
    expect(await readiness(world.ports)).toMatchObject({
      notBefore: '2026-11-18T11:00:00.000Z',
      open: 1,
      oldestOpenMinutes: 20,
      oldestDueMinutes: 20,
      attention: 2,
      poison: 2,
    });
  });

  it('a card that is planned in the evening is not due before the morning', async () => {
    world.clock.set('2026-11-18T20:00:00Z');
    await plan();
    world.clock.set('2026-11-19T07:00:00Z');
    expect(await readiness(world.ports)).toMatchObject({ open: 1, oldestOpenMinutes: 660, oldestDueMinutes: null });
  });

  it('the tick leaves its time, and what it should have run and has not is counted from its slot', async () => {
    const type = terminal(world);
    await type('schedules', 'add', 'mornings', '--kind', 'sweep', '--cron', '30 10 * * *');
    await tick(world.ports, DRAIN_LIMITS);
    world.clock.set('2026-11-18T10:50:00Z');
    expect(await readiness(world.ports)).toMatchObject({ tickMinutes: 50, watermarkLagMinutes: 20 });
    const { exit, lines } = await type('doctor');
    expect(exit).toBe(1);
    expect(lines).toContain(
      'wrong  bot: last came 50 minutes ago, not every five; does it run? See its health and log',
    );
    expect(lines).toContain(
      'wrong  runs: something scheduled 20 minutes ago has not run; see: schedules, and: attention',
    );
    await tick(world.ports, DRAIN_LIMITS);
    expect(await readiness(world.ports)).toMatchObject({ tickMinutes: 0, watermarkLagMinutes: 0 });
    expect((await type('doctor')).lines).toContain('good   bot: comes every five minutes');
  });

  it('storage that fails is told, and nothing is thrown', async () => {
    const failing = world.start({ fault: () => 'crash-before' });
    expect(await readiness(failing.ports)).toMatchObject({ storage: false, attention: 0 });
  });
});

describe('over HTTP', () => {
  const answer = async (handler: ReturnType<typeof health>) => {
    const [request, context] = [{}, {}] as unknown as Parameters<typeof handler>;
    return (await handler(request, context)) as { readonly status: number; readonly jsonBody: object };
  };

  it('anybody learns up or down and no more; the details are for holders of the key', async () => {
    await stopSending(world.ports, { kind: 'operator' }, 'a reason with a name');
    const state = await readiness(world.ports);
    const app = { alive: () => Promise.resolve(true), readiness: () => Promise.resolve(state) } as App;
    expect(await answer(health(() => Promise.resolve(app)))).toEqual({ status: 200, jsonBody: { status: 'up' } });
    const detail = await answer(healthDetail(() => Promise.resolve(app)));
    expect(detail.jsonBody).toMatchObject({
      status: 'up',
      stopped: true,
      attention: 1,
      poison: 0,
      watermarkLagMinutes: 0,
    });
    expect(JSON.stringify(detail.jsonBody)).not.toContain('name');
  });
});

it('doctor tells what waits for a person, and that sending is stopped', async () => {
  await plan();
  world.answering = answersInTurn({ kind: 'unreachable', reason: 'http-403' });
  await drain(world.ports);
  world.clock.advance(MINUTE);
  await stopSending(world.ports, { kind: 'operator' }, null);
  const { exit, lines } = await terminal(world)('doctor');
  expect(exit).toBe(1);
  expect(lines).toContain('wrong  sending: is stopped by hand; start it with: sending start');
  expect(lines.find((line) => line.includes('waiting for a person'))).toBe(
    'wrong  waiting for a person: Ann cannot be reached: the card about A1 did not arrive. All sending is stopped by an operator. Answers to people still work. See: attention',
  );
});
