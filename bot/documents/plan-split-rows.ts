import type { Field } from './plan-columns.js';
import type { RefAndText } from './plan-ref-cells.js';
import { oneLine, quoted, sameWords } from './words.js';

/** Cells by what they hold. */
export type Cells = Readonly<Record<Field, string>>;

/** One of the milestones of a row, with the cells that are its own. */
export interface RowPart {
  readonly ref: string;
  readonly cells: Cells;
  /** Its progress may be that of another milestone of the row: nothing is concluded from it. */
  readonly sharedProgress: boolean;
}

export interface SplitRow {
  readonly parts: readonly RowPart[];
  /** What was split, and what was assumed, for the admin; null when the row holds one milestone. */
  readonly message: string | null;
}

interface Share {
  readonly cells: readonly string[];
  /** Null where each part of the cell says whose it is. */
  readonly assumed: string | null;
  readonly shared: boolean;
}

/** One milestone for each ref: dates, people, progress and evidence go along where the cell says whose they are. */
export function splitRow(cells: Cells, texts: readonly RefAndText[], headingOf: (field: Field) => string): SplitRow {
  const whole = (at: number): Cells => ({ ...cells, milestone: texts[at]?.text ?? '' });
  if (texts.length < 2)
    return { parts: [{ ref: texts[0]?.ref ?? '', cells: whole(0), sharedProgress: false }], message: null };
  const refs = texts.map(({ ref }) => ref);
  const together = cells.due === cells.leads;
  const shares = new Map<Field, Share>(
    SHARED.map((field) => [field, shareOf(cells[field], refs, field === 'due' || (together && field === 'leads'))]),
  );
  const parts = texts.map(({ ref }, at): RowPart => {
    const own = Object.fromEntries([...shares].map(([field, share]) => [field, share.cells[at] ?? '']));
    return { ref, cells: { ...whole(at), ...own }, sharedProgress: shares.get('progress')?.shared ?? false };
  });
  const assumed = [...shares].flatMap(([field, { assumed: what }]) =>
    what === null || (together && field === 'leads') ? [] : [`the cell under ${headingOf(field)} ${what}`],
  );
  const first = `it holds ${refs.map(quoted).join(' and ')}, and was split where each ref begins`;
  const rest =
    assumed.length === 0
      ? '. Each cell says which is meant.'
      : `; ${assumed.join('; ')}. Check it, or give each a row of its own.`;
  return { parts, message: `${first}${rest}` };
}

const SHARED: readonly Field[] = ['due', 'leads', 'declared', 'progress', 'evidence', 'waits'];

/** What of a cell belongs to each of the refs. */
function shareOf(cell: string, refs: readonly string[], hasDates: boolean): Share {
  if (cell === '') return { cells: refs.map(() => ''), assumed: null, shared: false };
  const marked = /\d/.test(cell) ? markedParts(cell, refs) : undefined;
  if (marked !== undefined) return { cells: marked, assumed: null, shared: false };
  const lines = hasDates ? linesByDate(cell) : cell.split(/\n+/);
  if (lines.length === refs.length) {
    return { cells: lines, assumed: 'was given to them line by line', shared: false };
  }
  const last = /(?<=[.;!?]\s+)completed?\.?$/i.exec(cell);
  if (last !== null) {
    const before = cell.slice(0, last.index).trim();
    const own = refs.map((_, at) => (at === refs.length - 1 ? last[0] : before));
    return { cells: own, assumed: `ends with ${quoted(last[0])}, which was given to the last only`, shared: false };
  }
  return { cells: refs.map(() => cell), assumed: 'names neither and was given to each', shared: true };
}

/** Lines, those without a number behind the one above: people stand below their date. */
function linesByDate(cell: string): string[] {
  return cell.split(/\n+(?=.*\d)/);
}

/** A cell whose parts begin with the refs; undefined unless all of them stand there, in their order. */
function markedParts(cell: string, refs: readonly string[]): string[] | undefined {
  const starts = refs.map((ref) => placeOf(ref, cell));
  if (starts.some((start) => start === undefined)) return undefined;
  const places = starts.flatMap((start) => start ?? []);
  if (places.some(({ from }, at) => at > 0 && from <= (places[at - 1]?.from ?? 0))) return undefined;
  const before = oneLine(cell.slice(0, places[0]?.from ?? 0));
  return places.map(({ to }, at) => {
    const own = cell.slice(to, places[at + 1]?.from).trim();
    return at === 0 && before !== '' ? `${before} ${own}` : own;
  });
}

function placeOf(ref: string, cell: string): { readonly from: number; readonly to: number } | undefined {
  const words = sameWords(ref)
    .split(' ')
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s*');
  const found = new RegExp(`(?<![\\p{L}\\d.])${words}(?![\\d]|\\.\\d)\\s*[:.)–—-]?\\s*`, 'iu').exec(cell);
  return found === null ? undefined : { from: found.index, to: found.index + found[0].length };
}
