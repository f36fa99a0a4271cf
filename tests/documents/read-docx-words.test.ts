import { describe, expect, it } from 'vitest';
import { FIRST_LAYOUT } from './any-table.js';
import { cell, escaped, fill, messages, p, planIn, row, run, table } from './word-file.js';

const HEADINGS = row(FIRST_LAYOUT);

/** The plan of one row with that text and progress, as XML or as words. */
function withText(text: string, progress = 'On track.', parts: Readonly<Record<string, string>> = {}) {
  const cells = ['SG 1.1', 'SG 1 Keep children safe', text, '31 March 2019 Dilys Wren', progress, ''];
  return planIn(table([HEADINGS, row(cells)]), {}, parts);
}

function para(inside: string): string {
  return `<w:p>${inside}</w:p>`;
}

describe('the words of a cell', () => {
  it('are those that were put in, not those that were taken out', () => {
    const change = (tag: string, inside: string): string => `<w:${tag} w:id="1" w:author="A">${inside}</w:${tag}>`;
    const old = '<w:r><w:delText>monthly</w:delText></w:r>';
    const text = para(
      `${run('We meet ')}${change('del', old)}${change('ins', run('weekly'))}${change('moveFrom', run(' here'))}${change('moveTo', run(' there'))}`,
    );
    expect(withText(text).rows[0]?.text).toBe('We meet weekly there');
    const markGone = `<w:p><w:pPr><w:rPr><w:del w:id="2"/></w:rPr></w:pPr>${run('We meet')}</w:p>${para(run(' weekly'))}`;
    expect(withText(markGone).rows[0]?.text).toBe('We meet weekly');
    const gone = row(['SG 1.2', '', 'We will not.', '', '', ''], '<w:del w:id="3"/>');
    expect(
      planIn(table([HEADINGS, row(['SG 1.1', 'SG 1 Safe', 'We will.', '1 May 2018 Jo Farl', '', '']), gone])).rows,
    ).toHaveLength(1);
  });

  it('keep lines, tabs and hyphens, and lose soft ones', () => {
    const inside = `<w:r><w:t>We </w:t><w:softHyphen/><w:t>brief\u00ad</w:t><w:tab/><w:t>all</w:t><w:br/><w:t>twenty</w:t><w:noBreakHyphen/><w:t>one</w:t></w:r>`;
    const bullet = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>';
    expect(withText(`${para(inside)}${bullet}${run('schools')}</w:p>`).rows[0]?.text).toBe(
      'We brief all\ntwenty-one\nschools',
    );
  });

  it('are read through links, fields, controls and what stands around them; hints and hidden words are not', () => {
    const control = (inside: string, properties = ''): string =>
      `<w:sdt><w:sdtPr>${properties}</w:sdtPr><w:sdtContent>${inside}</w:sdtContent></w:sdt>`;
    const field = '<w:fldSimple w:instr=" DATE ">' + run('May') + '</w:fldSimple>';
    const complex = `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run(' 2018')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
    const link = `<w:hyperlink>${run(' by link')}</w:hyperlink><w:smartTag>${run(' here')}</w:smartTag>`;
    const hint = control(run('Click to enter text'), '<w:showingPlcHdr/>');
    const hidden = run('secret', '<w:vanish/>');
    expect(withText(para(`${control(run('Done in '))}${field}${complex}${link}${hint}${hidden}`)).rows[0]?.text).toBe(
      'Done in May 2018 by link here',
    );
    const cells = ['SG 1.1', 'SG 1 Safe', 'We will.', '1 May 2018 Jo Farl', control(cell('Begun.')), ''];
    const plan = planIn(table([HEADINGS, control(row(cells))]));
    expect(plan.rows[0]?.progress).toBe('Begun.');
  });

  it('hold those of a table within the cell; notes and boxes beside are told and not read', () => {
    const inner = table([row(['June', '12']), row(['July', '14'])], 2);
    expect(withText('We will count.', `${p('Figures:')}${inner}${p('More soon.')}`).rows[0]?.progress).toBe(
      'Figures:\nJune 12\nJuly 14\nMore soon.',
    );
    const box = `<w:r><w:pict><w:txbxContent>${p('Ask Mandy first')}</w:txbxContent></w:pict></w:r>`;
    const noted = para(`${run('We will count.')}<w:r><w:footnoteReference w:id="2"/></w:r>${box}`);
    const footnotes = `<w:footnotes xmlns:w="w"><w:footnote w:id="2"><w:p><w:r><w:t>${escaped('Subject to funds & staff')}</w:t></w:r></w:p></w:footnote></w:footnotes>`;
    const plan = withText(noted, 'Begun.', { 'word/footnotes.xml': footnotes });
    expect(plan.rows[0]?.text).toBe('We will count.');
    expect(messages(plan, 'unread-text')).toEqual([
      expect.stringMatching(/^Row 2 of the table: a note or box beside it says "Ask Mandy first"/),
      expect.stringMatching(/"Subject to funds & staff"/),
    ]);
  });
});

describe('numbers that Word counts and keeps out of the words', () => {
  const level = (at: number, format: string, text: string): string =>
    `<w:lvl w:ilvl="${String(at)}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
  const numbering = `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7">${level(0, 'decimal', 'SG %1')}${level(1, 'decimal', 'SG %1.%2')}${level(2, 'lowerLetter', '(%3)')}</w:abstractNum><w:abstractNum w:abstractNumId="8">${level(0, 'bullet', '')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num></w:numbering>`;
  const numbered = (text: string, at: number, list = 1): string =>
    `<w:p><w:pPr><w:numPr><w:ilvl w:val="${String(at)}"/><w:numId w:val="${String(list)}"/></w:numPr></w:pPr>${run(text)}</w:p>`;

  it('are the refs of a plan that has them nowhere else; bullets are none', () => {
    const words = `${numbered('We will meet.', 0, 2)}${numbered('Monthly', 2)}`;
    const rows = [
      row([cell(numbered('', 0)), 'Keep children safe', '', '', '', '']),
      row([numbered('', 1), '', words, '1 May 2018 Jo Farl', '', ''].map((one) => cell(one))),
      row([numbered('', 1), '', 'We will write.', '1 May 2018 Jo Farl', '', ''].map((one) => cell(one))),
    ];
    const plan = planIn(table([HEADINGS, ...rows]), {}, { 'word/numbering.xml': numbering });
    expect(plan.rows.map(({ ref, text }) => [ref, text])).toEqual([
      ['SG 1.1', 'We will meet.\n(a) Monthly'],
      ['SG 1.2', 'We will write.'],
    ]);
    expect(plan.rows.every(({ refPrinted }) => refPrinted)).toBe(true);
  });
});

describe('other tables and words', () => {
  const plan = table([HEADINGS, row(['SG 1.1', 'SG 1 Safe', 'We will.', '1 May 2018 Jo Farl', '', ''])]);
  const glossary = table([row(['Term', 'What it means']), row(['MASH', 'Where referrals arrive'])], 2);
  const figures = table(
    [
      row(['Indicator', 'Service', 'Q1', 'Q2', 'Q3', 'Q4']),
      row(['Visits in time', 'Safeguarding', '71%', '74%', '', '']),
    ],
    6,
  );

  it('before and after the plan are named once each, and nothing is read from them', () => {
    const found = planIn(p('The improvement plan') + glossary + p('Actions') + plan + p('Performance') + figures);
    expect(found.rows).toHaveLength(1);
    expect(found.rejected).toEqual([]);
    expect(messages(found, 'unread-table')).toEqual([
      expect.stringMatching(/^Table 1, which begins with "Term" and "What it means", has not the headings of the plan/),
      expect.stringMatching(/^Table 3, which begins with "Indicator"/),
    ]);
  });

  it('with the headings of another plan are not mixed with it', () => {
    const timetable = table([row(['Milestone', 'Deadline']), row(['Budget set', '1 March 2019'])], 2);
    expect(messages(planIn(timetable + plan), 'unread-table')).toEqual([
      expect.stringContaining('import it from a file of its own'),
    ]);
    expect(planIn(timetable + plan).rows.map(({ ref }) => ref)).toEqual(['SG 1.1']);
  });

  it('between the parts of the plan are told, and a plan within a table that lays it out is found', () => {
    const more = table([HEADINGS, row(['SG 1.2', '', 'We will too.', '1 May 2018 Jo Farl', '', ''])]);
    const found = planIn(plan + p('Agreed by the board with reservations') + more);
    expect(found.rows.map(({ ref }) => ref)).toEqual(['SG 1.1', 'SG 1.2']);
    expect(messages(found, 'unread-text')).toEqual([
      expect.stringContaining('"Agreed by the board with reservations"'),
    ]);
    const laidOut = planIn(table([row([cell(plan)])], 1));
    expect(laidOut.rows.map(({ ref }) => ref)).toEqual(['SG 1.1']);
  });

  it('over the tables name the areas, where nothing else does', () => {
    const columns = ['Action', 'Milestones', 'Timescales', 'Lead Officers', 'Progress'];
    const part = (action: string): string =>
      table([row(columns), row([action, 'We will write it.', '1 May 2018', 'Jo Farl', ''])], 5);
    const heading = (words: string): string => p(words, '<w:pStyle w:val="Heading2"/>');
    const found = planIn(heading('Early help') + part('Be quick') + heading('Schools') + part('Be clear'));
    expect(found.areas.map(({ title }) => title)).toEqual(['Early help', 'Schools']);
    const named = planIn(p('AREA: EH Early help') + part('Be quick') + p('AREA: SC Schools') + part('Be clear'));
    expect(named.areas).toEqual([
      { code: 'EH', title: 'Early help' },
      { code: 'SC', title: 'Schools' },
    ]);
  });
});

describe('cells that do not stand in step', () => {
  it('are read by where they stand: wide and narrow cells, other grids, rows indented', () => {
    const widths = [1000, 2000, 1500, 500, 1000, 2000, 2000];
    const heads = [
      'Ref',
      'Area for Development',
      'What Will We Do?',
      'Timescale and Lead Officer(s)',
      'Progress',
      'Evidence of Impact',
    ];
    const headings = row(heads.map((words, at) => cell(words, at === 3 ? '<w:gridSpan w:val="2"/>' : '')));
    const split = row(['SG 1.1', 'SG 1 Safe', 'We will.', '1 May 2018', 'Jo Farl', 'Begun.', 'None.']);
    const wide = row([
      'SG 1.2',
      '',
      'We will too.',
      cell('2 May 2018 Jo Farl', '<w:gridSpan w:val="2"/>'),
      cell('All done well', '<w:gridSpan w:val="2"/>'),
    ]);
    const indented = row(
      [cell('We will as well.'), cell('3 May 2018 Jo Farl', '<w:gridSpan w:val="2"/>'), 'Soon.', ''],
      '<w:gridBefore w:val="2"/>',
    );
    const plan = planIn(table([headings, split, wide, indented], widths), { knownNames: ['Jo Farl'] });
    expect(
      plan.rows.map(({ ref, text, dueCell, progress, evidence }) => [ref, text, dueCell, progress, evidence]),
    ).toEqual([
      ['SG 1.1', 'We will.', '1 May 2018\nJo Farl', 'Begun.', 'None.'],
      ['SG 1.2', 'We will too.', '2 May 2018 Jo Farl', 'All done well', null],
      [expect.any(String), 'We will as well.', '3 May 2018 Jo Farl', 'Soon.', null],
    ]);
  });
});

describe('ratings shown by colour', () => {
  const THREE = ['SG 1.1', 'SG 1.2', 'SG 1.3'];
  const coloured = (looks: readonly string[], heading = 'RAG'): string =>
    table(
      [
        row(['Ref', 'Milestone', 'Due', 'Lead', heading, 'Progress']),
        ...looks.map((look, at) =>
          row([
            THREE[at] ?? '',
            'We will.',
            '1 May 2018',
            'Jo Farl',
            look.startsWith('<w:tc') ? look : cell('', look),
            '',
          ]),
        ),
      ],
      6,
    );
  const key = table(
    [
      row([cell('On target', fill('92D050')), 'Will be done in time']),
      row([cell('', fill('FFC000')), 'Amber']),
      row([cell('Red', fill('C00000')), 'Late']),
      row([cell('Complete', fill('7030A0')), '']),
    ],
    2,
  );

  it('are suggestions by the key that the file prints, never declared', () => {
    const plan = planIn(key + coloured([fill('92D050'), fill('FFC000'), fill('7030A0')]));
    expect(plan.rows.map(({ declared }) => declared)).toEqual([null, null, null]);
    expect(plan.suggestions.map(({ ref, state, rating }) => [ref, state, rating?.rating])).toEqual([
      ['SG 1.1', 'in-progress', 'green'],
      ['SG 1.2', 'in-progress', 'amber'],
      ['SG 1.3', 'delivered', 'complete'],
    ]);
    expect(plan.suggestions[0]?.because).toMatch(
      /^Table 2|^Row 2 of the table: the colour of the cell under "RAG" stands in the key beside "On target", which is "Green"/,
    );
    expect(messages(plan, 'colours-assumed')).toEqual([]);
  });

  it('are read as what they look like without a key, which is said', () => {
    const plan = planIn(coloured([fill('FF0000'), fill('00B050'), fill('0070C0')], 'Position'));
    expect(plan.suggestions.map(({ rating }) => rating?.rating)).toEqual(['red', 'green', 'complete']);
    expect(messages(plan, 'colours-assumed')).toEqual([
      expect.stringMatching(/3 rows are rated by colour alone, and no key in the file says what the colours mean/),
    ]);
  });

  it('may be a mark behind words, a sign in a colour, a shape, a style, or a colour of the theme', () => {
    const theme =
      '<a:theme xmlns:a="a"><a:clrScheme><a:accent1><a:srgbClr val="00B050"/></a:accent1></a:clrScheme></a:theme>';
    const styles =
      '<w:styles xmlns:w="w"><w:style w:styleId="Late"><w:rPr><w:shd w:fill="FF0000"/></w:rPr></w:style></w:styles>';
    const looks = [
      cell(`<w:p>${run('●', '<w:color w:val="FF0000"/>')}</w:p>`),
      cell('', '<w:shd w:val="clear" w:fill="auto" w:themeFill="accent1"/>'),
      cell(
        '<w:p><w:r><w:drawing><wps:wsp><wps:spPr><a:solidFill><a:srgbClr val="FFC000"/></a:solidFill></wps:spPr></wps:wsp></w:drawing></w:r></w:p>',
      ),
    ];
    const plan = planIn(coloured(looks), {}, { 'word/theme/theme1.xml': theme });
    expect(plan.suggestions.map(({ rating }) => rating?.rating)).toEqual(['red', 'green', 'amber']);
    expect(messages(plan, 'unknown-rating')).toEqual([]);
    const words = [
      cell(`<w:p>${run('late', '<w:rStyle w:val="Late"/>')}</w:p>`),
      cell(`<w:p>${run('in time', '<w:highlight w:val="green"/>')}</w:p>`),
    ];
    const marked = planIn(coloured(words, 'Current position'), {}, { 'word/styles.xml': styles });
    expect(marked.suggestions.map(({ rating }) => rating?.rating)).toEqual(['red', 'green']);
  });

  it('are not read from what every row has, from greys and pale bands, or against a rating in words', () => {
    const bands = ['DEEAF6', 'F2F2F2', 'FFFFFF'].map(fill);
    expect(planIn(coloured(bands, 'Position')).suggestions).toEqual([]);
    const same = planIn(coloured([fill('0070C0'), fill('0070C0'), fill('0070C0')], 'Position'));
    expect(same.suggestions).toEqual([]);
    const worded = planIn(coloured([cell('Green', fill('FF0000'))]));
    expect(worded.rows[0]?.declared).toBe('green');
    expect(worded.suggestions).toEqual([]);
  });
});
