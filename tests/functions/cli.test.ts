import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAzurite, type Azurite } from '../support/azurite.js';

/** The command line as built, as a process, on Azurite, with a clock of its own. `npm test` builds it first. */
const PLAN = `Ref,Area,Objective,Milestone,Due,Leads,RAG
FD 1.1,Front door,Thresholds,Agree the threshold document,16 November 2026,Ada Quill; Bo Marsh,Amber
FD 1.2,Front door,Thresholds,Brief every school,18 November 2026,Ada Quill,Green
FD 1.3,Front door,Thresholds,Audit the referrals,TBC,Bo Marsh,
FD 1.4,Front door,Thresholds,Publish the findings,31 March 2027,,Blue
EH 1.1,Early help,Family hubs,Open the hub,September 2027,Heads of Service,Red
`;

let azurite: Azurite;
let folder: string;

interface Ran {
  readonly exit: number;
  readonly json: Record<string, unknown>;
  readonly stderr: string;
}

function waymark(...args: readonly string[]): Promise<Ran> {
  const env = {
    ...process.env,
    AzureWebJobsStorage: azurite.connectionString,
    WAYMARK_CLOCK_FILE: join(folder, 'clock'),
    NODE_NO_WARNINGS: '1',
  };
  return new Promise((resolve) => {
    execFile(process.execPath, ['dist/cli.cjs', ...args, '--json'], { env }, (error, stdout, stderr) => {
      const exit = error === null ? 0 : Number(error.code);
      resolve({ exit, json: JSON.parse(stdout) as Record<string, unknown>, stderr });
    });
  });
}

beforeAll(async () => {
  azurite = await startAzurite();
  folder = mkdtempSync(join(tmpdir(), 'waymark-cli-'));
  writeFileSync(join(folder, 'clock'), '2026-11-18T10:00:00Z');
  writeFileSync(join(folder, 'plan.csv'), PLAN);
  writeFileSync(
    join(folder, 'people.csv'),
    'Name,Entra id,Role,Aliases\nAda Quill,11111111-1111-4111-8111-111111111111,,\n',
  );
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await azurite.stop();
});

describe('the command line, in order', () => {
  test('a dry run of an import writes nothing and tells every doubt', async () => {
    const { exit, json } = await waymark('import', join(folder, 'plan.csv'), '--plan', 'front', '--dry-run');
    expect(exit).toBe(0);
    expect(json).toMatchObject({
      plan: 'front',
      counts: { areas: 2, objectives: 2, milestones: 5, leads: 3 },
      rejected: [],
      suggestions: [],
    });
    const codes = (json.warnings as { code: string; row: number; ref: string; cell: string }[]).map((one) => one.code);
    expect(codes.sort()).toEqual(['group-lead', 'no-date', 'no-lead']);
    expect((await waymark('plans')).json).toMatchObject({ plans: [] });
  });

  test('an import loads, and a second one of the same id is refused', async () => {
    const loaded = await waymark(
      'import',
      join(folder, 'plan.csv'),
      '--plan',
      'front',
      '--title',
      'The front door plan',
    );
    expect(loaded.exit).toBe(0);
    expect((await waymark('plans')).json).toMatchObject({
      plans: [{ id: 'front', title: 'The front door plan', milestones: 5 }],
    });
    const again = await waymark('import', join(folder, 'plan.csv'), '--plan', 'front');
    expect(again).toMatchObject({ exit: 1, json: { error: { code: 'plan-exists' } } });
  });

  test('milestones carry what the contract promises', async () => {
    const { json } = await waymark('milestones', '--plan', 'front');
    expect(json).toMatchObject({ asAt: '2026-11-18' });
    expect(json.milestones).toMatchObject([
      {
        ref: 'FD 1.1',
        area: 'FD',
        text: 'Agree the threshold document',
        leads: [{ name: 'Ada Quill' }, { name: 'Bo Marsh' }],
        due: { kind: 'day', date: '2026-11-16', text: '16 November 2026' },
        rating: 'amber',
        ratingLabel: 'Amber',
        check: { rating: 'amber', because: '2 working days overdue' },
        baseline: '2026-11-16',
        approved: '2026-11-16',
        forecast: null,
        deliveredOn: null,
        evidenceDue: null,
        tags: [],
      },
      { ref: 'FD 1.2', rating: 'green' },
      { ref: 'FD 1.3', due: { kind: 'awaited', date: null, text: 'TBC' }, rating: 'none', approved: null },
      { ref: 'FD 1.4', rating: 'complete', state: 'delivered', leads: [] },
      { ref: 'EH 1.1', due: { kind: 'period', date: '2027-09-30', text: 'September 2027' }, rating: 'red' },
    ]);
    const overdue = await waymark('milestones', '--plan', 'front', '--overdue');
    expect((overdue.json.milestones as { ref: string }[]).map((one) => one.ref)).toEqual(['FD 1.1']);
  });

  test('a sweep lists who is not linked and asks who is, once', async () => {
    const preview = await waymark('sweep', '--dry-run');
    const items = [
      { plan: 'front', ref: 'FD 1.1', anchor: '2026-11-18', stage: 'confirm', dueOn: '2026-11-16' },
      { plan: 'front', ref: 'FD 1.2', anchor: '2026-11-18', stage: '0', dueOn: '2026-11-18' },
    ];
    expect(preview.json).toMatchObject({
      digests: [
        { officer: 'Ada Quill', to: null, items },
        { officer: 'Bo Marsh', to: null },
      ],
      escalations: [],
    });
    expect((await waymark('officers', 'import', join(folder, 'people.csv'))).json).toMatchObject({ linked: 1 });
    const swept = await waymark('sweep');
    expect(swept.json).toMatchObject({
      digests: [{ officer: 'Ada Quill', to: '11111111-1111-4111-8111-111111111111', items }, { officer: 'Bo Marsh' }],
    });
    const again = await waymark('sweep');
    expect((again.json.digests as { officer: string }[]).filter((one) => one.officer === 'Ada Quill')).toEqual([]);
  });

  test('an update is checked, recorded and counted', async () => {
    const bare = await waymark('update', 'fd1.1', '--plan', 'front', '--by', 'Ada Quill', '--rating', 'red');
    expect(bare).toMatchObject({ exit: 1, json: { error: { code: 'invalid' } } });
    const stranger = await waymark(
      'update',
      'EH 1.1',
      '--plan',
      'front',
      '--by',
      'Ada Quill',
      '--rating',
      'green',
      '--note',
      'x',
    );
    expect(stranger).toMatchObject({ exit: 1, json: { error: { code: 'not-theirs' } } });
    const words = ['--cause', 'No auditor', '--remedy', 'Borrow one', '--recovery', '2026-12-01'];
    const saved = await waymark(
      'update',
      'FD 1.1',
      '--plan',
      'front',
      '--by',
      'Ada Quill',
      '--rating',
      'red',
      ...words,
    );
    expect(saved).toMatchObject({
      exit: 0,
      json: { ref: 'FD 1.1', rev: 2, rating: 'red', check: { rating: 'amber' } },
    });
    const { json } = await waymark('rollup', '--plan', 'front');
    expect(json).toMatchObject({
      counts: { red: 2, amber: 0, green: 1, complete: 1, none: 1, closed: 0, total: 5 },
      overdue: ['FD 1.1'],
      disagreements: [],
      moved: [],
      silent: [],
      changes: { added: [], closed: [], worsened: [], improved: [], completed: [], moved: [] },
    });
    const [first] = json.exceptions as object[];
    expect(first).toMatchObject({
      ref: 'FD 1.1',
      rating: 'red',
      cause: 'No auditor',
      remedy: 'Borrow one',
      recovery: '2026-12-01',
    });
  });

  test('figures as at an earlier day are not altered by what came later', async () => {
    const { json } = await waymark('rollup', '--plan', 'front', '--as-at', '2026-11-17');
    expect(json).toMatchObject({ error: { code: 'not-yet-loaded' } });
  });

  test('schedules are added, shown with their next runs, paused and removed', async () => {
    const added = await waymark('schedules', 'add', 'mornings', '--kind', 'sweep', '--cron', '30 8 * * 1-5');
    expect(added.json).toMatchObject({
      schedule: {
        id: 'mornings',
        next: ['2026-11-19T08:30:00.000Z', '2026-11-20T08:30:00.000Z', '2026-11-23T08:30:00.000Z'],
      },
    });
    expect(await waymark('schedules', 'add', 'x', '--kind', 'sweep', '--cron', '31 8 * * *')).toMatchObject({
      exit: 2,
    });
    expect((await waymark('schedules', 'pause', 'mornings')).json).toMatchObject({ schedule: { paused: true } });
    expect((await waymark('schedules', 'remove', 'mornings')).exit).toBe(0);
    expect((await waymark('schedules')).json).toMatchObject({ schedules: [] });
  });

  test('heads are set', async () => {
    const set = await waymark('heads', 'set', '--plan', 'front', '--area', 'EH', '--to', 'Bo Marsh');
    expect(set).toMatchObject({ exit: 0 });
    expect((await waymark('heads', 'list', '--plan', 'front')).json).toMatchObject({
      areas: [
        { code: 'FD', heads: [] },
        { code: 'EH', heads: [{ name: 'Bo Marsh' }] },
      ],
    });
  });

  test('unknown names, plans and areas are refused in words', async () => {
    for (const [code, ...args] of [
      ['no-such-area', 'heads', 'set', '--plan', 'front', '--area', 'XX', '--to', 'Bo Marsh'],
      ['no-such-officer', 'heads', 'set', '--plan', 'front', '--area', 'EH', '--to', 'Nobody'],
      ['no-such-plan', 'milestones', '--plan', 'back'],
    ] as const) {
      expect(await waymark(...args)).toMatchObject({ exit: 1, json: { error: { code } } });
    }
  });

  test('the calendar is kept, and why tells what was asked', async () => {
    const board = await waymark('calendar', 'board', 'Improvement board', '--dates', '2026-12-08');
    expect(board).toMatchObject({ exit: 0, json: { board: { meetings: [{ on: '2026-12-08' }] } } });
    await waymark('calendar', 'closure', '2026-12-29');
    expect((await waymark('calendar')).json).toMatchObject({
      boards: [{ name: 'Improvement board' }],
      closures: ['2026-12-29'],
    });
    const { json } = await waymark('why', 'FD 1.2', 'Ada Quill', '--plan', 'front');
    expect(json).toMatchObject({ standing: 'lead', owed: [], asked: [{ anchor: '2026-11-18', step: '0' }] });
  });

  test('without storage it is refused in the same form', async () => {
    const nowhere = { ...azurite };
    azurite = { ...azurite, connectionString: '' };
    const refused = await waymark('plans');
    azurite = nowhere;
    expect(refused).toMatchObject({ exit: 1, json: { error: { code: 'no-storage' } } });
  });

  test('a lead does not close their own', async () => {
    const args = ['update', 'FD 1.2', '--plan', 'front', '--by', 'Ada Quill', '--state', 'withdrawn', '--note', 'x'];
    expect(await waymark(...args)).toMatchObject({ exit: 1, json: { error: { code: 'not-theirs' } } });
  });

  test('an answer without a rating on what nobody rated is refused', async () => {
    const args = ['update', 'FD 1.3', '--plan', 'front', '--by', 'Bo Marsh', '--note', 'waiting'];
    expect(await waymark(...args)).toMatchObject({ exit: 2, json: { error: { code: 'rating' } } });
  });

  test('wrong words are exit 2', async () => {
    for (const args of [
      ['bogus'],
      ['milestones'],
      ['import'],
      ['plans', '--nope'],
      ['sweep', '--as-at', '31/12/2026'],
    ]) {
      expect((await waymark(...args)).exit).toBe(2);
    }
  });

  test('output that nobody reads to its end is no error', async () => {
    const env = { ...process.env, NODE_NO_WARNINGS: '1' };
    const child = spawn(process.execPath, ['dist/cli.cjs', 'help'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    const said: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    const exit = await new Promise((resolve) => child.on('close', resolve));
    expect([exit, said.join('')]).toEqual([0, '']);
  });

  test('every verb says how it is used', async () => {
    const { exit, json } = await waymark('import', '--help');
    expect(exit).toBe(0);
    expect(json.usage).toMatch(/^Use: import FILE\|--template clearance --plan ID/);
  });

  test('a report says that it took the place of a file', async () => {
    const out = join(folder, 'report.csv');
    const args = ['report', '--plan', 'front', '--format', 'csv', '--out', out, '--accept-findings'];
    expect((await waymark(...args)).json).toMatchObject({ replaced: false });
    expect((await waymark(...args)).json).toMatchObject({ replaced: true });
  });

  test('doctor says what to look at', async () => {
    const { exit, json } = await waymark('doctor');
    expect(exit).toBe(0);
    const findings = json.findings as { check: string; level: string }[];
    expect(findings.filter((one) => one.level !== 'good').map(({ check, level }) => [check, level])).toEqual([
      ['accountable', 'note'],
      ['schedules', 'note'],
      // Nothing has run the tick here.
      ['bot', 'note'],
      ['officers', 'note'],
      ['admins', 'note'],
    ]);
  });
});
