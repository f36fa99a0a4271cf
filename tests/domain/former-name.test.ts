import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { httpsLink } from '../../bot/domain/evidence-link.js';
import {
  FORMER_OFFICER,
  imageWithoutNames,
  textsWithNames,
  withoutNames,
  type Names,
} from '../../bot/domain/former-name.js';

const GRACE: Names = {
  theirs: ['Grace Hall', 'G. Hall', 'Grace'],
  others: ['Grace Hall-Lee', 'Mary Grace Hall', 'Hall'],
};
const cell = (text: string, names = GRACE): unknown => imageWithoutNames({ leadsText: text }, names);

describe('a name in running text', () => {
  it.each([
    ['Grace Hall leads it', 'a former officer leads it'],
    ['by GRACE  hall.', 'by a former officer.'],
    ["Grace Hall's team", "a former officer's team"],
    ['Grace Hall’s and G Hall’s', 'a former officer’s and a former officer’s'],
    ['(Grace-Hall), “Grace Hall”', '(a former officer), “a former officer”'],
    ['Grace\nHall', 'a former officer'],
    ['G. Hall; Grace Hall', 'a former officer; a former officer'],
    ['ask G.Hall', 'ask a former officer'],
  ])('goes from %j', (text, expected) => {
    expect(withoutNames(text, GRACE)).toBe(expected);
  });

  it.each([
    'Grace Hall-Lee leads it',
    'Mary Grace Hall',
    'with grace, Hall said',
    'a period of grace. Hall booking follows',
    'Grace; Hall',
    'Grace alone',
    'the hall',
    'Grace Halls',
    'Disgrace Hall',
    'M. G. Hall',
    'non-Grace Hall',
    'gracehall',
    '',
  ])('is not found in %j', (text) => {
    expect(withoutNames(text, GRACE)).toBe(text);
  });

  it('is none of the words that it is made of', () => {
    expect(withoutNames('Allis, all is well, al-lis', { theirs: ['Al Lis'], others: [] })).toBe(
      'Allis, all is well, a former officer',
    );
  });

  it('may have been printed with other hyphens, accents composed or not, and the comma of its own', () => {
    const names = { theirs: ['Zoë Osei-Tutu', 'Osei-Tutu, Zoë'], others: [] };
    expect(withoutNames('Zoe\u0308 Osei‑Tutu; ZOË OSEI TUTU', names)).toBe('a former officer; a former officer');
    expect(withoutNames('Osei-Tutu, Zoë', names)).toBe('a former officer');
  });
});

describe('a cell that lists people', () => {
  it('loses a name of one word too, and keeps those of others', () => {
    expect(cell('Grace; Hall / Grace Hall-Lee, Mary Grace Hall & GRACE')).toEqual({
      leadsText: 'a former officer; Hall / Grace Hall-Lee, Mary Grace Hall & a former officer',
    });
    expect(cell('GraceHall')).toEqual({ leadsText: 'a former officer' });
  });
});

describe('an image', () => {
  it('keeps every id, code and ref, in the order in which they stand', () => {
    const image = {
      plan: 'Grace Hall',
      ref: 'Grace Hall',
      b: ['Grace Hall', 1, null],
      a: { note: 'Grace Hall', on: true },
    };
    expect(JSON.stringify(imageWithoutNames(image, GRACE))).toBe(
      '{"plan":"Grace Hall","ref":"Grace Hall","b":["a former officer",1,null],"a":{"note":"a former officer","on":true}}',
    );
  });

  it('loses a name in every text of an answer, and keeps what it points at and chose', () => {
    const words = (text: string) => ({
      ...{ note: text, cause: text, remedy: text, help: text, nextStep: text, evidence: text },
      evidenceLink: `https://council.example/${text.replace(' ', '-')}/minutes`,
    });
    const points = {
      sameAs: { ref: 'Grace Hall', rev: 3 },
      waitsOn: { kind: 'body', name: 'Grace Hall' },
      onBehalf: { enteredBy: { kind: 'officer', id: 'Grace Hall' }, source: 'e-mail', on: '2026-11-18' },
    };
    const proposal = (reason: string) => ({
      id: 'evidence:1',
      because: 'Grace Hall',
      reason,
      by: { id: 'Grace Hall' },
    });
    const image = {
      bodies: ['Grace Hall'],
      update: { ...words('Grace Hall'), ...points },
      proposal: proposal('Grace Hall'),
    };
    expect(imageWithoutNames(image, GRACE)).toEqual({
      bodies: ['Grace Hall'],
      update: {
        ...words('a former officer'),
        // With a name in it all of it goes: half an address leads nowhere.
        evidenceLink: 'a former officer',
        ...points,
      },
      proposal: proposal('a former officer'),
    });
  });

  it('tells in how many texts a name, or a word that may be one, is left', () => {
    expect(
      textsWithNames(
        { ref: 'Grace Hall', text: 'Grace, and grace', note: 'Grace Hall-Lee', help: 'a day of grace', due: 'never' },
        GRACE,
      ),
    ).toBe(2);
  });
});

describe('whatever is written', () => {
  const word = fc.constantFrom('Grace', 'hall', 'Hall-Lee', 'Mary', 'G.', 'and', ';', 'x', "Hall's", ',', '\n', 'É');
  const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));

  it('what was found once is not found again, and nothing changes without a name', () => {
    fc.assert(
      fc.property(text, (one) => {
        const once = withoutNames(one, GRACE);
        expect(withoutNames(once, GRACE)).toBe(once);
        expect(withoutNames(one, { theirs: [], others: GRACE.theirs })).toBe(one);
        // Whatever is left is part of what was there.
        let at = 0;
        for (const piece of once.split('a former officer')) {
          at = one.indexOf(piece, at);
          expect(at).toBeGreaterThanOrEqual(0);
          at += piece.length;
        }
      }),
    );
  });
});

describe('in the link to evidence', () => {
  const names = { theirs: ['Ann Hall'], others: ['Ann Hallam'] };
  const without = (evidenceLink: string) => imageWithoutNames({ evidenceLink }, names);

  it.each([
    'https://x.org/Ann%20Hall.docx',
    'https://x.org/Ann-Hall.docx',
    'https://x.org/ann_hall/plan',
    'https://x.org/personal/ann.hall/doc',
    'https://x.org/a?by=Ann+Hall',
    'https://x.org/%FF/Ann%20Hall',
    'https://x.org/%FFAnn%20Hall',
  ])('a name takes all of it away: %s', (link) => {
    expect(without(link)).toEqual({ evidenceLink: FORMER_OFFICER });
    expect(httpsLink(FORMER_OFFICER)).toBeNull();
    expect(textsWithNames({ evidenceLink: link }, names)).toBe(1);
    expect(textsWithNames(without(link), names)).toBe(0);
  });

  it.each([
    'https://x.org/Ann%20Hallam.docx',
    'https://x.org/town-hall/ann',
    'https://x.org/minutes',
    'https://x.org/%',
  ])('leads on where nobody of that name stands: %s', (link) => {
    expect(without(link)).toEqual({ evidenceLink: link });
  });
});
