import { beforeEach, describe, expect, it } from 'vitest';
import { at, terminal, type Terminal, type Typed } from '../../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, type World } from '../../support/world.js';

let world: World;
let type: Terminal;

beforeEach(async () => {
  world = createWorld();
  type = terminal(world);
  await loadPlan(world.ports, [{ ref: '1', due: '2026-11-18', leads: ['Ada Quill'] }]);
});

const refused = ({ exit, json }: Typed): readonly unknown[] => [exit, at(json, 'error.code')];
const sentence = ({ json }: Typed): unknown => at(json, 'error.message');
const add = (...more: readonly string[]): Promise<Typed> =>
  type('schedules', 'add', 'asks', '--kind', 'sweep', ...more);
const PAPERS = '20, 15 and 10 working days before papers of Performance at 09:00';

describe('schedules', () => {
  it('are foreseen, added, changed and told with who did what', async () => {
    const dry = await add('--when', 'weekdays at 08:30', '--dry-run');
    expect(dry.lines).toEqual([
      '“asks” would run every working day at 08:30, for every plan.',
      'The next runs:',
      '  8:30am on Thursday 19 November 2026',
      '  8:30am on Friday 20 November 2026',
      '  8:30am on Monday 23 November 2026',
      'Now it would ask 0 people.',
      'Nothing was saved.',
    ]);
    expect((await type('schedules')).json).toMatchObject({ schedules: [] });
    const added = await add('--when', 'weekdays at 08:30', '--plan', PLAN);
    expect(added.json).toMatchObject({
      schedule: { kind: 'sweep', plan: PLAN, plans: [PLAN], cron: null, when: 'every working day at 08:30' },
    });
    expect(added.lines[0]).toContain('next 8:30am on Thursday 19 November 2026; 8:30am on Friday 20');
    const changed = await type('schedules', 'change', 'asks', '--cron', '0 5 * * 1-5', '--plan', 'all');
    expect(changed.json).toMatchObject({
      schedule: { plans: null, cron: '0 5 * * 1-5', when: 'Monday to Friday at 05:00' },
    });
    expect(changed.lines[0]).toContain(
      '5am on Thursday 19 November 2026 (outside decent hours: cards wait until 08:00',
    );
    expect(refused(await type('schedules', 'change', 'asks', '--cron', '0 5 * * 1-5'))).toEqual([1, 'nothing-changed']);
    await type('schedules', 'pause', 'asks', '--until', '2027-01-04');
    const { lines } = await type('schedules', 'history', 'asks');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('paused until 2027-01-04, by the command line');
    expect(lines[1]).toContain(
      `changed from sweep of ${PLAN}, weekdays at 08:30 to sweep of every plan, 0 5 * * 1-5, by`,
    );
    expect(refused(await type('schedules', 'history', 'nobody'))).toEqual([1, 'no-such-schedule']);
  });

  it.each([
    [['--when', 'now and then'], 2, 'schedule-when', 'was not understood'],
    [['--when', PAPERS], 2, 'schedule-when', 'No board in the calendar is called “Performance”'],
    [['--cron', '*/5 * * * *'], 2, 'cron', 'more often than every 60 minutes'],
    [['--cron', '0 9 * *'], 2, 'cron', 'Give five'],
    [['--when', 'weekdays at 09:00', '--plan', 'nope'], 1, 'no-such-plan', 'There is no plan “nope”'],
    [['--when', 'weekdays at 09:00', '--plan', ''], 2, 'no-plan', 'Say which plans'],
    [['--when', 'weekdays at 09:00', '--confirm', 'many'], 2, 'number', 'no whole number'],
    [['--when', 'weekdays at 09:00', '--cron', '0 9 * * *'], 2, 'usage', 'give one of them'],
    [[], 2, 'usage', '--cron is missing'],
  ])('%j are refused in a sentence', async (words, exit, code, said) => {
    const answer = await add(...words);
    expect(refused(answer)).toEqual([exit, code]);
    expect(sentence(answer)).toContain(said);
  });

  it('of windows follow a board, and run now they set them', async () => {
    await type('calendar', 'board', 'Performance', '--dates', '2027-03-09', '--publishes', '5');
    const window = ['schedules', 'add', 'q', '--kind', 'window', '--when'] as const;
    expect(sentence(await type(...window, 'weekdays at 09:00'))).toContain('A window follows the meetings of a board.');
    expect((await type(...window, PAPERS)).exit).toBe(0);
    expect((await type('schedules', 'run', 'q')).lines).toEqual(['1 window added, 0 changed, 0 removed. See: windows']);
    expect((await type('windows')).json).toMatchObject({ windows: [{ id: 'q-20270309', posts: '2027-03-02' }] });
    await type('calendar', 'remove', 'Performance');
    expect((await type('schedules')).lines.join(' ')).toContain('“q” does not run: No board in the calendar');
  });

  it('that would ask more than two hundred are run when the number is said, and so is a sweep', async () => {
    world = createWorld();
    type = terminal(world);
    const leads = Array.from({ length: 201 }, (_, n) => `Lead ${String(n)}`);
    await loadPlan(
      world.ports,
      leads.map((lead, n) => ({ ref: `A${String(n)}`, due: '2026-11-18', leads: [lead] })),
    );
    await linkAll(world.ports, leads);
    const many = await add('--when', 'weekdays at 08:30');
    expect(refused(many)).toEqual([1, 'unconfirmed']);
    expect(sentence(many)).toContain('--confirm 201');
    expect((await add('--when', 'weekdays at 08:30', '--confirm', '201')).exit).toBe(0);
    expect(refused(await type('schedules', 'run', 'asks', '--confirm', '200'))).toEqual([1, 'unconfirmed']);
    expect(refused(await type('sweep'))).toEqual([1, 'unconfirmed']);
    expect((await type('sweep', '--confirm', '201')).exit).toBe(0);
  });
});

describe('a board', () => {
  it('says when its papers are published, and is given meetings that it has besides', async () => {
    await type('calendar', 'board', 'Performance', '--dates', '2026-12-08');
    const { json, lines } = await type('calendar', 'board', 'Performance', '--publishes', '5', '--add', '2027-01-12');
    expect(json).toMatchObject({ board: { publishes: 5, meetings: [{ on: '2026-12-08' }, { on: '2027-01-12' }] } });
    expect(lines).toContain('  its papers are published 5 working days before each meeting');
    expect(lines).toContain('  Tuesday 8 December 2026, papers on Tuesday 1 December 2026');
    expect(refused(await type('calendar', 'board', 'Performance', '--publishes', '99'))).toEqual([2, 'publishes']);
  });
});
