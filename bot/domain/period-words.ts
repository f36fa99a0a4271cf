import { addDays, inWords, type CivilDate } from './dates.js';
import type { Period } from './periods.js';

/** "July to September 2018", "July 2018", "October 2018 to March 2019"; where it is not whole months, its days. */
export function periodInWords({ from, to }: Period): string {
  const [first, last] = [wordsOf(from), wordsOf(to)];
  const sameYear = first.year === last.year;
  if (from.endsWith('-01') && addDays(to, 1).endsWith('-01')) {
    if (from.slice(0, 7) === to.slice(0, 7)) return `${first.month} ${first.year}`;
    return `${first.month}${sameYear ? '' : ` ${first.year}`} to ${last.month} ${last.year}`;
  }
  const sameMonth = from.slice(0, 7) === to.slice(0, 7);
  const start = sameMonth ? first.day : `${first.day} ${first.month}${sameYear ? '' : ` ${first.year}`}`;
  return from === to ? `${last.day} ${last.month} ${last.year}` : `${start} to ${last.day} ${last.month} ${last.year}`;
}

function wordsOf(date: CivilDate): { readonly day: string; readonly month: string; readonly year: string } {
  const [, day = '', month = '', year = ''] = inWords(date).split(' ');
  return { day, month, year };
}
