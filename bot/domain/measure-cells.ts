/** Numbers as people print them in tables of measures. */
import { quoted } from './quoted.js';

/** Nothing to tell, in one of the ways in which tables say so. */
export const NO_VALUE = /^(?:[-–—]+|n\/?a|no data|not (?:yet )?available|tbc|\.\.)$/i;

/** "1,234.5", "59.4 %", "£12"; null for anything else. */
export function numberIn(cell: string): { readonly value: number; readonly percent: boolean } | null {
  const bare = cell.replace(/[\s\u00a0]/g, '').replace(/^£/, '');
  if (!/^[-−]?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?%?$/.test(bare)) return null;
  return { value: Number(bare.replace(/[,%]/g, '').replace('−', '-')), percent: bare.endsWith('%') };
}

export interface Shares {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
}

/** A value with what it is made of: in three cells, or in one, as "113 of 190 (59.4 %)". A string is the fault. */
export function sharesIn(value: string, numerator: string, denominator: string): Shares | string {
  const [whole, first = '', second = '', printed = ''] =
    /^([\d,. ]+?) ?(?:of|\/|out of) ?([\d,. ]+?)(?: ?\(([^)]*)\))?$/i.exec(value) ?? [];
  if (whole !== undefined) return sharesIn(printed, first, second);
  const numbers = [value, numerator, denominator].map((cell) => (isNothing(cell) ? null : numberIn(cell)));
  const at = numbers.findIndex((number, index) => {
    return number === null && !isNothing([value, numerator, denominator][index] ?? '');
  });
  if (at >= 0) return `${quoted([value, numerator, denominator][at] ?? '')} is not a number.`;
  const [given, top, bottom] = numbers.map((number) => number?.value ?? null);
  const shares = { numerator: top ?? null, denominator: bottom ?? null };
  if (given != null || top == null || bottom == null || bottom <= 0) return { value: given ?? null, ...shares };
  // To one place, as such tables print it.
  return { value: Math.round((top / bottom) * 1000) / 10, ...shares };
}

function isNothing(cell: string): boolean {
  return cell === '' || NO_VALUE.test(cell);
}
