import { describe, expect, it } from 'vitest';
import { readDue, readDues } from '../../bot/domain/due.js';

/** What a part became, for the eye: its words, its last day, a ~ where the year is inferred, and its label. */
function partsOf(words: string): string[] {
  return readDues(words).readings.map(({ due, label }) => {
    const last = due.kind === 'day' ? due.date : 'to' in due ? due.to : due.kind;
    const inferred = 'yearInferred' in due && due.yearInferred ? '~' : '';
    return `${due.text} = ${inferred}${last}${label === null ? '' : ` [${label}]`}`;
  });
}

const DIVIDED: readonly (readonly [string, readonly string[]])[] = [
  [
    '30 June 2018 - 1st Audit; 30 September for briefing',
    ['30 June 2018 - 1st Audit = 2018-06-30 [1st Audit]', '30 September for briefing = ~2018-09-30 [for briefing]'],
  ],
  [
    '30 June 2018—1 st Audit\n30 September for briefing',
    ['30 June 2018—1 st Audit = 2018-06-30 [1 st Audit]', '30 September for briefing = ~2018-09-30 [for briefing]'],
  ],
  [
    '30 June 2018—1 st Audit 30 September for briefing',
    ['30 June 2018—1 st Audit = 2018-06-30 [1 st Audit]', '30 September for briefing = ~2018-09-30 [for briefing]'],
  ],
  [
    '30 June 2018 (Phase 1), 30 September (Phase 2)',
    ['30 June 2018 (Phase 1) = 2018-06-30 [Phase 1]', '30 September (Phase 2) = ~2018-09-30 [Phase 2]'],
  ],
  [
    'Audit by 30 June 2018 and briefing by 30 September 2018',
    ['Audit by 30 June 2018 = 2018-06-30 [Audit]', 'briefing by 30 September 2018 = 2018-09-30 [briefing]'],
  ],
  [
    '1st Audit: 30 June 2018\nBriefing: 30 September',
    ['1st Audit: 30 June 2018 = 2018-06-30 [1st Audit]', 'Briefing: 30 September = ~2018-09-30 [Briefing]'],
  ],
  [
    'Audit 1 – 30 June 2018; Audit 2 – 30 September 2018',
    ['Audit 1 – 30 June 2018 = 2018-06-30 [Audit 1]', 'Audit 2 – 30 September 2018 = 2018-09-30 [Audit 2]'],
  ],
  [
    'Audit 1 - 30 June; Audit 2 - 30 September 2018',
    ['Audit 1 - 30 June = ~2018-06-30 [Audit 1]', 'Audit 2 - 30 September 2018 = 2018-09-30 [Audit 2]'],
  ],
  [
    '30 June 2018 - audit\n1 - 5 October 2018',
    ['30 June 2018 - audit = 2018-06-30 [audit]', '1 - 5 October 2018 = 2018-10-05'],
  ],
  ['a) 31 March 2018\nb) 30 June 2018', ['31 March 2018 = 2018-03-31 [a)]', '30 June 2018 = 2018-06-30 [b)]']],
  ['1. 31 March 2018 2. 30 June 2018', ['31 March 2018 = 2018-03-31 [1]', '30 June 2018 = 2018-06-30 [2]']],
  ['1. 31 March\n2. 30 June 2018', ['31 March = ~2018-03-31 [1]', '30 June 2018 = 2018-06-30 [2]']],
  ['(i) 1-5 May 2018; (ii) 30 June', ['1-5 May 2018 = 2018-05-05 [(i)]', '30 June = ~2018-06-30 [(ii)]']],
  [
    'a) Audit: 31 March 2018, b) 30 June 2018 (briefing) and c) Q3 2018/19',
    [
      'Audit: 31 March 2018 = 2018-03-31 [a) Audit]',
      '30 June 2018 (briefing) = 2018-06-30 [b) briefing]',
      'Q3 2018/19 = 2018-12-31 [c)]',
    ],
  ],
  [
    '31 March 2018\nFirst audit\n30 June\nSecond audit',
    ['31 March 2018 = 2018-03-31 [First audit]', '30 June = ~2018-06-30 [Second audit]'],
  ],
  [
    '31 March 2018\n\nAudit\n\nBy September 2018:\nBriefing',
    ['31 March 2018 = 2018-03-31 [Audit]', 'By September 2018: = 2018-09-30 [Briefing]'],
  ],
  [
    'First audit\n31 March 2018\nSecond audit\n30 June',
    ['31 March 2018 = 2018-03-31 [First audit]', '30 June = ~2018-06-30 [Second audit]'],
  ],
  [
    '12 June 2018\nScrutiny Panel\n3 October\nCabinet',
    ['12 June 2018\nScrutiny Panel = 2018-06-12', '3 October\nCabinet = 2018-10-03'],
  ],
  [
    '1) Audit\n31 March 2018\n2) Briefing:\n30 June',
    ['31 March 2018 = 2018-03-31 [1) Audit]', '30 June = ~2018-06-30 [2) Briefing]'],
  ],
  [
    '30 June 2018, 30 September 2018, 31 December 2018 final',
    ['30 June 2018 = 2018-06-30', '30 September 2018 = 2018-09-30', '31 December 2018 final = 2018-12-31 [final]'],
  ],
  [
    '30 June 2018 - draft; 31 December 2018 final report',
    ['30 June 2018 - draft = 2018-06-30 [draft]', '31 December 2018 final report = 2018-12-31 [final report]'],
  ],
  ['31 March 2018 and 30 September 2018', ['31 March 2018 = 2018-03-31', '30 September 2018 = 2018-09-30']],
  ['31 March 2018\n30 September 2018', ['31 March 2018 = 2018-03-31', '30 September 2018 = 2018-09-30']],
  ['March and September 2018', ['March = ~2018-03-31', 'September 2018 = 2018-09-30']],
  ['30 November 2019; 29 February', ['30 November 2019 = 2019-11-30', '29 February = ~2020-02-29']],
  ['30 November 2018; 31 March', ['30 November 2018 = 2018-11-30', '31 March = ~2019-03-31']],
  ['30 November and 31 March 2019', ['30 November = ~2018-11-30', '31 March 2019 = 2019-03-31']],
  [
    '30 June, 30 September, 31 December 2018 and 31 March 2019',
    [
      '30 June = ~2018-06-30',
      '30 September = ~2018-09-30',
      '31 December 2018 = 2018-12-31',
      '31 March 2019 = 2019-03-31',
    ],
  ],
  [
    '1 - 5 May 2018; 19 October - 31 December',
    ['1 - 5 May 2018 = 2018-05-05', '19 October - 31 December = ~2018-12-31'],
  ],
  [
    'Cabinet 12 September 2018 and Scrutiny Panel 3 October 2018',
    ['Cabinet 12 September 2018 = 2018-09-12', 'Scrutiny Panel 3 October 2018 = 2018-10-03'],
  ],
  [
    '30 June 2018 - audit; Scrutiny Panel 12 September 2018',
    ['30 June 2018 - audit = 2018-06-30 [audit]', 'Scrutiny Panel 12 September 2018 = 2018-09-12'],
  ],
];

describe('several dates in one cell', () => {
  it.each(DIVIDED)('%j is a milestone for each', (words, parts) => {
    expect(partsOf(words)).toEqual(parts);
    expect(readDues(words).fault?.code).toBe('several-dates');
    expect(readDue(words)).toMatchObject({ due: { kind: 'awaited', text: words }, fault: { code: 'several-dates' } });
  });

  it('says which year is not printed, and where it was taken from', () => {
    expect(readDues('30 June 2018 - 1st Audit; 30 September for briefing').fault?.message).toBe(
      '"30 June 2018 - 1st Audit; 30 September for briefing" names 2 dates. A milestone was made for each. ' +
        'The year of "30 September" is not printed: 2018 was taken from "30 June 2018".',
    );
    expect(readDues('30 November 2018; 31 March').fault?.message).toContain(
      'The year of "31 March" is not printed: 2019 was taken to follow "30 November 2018".',
    );
  });

  it('tells at the part what was assumed for it alone', () => {
    const [june, autumn] = readDues('30 June 2018; Autumn 2018').readings;
    expect(june?.fault).toBeNull();
    expect(autumn?.fault?.message).toContain('autumn was taken as September to November');
  });

  it.each([
    ['31 March 2018 or 30 September 2018'],
    ['30 June 2018 moved 30 September 2018'],
    ['30 June 2018 - audit, moved; 30 September 2018'],
    ['30 June 2018; not before 30 September 2018'],
    ['30 June 2018; from 30 September 2018'],
    ['30 June 2018; 31 September 2018'],
    ['30 June; 30 September'],
    ['Friday 30 June; 30 June 2018'],
    ['30 November 2018; 31 March; 31 December 2018'],
    ['30 June 2018; 31 March; 28 February; 31 January'],
    ['2018/19; January'],
    ['Q3 2018/19; 31 March'],
    ['Scrutiny Panel 12 June and 3 September 2018'],
    ['31 March 2019, April Jones'],
    ['31 March 2018\nAudit\n30 June 2018'],
    ['Audit\n31 March 2018\n30 June 2018\nDawn Williams'],
    ['31 March 2018\n30 June 2018\nDawn Williams'],
    ['31 March 2018\nAudit\n30 June 2018\nnot yet agreed'],
    ['a) 31 March 2018\nc) 30 June 2018'],
    ['a) 31 March 2018\n2. 30 June 2018'],
    ['a) 31 March 2018 b) Audit c) 30 June 2018'],
    ['a) 31 March 2018\nb) not 30 June 2018'],
    ['a) 31 March 2018\nb) TBC'],
    ['30 June 2018; 31 December 2018 final unless extended'],
    ['31 March 2019 June Smith'],
    ['30 June 2018 31 March 2019'],
    ['March 31st; 30 September 18'],
    [Array.from({ length: 40 }, () => '1 May 2018').join('; ')],
  ])('%j is not plainly two milestones: one, awaited', (words) => {
    const { readings, fault } = readDues(words);
    expect(readings).toEqual([{ ...readDue(words), label: null }]);
    expect(readings[0]?.due).toEqual({ kind: 'awaited', text: words });
    expect(fault).toBeNull();
  });

  it('gives one date its label', () => {
    expect(readDues('30 June 2018 - 1st Audit').readings).toEqual([
      { ...readDue('30 June 2018 - 1st Audit'), label: '1st Audit' },
    ]);
  });
});
