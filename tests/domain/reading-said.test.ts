import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCommand } from '../../bot/domain/command.js';
import { planSaid, readingSaid, type PartsOfPlan } from '../../bot/domain/reading-said.js';
import { readingInWords, scopeInWords, wholeReading } from '../../bot/domain/readings.js';

const PLANS = [
  { id: 'cs', title: 'Children’s services' },
  { id: 'cs-2026', title: 'Children’s services for 2026' },
];
const PARTS: PartsOfPlan = {
  areas: [
    { code: 'FD', title: 'Front door' },
    { code: 'EH', title: 'Early help for families' },
    { code: 'CiN/CP', title: 'Children in need' },
  ],
  tags: ['Rec 1', 'Rec 10', 'Ofsted (2025) [urgent]', 'for panel'],
  areaWord: 'theme',
};
const NOTHING = { area: null, tag: null, ceiling: null, memberFacing: null, withWindow: null };

describe('the plan that is meant', () => {
  it.each([
    ['cs', 'cs', ''],
    ['CS-2026 area FD', 'cs-2026', 'area FD'],
    ['children’s   services for 2026 for members', 'cs-2026', 'for members'],
    ['Children’s services for members', 'cs', 'for members'],
  ])('%j is the longest that fits', (line, id, rest) => {
    const said = planSaid(line, PLANS);
    expect([said?.plan.id, said?.rest]).toEqual([id, rest]);
  });

  it('is none where none is named, and the only one where there is one', () => {
    expect(planSaid('', PLANS)).toBeNull();
    expect(planSaid('csx', PLANS)).toBeNull();
    const [only] = PLANS;
    expect(planSaid('area FD', [only!])).toEqual({ plan: only, rest: 'area FD' });
    expect(planSaid('', [only!])).toEqual({ plan: only, rest: '' });
    expect(planSaid('nonsense', [only!])).toBeNull();
  });
});

describe('what of it is read', () => {
  it.each([
    ['', {}],
    ['area FD', { area: 'FD' }],
    ['theme front door, public', { area: 'FD', ceiling: 'public' }],
    ['in the area Early help for families for members', { area: 'EH', memberFacing: true }],
    ['area cin/cp tagged rec 10', { area: 'CiN/CP', tag: 'Rec 10' }],
    ['for Rec 1 restricted', { tag: 'Rec 1', ceiling: 'restricted' }],
    ['tag: Ofsted (2025) [urgent] and for councillors', { tag: 'Ofsted (2025) [urgent]', memberFacing: true }],
    ['for for panel', { tag: 'for panel' }],
    ['up to internal without windows', { ceiling: 'internal', withWindow: false }],
    ['with the reporting window', { withWindow: true }],
    ['Front door', { area: 'FD' }],
    ['Rec 1', { tag: 'Rec 1' }],
  ])('%j', (line, said) => {
    expect(readingSaid(line, PARTS)).toEqual({ ...NOTHING, ...said });
  });

  it.each([
    ['area Front dor', 'There is no area “Front dor”. Did you mean Front door?'],
    ['area Zebra public', 'There is no area “Zebra”. There are: FD, EH, CiN/CP.'],
    ['tagged Rec 11', 'Nothing in this plan carries the tag “Rec 11”. Did you mean Rec 1 or Rec 10?'],
    ['tagged xyzzy for members', 'There are: Rec 1, Rec 10, Ofsted (2025) [urgent], for panel.'],
    ['every Tuesday', '“every Tuesday” was not understood here.'],
  ])('%j is refused in a sentence', (line, words) => {
    expect(readingSaid(line, PARTS)).toContain(words);
  });

  it('a plan without tags says so', () => {
    expect(readingSaid('tagged Rec 1', { ...PARTS, tags: [] })).toContain('it has no tags');
  });

  it('never throws, and never makes up an area, a tag or a ceiling, whatever is said', () => {
    const word = fc.constantFrom(
      'area',
      'for',
      'tagged',
      'public',
      'members',
      'FD',
      'Rec 1',
      '(',
      '[',
      '\\',
      '*',
      ',',
      '',
    );
    const line = fc.oneof(
      fc.string(),
      fc.array(fc.oneof(word, fc.string())).map((words) => words.join(' ')),
    );
    const names = fc.array(fc.string(), { maxLength: 4 });
    fc.assert(
      fc.property(line, names, names, fc.string(), (text, codes, tags, areaWord) => {
        readCommand(text);
        planSaid(text, PLANS);
        const areas = codes.map((code) => ({ code, title: code.toUpperCase() }));
        const said = readingSaid(text, { areas, tags, areaWord });
        if (typeof said === 'string') return said.trim() !== '';
        return (said.area === null || codes.includes(said.area)) && (said.tag === null || tags.includes(said.tag));
      }),
      { numRuns: 1000 },
    );
  });
});

it('a reading is said with what narrows it, up to what, to whom and when', () => {
  const whole = wholeReading('cs');
  expect(readingInWords(whole, 'The plan')).toBe('The plan: up to internal, with each reporting window');
  const part = {
    ...whole,
    area: 'FD',
    tag: 'Rec 1',
    ceiling: 'public',
    memberFacing: true,
    withWindow: false,
  } as const;
  expect(scopeInWords(part, 'The plan')).toBe('area FD of The plan, what is tagged “Rec 1”');
  expect(readingInWords(part, 'The plan')).toContain(': what is public, for members, on its schedules only');
});
