import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { civilDate } from '../../../bot/domain/dates.js';
import { at, fileOf, type Typed } from '../../support/command-line.js';
import { sheetsIn } from '../../reports/read-back.js';
import { post, reported, secondSummary, type Scenario } from '../../reports/scenario.js';

let scenario: Scenario;
let out: string;

beforeEach(async () => {
  scenario = await secondSummary();
  out = join(mkdtempSync(join(tmpdir(), 'waymark-report-')), 'report.csv');
});

const report = (...more: readonly string[]): Promise<Typed> =>
  scenario.type('report', '--plan', 'cs', '--format', 'csv', '--out', out, ...more);
const accepted = (...more: readonly string[]): Promise<Typed> => report('--accept-findings', ...more);
const written = (): string => readFileSync(out, 'utf8');

async function typed(...words: readonly string[]): Promise<Typed> {
  const done = await scenario.type(...words);
  expect(done.exit, done.lines.join(' ')).toBe(0);
  return done;
}

async function audited(): Promise<readonly string[]> {
  const entries = await scenario.world.ports.audit.month('2026-11');
  return entries.map(({ act, outcome, why }) => `${act}, ${outcome}${why === null ? '' : `: ${why}`}`);
}

describe('report', () => {
  it('refuses with a list of what to put right, and makes nothing', async () => {
    const refused = await report();
    expect(refused.exit).toBe(1);
    expect(at(refused.json, 'error.code')).toBe('findings');
    expect(refused.lines.join('\n')).toContain('Theme Care leavers: nothing was said of any action in it');
    expect(() => written()).toThrow();
    expect(await audited()).toContain('report, refused: 1 findings');
  });

  it('makes it with --accept-findings, which is kept', async () => {
    const done = await accepted();
    expect(done.exit).toBe(0);
    expect(done.json).toMatchObject({
      counts: { red: 2, amber: 1, total: 11 },
      withheld: 0,
      held: 0,
      ceiling: 'internal',
    });
    expect(done.json.findings).toHaveLength(1);
    expect(await audited()).toContain('findings of a report accepted, done');
  });

  it('its counts can be counted from the CSV, which loads as the same plan again', async () => {
    const { json } = await accepted();
    const rows = written().trim().split('\r\n').slice(1);
    for (const which of ['red', 'amber', 'green', 'complete', 'none', 'closed'] as const) {
      const own = rows.filter((row) => new RegExp(`,${which},[A-Za-z ]*$`).test(row));
      expect(own.length, which).toBe(at(json, `counts.${which}`));
    }
    const again = await typed('import', fileOf('again.csv', written()), '--plan', 'again', '--dry-run');
    expect(again.json).toMatchObject({ counts: { milestones: 11, areas: 3, objectives: 4 }, rejected: [] });
    expect(JSON.stringify(again.json.warnings)).not.toMatch(/Counts as|Needs attention/);
  });

  it('of an area, or of what carries a tag', async () => {
    expect((await accepted('--area', 'Front door')).json).toMatchObject({ counts: { total: 5 } });
    expect((await accepted('--tag', 'Recommendation 1')).json).toMatchObject({ counts: { total: 2 } });
    expect(at((await accepted('--tag', 'Nothing')).json, 'error.code')).toBe('no-such-tag');
  });

  it('of what was posted, whatever was said since', async () => {
    await post(scenario.world, typed);
    const before = await accepted('--of', 'latest');
    scenario.world.clock.set('2026-11-19T10:00:00Z');
    await typed(
      'update',
      'CL 1.1',
      '--plan',
      'cs',
      '--by',
      'Bo Marsh',
      '--rating',
      'red',
      '--cause',
      'Late',
      '--remedy',
      'Ask',
      '--recovery',
      '2026-12-01',
    );
    const posted = await accepted('--of', 'posted', '2026-11-18');
    expect(posted.json).toMatchObject({ asAt: '2026-11-18', counts: before.json.counts as object });
    expect((await accepted('--of', '2026-11-18')).json.counts).toEqual(before.json.counts);
    expect((await accepted()).json).toMatchObject({ asAt: '2026-11-19', counts: { red: 3 } });
    expect((await accepted('--as-at', '2026-11-18')).json.counts).toEqual(before.json.counts);
  });

  it('says what it cannot be of', async () => {
    expect(at((await report('--of', 'posted', '2026-11-17')).json, 'error.code')).toBe('no-snapshot');
    expect((await report('--of', 'sometimes')).exit).toBe(2);
    expect((await report('--of', 'latest', 'more')).exit).toBe(2);
    expect((await report('--format', 'pdf')).exit).toBe(2);
    expect((await report('--ceiling', 'secret')).exit).toBe(2);
    expect(at((await report('--as-at', '2026-09-01')).json, 'error.code')).toBe('not-yet-loaded');
  });

  it('names nothing above its ceiling, and counts it all the same', async () => {
    await marked('FD 1.1', 'restricted');
    const internal = await accepted();
    expect(internal.json).toMatchObject({ withheld: 1, milestones: 10, counts: { total: 11, red: 2 } });
    expect(written()).not.toContain('threshold document');
    await accepted('--ceiling', 'restricted');
    expect(written()).toContain('threshold document');
  });

  it('for the public: only what is public, in wording that was cleared, without names', async () => {
    await marked('FD 1.2', 'public');
    const refused = await report('--ceiling', 'public');
    expect(refused.lines.join('\n')).toContain('FD 1.2, wording: no wording has been cleared for the public');
    await accepted('--ceiling', 'public');
    expect(written()).toContain('[wording not cleared]');
    expect(written()).not.toMatch(/31 schools|Brief every school|Ada Quill|FD 1\.1 |Health has not signed/);
  });

  it('names no ref above its ceiling in what is said of others', async () => {
    await marked('FD 1.1', 'restricted');
    for (const format of ['html', 'csv', 'xlsx']) {
      const told = await readBack(format);
      expect(told, format).not.toContain('FD 1.1');
      expect(told, format).toContain('Brief every school');
    }
    const page = await readBack('html');
    expect(page).toContain('waits for one that is not named here.');
    expect(page).toContain('<h3>Red: 2</h3>\n<p>1 of them is counted and not named here because of their marking.</p>');
    expect(page).toContain('1 of them is counted and not named here');
  });

  it('its list of changes leaves out an answer that may not be told yet', async () => {
    await typed('officers', 'role', 'Cy Adeyemi', 'leader');
    await typed('questions', 'ask', 'FD 1.1', '--plan', 'cs', '--by', 'Cy Adeyemi', '--question', 'Why is it late?');
    await typed('questions', 'answer', 'FD 1.1', '--plan', 'cs', '--by', 'Bo Marsh', '--answer', 'Two have left');
    const told = await readBack('xlsx');
    expect(told).toContain('Why is it late?');
    expect(told).not.toContain('Two have left');
    scenario.world.clock.set('2026-11-25T10:00:00Z');
    expect(await readBack('xlsx')).toContain('Bo Marsh answered Cy Adeyemi: “Two have left”.');
  });

  it('its list of changes tells the public nothing of who asked, or wished for what', async () => {
    await typed('officers', 'role', 'Cy Adeyemi', 'leader');
    await typed('questions', 'ask', 'EH 1.1', '--plan', 'cs', '--by', 'Cy Adeyemi', '--question', 'Why is it late?');
    await marked('EH 1.1', 'public');
    expect(await readBack('xlsx')).toMatch(/EH 1\.1 \| [-\d]+ \| Proposed[^]*EH 1\.1 \| [-\d]+ \| Asked/);
    const told = await readBack('xlsx', '--ceiling', 'public');
    expect(told).toMatch(/EH 1\.1 \| [-\d]+ \| Loaded/);
    expect(told).not.toMatch(/\| (?:Asked|Marked|Cleared|Proposed|Refused) \|/);
  });

  it('as CSV names leads to be loaded again, unless the plan names nobody; then it says so', async () => {
    expect((await accepted()).lines.join(' ')).not.toContain('leads are left out');
    expect(written()).toContain('Dee Osei');
    await typed('policy', '--plan', 'cs', '--naming', 'none');
    expect((await accepted()).lines.join(' ')).toContain('Its leads are left out');
    expect(written()).not.toMatch(/Dee Osei|Bo Marsh|Ada Quill/);
  });

  it('for the public: nothing while publication is on hold, and says until when', async () => {
    const { ports } = scenario.world;
    const holds = [{ from: civilDate('2026-11-16'), to: civilDate('2026-12-03'), reason: 'Pre-election period' }];
    const now = ports.clock.now();
    const change = { at: now, recordedAt: now, by: { kind: 'operator' as const }, why: 'hold', inputHash: '' };
    await ports.diary.commit([{ image: { kind: 'holds', holds: { holds } }, previous: null, ...change }]);
    const refused = await accepted('--ceiling', 'public');
    expect(at(refused.json, 'error.code')).toBe('on-hold');
    expect(refused.lines[0]).toContain(
      'from Monday 16 November 2026 to Thursday 3 December 2026: Pre-election period.',
    );
    expect((await accepted()).exit).toBe(0);
    expect(await audited()).toContain('public report, refused: publication is on hold');
  });
});

/** All that stands in a report, as lines. */
async function readBack(format: string, ...more: readonly string[]): Promise<string> {
  const bytes = await reported(scenario.type, format, '--accept-findings', ...more);
  if (format !== 'xlsx') return Buffer.from(bytes).toString('utf8');
  return [...(await sheetsIn(bytes)).values()].flatMap((rows) => rows.map((cells) => cells.join(' | '))).join('\n');
}

async function marked(ref: string, level: 'public' | 'restricted'): Promise<void> {
  const { ports } = scenario.world;
  const { milestones } = (await ports.plans.contents('cs'))!;
  const { milestone, ...revision } = milestones.find((one) => one.milestone.ref === ref)!;
  const now = ports.clock.now();
  const image = {
    kind: 'milestone' as const,
    milestone: { ...milestone, marking: { level, exempt: null, printed: null } },
  };
  const change = { at: now, recordedAt: now, by: { kind: 'operator' as const }, why: 'marked', inputHash: '' };
  expect(await ports.plans.commit('cs', [{ image, previous: revision, ...change }])).not.toBe('conflict');
}
