import { withoutUnseen } from '../domain/plain-text.js';
import { oneLine, quoted } from '../domain/quoted.js';
import { csvCellRead } from './escapes.js';

export { oneLine, quoted, shortened } from '../domain/quoted.js';

/** Words as people read them: no unseen characters, no blanks at the ends of their lines. */
export function cleanWords(text: string): string {
  const lines = withoutUnseen(text).normalize('NFC').split('\n');
  return lines
    .map((line) => line.trim())
    .join('\n')
    .trim();
}

/** A cell of CSV: the apostrophe that our own reports put before what a spreadsheet would calculate is taken off again. */
export function cleanCell(cell: string): string {
  return csvCellRead(cleanWords(cell));
}

/** Equal for words that differ only in case and spaces. */
export function sameWords(text: string): string {
  return oneLine(text).toLowerCase();
}

/** `"A", "B" and "C"`, at most twelve of them. */
export function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, 12).map(quoted);
  if (texts.length > shown.length) return `${shown.join(', ')} and ${String(texts.length - shown.length)} more`;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}
