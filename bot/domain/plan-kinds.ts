/** The kinds of tracker beside an improvement plan that councils keep, in words, and what one of them is made from. */
import { PLAN_KINDS, type PlanKind } from './plan.js';

/** Each with its article, as it stands behind "Read as". */
const KIND_WORDS: Readonly<Record<PlanKind, string>> = {
  improvement: 'an improvement plan',
  timetable: 'a timetable',
  risks: 'a list of risks',
  'work-programme': 'a work programme',
  matters: 'a schedule of outstanding matters',
  clearance: 'a report clearance',
  engagement: 'an engagement planner',
  'self-evaluation': 'priorities of a self-evaluation',
};

export function kindInWords(kind: PlanKind): string {
  return KIND_WORDS[kind];
}

/** By its name, "matters"; undefined where there is no such kind. */
export function readKind(text: string): PlanKind | undefined {
  const wanted = text.trim().toLowerCase();
  return PLAN_KINDS.find((kind) => kind === wanted);
}

/** What a row is called where its heading says it of a column and not of a thing; null: as its heading has it. */
export const ROW_NAMES: Readonly<Record<PlanKind, string | null>> = {
  improvement: null,
  timetable: 'Milestone',
  risks: 'Risk',
  'work-programme': 'Report',
  matters: 'Matter',
  clearance: 'Sign-off',
  engagement: 'Activity',
  'self-evaluation': 'Priority',
};

/** The chain of sign-offs that a report goes through, as a table: what, so many calendar days before the meeting, who. */
export const CLEARANCE: readonly (readonly [string, string, string])[] = [
  ['Step', 'Days before', 'Who'],
  ['Agree the purpose of the report', '84', 'Report author'],
  ['First draft to the head of service', '70', 'Report author'],
  ['Head of service has read the draft', '63', 'Head of service'],
  ['Finance comments', '56', 'Finance'],
  ['Legal comments', '49', 'Legal'],
  ['Equality and risk comments', '42', 'Report author'],
  ['Director has cleared the report', '35', 'Director'],
  ['Lead member has been briefed', '21', 'Head of service'],
  ['Final report to democratic services', '14', 'Report author'],
];

/** What can be imported without a file. */
export const TEMPLATES = ['clearance'] as const;
