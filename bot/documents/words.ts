import { withoutUnseen } from '../domain/plain-text.js';
import { oneLine, quoted } from '../domain/quoted.js';
import { csvCellRead } from './escapes.js';

export { oneLine, quoted, shortened } from '../domain/quoted.js';

/**
 * A cell as people read it: no unseen characters, no blanks at the ends of its lines. The apostrophe that our own
 * reports put before what a spreadsheet would calculate is taken off again.
 */
export function cleanCell(cell: string): string {
  const lines = withoutUnseen(cell).normalize('NFC').split('\n');
  return csvCellRead(
    lines
      .map((line) => line.trim())
      .join('\n')
      .trim(),
  );
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
