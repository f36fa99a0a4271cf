import type { PlanKind } from '../domain/plan.js';
import type { Refused } from '../domain/read-plan.js';
import type { PlanField } from '../domain/plan-columns.js';
import type { TableRow } from './csv.js';
import { listed, oneLine, sameWords } from './words.js';

/** What a column of a tracker holds, beside what columns of a plan hold. */
export type TrackerField = 'text' | 'more' | 'when' | 'who' | 'level' | 'said' | 'raised' | 'asks' | 'days';

interface Column {
  /** In the singular, in small letters; the first is how it is named to people. */
  readonly headings: readonly string[];
  /** Without it, it is no tracker of that kind. */
  readonly needed?: true;
}

interface Kind {
  readonly kind: PlanKind;
  readonly columns: Readonly<Partial<Record<TrackerField, Column>>>;
  /** Headings that make it something else. */
  readonly never?: readonly string[];
  /** Only these columns: what has more is an improvement plan. */
  readonly only?: true;
}

const LEADS = ['lead', 'lead officer', 'owner', 'responsible officer', 'officer', 'responsible'];
const SAID = ['current position', 'position', 'progress', 'progress update', 'update', 'comment', 'note'];
const OF_PLANS = ['milestone', 'what will we do', 'what we will do', 'action', 'objective', 'deadline', 'timescale'];

/** In the order in which they are tried. */
const KINDS: readonly Kind[] = [
  {
    kind: 'matters',
    columns: {
      raised: { headings: ['date of meeting', 'meeting date', 'date raised', 'raised'], needed: true },
      text: { headings: ['subject', 'matter', 'outstanding matter', 'issue'], needed: true },
      who: { headings: ['lead member or officer', 'lead officer or member', 'lead member', ...LEADS] },
      said: { headings: SAID, needed: true },
    },
  },
  {
    kind: 'work-programme',
    columns: {
      when: { headings: ['date of meeting', 'meeting date', 'meeting'], needed: true },
      text: { headings: ['item description', 'item', 'topic', 'agenda item', 'report', 'subject'], needed: true },
      who: { headings: ['lead report author', 'report author', 'lead author', 'author', ...LEADS], needed: true },
      asks: { headings: ['question', 'key question', 'question for the panel', 'what the panel want to know'] },
    },
  },
  {
    kind: 'risks',
    columns: {
      text: { headings: ['risk'], needed: true },
      more: { headings: ['description', 'risk description', 'detail'] },
      level: { headings: ['level of risk', 'risk level', 'risk rating', 'level', 'rating', 'rag'], needed: true },
      who: { headings: ['risk owner', ...LEADS] },
      when: { headings: ['review date', 'date of review', 'target date'] },
      said: { headings: ['mitigation', 'mitigating action', 'control', ...SAID] },
    },
  },
  {
    kind: 'clearance',
    columns: {
      text: { headings: ['step', 'sign-off', 'sign off', 'clearance', 'stage'], needed: true },
      days: {
        headings: [
          ...['day before', 'day before meeting', 'day before the meeting', 'calendar day before'],
          ...['calendar day before meeting', 'calendar day before the meeting'],
        ],
        needed: true,
      },
      who: { headings: ['who', 'by whom', 'signatory', ...LEADS] },
    },
  },
  {
    kind: 'engagement',
    columns: {
      when: { headings: ['date', 'when', 'date and time', 'date/time', 'timing'], needed: true },
      text: { headings: ['activity', 'event', 'engagement activity'], needed: true },
      more: { headings: ['audience', 'stakeholder', 'who with'], needed: true },
      who: { headings: ['led by', 'who', ...LEADS] },
      said: { headings: SAID },
    },
  },
  {
    kind: 'self-evaluation',
    columns: {
      text: { headings: ['priority', 'improvement priority', 'self-evaluation priority'], needed: true },
      who: { headings: ['priority owner', ...LEADS], needed: true },
      level: { headings: ['judgement', 'judgment', 'self-evaluation', 'evaluation', 'assessment', 'grade', 'rating'] },
      said: { headings: ['evidence', ...SAID] },
    },
    never: OF_PLANS,
  },
  {
    kind: 'timetable',
    columns: {
      text: { headings: ['milestone', 'key milestone', 'stage'], needed: true },
      when: { headings: ['deadline', 'date'], needed: true },
    },
    only: true,
  },
];

/** A row of headings, read as those of a tracker. */
export interface TrackerHeadings {
  readonly kind: PlanKind;
  readonly row: number;
  readonly headings: readonly string[];
  /** The first column is 0. */
  readonly at: Readonly<Partial<Record<TrackerField, number>>>;
}

/** The field of a plan that a column is read as; null where it is read in a way of its own. */
export const AS_FIELD: Readonly<Record<TrackerField, PlanField | null>> = {
  text: 'milestone',
  more: null,
  when: 'due',
  who: 'leads',
  level: 'declared',
  said: 'progress',
  raised: null,
  asks: null,
  days: null,
};

/** How many of the cells are headings of one kind of tracker, where all that it needs are there; else 0. */
export function trackerHeadingsIn(cells: readonly string[]): number {
  return Math.max(0, ...KINDS.map((kind) => Object.keys(placesIn(kind, cells, false) ?? {}).length));
}

/**
 * The headings of a tracker among the first rows; null where it is an improvement plan, or none. Of a kind that somebody
 * named: one sentence where its columns are not there.
 */
export function findTracker(rows: readonly TableRow[], named: PlanKind | null): TrackerHeadings | Refused | null {
  if (named === 'improvement') return null;
  const kinds = KINDS.filter(({ kind }) => named === null || kind === named);
  for (const { row, cells } of rows.slice(0, 30)) {
    for (const kind of kinds) {
      const at = placesIn(kind, cells, named !== null);
      if (at !== null) return { kind: kind.kind, row, headings: cells, at };
    }
  }
  const [wanted] = kinds;
  return named === null || wanted === undefined ? null : { refused: notThere(wanted) };
}

function placesIn(
  { columns, never = [], only }: Kind,
  cells: readonly string[],
  named: boolean,
): TrackerHeadings['at'] | null {
  const words = cells.map(plainHeading);
  const at: Partial<Record<TrackerField, number>> = {};
  for (const [field, { headings, needed }] of Object.entries(columns) as [TrackerField, Column][]) {
    const found = headings.find((one) => words.includes(one) && !Object.values(at).includes(words.indexOf(one)));
    if (found !== undefined) at[field] = words.indexOf(found);
    else if (needed === true) return null;
  }
  if (named) return at;
  const others = words.filter((word) => word !== '').length - Object.keys(at).length;
  return words.some((word) => never.includes(word)) || (only === true && others > 0) ? null : at;
}

function notThere({ columns }: Kind): string {
  const needed = Object.values(columns).filter((column) => column.needed === true);
  const names = listed(needed.map(({ headings: [first = ''] }) => first.charAt(0).toUpperCase() + first.slice(1)));
  return `The file has not the columns of that kind: it needs ${names}.`;
}

/** "Questions:" and "question" are one heading. */
function plainHeading(heading: string): string {
  const plain = sameWords(heading)
    .replace(/\(s\)/g, 's')
    .replace(/[.:?*]/g, ' ');
  return oneLine(plain)
    .split(' ')
    .map((word) => (word.endsWith('ies') ? `${word.slice(0, -3)}y` : word))
    .map((word) => (word.length > 3 && /[^su]s$/.test(word) ? word.slice(0, -1) : word))
    .join(' ');
}
