import { lastDayOf } from '../domain/due-found.js';
import type { Period } from '../domain/periods.js';
import { kindInWords, ROW_NAMES } from '../domain/plan-kinds.js';
import { isRefused, type PlanFile, type PlanReading, type Refused } from '../domain/read-plan.js';
import type { PlanWarning } from '../domain/plan-warnings.js';
import type { Table } from './csv.js';
import { columnNames } from './plan-mapping.js';
import { yearIn, yearOfDay } from './tracker-dues.js';
import { AS_FIELD, findTracker, type TrackerField, type TrackerHeadings } from './tracker-headings.js';
import { keyFor } from './tracker-keys.js';
import { dischargedIn, raisedTwice, rowOfTracker } from './tracker-row.js';
import { trackerRows, type TrackerRows } from './tracker-rows.js';
import { quoted } from './words.js';

/** Reads rows under the headings of a plan. */
type ReadRows = (table: Table, reading: PlanReading) => PlanFile | Refused;

/**
 * A tracker of another kind than an improvement plan, by its headings or because somebody said so: read as a plan whose
 * columns are its own, then dated as that kind is. Null for what is no such tracker.
 */
export function readTracker(table: Table, reading: PlanReading, readRows: ReadRows): PlanFile | Refused | null {
  const headings = findTracker(table.rows, reading.tracker?.kind ?? null);
  if (headings === null || isRefused(headings)) return headings;
  const found = trackerRows(table.rows, headings);
  const around = aroundOf(headings, found, reading);
  if (isRefused(around)) return around;
  const file = readRows(
    { rows: found.rows },
    { ...reading, key: around.key ?? reading.key, columns: [...mappingOf(headings), ...reading.columns] },
  );
  return isRefused(file) ? file : asTracker(file, { headings, found, reading, ...around });
}

interface Around {
  readonly board: string | null;
  readonly key: ReturnType<typeof keyFor>;
  readonly warnings: readonly PlanWarning[];
}

interface Found extends Around {
  readonly headings: TrackerHeadings;
  readonly found: TrackerRows;
  readonly reading: PlanReading;
}

function aroundOf(
  { kind, row }: TrackerHeadings,
  { above, beside }: TrackerRows,
  { tracker, key }: PlanReading,
): Around | Refused {
  const named = tracker?.board ?? null;
  const board = named ?? boardIn(above);
  const read = `This was read as ${kindInWords(kind)}`;
  if (kind === 'matters' && board === null) {
    return {
      refused: `${read}, whose matters are due at the next meeting of their board. Name the board above the headings, or with --board.`,
      wants: 'board',
    };
  }
  if (kind === 'clearance' && (board === null || tracker?.meeting == null)) {
    return {
      refused: `${read}, which is counted back from a meeting. Say of which board and on which day: import it with --board and --meeting.`,
      wants: 'meeting',
    };
  }
  const message = `No board was named, and ${quoted(board ?? '')} stands above the headings: it was taken as the board. Say which board it is if that is wrong.`;
  const assumed = named === null && board !== null && kind !== 'improvement';
  const uses = kind === 'matters' || kind === 'work-programme';
  return {
    board: uses || kind === 'clearance' ? board : null,
    key: keyFor(
      kind,
      beside.map(({ cell }) => cell('level')),
      key,
    ),
    warnings: assumed && uses ? [{ code: 'board-assumed', row, ref: null, cell: board, message }] : [],
  };
}

/** "Schedule of Outstanding Matters – Children's Services Scrutiny Panel". */
function boardIn(above: readonly string[]): string | null {
  const parts = above.flatMap((words) => words.split(/\s[–—-]\s|[:;,\n]/)).map((part) => part.trim());
  return parts.find((part) => /^\p{Lu}.*\b(?:Board|Panel|Committee|Forum|Cabinet|Council)$/u.test(part)) ?? null;
}

function mappingOf({ headings, at }: TrackerHeadings): PlanReading['columns'] {
  const names = columnNames(headings);
  return (Object.entries(at) as [TrackerField, number][]).map(([field, place]) => ({
    heading: names[place] ?? '',
    field: AS_FIELD[field],
  }));
}

/** The rows as they were read, with what only this kind of tracker says of them. */
function asTracker(file: PlanFile, { headings, found, reading, board, key, warnings }: Found): PlanFile {
  const { kind } = headings;
  const needs = {
    kind,
    board,
    tracker: reading.tracker,
    yearStarts: reading.yearStarts,
    year: yearFor(file, found, reading),
  };
  const besides = new Map(found.beside.map((beside) => [beside.row, beside]));
  const read = file.rows.map((row) => rowOfTracker(row, besides.get(row.row), needs));
  const rows = read.map(({ row }) => row);
  const dated = new Set(read.filter(({ redated }) => redated).map(({ row }) => row.ref));
  const leads = headings.at.who === undefined && file.rows.length > 1 ? withoutLeads(file, headings.row) : [];
  const isSettled = ({ code, ref, cell }: PlanWarning): boolean =>
    (ref !== null && dated.has(ref) && OF_DATES.includes(code)) ||
    (leads.length > 0 && code === 'no-lead') ||
    (code === 'unread-row' && warnings.some((one) => cell.includes(one.cell)));
  const stand = file.warnings.filter((warning) => !isSettled(warning));
  const discharged = kind === 'matters' ? rows.flatMap(dischargedIn) : [];
  const others = file.suggestions.filter(({ ref }) => !discharged.some((one) => one.ref === ref));
  return {
    ...file,
    levels: { ...file.levels, milestone: ROW_NAMES[kind] ?? file.levels.milestone },
    rows,
    warnings: [
      ...warnings,
      ...leads,
      ...stand,
      ...read.flatMap((one) => one.warnings),
      ...(kind === 'matters' ? raisedTwice(rows) : []),
    ].sort((a, b) => a.row - b.row),
    suggestions: [...others, ...discharged],
    tracker: { kind, board, key },
  };
}

/** Once for all rows where the file has no such column. */
function withoutLeads({ rows }: PlanFile, row: number): readonly PlanWarning[] {
  const what = `No column names a lead, and ${String(rows.length)} ${rows.length === 1 ? 'row is' : 'rows are'} without one.`;
  const message = `${what} Whoever is accountable is asked about them: name the owner of the plan, or a lead for each.`;
  return [{ code: 'no-lead', row, ref: null, cell: '', message }];
}

const OF_DATES: readonly PlanWarning['code'][] = ['no-date', 'several-dates', 'date-assumed', 'date-outside-period'];

/** The year that dates without one are in: given, printed above the headings, that of the other dates, or the present. */
function yearFor(
  { rows }: PlanFile,
  { above }: TrackerRows,
  { period, yearStarts, tracker }: PlanReading,
): Period | null {
  const [known] = rows.flatMap(({ due }) => lastDayOf(due) ?? []);
  const day = known ?? tracker?.asAt;
  return period ?? yearIn(above, yearStarts) ?? (day === undefined ? null : yearOfDay(day, yearStarts));
}
