import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsvPlan } from '../../bot/documents/read-csv-plan.js';
import { cleanWords } from '../../bot/documents/words.js';
import { isRefused, type PlanFile, type Refused } from '../../bot/domain/read-plan.js';
import { anyTable, asCsv } from './any-table.js';
import { cell, GOES_ON, HEADER, MERGED, readBytes, row, table, wordFile } from './word-file.js';

/** For each row whether it begins a page, a table, or has the headings printed over it again; and which cells are merged. */
interface Layout {
  readonly begins: readonly ('nothing' | 'page' | 'table' | 'headings')[];
  readonly merges: readonly boolean[];
}

const anyLayout: fc.Arbitrary<Layout> = fc.record({
  begins: fc.array(
    fc.constantFrom('nothing' as const, 'nothing' as const, 'page' as const, 'table' as const, 'headings' as const),
    {
      minLength: 12,
      maxLength: 12,
    },
  ),
  merges: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
});

/** A row that Waymark could take for the rest of the one before stays on its page: that is what it would be there. */
function couldGoOn(cells: readonly string[]): boolean {
  return cells.some((words) => /^[\p{Ll},;)]/u.test(words));
}

function asWord(rows: readonly (readonly string[])[], { begins, merges }: Layout): Uint8Array {
  const headings = rows.find((cells) => cells.length > 1) ?? [];
  const width = headings.length;
  const own = ['Ref. Number', 'Ref', 'What Will We Do?', 'Milestones', 'Milestone'];
  const tables: string[][] = [[]];
  const first = rows.indexOf(headings);
  rows.forEach((cells, at) => {
    const begin = at <= first + 1 || couldGoOn(cells) ? 'nothing' : (begins[at % begins.length] ?? 'nothing');
    if (begin === 'table') tables.push([]);
    if (begin === 'table' || begin === 'headings') tables.at(-1)?.push(row(headings, HEADER));
    tables.at(-1)?.push(rowOf(cells, at, begin));
  });
  return wordFile(tables.map((one) => table(one, width)).join('<w:p/>'));

  function rowOf(cells: readonly string[], at: number, begin: string): string {
    const filled = cells.filter((words) => words !== '');
    const isWide =
      cells.length < width || (filled.length === 1 && cells[0] !== '' && merges[at % merges.length] === true);
    if (isWide) return row([cell(cells[0] ?? '', `<w:gridSpan w:val="${String(width)}"/>`)]);
    return row(
      cells.map((words, column) => {
        const canMerge =
          at > first + 1 && begin !== 'table' && begin !== 'headings' && !own.includes(headings[column] ?? '');
        const same = canMerge && words !== '' && rows[at - 1]?.[column] === words && rows[at - 1]?.length === width;
        const goesOn = same && merges[(at * 7 + column) % merges.length] === true;
        const made = cell(goesOn ? '' : words, goesOn ? GOES_ON : MERGED);
        return begin === 'page' && column === 0
          ? made.replace('<w:r>', '<w:r><w:lastRenderedPageBreak/></w:r><w:r>')
          : made;
      }),
    );
  }
}

/** All that was read but where it stood. */
function content(plan: PlanFile | Refused): object {
  if (isRefused(plan)) return { refused: true };
  return {
    ...plan,
    rows: plan.rows.map((one) => ({ ...one, row: 0 })),
    warnings: plan.warnings.map(({ code, ref, cell: words }) => ({ code, ref, words })),
    rejected: plan.rejected.map(({ cells }) => cells),
    suggestions: plan.suggestions.map(({ ref, state }) => ({ ref, state })),
  };
}

describe('any plan', () => {
  it('is read from Word as from CSV, however its cells are merged and its rows spread over pages and tables', () => {
    fc.assert(
      fc.property(anyTable, anyLayout, (rows, layout) => {
        const plain = rows.map((cells) => cells.map(cleanWords));
        expect(content(readBytes(asWord(plain, layout)))).toEqual(content(readCsvPlan(asCsv(plain))));
      }),
      { numRuns: Number(process.env.RUNS ?? 200) },
    );
  });
});
