import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  behalfInWords,
  forWhom,
  mayEnterFor,
  readSource,
  sourceInWords,
  wrongSupporter,
} from '../../bot/domain/on-behalf.js';
import { SOURCES } from '../../bot/domain/plan.js';
import { rollUp } from '../../bot/domain/rollup.js';
import { aMilestone, answered, d, rollupFacts } from '../support/builders.js';
import { group, known, led, person } from '../support/people.js';

const LOADED = d('2026-11-02');
const TODAY = d('2026-11-18');

/** Led by Ann and Ben, of whom Sue supports Ann alone. */
const PEOPLE = known(
  person('Ann', { supporters: ['Sue'] }),
  person('Ben'),
  person('Sue'),
  person('head'),
  person('second'),
  person('owner'),
  person('Sam'),
  person('gone', { outside: 'left', roles: ['admin'] }),
  person('guest', { outside: 'external' }),
);
const ONE = { ...led(['Ann', 'Ben']), area: { ...led([]).area!, heads: ['head', 'second'] } };
const may = (id: string, officer: string, admin = false, people = PEOPLE): boolean =>
  mayEnterFor({ id, admin }, officer, ONE, people);

describe('who may enter an answer for whom', () => {
  it.each([
    ['the head of service of its area', 'head', false, ['Ann', 'Ben']],
    ['the second head', 'second', false, ['Ann', 'Ben']],
    ['the plan owner', 'owner', false, ['Ann', 'Ben']],
    ['an admin', 'Sam', true, ['Ann', 'Ben']],
    ['a named supporter, of who named them alone', 'Sue', false, ['Ann']],
    ['somebody else', 'Sam', false, []],
    ['a co-lead, who has words of their own', 'Ben', false, []],
    ['an admin who leads it too, for the other', 'Ben', true, ['Ann']],
    ['an admin who has left', 'gone', true, []],
    ['somebody of another organisation', 'guest', true, []],
    ['somebody whom nobody knows', 'nobody', true, []],
  ])('%s', (_, id, admin, whom) => {
    expect(forWhom({ id, admin }, ONE, PEOPLE)).toEqual(whom);
  });

  it('nobody for themselves, and nobody for who does not lead it', () => {
    expect(may('Ann', 'Ann', true)).toBe(false);
    expect(may('head', 'Sam')).toBe(false);
    expect(may('Sam', 'owner', true)).toBe(false);
  });

  it('for members of a group that leads, for a lead of another organisation, and for nobody who has left', () => {
    const people = known(
      person('Ben'),
      person('Sam'),
      person('head'),
      person('gone', { outside: 'left' }),
      group('board', 'each', 'Ben', 'Sam'),
      person('partner', { outside: 'external', entraId: null }),
    );
    const one = { ...ONE, milestone: { ...ONE.milestone, leads: ['board', 'partner', 'gone'] } };
    expect(forWhom({ id: 'head', admin: false }, one, people)).toEqual(['Ben', 'Sam', 'partner']);
  });

  it('goes with the person, under ids that they had before', () => {
    const people = known(person('Ann', { supporters: ['old-sue'] }), person('Sue', { formerIds: ['old-sue'] }));
    expect(mayEnterFor({ id: 'Sue', admin: false }, 'Ann', led(['Ann']), people)).toBe(true);
  });

  it('is lost with the milestone: a supporter of somebody who leads it no more has no say', () => {
    expect(mayEnterFor({ id: 'Sue', admin: false }, 'Ann', led(['Ben']), PEOPLE)).toBe(false);
  });
});

describe('where an answer came from', () => {
  it.each([
    ['e-mail', 'e-mail of Monday 16 November 2026'],
    ['E-Mail', 'e-mail of Monday 16 November 2026'],
    ['email', 'e-mail of Monday 16 November 2026'],
    ['phone', 'phone call of Monday 16 November 2026'],
    ['meeting', 'meeting of Monday 16 November 2026'],
    ['letter', 'letter of Monday 16 November 2026'],
  ])('%s', (source, words) => {
    const read = readSource({ source, on: '2026-11-16' }, LOADED, TODAY);
    expect('faults' in read ? read.faults : sourceInWords(read)).toBe(words);
  });

  it.each([
    ['', '2026-11-16', ['source: Say how it reached you.']],
    ['pigeon', '2026-11-16', ['source: Say how it reached you.']],
    ['phone', '', ['on: Give the date of the e-mail, call, meeting or letter.']],
    ['phone', '16.11.', ['on: “16.11.” is not a date. Give one like 2026-11-16.']],
    ['phone', '2026-02-30', ['on: “2026-02-30” is not a date. Give one like 2026-11-16.']],
    [
      'phone',
      '2026-11-19',
      ['on: Thursday 19 November 2026 has not come yet. Give Wednesday 18 November 2026 or an earlier date.'],
    ],
    [
      'phone',
      '2026-11-01',
      ['on: Sunday 1 November 2026 is before the plan was loaded. Give Monday 2 November 2026 or a later date.'],
    ],
    ['', '', ['source: Say how it reached you.', 'on: Give the date of the e-mail, call, meeting or letter.']],
  ])('%j on %j is refused', (source, on, faults) => {
    const read = readSource({ source, on }, LOADED, TODAY);
    expect('faults' in read && read.faults.map(({ field, message }) => `${field}: ${message}`)).toEqual(faults);
  });

  it('the day of the load and today will do', () => {
    for (const on of [LOADED, TODAY])
      expect(readSource({ source: 'phone', on }, LOADED, TODAY)).toEqual({ source: 'phone', on });
  });

  it('whatever is typed, it is a known way and a day between, or each wrong field is named once', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom(...SOURCES)),
        fc.oneof(fc.string(), fc.constantFrom('2026-11-01', '2026-11-02', '2026-11-18', '2026-11-19')),
        (source, on) => {
          const read = readSource({ source, on }, LOADED, TODAY);
          if ('faults' in read) {
            const fields = read.faults.map(({ field }) => field);
            expect(fields.length).toBeGreaterThan(0);
            expect(new Set(fields).size).toBe(fields.length);
          } else {
            expect(SOURCES).toContain(read.source);
            expect(read.on >= LOADED && read.on <= TODAY).toBe(true);
          }
        },
      ),
    );
  });

  it('is told as RULES 5 has it', () => {
    expect(behalfInWords('Dawn', 'Sam', { source: 'e-mail', on: d('2026-11-16') })).toBe(
      'Dawn for Sam, from e-mail of Monday 16 November 2026',
    );
  });
});

describe('a summary', () => {
  it('says where an answer came from that somebody entered, and names neither of them', () => {
    const enteredBy = { kind: 'officer', id: 'Sue' } as const;
    const onBehalf = { enteredBy, source: 'phone', on: d('2026-03-02') } as const;
    const amber = answered(aMilestone(), '2026-03-04', {
      rating: 'amber',
      grade: 'amber',
      cause: 'Two posts',
      onBehalf,
    });
    const [exception] = rollUp(rollupFacts('2026-03-20', [amber])).exceptions;
    expect(exception?.because).toBe('rated Amber on Wednesday 4 March 2026, from phone call of Monday 2 March 2026');
  });
});

describe('who may be named as a supporter', () => {
  const named = (id: string, given = {}) => ({ ...person(id, given) });
  it.each([
    ['somebody of the organisation', named('Ann'), named('Sue'), null],
    ['for a lead of another organisation', named('Ann', { outside: 'external' }), named('Sue'), null],
    ['oneself', named('Ann'), named('Ann'), 'own-supporter'],
    ['for a group', group('board', 'any', 'Ann'), named('Sue'), 'is-a-group'],
    ['a group', named('Ann'), group('board', 'any', 'Sue'), 'is-a-group'],
    ['for who has left', named('Ann', { outside: 'left' }), named('Sue'), 'has-left'],
    ['who has left', named('Ann'), named('Sue', { outside: 'left' }), 'has-left'],
    ['who is of another organisation', named('Ann'), named('Sue', { outside: 'external' }), 'external'],
  ])('%s', (_, officer, supporter, code) => {
    expect(wrongSupporter(officer, supporter)?.code ?? null).toBe(code);
  });
});
