import { readDue } from '../domain/due.js';
import type { RejectedRow } from '../domain/read-plan.js';
import type { TableRow } from './csv.js';
import type { Columns, Field } from './plan-columns.js';
import { oneLine, quoted, sameWords, shortened } from './words.js';

/** A row with a milestone in it, its blank area and objective filled from above, before codes and refs. */
export interface Draft {
  readonly row: number;
  /** As printed; empty when there is none. */
  readonly ref: string;
  /** Empty when neither this row nor one above gives it. */
  readonly area: string;
  readonly objective: string;
  readonly cells: Readonly<Record<Field, string>>;
}

export interface Drafts {
  readonly drafts: readonly Draft[];
  readonly rejected: readonly RejectedRow[];
  /** Rejected rows that hold a text and nothing else, in a plan that prints refs: part of a row, most likely. */
  readonly orphans: readonly RejectedRow[];
}

/** The longest texts that are taken. Nothing is cut: what is longer is kept out and told. */
const LONGEST: Readonly<Partial<Record<Field, number>>> = {
  area: 500,
  objective: 2000,
  milestone: 4000,
  due: 500,
  leads: 1000,
  tags: 1000,
};

/** The rows under the headings: those that hold a milestone, and those kept out with the reason. */
export function readDrafts(rows: readonly TableRow[], columns: Columns): Drafts {
  const below = rows.filter(({ row, cells }) => row > columns.row && !isHeadingAgain(cells, columns));
  const printsRefs = below.some(({ cells }) => cellsIn(cells, columns).ref !== '');
  const drafts: Draft[] = [];
  const rejected: RejectedRow[] = [];
  const orphans: RejectedRow[] = [];
  let above = { area: '', objective: '' };
  for (const { row, cells } of below) {
    const printed = cellsIn(cells, columns);
    above = inherited(printed, above);
    const found = { ...printed, ...above };
    const orphan = printsRefs && isOrphan(printed) ? orphanRow(row, found) : undefined;
    const refusal = orphan ?? rejection({ row, cells }, found, printed, columns);
    if (orphan) orphans.push(orphan);
    if (refusal) rejected.push(refusal);
    else drafts.push({ row, ref: oneLine(found.ref), ...above, cells: found });
  }
  return { drafts, rejected, orphans };
}

/** A heading printed again on top of the next page. */
function isHeadingAgain(cells: readonly string[], { headings }: Columns): boolean {
  return headings.every((heading, at) => sameWords(cells[at] ?? '') === sameWords(heading));
}

function cellsIn(cells: readonly string[], { at }: Columns): Record<Field, string> {
  const cell = (field: Field): string => (at[field] === undefined ? '' : (cells[at[field]] ?? ''));
  return {
    ref: cell('ref'),
    area: cell('area'),
    objective: cell('objective'),
    milestone: cell('milestone'),
    due: cell('due'),
    leads: cell('leads'),
    declared: cell('declared'),
    progress: cell('progress'),
    evidence: cell('evidence'),
    tags: cell('tags'),
  };
}

/** Blank means "as above", except that a new area does not go on with the objective of the one before. */
function inherited(found: Readonly<Record<Field, string>>, above: { area: string; objective: string }) {
  const area = oneLine(found.area) || above.area;
  const same = sameWords(area) === sameWords(above.area);
  return { area, objective: oneLine(found.objective) || (same ? above.objective : '') };
}

/** Text that may belong to a row of another page: never attached to a neighbour. */
function isOrphan(found: Readonly<Record<Field, string>>): boolean {
  const others: readonly Field[] = ['ref', 'area', 'objective', 'due', 'leads', 'declared'];
  return found.milestone !== '' && others.every((field) => found[field] === '');
}

function orphanRow(row: number, { milestone }: Readonly<Record<Field, string>>): RejectedRow {
  const why = 'has a text and no ref, date or lead: it may be part of another row. It was kept out';
  return {
    row,
    cell: shortened(milestone),
    message: `Row ${String(row)} ${why}; join it to its row, or give it a ref.`,
  };
}

function rejection(
  { row, cells }: TableRow,
  found: Readonly<Record<Field, string>>,
  printed: Readonly<Record<Field, string>>,
  columns: Columns,
): RejectedRow | undefined {
  const reject = (cell: string, what: string): RejectedRow => {
    return { row, cell: shortened(cell), message: `Row ${String(row)} was kept out: ${what}` };
  };
  const beyond = cells.slice(columns.headings.length).find((cell) => cell !== '');
  if (beyond !== undefined) {
    return reject(beyond, `it has more cells than there are headings. Put a cell that holds the delimiter in quotes.`);
  }
  if (found.milestone === '') {
    return reject(
      firstWords(printed),
      `it has no text under ${headingOf('milestone', columns)}. Give it one, or delete the row.`,
    );
  }
  if (readDue(found.leads).due.kind === 'day') {
    return reject(
      found.leads,
      `a date stands under ${headingOf('leads', columns)}. Its cells have shifted; put them right.`,
    );
  }
  for (const [field, most] of Object.entries(LONGEST) as [Field, number][]) {
    const long = found[field].length;
    if (long <= most) continue;
    const where = `the text under ${headingOf(field, columns)} has ${String(long)} characters, and at most ${String(most)} are taken`;
    return reject(found[field], `${where}. Shorten it.`);
  }
  return undefined;
}

function firstWords(found: Readonly<Record<Field, string>>): string {
  return Object.values(found).find((cell) => cell !== '') ?? '';
}

/** The heading of a field, quoted, as the file has it. */
export function headingOf(field: Field, { headings, at }: Columns): string {
  return quoted(headings[at[field] ?? -1] ?? field);
}
