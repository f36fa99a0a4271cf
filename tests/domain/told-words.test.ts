/** What readers may see of a milestone: every text of it, held or public (RULES 6). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod/v4';
import { civilDate, type Instant } from '../../bot/domain/dates.js';
import type { Marking } from '../../bot/domain/marking.js';
import type { Milestone, Update } from '../../bot/domain/plan.js';
import { changedTexts, TOLD_TEXTS } from '../../bot/domain/told-texts.js';
import {
  asTold,
  HELD_WORDS,
  heldTexts,
  mayBeNamed,
  NOT_CLEARED_WORDS,
  toldWords,
} from '../../bot/domain/told-words.js';
import { imageShape } from '../../bot/storage/shapes.js';
import { anyMilestone } from '../support/any-plan.js';
import { aMilestone } from '../support/builders.js';

const PLAN = { smallNumber: 5 };
const INTERNAL = { ceiling: 'internal' } as const;
const PUBLIC = { ceiling: 'public' } as const;
const HELD = 'mother (Karen) away';
const DAY = civilDate('2026-11-18');
const AT = '2026-11-18T10:00:00.000Z' as Instant;
const BY = { kind: 'operator' } as const;

const UPDATE: Update = {
  ...{ rating: 'amber', grade: 'amber', note: 'Late', cause: HELD, remedy: 'More staff', help: null },
  ...{ recovery: null, forecast: null, nextStep: null, nextStepBy: null, doneOn: null, evidence: null },
  ...{ evidenceLink: 'https://example.org/child%20AB', evidenceDue: null, outcome: null, sameAs: null, waitsOn: null },
  ...{ onBehalf: null, confirmedOnly: false, by: BY, at: AT, on: DAY },
};

/** Names, codes and ids of the plan, of people and of programs: nobody types a sentence there. */
const NO_WORDS_OF_PEOPLE = [
  // Which it is in the plan of the year before; hashes of what its file said, and ids of its leads there.
  ...['carriedFrom.plan', 'carriedFrom.ref', 'fileSaid.leads[]'],
  ...['declared', 'due', 'evidence', 'leads', 'marking', 'parent', 'progress', 'state', 'tags', 'text', 'waits'].map(
    (field) => `fileSaid.marks.${field}`,
  ),
  ...[
    'plan',
    'ref',
    'area',
    'objective',
    'tags[]',
    'leads[]',
    'leadsText',
    'due.board',
    'printed.sameAs',
    'waitsFor[]',
  ],
  ...[
    'update.grade',
    'update.sameAs.ref',
    'update.waitsOn.ref',
    'update.waitsOn.name',
    'answers[].by',
    'answers[].grade',
  ],
  ...[
    'ledSince[].officer',
    'closure.replacedBy[]',
    'challenges[].id',
    'challenges[].from.scope',
    'challenges[].from.channel',
  ],
  ...['proposal', 'decided.proposal', 'decidedBefore[].proposal'].flatMap((one) =>
    ['id', 'handover.from', 'handover.to', 'because', 'replacedBy[]', 'questions[].id'].map(
      (field) => `${one}.${field}`,
    ),
  ),
  // Shown nowhere: what was cleared or is to be reworded is the text itself; the marking and the wording are what the rules here are about.
  ...['cleared[].text', 'reword[]', 'marking.exempt', 'marking.printed', 'wording.text', 'wording.progress'],
];

interface Def {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly in?: z.ZodType;
  readonly format?: string;
}

/** The paths of all texts in a shape; days and moments are none. */
function textsIn(shape: z.ZodType, path: string): readonly string[] {
  const def = shape._zod.def as unknown as Def;
  if (def.type === 'string') return def.format === undefined ? [path] : [];
  const next = (name: string): string => (path === '' ? name : `${path}.${name}`);
  return [
    ...Object.entries(def.shape ?? {}).flatMap(([name, one]) => textsIn(one, next(name))),
    ...(def.element === undefined ? [] : textsIn(def.element, `${path}[]`)),
    ...[def.innerType, def.in, ...(def.options ?? [])].flatMap((one) => (one === undefined ? [] : textsIn(one, path))),
  ];
}

function milestoneTexts(): readonly string[] {
  const all = textsIn(imageShape, '').filter((path) => path.startsWith('milestone.'));
  const own = all.map((path) => path.slice('milestone.'.length));
  // Who did it is an id wherever it stands.
  return [...new Set(own)].filter((path) => !/(?:^|\.)(?:by|enteredBy|approvedBy|proposedBy)\.id$/.test(path));
}

describe('the list of texts', () => {
  it('has every text that a milestone is stored with, or it is said why not', () => {
    expect([...milestoneTexts()].sort()).toEqual([...new Set([...TOLD_TEXTS, ...NO_WORDS_OF_PEOPLE])].sort());
  });

  it.each(TOLD_TEXTS)('finds and masks what stands in %s', (path) => {
    const one = withText(path, HELD);
    expect(heldTexts(one, PLAN).map((found) => found.path)).toEqual([path]);
    const told = JSON.stringify(asTold(one, PLAN, INTERNAL));
    expect(told).not.toContain('Karen');
    expect(told.includes(HELD_WORDS)).toBe(path !== 'update.evidenceLink');
    const cleared = { ...one, cleared: [{ text: HELD, by: BY, on: DAY }] };
    expect(JSON.stringify(asTold(cleared, PLAN, INTERNAL))).toBe(JSON.stringify(cleared));
    expect(JSON.stringify(asTold(one, PLAN, PUBLIC))).not.toContain('Karen');
  });
});

/** A milestone with one text at a path, in the shape that the path tells. */
function withText(path: string, text: string): Milestone {
  const empty = aMilestone({ due: { kind: 'awaited', text: '' }, text: '' });
  const built = (parts: readonly string[], from: unknown): unknown => {
    const [part, ...rest] = parts;
    if (part === undefined) return text;
    if (part === '[]') return [built(rest, undefined)];
    return {
      ...(typeof from === 'object' ? from : {}),
      [part]: built(rest, (from as Record<string, unknown> | null)?.[part]),
    };
  };
  return built(path.replaceAll('[]', '.[]').split('.'), empty) as Milestone;
}

describe('what is told', () => {
  it('is the very same where nothing is held', () => {
    const one = aMilestone({});
    expect(asTold(one, PLAN, INTERNAL)).toBe(one);
  });

  it('has the other texts, the figures and the days as they were', () => {
    const one = aMilestone({ update: UPDATE });
    expect(asTold(one, PLAN, INTERNAL)).toEqual({ ...one, update: { ...UPDATE, cause: HELD_WORDS } });
  });

  it('keeps everything but texts, whatever the milestone', () => {
    fc.assert(
      fc.property(anyMilestone, (one) => {
        const without = (of: Milestone): Milestone => changedTexts(of, () => null);
        for (const readership of [INTERNAL, PUBLIC]) {
          const told = asTold({ ...one, text: `${one.text} for child AB` }, PLAN, readership);
          expect(without(told)).toEqual(without(one));
        }
      }),
    );
  });

  it('is held again where cleared words have changed', () => {
    const one = aMilestone({
      update: { ...UPDATE, note: `${HELD} again` },
      cleared: [{ text: HELD, by: BY, on: DAY }],
    });
    expect(asTold(one, PLAN, INTERNAL).update?.note).toBe(HELD_WORDS);
    expect(asTold(one, PLAN, INTERNAL).update?.cause).toBe(HELD);
  });
});

describe('what the public is told', () => {
  const wording = { text: null, progress: 'On its way.', updateAt: AT, by: BY, on: DAY };

  it('is the cleared wording in place of everything said', () => {
    const one = aMilestone({ text: 'Recruit', update: UPDATE, wording });
    const told = asTold(one, PLAN, PUBLIC);
    expect(told.text).toBe('Recruit');
    expect(told.update).toMatchObject({ note: 'On its way.', cause: null, remedy: null, evidenceLink: null });
    expect(asTold({ ...one, wording: { ...wording, text: 'Hire' } }, PLAN, PUBLIC).text).toBe('Hire');
  });

  it.each([
    ['none was cleared', null],
    ['somebody answered since', { ...wording, updateAt: '2026-11-17T10:00:00.000Z' as Instant }],
  ])('says so where %s', (_, then) => {
    const told = asTold(aMilestone({ text: 'Recruit', update: UPDATE, wording: then }), PLAN, PUBLIC);
    expect(told.text).toBe(NOT_CLEARED_WORDS);
    expect(told.update).toMatchObject({ note: NOT_CLEARED_WORDS, cause: null });
  });

  it('is nothing of progress where nothing was said', () => {
    const told = asTold(aMilestone({ wording: { ...wording, updateAt: null, progress: 'Not begun.' } }), PLAN, PUBLIC);
    expect(told.printed.progress).toBe('Not begun.');
    expect(asTold(aMilestone({}), PLAN, PUBLIC).printed.progress).toBeNull();
  });

  it('is no word of a signature, and no held one anywhere', () => {
    expect(toldWords('All well', PLAN, PUBLIC)).toBe(NOT_CLEARED_WORDS);
    expect(toldWords('', PLAN, PUBLIC)).toBe('');
    expect(toldWords(HELD, PLAN, INTERNAL)).toBe(HELD_WORDS);
    expect(toldWords('All well', PLAN, INTERNAL)).toBe('All well');
  });
});

describe('who may be named', () => {
  const marked = (level: Marking['level']): Marking => ({ level, exempt: null, printed: null });
  it.each([
    ['public', null, false],
    ['public', marked('public'), true],
    ['internal', null, true],
    ['internal', marked('restricted'), false],
    ['restricted', marked('restricted'), true],
  ] as const)('up to %s: %j %s', (ceiling, marking, may) => {
    expect(mayBeNamed({ marking }, { ceiling })).toBe(may);
  });
});
