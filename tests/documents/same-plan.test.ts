import { beforeAll, describe, expect, it } from 'vitest';
import { toCsv } from '../../bot/documents/csv.js';
import { readCsvPlan } from '../../bot/documents/read-csv-plan.js';
import { readPlanFile } from '../../bot/documents/read-plan-file.js';
import { isRefused, type PlanFile, type Refused } from '../../bot/domain/read-plan.js';
import { DEFAULT_KEY } from '../../bot/domain/policy.js';
import { INVENTED_HEADINGS, INVENTED_ROWS } from './invented-plan.js';
import { cell, GOES_ON, HEADER, MERGED, p, readBytes, row, table, wordFile } from './word-file.js';
import { workbook } from './workbook.js';

/** As many rows as fit on a page of the invented document. */
const ON_A_PAGE = 9;

/** The plan as a council types it: a title and a list of words before it, areas and actions merged, headings on each page. */
function asWord(): Uint8Array {
  const merges = [0, 1, 5];
  const rows = INVENTED_ROWS.map((cells, at) => {
    const above = INVENTED_ROWS[at - 1] ?? [];
    const isSame = (column: number): boolean =>
      merges.slice(0, column === 0 ? 1 : 2).every((one) => above[one] === cells[one]);
    const made = cells.map((words, column) => {
      if (!merges.includes(column)) return cell(words);
      const goesOn = at > 0 && isSame(column) && above[column] === words;
      return cell(goesOn ? '' : words, goesOn ? GOES_ON : MERGED);
    });
    if (at > 0 && at % ON_A_PAGE === 0) {
      made[2] = (made[2] ?? '').replace('<w:r>', '<w:r><w:lastRenderedPageBreak/></w:r><w:r>');
    }
    return row(made);
  });
  const words = table([row(['Word', 'What it means']), row(['Plan', 'What we have agreed to do'])], 2);
  const plan = table([row(INVENTED_HEADINGS, HEADER), ...rows], [1200, 2500, 4000, 1500, 2000, 3500]);
  return wordFile(p('The improvement plan', '<w:pStyle w:val="Title"/>') + words + p('') + plan + p('End of the plan'));
}

/** The same on the second sheet of a workbook: themes merged over their rows. */
function asExcel(): Uint8Array {
  const cells = INVENTED_ROWS.map(([theme = '', ...others], at) => {
    return [INVENTED_ROWS[at - 1]?.[0] === theme ? null : theme, ...others];
  });
  const starts = INVENTED_ROWS.flatMap(([theme], at) => (INVENTED_ROWS[at - 1]?.[0] === theme ? [] : [at]));
  const merges = starts.flatMap((start, n) => {
    const end = starts[n + 1] ?? INVENTED_ROWS.length;
    return end - start > 1 ? [`A${String(start + 2)}:A${String(end + 1)}`] : [];
  });
  return workbook([
    {
      name: 'Words',
      cells: [
        ['Word', 'What it means'],
        ['Plan', 'What we have agreed to do'],
      ],
    },
    { name: 'Plan', cells: [INVENTED_HEADINGS, ...cells], merges },
  ]);
}

/** What was read, but for where a row was found; of what is told, but for tables that are not the plan's. */
function content(found: PlanFile | Refused): PlanFile {
  if (isRefused(found)) throw new Error(found.refused);
  const placed = (message: string): string =>
    message.replace(/^(?:Page \d+, row \d+ of the table|(?:Sheet “Plan”, r|R)ow \d+)/, 'There');
  return {
    ...found,
    warnings: found.warnings
      .filter(({ code }) => code !== 'unread-table' && code !== 'unread-sheet')
      .map((one) => ({ ...one, place: undefined, message: placed(one.message) })),
    rejected: found.rejected.map((one) => ({ ...one, message: placed(one.message) })),
    suggestions: found.suggestions.map((one) => ({ ...one, because: placed(one.because) })),
  };
}

describe('a plan of thirteen themes', () => {
  let csv: PlanFile;
  beforeAll(() => {
    csv = content(readCsvPlan(toCsv([INVENTED_HEADINGS, ...INVENTED_ROWS])));
  });

  it('holds what makes plans hard to read', () => {
    expect(csv.areas).toHaveLength(13);
    expect(csv.rows).toHaveLength(INVENTED_ROWS.length);
    const codes = new Set(csv.warnings.map(({ code }) => code));
    for (const code of [
      'no-date',
      'impossible-date',
      'date-outside-period',
      'group-lead',
      'no-lead',
      'date-assumed',
    ] as const) {
      expect(codes, code).toContain(code);
    }
    expect(csv.suggestions.length).toBeGreaterThan(3);
  });

  it('is the same from Word as from CSV, row by row and doubt by doubt', () => {
    expect(content(readBytes(asWord()))).toEqual(csv);
  });

  it('is the same from Excel as from CSV, row by row and doubt by doubt', async () => {
    expect(
      content(
        await readPlanFile(asExcel(), { knownNames: [], period: null, yearStarts: 4, key: DEFAULT_KEY, columns: [] }),
      ),
    ).toEqual(csv);
  });

  it('is told of in Word by page and row, and of the table that is not the plan’s', () => {
    const found = readBytes(asWord());
    if (isRefused(found)) throw new Error(found.refused);
    const [other] = found.warnings.filter(({ code }) => code === 'unread-table');
    expect(other?.message).toMatch(/^The table on page 1, which begins with "Word" and "What it means"/);
    const told = found.warnings.filter(({ ref }) => ref !== null).map(({ place }) => place);
    expect(told.length).toBeGreaterThan(20);
    for (const place of told) expect(place).toMatch(/^page \d+, row \d+ of the table$/);
  });
});
