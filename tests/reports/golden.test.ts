import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8 } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { docxAround, docxLines, partsOf, sheetsIn } from './read-back.js';
import { reported, secondSummary, type Scenario } from './scenario.js';

/** `UPDATE_GOLDEN=1` writes them anew, to be read before they are kept. */
function golden(name: string, found: string): void {
  const file = join(import.meta.dirname, 'golden', name);
  if (process.env.UPDATE_GOLDEN === '1' || !existsSync(file)) writeFileSync(file, found);
  expect(found).toBe(readFileSync(file, 'utf8'));
}

const ACCEPTED = '--accept-findings';
let scenario: Scenario;

beforeAll(async () => {
  scenario = await secondSummary();
});

describe('the reports of one scenario', () => {
  it('as Word', async () => {
    const bytes = await reported(scenario.type, 'docx', ACCEPTED);
    golden('report.docx.txt', `${[...docxAround(bytes), '', ...docxLines(bytes)].join('\n')}\n`);
  });

  it('as Excel', async () => {
    const sheets = await sheetsIn(await reported(scenario.type, 'xlsx', ACCEPTED));
    const lines = [...sheets].flatMap(([name, rows]) => [`## ${name}`, ...rows.map((cells) => cells.join(' | ')), '']);
    golden('report.xlsx.txt', `${lines.join('\n')}\n`);
  });

  it('as a page', async () => {
    golden('report.html', strFromU8(await reported(scenario.type, 'html', ACCEPTED)));
  });

  it('as CSV', async () => {
    golden('report.csv', strFromU8(await reported(scenario.type, 'csv', ACCEPTED)));
  });
});

describe('what Word and Excel need to open them', () => {
  it('Word: A4, British English, a title, and nothing of the moment it was written in', async () => {
    const bytes = await reported(scenario.type, 'docx', ACCEPTED);
    const parts = partsOf(bytes);
    const sizes = [...(parts.get('word/document.xml') ?? '').matchAll(/<w:pgSz [^>]*>/g)].map(([tag]) => tag);
    expect(sizes).toEqual([
      '<w:pgSz w:w="11906" w:h="16838" w:orient="portrait"/>',
      '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>',
    ]);
    expect(parts.get('word/styles.xml')).toMatch(/<w:lang w:val="en-GB"/);
    expect(parts.get('docProps/core.xml')).toMatch(/<dc:title>Children(?:'|&apos;)s services improvement plan/);
    expect(parts.get('docProps/core.xml')).toMatch(/<dcterms:created[^>]*>2026-11-18T10:00:00Z</);
    for (const around of docxAround(bytes)) expect(around).toContain('Internal: not for publication');
  });

  it('Excel: filters, a header that stands still, and each page with its marking', async () => {
    const parts = partsOf(await reported(scenario.type, 'xlsx', ACCEPTED));
    const sheets = [...parts].filter(([name]) => /worksheets\/sheet\d+\.xml$/.test(name)).map(([, xml]) => xml);
    expect(sheets).toHaveLength(8);
    for (const xml of sheets) expect(xml).toContain('Internal: not for publication');
    for (const xml of sheets.slice(1)) {
      expect(xml).toMatch(/<autoFilter ref="A1:/);
      expect(xml).toMatch(/state="frozen"/);
      expect(xml).not.toMatch(/<f[ >]/);
    }
  });

  it('the same figures make the same bytes, whenever they are written', async () => {
    for (const format of ['docx', 'xlsx', 'html', 'csv']) {
      const once = await reported(scenario.type, format, ACCEPTED);
      const again = await reported(scenario.type, format, ACCEPTED);
      expect(Buffer.from(once).equals(Buffer.from(again)), format).toBe(true);
    }
  });
});
