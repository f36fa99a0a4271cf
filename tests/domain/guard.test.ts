/** What the guard finds, and what it leaves alone (RULES 6). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingsIn, isHeld } from '../../bot/domain/guard.js';
import { isNhsNumber } from '../../bot/domain/guard-numbers.js';

const held = (text: string, known: readonly string[] = []) =>
  findingsIn(text, 5, known)
    .filter(isHeld)
    .map(({ words }) => words);
const flagged = (text: string, smallNumber = 5) =>
  findingsIn(text, smallNumber)
    .filter((one) => !isHeld(one))
    .map(({ words }) => words);

const HELD: readonly string[] = [
  'NHS number 943 476 5919',
  '9434765919',
  '943-476-5919',
  'case no 123456',
  'Case number: 12345678',
  'ref LCS-1234567',
  'Mosaic ID 1234567',
  'Liquidlogic 1234567',
  'child ID 55521',
  'client ref P123456',
  'file no. 99887',
  'born 12/03/2009',
  'DOB 12.3.09',
  'DOB: 2009-03-12',
  'born on 12 March 2009',
  '12th March 2009 (DOB)',
  'd.o.b. 12-03-09',
  'date of birth is March 12, 2009',
  'born on the 3rd of May 2011',
  'child AB',
  'young person J.S.',
  'mother (Karen)',
  "Child K's mother Lisa",
  'sibling Tom',
  'Child A',
  'the father, Dave Smith, attended',
  'baby P',
  'YP JS',
  'children AB and CD',
  'siblings Tom and Ann',
  'young people JS, KL',
  'child (AB)',
  'Karen (mother)',
  "AB's mother",
  'child called Tom',
  'child named Nkechi',
  'mother karen',
  'child j.s.',
  '**child** *AB*',
  'child <b>AB</b>',
  'child&nbsp;AB',
  'child\u00a0AB',
  'chi\u200bld A\u200bB',
  '９４３ ４７６ ５９１９',
  'Child: JS',
  'mother Nkechi was seen',
  'Mother Siobhan attends',
  'young person Kwame Mensah',
  'step-father John',
  "Tom's mother attended",
  'mother is Karen.',
  'child J S',
  'CHILD AB',
  'MOTHER KAREN',
  'mother محمد',
  "father O'Brien",
  'sister Zoë',
  'Child K',
  "Child's name is Jayden",
  'the mother of Tom.',
  "child's initials are AB",
  'brother of AB',
  'Sibling: Ann',
  'case 1234567',
  'child LCS 123456',
  'young person Åsa',
  'born 12 Mar 09',
  '12/03/2009 born',
  'D.O.B 120309',
  'child (initials AB)',
  'the mother, Nkechi Obi, came',
];

const HARMLESS: readonly string[] = [
  'Child Protection',
  'child protection',
  'Child and Family',
  "Children's Services",
  "young person's advocate",
  'Mother and Baby Unit',
  'Child Sexual Exploitation',
  'Child Protection Conference',
  'CP plan',
  'CiN/CP 1.1',
  'WFD 3.1',
  '020 8356 5000',
  '0300 123 4567',
  '07700 900123',
  '£1,234,567,890',
  '31 March 2018',
  '2017-18',
  'in 2017/18',
  'Call 01225 477000',
  'Children Act 1989',
  "Young People's Service",
  'Child Death Overview Panel',
  'Child Arrangement Order',
  'Child in Need',
  'each child in need',
  'every child. Karen Smith to lead',
  'children by 31 March 2018',
  'child CSE risk',
  'child CP plan',
  'Young Person CSE team',
  'reborn 31 March',
  'newborn visits by 12 March 2018',
  'stubborn 3 4',
  'parents of 3 schools',
  'Children and Young People',
  "Father's Day",
  'Mother Tongue programme',
  'Child Health Clinic',
  'Child First',
  'siblings placed together',
  'sister organisation',
  'son et lumiere',
  'DfE ref DFE-00195-2013',
  'Ofsted ref 2018',
  'case file audit 2018',
  'case audit of 2017',
  'The child is seen',
  'the child I know',
  'Children A&E attendance',
  'Child A&E',
  'child-centred practice',
  'Child-Centred Practice',
  'Children Looked After Strategy',
  'Ofsted (children)',
  'Child Wellbeing Network',
  'Young Carers',
  'mother, father or sibling',
  'a child, SW to visit',
  'voice of the child: Workers to record',
  'child. A meeting',
  "Children's Social Care",
  'case numbers fell to 150',
  'number of cases 1200',
  '12 of 110 milestones',
  'page 3 of 4',
  '24/11/2017 and born leaders',
  'born leaders',
  'dates of birth complete by 31 March 2018',
  'Baby Box',
  'Twins Trust',
  'Mothers and Fathers',
  'child sees IRO',
  "child's IRO",
  'Child Safeguarding Practice Review',
  'case 4 of 12',
  'file 2017/18',
  'Eclipse 2018',
  'Mosaic go-live 12 March 2018',
  'child - SW to visit',
];

const FLAGGED: readonly string[] = [
  '3 DV cases',
  'one family',
  '0.89% (4 children)',
  'two children',
  '1 child',
  '3 of the children',
  'cases: 3',
  'children (4)',
  '4 young people',
  'Three sibling groups? 2 families',
  '3 looked after children',
];

const UNFLAGGED: readonly string[] = [
  '12 children',
  'five families',
  '20 cases',
  '3% of children',
  '1,204 children',
  '2.3 children',
  '3 family support workers',
  '4 year old children',
  'stage 2 cases',
  '3 months',
  '0 cases',
  '2 days per child',
  'no children',
  'Q3 cases',
];

describe('what is held', () => {
  it.each(HELD)('%s', (text) => {
    expect(held(text)).not.toEqual([]);
  });

  it.each(HELD)('the same within a sentence, between lines and in bold: %s', (text) => {
    expect(held(`It was said on Monday: **${text}**, and noted.`)).not.toEqual([]);
    expect(held(`All is well.\n${text}\nMore follows.`)).not.toEqual([]);
  });

  it.each(HARMLESS)('not: %s', (text) => {
    expect(held(text)).toEqual([]);
  });

  it('is told by the words that were found, and by what they look like', () => {
    const text = 'Delay for child J.S. (DOB 12/03/2009, NHS 943 476 5919, case no 123456): mother (Karen) away';
    expect(findingsIn(text, 5).map(({ words, looksLike }) => `${looksLike}: ${words}`)).toEqual([
      'an NHS number: 943 476 5919',
      'a case number: case no 123456',
      'a date of birth: DOB 12/03/2009',
      'the name of a child or a relative: child J.S.',
      'the name of a child or a relative: mother (Karen)',
    ]);
  });

  it('leaves out who is known to lead it, by the whole name', () => {
    expect(held('Lead for each child (Karen Smith)', ['Karen Smith; Ann Lee'])).toEqual([]);
    expect(held('mother (Karen)', ['Karen Smith'])).toEqual(['mother (Karen)']);
  });
});

describe('what is flagged', () => {
  it.each(FLAGGED)('%s', (text) => {
    expect(flagged(text)).not.toEqual([]);
    expect(held(text)).toEqual([]);
  });

  it.each(UNFLAGGED)('not: %s', (text) => {
    expect(flagged(text)).toEqual([]);
  });

  it('goes by the number of the plan', () => {
    expect(flagged('7 families', 5)).toEqual([]);
    expect(flagged('7 families', 10)).toEqual(['7 families']);
    expect(flagged('3 families', 0)).toEqual([]);
  });
});

/** Nine digits with the one that belongs behind them; undefined where none does. */
function withCheckDigit(nine: string): string | undefined {
  return Array.from({ length: 10 }, (_, digit) => `${nine}${String(digit)}`).find(isNhsNumber);
}

const anyNine = fc.stringMatching(/^[1-9][0-9]{8}$/);

describe('whatever is written', () => {
  it('every NHS number is held, in each of its forms, and one with a wrong digit is none', () => {
    fc.assert(
      fc.property(anyNine, fc.constantFrom('', ' ', '-', '\u00a0', '\u2009'), (nine, blank) => {
        const whole = withCheckDigit(nine);
        fc.pre(whole !== undefined);
        const text = [whole.slice(0, 3), whole.slice(3, 6), whole.slice(6)].join(blank);
        expect(held(`NHS ${text}.`)).not.toEqual([]);
        const wrong = `${nine}${String((Number(whole.slice(-1)) + 1) % 10)}`;
        expect(findingsIn(`It is ${wrong}.`, 5).filter(({ looksLike }) => looksLike === 'an NHS number')).toEqual([]);
      }),
    );
  });

  it('signs that nobody sees hide nothing', () => {
    const unseen = fc.constantFrom('\u200b', '\u00ad', '\u2060', '\ufeff', '\u200e');
    const texts = fc.constantFrom('child AB', 'mother (Karen)', 'DOB 12/03/2009', '943 476 5919');
    fc.assert(
      fc.property(texts, fc.nat(), unseen, (text, at, sign) => {
        const place = at % text.length;
        expect(held(`${text.slice(0, place)}${sign}${text.slice(place)}`)).not.toEqual([]);
      }),
    );
  });

  it('it never fails, and says of everything found what it is', () => {
    const piece = fc.constantFrom(...HELD, ...HARMLESS, ' ', '\n', '**', '<b>', '\u200d', '(', '9', '\ud800');
    const anyText = fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme' })), { maxLength: 12 });
    fc.assert(
      fc.property(anyText, (pieces) => {
        for (const { words, looksLike } of findingsIn(pieces.join(' '), 5)) {
          expect([words.trim(), looksLike]).not.toContain('');
        }
      }),
    );
  });

  const ENDLESS = [
    ...[
      'child ',
      'child A',
      '9',
      '9 ',
      'A.',
      'born ',
      '1/',
      '(',
      'child (',
      'mother of ',
      '<a',
      'Aa ',
      '1 a ',
      'child: ',
    ],
    ...['case no ', "Aa's ", 'ref ', '\u200d', 'child A. ', '12 March ', 'J.S.', 'one of the ', '*a', 'a\n', 'é '],
  ];

  it.each(ENDLESS)('it takes time in proportion to the text: %j without end', (piece) => {
    const timed = (length: number): number => {
      const text = piece.repeat(Math.ceil(length / piece.length));
      const begun = performance.now();
      findingsIn(text, 5);
      return performance.now() - begun;
    };
    timed(10_000);
    // Sixteen times the text: what grew with its square would take 256 times as long.
    expect(timed(160_000)).toBeLessThan(Math.max(timed(10_000), 15) * 64);
  });
});
