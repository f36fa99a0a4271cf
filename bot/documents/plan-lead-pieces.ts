import { isOfDates } from './plan-name-words.js';
import { wordsIn, type KnownNames } from './plan-names.js';
import { isNobody, isRole } from './plan-roles.js';
import { oneLine } from './words.js';

/** Between two leads, unless within brackets. "and" alone separates nothing: departments have it in their names. */
const BETWEEN = /(?:[;\n,]|\s[/&]\s|\sand\s+(?=all\s))(?![^()]*\))/gi;

/** "Lead officer(s):", "Timescale:": what the heading says already. */
export const LABELS = /\b(?:lead officers?(?:\(s\))?|leads?|owners?|responsible|timescales?|deadline|due)\s*:\s*/gi;

const LABEL_FIRST = new RegExp(`(^|[;\\n]\\s*)${LABELS.source}`, 'gi');

/** A list within a cell: its bullets and numbers part what stands in it. A number before a month is a day. */
export function withoutBullets(cell: string): string {
  return cell
    .replace(/\s*[•●▪‣◦]\s*/g, '; ')
    .replace(/(?:^|\s*\n)\s*\(?(?:\d{1,2}[.)]|[a-h]\))\s+(?=(\p{Lu}[\p{L}.]*|\d{1,2}\D))/gu, (printed, next: string) =>
      isOfDates(next) && !/^\d/.test(next) ? printed : '; ',
    )
    .replace(/^; /, '');
}

/** A cell divided by the signs in it, except within a known name. A line that breaks off within a name goes on. */
export function piecesOf(printed: string, known: KnownNames): string[] {
  if (known.has(printed)) return [oneLine(printed)];
  const cell = withoutBullets(printed.replace(LABEL_FIRST, '$1'))
    .replace(/(?<=\s)\(?(?:\d{1,2}[.)]|[a-h]\))\s+(?=\p{Lu})/gu, '; ')
    .replace(/(?<=^|\n)[ \t]*[*–—-]\s+(?=\S)/g, '');
  const names = spansOf(cell, known);
  const cuts = Array.from(cell.matchAll(BETWEEN), ({ 0: sign, index }) => ({ from: index, to: index + sign.length }));
  const outside = cuts.filter(({ from, to }) => !names.some((name) => name.from < from && to <= name.to));
  const ends = [...outside, { from: cell.length, to: cell.length }];
  const pieces = ends.map(({ from }, at) => ({
    text: cell.slice(outside[at - 1]?.to ?? 0, from),
    cut: cell.slice(outside[at - 1]?.from ?? 0, outside[at - 1]?.to ?? 0),
  }));
  return goingOn(surnamesFirst(pieces))
    .map(oneLine)
    .filter((piece) => piece !== '');
}

function spansOf(cell: string, known: KnownNames): { readonly from: number; readonly to: number }[] {
  const words = wordsIn(cell);
  return words.flatMap((word, at) => {
    const last = words[at + known.at(words, at) - 1];
    return last === undefined || known.at(words, at) === 0 ? [] : [{ from: word.start, to: last.end }];
  });
}

interface Piece {
  readonly text: string;
  /** The sign before it. */
  readonly cut: string;
}

/** "Archer, Dawn" is no person called Archer and another called Dawn; "Dawn, Mandy, Lee" is left as it is. */
function surnamesFirst(pieces: readonly Piece[]): readonly Piece[] {
  const isBehindComma = (at: number): boolean =>
    pieces[at]?.cut === ',' && isLoneName(pieces[at].text) && isLoneName(pieces[at - 1]?.text ?? '');
  return pieces.flatMap((piece, at): readonly Piece[] => {
    if (isBehindComma(at) && !isBehindComma(at - 1) && !isBehindComma(at + 1)) return [];
    const next = pieces[at + 1];
    const goesFirst = next !== undefined && isBehindComma(at + 1) && !isBehindComma(at) && !isBehindComma(at + 2);
    return goesFirst ? [{ text: `${piece.text.trim()}, ${next.text.trim()}`, cut: piece.cut }] : [piece];
  });
}

/** "Dawn" at the end of one line and "Williams Mandy Lee" on the next: Word broke the line, nobody ended a name. */
function goingOn(pieces: readonly Piece[]): string[] {
  const lines: string[] = [];
  for (const { text, cut } of pieces) {
    const above = lines.at(-1);
    const broken =
      cut === '\n' && above !== undefined && (isLoneName(above) || isLoneName(text)) && [above, text].every(areNames);
    const within =
      cut === '\n' &&
      above !== undefined &&
      /^all\b/i.test(above) &&
      !/\b(?:managers|staff|heads|officers|workers)\b/i.test(above);
    if (broken || within) lines.splice(-1, 1, `${above} ${text}`);
    else lines.push(text);
  }
  return lines;
}

function areNames(text: string): boolean {
  return (
    !isNobody(oneLine(text)) &&
    !isRole(text) &&
    !/[()]/.test(text) &&
    wordsIn(text).every((word) => /^\p{Lu}/u.test(word.text))
  );
}

function isLoneName(text: string): boolean {
  return wordsIn(text).length === 1 && areNames(text);
}
