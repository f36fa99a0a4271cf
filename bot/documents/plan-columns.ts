import type { Levels } from '../domain/plan.js';
import type { TableRow } from './csv.js';
import { oneLine, sameWords } from './words.js';

/** What a column of a plan can hold. */
export type Field =
  'ref' | 'area' | 'objective' | 'milestone' | 'due' | 'leads' | 'declared' | 'progress' | 'evidence' | 'tags';

/** Headings in the singular, in small letters; of two columns for one field the one named earlier here is read. */
const HEADINGS: Readonly<Record<Field, readonly string[]>> = {
  ref: ['ref', 'reference', 'ref number', 'ref no', 'reference number', 'reference no', 'number', 'no', 'id'],
  area: ['area', 'theme', 'service', 'service area', 'priority', 'priority area', 'workstream'],
  objective: ['objective', 'area for development', 'action', 'recommendation', 'improvement objective', 'aim'],
  milestone: ['milestone', 'what will we do', 'what we will do', 'key milestone'],
  due: [
    ...['due', 'timescale', 'deadline', 'target date', 'due date', 'date due', 'by when', 'target completion date'],
    ...['milestone date', 'when'],
  ],
  leads: [
    ...['lead', 'lead officer', 'owner', 'lead name', 'responsible officer', 'accountable officer', 'officer'],
    ...['responsible', 'by whom', 'who'],
  ],
  declared: ['rag', 'brag', 'rag rating', 'brag rating', 'rag status', 'brag status', 'status', 'rating'],
  progress: ['progress', 'progress update', 'update', 'current position', 'position'],
  evidence: ['evidence of impact', 'evidence', 'impact'],
  tags: ['tag', 'label'],
};

/** Where each field stands under the row of headings, and the plan's own words for them. */
export interface Columns {
  /** The row of headings. */
  readonly row: number;
  readonly headings: readonly string[];
  readonly at: Readonly<Partial<Record<Field, number>>>;
}

/** How many of the cells are headings of a plan. */
export function planHeadingsIn(cells: readonly string[]): number {
  return Object.keys(fieldsIn(cells)).length;
}

/** The headings within the first rows; undefined when none of them names the milestones. */
export function findColumns(rows: readonly TableRow[]): Columns | undefined {
  const first = rows.slice(0, 30).map(({ row, cells }) => ({ row, headings: cells, at: fieldsIn(cells) }));
  const named = first.find(({ at }) => at.milestone !== undefined && Object.keys(at).length > 1);
  return named ?? actionsAsMilestones(first);
}

/** A plan with a date or a lead for each action, and no smaller steps: its actions are what is due. */
function actionsAsMilestones(rows: readonly Columns[]): Columns | undefined {
  for (const { row, headings, at } of rows) {
    if (at.due === undefined && at.leads === undefined) continue;
    const action = headings.findIndex((heading) => singular(heading) === 'action');
    if (action < 0) continue;
    const { objective, ...rest } = at;
    const kept = objective === undefined || objective === action ? rest : { ...rest, objective };
    return { row, headings, at: { ...kept, milestone: action } };
  }
  return undefined;
}

function fieldsIn(cells: readonly string[]): Partial<Record<Field, number>> {
  const words = cells.map(singular);
  const at: Partial<Record<Field, number>> = {};
  for (const [field, headings] of Object.entries(HEADINGS) as [Field, readonly string[]][]) {
    const heading = headings.find((known) => words.includes(known));
    if (heading !== undefined) at[field] = words.indexOf(heading);
  }
  return at;
}

/** "Lead Officer(s):" and "lead officer" are one heading. */
function singular(heading: string): string {
  const plain = sameWords(heading)
    .replace(/\(s\)/g, 's')
    .replace(/[.:?*]/g, ' ');
  return oneLine(plain).split(' ').map(singularWord).join(' ');
}

function singularWord(word: string): string {
  if (/ies$/i.test(word)) return word.replace(/ies$/i, (end) => (end === 'IES' ? 'Y' : 'y'));
  return /[^su]s$/i.test(word) ? word.slice(0, -1) : word;
}

/** Columns that have words in them and that nothing is read from, with an example. */
export function unreadColumns(columns: Columns, rows: readonly TableRow[]): { heading: string; example: string }[] {
  const read = new Set(Object.values(columns.at));
  return columns.headings.flatMap((heading, at) => {
    if (read.has(at)) return [];
    const example = rows.map(({ cells }) => cells[at] ?? '').find((cell) => cell !== '');
    return example === undefined ? [] : [{ heading: heading || `column ${String(at + 1)}`, example }];
  });
}

/** The plan's names for its levels, in the singular, as its headings have them. */
export function levelsOf({ headings, at }: Columns): Levels {
  const objective = levelName(at.objective === undefined ? undefined : headings[at.objective], 'Objective');
  const milestone = headings[at.milestone ?? -1] ?? '';
  const spare = objective === 'Action' ? 'Milestone' : 'Action';
  return {
    area: levelName(at.area === undefined ? undefined : headings[at.area], 'Area'),
    objective,
    // "What will we do?" names no thing that a card could speak of.
    milestone: /^what\b/i.test(milestone) ? spare : levelName(milestone, 'Milestone'),
  };
}

function levelName(heading: string | undefined, otherwise: string): string {
  const words = oneLine((heading ?? '').replace(/\(s\)/gi, '').replace(/[.:?*]/g, ' '));
  if (words === '') return otherwise;
  const name = words.split(' ').map(singularWord).join(' ');
  const small = name === name.toUpperCase() ? name.toLowerCase() : name;
  return small.charAt(0).toUpperCase() + small.slice(1);
}
