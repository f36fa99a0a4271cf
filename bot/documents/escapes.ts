/**
 * One escape for each kind of file we write. Whatever people typed goes through one of these and nothing else; on cards
 * the escape is `cards/markdown.ts`, in storage's filters the `odata` tag.
 */
import { withoutUnseen } from '../domain/plain-text.js';

/** A spreadsheet calculates a cell that begins so, also in the wide forms of East Asian keyboards. */
const FORMULA = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
/** What our own reader takes for the apostrophe of `csvCell`. */
const DISARMED = /^'(?='*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/;
/** Excel holds no more in one cell; longer text makes it call the whole file damaged. */
const LONGEST_EXCEL_CELL = 32_767;
/** `_x0041_` in a cell is read by Excel as the character U+0041. */
const EXCEL_CHARACTER = /_(?=x[0-9a-f]{4}_)/gi;

/**
 * A cell as RFC 4180 has it, of text that no spreadsheet takes for a formula: an apostrophe stands before it, which
 * `csvCellRead` takes off again. Quoted wherever a program with another delimiter might part it.
 */
export function csvCell(text: string): string {
  const seen = withoutUnseen(text);
  const harmless = FORMULA.test(seen) ? `'${seen}` : seen;
  return /[",;|\t\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** What stood in a cell before `csvCell` disarmed it. */
export function csvCellRead(cell: string): string {
  return cell.replace(DISARMED, '');
}

/** Text for between the tags of a page and within quoted attributes. */
export function htmlText(text: string): string {
  return withoutUnseen(text).replace(/[&<>"'`]/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
}

/**
 * The value of a cell of a workbook: a string, whatever it looks like; a writer gives it the type of a string and never
 * a formula. Cut, with an ellipsis, where Excel would refuse the file.
 */
export function excelText(text: string): string {
  const whole = withoutUnseen(text).replace(EXCEL_CHARACTER, '_x005F_');
  if (whole.length <= LONGEST_EXCEL_CELL) return whole;
  return `${whole.slice(0, LONGEST_EXCEL_CELL - 1).replace(/\p{Cs}$|_(?:x[0-9a-f]{0,4})?$/iu, '')}…`;
}

/** Text of a run in a Word document; the writer turns `\n` into line breaks. XML knows none of what is left out. */
export function wordText(text: string): string {
  return withoutUnseen(text);
}
