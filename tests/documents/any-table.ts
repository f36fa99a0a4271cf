import fc from 'fast-check';
import { toCsv } from '../../bot/documents/csv.js';

/** What plans print in each kind of cell, oddities and plain words mixed. */
const WORDS = fc.string({ unit: 'grapheme', maxLength: 14 });
const some = (...texts: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 6, arbitrary: fc.constantFrom('', ...texts) }, { weight: 1, arbitrary: WORDS });

const REF = some(
  'TH 1.1',
  'TH 1.2',
  'TH 2.1',
  'CiN/CP 1.1',
  'TH 1',
  'TH 2',
  'Page 97 TH 3.1',
  'TH 1 69',
  '1.1',
  'tbc',
  'Annex',
  'TH 1.1\nTH 1.2',
  'TH 9.3',
);
const AREA = some('Thresholds', 'Early help (EH)', 'THRESHOLDS', 'Children in need');
const OBJECTIVE = some('Be clear', 'TH 1 Be clear', 'Be quick (Ofsted Recommendation 4)', 'TH 2: Be quick');
const TEXT = some(
  ...[
    'Publish the guidance',
    'Publish it - COMPLETED',
    'TH 1.1 We will publish it',
    'TH 1.2 develop it',
    'TH 2.1: 100% of schools',
    'TH 1.6',
    'TH 1.4 We will publish it. TH 1.5 We will brief them.',
  ],
  ...[
    'Brief schools\nand colleges',
    "'=sum",
    '=1+1',
    '-',
    'Run it (Ofsted, recommendation 7)',
    '1.1 Run it',
    'Audit (complete) - completed',
  ],
);
const DATE = some(
  ...[
    '31 March 2019',
    '31st March 2018',
    '31 st December 2018',
    'September 2018',
    'TBC',
    'Ongoing',
    'Quarterly',
    'Every quarter until 31 March 2019',
  ],
  ...[
    '30 June 2018 - 1st Audit; 30 September for briefing',
    '31st September 2018',
    'Easter 2019',
    'Proposal to performance meeting in November 2018',
  ],
  ...[
    '31 March',
    '31 March 2017',
    '30 June 2018 and 30 September 2018',
    'end of the school term',
    '19 October - 31 December 2018',
  ],
);
const LEADS = some(
  ...[
    'Dilys Wren',
    'Dilys Wren; Mandy Loe (CFUG)',
    'Dilys Wren Mandy Loe',
    'Heads of Service',
    'tbc',
    'Dilys Wren and Mandy Loe',
    "Siobhan O'Brien",
  ],
  ...[
    'Anna van der Berg & Mary-Jane Smith',
    'Dilys\nWren',
    'Ana Lucia Prado Tim Roe',
    'Jo Hickman (WMP), TBC',
    'all Senior Managers in CiN/CP',
  ],
);
const RATING = some('Red', 'G', 'Blue', 'Amber', 'Complete', 'On track', '-');
const PROGRESS = some(
  ...[
    'As above',
    'See TH 1.2',
    'See TH 1.1',
    'as below',
    'Complete. All done',
    'Timescale extended',
    'extended to end of October 2018',
  ],
  ...[
    'This will be updated after December 2018',
    'This is business as usual.',
    'This has been superseded by TH 1.2',
    'TH 1.4 Done. TH 1.5 Complete',
    'This is a new action in Q2',
    'On track.\nMore to follow',
  ],
);
const WAITS = some('TH 1.1', 'TH 1.1; TH 1.2', 'Eclipse', 'TH 2.1 and TH 1.1', 'none');
const TAGS = some('Ofsted', 'Ofsted; Board', 'Ofsted Recommendation 4');
const BANNER = fc.constantFrom(
  'AREA: TH THRESHOLDS',
  'AREA - EH Early help',
  'AREA: PMQA PERFORMANCE MANAGEMENT AND QUALITY ASSURANCE',
  'Page 12',
  'Page 13',
  'Page 15',
);

type Cell = fc.Arbitrary<string>;

export const FIRST_LAYOUT = [
  'Ref. Number',
  'Area for Development',
  'What Will We Do?',
  'Timescale and Lead Officer(s)',
  'Progress',
  'Evidence of Impact',
];
const WHEN: Cell = fc
  .tuple(DATE, LEADS, fc.constantFrom(' ', '\n', ', ', ' – '))
  .map(([date, leads, between]) => `${date}${between}${leads}`);
const FIRST_CELLS: readonly Cell[] = [REF, OBJECTIVE, TEXT, WHEN, PROGRESS, PROGRESS];

export const SECOND_LAYOUT = ['Action', 'Milestones', 'Timescales', 'Lead Officers', 'Progress'];
const SECOND_CELLS: readonly Cell[] = [OBJECTIVE, TEXT, DATE, LEADS, PROGRESS];

export const FULL_LAYOUT = [
  'Ref',
  'Theme',
  'Objective',
  'Milestone',
  'Due',
  'Leads',
  'RAG',
  'Progress',
  'Evidence',
  'Tags',
  'Depends on',
  'State',
];
const STATE = some('In progress', 'Withdrawn', 'Paused', 'Evidenced', 'Superseded');
const FULL_CELLS: readonly Cell[] = [
  REF,
  AREA,
  OBJECTIVE,
  TEXT,
  DATE,
  LEADS,
  RATING,
  PROGRESS,
  PROGRESS,
  TAGS,
  WAITS,
  STATE,
];

function rowsOf(headings: readonly string[], cells: readonly Cell[]): fc.Arbitrary<string[][]> {
  const row = fc.tuple(...cells).map((texts): string[] => texts);
  const banner = BANNER.map((words): string[] => [words, ...headings.slice(1).map(() => '')]);
  const rows = fc.array(fc.oneof({ weight: 7, arbitrary: row }, { weight: 1, arbitrary: banner }), {
    minLength: 1,
    maxLength: 9,
  });
  return fc
    .tuple(fc.constantFrom<readonly string[][]>([], [['The improvement plan']]), rows)
    .map(([above, below]) => [...above, [...headings], ...below]);
}

/** The cells of a file in one of three layouts. */
export const anyTable: fc.Arbitrary<string[][]> = fc.oneof(
  rowsOf(FIRST_LAYOUT, FIRST_CELLS),
  rowsOf(SECOND_LAYOUT, SECOND_CELLS),
  rowsOf(FULL_LAYOUT, FULL_CELLS),
);

export function asCsv(table: readonly (readonly string[])[]): string {
  return toCsv(table);
}
