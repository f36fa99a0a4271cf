import { FIELD_WORDS } from '../domain/plan-mapping.js';
import type { PlanFile, PlanReading, PlanRow, Refused, RejectedRow, StateSuggestion } from '../domain/read-plan.js';
import type { PlanWarning } from '../domain/plan-warnings.js';
import type { MappedColumn } from '../domain/plan-columns.js';
import { readWaits } from './plan-waits.js';
import type { Table } from './csv.js';
import { codesFor, type Codes } from './plan-codes.js';
import {
  areTogether,
  findColumns,
  levelsOf,
  planHeadingsIn,
  readColumns,
  unreadColumns,
  type Columns,
} from './plan-columns.js';
import { dated, type DatedDraft } from './plan-dated.js';
import { dueBeforeDependencies, gapsInRefs, yearOf } from './plan-doubts.js';
import { isHeadingAgain, readDrafts, type Draft, type Drafts } from './plan-drafts.js';
import { clearNamesIn } from './plan-leads.js';
import { knownNames, type KnownNames } from './plan-names.js';
import { missingColumns } from './plan-mapping.js';
import { missingPages, toldOfPages } from './plan-pages.js';
import { followPointers } from './plan-pointers.js';
import { refsFor } from './plan-refs.js';
import { NO_AREA, readRow, type RowReading } from './plan-rows.js';
import { openingOf, sameRef } from './plan-shapes.js';
import { shifted } from './plan-shifts.js';
import { readTracker } from './tracker-table.js';
import { whenIn } from './plan-when.js';
import { listed, quoted, shortened } from './words.js';

/** A row may hold several. */
const MOST_MILESTONES = 20_000;

/** A plan, or another tracker, out of a table of cells, whatever file they came from; or one sentence on why it is none. */
export function readPlanTable(table: Table, reading: PlanReading): PlanFile | Refused {
  return readTracker(table, reading, readRows) ?? readRows(table, reading);
}

function readRows({ rows }: Table, reading: PlanReading): PlanFile | Refused {
  const columns = findColumns(rows, reading.columns);
  if (!columns) return { refused: noHeadings(rows[0]?.cells ?? []) };
  const below = rows.filter(({ row, cells }) => row > columns.row && !isHeadingAgain(cells, columns));
  const found = readDrafts(rows, columns);
  const known = namesOf(found.drafts, areTogether(columns), reading.knownNames);
  const { drafts, rejected } = withoutShifted(found, columns, known);
  const [first] = rejected;
  if (drafts.length === 0) return { refused: first ? nothingLeft(rejected.length, first) : noRows(columns) };
  const needs = { together: areTogether(columns), known, yearStarts: reading.yearStarts };
  const dues: DatedDraft[] = [];
  for (const draft of drafts) {
    dues.push(...dated(draft, needs));
    if (dues.length > MOST_MILESTONES)
      return { refused: 'The file has more than 20,000 milestones, which no plan has.' };
  }
  const hasAreas = columns.at.area !== undefined || found.areaWord !== '';
  const codes = codesFor(dues, hasAreas ? NO_AREA : 'Whole plan');
  const refs = refsFor(dues, codes);
  const year =
    reading.period ??
    yearOf(
      dues.map(({ due }) => due),
      reading.yearStarts,
    );
  const readings = refs.refs.map((given, at): RowReading => {
    const draft = dues[at];
    if (!draft) throw new Error(`${given.ref} has no row`);
    return readRow(draft, given, at, { ...reading, columns, known, codes, year });
  });
  const whole = acrossRows(readings, dues, found, rejected, columns);
  const warnings = [
    ...aboveHeadings(rows, columns),
    ...unread(columns, below, reading.columns),
    ...[...found.warnings, ...refs.warnings, ...otherTitles(codes)],
    ...readings.flatMap((one) => one.warnings),
    ...found.orphans.map(withoutRef),
    ...whole.warnings,
  ];
  return {
    columns: readColumns(columns, below),
    levels: levelsOf(columns, found.areaWord),
    areas: codes.areas,
    objectives: codes.objectives,
    rows: whole.rows,
    warnings: warnings.sort((a, b) => a.row - b.row),
    rejected,
    suggestions: readings.flatMap(({ suggestion }) => (suggestion === null ? [] : [withRefs(suggestion, whole.rows)])),
  };
}

/** What takes the place of one that is superseded, with the refs that the plan has. */
function withRefs(suggestion: StateSuggestion, rows: readonly PlanRow[]): StateSuggestion {
  if (suggestion.state !== 'superseded') return suggestion;
  const refs = new Map(rows.map(({ ref }) => [sameRef(ref), ref]));
  const { replacedBy = [] } = suggestion;
  return { ...suggestion, replacedBy: replacedBy.flatMap((ref) => refs.get(sameRef(ref)) ?? []) };
}

/** Who is known already, and who stands somewhere in the file beyond doubt. */
function namesOf(drafts: readonly Draft[], together: boolean, before: readonly string[]): KnownNames {
  const known = knownNames(before);
  const cells = drafts.flatMap(({ cells: { due, leads } }) =>
    together ? whenIn(due, known).map((when) => when.leads) : [leads],
  );
  return knownNames([...before, ...cells.flatMap(clearNamesIn)]);
}

function withoutShifted({ drafts, rejected }: Drafts, columns: Columns, known: KnownNames) {
  const out = drafts.flatMap((draft) => shifted(draft, columns, known) ?? []);
  const rows = new Set(out.map(({ row }) => row));
  return {
    drafts: drafts.filter(({ row }) => !rows.has(row)),
    rejected: [...rejected, ...out].sort((a, b) => a.row - b.row),
  };
}

/** What one row says of others: refs, pages, pointers, what waits for what. */
function acrossRows(
  readings: readonly RowReading[],
  dues: readonly DatedDraft[],
  { pages, drafts }: Drafts,
  rejected: readonly RejectedRow[],
  columns: Columns,
): { readonly rows: readonly PlanRow[]; readonly warnings: readonly PlanWarning[] } {
  const gaps = missingPages(pages);
  const sameAs = columns.at.sameAs === undefined ? null : dues.map(({ cells }) => cells.sameAs);
  const keptOut = rejected.map(({ row }) => row);
  const rows = readings.map(({ row }) => row);
  const waits = readWaits(
    rows,
    dues.map(({ cells }) => cells.waits),
    columns,
  );
  const pointed = followPointers(waits.rows, { keptOut, gaps, sameAs });
  const elsewhere = [
    ...drafts.map(({ ref }) => ref),
    ...rejected.flatMap(({ cells = [] }) => cells.flatMap((cell) => [cell, openingOf(cell)?.ref ?? ''])),
  ];
  return {
    rows: pointed.rows,
    warnings: [
      ...gaps.map(toldOfPages),
      ...gapsInRefs(rows, elsewhere),
      ...pointed.warnings,
      ...waits.warnings,
      ...dueBeforeDependencies(waits.rows),
    ],
  };
}

function unread(columns: Columns, below: Table['rows'], mapping: readonly MappedColumn[]): PlanWarning[] {
  const leftOut = mapping.flatMap(({ heading, field }) => (field === null ? [heading] : []));
  const missing = missingColumns(columns.headings, mapping).map(({ heading, field }): PlanWarning => {
    const message = `The column ${quoted(heading)} was to be read as ${FIELD_WORDS[field].toLowerCase()}, and the file has no such heading. Say which column holds it now, or check the heading.`;
    return { code: 'missing-column', row: columns.row, ref: null, cell: shortened(heading), message };
  });
  const unknown = unreadColumns(columns, below, leftOut).map(({ heading, example }): PlanWarning => {
    const found = `Nothing is read from the column ${quoted(heading)}, where ${quoted(example)} stands.`;
    const message = `${found} If it holds what Waymark needs, say what it holds, or give it a heading that Waymark knows.`;
    return { code: 'unread-column', row: columns.row, ref: null, cell: shortened(heading), message };
  });
  return [...missing, ...unknown];
}

function aboveHeadings(rows: Table['rows'], columns: Columns): PlanWarning[] {
  return rows
    .filter(({ row }) => row < columns.row)
    .map(({ row, cells }) => {
      const words = cells.filter((cell) => cell !== '').join(', ');
      const message = `Row ${String(row)} stands above the headings, and nothing is read from it: ${quoted(words)}. If it belongs to the plan, put it below them.`;
      return { code: 'unread-row', row, ref: null, cell: words.slice(0, 1000), message };
    });
}

function otherTitles({ otherTitles: found }: Codes): PlanWarning[] {
  return found.map(({ row, code, kept, other }) => {
    const message = `Row ${String(row)}: ${quoted(code)} stands beside ${quoted(other)} here, and beside ${quoted(kept)} above. ${quoted(kept)} was kept as its title; correct one of the two.`;
    return { code: 'other-title', row, ref: null, cell: other, message };
  });
}

function withoutRef({ row, cell, message }: RejectedRow): PlanWarning {
  return { code: 'text-without-ref', row, ref: null, cell, message };
}

function noHeadings(cells: readonly string[]): string {
  const found = cells.filter((cell) => cell !== '');
  const what = found.length === 0 ? 'the file is empty' : `the first row has ${listed(found)}`;
  const known = found.filter((cell) => planHeadingsIn([cell]) > 0);
  if (known.length === 1) {
    return `This is not a plan that can be read: of its headings only ${listed(known)} is known, and ${what}.`;
  }
  return `This is not a plan that can be read: no column is headed "Milestone" or "What will we do?", and ${what}.`;
}

function noRows({ headings }: Columns): string {
  return `This is not a plan that can be read: under the headings ${listed(headings.filter((heading) => heading !== ''))} there is no row.`;
}

function nothingLeft(count: number, { message }: RejectedRow): string {
  const rows = count === 1 ? 'its only row was' : `all its ${String(count)} rows were`;
  return `No milestone can be read from this file: ${rows} kept out, the first because of this. ${message}`;
}
