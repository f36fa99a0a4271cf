import { readDue } from '../domain/due.js';
import type { OrphanText, RejectedRow } from '../domain/read-plan.js';
import type { TableRow } from './csv.js';
import { areTogether, headingOf, type Columns, type Field } from './plan-columns.js';
import type { Cells } from './plan-split-rows.js';
import { shortened } from './words.js';

/** The longest texts that are taken. Nothing is cut: what is longer is kept out and told. */
const LONGEST: Readonly<Partial<Record<Field, number>>> = {
  areaCode: 40,
  area: 500,
  objectiveCode: 40,
  objective: 2000,
  milestone: 4000,
  due: 500,
  leads: 1000,
  tags: 1000,
  waits: 1000,
};

/** A row that holds a text and nothing else: part of another row, most likely. */
export function orphanRow(row: TableRow, found: Cells): RejectedRow {
  const why = 'has a text and no ref, date or lead: it may be part of another row. It was kept out';
  const message = `Row ${String(row.row)} ${why}; join it to its row, or give it a ref.`;
  return { ...rejectedRow(row, found.milestone, message), orphan: orphanIn(found) };
}

/** The words of a row that has neither a ref nor a date nor a lead. */
function orphanIn({ milestone, progress, evidence }: Cells): OrphanText {
  const words = (cell: string): string | null => (cell === '' ? null : cell);
  return { text: words(milestone), progress: words(progress), evidence: words(evidence) };
}

/** Why a row holds no milestone that can be kept; undefined when it does. */
export function rejection(row: TableRow, found: Cells, columns: Columns): RejectedRow | undefined {
  const reject = (cell: string, what: string): RejectedRow =>
    rejectedRow(row, cell, `Row ${String(row.row)} was kept out: ${what}`);
  const beyond = row.cells.slice(columns.headings.length).find((cell) => cell !== '');
  if (beyond !== undefined) {
    return reject(beyond, `it has more cells than there are headings. Put a cell that holds the delimiter in quotes.`);
  }
  if (found.milestone === '') {
    const refused = reject(row.cells.find((cell) => cell !== '') ?? '', withoutText(row, columns));
    const isPart =
      [found.ref, found.due, found.leads].every((cell) => cell === '') && found.progress + found.evidence !== '';
    return isPart ? { ...refused, orphan: orphanIn(found) } : refused;
  }
  if (!areTogether(columns) && readDue(found.leads).due.kind === 'day') {
    const where = headingOf('leads', columns);
    return reject(found.leads, `a date stands under ${where}. Its cells have shifted; put them right.`);
  }
  for (const [field, most] of Object.entries(LONGEST) as [Field, number][]) {
    const long = found[field].length;
    if (long <= (field === 'due' && areTogether(columns) ? (LONGEST.leads ?? most) : most)) continue;
    const where = `the text under ${headingOf(field, columns)} has ${String(long)} characters, and at most ${String(most)} are taken`;
    return reject(found[field], `${where}. Shorten it.`);
  }
  return undefined;
}

function withoutText({ cells }: TableRow, columns: Columns): string {
  const what = `it has no text under ${headingOf('milestone', columns)}.`;
  const alone = cells.filter((cell) => cell !== '').length === 1;
  const area = alone && columns.at.area === undefined;
  return area
    ? `${what} If it names the area of the rows below, begin it with "AREA:"; else give it a text, or delete the row.`
    : `${what} Give it one, or delete the row.`;
}

/** A row that is kept out, with all its words. */
function rejectedRow({ row, cells }: TableRow, cell: string, message: string): RejectedRow {
  return { row, cell: shortened(cell), cells: cells.filter((one) => one !== ''), message };
}
