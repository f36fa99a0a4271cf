/** What people are told of a workbook beside the plan in it. */
import type { PlanWarning, WarningCode } from '../domain/plan-warnings.js';
import type { Book } from './read-xlsx-book.js';
import type { SheetNote } from './read-xlsx-sheet.js';
import type { JoinedSheets, PlanSheet } from './read-xlsx-sheets.js';
import { quoted } from './words.js';

/** Sheets that were not read, and what of those that were is not as people see it. */
export function aboutSheets(book: Book, { sheets, before }: JoinedSheets): PlanWarning[] {
  const read = new Set(sheets.map(({ name }) => name));
  const left = book.sheets.filter(({ name }) => !read.has(name));
  const hidden = left.filter(({ shown }) => !shown).map(({ name }) => name);
  const other = left.filter(({ shown }) => shown).map(({ name }) => name);
  const first = sheets[0]?.columns.row ?? 1;
  return [
    ...(other.length === 0
      ? []
      : [unread(first, other, 'has not the headings of the plan', 'have not the headings of the plan')]),
    ...(hidden.length === 0 ? [] : [unread(first, hidden, 'is hidden', 'are hidden')]),
    ...sheets.flatMap((sheet, at) => aboutSheet(sheet, before[at] ?? 0)),
  ];
}

function unread(row: number, names: readonly string[], one: string, several: string): PlanWarning {
  const which = names.length === 1 ? `The sheet ${inList(names)} ${one}` : `The sheets ${inList(names)} ${several}`;
  const message = `${which}: nothing was read from ${names.length === 1 ? 'it' : 'them'}. If it belongs to the plan, show it and give it the same headings.`;
  return { code: 'unread-sheet', row, ref: null, cell: names.join(', ').slice(0, 1000), message };
}

function aboutSheet({ name, sheet, columns, days, hasComments }: PlanSheet, before: number): PlanWarning[] {
  const place = `sheet “${name}”`;
  const told = (code: WarningCode, row: number, cell: string, message: string): PlanWarning => {
    return { code, row: before + row, ref: null, cell, message: `Sheet “${name}”: ${message}`, place };
  };
  const below = sheet.notes.filter(({ row }) => row > columns.row);
  const errors = below.filter(({ kind }) => kind === 'error');
  const empty = below.filter(({ kind }) => kind === 'no-value');
  const hidden = hiddenIn(sheet.hiddenRows, sheet.hiddenColumns);
  return [
    ...(hidden === null
      ? []
      : [
          told(
            'hidden-cells',
            columns.row,
            '',
            `${hidden} hidden, and read all the same. Delete what does not belong to the plan.`,
          ),
        ]),
    ...(days[0] === undefined
      ? []
      : [
          told(
            'date-assumed',
            Number(days[0]),
            '',
            `in ${rowsIn(days)} the date is a plain number, and was read as the day of that number. Check it.`,
          ),
        ]),
    ...cellsTold(errors, ({ at, words }) => `${at} (${words})`, 'an error', told),
    ...cellsTold(empty, ({ at }) => at, 'a formula that was never worked out', told),
    ...(hasComments
      ? [
          told(
            'unread-sheet',
            columns.row,
            '',
            'notes beside its cells were not read. Put into a cell what belongs to the plan.',
          ),
        ]
      : []),
  ];
}

function cellsTold(
  notes: readonly SheetNote[],
  inWords: (note: SheetNote) => string,
  what: string,
  told: (code: WarningCode, row: number, cell: string, message: string) => PlanWarning,
): PlanWarning[] {
  const [first] = notes;
  if (first === undefined) return [];
  const shown = notes.slice(0, 12).map(inWords).join(', ');
  const more = notes.length > 12 ? ` and ${String(notes.length - 12)} more` : '';
  const holds = notes.length === 1 ? 'the cell' : 'the cells';
  const verb = notes.length === 1 ? 'holds' : 'hold';
  const was = notes.length === 1 ? 'It was' : 'They were';
  return [
    told(
      'cell-error',
      first.row,
      first.words,
      `${holds} ${shown}${more} ${verb} ${what}. ${was} read as empty; open the workbook in Excel, correct it and save it.`,
    ),
  ];
}

function hiddenIn(rows: number, columns: readonly string[]): string | null {
  const parts = [
    ...(rows === 0 ? [] : [rows === 1 ? '1 row' : `${String(rows)} rows`]),
    ...(columns.length === 0
      ? []
      : [`${columns.length === 1 ? 'column' : 'columns'} ${columns.slice(0, 12).join(', ')}`]),
  ];
  if (parts.length === 0) return null;
  return `${parts.join(' and ')} ${rows === 1 && columns.length === 0 ? 'is' : 'are'}`;
}

function rowsIn(rows: readonly string[]): string {
  const more = rows.length > 12 ? ` and ${String(rows.length - 12)} more` : '';
  return `${rows.length === 1 ? 'row' : 'rows'} ${rows.slice(0, 12).join(', ')}${more}`;
}

function inList(names: readonly string[]): string {
  const more = names.length > 12 ? ` and ${String(names.length - 12)} more` : '';
  return `${names.slice(0, 12).map(quoted).join(', ')}${more}`;
}
