import { declarable, entryOfClass, type Key, type KeyEntry } from '../domain/key.js';
import type { RatingClass } from '../domain/plan.js';
import type { PlanFile, PlanRow, StateSuggestion } from '../domain/read-plan.js';
import type { PlanWarning } from '../domain/plan-warnings.js';
import type { MappedColumn } from '../domain/plan-columns.js';
import type { TableRow } from './csv.js';
import { findColumns, type Columns } from './plan-columns.js';
import { readRating } from './plan-marks.js';
import type { ColouredWords } from './printed-table.js';
import { listed, oneLine, quoted, sameWords } from './words.js';

/** What ratings shown by colour are read by. */
interface ColourNeeds {
  readonly key: Key;
  /** Words beside colours, outside the plan's rows: what may be its printed key. */
  readonly pairs: readonly ColouredWords[];
  readonly mapping: readonly MappedColumn[];
}

/**
 * A plan with what its cells say by their colour alone: always a suggestion, never a rating. A key printed in the file
 * goes before what a colour looks like; where there is none, that is told. Colours that every row has are decoration.
 */
export function withColours(plan: PlanFile, rows: readonly TableRow[], needs: ColourNeeds): PlanFile {
  const columns = findColumns(rows, needs.mapping);
  if (columns === undefined || !rows.some(({ fills = [] }) => fills.some((fill) => fill !== null))) return plan;
  const key = printedKey(needs);
  const below = new Map(rows.filter(({ row }) => row > columns.row).map((row) => [row.row, row]));
  const telling = tellingColumns(
    [...new Set(plan.rows.map(({ row }) => row))].flatMap((row) => below.get(row) ?? []),
    columns,
  );
  const found = plan.rows.flatMap((row): Found[] => {
    const printed = below.get(row.row);
    const meant =
      printed === undefined || row.declared !== null ? undefined : meantBy(printed, telling, key, needs.key);
    return meant === undefined ? [] : [{ ...meant, row }];
  });
  if (found.length === 0) return plan;
  const bare = found.filter(({ word }) => word === null);
  return {
    ...plan,
    suggestions: [...plan.suggestions.map((one) => beside(one, found)), ...suggestions(plan, found, columns)],
    warnings: [...plan.warnings, ...told(bare, key.length > 0)].sort((a, b) => a.row - b.row),
  };
}

interface PrintedEntry {
  readonly fill: string;
  readonly entry: KeyEntry;
  readonly word: string;
}

interface Meaning {
  readonly entry: KeyEntry;
  /** The key's word beside the colour; null where there is none and it was read as what it looks like. */
  readonly word: string | null;
  readonly column: number;
  readonly colour: string;
}

interface Found extends Meaning {
  readonly row: PlanRow;
}

/* ---- The key ---- */

/** Colours with a word of the key, or with one of their own that looks like no other class. */
function printedKey({ pairs, key }: ColourNeeds): PrintedEntry[] {
  const entries = pairs.flatMap(({ words, fill }): PrintedEntry[] => {
    const word = keyWord(words);
    const named = word === '' ? null : readRating(word, key).entry;
    const hue = classOf(fill);
    // "On course to be met", in green: the plan's own word for what green means.
    const entry = named ?? (hue !== null && word !== '' ? entryOfClass(key, hue) : null);
    return entry === null ? [] : [{ fill, entry, word }];
  });
  // One coloured cell beside any words is no key.
  return new Set(entries.map(({ fill }) => fill)).size > 1 ? entries : [];
}

/** "Green: on target" or "On target – will be delivered": the words before the sign, at most six of them. */
function keyWord(words: string): string {
  const first = oneLine(words).split(/\s*[:=(;]\s*|\s+[–—-]\s+/)[0] ?? '';
  return first.split(' ').length > 6 ? '' : first;
}

/* ---- What a row shows ---- */

/** Columns whose colours differ from row to row; a column of ratings tells by its colour whatever the others have. */
function tellingColumns(rows: readonly TableRow[], { at }: Columns): number[] {
  const rated = [at.declared, at.state].filter((column) => column !== undefined);
  if (rated.some((column) => rows.some(({ fills = [] }) => fills[column] != null))) return rated;
  const width = Math.max(0, ...rows.map(({ fills = [] }) => fills.length));
  return Array.from({ length: width }, (_, column) => column).filter((column) => {
    const seen = new Set(rows.map(({ fills = [] }) => fills[column] ?? null));
    return seen.size > 1 || rows.length < 2;
  });
}

/** Undefined where its colours mean nothing, or not one thing. */
function meantBy(
  row: TableRow,
  telling: readonly number[],
  printed: readonly PrintedEntry[],
  key: Key,
): Meaning | undefined {
  const meanings = telling.flatMap((column): Meaning[] => {
    const fill = row.fills?.[column] ?? null;
    if (fill === null) return [];
    const known = nearest(fill, printed);
    if (known !== undefined) return [{ entry: known.entry, word: known.word, column, colour: fill }];
    const hue = classOf(fill);
    return hue === null ? [] : [{ entry: entryOfClass(key, hue), word: null, column, colour: fill }];
  });
  const [first] = meanings;
  const declared = new Set(declarable(key).map(({ id }) => id));
  if (first === undefined || !declared.has(first.entry.id)) return undefined;
  return meanings.every(({ entry }) => entry.id === first.entry.id) ? first : undefined;
}

/** The entry of the same colour, or of one that no eye would tell from it. */
function nearest(fill: string, printed: readonly PrintedEntry[]): PrintedEntry | undefined {
  const away = ({ fill: other }: PrintedEntry): number =>
    Math.max(...[0, 2, 4].map((at) => Math.abs(part(fill, at) - part(other, at))));
  const [best] = [...printed].sort((a, b) => away(a) - away(b));
  return best !== undefined && away(best) <= 24 ? best : undefined;
}

function part(hex: string, at: number): number {
  return parseInt(hex.slice(at, at + 2), 16);
}

/**
 * What a colour looks like: clearly red, amber (yellow to orange), green or blue (complete); null for grey, for what is
 * pale or dark, and for any other. By hue, in degrees of the circle.
 */
export function classOf(fill: string): RatingClass | null {
  const [r, g, b] = [part(fill, 0), part(fill, 2), part(fill, 4)];
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
  const spread = most - least;
  if (most < 90 || spread < 70 || spread / most < 0.35) return null;
  const hue = most === r ? ((g - b) / spread + 6) % 6 : most === g ? (b - r) / spread + 2 : (r - g) / spread + 4;
  const degrees = hue * 60;
  const band = BANDS.find(({ from, to }) => degrees >= from && degrees < to);
  return band?.rating ?? null;
}

const BANDS: readonly { readonly from: number; readonly to: number; readonly rating: RatingClass }[] = [
  { from: 345, to: 360, rating: 'red' },
  { from: 0, to: 15, rating: 'red' },
  { from: 25, to: 66, rating: 'amber' },
  { from: 75, to: 165, rating: 'green' },
  { from: 190, to: 250, rating: 'complete' },
];

/* ---- What is suggested ---- */

/** A row that words speak of already has one suggestion: what its colour says stands in the reason of that. */
function beside(one: StateSuggestion, found: readonly Found[]): StateSuggestion {
  const meant = found.find(({ row }) => row.ref === one.ref);
  if (meant === undefined) return one;
  return { ...one, because: `${one.because} Its cell is coloured as ${quoted(meant.entry.word)}.` };
}

function suggestions({ suggestions: before }: PlanFile, found: readonly Found[], columns: Columns): StateSuggestion[] {
  const taken = new Set(before.map(({ ref }) => ref));
  return found.flatMap(({ row, entry, word, column }): StateSuggestion[] => {
    if (taken.has(row.ref)) return [];
    const under = columns.headings[column] ?? '';
    const shown = word === null ? 'looks like' : `stands in the key beside ${quoted(word)}, which is`;
    const because = `Row ${String(row.row)}: the colour of the cell under ${quoted(under)} ${shown} ${quoted(entry.word)}.`;
    const query = `The plan shows this in the colour of “${entry.word}”. If it is still so, say so in an update.`;
    return [{ ref: row.ref, state: stateOf(entry), because, query, rating: { rating: entry.rating, grade: entry.id } }];
  });
}

function stateOf({ rating }: KeyEntry): StateSuggestion['state'] {
  return rating === 'complete' ? 'delivered' : 'in-progress';
}

/** Once: which colours were read without a key. */
function told(bare: readonly Found[], hasKey: boolean): PlanWarning[] {
  const [first] = bare;
  if (first === undefined) return [];
  const words = listed([...new Map(bare.map(({ entry }) => [sameWords(entry.word), entry.word])).values()]);
  const rows = bare.length === 1 ? 'One row is' : `${String(bare.length)} rows are`;
  const why = hasKey
    ? 'in a colour that its key does not have'
    : 'rated by colour alone, and no key in the file says what the colours mean';
  const message = `${rows} ${why}: they were read as ${words} by what they look like, as suggestions only. Check them.`;
  return [{ code: 'colours-assumed', row: first.row.row, ref: null, cell: '', message }];
}
