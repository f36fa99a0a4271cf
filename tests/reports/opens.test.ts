import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { reported, secondSummary, type Scenario } from './scenario.js';

const OFFICE = '/usr/bin/soffice';
const TEXTS = '/usr/bin/pdftotext';
const NO_OFFICE =
  'Skipped: LibreOffice and pdftotext are not installed here; what the files hold is checked without them.';

let scenario: Scenario;

beforeAll(async () => {
  scenario = await secondSummary();
});

/** Opened by LibreOffice and printed by it. */
async function opened(format: 'docx' | 'xlsx'): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-opened-'));
  writeFileSync(join(folder, `report.${format}`), await reported(scenario.type, format, '--accept-findings'));
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  execFileSync(
    OFFICE,
    [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, join(folder, `report.${format}`)],
    {
      timeout: 100_000,
      stdio: 'pipe',
    },
  );
  expect(readdirSync(folder)).toContain('report.pdf');
  return execFileSync(TEXTS, ['-layout', join(folder, 'report.pdf'), '-'], { encoding: 'utf8' });
}

describe('opened with LibreOffice', () => {
  it(
    'the Word file shows its headline, its tables and its marking on every page',
    { timeout: 120_000 },
    async ({ skip }) => {
      if (!existsSync(OFFICE) || !existsSync(TEXTS)) return skip(NO_OFFICE);
      const text = await opened('docx');
      expect(text.replace(/\s+/g, ' ')).toContain('11 actions (11 last time): 2 Red (+1), 1 Amber');
      expect(text).toContain('Achieved outcomes');
      const pages = text.split('\f').filter((page) => page.trim() !== '');
      for (const page of pages) expect(page).toMatch(/Internal: not for publication[\s\S]*Page \d of \d/);
    },
  );

  it('the workbook shows each of its sheets', { timeout: 120_000 }, async ({ skip }) => {
    if (!existsSync(OFFICE) || !existsSync(TEXTS)) return skip(NO_OFFICE);
    const text = await opened('xlsx');
    expect(text).toContain('The builder is late');
    expect(text).toContain('=SUM(A1) is no formula here');
    const pages = text.split('\f').filter((page) => page.trim() !== '');
    for (const page of pages) expect(page).toContain('Internal: not for publication');
  });
});
