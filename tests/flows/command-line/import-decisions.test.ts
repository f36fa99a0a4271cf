import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { readCsv, toCsv } from '../../../bot/documents/csv.js';
import { isRefused } from '../../../bot/domain/read-plan.js';
import { fileOf, terminal, type Terminal } from '../../support/command-line.js';
import { createWorld, type World } from '../../support/world.js';

const PLAN = [
  'Ref,Area,Objective,Milestone,Due,Leads,RAG,Progress',
  'FD 1.1,Front door,Thresholds,Agree the document,31st September 2026,Ada Quill,,',
  'FD 1.2,,,Brief every school,18 December 2026,Bo Marsh,,',
  ',,,Short break policy will be reviewed,,,,',
].join('\n');

let world: World;
let type: Terminal;

beforeEach(() => {
  world = createWorld();
  type = terminal(world);
});

/** The fault report of a file, with something written under Decision in the rows whose id begins so. */
async function filledIn(file: string, decided: Readonly<Record<string, string>>, ...words: string[]): Promise<string> {
  const out = fileOf('faults.csv', '');
  await type('import', fileOf('plan.csv', file), '--plan', 'front', '--dry-run', '--faults', out, ...words);
  const table = readCsv(readFileSync(out), (cells) => cells.length);
  if (isRefused(table)) throw new Error(table.refused);
  const rows = table.rows.map(({ cells }) => {
    const key = Object.keys(decided).find((id) => (cells[7] ?? '').startsWith(id));
    return [...cells.slice(0, 6), key === undefined ? (cells[6] ?? '') : (decided[key] ?? ''), cells[7] ?? ''];
  });
  return fileOf('decisions.csv', toCsv(rows));
}

describe('a fault report', () => {
  it('names row and cell, what was assumed and the choices, and is taken back filled in', async () => {
    const empty = await filledIn(PLAN, {});
    expect(readFileSync(empty, 'utf8')).toContain('Page or row,Ref,What,Cell,Assumed,Decision choices,Decision,Id');
    expect(readFileSync(empty, 'utf8')).toMatch(
      /Row 2,FD 1\.1,.*31st September 2026,It has no date for now \(awaited\),/,
    );
    const decisions = await filledIn(PLAN, { 'impossible-date': '30 September 2026', orphan: 'attach: FD 1.2' });
    const loaded = await type('import', fileOf('plan.csv', PLAN), '--plan', 'front', '--decisions', decisions);
    expect([loaded.exit, loaded.json.decisions]).toEqual([0, []]);
    const stored = (await world.ports.plans.contents('front'))?.milestones.map(({ milestone }) => milestone);
    expect(stored?.map(({ due, text }) => [due.text, text])).toEqual([
      ['30 September 2026', 'Agree the document'],
      ['18 December 2026', 'Brief every school Short break policy will be reviewed'],
    ]);
    expect(await world.ports.attention.list()).toEqual([]);
    // The same file again says nothing new, whatever was decided about it.
    const again = await type('import', fileOf('plan.csv', PLAN), '--plan', 'front', '--dry-run');
    expect(again.json.difference).toMatchObject({ added: [], gone: [], changed: [] });
  });

  it('leaves what nobody decided on the list of attention', async () => {
    await type('import', fileOf('plan.csv', PLAN), '--plan', 'front');
    const [row] = await world.ports.attention.list();
    expect(row?.value).toMatchObject({
      subject: { kind: 'import', plan: 'front' },
      because: 'orphan-text',
      evidence: [{ what: 'orphan-text 1' }],
    });
    await type('import', fileOf('plan.csv', PLAN.split('\n').slice(0, 3).join('\n')), '--plan', 'front', '--apply');
    expect((await world.ports.attention.list()).map(({ value }) => value.because)).toEqual(['undecided']);
  });

  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    [
      'a choice that is none',
      { 'impossible-date': 'never mind: it' },
      /^Row 2: “never mind: it” is not a date|“never mind: it” is not a date/,
    ],
    ['a ref that is not there', { orphan: 'attach: XY 9' }, /^Row 4: “XY 9” is no ref of this file\.$/],
  ])('is refused in a sentence for %s, and nothing is loaded', async (_, decided, message) => {
    const decisions = await filledIn(PLAN, decided);
    const { exit, json } = await type('import', fileOf('plan.csv', PLAN), '--plan', 'front', '--decisions', decisions);
    expect([exit, (json.error as { code: string }).code]).toEqual([1, 'decisions']);
    expect((json.error as { message: string }).message).toMatch(message);
    expect(await world.ports.plans.ids()).toEqual([]);
  });

  it('refuses a file that is none, and decisions about another file', async () => {
    const none = await type(
      'import',
      fileOf('plan.csv', PLAN),
      '--plan',
      'front',
      '--decisions',
      fileOf('x.csv', 'A,B\n1,2\n'),
    );
    expect(none.json.error).toMatchObject({ code: 'not-decisions' });
    const other = fileOf('y.csv', 'Decision,Id\naccept,suggestion:x:1\n');
    const wrong = await type('import', fileOf('plan.csv', PLAN), '--plan', 'front', '--decisions', other);
    expect((wrong.json.error as { message: string }).message).toBe(
      'Row 2 of the decisions: “suggestion:x:1” is not open in this file. Write the fault report anew.',
    );
  });
});

describe('import --apply', () => {
  it('applies a later file, which says first what it changes', async () => {
    await type('import', fileOf('plan.csv', PLAN), '--plan', 'front', '--as-at', '2026-07-01');
    const later = PLAN.replace('18 December 2026', '26 February 2027').replace(
      'Bo Marsh,,',
      'Bo Marsh,Green,Extended to await funding.',
    );
    const words = ['import', fileOf('plan.csv', later), '--plan', 'front', '--as-at', '2026-10-01'];
    const dry = await type(...words, '--dry-run');
    expect(dry.lines.join('\n')).toContain('FD 1.2: date “18 December 2026” -> “26 February 2027”');
    expect((await type(...words)).json.error).toMatchObject({
      code: 'plan-differs',
      message: expect.stringContaining('add --apply') as string,
    });
    const { exit, lines } = await type(...words, '--apply');
    expect([exit, lines[0]]).toEqual([0, 'Applied: the file has 0 new, 0 gone and 1 changed; 1 milestone unchanged.']);
    const rollup = await type('rollup', '--plan', 'front');
    expect(rollup.json).toMatchObject({
      counts: { green: 1 },
      movedEver: { moves: 1, by: [{ ref: 'FD 1.2', times: 1 }] },
    });
    const before = await type('milestones', '--plan', 'front', '--as-at', '2026-09-30');
    expect(before.json.milestones).toMatchObject([{}, { approved: '2026-12-18', rating: 'none' }]);
  });

  it('needs a plan that is there', async () => {
    const { json } = await type('import', fileOf('plan.csv', PLAN), '--plan', 'front', '--apply');
    expect(json.error).toMatchObject({ code: 'no-such-plan' });
  });
});
