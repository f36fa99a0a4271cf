import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsvPlan } from '../../bot/documents/read-csv-plan.js';
import { marksOf } from '../../bot/domain/file-said.js';
import { decided, openDecisions } from '../../bot/domain/plan-decide.js';
import type { Decision, OpenDecision } from '../../bot/domain/plan-decisions.js';
import { isRefused, type PlanFile, type PlanRow } from '../../bot/domain/read-plan.js';
import { anyTable, asCsv } from '../documents/any-table.js';

const DOUBTFUL = [
  'Ref,Area,Objective,Milestone,Due,Leads,RAG,Progress,Marking',
  'FD 1.1,Front door,FD 1 Thresholds,Agree the document,31 December 2018,Ada Quill,,The timescale was extended to end of October 2018,',
  'FD 1.2,,,Brief every school,31st September 2018,Heads of Service and Ada Quill,Teal,See FD 9.9,Secret',
  ',,,Train the team,tbc,,,,',
  'FD 1.3,,,Audit the referrals - COMPLETED,31 March 2019,Bo Marsh,,,',
  'FD 1.3,,,Audit them again,30 June 2018,Cy Dane Fay Eames,,,',
  'FD 2.4,,,Write to partners,31 May 2018,Bo Marsh,,,',
  'FD 2.1,,FD 2 Pathways,Map them,31 March 2031,Bo Marsh,,,',
  ',,,Short break policy will be reviewed,,,,,',
  'FD 2.2,,,Print them,30 June 2018,Bo Marsh,,,',
  'FD 2.3,,,Share them,31 July 2018,Bo Marsh,,,',
].join('\n');

function read(text: string): PlanFile {
  const file = readCsvPlan(text);
  if (isRefused(file)) throw new Error(file.refused);
  return file;
}

const FILE = read(DOUBTFUL);
const OPEN = openDecisions(FILE);

function open(kind: OpenDecision['kind'], ref?: string): OpenDecision {
  const found = OPEN.find((one) => one.kind === kind && (ref === undefined || one.ref === ref));
  if (found === undefined) throw new Error(`Nothing of the kind ${kind} is open`);
  return found;
}

function after(...decisions: Decision[]): PlanFile {
  const { file, faults } = decided(FILE, decisions);
  expect(faults).toEqual([]);
  return file;
}

function row(file: PlanFile, ref: string): PlanRow {
  const found = file.rows.find((one) => one.ref === ref);
  if (found === undefined) throw new Error(`${ref} is not there`);
  return found;
}

describe('what a file leaves open', () => {
  it('is asked in a sentence each, with the cell, what was assumed, and choices', () => {
    expect(OPEN.map(({ kind, ref }) => [kind, ref])).toEqual([
      ['dates', 'FD 1.1'],
      ['impossible-date', 'FD 1.2'],
      ['group', 'FD 1.2'],
      ['rating', 'FD 1.2'],
      ['marking', 'FD 1.2'],
      ['reference', 'FD 1.2'],
      ['ref', 'FD 1.4'],
      ['no-date', 'FD 1.4'],
      ['lead', 'FD 1.4'],
      ['suggestion', 'FD 1.3'],
      ['ref', 'FD 1.3 (2)'],
      ['leads', 'FD 1.3 (2)'],
      ['parent', 'FD 2.4'],
      ['outside-year', 'FD 2.1'],
      ['orphan', null],
    ]);
    for (const { question, assumed, choices } of OPEN) {
      expect(question).toMatch(/^Row \d+.*\?$/);
      expect(assumed).toMatch(/[^.]$/);
      expect(choices.length).toBeGreaterThan(1);
      expect(choices[0]?.typed).toBeNull();
    }
  });

  it('has the same ids at each reading', () => {
    expect(openDecisions(read(DOUBTFUL)).map(({ id }) => id)).toEqual(OPEN.map(({ id }) => id));
    expect(new Set(OPEN.map(({ id }) => id)).size).toBe(OPEN.length);
  });
});

describe('a decision', () => {
  it.each<[string, OpenDecision, string, string | undefined, (file: PlanFile) => unknown, unknown]>([
    [
      'of the text’s date (H20)',
      open('dates'),
      'text',
      undefined,
      (f) => row(f, 'FD 1.1').due,
      { kind: 'day', date: '2018-10-31', text: '31 October 2018' },
    ],
    [
      'asks no more about a date that is decided',
      open('dates'),
      'text',
      undefined,
      (f) => row(f, 'FD 1.1').queries,
      [],
    ],
    [
      'of an impossible date: the last day there is',
      open('impossible-date'),
      'last-day',
      undefined,
      (f) => row(f, 'FD 1.2').due,
      { kind: 'day', date: '2018-09-30', text: '30 September 2018' },
    ],
    [
      'of a date typed as plans print it',
      open('no-date'),
      'date',
      'November 2018',
      (f) => row(f, 'FD 1.4').due.kind,
      'period',
    ],
    [
      'of a date outside the year',
      open('outside-year'),
      'date',
      '31 March 2019',
      (f) => [row(f, 'FD 2.1').due, row(f, 'FD 2.1').queries.length],
      [{ kind: 'day', date: '2019-03-31', text: '31 March 2019' }, 0],
    ],
    [
      'of a group: only the named',
      open('group'),
      'named',
      undefined,
      (f) => row(f, 'FD 1.2').leads.map(({ name }) => name),
      ['Ada Quill'],
    ],
    [
      'of leads who are not named',
      open('lead'),
      'names',
      'Cy Dane; Bo Marsh; cy dane',
      (f) => row(f, 'FD 1.4').leads.map(({ name }) => name),
      ['Cy Dane', 'Bo Marsh'],
    ],
    [
      'of leads who run together',
      open('leads'),
      'names',
      'Cy Dane Fay Eames',
      (f) => row(f, 'FD 1.3 (2)').leads.map(({ name }) => name),
      ['Cy Dane Fay Eames'],
    ],
    ['of a word that is no rating', open('rating'), 'amber', undefined, (f) => row(f, 'FD 1.2').declared, 'amber'],
    [
      'of a word that is no marking',
      open('marking'),
      'internal',
      undefined,
      (f) => row(f, 'FD 1.2').marking,
      { level: 'internal', exempt: null, printed: null },
    ],
    [
      'of a pointer',
      open('reference'),
      'ref',
      'fd2.2',
      (f) => [row(f, 'FD 1.2').sameAs, row(f, 'FD 1.2').queries],
      ['FD 2.2', []],
    ],
    [
      'of a ref',
      open('ref', 'FD 1.4'),
      'ref',
      'FD 1.9',
      (f) => [row(f, 'FD 1.9').refPrinted, f.rows.some(({ ref }) => ref === 'FD 1.4')],
      [true, false],
    ],
    ['of a parent by the number (H2)', open('parent'), 'number', undefined, (f) => row(f, 'FD 2.4').objective, 'FD 2'],
    [
      'of a suggestion',
      open('suggestion'),
      'accept',
      undefined,
      (f) => f.suggestions.map(({ accepted }) => accepted),
      [true],
    ],
    [
      'of orphan text that is part of a row (H5, H6)',
      open('orphan'),
      'attach',
      'FD 2.2',
      (f) => [row(f, 'FD 2.2').text, f.rejected.length],
      ['Print them Short break policy will be reviewed', 0],
    ],
    [
      'of orphan text that is a row of its own',
      open('orphan'),
      'new',
      undefined,
      (f) => f.rows.flatMap(({ ref, text }) => (text.startsWith('Short') ? [ref] : [])),
      ['FD 2.5'],
    ],
  ])('%s', (_, { id }, choice, typed, of, expected) => {
    const file = after({ id, choice, typed });
    expect(of(file)).toEqual(expected);
    expect(openDecisions(file).length).toBeLessThan(OPEN.length);
  });

  it.each<[string, Decision, RegExp]>([
    [
      'a choice that is none',
      { id: open('dates').id, choice: 'maybe' },
      /^Row 2: “maybe” is no choice here\. Give one of: column, text, date\.$/,
    ],
    [
      'nothing typed',
      { id: open('dates').id, choice: 'date', typed: ' ' },
      /^Row 2: “date” needs a date behind it, like “date: 31 March 2027”\.$/,
    ],
    ['no date', { id: open('dates').id, choice: 'date', typed: 'soon' }, /^Row 2, FD 1\.1: “soon” is not a date\./],
    ['a ref that is taken', { id: open('ref').id, choice: 'ref', typed: 'fd 1.1' }, /is the ref of row 2 already\.$/],
    [
      'a ref that is not there',
      { id: open('orphan').id, choice: 'attach', typed: 'XY 1' },
      /^Row 9: “XY 1” is no ref of this file\.$/,
    ],
    ['an id that is unknown', { id: 'dates:other', choice: 'text' }, /is not open in this file/],
  ])('is told and not followed: %s', (_, decision, message) => {
    const { file, faults } = decided(FILE, [decision]);
    expect(file).toBe(FILE);
    expect(faults).toEqual([{ id: decision.id, message: expect.stringMatching(message) as string }]);
  });

  it('keeps what the file itself said, by which the next file is compared', () => {
    const file = after({ id: open('no-date').id, choice: 'date', typed: '30 June 2018' });
    expect(marksOf(row(file, 'FD 1.4'), file)).toEqual(marksOf(row(FILE, 'FD 1.4'), FILE));
    expect(row(file, 'FD 1.4').before?.decided).toEqual(['due']);
  });

  it('twice about one thing is told', () => {
    const { id } = open('dates');
    const { faults } = decided(FILE, [
      { id, choice: 'text' },
      { id, choice: 'column' },
    ]);
    expect(faults.map(({ message }) => message)).toEqual([expect.stringContaining('decided twice')]);
  });
});

describe('decisions of any file', () => {
  it('that are what was assumed leave the file itself', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const file = readCsvPlan(asCsv(table));
        if (isRefused(file)) return;
        const defaults = openDecisions(file).map(({ id, choices }) => ({ id, choice: choices[0]?.id ?? '' }));
        expect(decided(file, defaults)).toEqual({ file, faults: [] });
        expect(decided(file, defaults).file).toBe(file);
      }),
    );
  });

  it('touch no row but their own', () => {
    const typed = { date: '31 March 2019', ref: 'FD 2.3', names: 'Cy Dane' };
    for (const one of OPEN) {
      for (const choice of one.choices) {
        const ref = choice.typed === 'ref' && one.kind === 'ref' ? 'FD 7.7' : 'FD 2.3';
        const words = choice.typed === null ? undefined : choice.typed === 'ref' ? ref : typed[choice.typed];
        const { file } = decided(FILE, [{ id: one.id, choice: choice.id, typed: words }]);
        const others = FILE.rows.filter(
          (each) => each.ref !== one.ref && !(one.kind === 'orphan' && each.ref === 'FD 2.3'),
        );
        for (const other of others) expect(file.rows).toContainEqual(other);
      }
    }
  });

  it('the first layout has no two of one id', () => {
    const file = read(readFileSync(join(import.meta.dirname, '../documents/plans/first-layout.csv'), 'utf8'));
    const ids = openDecisions(file).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(10);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
