import { beforeEach, describe, expect, it } from 'vitest';
import { at, terminal, type Terminal, type Typed } from '../../support/command-line.js';
import { addChannels } from '../../support/scheduled.js';
import { tickAt } from '../../support/windows.js';
import { askedOf, createWorld, dueRows, linkAll, loadPlan, PLAN, type World } from '../../support/world.js';

let world: World;
let type: Terminal;

beforeEach(async () => {
  world = createWorld();
  type = terminal(world);
  await loadPlan(world.ports, [
    { ref: '1', due: '2027-12-31', leads: ['Ada Quill'] },
    { ref: '2', due: '2027-11-30', leads: ['Ada Quill'] },
  ]);
});

const ADD = [
  ...[
    'windows',
    'add',
    '2026-q2',
    '--name',
    'Quarter 2',
    '--opens',
    '2026-11-23',
    '--chases',
    '2026-11-30; 2026-11-26',
  ],
  ...['--freezes', '2026-12-04', '--posts', '2026-12-09'],
];
const refused = ({ exit, json }: Typed): readonly unknown[] => [exit, at(json, 'error.code')];
const sentence = ({ json }: Typed): unknown => at(json, 'error.message');
const states = async (): Promise<unknown> => {
  const { windows } = (await type('windows')).json as { windows: { id: string; state: string }[] };
  return windows.map(({ id, state }) => `${id} ${state}`);
};

describe('a reporting window', () => {
  it('is set, listed with what happens next, changed and removed', async () => {
    expect((await type('windows')).lines[0]).toContain('No reporting window is set.');
    const added = await type(...ADD);
    expect(added.lines).toEqual([
      '“2026-q2”, Quarter 2, for every plan:',
      '  everybody is asked on Monday 23 November 2026, and whoever has not answered again on Thursday 26 November 2026 and Monday 30 November 2026;',
      '  the figures are frozen at noon on Friday 4 December 2026, and posted at nine on Wednesday 9 December 2026.',
      '  Everybody is asked on Monday 23 November 2026.',
    ]);
    expect((await type('windows')).json).toEqual({
      asAt: '2026-11-18',
      windows: [
        {
          id: '2026-q2',
          plan: null,
          name: 'Quarter 2',
          opens: '2026-11-23',
          chases: ['2026-11-26', '2026-11-30'],
          freezes: '2026-12-04',
          posts: '2026-12-09',
          state: 'ahead',
          plans: [{ plan: PLAN, state: 'ahead', release: false }],
          next: { on: '2026-11-23', what: 'opens' },
          nextInWords: 'Everybody is asked on Monday 23 November 2026.',
        },
      ],
    });
    const changed = await type('windows', 'change', '2026-q2', '--opens', '2026-11-22', '--chases', '');
    expect(changed.json).toMatchObject({ window: { opens: '2026-11-22', chases: [], freezes: '2026-12-04' } });
    expect(changed.lines.slice(-2)).toEqual([
      'Note: Sunday 22 November 2026, when it opens, is no working day: Monday 23 November 2026 would be.',
      'Note: Nobody is asked again before the figures are frozen: no --chases are set.',
    ]);
    expect((await type('windows', 'remove', '2026-q2')).json).toEqual({ asAt: '2026-11-18', removed: '2026-q2' });
    expect((await type('windows')).json).toMatchObject({ windows: [] });
    const acts = (await world.ports.audit.month('2026-11')).map(({ act, subject }) => `${act} ${subject}`);
    expect(acts.slice(-3)).toEqual(['window added 2026-q2', 'window changed 2026-q2', 'window removed 2026-q2']);
    expect(await world.ports.brokenDiary()).toEqual([]);
  });

  it('is refused in a sentence that says what to do', async () => {
    await type(...ADD);
    expect(refused(await type(...ADD))).toEqual([1, 'window-exists']);
    const second = ADD.map((word) => (word === '2026-q2' ? 'other' : word));
    expect(sentence(await type(...second))).toContain('It overlaps with “2026-q2” (Quarter 2, for every plan)');
    expect(refused(await type(...second, '--plan', 'nowhere'))).toEqual([1, 'no-such-plan']);
    expect(refused(await type('windows', 'change', '2026-q2', '--freezes', '2026-11-30'))).toEqual([1, 'window-order']);
    expect(refused(await type('windows', 'change', '2026-q2'))).toEqual([1, 'nothing-changed']);
    expect(refused(await type('windows', 'change', 'q9', '--name', 'x'))).toEqual([1, 'no-such-window']);
    expect(refused(await type('windows', 'change', '2026-q2', '--plan', PLAN))).toEqual([2, 'usage']);
    expect(refused(await type('windows', 'add', 'x', '--name', 'y'))).toEqual([2, 'usage']);
    expect(refused(await type('windows', 'open'))).toEqual([2, 'usage']);
    world.clock.set('2026-12-04T13:00:00Z');
    expect(sentence(await type('windows', 'change', '2026-q2', '--opens', '2026-11-24', '--chases', ''))).toBe(
      'Its figures would have been frozen at noon on Friday 4 December 2026, which has passed. Give a later day.',
    );
  });

  it('has the next sweep look at every open milestone when it opens, also where that is now', async () => {
    const ids = await linkAll(world.ports, ['Ada Quill']);
    const before = await dueRows(world.ports);
    await type(...ADD);
    expect((await dueRows(world.ports)).filter((row) => !before.includes(row))).toEqual([
      '2026-11-23 1 1',
      '2026-11-23 2 1',
    ]);
    await type('windows', 'change', '2026-q2', '--opens', '2026-11-18');
    await type('sweep');
    expect(await askedOf(world.ports, ids['Ada Quill'] ?? '')).toEqual([
      '1 window:2026-q2 open',
      '2 window:2026-q2 open',
    ]);
    expect((await type('sweep', '--dry-run', '--as-at', '2026-11-26')).lines.join('\n')).toContain(
      'as Quarter 2 is being reported: 2, 1',
    );
    expect((await type('why', '1', '--plan', PLAN, '--as-at', '2026-11-26')).lines.join('\n')).toContain(
      'To be asked today: the question for Quarter 2, asked again.',
    );
  });

  it('goes through its states, of which each is told', async () => {
    await type(...ADD);
    await addChannels(world.ports, ['leaders']);
    const seen: unknown[] = [];
    for (const day of ['2026-11-20', '2026-11-23', '2026-11-26', '2026-12-04', '2026-12-09']) {
      await tickAt(world, `${day}T12:00:00Z`);
      seen.push(await states());
    }
    expect(seen).toEqual([
      ['2026-q2 ahead'],
      ['2026-q2 open'],
      ['2026-q2 chasing'],
      ['2026-q2 frozen'],
      ['2026-q2 posted'],
    ]);
    expect(refused(await type('windows', 'remove', '2026-q2'))).toEqual([1, 'window-frozen']);
    const told = async (): Promise<string> => (await type('doctor')).lines.join('\n');
    expect(await told()).not.toContain('no reporting window');
    world.clock.set('2026-12-10T12:00:00Z');
    expect(await told()).toContain(`no reporting window of “${PLAN}” is set after “2026-q2”`);
  });

  it('is run by hand where it was missed, and posted before its day', async () => {
    await type(...ADD);
    await addChannels(world.ports, ['leaders']);
    expect(refused(await type('windows', 'run', '2026-q2'))).toEqual([1, 'not-yet']);
    await tickAt(world, '2026-12-14T12:00:00Z');
    expect(await states()).toEqual(['2026-q2 not-frozen']);
    const waits = (await type('attention')).lines.join('\n');
    expect(waits).toContain('The reporting window “2026-q2” of “The plan” was not frozen in its time');
    expect(waits).toContain(`windows run 2026-q2 --plan ${PLAN}`);
    expect((await type('windows', 'run', '2026-q2')).json).toMatchObject({ done: [{ plan: PLAN, what: 'frozen' }] });
    expect((await type('windows', 'run', '2026-q2')).json).toMatchObject({ done: [{ plan: PLAN, what: 'posted' }] });
    expect(await states()).toEqual(['2026-q2 posted']);
    expect((await type('attention')).lines.join('\n')).not.toContain('reporting window');
  });
});
