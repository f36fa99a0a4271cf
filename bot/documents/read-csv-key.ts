import type { KeyEntry } from '../domain/key.js';
import type { RatingClass } from '../domain/plan.js';
import { KEY } from '../domain/policy.js';
import { isRefused, type Refused } from '../domain/read-plan.js';
import { readCsv, type TableRow } from './csv.js';
import { listed, oneLine, quoted, sameWords } from './words.js';

/** The key in which leads rate, as a file prints it; not yet checked as a whole. */
export interface KeyFile {
  readonly key: readonly KeyEntry[];
}

type Field = 'word' | 'letter' | 'shape' | 'colour' | 'definition' | 'counts';

const HEADINGS: Readonly<Record<Field, readonly string[]>> = {
  word: ['word', 'rating', 'grade', 'name', 'label'],
  letter: ['letter', 'abbreviation', 'short'],
  shape: ['shape', 'sign', 'symbol'],
  colour: ['colour', 'color'],
  definition: ['definition', 'meaning', 'description', 'what it means'],
  counts: ['counts as', 'class', 'counts', 'maps to', 'rag', 'brag'],
};
const CLASSES: ReadonlyMap<string, RatingClass> = new Map([
  ...(['red', 'amber', 'green', 'complete', 'none'] as const).map((name): [string, RatingClass] => [name, name]),
  ['', 'none'],
  ['-', 'none'],
  ['nothing', 'none'],
  ['blue', 'complete'],
  ['delivered', 'complete'],
  ['completed', 'complete'],
]);
const COLOURS: ReadonlyMap<string, KeyEntry['colour']> = new Map([
  ['red', 'attention'],
  ['amber', 'warning'],
  ['orange', 'warning'],
  ['yellow', 'warning'],
  ['green', 'good'],
  ['blue', 'accent'],
  ['purple', 'accent'],
  ['grey', 'default'],
  ['gray', 'default'],
  ['black', 'default'],
  ['white', 'default'],
  ['none', 'default'],
  ...(['attention', 'warning', 'good', 'accent', 'default'] as const).map((name): [string, KeyEntry['colour']] => [
    name,
    name,
  ]),
]);

/**
 * A key from a CSV file headed Word, Letter, Shape, Colour, Meaning, Counts as, best in the order in which it is printed.
 * "Counts as" is red, amber, green or complete; blank for an entry that counts as none of them. Only words are needed.
 */
export function readCsvKey(file: Uint8Array | string): KeyFile | Refused {
  const table = readCsv(file, (cells) => Object.keys(columnsIn(cells)).length);
  if (isRefused(table)) return table;
  const at = table.rows.slice(0, 10).findIndex(({ cells }) => columnsIn(cells).word !== undefined);
  const headings = table.rows[at];
  if (!headings) {
    const found = listed((table.rows[0]?.cells ?? []).filter((cell) => cell !== ''));
    return {
      refused: `This is not a key: no column is headed "Word"${found === '' ? '' : `, and the first row has ${found}`}.`,
    };
  }
  const columns = columnsIn(headings.cells);
  const key: KeyEntry[] = [];
  for (const row of table.rows.slice(at + 1)) {
    const entry = entryIn(row, columns, key);
    if (typeof entry === 'string') return { refused: `Row ${String(row.row)} of the key: ${entry}` };
    key.push(entry);
  }
  return key.length === 0 ? { refused: 'The key has headings and no entry.' } : { key };
}

function columnsIn(cells: readonly string[]): Partial<Record<Field, number>> {
  const words = cells.map((cell) => sameWords(cell).replace(/[.:]/g, ''));
  const columns: Partial<Record<Field, number>> = {};
  for (const [field, headings] of Object.entries(HEADINGS) as [Field, readonly string[]][]) {
    const heading = headings.find((one) => words.includes(one));
    if (heading !== undefined) columns[field] = words.indexOf(heading);
  }
  return columns;
}

/** The entry of a row, or why there is none. */
function entryIn(
  { cells }: TableRow,
  columns: Partial<Record<Field, number>>,
  above: readonly KeyEntry[],
): KeyEntry | string {
  const cell = (field: Field): string => oneLine(cells[columns[field] ?? -1] ?? '');
  const word = cell('word');
  if (word === '') return 'it has no word.';
  const long = (['word', 'letter', 'shape', 'definition'] as const).find(
    (field) => cell(field).length > LONGEST[field],
  );
  if (long === 'shape') return `${quoted(cell(long))} is no shape. Give a sign such as ●, or leave it blank.`;
  if (long !== undefined) return `${quoted(cell(long))} has more than ${String(LONGEST[long])} characters. Shorten it.`;
  const rating = CLASSES.get(sameWords(cell('counts')));
  if (rating === undefined) {
    return `${quoted(cell('counts'))} is nothing that a rating counts as. Give red, amber, green or complete, or leave it blank.`;
  }
  const colour = cell('colour') === '' ? KEY[rating].colour : COLOURS.get(sameWords(cell('colour')));
  if (colour === undefined) {
    return `${quoted(cell('colour'))} is no colour of a card. Give red, amber, green, blue or grey, or leave it blank.`;
  }
  const shape = cell('shape') || KEY[rating].shape;
  return {
    id: idFor(word, above),
    rating,
    word,
    letter: cell('letter'),
    shape,
    colour,
    definition: cell('definition'),
  };
}

const LONGEST = { word: 40, letter: 3, shape: 3, definition: 300 } as const;

/** Made of its word once, so that updates can name it whatever it is called later. */
function idFor(word: string, above: readonly KeyEntry[]): string {
  const plain = word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const base = plain.slice(0, 36).replace(/-+$/, '') || `entry-${String(above.length + 1)}`;
  let id = base;
  for (let n = 2; above.some((entry) => entry.id === id); n += 1) id = `${base}-${String(n)}`;
  return id;
}
