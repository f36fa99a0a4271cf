import { expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { drain } from '../../bot/flows/drain.js';
import { recordSweep } from '../../bot/flows/record-sweep.js';
import { restore } from '../../bot/flows/restore.js';
import { sweep } from '../../bot/flows/sweep.js';
import { tick } from '../../bot/flows/tick.js';
import { todayOf } from '../../bot/flows/today.js';
import { copyOf, opening, restoring } from '../support/copies.js';
import { terminal } from '../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, type World } from '../support/world.js';

const OPERATOR = { kind: 'operator' } as const;
const ABOUT = ['--plan', PLAN];

/** A plan with a pause and numbers of its own, a board that publishes, closure days, schedules and a round of reminders. */
async function lived(): Promise<World> {
  const world = createWorld();
  const { ports } = world;
  await loadPlan(
    ports,
    ['A1', 'A2', 'A3'].map((ref) => ({ ref, due: '2026-11-18', leads: ['Ann', 'Hal'] })),
    civilDate('2026-11-02'),
  );
  await linkAll(ports, ['Ann', 'Hal']);
  const type = terminal(world);
  const done = async (...words: string[]): Promise<void> => {
    const { exit, lines } = await type(...words);
    expect([words.join(' '), exit, exit === 0 ? '' : lines.join('\n')]).toEqual([words.join(' '), 0, '']);
  };
  await done('officers', 'role', 'Hal', 'admin');
  await done('pause', 'A1', ...ABOUT, '--by', 'Hal', '--until', '2027-01-11', '--reason', 'The data come in January');
  await done('calendar', 'board', 'Scrutiny', '--dates', '2026-12-15; 2027-03-16', '--publishes', '5');
  await done('calendar', 'closure', '2026-12-30');
  await done('schedules', 'add', 'morning', '--kind', 'sweep', '--cron', '0 9 * * *');
  await done('schedules', 'pause', 'morning', '--until', '2026-11-25');
  await sweep(ports, { slot: ports.clock.now(), today: todayOf(ports), atOnce: true });
  const listing = { asked: [], passed: [], escalated: [] };
  const cause = { kind: 'schedules', schedules: ['morning'] } as const;
  await recordSweep(ports, {
    ...{ slot: 'slot', day: todayOf(ports), cause, failed: ['o1'], unread: [], listing },
  });
  return world;
}

/** What people are shown of everything that is kept. */
async function shown(world: World): Promise<readonly unknown[]> {
  const type = terminal(world);
  const verbs = [
    ['milestones', ...ABOUT],
    ['schedules'],
    ['calendar'],
    ['officers'],
    ['heads', 'list', ...ABOUT],
    ['policy', ...ABOUT],
    ['history', 'A1', ...ABOUT],
    ['sweeps'],
  ];
  const said = [];
  for (const words of verbs) {
    const { exit, json } = await type(...words);
    said.push([words.join(' '), exit, json]);
  }
  const contents = await world.ports.plans.contents(PLAN);
  const images = contents?.milestones.map(({ milestone }) => milestone);
  const sweeps = (await world.ports.sweeps.find('slot'))?.value;
  return [...said, images, contents?.plan.file, sweeps, await world.ports.schedules.list().then(withoutEtags)];
}

function withoutEtags(rows: readonly { readonly value: unknown }[]): readonly unknown[] {
  return rows.map(({ value }) => value);
}

it('what came with trackers, pauses, boards and rounds is the same after a restore, and nothing leaves by itself', async () => {
  const before = await lived();
  const after = createWorld(before.clock.now(), 99);
  const restored = await restore(restoring(after), OPERATOR, opening(await copyOf(before)));
  if (restored.kind !== 'restored') throw new Error(restored.kind);
  expect(await shown(after)).toEqual(await shown(before));
  expect(
    (await shown(after)).filter((one) => Array.isArray(one) && one[1] !== 0 && typeof one[0] === 'string'),
  ).toEqual([]);
  // The reminders that were planned and not sent are held, and shown.
  expect(restored.rebuilt.open.length).toBeGreaterThan(0);
  expect(restored.standing.flat().map(({ ref }) => ref)).toEqual(expect.arrayContaining(['A2', 'A3']));
  await drain(after.ports);
  after.clock.advance(86_400_000);
  await tick(after.ports, { forMs: 1_000, inFlight: 4 });
  expect(after.posted).toEqual([]);
  expect((await after.ports.sender.read()).value).toMatchObject({ stopped: true });
});
