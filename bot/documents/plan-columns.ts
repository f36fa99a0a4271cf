import type { Levels } from '../domain/plan.js';
import type { ReadColumn } from '../domain/read-plan.js';
import { PLAN_FIELDS, type MappedColumn, type PlanField } from '../domain/plan-columns.js';
import type { TableRow } from './csv.js';
import { columnNames, isSameHeading, underMapping, type FieldPlaces } from './plan-mapping.js';
import { AS_FIELD, findTracker } from './tracker-headings.js';
import { oneLine, quoted, sameWords, shortened } from './words.js';

/** What a column of a plan can hold. */
export const FIELDS = PLAN_FIELDS;
export type Field = PlanField;

/** Headings in the singular, in small letters; of two columns for one field the one named earlier here is read. */
const HEADINGS: Readonly<Record<Field, readonly string[]>> = {
  ref: [
    ...['ref', 'reference', 'ref number', 'ref no', 'reference number', 'reference no', 'number', 'no', 'id'],
    ...['action ref', 'action reference', 'action number', 'action no', 'milestone ref', 'milestone number'],
  ],
  /** "Theme code": see `fieldsIn`. */
  areaCode: [],
  area: ['area', 'theme', 'service', 'service area', 'priority', 'priority area', 'workstream'],
  objectiveCode: [],
  objective: ['objective', 'area for development', 'action', 'recommendation', 'improvement objective', 'aim'],
  milestone: [
    ...['milestone', 'what will we do', 'what we will do', 'key milestone'],
    ...['what did we do', 'what we did', 'what have we done', 'what we have done'],
  ],
  due: [
    ...['due', 'timescale', 'deadline', 'target date', 'due date', 'date due', 'by when', 'target completion date'],
    ...['milestone date', 'when'],
  ],
  leads: [
    ...['lead', 'lead officer', 'owner', 'lead name', 'responsible officer', 'accountable officer', 'officer'],
    ...['responsible', 'by whom', 'who'],
  ],
  declared: ['rag', 'brag', 'rag rating', 'brag rating', 'rag status', 'brag status', 'status', 'rating'],
  state: ['state'],
  progress: ['progress', 'progress update', 'update', 'current position', 'position'],
  evidence: ['evidence of impact', 'evidence', 'impact'],
  tags: ['tag', 'label'],
  waits: ['depend on', 'depend upon', 'dependent on', 'dependency', 'waiting on', 'waiting for', 'wait for'],
  sameAs: ['same as'],
  marking: ['marking', 'sensitivity', 'classification', 'protective marking', 'security classification'],
};

/** Where each field stands under the row of headings, and the plan's own words for them. */
export interface Columns {
  /** The row of headings. */
  readonly row: number;
  /** The cells of that row. */
  readonly headings: readonly string[];
  readonly at: FieldPlaces;
}

/** How many of the cells are headings of a plan, or what somebody said to be one. */
export function planHeadingsIn(cells: readonly string[], mapping: readonly MappedColumn[] = []): number {
  return Object.keys(underMapping(cells, mapping, fieldsIn)).length;
}

/**
 * The headings within the first rows; undefined when none of them names the milestones. What somebody said of a column
 * goes before what its heading says.
 */
export function findColumns(rows: readonly TableRow[], mapping: readonly MappedColumn[] = []): Columns | undefined {
  const first = rows
    .slice(0, 30)
    .map(({ row, cells }) => ({ row, headings: cells, at: underMapping(cells, mapping, fieldsIn) }));
  const named = first.find(({ at }) => at.milestone !== undefined && Object.keys(at).length > 1);
  return named ?? actionsAsMilestones(first, mapping) ?? ofTracker(rows);
}

/** The headings of a tracker of another kind, as far as plans have such columns: so that its table is found. */
function ofTracker(rows: readonly TableRow[]): Columns | undefined {
  const found = findTracker(rows, null);
  if (found === null || 'refused' in found) return undefined;
  const at = Object.entries(found.at).flatMap(([name, place]) => {
    const field = AS_FIELD[name as keyof typeof AS_FIELD];
    return field === null ? [] : [[field, place] as const];
  });
  return { row: found.row, headings: found.headings, at: Object.fromEntries(at) };
}

/** A plan with a date or a lead for each action, and no smaller steps: its actions are what is due. */
function actionsAsMilestones(rows: readonly Columns[], mapping: readonly MappedColumn[]): Columns | undefined {
  for (const { row, headings, at } of rows) {
    if (at.due === undefined && at.leads === undefined) continue;
    const action = headings.findIndex((heading) => singular(heading) === 'action');
    if (action < 0 || mapping.some(({ heading }) => isSameHeading(heading, headings[action] ?? ''))) continue;
    const { objective, ...rest } = at;
    const kept = objective === undefined || objective === action ? rest : { ...rest, objective };
    return { row, headings, at: { ...kept, milestone: action } };
  }
  return undefined;
}

function fieldsIn(cells: readonly string[]): Partial<Record<Field, number>> {
  const words = cells.map(singular);
  const at: Partial<Record<Field, number>> = {};
  for (const field of FIELDS) {
    const heading = HEADINGS[field].find((known) => words.includes(known));
    if (heading !== undefined) at[field] = words.indexOf(heading);
  }
  const together = words.findIndex(isDueAndLeads);
  if (together >= 0 && at.due === undefined && at.leads === undefined) at.due = at.leads = together;
  for (const of of ['area', 'objective'] as const) {
    const code = words.findIndex((word) => word.endsWith(' code') && HEADINGS[of].includes(word.slice(0, -5)));
    if (code >= 0) at[`${of}Code`] = code;
  }
  return at;
}

/** "Timescale and Lead Officer(s)", "By whom / by when": one column for both. */
function isDueAndLeads(heading: string): boolean {
  const parts = heading.split(/\s*(?:[&/,+]|\band\b)\s*/);
  const [one, other] = parts;
  if (parts.length !== 2 || one === undefined || other === undefined) return false;
  const { due, leads } = HEADINGS;
  return (due.includes(one) && leads.includes(other)) || (leads.includes(one) && due.includes(other));
}

/** Dates and people stand in one cell, to be told apart. */
export function areTogether({ at }: Columns): boolean {
  return at.due !== undefined && at.due === at.leads;
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
  return word.length > 3 && /[^su]s$/i.test(word) ? word.slice(0, -1) : word;
}

/** Columns of our own reports that tell figures, and nothing of the plan: they are passed over. */
export const COUNTED: readonly string[] = ['Counts as', 'Needs attention'];

/** Every column that has words in it, with what is read from it. */
export function readColumns(columns: Columns, rows: readonly TableRow[]): readonly ReadColumn[] {
  return columnNames(columns.headings).flatMap((heading, at) => {
    const example = rows.map(({ cells }) => cells[at] ?? '').find((cell) => cell !== '');
    if (example === undefined) return [];
    const [field = null, also] = FIELDS.filter((one) => columns.at[one] === at);
    return [{ heading, field, example: shortened(example), ...(also !== undefined && { also }) }];
  });
}

/** Columns that have words in them and that nothing is read from, with an example; but for those left out on purpose. */
export function unreadColumns(
  columns: Columns,
  rows: readonly TableRow[],
  leftOut: readonly string[] = [],
): { heading: string; example: string }[] {
  const read = new Set(Object.values(columns.at));
  return columnNames(columns.headings).flatMap((heading, at) => {
    if (read.has(at) || [...COUNTED, ...leftOut].some((own) => isSameHeading(own, heading))) return [];
    const example = rows.map(({ cells }) => cells[at] ?? '').find((cell) => cell !== '');
    return example === undefined ? [] : [{ heading, example }];
  });
}

/** The plan's names for its levels, in the singular, as its headings have them; `areaInRows` as rows between have it. */
export function levelsOf({ headings, at }: Columns, areaInRows = ''): Levels {
  const objective = levelName(at.objective === undefined ? undefined : headings[at.objective], 'Objective');
  const milestone = headings[at.milestone ?? -1] ?? '';
  const spare = objective === 'Action' ? 'Milestone' : 'Action';
  return {
    area: levelName(at.area === undefined ? areaInRows : headings[at.area], 'Area'),
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

/** `Row 2, "Lead"`; `Row 2` where the file has no such column, so that no heading is told which nobody printed. */
export function placeOf(row: number, field: Field, columns: Columns): string {
  const where = `Row ${String(row)}`;
  return columns.at[field] === undefined ? where : `${where}, ${headingOf(field, columns)}`;
}

/** The heading of a field that has a column, quoted, as the file has it. */
export function headingOf(field: Field, { headings, at }: Columns): string {
  return quoted(headings[at[field] ?? -1] ?? field);
}
