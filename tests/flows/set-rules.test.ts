import { expect, it } from 'vitest';
import { changeClosures } from '../../bot/flows/closure-days.js';
import { setRules } from '../../bot/flows/set-rules.js';
import { sweep } from '../../bot/flows/sweep.js';
import { calendarAsAt, presentCalendar } from '../../bot/flows/working-calendar.js';
import { rulesOf } from '../../bot/domain/plan-rules.js';
import { d } from '../support/builders.js';
import { knowing } from '../support/windows.js';
import { createWorld, linkAll, loadPlan, PLAN, WEDNESDAY, type World } from '../support/world.js';

const OPERATOR = { kind: 'operator' } as const;

/** Due on Monday 7 December; by the rule book it is asked about five working days before, on Monday 30 November. */
async function planned(): Promise<World> {
  const world = createWorld();
  await loadPlan(world.ports, [{ ref: 'A1', due: '2026-12-07', leads: ['Ann'] }]);
  await linkAll(world.ports, ['Ann']);
  return world;
}

async function asked(world: World): Promise<readonly string[]> {
  const ports = await knowing(world.ports);
  const { digests } = await sweep(ports, { slot: world.clock.now(), today: WEDNESDAY, atOnce: true });
  return digests.flatMap(({ entries }) => entries.map(({ ask }) => `${ask.because} ${ask.step}`));
}

it('a plan that asks earlier is looked at earlier: the next sweep asks by its own numbers', async () => {
  const world = await planned();
  expect(await asked(world)).toEqual([]);
  const done = await setRules(world.ports, PLAN, { stagesBefore: [-13, -5, 0] }, OPERATOR);
  expect(done).toEqual({ kind: 'done' });
  expect(await asked(world)).toEqual(['stage -13']);
});

it('a day that is closed brings what is due by the numbers of its own forward, too', async () => {
  const world = await planned();
  await setRules(world.ports, PLAN, { stagesBefore: [-12, -5, 0] }, OPERATOR);
  expect(await asked(world)).toEqual([]);
  await changeClosures(world.ports, { add: [d('2026-12-01')], remove: [], by: OPERATOR });
  expect(await asked(world)).toEqual(['stage -12']);
});

it('numbers count from when they were set: a day gone by is decided by those of then', async () => {
  const world = await planned();
  world.clock.advance(86_400_000);
  await setRules(world.ports, PLAN, { redAfter: 3 }, OPERATOR);
  const [then, now] = [await calendarAsAt(world.ports, WEDNESDAY), await presentCalendar(world.ports)];
  expect([then, now].map((calendar) => rulesOf(calendar, PLAN).redAfter)).toEqual([20, 3]);
  expect((await calendarAsAt(world.ports, d('2026-11-19'))).rules).toEqual([{ plan: PLAN, rules: { redAfter: 3 } }]);
});

it('what cannot be is refused whole; what is left out stays, of other plans too', async () => {
  const { ports } = await planned();
  await setRules(ports, 'other', { redAfter: 9 }, OPERATOR);
  await setRules(ports, PLAN, { redAfter: 3 }, OPERATOR);
  expect(await setRules(ports, PLAN, { silentAfter: 4, escalationFrom: 7 }, OPERATOR)).toMatchObject({
    kind: 'refused',
    why: [expect.stringMatching(/^The head of service is told with one of the reminders/)],
  });
  await setRules(ports, PLAN, { silentAfter: 4 }, OPERATOR);
  expect(await ports.diary.rules()).toEqual([
    { plan: 'other', rules: { redAfter: 9 } },
    { plan: PLAN, rules: { redAfter: 3, silentAfter: 4 } },
  ]);
});

it('two at the same moment are both kept', async () => {
  const { ports } = await planned();
  await Promise.all([
    setRules(ports, PLAN, { redAfter: 3 }, OPERATOR),
    setRules(ports, PLAN, { silentAfter: 4 }, OPERATOR),
  ]);
  expect(await ports.diary.rules()).toEqual([{ plan: PLAN, rules: { redAfter: 3, silentAfter: 4 } }]);
});
