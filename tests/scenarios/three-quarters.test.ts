import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, type CivilDate } from '../../bot/domain/dates.js';
import { wholeReading } from '../../bot/domain/readings.js';
import type { RollupView } from '../../bot/domain/views.js';
import { contentOf } from '../../bot/flows/post-content.js';
import { d, ENGLAND } from '../support/builders.js';
import { at, terminal, type Terminal, type Typed } from '../support/command-line.js';
import { addChannels, addSchedule, beat } from '../support/scheduled.js';
import { knowing, runOf } from '../support/windows.js';
import { askedOf, createWorld, linkAll, loadPlan, PLAN, setHeads, type World } from '../support/world.js';
import { byCron } from '../support/by-cron.js';

/**
 * Three quarters of one plan: what is asked, who is silent, a date that moves, something done and something given up; and
 * at the end the figures of every quarter, made again from what was kept, are those that were posted.
 */
const QUARTERS = [
  ['2026-q1', 'Quarter 1', '2026-07-01', '2026-07-08', '2026-07-10', '2026-07-15'],
  ['2026-q2', 'Quarter 2', '2026-10-01', '2026-10-07', '2026-10-09', '2026-10-14'],
  ['2026-q3', 'Quarter 3', '2027-01-04', '2027-01-11', '2027-01-13', '2027-01-18'],
] as const;

const amber = (ref: string, by: string, cause: string, recovery: string): readonly string[] => {
  const why = ['--cause', cause, '--remedy', 'Weekly calls', '--recovery', recovery];
  return ['update', ref, '--by', by, '--rating', 'amber', ...why];
};
const green = (ref: string, by: string, note: string): readonly string[] => {
  return ['update', ref, '--by', by, '--rating', 'green', '--note', note];
};

/** What people do, at eleven on the clock of Greenwich. */
const DAYS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  '2026-07-02': [green('A1', 'Ann', 'Staff are recruited'), amber('A2', 'Ann', 'The supplier is late', '2026-11-30')],
  '2026-07-09': [green('B2', 'Cal', 'On course')],
  // After the figures were frozen, and before they are posted.
  '2026-07-13': [amber('A3', 'Bea', 'No premises', '2027-03-31').map((word) => (word === 'amber' ? 'red' : word))],
  '2026-08-03': [
    ['propose', 'A2', '--by', 'Ann', '--date', '2026-11-30', '--because', 'partner', '--reason', 'It comes later'],
  ],
  '2026-08-05': [['approvals', 'accept', 'A2', '--by', 'Hana']],
  '2026-10-02': [
    green('A1', 'Ann', 'Training has begun'),
    amber('A2', 'Ann', 'The supplier is still late', '2026-11-30'),
  ],
  '2026-11-10': [['propose', 'B1', '--by', 'Bea', '--state', 'withdrawn', '--reason', 'The region does it for all']],
  '2026-11-11': [['approvals', 'accept', 'B1', '--by', 'Ira', '--reason', 'Agreed']],
  '2026-11-27': [
    ['update', 'A2', '--by', 'Ann', '--rating', 'complete', '--done-on', '2026-11-27', '--evidence', 'The contract'],
  ],
  '2027-01-05': [green('B2', 'Cal', 'On course again')],
  '2027-01-06': [amber('A3', 'Bea', 'The lease is not signed', '2027-04-30')],
  // Long after the last figures: no earlier ones may change.
  '2027-02-01': [
    amber('A1', 'Ann', 'Half of them left', '2027-06-30'),
    ['calendar', 'closure', '2027-02-12'],
    ['windows', 'change', '2026-q3', '--name', 'Quarter 3, 2026-27'],
  ],
};
const OF_NO_PLAN = ['calendar', 'windows'];
const END = d('2027-02-05');

let world: World;
let type: Terminal;
let ids: Record<string, string>;

beforeAll(async () => {
  world = createWorld('2026-06-29T09:00:00Z');
  type = terminal(world);
  const { ports } = world;
  await loadPlan(
    ports,
    [
      { ref: 'A1', due: '2027-09-30', leads: ['Ann'] },
      { ref: 'A2', due: '2026-09-30', leads: ['Ann'] },
      { ref: 'A3', due: '2027-06-30', leads: ['Bea'] },
      { ref: 'B1', due: null, leads: ['Bea'], area: 'B' },
      { ref: 'B2', due: '2027-12-31', leads: ['Cal'], area: 'B' },
      { ref: 'B3', due: '2027-12-31', leads: ['Hana', 'Ira'], area: 'B' },
    ],
    d('2026-06-29'),
  );
  ids = await linkAll(ports, ['Ann', 'Bea', 'Cal', 'Hana', 'Ira']);
  await setHeads(ports, 'A', [ids.Hana ?? '']);
  await setHeads(ports, 'B', [ids.Ira ?? '']);
  await addChannels(ports, ['leaders']);
  await addSchedule(ports, { when: byCron('0 9 * * 1-5') });
  for (const [id, name, opens, chases, freezes, posts] of QUARTERS) {
    const days = ['--opens', opens, '--chases', chases, '--freezes', freezes, '--posts', posts];
    await done('windows', 'add', id, '--name', name, ...days, '--plan', PLAN);
  }
  for (let day = d('2026-06-30'); day <= END; day = addDays(day, 1)) if (ENGLAND.isWorkingDay(day)) await live(day);
}, 240_000);

async function live(day: CivilDate): Promise<void> {
  for (const time of ['09:00', '09:05', '11:00', '12:00']) {
    world.clock.set(`${day}T${time}:00Z`);
    if (time !== '11:00') await beat(await knowing(world.ports));
    else for (const words of DAYS[day] ?? []) await done(...words, ...planFor(words));
  }
}

function planFor([verb = '']: readonly string[]): readonly string[] {
  return OF_NO_PLAN.includes(verb) ? [] : ['--plan', PLAN];
}

async function done(...words: readonly string[]): Promise<Typed> {
  const typed = await type(...words);
  expect(typed.exit, `${words.join(' ')}: ${typed.lines.join(' ')}`).toBe(0);
  return typed;
}

const posted = (): readonly RollupView[] =>
  world.posted.flatMap(({ act, message }) => (act === 'post' && message?.kind === 'rollup' ? [message.view] : []));
const asked = async (name: string): Promise<readonly string[]> =>
  (await askedOf(world.ports, ids[name] ?? '')).filter((line) => line.includes('window:')).sort();

describe('three quarters of one plan', () => {
  it('post their figures once each, of the day on which they were frozen', () => {
    expect(posted().map(({ asAt, counts }) => [asAt, counts])).toEqual([
      ['2026-07-10', { red: 0, amber: 1, green: 2, complete: 0, none: 3, closed: 0, total: 6 }],
      ['2026-10-09', { red: 1, amber: 1, green: 1, complete: 0, none: 3, closed: 0, total: 6 }],
      ['2027-01-13', { red: 0, amber: 1, green: 1, complete: 1, none: 2, closed: 1, total: 6 }],
    ]);
  });

  it('ask everybody once when they open, and again only who has not answered since', async () => {
    expect(await asked('Cal')).toEqual([
      'B2 window:2026-q1 chase-1',
      'B2 window:2026-q1 open',
      'B2 window:2026-q2 chase-1',
      'B2 window:2026-q2 open',
      'B2 window:2026-q3 open',
    ]);
    expect((await asked('Ann')).filter((line) => line.startsWith('A1'))).toEqual([
      'A1 window:2026-q1 open',
      'A1 window:2026-q2 open',
      'A1 window:2026-q3 chase-1',
      'A1 window:2026-q3 open',
    ]);
    expect((await asked('Bea')).filter((line) => line.startsWith('B1'))).toEqual([
      'B1 window:2026-q1 chase-1',
      'B1 window:2026-q1 open',
      'B1 window:2026-q2 chase-1',
      'B1 window:2026-q2 open',
    ]);
  });

  it('say what changed from one to the next, and hide neither silence nor a moved date', () => {
    const [first, second, third] = posted();
    expect(first?.since ?? null).toBeNull();
    expect([second?.since, third?.since]).toEqual(['2026-07-10', '2026-10-09']);
    expect(second?.moved).toMatchObject([{ ref: 'A2', from: '2026-09-30', to: '2026-11-30' }]);
    expect(silentIn(first)).toEqual(['A3', 'B1', 'B3']);
    expect(silentIn(second)).toEqual(expect.arrayContaining(['B1', 'B2', 'B3']));
    expect(silentIn(third)).toEqual(expect.arrayContaining(['A1', 'B3']));
  });

  it('are made again at the end from what was kept, each as it was posted', async () => {
    const channel = (await world.ports.channels.channel('leaders'))?.value;
    if (channel === undefined) throw new Error('There is no channel');
    const ports = await knowing(world.ports);
    for (const [index, [id, , , , freezes]] of QUARTERS.entries()) {
      const view = posted()[index];
      const run = await runOf(ports, id);
      const period = run?.value.period ?? world.clock.now();
      const snapshot = await ports.rollups.snapshot(PLAN, period);
      expect(run?.value.state).toBe('posted');
      expect(snapshot).toMatchObject({ window: id, asAt: freezes, counts: view?.counts });
      const post = await ports.rollups.post(PLAN, period, 'leaders');
      if (post === null) throw new Error(`${id} was not posted`);
      const again = await contentOf(ports, post.value, { channel, readership: wholeReading(PLAN) });
      expect(again).toEqual({ kind: 'rollup', plan: PLAN, view });
    }
  });

  it('are shown by the day on which they were frozen, with the same counts, overdue and silent', async () => {
    for (const [index, [, , , , freezes]] of QUARTERS.entries()) {
      const view = posted()[index];
      const { json } = await done('rollup', '--plan', PLAN, '--as-at', freezes);
      expect(at(json, 'counts')).toEqual(view?.counts);
      expect(silentOf(json)).toEqual(silentIn(view));
      expect(at(json, 'overdue')).toHaveLength(view?.overdue ?? -1);
    }
  });
});

function silentIn(view: RollupView | undefined): readonly string[] {
  return (view?.silent ?? []).flatMap(({ refs }) => refs);
}

function silentOf(json: unknown): readonly string[] {
  return (at(json, 'silent') as readonly { readonly refs: readonly string[] }[]).flatMap(({ refs }) => refs);
}
