import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { fileOf, terminal, type Terminal } from '../support/command-line.js';
import { createWorld, type World } from '../support/world.js';

const PLAN = [
  'Ref,Area,Objective,Milestone,Due,Leads,RAG,Progress',
  'FD 1.1,Front door,Thresholds,Agree the document,31 March 2027,Ada Quill Bo Marsh,On course,',
  'FD 1.2,,,Brief every school - COMPLETED,18 November 2026,Ada Quill,,Half are briefed',
  'FD 1.3,,,Audit the referrals,Quarterly,Bo Marsh,Done,',
].join('\n');
const KEY = 'Word,Letter,Counts as\nOff course,X,red\nOn course,O,green\nDone,D,complete\n';

let world: World;
let type: Terminal;

beforeEach(() => {
  world = createWorld();
  type = terminal(world);
});

describe('import', () => {
  it('writes nothing on a dry run, whatever there is to tell', async () => {
    const locked = world.start({ fault: ({ act }) => (act === 'submit' ? 'crash-before' : null) });
    const dry = terminal({ ...world, ports: locked.ports });
    const first = join(import.meta.dirname, '../documents/plans/first-layout.csv');
    const { exit, json, lines } = await dry('import', first, '--plan', 'front', '--dry-run', '--accept-suggestions');
    expect([exit, locked.alive()]).toEqual([0, true]);
    expect(json.warnings).not.toEqual([]);
    expect(lines[0]).toMatch(/^Would load 68 milestones in 8 areas and 17 objectives, with \d+ leads, as “front”\.$/);
    expect((await type('plans')).json.plans).toEqual([]);
    expect(await world.ports.people.officers()).toEqual([]);
    await expect(dry('import', first, '--plan', 'front')).rejects.toThrow();
  });

  it('tells names apart by the people who are known, by any of their names', async () => {
    const run = fileOf('run.csv', 'Milestone,Lead,Due\nDo it,Ana Lucia Prado Bo Marsh,1 May 2027\n');
    expect((await type('import', run, '--plan', 'a', '--dry-run')).json).toMatchObject({ counts: { leads: 1 } });
    await type('officers', 'import', fileOf('people.csv', 'Name,Aliases\nLucia Prado,Ana Lucia Prado\n'));
    const known = await type('import', run, '--plan', 'a');
    expect(known.json).toMatchObject({ counts: { leads: 2 }, warnings: [{ code: 'leads-run-together' }] });
    const { json } = await type('milestones', '--plan', 'a');
    expect(json.milestones).toMatchObject([{ leads: [{ name: 'Lucia Prado' }, { name: 'Bo Marsh' }] }]);
  });

  it('columns and levels that were said are the plan\u2019s, also of a later file', async () => {
    const odd = 'Ref,Theme,Milestone,By when,Who,Remarks\nA 1,Door,Do it,1 May 2027,Ada Quill,Begun\n';
    const typed = ['--plan', 'odd', '--columns', 'Remarks=progress', '--levels', 'Theme; Aim; Step'];
    expect((await type('import', fileOf('odd.csv', odd), ...typed)).json).toMatchObject({
      levels: { area: 'Theme', objective: 'Aim', milestone: 'Step' },
    });
    const plan = async () => (await world.ports.plans.contents('odd'))?.plan;
    expect((await plan())?.levels.milestone).toBe('Step');
    const later = fileOf('later.csv', odd.replace('Remarks', 'State of it').replace('Begun', 'Half way'));
    const { exit } = await type('import', later, '--plan', 'odd', '--columns', 'State of it=progress', '--apply');
    expect(exit).toBe(0);
    expect((await plan())?.columns).toEqual([{ heading: 'State of it', field: 'progress' }]);
    for (const wrong of [
      ['--levels', 'Theme'],
      ['--columns', 'Remarks=colour'],
      ['--columns', 'Remarks'],
    ]) {
      expect((await type('import', later, '--plan', 'odd', ...wrong)).exit).toBe(2);
    }
  });

  it('the history names who loaded it', async () => {
    await type('officers', 'import', fileOf('people.csv', 'Name,Role\nAda Quill,admin\n'));
    await type('import', fileOf('plan.csv', PLAN), '--plan', 'front', '--as', 'Ada Quill');
    expect((await type('history', 'FD 1.1', '--plan', 'front')).lines.join('\n')).toContain('entered by Ada Quill');
  });

  it('reads the RAG column by the key it is given, and rates in it from then on', async () => {
    const [plan, key] = [fileOf('plan.csv', PLAN), fileOf('key.csv', KEY)];
    const words = ['import', plan, '--plan', 'front', '--key', key, '--preset', 'dates', '--year-starts', '1'];
    const { json, exit } = await type(...words);
    expect([exit, (json.warnings as { code: string }[]).map(({ code }) => code)]).toEqual([0, []]);
    const { plan: stored, milestones } = (await world.ports.plans.contents('front'))!;
    expect(stored).toMatchObject({ preset: 'dates', yearStarts: 1 });
    expect(stored.key.map(({ id }) => id)).toEqual(['off-course', 'on-course', 'done']);
    expect(milestones.map(({ milestone }) => [milestone.update?.rating, milestone.update?.grade])).toEqual([
      ['green', 'on-course'],
      [undefined, undefined],
      ['complete', 'done'],
    ]);
    expect(milestones[2]?.milestone.due).toMatchObject({ kind: 'recurring', yearStarts: 1 });
  });

  it('refuses an id that is taken, says whether the file differs, and changes nothing', async () => {
    await type('import', fileOf('plan.csv', PLAN), '--plan', 'front');
    const before = await world.ports.plans.contents('front');
    const other = `${PLAN.replace('Agree the document', 'Print the document')}\nFD 1.4,,,Train,1 May 2027,Bo Marsh,,`;
    const answers = [];
    for (const file of [PLAN, other]) {
      const dry = await type('import', fileOf('plan.csv', file), '--plan', 'front', '--dry-run');
      const { exit, json } = await type('import', fileOf('plan.csv', file), '--plan', 'front');
      const { added, changed } = dry.json.difference as { added: unknown[]; changed: unknown[] };
      answers.push([dry.exit, added.length, changed.length, exit, (json.error as { code: string }).code]);
    }
    expect(answers).toEqual([
      [0, 0, 0, 1, 'plan-exists'],
      [0, 1, 1, 1, 'plan-differs'],
    ]);
    expect(await world.ports.plans.contents('front')).toEqual(before);
  });

  it('closes what is accepted in the words of its own key', async () => {
    const words = ['--key', fileOf('key.csv', KEY), '--accept-suggestions'];
    await type('import', fileOf('plan.csv', PLAN), '--plan', 'front', ...words);
    const stored = await world.ports.plans.milestone('front', 'FD 1.2');
    expect(stored?.milestone).toMatchObject({ state: 'delivered', update: { rating: 'complete', grade: 'done' } });
  });

  it('asks the lead about what nobody accepted', async () => {
    await type('import', fileOf('plan.csv', PLAN), '--plan', 'front');
    const stored = await world.ports.plans.milestone('front', 'FD 1.2');
    expect(stored?.milestone).toMatchObject({
      state: 'not-started',
      queries: ["The plan's text ends with “- COMPLETED”. If it is complete, choose Complete."],
    });
  });

  it('holds the dates against the year it is given', async () => {
    const codes = async (...words: string[]) => {
      const { json } = await type('import', fileOf('plan.csv', PLAN), '--plan', 'front', '--dry-run', ...words);
      return (json.warnings as { code: string; ref: string }[]).flatMap(({ code, ref }) =>
        code === 'date-outside-period' ? [ref] : [],
      );
    };
    expect(await codes()).toEqual([]);
    expect(await codes('--period', '2026-01-01..2026-12-31')).toEqual(['FD 1.1']);
  });

  it('sets the meetings that the calendar has already', async () => {
    await type('calendar', 'board', 'Performance Board', '--dates', '2026-12-09');
    const plan = 'Milestone,Lead,Due\nBring it,Bo Marsh,Proposal to Performance Board in December 2026\n';
    await type('import', fileOf('plan.csv', plan), '--plan', 'front');
    const contents = await world.ports.plans.contents('front');
    expect(contents?.milestones[0]?.milestone.due).toMatchObject({ kind: 'meeting', on: '2026-12-09' });
  });

  it.each<[string, readonly string[], string, number]>([
    ['a period', ['--period', '2026-12-31..2026-01-01'], 'period', 2],
    ['a day instead of a period', ['--period', '2026-12-31'], 'period', 2],
    ['a month', ['--year-starts', '13'], 'month', 2],
    ['a preset', ['--preset', 'both'], 'preset', 2],
    ['a key', ['--key', fileOf('key.csv', 'Nothing,Here\na,b\n')], 'not-a-key', 1],
    ['a key of one entry', ['--key', fileOf('key.csv', 'Word\nFine\n')], 'key', 1],
  ])('refuses %s that is none, in words', async (_, words, code, exit) => {
    const refused = await type('import', fileOf('plan.csv', PLAN), '--plan', 'front', ...words);
    expect(refused).toMatchObject({ exit, json: { error: { code } } });
    expect(refused.lines[0]).toMatch(/^.{20,300}\.$/s);
  });
});

describe('report', () => {
  it('writes a plan that is the same when it is loaded again, in its own key', async () => {
    const [plan, key, out] = [fileOf('plan.csv', PLAN), fileOf('key.csv', KEY), fileOf('out.csv', '')];
    await type('import', plan, '--plan', 'front', '--key', key);
    const wrote = await type('report', '--plan', 'front', '--format', 'csv', '--out', out);
    expect(wrote).toMatchObject({
      exit: 0,
      json: { plan: 'front', format: 'csv', out, milestones: 3, asAt: '2026-11-18' },
    });
    const text = readFileSync(out, 'utf8');
    expect(text.split('\r\n')[1]).toContain('On course');
    await type('import', out, '--plan', 'again', '--key', key);
    const shown = async (id: string) => {
      const contents = (await world.ports.plans.contents(id))!;
      return contents.milestones.map(({ milestone: { ref, text: words, due, leads, update } }) => [
        ref,
        words,
        due,
        leads,
        update,
      ]);
    };
    expect(await shown('again')).toEqual(await shown('front'));
  });

  it('prints what was said since, as at the day that is asked for', async () => {
    const out = fileOf('out.csv', '');
    await type('import', fileOf('plan.csv', PLAN), '--plan', 'front', '--as-at', '2026-11-16');
    await type(
      'update',
      'FD 1.2',
      '--plan',
      'front',
      '--by',
      'Ada Quill',
      '--rating',
      'green',
      '--note',
      '=All are briefed',
    );
    const print = async (...words: string[]) => {
      await type('report', '--plan', 'front', '--format', 'csv', '--out', out, ...words);
      return readFileSync(out, 'utf8');
    };
    expect(await print()).toContain("'=All are briefed");
    expect(await print('--as-at', '2026-11-17')).toContain('Half are briefed');
  });

  it('refuses a form that there is none of, in words', async () => {
    await type('import', fileOf('plan.csv', PLAN), '--plan', 'front');
    const refused = await type('report', '--plan', 'front', '--format', 'pdf', '--out', 'x');
    expect(refused).toMatchObject({ exit: 2, json: { error: { code: 'format' } } });
    expect(refused.lines[0]).toContain('Give docx, xlsx, csv or html.');
  });

  it('says when the file cannot be written, and which plans there are', async () => {
    await type('import', fileOf('plan.csv', PLAN), '--plan', 'front');
    const nowhere = await type('report', '--plan', 'front', '--format', 'csv', '--out', '/nowhere/at/all.csv');
    expect(nowhere).toMatchObject({ exit: 2, json: { error: { code: 'usage' } } });
    const other = await type('report', '--plan', 'other', '--format', 'csv', '--out', 'x.csv');
    expect(other).toMatchObject({ exit: 1, json: { error: { code: 'no-such-plan' } } });
  });
});
