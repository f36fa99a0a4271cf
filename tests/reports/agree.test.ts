import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rollupCard } from '../../cards/index.js';
import { readCsv } from '../../bot/documents/csv.js';
import { writeCsvPlan } from '../../bot/documents/write-csv-plan.js';
import { writeDocx } from '../../bot/documents/write-docx.js';
import { writeHtml } from '../../bot/documents/write-html.js';
import { writeXlsx } from '../../bot/documents/write-xlsx.js';
import { figuresOf, headlineOf } from '../../bot/domain/headline.js';
import { makeReport } from '../../bot/domain/make-report.js';
import { isRefused } from '../../bot/domain/read-plan.js';
import type { ReportFacts } from '../../bot/domain/report-facts.js';
import { kindInWords } from '../../bot/domain/report-sheets.js';
import { rollupView } from '../../bot/domain/rollup-view.js';
import { anyReport } from './any-report.js';
import { docxLines, sheetsIn } from './read-back.js';

/** What each file says: how many of each word, what every ref is rated, and what needs attention. */
interface Told {
  readonly figures: Readonly<Record<string, number>>;
  readonly rated: Readonly<Record<string, string>>;
  readonly exceptions: readonly string[];
}

function meant({ rollup, milestones }: ReportFacts): Told {
  const figures = Object.fromEntries(figuresOf(rollup).map(({ word, now }) => [word, now]));
  const rows = new Map(rollup.rows.map((row) => [row.ref, row]));
  const rated = milestones.map(({ ref }) => {
    const row = rows.get(ref)!;
    return [ref, row.rating === 'closed' ? 'Closed' : row.grade!.word] as const;
  });
  return { figures, rated: Object.fromEntries(rated), exceptions: rollup.exceptions.map(({ ref }) => ref).sort() };
}

/** "R Red" is Red; how a closed one ended is not asked here. */
function word(cell: string): string {
  const words = cell.replace(/ ?\{[0-9A-F]*\}$/, '');
  return words.startsWith('– ') ? 'Closed' : words.replace(/^\S+ /, '');
}

function tableAfter(lines: readonly string[], caption: string): readonly (readonly string[])[] {
  const from = lines.indexOf(caption);
  const rows = lines.slice(from + 2);
  const end = rows.findIndex((line) => !line.startsWith('| '));
  return from < 0 ? [] : rows.slice(0, end < 0 ? undefined : end).map((line) => line.slice(2, -2).split(' | '));
}

function inDocument(lines: readonly string[], facts: ReportFacts): Told {
  const figures = tableAfter(lines, 'Actions by rating').slice(0, -1);
  const ratingAt = facts.plan.naming === 'none' ? 4 : 5;
  const plan = facts.areas.flatMap(({ title }) => tableAfter(lines, `Theme: ${title}`));
  const red = lines.filter((line) => /^ ?(?:R Red|A Amber) {1,2}[A-Z]+ \d/.test(line));
  const late = section(lines, 'Overdue')
    .filter((line) => !line.includes('not named here'))
    .map((line) => refIn(line));
  return {
    figures: Object.fromEntries(figures.map(([name = '', now]) => [word(name), Number(now)])),
    rated: Object.fromEntries(plan.map((cells) => [cells[0] ?? '', word(cells[ratingAt] ?? '')])),
    exceptions: [
      ...new Set([...red.map((line) => refIn(line.replace(/^ ?(?:R Red|A Amber) {1,2}/, ''))), ...late]),
    ].sort(),
  };
}

function section(lines: readonly string[], heading: string): readonly string[] {
  const from = lines.findIndex((line) => line === `[Heading2] ${heading}`);
  if (from < 0) return [];
  const end = lines.findIndex((line, at) => at > from && line.startsWith('['));
  return lines.slice(from + 1, end < 0 ? undefined : end);
}

function refIn(line: string): string {
  return /[A-Z]+ \d+\.\d/.exec(line)?.[0] ?? line;
}

async function inWorkbook(bytes: Uint8Array): Promise<Told> {
  const sheets = await sheetsIn(bytes);
  const rowsOf = (name: string) => (sheets.get(name) ?? []).slice(1).filter(([first]) => first !== 'None');
  const column = (name: string, heading: string): number =>
    (sheets.get(name)?.[0] ?? []).findIndex((cell) => cell.startsWith(`${heading} {`));
  const summary = sheets.get('Summary') ?? [];
  const from = summary.findIndex(([first]) => first?.startsWith('Rating {'));
  const figures = summary.slice(
    from + 1,
    summary.findIndex(([first]) => first === 'Total'),
  );
  const at = column('Actions', 'Rating');
  return {
    figures: Object.fromEntries(figures.map(([name = '', now]) => [word(name), Number(now)])),
    rated: Object.fromEntries(rowsOf('Actions').map((cells) => [cells[0] ?? '', word(cells[at] ?? '')])),
    exceptions: rowsOf('Exceptions')
      .map(([ref = '']) => ref)
      .sort(),
  };
}

/** The page as the same lines as the document: its tags are read, not how it is written. */
function htmlLines(page: string): readonly string[] {
  const plain = (text: string): string =>
    text.replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
  const body = page.slice(page.indexOf('<main'), page.indexOf('</main>'));
  return [...body.matchAll(/<(h[2-4]|p|li|caption|tr)(?: [^>]*)?>(.*?)<\/\1>/gs)].map(([, tag = '', inner = '']) => {
    if (tag === 'tr')
      return `| ${[...inner.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => plain(cell)).join(' | ')} |`;
    if (tag.startsWith('h')) return `[Heading${String(Number(tag[1]) - 1)}] ${plain(inner)}`;
    return `${tag === 'li' ? '- ' : tag === 'p' ? ' ' : ''}${plain(inner)}`.replace(/^ (?=[^RA])/, '');
  });
}

function inCsv(facts: ReportFacts): Told {
  const kinds = new Map(facts.rollup.exceptions.map(({ ref, kind }) => [ref, kindInWords(kind)]));
  const standing = new Map(
    facts.rollup.rows.map(({ ref, rating }) => [ref, { countsAs: rating, attention: kinds.get(ref) ?? '' }]),
  );
  const text = writeCsvPlan({ ...facts, officers: new Map(), standing });
  const table = readCsv(text, () => 1);
  if (isRefused(table)) throw new Error(table.refused);
  const [head, ...rows] = table.rows.map(({ cells }) => cells);
  const [counts, attention] = [head!.indexOf('Counts as'), head!.indexOf('Needs attention')];
  const words = {
    red: 'Red',
    amber: 'Amber',
    green: 'Green',
    complete: 'Complete',
    none: 'No update',
    closed: 'Closed',
  };
  const rated = rows.map((cells) => [cells[0] ?? '', words[cells[counts] as keyof typeof words]] as const);
  const named = Object.values(words).map((one) => [one, rated.filter(([, is]) => is === one).length] as const);
  return {
    figures: Object.fromEntries(named),
    rated: Object.fromEntries(rated),
    exceptions: rows
      .filter((cells) => (cells[attention] ?? '') !== '')
      .map(([ref = '']) => ref)
      .sort(),
  };
}

describe('card, Word, Excel, CSV and page of one summary', () => {
  it('agree number for number', async () => {
    await fc.assert(
      fc.asyncProperty(anyReport, async (facts) => {
        const wanted = meant(facts);
        const report = makeReport(facts);
        const headline = headlineOf(facts.rollup, facts.plan.levels);

        const lines = docxLines(await writeDocx(report));
        expect(inDocument(lines, facts)).toEqual(wanted);
        expect(lines).toContain(headline);

        const page = writeHtml(report);
        expect(inDocument(htmlLines(page), facts)).toEqual(wanted);
        expect(htmlLines(page)).toContain(headline);

        const bytes = await writeXlsx(report);
        expect(await inWorkbook(bytes)).toEqual(wanted);
        expect((await sheetsIn(bytes)).get('Summary')?.flat()).toContain(headline);

        const csv = inCsv(facts);
        expect(csv.rated).toEqual(wanted.rated);
        expect(csv.exceptions).toEqual(wanted.exceptions);
        // What is not named to its readers is in no row of the file, and in every number of the others.
        if (facts.rollup.withheld === 0) expect(csv.figures).toEqual(wanted.figures);

        const { plan, today } = facts;
        const view = rollupView(facts.rollup, {
          ...{ planTitle: plan.title, levels: plan.levels, asAt: today, time: '10am', plan: plan.id },
        });
        const card = rollupCard(view);
        expect(view.counts).toEqual(facts.rollup.counts);
        expect(view.sections.flatMap(({ rows, more }) => [...rows.map(({ ref }) => ref), ...more]).sort()).toEqual(
          wanted.exceptions,
        );
        expect(JSON.stringify(card.card)).toContain(`${String(view.counts.total)} `);
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});
