import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun, VerticalMergeType } from 'docx';
import { describe, expect, it } from 'vitest';
import { isRefused, type PlanFile } from '../../bot/domain/read-plan.js';
import { FIRST_LAYOUT } from './any-table.js';
import { readBytes } from './word-file.js';

const OFFICE = '/usr/bin/soffice';

const PAGE = `<html><body><h1>The plan</h1>
<table border="1"><tr><th>Word</th><th>Meaning</th></tr><tr><td bgcolor="#00B050">On target</td><td>In time</td></tr><tr><td bgcolor="#FF0000">Late</td><td>Not in time</td></tr></table>
<p>Our actions</p>
<table border="1"><thead><tr>${FIRST_LAYOUT.map((heading) => `<th>${heading}</th>`).join('')}</tr></thead>
<tr><td colspan="6">AREA: PMQA PERFORMANCE MANAGEMENT AND QUALITY ASSURANCE</td></tr>
<tr><td>PMQA 1.1</td><td rowspan="2">PMQA 1 Check our work</td><td>We will audit twenty files.</td><td>31 March 2019<br>Dilys Wren</td><td bgcolor="#00B050">On track.</td><td></td></tr>
<tr><td>PMQA 1.2</td><td>We will run a day of learning.<ul><li>one for schools</li><li>one for health</li></ul></td><td>31 December 2018<br>Mandy Loe</td><td bgcolor="#FF0000">No room was found.</td><td>None yet.</td></tr>
</table></body></html>`;

function plan(bytes: Uint8Array): PlanFile {
  const found = readBytes(bytes);
  if (isRefused(found)) throw new Error(found.refused);
  return found;
}

/** What both writers are given says the same. */
function expectPlan({ areas, rows }: PlanFile): void {
  expect(areas).toEqual([{ code: 'PMQA', title: 'PERFORMANCE MANAGEMENT AND QUALITY ASSURANCE' }]);
  expect(rows.map(({ ref, objective, text, leads }) => [ref, objective, text, leads[0]?.name])).toEqual([
    ['PMQA 1.1', 'PMQA 1', 'We will audit twenty files.', 'Dilys Wren'],
    ['PMQA 1.2', 'PMQA 1', 'We will run a day of learning.\none for schools\none for health', 'Mandy Loe'],
  ]);
  expect(rows.map(({ due }) => (due.kind === 'day' ? due.date : due.kind))).toEqual(['2019-03-31', '2018-12-31']);
}

describe('Word files that others wrote', () => {
  it('LibreOffice, out of a web page, with a key in colours', { timeout: 120_000 }, ({ skip }) => {
    if (!existsSync(OFFICE))
      return skip('Skipped: LibreOffice is not installed here; other Word files are read all the same.');
    const folder = mkdtempSync(join(tmpdir(), 'waymark-word-'));
    writeFileSync(join(folder, 'plan.html'), PAGE);
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const how = [
      '--headless',
      '--infilter=HTML (StarWriter)',
      '--convert-to',
      'docx:MS Word 2007 XML',
      '--outdir',
      folder,
    ];
    execFileSync(OFFICE, [profile, ...how, join(folder, 'plan.html')], { timeout: 100_000, stdio: 'pipe' });
    const found = plan(readFileSync(join(folder, 'plan.docx')));
    expectPlan(found);
    expect(found.suggestions.map(({ ref, rating }) => [ref, rating?.rating])).toEqual([
      ['PMQA 1.1', 'green'],
      ['PMQA 1.2', 'red'],
    ]);
    expect(found.warnings.map(({ code }) => code)).toEqual(['unread-table']);
  });

  it('the library that writes our own reports', async () => {
    const cell = (text: string, more: object = {}): TableCell =>
      new TableCell({
        ...more,
        children: text.split('\n').map((line) => new Paragraph({ children: [new TextRun(line)] })),
      });
    const cells = (texts: readonly string[], merge: (typeof VerticalMergeType)['RESTART' | 'CONTINUE']): TableRow =>
      new TableRow({ children: texts.map((text, at) => cell(text, at === 1 ? { verticalMerge: merge } : {})) });
    const table = new Table({
      rows: [
        new TableRow({ tableHeader: true, children: FIRST_LAYOUT.map((heading) => cell(heading)) }),
        new TableRow({
          children: [cell('AREA: PMQA PERFORMANCE MANAGEMENT AND QUALITY ASSURANCE', { columnSpan: 6 })],
        }),
        cells(
          ['PMQA 1.1', 'PMQA 1 Check our work', 'We will audit twenty files.', '31 March 2019\nDilys Wren', '', ''],
          VerticalMergeType.RESTART,
        ),
        cells(
          [
            'PMQA 1.2',
            '',
            'We will run a day of learning.\none for schools\none for health',
            '31 December 2018\nMandy Loe',
            '',
            '',
          ],
          VerticalMergeType.CONTINUE,
        ),
      ],
    });
    const bytes = await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('The plan'), table] }] }));
    expectPlan(plan(bytes));
  });
});
