/** Facts about people that are entered later never alter what is shown as at an earlier day (RULES 7). */
import { beforeEach, describe, expect, it } from 'vitest';
import { drain } from '../../bot/flows/drain.js';
import { changeOfficer } from '../../bot/flows/change-officer.js';
import { enrol } from '../../bot/flows/enrol.js';
import { forgetChat } from '../../bot/flows/remember-chat.js';
import { sweep } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import { terminal, type Terminal } from '../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, setHeads, type World } from '../support/world.js';

const THEN = '2026-12-09';
const LATER = '2026-12-10T10:00:00Z';
const GROUP = 'Service Managers';

let world: World;
let type: Terminal;

async function typed(...words: readonly string[]): Promise<void> {
  const { exit, lines } = await type(...words);
  expect(exit, `${words.join(' ')}: ${lines.join(' ')}`).toBe(0);
}

async function sweepOn(day: string): Promise<void> {
  world.clock.set(`${day}T10:00:00Z`);
  await sweep(world.ports, { slot: world.clock.now(), today: todayOf(world.ports), atOnce: true });
  await drain(world.ports);
}

/** Everything that reading verbs tell of a day, as they would print it. */
async function shown(day = THEN): Promise<Readonly<Record<string, unknown>>> {
  const of = async (...words: readonly string[]) => {
    const { json, lines } = await type(...words, '--plan', PLAN, '--as-at', day);
    return { json, lines };
  };
  const whys = await Promise.all(['A1', 'A2', 'A3', 'A4', 'A5'].map((ref) => of('why', ref)));
  return {
    rollup: await of('rollup'),
    milestones: await of('milestones'),
    approvals: await of('approvals'),
    whys,
  };
}

async function silent(): Promise<readonly string[]> {
  const { silent } = (await type('rollup', '--plan', PLAN, '--as-at', THEN)).json;
  return (silent as readonly { refs: readonly string[] }[]).flatMap(({ refs }) => refs);
}

beforeEach(async () => {
  world = createWorld();
  type = terminal(world);
  await loadPlan(world.ports, [
    { ref: 'A1', due: '2026-11-19', leads: ['Ann'] },
    { ref: 'A2', due: '2026-11-20', leads: ['Bea'] },
    { ref: 'A3', due: '2026-11-20', leads: [GROUP] },
    { ref: 'A4', due: '2026-11-20', leads: ['A. Old Name'] },
    { ref: 'A5', due: '2026-12-18', leads: ['Bea'] },
  ]);
  await linkAll(world.ports, ['Ann', 'Bea']);
  await enrol(world.ports, ['Hal']);
  const { Hal } = await linkAll(world.ports, ['Hal']);
  await setHeads(world.ports, 'A', [Hal!]);
  await typed('officers', 'group', GROUP, '--members', 'Ann; Bea', '--rule', 'each');
  for (const day of ['2026-11-19', '2026-11-20', '2026-12-04']) await sweepOn(day);
  await typed(
    'propose',
    'A5',
    '--plan',
    PLAN,
    '--by',
    'Bea',
    '--date',
    '2027-02-26',
    '--reason',
    'The supplier is late',
  );
  world.clock.set(LATER);
});

describe('as at a day before', () => {
  it('who was silent stays so', async () => {
    expect(await silent()).toEqual(['A1', 'A2', 'A3']);
    await typed('officers', 'role', 'Ann', 'left');
    await typed('officers', 'away', 'Bea', '--until', '2026-12-31');
    expect(await silent()).toEqual(['A1', 'A2', 'A3']);
    const { silent: now } = (await type('rollup', '--plan', PLAN)).json;
    expect(now).toEqual([]);
  });

  it.each<[string, () => Promise<void>]>([
    ['left', () => typed('officers', 'role', 'Ann', 'left')],
    ['is away, and has a deputy', () => typed('officers', 'away', 'Bea', '--until', '2026-12-31', '--deputy', 'Ann')],
    ['as approver is away', () => typed('officers', 'away', 'Hal', '--until', '2026-12-31')],
    ['a group means', () => typed('officers', 'group', GROUP, '--members', 'Bea', '--rule', 'any')],
    ['is a name for one again', () => typed('officers', 'group', GROUP, '--none')],
    ['can be reached no more', () => forgetChat(world.ports, 'e-Ann')],
    ['is linked only now', () => typed('officers', 'link', 'A. Old Name', '1b2c3d4e-0000-4000-8000-123456789abd')],
  ])('whoever %s, what is shown stays', async (_, happens) => {
    const before = await shown();
    await happens();
    expect(await shown()).toEqual(before);
    world.clock.set('2027-03-01T10:00:00Z');
    expect(await shown()).toEqual(before);
  });
});

describe('what is kept of a person', () => {
  const person = async (name: string) => (await world.ports.people.byName(name))!.value;

  it('is from when to when, never why; nothing when nothing changed', async () => {
    await typed('officers', 'back', 'Ann');
    expect((await person('Ann')).past).toEqual([]);
    await typed('officers', 'away', 'Ann', '--until', '2026-12-31');
    const { entraId, past } = await person('Ann');
    expect(past).toEqual([
      {
        until: world.clock.now(),
        entraId,
        unreachable: null,
        roles: [],
        outside: null,
        awayUntil: null,
        deputy: null,
        group: null,
      },
    ]);
  });

  it('does not grow for ever: the oldest goes first', async () => {
    const { id } = await person('Ann');
    for (let time = 0; time < 100; time += 1) {
      world.clock.advance(60_000);
      const outside = time % 2 === 0 ? 'left' : null;
      await changeOfficer(world.ports, id, (value) => ({ ...value, outside }));
    }
    const { past } = await person('Ann');
    expect(past).toHaveLength(40);
    expect(past.at(-1)?.until).toBe(world.clock.now());
    const everybody = Array.from({ length: 300 }, (_, at) => `officer${String(at)}`);
    for (let time = 0; time < 20; time += 1) {
      const members = everybody.slice(time);
      await changeOfficer(world.ports, id, (value) => ({ ...value, group: { rule: 'any', members } }));
    }
    expect(JSON.stringify((await person('Ann')).past).length).toBeLessThan(13_000);
  });
});
