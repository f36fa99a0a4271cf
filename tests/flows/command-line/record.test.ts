import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { at, terminal, type Terminal } from '../../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, type World } from '../../support/world.js';

/** What somebody did since a day, and whether the record is what it was: for whoever suspects an account or a key. */
let world: World;
let type: Terminal;

beforeEach(async () => {
  world = createWorld('2026-11-16T09:00:00Z');
  await loadPlan(world.ports, [
    { ref: 'A1', due: '2026-12-01', leads: ['Ann'], declared: 'green' },
    { ref: 'A2', due: '2026-12-08', leads: ['Bob'], declared: 'green' },
  ]);
  await linkAll(world.ports, ['Ann', 'Bob']);
  type = terminal(world);
  world.clock.set('2026-11-17T09:00:00Z');
  await type('update', 'A1', '--plan', PLAN, '--by', 'Ann', '--rating', 'green', '--note', 'On its way');
  world.clock.set('2026-11-18T09:00:00Z');
  await type('update', 'A2', '--plan', PLAN, '--by', 'Bob', '--rating', 'green', '--note', 'Begun', '--as', 'Ann');
});

const NOTHING = 'Nothing of that was written in these days.';
const abouts = (json: object): readonly unknown[] =>
  (at(json, 'changes') as readonly { about: string }[]).map(({ about }) => about);

describe('history without a ref', () => {
  it('is every change of the plan by the day on which it was written, the newest first', async () => {
    const { lines, json } = await type('history', '--plan', PLAN, '--from', '2026-11-17');
    expect(abouts(json)).toEqual(['A2', 'A1']);
    expect(lines[1]).toMatch(
      /^9am on Tuesday 17 November 2026 {2}Ann: A1, update, entered by operator\. .*“On its way”/,
    );
    expect((await type('history', '--plan', PLAN, '--to', '2026-11-15')).lines).toEqual([NOTHING]);
    expect(abouts((await type('history', '--plan', PLAN)).json).length).toBeGreaterThan(4);
  });

  it('of one person is what stands under their name and what they entered for others', async () => {
    const since = ['history', '--plan', PLAN, '--from', '2026-11-17', '--by'];
    expect(abouts((await type(...since, 'Ann')).json)).toEqual(['A2', 'A1']);
    expect(abouts((await type(...since, 'Bob')).json)).toEqual(['A2']);
    expect(abouts((await type(...since, 'operator')).json)).toEqual(['A1']);
    expect((await type('history', '--plan', PLAN, '--from', '2026-11-18', '--by', 'operator')).lines).toEqual([
      NOTHING,
    ]);
  });

  it('is refused in words where the days or the words contradict each other', async () => {
    expect(await type('history', 'A1', '--plan', PLAN, '--by', 'Ann')).toMatchObject({
      exit: 2,
      json: { error: { code: 'usage' } },
    });
    expect(await type('history', '--plan', PLAN, '--from', '2026-11-18', '--to', '2026-11-17')).toMatchObject({
      exit: 2,
      lines: ['--from 2026-11-18 lies after --to 2026-11-17.'],
    });
    expect(await type('history', '--plan', PLAN, '--by', 'Nobody')).toMatchObject({ exit: 1 });
  });
});

describe('compare', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'waymark-compare-')), 'copy.ndjson.gz');

  it('finds all as it was, whatever was added since and whoever was erased', async () => {
    await type('export', file);
    await type(
      'update',
      'A1',
      '--plan',
      PLAN,
      '--by',
      'Ann',
      '--rating',
      'amber',
      '--cause',
      'x',
      '--recovery',
      '2026-12-10',
    );
    await type('erase', 'Bob', '--anyway');
    const { exit, lines, json } = await type('compare', file);
    expect([exit, lines[1]]).toEqual([0, 'All of them are there as they were.']);
    expect(json).toMatchObject({ well: true, changed: [], gone: [] });
    expect(at(json, 'histories')).toBeGreaterThan(6);
  });

  it('names what was changed or taken away past Waymark, also where the chain fits again', async () => {
    await type('export', file);
    const plans = world.tables.open('Plans');
    const partition = PLAN;
    let spoilt = 0;
    for await (const { row, columns, etag } of plans.query({ partition })) {
      if (!row.startsWith('h|')) continue;
      spoilt += 1;
      if (spoilt === 1)
        await plans.submit(partition, [{ kind: 'replace', row, columns: { ...columns, hash: 'f'.repeat(64) }, etag }]);
      if (spoilt === 2) await plans.submit(partition, [{ kind: 'delete', row, etag }]);
    }
    const { exit, lines, json } = await type('compare', file);
    expect([exit, lines[1]]).toEqual([1, '1 row changed and 1 row gone: somebody wrote to storage past Waymark.']);
    expect(lines[2]).toMatch(new RegExp(`^ {2}changed: ${PLAN}, .+ revision 1$`));
    expect(lines[3]).toMatch(new RegExp(`^ {2}gone: ${PLAN}, .+ revision \\d$`));
    expect(json).toMatchObject({ well: false, error: { code: 'record-differs' } });
  });

  it('of a file that is no copy is refused', async () => {
    expect(await type('compare', 'no-such-file.gz')).toMatchObject({ exit: 2 });
    expect(readFileSync(file).length).toBeGreaterThan(100);
  });
});
