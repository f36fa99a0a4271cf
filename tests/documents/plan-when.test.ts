import { describe, expect, it } from 'vitest';
import { knownNames } from '../../bot/documents/plan-names.js';
import { whenIn } from '../../bot/documents/plan-when.js';

const known = knownNames([
  'Dilys Wren',
  'Mandy Loe',
  "Siobhan O'Brien",
  'Anna van der Berg',
  'Mary-Jane Smith',
  'Ana Lucia Prado',
  'April Jones',
]);

describe('dates and people in one cell', () => {
  it.each<[string, string, string]>([
    ['31 March 2019 Dilys Wren Mandy Loe', '31 March 2019', 'Dilys Wren Mandy Loe'],
    ['31 March 2019\nDilys Wren\nMandy Loe', '31 March 2019', 'Dilys Wren\nMandy Loe'],
    ['31 March\n2019 Dilys\nWren', '31 March 2019', 'Dilys\nWren'],
    ['31 March 2019, Dilys Wren, Mandy Loe', '31 March 2019', 'Dilys Wren, Mandy Loe'],
    ['31 March 2019 – Dilys Wren and Mandy Loe', '31 March 2019', 'Dilys Wren and Mandy Loe'],
    ['31 March 2019: Dilys Wren & Mandy Loe', '31 March 2019', 'Dilys Wren & Mandy Loe'],
    ['31 March 2019 Dilys Wren / Mandy Loe', '31 March 2019', 'Dilys Wren / Mandy Loe'],
    ['31/03/2019 Dilys Wren', '31/03/2019', 'Dilys Wren'],
    ['Dilys Wren 31 March 2019', '31 March 2019', 'Dilys Wren'],
    ['Dilys Wren – by 31 March 2019', 'by 31 March 2019', 'Dilys Wren'],
    ['Lead officer: Dilys Wren. 31 March 2019', '31 March 2019', 'Dilys Wren'],
    ['31 March 2019 Lead: Dilys Wren', '31 March 2019', 'Dilys Wren'],
    ['Every quarter until 31 March 2019 Dilys Wren', 'Every quarter until 31 March 2019', 'Dilys Wren'],
    ['Bi-monthly Dilys Wren', 'Bi-monthly', 'Dilys Wren'],
    ['Ongoing\nDilys Wren', 'Ongoing', 'Dilys Wren'],
    ['TBC Dilys Wren', 'TBC', 'Dilys Wren'],
    ['Easter 2019 Dilys Wren', 'Easter 2019', 'Dilys Wren'],
    ['End of the school term Dilys Wren', 'End of the school term', 'Dilys Wren'],
    ['19 October - 31 December 2018 Dilys Wren', '19 October - 31 December 2018', 'Dilys Wren'],
    [
      'September 2018 Dilys Wren and all Senior Social Work Managers in CiN/CP',
      'September 2018',
      'Dilys Wren and all Senior Social Work Managers in CiN/CP',
    ],
    ['31 December 2018 Heads of Service', '31 December 2018', 'Heads of Service'],
    ['Heads of Service', '', 'Heads of Service'],
    ['Quarterly All Team Managers', 'Quarterly', 'All Team Managers'],
    ['31 March 2019 Jo Hickman (WMP) Dilys Wren', '31 March 2019', 'Jo Hickman (WMP) Dilys Wren'],
    ["31 March 2019 Siobhan O'Brien Anna van der Berg", '31 March 2019', "Siobhan O'Brien Anna van der Berg"],
    ['31 March 2019 Mary-Jane Smith J. Tull', '31 March 2019', 'Mary-Jane Smith J. Tull'],
    ['31 March 2019 Ana Lucia Prado', '31 March 2019', 'Ana Lucia Prado'],
    ['31 March 2019 April Jones', '31 March 2019', 'April Jones'],
    ['31 March 2019 April Jonas', '31 March 2019', 'April Jonas'],
    ['April 2019 Dilys Wren', 'April 2019', 'Dilys Wren'],
    ['31 March 2019', '31 March 2019', ''],
    ['Dilys Wren', '', 'Dilys Wren'],
    ['31 March 2019 TBC', '31 March 2019', 'TBC'],
    ['31 March 2019 Lead to be confirmed', '31 March 2019', 'Lead to be confirmed'],
    ['31 March 2019 Lead Officer TBC', '31 March 2019', 'Lead Officer TBC'],
    ['Lead officer to be confirmed 31 March 2019', '31 March 2019', 'Lead officer to be confirmed'],
    ['31 March 2019 Vacant - recruitment under way', '31 March 2019', 'Vacant - recruitment under way'],
    ['31 March 2019 Dilys Wren (from 26 October 2018)', '31 March 2019', 'Dilys Wren (from 26 October 2018)'],
    [
      '31 March 2019 Dilys Wren (from 26 October 2018) Mandy Loe',
      '31 March 2019',
      'Dilys Wren (from 26 October 2018) Mandy Loe',
    ],
    ['Dilys Wren (31 March 2019)', '31 March 2019', 'Dilys Wren'],
    ['Dilys Wren (by 31 March 2019)', 'by 31 March 2019', 'Dilys Wren'],
    ['31 March 2019 (Dilys Wren)', '31 March 2019', 'Dilys Wren'],
    ['31 March 2019\n• Dilys Wren\n• Mandy Loe', '31 March 2019', 'Dilys Wren; Mandy Loe'],
    ['31 March 2019\n1. Dilys Wren\n2. Mandy Loe', '31 March 2019', 'Dilys Wren; Mandy Loe'],
    ['31 March 2019 CCG', '31 March 2019', 'CCG'],
    ['2019-03-31 CCG', '2019-03-31', 'CCG'],
    ['September 2018 CCG', 'September 2018', 'CCG'],
    ['31 March 2019 Louise', '31 March 2019', 'Louise'],
    ['31 March 2019 DW / ML', '31 March 2019', 'DW / ML'],
    ['31 March 2019 Theresa May', '31 March 2019', 'Theresa May'],
    ['31 March 2019 WSCB Dilys Wren', '31 March 2019', 'WSCB Dilys Wren'],
    ['31 March 2019 Mandy Loe Smith Dilys Wren', '31 March 2019', 'Mandy Loe Smith Dilys Wren'],
    ['31 March 2019 Mandy Loe Smith', '31 March 2019', 'Mandy Loe Smith'],
    ['30 June 2018\n30 September 2018\nDilys Wren', '30 June 2018\n30 September 2018', 'Dilys Wren'],
    ['30 June 2018\nDilys Wren\n30 September 2018', '30 June 2018\n30 September 2018', 'Dilys Wren'],
    ['Every quarter\nuntil 31 March\n2019\nDilys Wren', 'Every quarter until 31 March 2019', 'Dilys Wren'],
    ['', '', ''],
  ])('%j', (cell, due, leads) => {
    expect(whenIn(cell, known)).toEqual([{ due, leads }]);
  });

  it.each<[string, string, string]>([
    [
      'Still awaiting date for the implementation of Liquid Stone',
      'Still awaiting date for the implementation of Liquid Stone',
      '',
    ],
    [
      'Still awaiting date for the implementation of Liquid Stone Dilys Wren',
      'Still awaiting date for the implementation of Liquid Stone',
      'Dilys Wren',
    ],
    [
      'Proposal to performance meeting in November 2018. Dilys Wren',
      'Proposal to performance meeting in November 2018.',
      'Dilys Wren',
    ],
    [
      'Proposal to performance meeting in November 2018. Tess Unknown',
      'Proposal to performance meeting in November 2018.',
      'Tess Unknown',
    ],
    [
      '30 June 2018—1st Audit, 30 September for briefing Dilys Wren',
      '30 June 2018—1st Audit, 30 September for briefing',
      'Dilys Wren',
    ],
    ['Quarterly report to Performance Board', 'Quarterly report to Performance Board', ''],
    ['31 March 2019 Final Report', '31 March 2019 Final Report', ''],
    ['31 March 2019 unless Louise agrees', '31 March 2019 unless Louise agrees', ''],
    ['When the vacant post is filled Dilys Wren', 'When the vacant post is filled', 'Dilys Wren'],
  ])('%j: words that are neither stay with the date', (cell, due, leads) => {
    expect(whenIn(cell, known)).toEqual([{ due, leads }]);
  });

  it('goes in pairs where each date has people of its own', () => {
    const pairs = [
      { due: '30 June 2018', leads: 'Dilys Wren' },
      { due: '30 September 2018', leads: 'Mandy Loe' },
    ];
    expect(whenIn('30 June 2018 Dilys Wren\n30 September 2018 Mandy Loe', known)).toEqual(pairs);
    expect(whenIn('Dilys Wren 30 June 2018; Mandy Loe 30 September 2018', known)).toEqual(pairs);
  });

  it('reads two words with capitals behind a date as a name that nobody knows yet', () => {
    expect(whenIn('31 March 2019 Tilda Moss Piers Okonkwo', knownNames([]))).toEqual([
      { due: '31 March 2019', leads: 'Tilda Moss Piers Okonkwo' },
    ]);
  });
});
