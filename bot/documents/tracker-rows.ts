import { readDue } from '../domain/due.js';
import type { TableRow } from './csv.js';
import type { CellDoubt } from './plan-leads.js';
import type { TrackerField, TrackerHeadings } from './tracker-headings.js';
import { plannerLeads } from './tracker-leads.js';
import { oneLine, sameWords } from './words.js';

/** What stands beside a row and is read in a way of the tracker's own. */
export interface Beside {
  readonly row: number;
  /** As printed; of a date carried down, that of the row above. */
  readonly cell: (field: TrackerField) => string;
  readonly doubts: readonly CellDoubt[];
}

export interface TrackerRows {
  /** As plans have them: the row of headings, and the rows below it. */
  readonly rows: readonly TableRow[];
  readonly beside: readonly Beside[];
  /** Words of the rows above the headings. */
  readonly above: readonly string[];
}

/** The rows of a tracker as rows of a plan: dates carried down, two columns of words in one, leads one by one. */
export function trackerRows(rows: readonly TableRow[], headings: TrackerHeadings): TrackerRows {
  const { kind, at } = headings;
  const dates = at.raised ?? (kind === 'work-programme' ? at.when : undefined);
  const taken: TableRow[] = [];
  const beside: Beside[] = [];
  let date = '';
  for (const row of rows.filter((one) => one.row > headings.row)) {
    const printed = [...row.cells];
    if (dates !== undefined) {
      if (isSection(printed, dates)) {
        date = printed[dates] ?? '';
        continue;
      }
      if ((printed[dates] ?? '') === '') printed[dates] = date;
      else date = printed[dates] ?? '';
    }
    const leads = kind === 'engagement' && at.who !== undefined ? plannerLeads(printed[at.who] ?? '') : null;
    const cells = printed.map((cell, place) => {
      if (place === at.text) return together(kind === 'risks' ? ': ' : ' – ', cell, cellOf(printed, at.more));
      return leads !== null && place === at.who ? leads.cell : cell;
    });
    taken.push({ ...row, cells });
    beside.push({ row: row.row, cell: (field) => cellOf(printed, at[field]), doubts: leads?.doubts ?? [] });
  }
  const head = rows.filter(({ row }) => row <= headings.row);
  const above = head
    .filter(({ row }) => row < headings.row)
    .flatMap(({ cells }) => cells.filter((cell) => cell !== ''));
  return { rows: [...head, ...taken], beside, above };
}

/** "Topics to be scheduled" alone in the column of dates: the rows below it have no date. */
function isSection(cells: readonly string[], dates: number): boolean {
  const words = cells[dates] ?? '';
  const alone = cells.every((cell, place) => cell === '' || place === dates);
  return alone && words !== '' && readDue(words).due.kind !== 'day';
}

function together(sign: string, text: string, more: string): string {
  if (text === '' || more === '' || sameWords(text) === sameWords(more)) return text || more;
  return `${text.replace(/[.:]$/, '')}${sign}${oneLine(more)}`;
}

function cellOf(cells: readonly string[], place: number | undefined): string {
  return place === undefined ? '' : (cells[place] ?? '');
}
