/** How ratings and dates look in files, so that all of them show the same. */
import { asPrinted } from '../domain/dates.js';
import type { RatingMark, ReportCell } from '../domain/report.js';

/** Light enough that black text stands out on each (more than 12 : 1), and apart from each other in grey as well. */
export const FILLS: Readonly<Record<RatingMark['colour'], string>> = {
  attention: 'F6B8B8',
  warning: 'FFDF9E',
  good: 'CFEBCB',
  accent: 'CFE2F8',
  default: 'ECECEC',
};

/** "R Red": letter and word, so that no colour is needed to read it. */
export function markInWords({ letter, word }: RatingMark): string {
  return letter === '' || letter === word ? word : `${letter} ${word}`;
}

/** A cell as text; empty where there is nothing. */
export function cellInWords(cell: ReportCell): string {
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'rating':
      return markInWords(cell.mark);
    case 'number':
      return cell.value === null ? '' : String(cell.value);
    case 'date':
      return cell.date === null ? '' : asPrinted(cell.date);
  }
}
