import { sameWords } from './words.js';

/** The forms that refs have: "PMQA 1.1" of a milestone, "PMQA 1" of an objective, and both without letters. */

const LETTERS = '\\p{L}[\\p{L}/&-]{0,11}';
const REF = `(?:${LETTERS} ?)?\\d{1,3}(?:\\.\\d{1,3}){0,3}[a-z]?`;
const WHOLE_REF = new RegExp(`^${REF}(?: \\(\\d+\\))?$`, 'iu');

/** Refs with a point in running words. */
export const REFS_IN_WORDS = /(?:\p{L}[\p{L}/&-]{0,11} ?)?\d{1,3}\.\d{1,3}[a-z]?(?: \(\d+\))?/giu;

/** "PMQA 1.1", "COM 3", "1.1", "SG 3.3 (2)". */
export function isRefShaped(text: string): boolean {
  return WHOLE_REF.test(text);
}

/** Equal for refs that differ only in case and in blanks before the first number: "SG1.1" and "SG 1.1". */
export function sameRef(ref: string): string {
  return sameWords(ref).replace(/^(\D*?) (?=\d)/, '$1');
}

/** What stands before the last number of a ref: "PMQA 2" of "PMQA 2.3"; empty when there is only one number. */
export function stemOf(ref: string): string {
  return /^(.*\d)\.\d+[a-z]?(?: \(\d+\))?$/i.exec(ref)?.[1] ?? '';
}

/** The last number of a ref that has a stem: 3 of "PMQA 2.3". */
export function lastNumberOf(ref: string): number | undefined {
  const number = /\.(\d{1,3})[a-z]?(?: \(\d+\))?$/i.exec(ref)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** The letters before the first number of a ref: "CiN/CP" of "CiN/CP 1.1". */
export function lettersOf(ref: string): string {
  return new RegExp(`^(${LETTERS}) ?\\d`, 'u').exec(ref)?.[1] ?? '';
}

/** The code printed before an objective's title, if it has the form of one. */
export function codeBefore(title: string): string | undefined {
  return new RegExp(`^((?:${LETTERS} ?)?\\d{1,3}(?:\\.\\d{1,3})*)(?=[\\s.:)–-])`, 'u').exec(title)?.[1];
}

/** A ref with a stem at the beginning of a text, and the text behind it. */
export interface Opening {
  readonly ref: string;
  readonly rest: string;
}

/** "PMQA 1.1 We will ...": letters of a ref are not words of a sentence, so what follows must begin anew. */
export function openingOf(text: string): Opening | undefined {
  const found = openingBefore(text);
  return found !== undefined && /^[\p{Lu}"'“‘(]/u.test(found.rest) ? found : undefined;
}

/** "PMQA 1.1 100% of", "PMQA 1.1 eLearning", "PMQA 1.1": whatever follows, but not another ref, as of "1.1 and 1.2". */
export function anyOpeningOf(text: string): Opening | undefined {
  const found = openingBefore(text);
  if (found === undefined || lettersOf(found.ref) === '') return undefined;
  const another = new RegExp(`^(?:(?:and|to|or|&)\\s)?\\s*(?:${LETTERS} ?)?\\d{1,3}\\.\\d`, 'u').test(found.rest);
  return another ? undefined : found;
}

function openingBefore(text: string): Opening | undefined {
  const found = new RegExp(
    `^((?:${LETTERS} ?)?\\d{1,3}\\.\\d{1,3}(?:\\.\\d{1,3})?[a-z]?)(?:(?:\\s*[:)–—-]\\s*|[\\s.]+)(?=\\S)|[:.]?$)`,
    'u',
  ).exec(text);
  const ref = found?.[1];
  return found === null || ref === undefined ? undefined : { ref, rest: text.slice(found[0].length) };
}

/** The words before a ref in the ref column that only say on which page it stands; null when there are none. */
export function pageLabelIn(
  cell: string,
): { readonly ref: string; readonly page: number; readonly label: string } | null {
  for (const form of PAGE_LABELS) {
    const { page, ref = '' } = form.exec(cell)?.groups ?? {};
    if (page === undefined || (ref !== '' && !isRefShaped(ref))) continue;
    const label = ref === '' ? cell : cell.replace(ref, '').trim();
    return { ref, page: Number(page), label };
  }
  return null;
}

/** A bare number is a page only beside a ref that has letters or a point: "1 2" is neither. */
const WITH_LETTERS = `(?<ref>(?:${LETTERS} ?\\d{1,3}(?:\\.\\d{1,3})*|\\d{1,3}\\.\\d{1,3})[a-z]?)`;
const PAGE_LABELS: readonly RegExp[] = [
  /^page (?<page>\d{1,4})(?: of \d{1,4})?[.:,–-]?$/i,
  /^page (?<page>\d{1,4})(?: of \d{1,4})?[.:,–-]? (?<ref>.+)$/i,
  /^(?<ref>.+?)[,–-]? page (?<page>\d{1,4})(?: of \d{1,4})?$/i,
  new RegExp(`^${WITH_LETTERS} (?<page>\\d{1,3})$`, 'iu'),
  new RegExp(`^(?<page>\\d{1,3}) ${WITH_LETTERS}$`, 'iu'),
];
