import { attributeOf, walkXml } from './read-xlsx-xml.js';
import { child, valueOf, type Node } from './read-docx-inline.js';

/** One level of a list: "PMQA %1.%2". */
interface Level {
  readonly format: string;
  readonly text: string;
  readonly start: number;
}

/** The numbers that Word prints before paragraphs and keeps out of their words, counted as they come. */
export interface Numbers {
  /** What is printed before a paragraph, with a blank behind it; empty for none and for a bullet. */
  before(paragraph: Node): string;
}

const NO_NUMBERS: Numbers = { before: () => '' };

const DEEPEST_LEVEL = 8;
/** Far longer than any that Word shows. */
const LONGEST_LABEL = 200;

/** The lists of a document. A plan that numbers its refs by a list has them nowhere else. */
export function numbersOf(part: Uint8Array | null): Numbers {
  if (part === null) return NO_NUMBERS;
  const { lists, named } = listsIn(part);
  const counts = new Map<string, number[]>();
  return {
    before(paragraph) {
      const own = child(paragraph, 'pPr', 'numPr');
      const list = named.get(valueOf(child(own, 'numId')) ?? '') ?? '';
      const levels = lists.get(list);
      const at = Number(valueOf(child(own, 'ilvl')) ?? 0);
      const level = levels?.get(at);
      if (levels === undefined || level === undefined || !isLevel(at)) return '';
      const count = counts.get(list) ?? [];
      counts.set(list, count);
      count[at] = (count[at] ?? level.start - 1) + 1;
      count.length = at + 1;
      if (level.format === 'bullet' || level.format === 'none') return '';
      const label = level.text.replace(/%([1-9])/g, (_whole, digit: string) => {
        const other = levels.get(Number(digit) - 1);
        return other === undefined ? '' : written(count[Number(digit) - 1] ?? other.start, other.format);
      });
      return label === '' ? '' : `${label} `;
    },
  };
}

/** Word counts from 0 at the least. */
function startOf(value: string): number {
  const start = Math.trunc(Number(value));
  return start >= 0 && start <= 32_767 ? start : 1;
}

function isLevel(at: number): boolean {
  return Number.isInteger(at) && at >= 0 && at <= DEEPEST_LEVEL;
}

function written(count: number, format: string): string {
  const letter = String.fromCharCode(97 + ((count - 1) % 26)).repeat(Math.min(Math.ceil(count / 26), 20));
  switch (format) {
    case 'lowerLetter':
      return letter;
    case 'upperLetter':
      return letter.toUpperCase();
    case 'lowerRoman':
      return roman(count);
    case 'upperRoman':
      return roman(count).toUpperCase();
    case 'decimalZero':
      return String(count).padStart(2, '0');
    default:
      return String(count);
  }
}

function roman(count: number): string {
  let left = Math.min(count, 3999);
  let text = '';
  for (const [value, sign] of ROMAN) {
    for (; left >= value; left -= value) text += sign;
  }
  return text;
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

interface Lists {
  /** The levels of each list, by its id. */
  readonly lists: ReadonlyMap<string, ReadonlyMap<number, Level>>;
  /** The list that each number of a paragraph means. */
  readonly named: ReadonlyMap<string, string>;
}

function listsIn(part: Uint8Array): Lists {
  const lists = new Map<string, Map<number, Level>>();
  const named = new Map<string, string>();
  let [list, number, at, isOverride] = ['', '', 0, false];
  const set = (change: Partial<Level>): void => {
    const levels = lists.get(list) ?? new Map<number, Level>();
    lists.set(list, levels);
    levels.set(at, { ...(levels.get(at) ?? { format: 'decimal', text: '', start: 1 }), ...change });
  };
  walkXml(part, {
    open(name, attributes) {
      const value = attributeOf(attributes, 'val') ?? '';
      if (name === 'abstractNum') [list, isOverride] = [attributeOf(attributes, 'abstractNumId') ?? '', false];
      else if (name === 'num') [number, isOverride] = [attributeOf(attributes, 'numId') ?? '', true];
      else if (name === 'abstractNumId' && isOverride) named.set(number, value);
      else if (name === 'lvl') at = Number(attributeOf(attributes, 'ilvl') ?? 0);
      // A list that starts anew elsewhere is rare in a table: it is counted on.
      else if (isOverride) return;
      else if (name === 'numFmt') set({ format: value });
      else if (name === 'lvlText') set({ text: value.slice(0, LONGEST_LABEL) });
      else if (name === 'start') set({ start: startOf(value) });
    },
  });
  return { lists, named };
}
