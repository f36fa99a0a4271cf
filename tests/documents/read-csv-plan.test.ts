import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsvPlan } from '../../bot/documents/read-csv-plan.js';
import { isRefused, type PlanFile } from '../../bot/domain/read-plan.js';
import { WARNING_CODES } from '../../bot/domain/plan-warnings.js';

const A = 'Ref,Area,Objective,Milestone,Due,Leads,RAG';
const B = 'Theme,Action,Milestones,Timescales,Lead Officers,Progress';

function read(file: string | Uint8Array): PlanFile {
  const found = readCsvPlan(file);
  if (isRefused(found)) throw new Error(found.refused);
  return found;
}

function refusal(file: string | Uint8Array): string {
  const found = readCsvPlan(file);
  return isRefused(found) ? found.refused : 'read';
}

/** A plan of one row in layout A, with the cells given and plain ones for the rest. */
function oneRow(cells: Partial<Record<'ref' | 'text' | 'due' | 'leads' | 'rag', string>>): PlanFile {
  const { ref = 'TH 1.1', text = 'Publish it', due = '31 March 2027', leads = 'Ines Valadares', rag = '' } = cells;
  const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  return read(`${A}\n${[ref, 'Thresholds', 'Be clear', text, due, leads, rag].map(quote).join(',')}\n`);
}

function codesIn(plan: PlanFile): string[] {
  return plan.warnings.map(({ code }) => code);
}

describe('a plan with refs', () => {
  const plan = read(
    [
      A,
      'TH 1.1,Thresholds,Be clear,Publish the guidance,31st March 2027,Ines Valadares; Rowan Adeyemi (Health),Red',
      ',,,,,,',
      'TH 1.2,,,"Brief all partners,\nschools included",September 2027,Tendai Chikore,B',
      'TH 2.1,,Be quick,Decide within a day,Quarterly,TBC,',
      'CiN/CP 1.1,Children in need and child protection,Good plans,Sample 30 plans,31/04/2027,All Team Managers,Amber',
    ].join('\r\n'),
  );

  it('has its areas and objectives with the codes of its refs', () => {
    expect(plan.levels).toEqual({ area: 'Area', objective: 'Objective', milestone: 'Milestone' });
    expect(plan.areas).toEqual([
      { code: 'TH', title: 'Thresholds' },
      { code: 'CiN/CP', title: 'Children in need and child protection' },
    ]);
    expect(plan.objectives).toEqual([
      { code: 'TH 1', area: 'TH', title: 'Be clear' },
      { code: 'TH 2', area: 'TH', title: 'Be quick' },
      { code: 'CiN/CP 1', area: 'CiN/CP', title: 'Good plans' },
    ]);
  });

  it('has its rows where a person finds them, blank cells filled from above', () => {
    expect(plan.rows.map(({ row, ref, objective }) => [row, ref, objective])).toEqual([
      [2, 'TH 1.1', 'TH 1'],
      [4, 'TH 1.2', 'TH 1'],
      [5, 'TH 2.1', 'TH 2'],
      [6, 'CiN/CP 1.1', 'CiN/CP 1'],
    ]);
    expect(plan.rows[0]).toEqual({
      row: 2,
      ref: 'TH 1.1',
      refPrinted: true,
      area: 'TH',
      objective: 'TH 1',
      text: 'Publish the guidance',
      due: { kind: 'day', date: '2027-03-31', text: '31st March 2027' },
      dueCell: '31st March 2027',
      leads: [
        { name: 'Ines Valadares', tag: null },
        { name: 'Rowan Adeyemi', tag: 'Health' },
      ],
      leadsCell: 'Ines Valadares; Rowan Adeyemi (Health)',
      declared: 'red',
      grade: 'red',
      progress: null,
      evidence: null,
      sameAs: null,
      mark: null,
      statePrinted: null,
      tags: [],
      waitsFor: [],
      queries: [],
    });
    expect(plan.rows[1]).toMatchObject({
      text: 'Brief all partners,\nschools included',
      due: { kind: 'period', from: '2027-09-01', to: '2027-09-30', text: 'September 2027' },
      declared: 'complete',
    });
  });

  it('tells every doubt with its row, its ref and its words', () => {
    expect(plan.warnings.map(({ code, row, ref, cell }) => [code, row, ref, cell])).toEqual([
      ['no-lead', 5, 'TH 2.1', 'TBC'],
      ['impossible-date', 6, 'CiN/CP 1.1', '31/04/2027'],
      ['group-lead', 6, 'CiN/CP 1.1', 'All Team Managers'],
    ]);
    expect(plan.rejected).toEqual([]);
    for (const { message, row } of plan.warnings)
      expect(message).toMatch(new RegExp(`^Row ${String(row)}, ".+": .+\\.$`));
  });
});

describe('a plan without refs', () => {
  const plan = read(
    [
      B,
      'PERFORMANCE MANAGEMENT AND QUALITY ASSURANCE,Improve recording (Ofsted Recommendation 4),Review the form - COMPLETED,31st March 2017,Alis Hind (CFUG),Form updated',
      ',,Brief staff – COMPLETE,31st May 2017,Alis Hind,',
      ',Produce a framework,Write the framework,30th June 2017,Heads of Service,Complete. It is in use',
      'THRESHOLDS,Apply them,Self-assessment to be complete,30th June 2017,Jo Farl,',
    ].join('\n'),
  );

  it('gets codes of initials and numbers', () => {
    expect(plan.levels).toEqual({ area: 'Theme', objective: 'Action', milestone: 'Milestone' });
    expect(plan.areas.map(({ code }) => code)).toEqual(['PMQA', 'THR']);
    expect(plan.objectives.map(({ code }) => code)).toEqual(['PMQA 1', 'PMQA 2', 'THR 1']);
    expect(plan.rows.map(({ ref, refPrinted }) => [ref, refPrinted])).toEqual([
      ['PMQA 1.1', false],
      ['PMQA 1.2', false],
      ['PMQA 2.1', false],
      ['THR 1.1', false],
    ]);
    expect(codesIn(plan)).toEqual(['group-lead']);
  });

  it('suggests what its marks say, and keeps them out of the text', () => {
    expect(plan.rows.map(({ text }) => text)).toEqual([
      'Review the form',
      'Brief staff',
      'Write the framework',
      'Self-assessment to be complete',
    ]);
    expect(plan.suggestions).toMatchObject([
      { ref: 'PMQA 1.1', state: 'delivered', because: 'Row 2: the text under "Milestones" ends with "- COMPLETED".' },
      { ref: 'PMQA 1.2', state: 'delivered', because: 'Row 3: the text under "Milestones" ends with "– COMPLETE".' },
      { ref: 'PMQA 2.1', state: 'delivered', because: 'Row 4: the text under "Progress" says "Complete.".' },
    ]);
    expect(plan.rows[0]).toMatchObject({ progress: 'Form updated', tags: ['Ofsted Recommendation 4'] });
  });

  it('gives two areas of the same initials different codes', () => {
    const row = (theme: string): string => `${theme},Do it,Now,30 June 2027,Jo Farl,`;
    const twins = read([B, row('Early Intervention'), row('Early Inclusion'), row('EARLY  INTERVENTION')].join('\n'));
    expect(twins.areas.map(({ code }) => code)).toEqual(['EI', 'EI2']);
    expect(twins.rows.map(({ ref }) => ref)).toEqual(['EI 1.1', 'EI2 1.1', 'EI 1.2']);
  });
});

describe('headings', () => {
  it.each([
    [
      'Ref. Number,Area for Development,What Will We Do?,Timescale(s),Lead Officer(s),Progress,Evidence of Impact',
      'Action',
    ],
    ['Reference,Service,Action,Milestone,Deadline,Owner,BRAG', 'Milestone'],
    ['REF,AREA,OBJECTIVES,MILESTONES,DUE DATE,LEADS,STATUS', 'Milestone'],
    ['Ref,Objective,Actions,By when,Lead', 'Action'],
  ])('%s', (headings, milestone) => {
    const count = headings.split(',').length;
    const at = headings.split(',').findIndex((heading) => /^(?:timescale|deadline|due|by when)/i.test(heading));
    const cells = Array.from({ length: count }, (_, n) => (n === at ? '31 March 2027' : `X ${String(n)}.1`));
    const plan = read(`${headings}\n${cells.join(',')}\n`);
    expect(plan.levels.milestone).toBe(milestone);
    expect(plan.rows[0]?.due.kind).toBe('day');
    expect(plan.rows[0]?.leads).toHaveLength(1);
    expect(codesIn(plan)).not.toContain('unread-column');
  });

  it('may stand below a title, and are known again on the next page', () => {
    const plan = read(
      `Improvement plan,,,,,,\n\n${A}\nT 1.1,T,O,Do it,1 May 2027,Jo Farl,\n${A}\nT 1.2,T,O,Do more,1 May 2027,Jo Farl,\n`,
    );
    expect(plan.rows.map(({ row }) => row)).toEqual([4, 6]);
    expect(plan.rejected).toEqual([]);
  });

  it('that are not known are told once, if something stands under them', () => {
    const plan = read(
      `${A},Budget,Empty\nT 1.1,T,O,Do it,1 May 2027,Jo Farl,,£500,\nT 1.2,T,O,Do it,1 May 2027,Jo Farl,,£600,\n`,
    );
    expect(plan.warnings).toHaveLength(1);
    expect(plan.warnings[0]).toMatchObject({ code: 'unread-column', row: 1, ref: null, cell: 'Budget' });
  });
});

describe('ways to write a file', () => {
  const text = `${A}\r\nT 1.1,Thé,O,Don’t wait,1 May 2027,Zoë Farl,G\r\n`;
  const expected = { text: 'Don’t wait', leads: [{ name: 'Zoë Farl', tag: null }], declared: 'green' };
  const latin = Uint8Array.from(text, (letter) => (letter === '’' ? 0x92 : letter.charCodeAt(0)));
  const utf16 = new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));

  it.each<[string, string | Uint8Array]>([
    ['UTF-8', new TextEncoder().encode(text)],
    ['UTF-8 with a byte order mark', new TextEncoder().encode(`\ufeff${text}`)],
    ['UTF-16, as Excel writes "Unicode text"', utf16],
    ['Windows-1252', latin],
    ['text', text],
    ['line feeds', text.replaceAll('\r', '')],
    ['semicolons', text.replaceAll(',', ';')],
    ['tabs', text.replaceAll(',', '\t')],
    ['a line that names the delimiter', `sep=;\r\n${text.replaceAll(',', ';')}`],
    ['unseen characters', text.replace('Don', '\u0007D\u202eon\u200b')],
  ])('%s', (_, file) => {
    const plan = read(file);
    expect(plan.rows).toHaveLength(1);
    expect(plan.rows[0]).toMatchObject(expected);
    expect(plan.areas[0]?.title).toBe('Thé');
  });

  it('takes the apostrophe off that keeps a spreadsheet from calculating', () => {
    expect(oneRow({ text: "'=sum of all parts" }).rows[0]?.text).toBe('=sum of all parts');
  });
});

describe('refs', () => {
  const row = (ref: string, objective = 'O'): string => `${ref},Thresholds,${objective},Do it,1 May 2027,Jo Farl,`;

  it('that are missing or too long are made, and told', () => {
    const plan = read([A, row('TH 1.1'), row(''), row('TH 1.2'), row('x'.repeat(41))].join('\n'));
    expect(plan.rows.map(({ ref, refPrinted }) => [ref, refPrinted])).toEqual([
      ['TH 1.1', true],
      ['TH 1.3', false],
      ['TH 1.2', true],
      ['TH 1.4', false],
    ]);
    expect(plan.warnings.map(({ code, ref }) => [code, ref])).toEqual([
      ['missing-ref', 'TH 1.3'],
      ['missing-ref', 'TH 1.4'],
    ]);
  });

  it('that come twice are told apart', () => {
    const plan = read([A, row('1.1'), row('1.1'), row('1.1 (2)'), row('1.1')].join('\n'));
    expect(plan.rows.map(({ ref }) => ref)).toEqual(['1.1', '1.1 (3)', '1.1 (2)', '1.1 (4)']);
    expect(codesIn(plan)).toEqual(['duplicate-ref', 'duplicate-ref']);
  });

  it('that speak of another objective stay where they stand', () => {
    const plan = read([A, row('COM 3.1', 'COM 3 Buy well'), row('COM 4.1', 'COM 3 Buy well')].join('\n'));
    expect(plan.objectives).toEqual([{ code: 'COM 3', area: 'COM', title: 'COM 3 Buy well' }]);
    expect(plan.rows[1]).toMatchObject({ ref: 'COM 4.1', objective: 'COM 3' });
    expect(codesIn(plan)).toEqual(['ref-under-other-parent']);
    const numbers = read([A, row('1.1', 'P'), row('1.2', 'P'), row('2.2', 'P'), row('2.1', 'Q')].join('\n'));
    expect(numbers.warnings).toMatchObject([{ code: 'ref-under-other-parent', ref: '2.2' }]);
  });

  it('that speak of another objective are each told, by the ref that they got', () => {
    const under = (...refs: string[]) =>
      read([A, row('COM 4.1', 'COM 4 Buy less'), ...refs.map((ref) => row(ref, 'COM 3 Buy well'))].join('\n')).warnings;
    const found = under('COM 3.1', 'COM 4.1', 'COM 4.2').filter(({ code }) => code === 'ref-under-other-parent');
    expect(found.map(({ row: at, ref, cell }) => [at, ref, cell])).toEqual([
      [4, 'COM 4.1 (2)', 'COM 4.1'],
      [5, 'COM 4.2', 'COM 4.2'],
    ]);
    expect(found[0]?.message).toBe(
      'Row 4: "COM 4.1 (2)" stands under "COM 3". It was left there, with its ref; check which of the two is right.',
    );
  });

  it('of an odd form are told by the ref that they got', () => {
    const refs = ['1.1', '1.2', '1.3', '1.4', '1.5', '1.6', 'Annex', 'Annex'];
    const { warnings } = read([A, ...refs.map((ref) => row(ref))].join('\n'));
    const odd = warnings.filter(({ code }) => code === 'unknown-ref');
    expect(odd.map(({ ref, cell }) => [ref, cell])).toEqual([
      ['Annex', 'Annex'],
      ['Annex (2)', 'Annex'],
    ]);
  });

  it('in brackets or initials name the area', () => {
    const plan = read(
      `${A}\n1.1,Special educational needs (SEND),O,Do it,1 May 2027,Jo Farl,\n2.1,The care of the leavers,P,Do it,1 May 2027,Jo Farl,`,
    );
    expect(plan.areas.map(({ code }) => code)).toEqual(['SEND', 'CL']);
    expect(plan.objectives.map(({ code }) => code)).toEqual(['1', '2']);
  });
});

describe('ratings', () => {
  it.each([
    ['R', 'red'],
    ['amber', 'amber'],
    [' Green ', 'green'],
    ['C', 'complete'],
    ['Blue', 'complete'],
    ['Completed', 'complete'],
    ['', null],
    ['-', null],
  ])('%j declares %s', (rag, declared) => {
    const plan = oneRow({ rag });
    expect(plan.rows[0]?.declared).toBe(declared);
    expect(plan.warnings).toEqual([]);
  });

  it.each(['On track', 'Amber/Green', 'constructor', 'Not started'])('%s is told, never guessed', (rag) => {
    const plan = oneRow({ rag });
    expect(plan.rows[0]?.declared).toBeNull();
    expect(plan.warnings).toMatchObject([{ code: 'unknown-rating', cell: rag }]);
  });

  it('that are complete need no suggestion', () => {
    expect(oneRow({ text: 'Publish it - COMPLETED', rag: 'Blue' }).suggestions).toEqual([]);
    expect(oneRow({ text: 'Publish it - COMPLETED', rag: 'Red' }).suggestions).toHaveLength(1);
  });
});

describe('what is kept out', () => {
  const plan = read(
    [
      A,
      'TH 1.1,Thresholds,Be clear,Publish it,31 March 2027,Jo Farl,',
      'TH 1.2,,,,31 March 2027,Jo Farl,',
      `TH 1.3,,,${'x'.repeat(4001)},31 March 2027,Jo Farl,`,
      'TH 1.4,,,Brief schools, colleges,31 March 2027,Jo Farl,Red',
      'TH 1.5,,,Brief schools,Jo Farl,31 March 2027,',
      ',,,the rest of a sentence,,,',
      'TH 2.1,,Be quick,Decide,31 March 2027,Jo Farl,',
    ].join('\n'),
  );

  it('is told with its row and the reason', () => {
    expect(plan.rejected.map(({ row }) => row)).toEqual([3, 4, 5, 6, 7]);
    const said = plan.rejected.map(({ message }) => message);
    expect(said[0]).toBe('Row 3 was kept out: it has no text under "Milestone". Give it one, or delete the row.');
    expect(said[1]).toContain('has 4001 characters, and at most 4000');
    expect(said[2]).toContain('more cells than there are headings');
    expect(said[3]).toContain('a date stands under "Leads"');
    expect(said[4]).toContain('may be part of another row');
    expect(plan.warnings).toMatchObject([{ code: 'text-without-ref', row: 7, ref: null }]);
    expect(plan.rejected.every(({ cell }) => cell !== '' && cell.length <= 80)).toBe(true);
  });

  it('leaves the other rows as they are', () => {
    expect(plan.rows.map(({ ref }) => ref)).toEqual(['TH 1.1', 'TH 2.1']);
  });

  it('does not hold texts that are only left aside', () => {
    const long = read(`${B}\nT,A,M,1 May 2027,Jo Farl,${'y'.repeat(10_001)}\n`);
    expect(long.rows[0]?.progress).toBeNull();
    expect(codesIn(long)).toEqual(['text-too-long']);
  });
});

describe('rows that lean on others', () => {
  it('do not go on with the objective of another area', () => {
    const plan = read(`${B}\nT,A,M1,1 May 2027,Jo Farl,\nU,,M2,1 May 2027,Jo Farl,\n`);
    expect(plan.objectives.map(({ title, area }) => [title, area])).toEqual([
      ['A', 'T'],
      ['U', 'U'],
    ]);
    expect(codesIn(plan)).toEqual(['missing-parent']);
  });

  it('with nothing above them are told', () => {
    const plan = read(`${B}\n,,M1,1 May 2027,Jo Farl,\n`);
    expect(plan.areas).toEqual([{ code: 'ANG', title: 'Area not given' }]);
    expect(codesIn(plan)).toEqual(['missing-parent', 'missing-parent']);
    expect(plan.warnings.map(({ message }) => message)).toEqual([
      'Row 2, "Theme": it is blank here and above. The milestone stands under "Area not given"; fill it in.',
      'Row 2, "Action": it is blank here and above. The milestone stands under its area; fill it in.',
    ]);
  });

  it('need no area where the plan has no such column', () => {
    const plan = read('Milestone,Deadline\nDraft budget,19 October 2027\n');
    expect(plan.areas).toEqual([{ code: 'WP', title: 'Whole plan' }]);
    expect(codesIn(plan)).toEqual(['no-lead']);
    expect(plan.warnings[0]?.message).toMatch(/^Row 2: /);
  });

  it('point at a text that is there, or are told', () => {
    const row = (ref: string, progress: string): string => `${ref},T,A,M,1 May 2027,Jo Farl,${progress}`;
    const plan = read(
      [
        'Ref,Theme,Action,Milestone,Due,Lead,Progress',
        row('WFD 3.1', 'See WFD 3.1'),
        row('WFD 3.2', 'As above'),
        row('WFD 3.3', 'See WFD 3.2'),
        row('WFD 3.4', 'See SG 9.9'),
        row('WFD 3.5', ''),
        row('WFD 3.6', 'as above'),
      ].join('\n'),
    );
    expect(plan.warnings.map(({ code, ref }) => [code, ref])).toEqual([
      ['unresolved-reference', 'WFD 3.1'],
      ['unresolved-reference', 'WFD 3.2'],
      ['unresolved-reference', 'WFD 3.3'],
      ['unresolved-reference', 'WFD 3.4'],
      ['unresolved-reference', 'WFD 3.6'],
    ]);
  });
});

describe('a row with two dates', () => {
  const plan = read(
    [
      'Action Ref,Theme,Action,Milestone,When,Who,Status,Progress,Depends on',
      'T1,Th,A,Write it,Completed,Jo Farl,,,',
      'T2,,,Share it,"30 June 2018\n30 September 2018",Dora Will Mandy Lee,Blue,See T9.9,T9',
    ].join('\n'),
  );

  it('is two milestones, whose common cells are told of once', () => {
    expect(plan.rows.map(({ ref, text, declared }) => [ref, text, declared])).toEqual([
      ['T1', 'Write it', null],
      ['T2', 'Share it', 'complete'],
      ['T2 (2)', 'Share it', 'complete'],
    ]);
    expect(plan.warnings.filter(({ row }) => row === 3).map(({ code, ref }) => [code, ref])).toEqual([
      ['several-dates', 'T2'],
      ['leads-run-together', 'T2'],
      ['unresolved-reference', 'T2'],
      ['unresolved-reference', 'T2'],
    ]);
  });

  it('is not one with a word of completion, which is only suggested', () => {
    expect(plan.rows[0]?.due).toEqual({ kind: 'awaited', text: 'Completed' });
    expect(plan.suggestions).toMatchObject([{ ref: 'T1', state: 'delivered' }]);
  });
});

it('an area whose words a conversion of merged cells repeats in every cell is an area', () => {
  const banner = Array.from({ length: 3 }, () => 'AREA: FD FRONT DOOR').join(',');
  const plan = read(`Ref,Milestone,Due\n${banner}\nFD 1.1,Agree thresholds,1 May 2027\n`);
  expect(plan.areas).toEqual([{ code: 'FD', title: 'FRONT DOOR' }]);
  expect(plan.rows.map(({ ref }) => ref)).toEqual(['FD 1.1']);
});

describe('a file that is no plan', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ['other columns', 'Name,Address\nJo,Here\n', /no column is headed "Milestone".* has "Name" and "Address"/],
    [
      'one heading',
      'Milestone,Platform\nDo it,4\n',
      /of its headings only "Milestone" is known, and the first row has "Milestone" and "Platform"/,
    ],
    ['no rows', `${A}\n,,,,,,\n`, /there is no row/],
    ['nothing left', `${A}\nT 1.1,T,O,,1 May 2027,Jo,\n`, /its only row was kept out.*no text under "Milestone"/],
    ['nothing', '', /the file is empty/],
    ['an Excel workbook', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]), /Excel workbook.*CSV UTF-8/],
    ['bytes', Uint8Array.from([1, 0, 2]), /not CSV/],
    [
      'an open quote',
      `${A}\nT 1.1,T,O,"Do it,1 May 2027,Jo,\n`,
      /after row 1, a quotation mark is opened and never closed/,
    ],
    ['too many rows', `${A}\n${'T,T,O,M,,,\n'.repeat(20_001)}`, /more than 20,000 rows/],
    [
      'too many dates',
      `${A}\n${`T,T,O,M,"${'1 May 2027\n2 May 2027\n'.repeat(8)}",,\n`.repeat(1_300)}`,
      /more than 20,000 milestones/,
    ],
    ['a cell without end', `${A}\n${'x'.repeat(1_000_002)}`, /after row 1, a row has more than a million characters/],
    ['blank rows without end', `${A}\n${'\n'.repeat(100_001)}x`, /more than 20,000 rows/],
    ['too much', new Uint8Array(25 * 1024 * 1024 + 1), /larger than 25 MB/],
  ])('%s is refused with one sentence', (_, file, why) => {
    expect(refusal(file)).toMatch(why);
  });

  it('is not one that ends in many blank rows, or has the widest of rows', () => {
    const row = 'T,T,O,M,1 May 2027,Jo Farl,';
    expect(read(`${A}\n${row}\n${',,,,,,\n'.repeat(200_000)}`).rows).toHaveLength(1);
    expect(read(`${A}\n${row}\n${row}${','.repeat(5000)}x\n`).rejected).toMatchObject([{ row: 3, cell: 'x' }]);
  });

  it('is not one whose areas have the same initials, or whose refs are the same', () => {
    const many = Array.from({ length: 5000 }, (_, n) => `R 1.1,T ${String(n)},O,M,1 May 2027,Jo Farl,\n`).join('');
    const plan = read(`${A}\n${many}`);
    expect(new Set(plan.areas.map(({ code }) => code)).size).toBe(5000);
    expect(new Set(plan.rows.map(({ ref }) => ref)).size).toBe(5000);
  });

  it('is not one with as many blank rows as others', () => {
    const plan = read(`${A}\n${'T,T,O,M,1 May 2027,Jo Farl,\n,,,,,,\n'.repeat(1000)}`);
    expect(plan.rows).toHaveLength(1000);
    expect(new Set(plan.rows.map(({ ref }) => ref)).size).toBe(1000);
  });
});

describe('any file at all', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      '',
      'TBC',
      '1.1',
      'TH 1.1',
      '31 March 2027',
      'Jo Farl; Heads of Service',
      'Red',
      'As above',
      '"',
      ',',
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  );
  const file = fc
    .tuple(fc.constantFrom(A, B, ''), fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 8 }), fc.boolean())
    .map(([headings, rows, quotes]) => {
      const lines = rows.map((cells) =>
        cells.map((text) => (quotes ? `"${text.replaceAll('"', '""')}"` : text)).join(','),
      );
      return [headings, ...lines].join('\n');
    });

  it('is read or refused, every row counted, every ref its own', () => {
    fc.assert(
      fc.property(file, (text) => {
        const plan = readCsvPlan(text);
        if (isRefused(plan)) {
          expect(plan.refused.length).toBeGreaterThan(20);
          return;
        }
        const refs = plan.rows.map(({ ref }) => ref);
        expect(new Set(refs).size).toBe(refs.length);
        expect(refs.every((ref) => ref !== '' && ref.length <= 40)).toBe(true);
        const areas = new Set(plan.areas.map(({ code }) => code));
        const objectives = new Set(plan.objectives.map(({ code }) => code));
        expect(areas.size).toBe(plan.areas.length);
        expect(objectives.size).toBe(plan.objectives.length);
        for (const row of plan.rows) {
          expect(areas.has(row.area) && objectives.has(row.objective)).toBe(true);
          expect(row.leads.every(({ name }) => name !== '' && !/^tbc$/i.test(name))).toBe(true);
        }
        expect(plan.warnings.every(({ code }) => WARNING_CODES.includes(code))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
