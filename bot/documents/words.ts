import { oneLine, quoted } from '../domain/quoted.js';

export { oneLine, quoted, shortened } from '../domain/quoted.js';

/** What nobody typed on purpose: controls, marks that turn the direction of text, halves of characters. */
const UNSEEN = /(?![\t\n])[\p{Cc}\p{Surrogate}\u200b\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * A cell as people read it: no unseen characters, no blanks at the ends of its lines. The apostrophe that our own
 * reports put before `=`, `+`, `-` and `@` is taken off again.
 */
export function cleanCell(cell: string): string {
  const lines = cell.replace(/\r\n?/g, '\n').replace(UNSEEN, '').normalize('NFC').split('\n');
  return lines
    .map((line) => line.trim())
    .join('\n')
    .trim()
    .replace(/^'(?='*[=+@-])/, '');
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
