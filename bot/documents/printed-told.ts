import type { PlanFile } from '../domain/read-plan.js';
import type { PlanWarning } from '../domain/plan-warnings.js';
import type { TableRow } from './csv.js';
import type { PlanLineRow } from './printed-joins.js';
import type { PrintedTable } from './printed-table.js';
import { listed, quoted } from './words.js';

/** Where a table that is not read stands. */
interface TablePlace {
  readonly page: number | null;
  /** Counted over the document. */
  readonly number: number;
  /** The plan's row of headings. */
  readonly row: number;
  /** It has headings that a plan could have. */
  readonly isPlan: boolean;
}

/** A table that is not the plan's: said once, with its first words. */
export function unreadTable({ rows }: PrintedTable, { page, number, row, isPlan }: TablePlace): PlanWarning {
  const first =
    rows
      .map(({ cells }) => cells.map(({ text }) => text).filter((text) => text !== ''))
      .find((texts) => texts.length > 0) ?? [];
  const place = page === null ? `table ${String(number)}` : `page ${String(page)}`;
  const which = page === null ? `Table ${String(number)}` : `The table on page ${String(page)}`;
  const begins = first.length === 0 ? 'has no words' : `begins with ${listed(first)}`;
  const why = isPlan
    ? 'has headings of its own and was not read with the plan. If it is a plan too, import it from a file of its own'
    : 'has not the headings of the plan, and nothing is read from it. If it belongs to the plan, give it the same headings';
  const message = `${which}, which ${begins}, ${why}.`;
  return { code: 'unread-table', row, ref: null, cell: first.join(', ').slice(0, 1000), message, place };
}

/** Words between the plan's tables that name no area. */
export function unreadWords(words: string, page: number | null, row: number): PlanWarning {
  const on = page === null ? '' : `On page ${String(page)}, `;
  const message = `${on}${on === '' ? 'Words' : 'words'} stand between the plan's tables, and nothing is read from them: ${quoted(words)}. If they belong to a row, put them into it.`;
  const place = page === null ? undefined : `page ${String(page)}`;
  return { code: 'unread-text', row, ref: null, cell: words.slice(0, 1000), message, place };
}

/** Footnotes and boxes at rows of the plan. */
export function unreadNotes(rows: readonly PlanLineRow[]): PlanWarning[] {
  return rows.flatMap(({ row, notes }) =>
    notes.map((words): PlanWarning => {
      const message = `Row ${String(row.row)}: a note or box beside it says ${quoted(words)}. Nothing is read from it; put into a cell what belongs to the plan.`;
      return { code: 'unread-text', row: row.row, ref: null, cell: words.slice(0, 1000), message };
    }),
  );
}

/** What is told of rows, by where people find them: "Page 12, row 3 of the table" for "Row 41". */
export function placedIn(file: PlanFile, rows: readonly TableRow[]): PlanFile {
  const places = new Map(rows.flatMap(({ row, place }) => (place === undefined ? [] : [[row, place] as const])));
  const named = (message: string): string =>
    message
      .replace(/^Row (\d+)\b/, (whole, row: string) => capital(places.get(Number(row)) ?? whole))
      .replace(/^(Rows) ([\d, ]+)(?= hold)/, (_whole, _word, list: string) =>
        capital(
          list
            .split(', ')
            .map((row) => places.get(Number(row)) ?? row)
            .join('; '),
        ),
      )
      .replace(/^Between rows (\d+) and (\d+)/, (_whole, after: string, before: string) => {
        return `Between ${places.get(Number(after)) ?? after} and ${places.get(Number(before)) ?? before}`;
      });
  const placed = <T extends { readonly row: number; readonly message: string }>(
    told: T,
  ): T & { readonly place?: string } => {
    const place = places.get(told.row);
    return { ...(place !== undefined && { place }), ...told, message: named(told.message) };
  };
  return {
    ...file,
    warnings: file.warnings.map(placed),
    rejected: file.rejected.map((row) => ({ ...row, message: named(row.message) })),
    suggestions: file.suggestions.map((one) => ({ ...one, because: named(one.because) })),
  };
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
