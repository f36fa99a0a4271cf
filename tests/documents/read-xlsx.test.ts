import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsvPlan } from '../../bot/documents/read-csv-plan.js';
import { readPlanFile } from '../../bot/documents/read-plan-file.js';
import { DEFAULT_KEY } from '../../bot/domain/policy.js';
import { isRefused, type PlanFile, type PlanReading } from '../../bot/domain/read-plan.js';
import { anyTable, asCsv } from './any-table.js';
import { workbook, type TestBook, type TestCell, type TestSheet } from './workbook.js';

const READING: PlanReading = { knownNames: [], period: null, yearStarts: 4, key: DEFAULT_KEY, columns: [] };

async function readBook(
  sheets: readonly TestSheet[],
  book?: TestBook,
  reading: Partial<PlanReading> = {},
): Promise<PlanFile> {
  const read = await readPlanFile(workbook(sheets, book), { ...READING, ...reading });
  if (isRefused(read)) throw new Error(read.refused);
  return read;
}

async function refusalOf(sheets: readonly TestSheet[], book?: TestBook): Promise<string> {
  const read = await readPlanFile(workbook(sheets, book), READING);
  return isRefused(read) ? read.refused : 'read';
}

const HEADINGS = ['Ref', 'Action', 'Milestone', 'Due', 'Lead', 'RAG', 'Progress', 'Evidence'];
const row = (ref: string, ...cells: TestCell[]): TestCell[] => [ref, ...cells];
const plan = (...rows: TestCell[][]): TestSheet => ({ name: 'Plan', cells: [HEADINGS, ...rows] });
const codesOf = ({ warnings }: PlanFile): string[] => warnings.map(({ code }) => code);

describe('a plan from a workbook', () => {
  it('reads the same plan as from CSV, whatever stands in its cells', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, fc.boolean(), async (table, inline) => {
        const fromCsv = readCsvPlan(asCsv(table), READING);
        const fromBook = await readPlanFile(workbook([{ name: 'Plan', cells: table }], { inline }), READING);
        expect(fromBook).toEqual(fromCsv);
      }),
      { numRuns: 300 },
    );
  });

  it('says dates as days whatever their format, from 1900 and from 1904', async () => {
    const formats = ['dd/mm/yyyy', 'd-mmm-yy', '[$-809]dd mmmm yyyy;@', 'yyyy-mm-dd hh:mm', 'dddd'];
    const rows = formats.map((format, at) =>
      row(`1.${String(at + 1)}`, 'Be quick', 'Do it', { number: 43190.5, format }, 'Dilys Wren'),
    );
    for (const [since1904, gap] of [
      [false, 0],
      [true, 1462],
    ] as const) {
      const shifted = rows.map((cells) =>
        cells.map((cell) =>
          typeof cell === 'object' && cell !== null && 'number' in cell ? { ...cell, number: cell.number - gap } : cell,
        ),
      );
      const { rows: read } = await readBook([plan(...shifted)], { since1904 });
      expect(read.map(({ due }) => due)).toEqual(
        formats.map(() => ({ kind: 'day', date: '2018-03-31', text: '31 March 2018' })),
      );
    }
  });

  it('takes a date that shows only its month for the month', async () => {
    const { rows } = await readBook([
      plan(row('1.1', 'Be quick', 'Do it', { number: 42979, format: 'mmm-yy' }, 'Dilys Wren')),
    ]);
    expect(rows[0]?.due).toMatchObject({ kind: 'period', from: '2017-09-01', to: '2017-09-30' });
  });

  it('takes plain numbers under a heading of dates for days, and tells it', async () => {
    const read = await readBook([plan(row('1.1', 'Be quick', 'Do it', 43190, 'Dilys Wren'))]);
    expect(read.rows[0]?.due).toMatchObject({ kind: 'day', date: '2018-03-31' });
    expect(read.warnings).toMatchObject([{ code: 'date-assumed', row: 2 }]);
  });

  it('says numbers as people see them', async () => {
    const seen: [TestCell, string][] = [
      [{ number: 1.1, format: '0.00' }, '1.10'],
      [{ number: 1.1, format: '"TH "0.0' }, 'TH 1.1'],
      [{ number: 7, format: '000' }, '007'],
      [{ number: 0.255, format: '0.0%' }, '25.5%'],
      [{ number: 0.3, format: '0%' }, '30%'],
      [{ number: 1234567.5, format: '£#,##0.00' }, '£1,234,567.50'],
      [{ number: -3, format: '0;(0)' }, '(3)'],
      [{ number: 0.1 + 0.2, format: 'General' }, '0.3'],
      [{ number: 12, format: '@' }, '12'],
      [{ xml: '<c r="AT" t="b"><v>1</v></c>' }, 'TRUE'],
      [{ xml: '<c r="AT" t="str"><f>A1&amp;"x"</f><v>worked out</v></c>' }, 'worked out'],
      [
        { xml: '<c r="AT" t="inlineStr"><is><r><t>rich </t></r><r><t>text</t></r><rPh><t>no</t></rPh></is></c>' },
        'rich text',
      ],
      [{ xml: '<c r="AT" t="d"><v>2018-03-31T00:00:00</v></c>' }, '2018-03-31'],
    ];
    const { rows } = await readBook([
      plan(
        ...seen.map(([cell], at) =>
          row(`1.${String(at + 1)}`, 'Be quick', 'Do it', '31 March 2018', 'Dilys Wren', '', cell),
        ),
      ),
    ]);
    expect(rows.map(({ progress }) => progress)).toEqual(seen.map(([, words]) => words));
  });

  it('reads errors and formulas without a value as empty, and names their cells', async () => {
    const error = { xml: '<c r="AT" t="e"><v>#REF!</v></c>' };
    const formula = { xml: '<c r="AT"><f>TODAY()</f></c>' };
    const read = await readBook([
      plan(
        row('1.1', 'Be quick', 'Do it', error, 'Dilys Wren', '', formula),
        row('1.2', 'Be quick', 'Do that', error, 'Dilys Wren'),
      ),
    ]);
    const told = read.warnings.filter(({ code }) => code === 'cell-error').map(({ message }) => message);
    expect(told).toEqual([
      'Sheet “Plan”: the cells D2 (#REF!), D3 (#REF!) hold an error. They were read as empty; open the workbook in Excel, correct it and save it.',
      'Sheet “Plan”: the cell G2 holds a formula that was never worked out. It was read as empty; open the workbook in Excel, correct it and save it.',
    ]);
    expect(codesOf(read).filter((code) => code === 'no-date')).toHaveLength(2);
  });

  it('says of a merged cell beside each of its rows what it says', async () => {
    const { rows } = await readBook([
      {
        ...plan(
          row('1.1', 'Be quick', 'Do it', '31 March 2018', 'Dilys Wren', '', 'All on track'),
          row('1.2', null, 'Do that', '30 June 2018', null),
          row('1.3', null, 'Do more', '31 July 2018', 'Mandy Loe'),
        ),
        merges: ['B2:B4', 'E2:E3', 'G2:G4'],
      },
    ]);
    expect(rows.map(({ leads }) => leads[0]?.name)).toEqual(['Dilys Wren', 'Dilys Wren', 'Mandy Loe']);
    expect(rows.map(({ progress }) => progress)).toEqual(['All on track', 'All on track', 'All on track']);
    expect(new Set(rows.map(({ objective }) => objective)).size).toBe(1);
  });

  it('makes one milestone of rows that share its merged text', async () => {
    const { rows, rejected } = await readBook([
      {
        ...plan(
          row('1.1', 'Be quick', 'Do it', '31 March 2018', 'Dilys Wren'),
          row('', '', '', '', 'Mandy Loe', '', 'On track'),
          row('1.2', '', 'Do that', '31 May 2018', 'Dilys Wren'),
        ),
        merges: ['A2:A3', 'C2:C3'],
      },
    ]);
    expect(rows.map(({ ref, leads }) => [ref, leads.map(({ name }) => name)])).toEqual([
      ['1.1', ['Dilys Wren', 'Mandy Loe']],
      ['1.2', ['Dilys Wren']],
    ]);
    expect(rejected).toEqual([]);
  });

  it('reads headings that are merged over two rows', async () => {
    const { rows, columns } = await readBook([
      {
        name: 'Plan',
        cells: [
          ['Improvement plan'],
          ['Ref', 'Objective', 'What will we do?', 'Delivery', null, 'How it goes', null],
          [null, null, null, 'By when', 'Lead', 'Progress', 'Next quarter'],
          ['1.1', 'Be quick', 'Do it', '31 March 2018', 'Dilys Wren', 'On track', 'more'],
        ],
        merges: ['A1:G1', 'A2:A3', 'B2:B3', 'C2:C3', 'D2:E2', 'F2:G2'],
      },
    ]);
    expect(columns.map(({ heading, field }) => [heading, field])).toEqual([
      ...[
        ['Ref', 'ref'],
        ['Objective', 'objective'],
        ['What will we do?', 'milestone'],
        ['By when', 'due'],
      ],
      ...[
        ['Lead', 'leads'],
        ['Progress', 'progress'],
        ['Next quarter', null],
      ],
    ]);
    expect(rows).toMatchObject([{ row: 4, ref: '1.1', due: { date: '2018-03-31' } }]);
  });

  it('tells two columns of one name under two headings apart', async () => {
    const { columns } = await readBook([
      {
        name: 'Plan',
        cells: [
          ['Ref', 'Milestone', 'Due', 'Quarter 1', null, 'Quarter 2', null],
          [null, null, null, 'RAG', 'Notes', 'RAG', 'Notes'],
          ['1.1', 'Do it', '31 March 2018', 'Red', 'a', 'Green', 'b'],
        ],
        merges: ['D1:E1', 'F1:G1'],
      },
    ]);
    expect(columns.map(({ heading }) => heading)).toContain('Quarter 2 RAG');
    expect(columns.filter(({ field }) => field === 'declared')).toEqual([]);
  });

  it('reads one plan from several sheets with the same headings, and names the others', async () => {
    const headings = ['Ref', 'Milestone', 'Due', 'Lead'];
    const read = await readBook([
      { name: 'Notes', cells: [['Read me first']] },
      { name: 'Early help', cells: [headings, ['EH 1', 'Do it', '31 March 2018', 'Dilys Wren']] },
      {
        name: 'Fostering',
        cells: [
          ['Fostering plan'],
          ['Milestone', 'Ref', 'Due', 'Lead'],
          ['Do that', 'FO 1', '31st September 2018', 'Mandy Loe'],
        ],
      },
      { name: 'Old', cells: [headings, ['X 1', 'Do', '31 March 2018', 'Dilys Wren']], state: 'hidden' },
    ]);
    expect(read.areas.map(({ title }) => title)).toEqual(['Early help', 'Fostering']);
    expect(read.rows.map(({ ref, text }) => [ref, text])).toEqual([
      ['EH 1', 'Do it'],
      ['FO 1', 'Do that'],
    ]);
    const sheets = read.warnings.filter(({ code }) => code === 'unread-sheet').map(({ message }) => message);
    expect(sheets[0]).toContain('The sheet "Notes" has not the headings of the plan');
    expect(sheets[1]).toContain('The sheet "Old" is hidden');
    const impossible = read.warnings.find(({ code }) => code === 'impossible-date');
    expect(impossible).toMatchObject({ place: 'sheet “Fostering”, row 3' });
    expect(impossible?.message).toContain('Row 3');
  });

  it('keeps the areas that columns or rows of several sheets name', async () => {
    const headings = ['Ref', 'Area', 'Milestone', 'Due', 'Lead'];
    const { areas } = await readBook([
      { name: 'One', cells: [headings, ['1.1', 'Early help', 'Do it', '31 March 2018', 'Dilys Wren']] },
      { name: 'Two', cells: [headings, ['2.1', 'Fostering', 'Do it', '31 March 2018', 'Dilys Wren']] },
    ]);
    expect(areas.map(({ title }) => title)).toEqual(['Early help', 'Fostering']);
  });

  it('reads hidden rows and columns, and tells it', async () => {
    const sheet = {
      ...plan(row('1.1', 'Be quick', 'Do it', '31 March 2018', 'Dilys Wren')),
      hiddenRows: [2],
      hiddenColumns: [5],
    };
    const read = await readBook([sheet]);
    expect(read.rows).toHaveLength(1);
    expect(read.warnings.map(({ message }) => message)).toEqual([
      'Sheet “Plan”: 1 row and column E are hidden, and read all the same. Delete what does not belong to the plan.',
    ]);
  });

  it('suggests what only the colours of cells say', async () => {
    // Styles behind that of plain cells: red, amber, green.
    const coloured = (style: number): TestCell => ({
      xml: `<c r="AT" s="${String(style)}" t="inlineStr"><is><t>.</t></is></c>`,
    });
    const read = await readBook([
      plan(
        row('1.1', 'Be quick', 'Do it', '31 March 2018', 'Dilys Wren', coloured(1)),
        row('1.2', 'Be quick', 'Do that', '31 March 2018', 'Dilys Wren', coloured(3)),
      ),
    ]);
    expect(read.rows.map(({ declared }) => declared)).toEqual([null, null]);
    expect(read.suggestions.map(({ ref, rating }) => [ref, rating?.rating])).toEqual([
      ['1.1', 'red'],
      ['1.2', 'green'],
    ]);
  });

  it('reads a tracker of another kind', async () => {
    const { tracker, rows } = await readBook([
      { name: 'Cover', cells: [['Risks of the budget']] },
      {
        name: 'Risks',
        cells: [
          ['Risk', 'Description', 'Level of Risk'],
          ['Pay', 'A higher award', 'Amber'],
        ],
      },
    ]);
    expect(tracker?.kind).toBe('risks');
    expect(rows).toHaveLength(1);
  });

  it('keeps the address behind words of evidence', async () => {
    const { rows } = await readBook([
      {
        ...plan(row('1.1', 'Be quick', 'Do it', '31 March 2018', 'Dilys Wren', '', '', 'The report')),
        behind: '<hyperlinks><hyperlink ref="H2" r:id="rId9"/><hyperlink ref="E2" r:id="rId8"/></hyperlinks>',
        relations:
          '<Relationship Id="rId9" Type="x/hyperlink" Target="https://example.org/report" TargetMode="External"/><Relationship Id="rId8" Type="x/hyperlink" Target="mailto:dilys@example.org" TargetMode="External"/>',
      },
    ]);
    expect(rows[0]).toMatchObject({ evidence: 'The report (https://example.org/report)', leadsCell: 'Dilys Wren' });
  });

  it('finds its headings far to the right and its rows far below', async () => {
    const blank = Array.from({ length: 300 }, () => null);
    const cells = [
      [...blank, ...HEADINGS],
      ...Array.from({ length: 5000 }, () => []),
      [...blank, ...row('1.1', 'Be quick', 'Do it', '31 March 2018', 'Dilys Wren')],
    ];
    const { rows } = await readBook([{ name: 'Plan', cells }]);
    expect(rows).toMatchObject([{ row: 5002, ref: '1.1' }]);
  });

  it('leaves a sheet with far too many rows alone, unless it is the plan', async () => {
    const many = Array.from({ length: 20_100 }, (_, at) =>
      row(`1.${String(at)}`, 'Be quick', 'Do it', '31 March 2018', 'Dilys Wren'),
    );
    const figures = { name: 'Figures', cells: many.map(() => [1, 2]) };
    expect(
      (await readBook([plan(row('1.1', 'Be quick', 'Do it', '31 March 2018', 'Dilys Wren')), figures])).rows,
    ).toHaveLength(1);
    expect(await refusalOf([plan(...many)])).toBe(
      'The sheet “Plan” has more than 20,000 rows or 25 million letters, which no plan has.',
    );
  });

  it('counts the rows of a plan over all its sheets', async () => {
    const short = Array.from({ length: 10_100 }, () => row('', '', 'x', '', ''));
    expect(await refusalOf([plan(...short), { ...plan(...short), name: 'More' }])).toBe(
      'The sheets of the plan have more than 20,000 rows together, which no plan has.',
    );
  });

  it('takes a format longer than any of Excel for none', async () => {
    const cells = Array.from({ length: 2000 }, () => [{ number: 5, format: '0;'.repeat(20_000) }]);
    expect(
      (
        await readBook([
          plan(row('1.1', 'Be quick', 'Do it', '31 March 2018', 'Dilys Wren')),
          { name: 'Figures', cells },
        ])
      ).rows,
    ).toHaveLength(1);
  });
});

describe('a workbook that is no plan', () => {
  it('is refused with what it has', async () => {
    expect(await refusalOf([{ name: 'Sheet1', cells: [['Name', 'Telephone']] }])).toBe(
      'This is not a plan that can be read: no column is headed "Milestone" or "What will we do?", and the first row has "Name" and "Telephone".',
    );
    expect(await refusalOf([{ name: 'Sheet1', cells: [] }])).toBe(
      'This is not a plan that can be read: no sheet of the workbook that is shown has words in it.',
    );
  });

  it('is refused when its XML is damaged or makes its own entities', async () => {
    const sheets = [plan(row('1.1', 'Be quick', 'Do it', '31 March 2018', 'Dilys Wren'))];
    const damaged = 'The workbook is damaged and cannot be read: open it in Excel, save it again and try again.';
    expect(await refusalOf(sheets, { other: { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row>' } })).toBe(
      damaged,
    );
    expect(await refusalOf(sheets, { other: { 'xl/sharedStrings.xml': '<sst><si><t>&lol;</t></si></sst>' } })).toBe(
      damaged,
    );
    expect(
      await refusalOf(sheets, { other: { 'xl/sharedStrings.xml': '<!DOCTYPE a [<!ENTITY lol "lol">]><sst/>' } }),
    ).toContain('declares a document type');
  });

  it.each([
    ['a PDF', '%PDF-1.7', 'The file is a PDF'],
    ['RTF', '{\\rtf1', 'The file is in the old RTF format'],
    ['a web page', '\n<!DOCTYPE html><html>', 'The file is a web page'],
    ['an old workbook', '\u00d0\u00cf\u0011\u00e0', 'old Office format'],
  ])('is refused when it is %s', async (_, bytes, words) => {
    const read = await readPlanFile(Buffer.from(bytes, 'latin1'), READING);
    expect(isRefused(read) && read.refused).toContain(words);
  });

  it('is refused, never thrown on, whatever bytes of it are changed', async () => {
    const whole = workbook([
      plan(row('1.1', 'Be quick', 'Do it', { number: 43190, format: 'dd/mm/yyyy' }, 'Dilys Wren')),
    ]);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
        const changed = Uint8Array.from(whole);
        changed[at] = byte;
        const read = await readPlanFile(changed, READING);
        expect(isRefused(read) ? read.refused : read.rows).toBeTruthy();
      }),
      { numRuns: 300 },
    );
  });
});
