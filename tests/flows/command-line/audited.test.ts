/** Every verb that changes something leaves an entry in the audit, and so does what is refused by the rules. */
import { beforeEach, describe, expect, it } from 'vitest';
import { d } from '../../support/builders.js';
import { fileOf, terminal, type Terminal } from '../../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, type World } from '../../support/world.js';

let world: World;
let type: Terminal;

beforeEach(async () => {
  world = createWorld('2026-11-18T10:00:00Z');
  type = terminal(world);
  const leads = ['Ada Quill'];
  await loadPlan(
    world.ports,
    [
      { ref: '1', due: '2026-11-18', leads },
      { ref: '2', due: '2026-12-18', leads: ['Bo Marsh'] },
    ],
    d('2026-10-01'),
  );
  await linkAll(world.ports, ['Ada Quill', 'Bo Marsh']);
});

const of = ['--plan', PLAN] as const;
const byAda = [...of, '--by', 'Ada Quill'] as const;

/** Each as it is typed, after what has to come before it. */
const LINES: readonly { readonly named: string; readonly lines: readonly (readonly string[])[] }[] = [
  { named: 'update', lines: [['update', '1', ...byAda, '--rating', 'green', '--note', 'Nearly']] },
  { named: 'propose', lines: [['propose', '1', ...byAda, '--date', '2026-12-11', '--reason', 'The partner is late']] },
  { named: 'defer', lines: [['defer', '2', ...of, '--by', 'Bo Marsh', '--until', '2026-12-01', '--reason', 'Later']] },
  { named: 'sweep', lines: [['sweep']] },
  { named: 'schedules add', lines: [['schedules', 'add', 'weekdays', '--kind', 'sweep', '--cron', '30 8 * * 1-5']] },
  {
    named: 'schedules pause',
    lines: [
      ['schedules', 'add', 'weekdays', '--kind', 'sweep', '--cron', '30 8 * * 1-5'],
      ['schedules', 'pause', 'weekdays'],
    ],
  },
  {
    named: 'schedules remove',
    lines: [
      ['schedules', 'add', 'weekdays', '--kind', 'sweep', '--cron', '30 8 * * 1-5'],
      ['schedules', 'remove', 'weekdays'],
    ],
  },
  { named: 'officers away', lines: [['officers', 'away', 'Bo Marsh', '--until', '2026-11-30']] },
  { named: 'officers deputy', lines: [['officers', 'deputy', 'Bo Marsh', '--to', 'Ada Quill']] },
  { named: 'officers role', lines: [['officers', 'role', 'Bo Marsh', 'admin']] },
  { named: 'officers unlink', lines: [['officers', 'unlink', 'Bo Marsh']] },
  { named: 'policy', lines: [['policy', ...of, '--preset', 'dates']] },
  { named: 'calendar closure', lines: [['calendar', 'closure', '2026-12-24']] },
  { named: 'calendar board', lines: [['calendar', 'board', 'Panel', '--dates', '2026-12-08']] },
  { named: 'sending stop', lines: [['sending', 'stop', '--reason', 'wrong dates']] },
  {
    named: 'sending start',
    lines: [
      ['sending', 'stop'],
      ['sending', 'start'],
    ],
  },
  { named: 'erase', lines: [['erase', 'Bo Marsh', '--anyway']] },
];

describe('what changes something is in the audit', () => {
  it.each(LINES)('$named', async ({ lines }) => {
    const before = lines.slice(0, -1);
    for (const line of before) expect((await type(...line)).exit).toBe(0);
    const entries = async (): Promise<number> => (await world.ports.audit.month('2026-11')).length;
    const known = await entries();
    const { exit, lines: told } = await type(...(lines.at(-1) ?? []));
    expect([exit, told]).toEqual([0, told]);
    expect(await entries()).toBeGreaterThan(known);
  });

  it('an import too', async () => {
    const file = fileOf('plan.csv', 'Ref,Milestone,Lead,Due\r\n1,Write it,Ada Quill,18/12/2026\r\n');
    const { exit } = await type('import', file, '--plan', 'other', '--title', 'Other');
    expect(exit).toBe(0);
    expect((await world.ports.audit.month('2026-11')).map(({ act }) => act)).toContain('plan imported');
  });

  it('a refusal too', async () => {
    for (const line of [
      ['officers', 'role', 'Bo Marsh', 'admin'],
      ['officers', 'role', 'Bo Marsh', 'left'],
    ])
      await type(...line);
    const refused = (await world.ports.audit.month('2026-11')).filter(({ outcome }) => outcome === 'refused');
    expect(refused).toHaveLength(1);
  });

  it('a refusal of what changes something, once, also where no flow records it; of what only looks none', async () => {
    const add = ['schedules', 'add', 'weekdays', '--kind', 'sweep', '--cron', '30 8 * * 1-5'] as const;
    await type(...add);
    expect((await type(...add)).exit).toBe(1);
    expect((await type('why', 'X 9', '--plan', PLAN)).exit).toBe(1);
    const refused = (await world.ports.audit.month('2026-11')).filter(({ outcome }) => outcome === 'refused');
    expect(refused.map(({ act, why }) => [act, why])).toEqual([['schedules add', 'schedule-exists']]);
  });
});
