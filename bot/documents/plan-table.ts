import type { PlanFile, PlanWarning, Refused, RejectedRow } from '../domain/read-plan.js';
import type { Table } from './csv.js';
import { codesFor } from './plan-codes.js';
import { findColumns, levelsOf, unreadColumns, type Columns } from './plan-columns.js';
import { readDrafts } from './plan-drafts.js';
import { refsFor } from './plan-refs.js';
import { NO_AREA, readRow, unresolvedPointers } from './plan-rows.js';
import { listed, quoted, shortened } from './words.js';

/** A plan out of a table of cells, whatever file they came from; or one sentence on why it is none. */
export function readPlanTable({ rows }: Table): PlanFile | Refused {
  const columns = findColumns(rows);
  if (!columns) return { refused: noHeadings(rows[0]?.cells ?? []) };
  const { drafts, rejected, orphans } = readDrafts(rows, columns);
  const [first] = rejected;
  if (drafts.length === 0) return { refused: first ? nothingLeft(rejected.length, first) : noRows(columns) };
  const codes = codesFor(drafts, columns.at.area === undefined ? 'Whole plan' : NO_AREA);
  const refs = refsFor(drafts, codes);
  const readings = refs.refs.map((given, at) => {
    const draft = drafts[at];
    if (!draft) throw new Error(`${given.ref} has no row`);
    return readRow(draft, given, codes, at, columns);
  });
  const found = readings.map(({ row }) => row);
  const warnings = [
    ...unread(
      columns,
      rows.filter(({ row }) => row > columns.row),
    ),
    ...refs.warnings,
    ...readings.flatMap((reading) => reading.warnings),
    ...orphans.map(withoutRef),
    ...unresolvedPointers(found),
  ];
  return {
    levels: levelsOf(columns),
    areas: codes.areas,
    objectives: codes.objectives,
    rows: found,
    warnings: warnings.sort((a, b) => a.row - b.row),
    rejected,
    suggestions: readings.flatMap(({ suggestion }) => suggestion ?? []),
  };
}

function unread(columns: Columns, below: Table['rows']): PlanWarning[] {
  return unreadColumns(columns, below).map(({ heading, example }) => {
    const found = `Nothing is read from the column ${quoted(heading)}, where ${quoted(example)} stands.`;
    const message = `${found} If it holds what Waymark needs, give it a heading that Waymark knows.`;
    return { code: 'unread-column', row: columns.row, ref: null, cell: shortened(heading), message };
  });
}

function withoutRef({ row, cell, message }: RejectedRow): PlanWarning {
  return { code: 'text-without-ref', row, ref: null, cell, message };
}

function noHeadings(cells: readonly string[]): string {
  const found = cells.filter((cell) => cell !== '');
  const what = found.length === 0 ? 'the file is empty' : `the first row has ${listed(found)}`;
  return `This is not a plan that can be read: no column is headed "Milestone" or "What will we do?", and ${what}.`;
}

function noRows({ headings }: Columns): string {
  return `This is not a plan that can be read: under the headings ${listed(headings.filter((heading) => heading !== ''))} there is no row.`;
}

function nothingLeft(count: number, { message }: RejectedRow): string {
  const rows = count === 1 ? 'its only row was' : `all its ${String(count)} rows were`;
  return `No milestone can be read from this file: ${rows} kept out, the first because of this. ${message}`;
}
