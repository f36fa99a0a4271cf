import { describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import type { PlanFile } from '../../bot/domain/read-plan.js';
import { FIRST_LAYOUT } from './any-table.js';
import { cell, GOES_ON, HEADER, MERGED, messages, NEW_PAGE, p, planIn, row, run, table } from './word-file.js';

const HEADINGS = row(FIRST_LAYOUT, HEADER);

/** A row of the first layout with plain cells where none is given. */
function action(cells: Partial<Record<'ref' | 'area' | 'text' | 'when' | 'progress' | 'evidence', string>>): string {
  const { ref = '', area = '', text = 'We will brief all schools.', when = '31 March 2019 Dilys Wren' } = cells;
  return row([ref, area, text, when, cells.progress ?? 'On track.', cells.evidence ?? '']);
}

const PMQA = row([cell('AREA: PMQA PERFORMANCE MANAGEMENT AND QUALITY ASSURANCE', '<w:gridSpan w:val="6"/>')]);

describe('the structure of a plan in Word (plans.md, H1 to H11)', () => {
  it('H1: keeps refs as printed, whatever signs they have', () => {
    const plan = planIn(table([HEADINGS, action({ ref: 'CiN/CP 1.1', area: 'CiN/CP 1 Good plans' })]));
    expect(plan.rows[0]).toMatchObject({ ref: 'CiN/CP 1.1', refPrinted: true, dueCell: '31 March 2019 Dilys Wren' });
    expect(plan.rows[0]?.leads).toEqual([{ name: 'Dilys Wren', tag: null }]);
  });

  it('H2: takes the parent from where a row stands, never from its number', () => {
    const plan = planIn(
      table([
        HEADINGS,
        action({ ref: 'COM 3.1', area: 'COM 3 Talk to families' }),
        action({ ref: 'COM 4.1', area: cell('COM 4 Talk to schools', MERGED) }),
        action({ ref: 'COM 5.1', area: cell('', GOES_ON), text: 'We will print a leaflet.' }),
      ]),
    );
    expect(plan.rows.map(({ ref, objective }) => [ref, objective])).toEqual([
      ['COM 3.1', 'COM 3'],
      ['COM 4.1', 'COM 4'],
      ['COM 5.1', 'COM 4'],
    ]);
    expect(messages(plan, 'ref-under-other-parent')).toEqual([
      expect.stringMatching(/^Row 4 of the table: "COM 5\.1" stands under "COM 4"/),
    ]);
  });

  it('H3: strips the labels of pages beside refs, in boxes, in turned cells and between tables', () => {
    const box = `<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>${p('Page 98')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>${p('Page 98')}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>${run('WFD 3.2')}</w:p>`;
    const turned = cell('Page 99', '<w:tcW w:w="300"/><w:textDirection w:val="btLr"/>');
    const wide = [300, 1500, 1500, 1500, 1500, 1500, 1500];
    const shifted = (cells: readonly string[]): string => row([turned, ...cells]);
    const plan = planIn(
      table([
        HEADINGS,
        action({ ref: 'Page 97 WFD 3.1', area: 'WFD 3 Train' }),
        action({ ref: box, text: 'We will train them.' }),
      ]) +
        table([shifted(['WFD 3.3', '', 'We will test it.', '1 May 2019 Jo Farl', 'Begun.', 'None yet.'])], wide) +
        p('Page 100') +
        table([action({ ref: 'WFD 3.4', text: 'We will tell them.' })]),
    );
    expect(plan.rows.map(({ ref }) => ref)).toEqual(['WFD 3.1', 'WFD 3.2', 'WFD 3.3', 'WFD 3.4']);
    expect(plan.rows[2]).toMatchObject({ text: 'We will test it.', progress: 'Begun.', evidence: 'None yet.' });
    expect(plan.rejected).toEqual([]);
    expect(messages(plan, 'missing-pages')).toEqual([]);
  });

  it('H4: carries a merged or blank area for development down', () => {
    const plan = planIn(
      table([
        HEADINGS,
        PMQA,
        action({ ref: 'PMQA 1.1', area: cell('PMQA 1 Check our work', MERGED) }),
        action({ ref: 'PMQA 1.2', area: cell('', GOES_ON) }),
        action({ ref: 'PMQA 1.3' }),
      ]),
    );
    expect(plan.areas).toEqual([{ code: 'PMQA', title: 'PERFORMANCE MANAGEMENT AND QUALITY ASSURANCE' }]);
    expect(plan.objectives).toEqual([
      { code: 'PMQA 1', area: 'PMQA', title: expect.stringContaining('Check our work') as string },
    ]);
    expect(plan.rows.map(({ objective }) => objective)).toEqual(['PMQA 1', 'PMQA 1', 'PMQA 1']);
  });

  it('H5: reports the pages that the labels leap over, and holds the text behind the gap', () => {
    const pages = [53, 54, 55, 57, 58].map((number) => p(`Page ${String(number)}`));
    const tables = [
      [HEADINGS, action({ ref: 'CiN/CP 1.1', area: 'CiN/CP 1 Good plans' })],
      [action({ ref: 'CiN/CP 1.2' })],
      [action({ ref: 'CiN/CP 1.3', text: 'We will make sure that plans are' })],
      [
        HEADINGS,
        row(['', '', 'read by the families whom they are about', '', '', '']),
        action({ ref: 'CiN/CP 2.2', progress: 'As above' }),
      ],
      [action({ ref: 'CiN/CP 2.3' })],
    ];
    const plan = planIn(tables.map((rows, at) => (pages[at] ?? '') + table(rows)).join(''));
    expect(messages(plan, 'missing-pages')).toEqual([
      expect.stringMatching(
        /^Between page 55, row 1 of the table and page 57, row 2 of the table, page 56 is not in the file/,
      ),
    ]);
    expect(messages(plan, 'text-without-ref')).toEqual([
      expect.stringContaining('Page 57, row 2 of the table has a text and no ref'),
    ]);
    expect(plan.rows.find(({ ref }) => ref === 'CiN/CP 1.3')?.text).toBe('We will make sure that plans are');
    expect(plan.rows.find(({ ref }) => ref === 'CiN/CP 2.2')?.sameAs).toBeNull();
  });

  it('H6: asks about a part row that begins a sentence of its own, and attaches it to nothing', () => {
    const plan = planIn(
      table([HEADINGS, action({ ref: 'CiN/CP 1.1', area: 'CiN/CP 1 Good plans', text: 'We will read all plans.' })]) +
        table([
          row(['', '', 'Leaflets will to be reviewed by parents', '', 'Draft sent out.', '']),
          action({ ref: 'CiN/CP 2.1', area: 'CiN/CP 2 Visits' }),
        ]),
    );
    expect(plan.rows.map(({ ref, text }) => [ref, text])).toEqual([
      ['CiN/CP 1.1', 'We will read all plans.'],
      ['CiN/CP 2.1', 'We will brief all schools.'],
    ]);
    expect(plan.rejected[0]?.cells).toContain('Draft sent out.');
  });

  it('joins the rest of a row that a page ended in, in every cell, and says so', () => {
    const plan = planIn(
      table([
        HEADINGS,
        action({
          ref: 'SG 1.1',
          area: 'SG 1 Keep children safe',
          text: 'We will meet every month and',
          when: '31 March 2019 Dilys Wren and',
          progress: 'The first meeting was held',
        }),
      ]) +
        table([row(['', '', 'tell the board what was said.', 'Mandy Loe', 'in June.', '']), action({ ref: 'SG 1.2' })]),
    );
    expect(plan.rows.map(({ ref, text, progress }) => [ref, text, progress])).toEqual([
      ['SG 1.1', 'We will meet every month and tell the board what was said.', 'The first meeting was held in June.'],
      ['SG 1.2', 'We will brief all schools.', 'On track.'],
    ]);
    expect(plan.rows[0]?.leads.map(({ name }) => name)).toEqual(['Dilys Wren', 'Mandy Loe']);
    expect(messages(plan, 'row-joined')).toEqual([
      expect.stringMatching(/^Table 2, row 1 goes on in the middle of a sentence and was joined/),
    ]);
  });

  it('joins such a row below headings that are printed again, as it carries merged cells over them', () => {
    const plan = planIn(
      table([
        HEADINGS,
        action({ ref: 'SG 1.1', area: 'SG 1 Keep children safe', text: 'We will meet every month and' }),
      ]) +
        table([
          HEADINGS,
          row(['', '', 'tell the board.', '', '', '']),
          action({ ref: 'SG 1.2', area: cell('', MERGED) }),
        ]) +
        table([row(FIRST_LAYOUT), action({ ref: 'SG 1.3' }), row(FIRST_LAYOUT), action({ ref: 'SG 1.4' })]),
    );
    expect(plan.rows.map(({ ref, text }) => [ref, text])).toEqual([
      ['SG 1.1', 'We will meet every month and tell the board.'],
      ['SG 1.2', 'We will brief all schools.'],
      ['SG 1.3', 'We will brief all schools.'],
      ['SG 1.4', 'We will brief all schools.'],
    ]);
    expect(plan.columns.map(({ example }) => example)[0]).toBe('SG 1.1');
  });

  it('H7: looks for gaps in refs among what was achieved, whose actions are complete', () => {
    const plan = planIn(
      table([
        HEADINGS,
        PMQA,
        action({ ref: 'PMQA 1.2', area: 'PMQA 1 Check our work' }),
        action({ ref: 'PMQA 2.2', area: 'PMQA 2 Learn from it' }),
      ]) +
        p('Achieved outcomes', '<w:pStyle w:val="Heading1"/>') +
        table([
          HEADINGS,
          action({ ref: 'PMQA 1.1', when: '31 March 2018 Mandy Loe', progress: 'All audits were done.' }),
        ]),
    );
    expect(messages(plan, 'gap-in-refs')).toEqual([expect.stringContaining('"PMQA 2.1" is in no row')]);
    expect(plan.rows.at(-1)).toMatchObject({
      ref: 'PMQA 1.1',
      declared: 'complete',
      grade: 'complete',
      area: 'PMQA',
      objective: 'PMQA 1',
    });
    expect(plan.rows.slice(0, 2).map(({ declared }) => declared)).toEqual([null, null]);
    expect(messages(plan, 'achieved')).toEqual([expect.stringContaining('under "Achieved outcomes"')]);
    expect(messages(plan, 'date-outside-period')).toEqual([]);
  });

  it('reads a part of what was achieved that has headings of its own, or begins with a row', () => {
    const own = planIn(
      table([HEADINGS, action({ ref: 'SG 1.2', area: 'SG 1 Keep children safe' })]) +
        p('Achieved outcomes', '<w:pStyle w:val="Heading1"/>') +
        table(
          [
            row(['Ref. Number', 'What did we do?', 'Evidence of Impact']),
            row(['SG 1.1', 'We wrote the policy.', 'Staff use it.']),
          ],
          3,
        ),
    );
    expect(own.rows.at(-1)).toMatchObject({
      ref: 'SG 1.1',
      text: 'We wrote the policy.',
      evidence: 'Staff use it.',
      declared: 'complete',
    });
    const within = planIn(
      table([
        HEADINGS,
        action({ ref: 'SG 1.2', area: 'SG 1 Keep children safe' }),
        row([cell('ACHIEVED OUTCOMES', '<w:gridSpan w:val="6"/>')]),
        action({ ref: 'SG 1.1' }),
      ]),
    );
    expect(within.rows.map(({ ref, declared }) => [ref, declared])).toEqual([
      ['SG 1.2', null],
      ['SG 1.1', 'complete'],
    ]);
  });

  it('H8 and H9: splits two actions in one row where each ref begins, with date and progress in step', () => {
    const plan = planIn(
      table([
        HEADINGS,
        action({
          area: 'PMQA 1 Check our work',
          text: 'PMQA 1.4 We will hold weeks of learning.\nPMQA 1.5 We will write to parents.',
          when: '31 March 2019 Dilys Wren\n31 December 2018 Mandy Loe',
          progress: 'Weeks of learning take place twice a year; in February and September. Complete',
        }),
      ]),
    );
    expect(plan.rows.map(({ ref, dueCell, progress }) => [ref, dueCell, progress])).toEqual([
      ['PMQA 1.4', '31 March 2019 Dilys Wren', 'Weeks of learning take place twice a year; in February and September.'],
      ['PMQA 1.5', '31 December 2018 Mandy Loe', 'Complete'],
    ]);
  });

  it('H10: keeps a row out whose cells have shifted, rather than take a name for progress', () => {
    const plan = planIn(
      table([
        HEADINGS,
        action({ ref: 'SG 1.1', area: 'SG 1 Keep children safe' }),
        row(['SG 1.2', '', 'We will write it.', '', '31 March 2019 Dilys Wren', 'On track.']),
      ]),
    );
    expect(plan.rows.map(({ ref }) => ref)).toEqual(['SG 1.1']);
    expect(plan.rejected[0]?.message).toMatch(
      /^Row 3 of the table was kept out: a date with people stands under "Progress"/,
    );
  });

  it('H11: tells date and people apart, and keeps the cell', () => {
    const plan = planIn(
      table([
        HEADINGS,
        action({ ref: 'SG 1.1', area: 'SG 1 Keep children safe', when: '31 March 2019 Dilys Wren Mandy Loe Tim Roe' }),
      ]),
      { knownNames: ['Dilys Wren', 'Mandy Loe', 'Tim Roe'] },
    );
    expect(plan.rows[0]).toMatchObject({
      due: { kind: 'day', date: '2019-03-31' },
      leadsCell: '31 March 2019 Dilys Wren Mandy Loe Tim Roe',
    });
    expect(plan.rows[0]?.leads.map(({ name }) => name)).toEqual(['Dilys Wren', 'Mandy Loe', 'Tim Roe']);
  });
});

describe('the dates of a plan in Word (plans.md, H14 to H25)', () => {
  const withDate = (when: string, progress = 'On track.'): PlanFile =>
    planIn(
      table([
        HEADINGS,
        action({ ref: 'SG 1.1', area: 'SG 1 Keep children safe', when: `${when}\nDilys Wren`, progress }),
        action({ ref: 'SG 1.2' }),
        action({ ref: 'SG 1.3' }),
        action({ ref: 'SG 1.4' }),
      ]),
      { period: { from: civilDate('2018-04-01'), to: civilDate('2019-03-31') } },
    );

  it('H14: a month in the words of an event', () => {
    expect(withDate('Proposal to board meeting in November 2018.').rows[0]?.due).toMatchObject({
      kind: 'meeting',
      to: '2018-11-30',
    });
  });

  it('H15: several occurrences', () => {
    expect(withDate('Every quarter until 31 March 2019').rows[0]?.due.kind).toBe('recurring');
  });

  it('H16: two dates of one action, in rows of their own under its merged cells', () => {
    const plan = planIn(
      table([
        HEADINGS,
        row([
          cell('SG 1.1', MERGED),
          cell('SG 1 Keep children safe', MERGED),
          cell('We will audit it.', MERGED),
          '30 June 2018 – 1st Audit Dilys Wren',
          cell('Begun.', MERGED),
          '',
        ]),
        row([
          cell('', GOES_ON),
          cell('', GOES_ON),
          cell('', GOES_ON),
          '30 September for briefing',
          cell('', GOES_ON),
          '',
        ]),
      ]),
    );
    expect(plan.rows.map(({ due }) => due)).toMatchObject([
      { kind: 'day', date: '2018-06-30' },
      { kind: 'day', date: '2018-09-30', yearInferred: true },
    ]);
    expect(plan.rows.map(({ progress }) => progress)).toEqual(['Begun.', 'Begun.']);
  });

  it('H17: a date outside the year of the others', () => {
    expect(messages(withDate('31 December 2021'), 'date-outside-period')).toEqual([
      expect.stringMatching(/^Row 2 of the table, "Timescale and Lead Officer\(s\)": "31 December 2021/),
    ]);
  });

  it('H20: progress that speaks of another date', () => {
    const plan = withDate('31 December 2018', 'The date was extended to end of October 2018.');
    expect(messages(plan, 'conflicting-dates')).toHaveLength(1);
    expect(plan.rows[0]?.due).toMatchObject({ date: '2018-12-31' });
  });

  it('H22: an extension without the date before', () => {
    expect(
      messages(withDate('31 March 2019', 'Timescale extended to allow for training.'), 'extended-in-text'),
    ).toHaveLength(1);
  });

  it('H25: the end of a school year keeps its phrase', () => {
    expect(withDate('end of the academic year').rows[0]?.due.text).toContain('academic year');
  });
});

describe('pages', () => {
  it('name the row by its page, as Word last laid it out', () => {
    const second = `<w:p>${NEW_PAGE}${run('SG 1.2')}</w:p>`;
    const plan = planIn(
      table([
        HEADINGS,
        action({ ref: 'SG 1.1', area: 'SG 1 Keep children safe' }),
        action({ ref: second, text: `<w:p>${NEW_PAGE}${run('We will meet')}${NEW_PAGE}${run(' often.')}</w:p>` }),
        action({ ref: 'SG 1.3', when: '31st September 2018 Dilys Wren' }),
      ]),
    );
    expect(plan.rows[1]?.text).toBe('We will meet often.');
    expect(messages(plan, 'impossible-date')).toEqual([
      expect.stringMatching(/^Page 3, row 1 of the table, "Timescale/),
    ]);
    expect(plan.warnings.find(({ code }) => code === 'impossible-date')?.place).toBe('page 3, row 1 of the table');
  });

  it('are counted by the breaks that were asked for where there are no others', () => {
    const plan = planIn(
      table([HEADINGS, action({ ref: 'SG 1.1', area: 'SG 1 Keep children safe' })]) +
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' +
        table([HEADINGS, action({ ref: 'SG 1.2', when: '31st September 2018 Dilys Wren' })]),
    );
    expect(messages(plan, 'impossible-date')).toEqual([expect.stringMatching(/^Page 2, row 2 of the table/)]);
    expect(plan.rows.map(({ row: at }) => at)).toEqual([2, 4]);
  });

  it('are told apart by the labels at their tops, where each has a section of its own', () => {
    const section = (id: string): string =>
      `<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="${id}"/></w:sectPr></w:pPr></w:p>`;
    const pages = [61, 62, 63, 65].map((number, at) => {
      const ref = `SG 1.${String(at + 1)}`;
      const rows = [
        HEADINGS,
        action({
          ref,
          area: 'SG 1 Keep children safe',
          when: at === 3 ? '31st September 2018 Jo Farl' : '1 May 2018 Jo Farl',
        }),
      ];
      return { number, body: table(rows) + section(`rId${String(number)}`) };
    });
    const links = pages.map(
      ({ number }) =>
        `<Relationship Id="rId${String(number)}" Type="http://x/header" Target="header${String(number)}.xml"/>`,
    );
    const headers = pages.map(
      ({ number }) =>
        [`word/header${String(number)}.xml`, `<w:hdr xmlns:w="w">${p(`Page ${String(number)}`)}</w:hdr>`] as const,
    );
    const parts = {
      'word/_rels/document.xml.rels': `<Relationships>${links.join('')}</Relationships>`,
      ...Object.fromEntries(headers),
    };
    const plan = planIn(pages.map(({ body }) => body).join(''), {}, parts);
    expect(messages(plan, 'missing-pages')).toEqual([expect.stringMatching(/page 64 is not in the file/)]);
    expect(messages(plan, 'impossible-date')).toEqual([expect.stringMatching(/^Page 65, row 2 of the table/)]);
  });
});
