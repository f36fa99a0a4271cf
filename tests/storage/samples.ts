import { newOfficer } from '../../bot/flows/enrol.js';
import { newDigest } from '../../bot/flows/new-digest.js';
import { civilDate, instant, type Instant } from '../../bot/domain/dates.js';
import { DEFAULT_KEY } from '../../bot/domain/policy.js';
import type { Asked } from '../../bot/domain/asks.js';
import { PLAN_DEFAULTS } from '../../bot/domain/plan.js';
import type { Area, Milestone, Objective, Plan } from '../../bot/domain/plan.js';
import type { Change, Digest, Image, Officer, Revision } from '../../bot/flows/ports.js';

export const NOON: Instant = instant('2026-11-18T12:00:00Z');
export const LATER: Instant = instant('2026-11-18T13:00:00Z');
export const DAY = civilDate('2026-11-18');
export const MONDAY = civilDate('2026-11-16');
export const SLOT = '2026-11-18T09:00:00.000Z';

/** Refs as plans print them, and what else could stand there. */
export const HARD_REFS = [
  'CiN/CP 1.1',
  'A\\B#1?',
  '100%|2',
  ' spaces ',
  "O'Brien's",
  'Ü-ž-中-😀',
  'tab\tnewline\n',
  '=0020',
  '.',
  '..',
  "x' or PartitionKey ne '",
];

export const PLAN: Plan = {
  id: 'ilacs-2026',
  title: 'Improvement plan',
  levels: { area: 'Area', objective: 'Objective', milestone: 'Milestone' },
  importedOn: DAY,
  preset: 'confidence',
  owner: null,
  key: DEFAULT_KEY,
  yearStarts: 4,
  bodies: [],
  ...PLAN_DEFAULTS,
};
export const AREA: Area = { code: 'CiN/CP', title: 'Children in need', order: 1, heads: ['officer1'], signed: null };
export const OBJECTIVE: Objective = { code: 'CiN/CP 1', area: 'CiN/CP', title: 'Assess in time', order: 1 };

export function aMilestone(ref: string, rest: Partial<Milestone> = {}): Milestone {
  return {
    plan: PLAN.id,
    ref,
    area: AREA.code,
    objective: OBJECTIVE.code,
    order: 1,
    text: 'All assessments are “good” or better — 95 %',
    tags: ['practice'],
    leads: ['officer1'],
    leadsText: 'Emma Bennett',
    due: { kind: 'day', date: civilDate('2026-12-18'), text: '18 December 2026' },
    baseline: civilDate('2026-12-18'),
    moves: [{ from: null, to: civilDate('2026-12-18'), reason: null, on: DAY, approvedBy: null }],
    state: 'in-progress',
    update: {
      rating: 'amber',
      grade: 'amber',
      note: 'Half done',
      cause: 'Vacancies',
      remedy: 'Agency staff',
      help: null,
      recovery: civilDate('2026-12-01'),
      forecast: null,
      nextStep: null,
      nextStepBy: null,
      doneOn: null,
      evidence: null,
      evidenceLink: null,
      evidenceDue: null,
      outcome: null,
      sameAs: null,
      waitsOn: null,
      onBehalf: null,
      confirmedOnly: false,
      by: { kind: 'officer', id: 'officer1' },
      at: NOON,
      on: DAY,
    },
    answeredOn: DAY,
    overdueAnswers: [],
    deliveredOn: null,
    evidenceDue: null,
    printed: { progress: 'On track', evidence: null, sameAs: null, mark: null, state: null },
    settledThrough: null,
    deferral: null,
    proposal: null,
    ledSince: [],
    decided: null,
    closure: null,
    waitsFor: [],
    answers: [],
    queries: [],
    marking: null,
    cleared: [],
    wording: null,
    challenges: [],
    importedOn: DAY,
    ...rest,
  };
}

export function aChange(image: Image, previous: Revision | null = null, rest: Partial<Change> = {}): Change {
  return {
    image,
    previous,
    at: NOON,
    recordedAt: NOON,
    by: { kind: 'import' },
    why: 'import',
    inputHash: 'abc',
    ...rest,
  };
}

export function milestoneImage(ref: string, rest: Partial<Milestone> = {}): Image {
  return { kind: 'milestone', milestone: aMilestone(ref, rest) };
}

/** Every field that a plan file or a form fills, as long as it may be and of what JSON makes longest. */
export function aLargestMilestone(ref: string): Milestone {
  const small = aMilestone(ref);
  const officer = { kind: 'officer', id: 'officer1' } as const;
  const printed = (length: number): string => '"\n'.repeat(length / 2);
  const typed = '"\n\u0007é'.repeat(500);
  return {
    ...small,
    text: printed(4_000),
    tags: Array.from({ length: 500 }, () => '"'),
    leads: Array.from({ length: 330 }, (_, i) => `officer${String(i)}`),
    leadsText: printed(1_000),
    due: { kind: 'awaited', text: printed(500) },
    update: small.update && {
      ...small.update,
      note: typed,
      cause: typed,
      remedy: typed,
      help: typed,
      nextStep: typed,
      evidence: typed,
      evidenceLink: `https://council.example/${'%E2'.repeat(158)}`,
      outcome: 'not-achieved',
      sameAs: { ref: 'CiN/CP 1.1', rev: 7 },
      waitsOn: { kind: 'body', name: '"'.repeat(80) },
      onBehalf: { enteredBy: { kind: 'operator' }, source: 'e-mail', on: DAY },
    },
    printed: { progress: printed(10_000), evidence: printed(10_000), sameAs: null, mark: null, state: null },
    settledThrough: null,
    moves: Array.from({ length: 12 }, () => ({
      from: DAY,
      to: DAY,
      reason: typed.slice(0, 500),
      on: DAY,
      approvedBy: officer,
      was: printed(500),
      where: typed.slice(0, 500),
    })),
    deferral: { until: DAY, reason: typed.slice(0, 500), by: officer, on: DAY },
    proposal: {
      id: 'p1',
      date: null,
      state: 'superseded',
      replacedBy: [small.ref],
      because: 'partner',
      reason: typed.slice(0, 500),
      by: officer,
      on: DAY,
    },
    closure: {
      state: 'superseded',
      reason: typed.slice(0, 500),
      replacedBy: [small.ref],
      proposedBy: officer,
      approvedBy: { kind: 'operator' },
      on: DAY,
      where: typed.slice(0, 500),
    },
    waitsFor: [],
    answers: [],
    queries: [],
  };
}

export function anAsked(officer: string, ref: string, rest: Partial<Asked> = {}): Asked {
  return { officer, plan: PLAN.id, ref, anchor: '2026-12-18', step: '-20', slot: SLOT, at: NOON, ...rest };
}

export function aDigest(officer: string, slot: string, asked: readonly Asked[]): Digest {
  return newDigest({
    officer,
    slot,
    entries: asked.map(({ plan, ref, anchor, step }) => ({
      plan,
      ref,
      ask: { because: 'stage', anchor, step, on: DAY },
    })),
    plannedAt: NOON,
    notBefore: null,
    atOnce: false,
    more: 0,
  });
}

export function anOfficer(id: string, name: string, rest: Partial<Officer> = {}): Officer {
  return { ...newOfficer(id, name), ...rest };
}
