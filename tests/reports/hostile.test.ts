import { strFromU8 } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCsvPlan } from '../../bot/documents/write-csv-plan.js';
import { writeDocx } from '../../bot/documents/write-docx.js';
import { writeHtml } from '../../bot/documents/write-html.js';
import { writeXlsx } from '../../bot/documents/write-xlsx.js';
import { readCsv } from '../../bot/documents/csv.js';
import { isRefused } from '../../bot/domain/read-plan.js';
import { makeReport } from '../../bot/domain/make-report.js';
import type { ReportFacts } from '../../bot/domain/report-facts.js';
import { anUpdate } from '../support/builders.js';
import { anyReport } from './any-report.js';
import { docxLines, partsOf, sheetsIn } from './read-back.js';

const HOSTILE = [
  '=HYPERLINK("http://evil.example","press")',
  '+1+1',
  '@SUM(A1)',
  '\t=1+1',
  '</w:t></w:r><w:r><w:t>',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  'a & b ]]> <!-- --> &amp; &#0;',
  'bell \u0007 null \u0000 escape \u001b half \ud800 not \uffff',
  'right to left \u202e nel \u0085 line \u2028 end',
  '_x0041_ _x000D_',
  'one\ntwo\r\nthree',
  'x'.repeat(40_000),
  '&'.repeat(300),
  '&L&P%02 &"Arial"',
];

/** Characters that XML does not know. */
const UNLAWFUL = /[^\t\n\r\P{Cc}]|[\ufffe\uffff]/u;

/** Any of them wherever somebody can write. */
function spoilt(facts: ReportFacts, at: number): ReportFacts {
  const words = (n: number): string => HOSTILE[(at + n) % HOSTILE.length] ?? '';
  const milestones = facts.milestones.map((one, n) => ({
    ...one,
    text: words(n),
    leadsText: words(n + 1),
    printed: { ...one.printed, progress: words(n + 2), evidence: words(n + 3) },
    update: one.update && {
      ...anUpdate({ ...one.update }),
      ...{ note: words(n + 4), cause: words(n + 5), remedy: words(n + 6), help: words(n + 7), evidence: words(n + 8) },
      evidenceLink: 'javascript:alert(1)',
    },
  }));
  return {
    ...facts,
    milestones,
    plan: { ...facts.plan, title: words(9), levels: { area: words(10), objective: 'Aim', milestone: 'Action' } },
    areas: facts.areas.map((area) => ({ ...area, title: words(11) })),
    objectives: facts.objectives.map((one) => ({ ...one, title: words(12) })),
    questions: facts.milestones.slice(0, 2).map(({ ref }) => ({
      ...{ ref, text: words(13), asker: words(14), on: facts.today, state: 'answered' as const, answer: words(15) },
      ...{ by: words(16), answeredOn: facts.today },
    })),
    scope: [words(17)],
    overall: {
      ...{ grade: facts.plan.key[0]!, reason: words(18), by: words(19), on: facts.today, since: facts.today },
      ...{ before: null, suggested: null },
    },
    nameOf: () => words(20),
  };
}

describe('whatever people typed', () => {
  it('makes whole files, and never a formula, a tag or a script', async () => {
    await fc.assert(
      fc.asyncProperty(anyReport, fc.nat(HOSTILE.length), async (facts, at) => {
        const report = makeReport(spoilt(facts, at));

        const docx = await writeDocx(report);
        for (const xml of partsOf(docx).values()) expect(xml).not.toMatch(UNLAWFUL);
        expect(docxLines(docx).some((line) => line.includes('[Heading1] Headline'))).toBe(true);

        const xlsx = await writeXlsx(report);
        const sheets = await sheetsIn(xlsx);
        for (const cell of [...sheets.values()].flat(2)) expect(cell.length).toBeLessThanOrEqual(32_767 + 9);
        for (const [name, xml] of partsOf(xlsx)) {
          expect(xml).not.toMatch(UNLAWFUL);
          if (name.includes('worksheets')) expect(xml).not.toMatch(/<f[ >]|<hyperlink/);
          for (const [, head = ''] of xml.matchAll(/<odd(?:Header|Footer)>(.*?)<\/odd/gs)) {
            expect(head.replaceAll('&amp;', '&').length).toBeLessThan(255);
          }
        }

        const page = writeHtml(report);
        const tags = new Set([...page.matchAll(/<\/?([a-z0-9]+)[^>]*>/gi)].map(([, tag = '']) => tag.toLowerCase()));
        for (const tag of ['script', 'img', 'svg', 'iframe', 'link', 'object']) expect(tags).not.toContain(tag);
        expect(page.replace(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\son[a-z]+=/i);
        expect(page).not.toMatch(/(?:src|href)="(?!#)/i);

        const csv = readCsv(writeCsvPlan({ ...spoilt(facts, at), officers: new Map() }), () => 1);
        expect(isRefused(csv)).toBe(false);
      }),
      { numRuns: 10 },
    );
  }, 120_000);

  it('is not lost: the words stand in each file', async () => {
    const [facts] = fc.sample(
      anyReport.filter(({ milestones }) => milestones.length > 2),
      { numRuns: 1, seed: 7 },
    );
    const words = '<b>5 & 6</b> =1+1';
    const milestones = facts!.milestones.map((one) => ({ ...one, text: words }));
    const report = makeReport({ ...facts!, milestones });
    expect(docxLines(await writeDocx(report)).join('\n')).toContain(words);
    expect([...(await sheetsIn(await writeXlsx(report))).values()].flat(2)).toContain(words);
    expect(writeHtml(report)).toContain('&#60;b&#62;5 &#38; 6&#60;/b&#62; =1+1');
    expect(strFromU8(new TextEncoder().encode(writeCsvPlan({ ...facts!, milestones, officers: new Map() })))).toContain(
      words,
    );
  });
});
