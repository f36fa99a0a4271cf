/** Signing off, releasing and rating a plan at the command line. */
import { beforeEach, describe, expect, it } from 'vitest';
import { wholePlan } from '../../../bot/domain/scope.js';
import { correct } from '../../../bot/flows/correct.js';
import { freezeWindow } from '../../../bot/flows/window-runs.js';
import { at, fileOf, terminal, type Terminal, type Typed } from '../../support/command-line.js';
import { quarter2 } from '../../support/windows.js';
import { createWorld, type World } from '../../support/world.js';

const ROWS = `Ref,Area,Objective,Milestone,Due,Leads,RAG
FD 1.1,Front door,Thresholds,Agree the threshold document,31 March 2027,Ada Quill,Green
EH 1.1,Early help,Family hubs,Open the hub,31 March 2027,Bo Marsh,Red
`;
const WINDOW = quarter2({ plan: 'front' });

let world: World;
let type: Terminal;

async function done(typed: Promise<Typed>): Promise<Typed> {
  const answer = await typed;
  expect(answer.json).not.toHaveProperty('error');
  return answer;
}

beforeEach(async () => {
  world = createWorld();
  type = terminal(world);
  await done(type('import', fileOf('plan.csv', ROWS), '--plan', 'front'));
  const days = ['--opens', '2026-11-18', '--freezes', '2026-11-27', '--posts', '2026-12-02'];
  await done(type('windows', 'add', '2026-q2', '--plan', 'front', '--name', 'Quarter 2', ...days));
  await done(type('heads', 'owner', '--plan', 'front', '--to', 'Bo Marsh'));
  await done(type('heads', 'set', '--plan', 'front', '--area', 'FD', '--to', 'Ada Quill'));
  await done(type('policy', '--plan', 'front', '--release', 'yes'));
});

async function frozen(): Promise<void> {
  world.clock.set('2026-11-27T12:05:00Z');
  expect(await freezeWindow(world.ports, { plan: 'front', window: WINDOW })).not.toBeNull();
}

const code = (typed: Typed): unknown => at(typed.json, 'error.code');

describe('sign-off', () => {
  it('is refused before the figures are frozen, and by whom it is not', async () => {
    expect(code(await type('sign-off', 'list', '--plan', 'front'))).toBe('nothing-waits');
    await frozen();
    expect(code(await type('sign-off', 'EH', '--plan', 'front', '--by', 'Ada Quill'))).toBe('not-theirs');
    expect(code(await type('sign-off', 'XX', '--plan', 'front', '--by', 'Ada Quill'))).toBe('no-such-area');
  });

  it('is written with a sentence, and listed; said again it is the same', async () => {
    await frozen();
    const order = ['sign-off', 'FD', '--plan', 'front', '--by', 'Ada Quill', '--words', 'All is well'];
    expect((await done(type(...order))).json).toMatchObject({ area: 'FD', window: '2026-q2', replayed: false });
    expect((await done(type(...order))).json).toMatchObject({ replayed: true });
    const listed = await done(type('sign-off', 'list', '--plan', 'front'));
    expect(listed.json).toMatchObject({
      signed: [{ code: 'FD', by: 'Ada Quill', words: 'All is well' }],
      unsigned: [{ code: 'EH', head: null }],
    });
    expect(listed.lines.join('\n')).toContain('Its plan owner has not released it yet.');
    const [entry] = (await world.ports.audit.month('2026-11')).filter(({ act }) => act === 'area signed off');
    expect(entry).toMatchObject({ by: { kind: 'operator' }, subject: 'front FD', outcome: 'done' });
  });
});

describe('release', () => {
  it('is the plan owner’s: yes, not yet with a reason, and of that window only', async () => {
    await frozen();
    const release = ['release', '--plan', 'front', '--window', '2026-q2', '--by'];
    expect(code(await type(...release, 'Ada Quill'))).toBe('not-theirs');
    expect(code(await type(...release, 'Bo Marsh', '--refuse'))).toBe('usage');
    await done(type(...release, 'Bo Marsh', '--refuse', '--reason', 'The board is later'));
    expect((await done(type('sign-off', 'list', '--plan', 'front'))).json).toMatchObject({ release: 'refused' });
    await done(type(...release, 'Bo Marsh'));
    expect((await done(type('sign-off', 'list', '--plan', 'front'))).json).toMatchObject({ release: 'released' });
    expect(code(await type('release', '--plan', 'front', '--window', '2026-q1', '--by', 'Bo Marsh'))).toBe(
      'no-such-window',
    );
  });

  it('--compare lists what differs between the first reading of a window and the last', async () => {
    await frozen();
    const compare = ['release', '--plan', 'front', '--window', '2026-q2', '--compare'];
    expect((await done(type(...compare))).json).toMatchObject({ differ: [] });
    const run = (await world.ports.rollups.windowRun('front', '2026-q2'))!;
    world.clock.set('2026-11-30T10:00:00Z');
    const of = ['--from-source', 'e-mail', '--from-date', '2026-11-26'];
    const green = ['--by', 'Bo Marsh', '--rating', 'Green', '--note', 'The hub is open'];
    await done(type('update', 'EH 1.1', '--plan', 'front', ...green, ...of));
    await correct(world.ports, wholePlan('front'), run.value.period, 'EH 1.1 was green', { kind: 'operator' });
    const { differ, readings } = (await done(type(...compare))).json as Record<string, unknown[]>;
    expect(readings).toHaveLength(2);
    expect(differ).toEqual(
      expect.arrayContaining([
        { what: 'red', ref: null, first: '1', second: '0' },
        { what: 'EH 1.1', ref: 'EH 1.1', first: 'Red, due 2027-03-31', second: 'Green, due 2027-03-31' },
      ]),
    );
    expect(code(await type('release', '--plan', 'front', '--window', '2020-q1', '--compare'))).toBe('no-such-window');
  });
});

describe('overall', () => {
  it('is set by the plan owner alone, and shown with since when and what it was before', async () => {
    const set = ['overall', 'set', '--plan', 'front', '--by'];
    expect((await done(type('overall', '--plan', 'front'))).json).toMatchObject({
      rating: null,
      suggested: 'Red',
      history: [],
    });
    expect(code(await type(...set, 'Ada Quill', '--rating', 'red', '--reason', 'r'))).toBe('not-theirs');
    expect(code(await type(...set, 'Bo Marsh', '--rating', 'purple', '--reason', 'r'))).toBe('no-rating');
    await done(type(...set, 'Bo Marsh', '--rating', 'G', '--reason', 'It goes well'));
    world.clock.set('2026-11-20T10:00:00Z');
    await done(type(...set, 'Bo Marsh', '--rating', 'Amber', '--reason', 'The lease is late'));
    expect((await done(type('overall', 'show', '--plan', 'front'))).json).toMatchObject({
      ...{ rating: 'amber', ratingLabel: 'Amber', reason: 'The lease is late', by: 'Bo Marsh', since: '2026-11-20' },
      ...{ before: { ratingLabel: 'Green', on: '2026-11-18' }, suggested: 'Red' },
    });
    expect((await done(type('overall', '--plan', 'front', '--as-at', '2026-11-19'))).json).toMatchObject({
      rating: 'green',
    });
  });
});
