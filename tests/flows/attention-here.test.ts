/** What is settled at its row of the list: gone milestones, text without a row, unsigned areas. */
import { beforeEach, describe, expect, it } from 'vitest';
import { d } from '../support/builders.js';
import { at, fileOf, terminal, type Terminal } from '../support/command-line.js';
import { createWorld, type World } from '../support/world.js';

let world: World;
let type: Terminal;

const FIRST =
  'Ref,Milestone,Lead,Due\r\nFD 1.1,Write it,Ada Quill,18/12/2026\r\nFD 1.2,Read it,Ada Quill,18/12/2026\r\n';
const WITH_TEXT =
  'Ref,Milestone,Lead,Due,Progress\r\nFD 1.1,Write it,Ada Quill,18/12/2026,\r\n,,,,Half of the forms are back\r\nFD 1.2,Read it,Ada Quill,18/12/2026,Begun\r\n';

beforeEach(() => {
  world = createWorld('2026-11-18T10:00:00Z');
  type = terminal(world);
});

const load = async (text: string, ...more: readonly string[]): Promise<void> => {
  const done = await type('import', fileOf('plan.csv', text), '--plan', 'p', '--title', 'Plan', ...more);
  expect([done.exit, done.lines]).toEqual([0, done.lines]);
};
const rows = async () => at((await type('attention')).json, 'attention') as readonly { id: string; kind: string }[];
const idOf = async (kind: string): Promise<string> => (await rows()).find((one) => one.kind === kind)?.id ?? '';
const milestone = async (ref: string) => (await world.ports.plans.milestone('p', ref))!.milestone;
const acts = async () => (await world.ports.audit.month('2026-11')).map(({ act, why }) => `${act} ${why ?? ''}`.trim());

describe('a milestone that the newest file has no more', () => {
  const gone = async (): Promise<string> => {
    await load(FIRST);
    world.clock.set('2026-11-19T10:00:00Z');
    await load(FIRST.replace(/FD 1.2.*\r\n/, ''), '--apply');
    return idOf('milestone');
  };

  it('still stands', async () => {
    const id = await gone();
    expect((await milestone('FD 1.2')).goneSince).toBe('2026-11-19');
    expect((await type('attention', 'stands', id)).lines).toEqual(['FD 1.2 is still part of the plan.']);
    expect((await milestone('FD 1.2')).goneSince).toBeNull();
    expect(await rows()).toEqual([]);
    expect(await acts()).toContain('still in the plan');
    expect((await type('attention', 'stands', id)).json).toMatchObject({ error: { code: 'no-such-row' } });
  });

  it('is withdrawn with a reason, or superseded by another', async () => {
    const id = await gone();
    expect((await type('attention', 'withdraw', id)).json).toMatchObject({ error: { code: 'no-reason' } });
    expect((await type('attention', 'supersede', id, 'FD 1.2')).json).toMatchObject({ error: { code: 'itself' } });
    expect((await type('attention', 'supersede', id, 'FD 9')).json).toMatchObject({ error: { code: 'no-such-ref' } });
    expect((await type('attention', 'remind', id)).json).toMatchObject({ error: { code: 'cannot' } });
    expect((await type('attention', 'supersede', id, 'FD 1.1')).exit).toBe(0);
    const { state, closure } = await milestone('FD 1.2');
    expect([state, closure?.replacedBy]).toEqual(['superseded', ['FD 1.1']]);
    expect(await rows()).toEqual([]);
    expect(await acts()).toContain('withdrawn as gone from its file no-reason');
  });
});

describe('text that belongs to no row', () => {
  it('is kept, shown, and put with its milestone as printed', async () => {
    await load(WITH_TEXT);
    const id = await idOf('import');
    const { lines } = await type('attention');
    expect(lines.join('\n')).toContain('Half of the forms are back');
    expect((await type('attention', 'place', id, 'FD 7')).json).toMatchObject({ error: { code: 'no-such-ref' } });
    expect((await type('attention', 'place', id, 'FD 1.1')).exit).toBe(0);
    expect((await milestone('FD 1.1')).printed).toMatchObject({
      progress: 'Half of the forms are back',
      on: d('2026-11-18'),
    });
    expect(await idOf('import')).toBe('');
    expect((await world.ports.plans.outline('p'))?.plan.file?.left).toBeUndefined();
  });

  it('is left out, on record', async () => {
    await load(WITH_TEXT);
    expect((await type('attention', 'leave-out', await idOf('import'), '--row', '99')).json).toMatchObject({
      error: { code: 'no-such-text' },
    });
    expect((await type('attention', 'leave-out', await idOf('import'))).exit).toBe(0);
    expect(await idOf('import')).toBe('');
    expect(await acts()).toContain('text of the file left out');
  });
});
