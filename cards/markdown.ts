import { withoutUnseen } from '../bot/domain/plain-text.js';

/**
 * What people typed, made harmless. In a TextRun text is only cleaned, because a run takes no Markdown and makes no links;
 * in a TextBlock it is escaped as well.
 */

const MARKDOWN = /[\\`*_[\]()~<>#|]|&(?=#?[a-z0-9]+;)/gi;
/** What means something only at the start of a line: the marks of a list, of a heading's underline, "1." */
const LINE_START = /^([-+=]|\d+(?=\.))/;
/** What clients turn into a link by themselves: the address is kept, in two words. */
const LINK = /\b([a-z][a-z0-9+.-]*:)(?=\/\/)|\b(mailto:|www\.)(?=\S)/gi;

/** One line of plain words: no control, bidi or invisible characters, no mention, no date macro. */
export function clean(text: string): string {
  return inert(withoutUnseen(text).replace(/\s+/g, ' ')).replace(/ +/g, ' ').trim();
}

/** As `clean`, but line breaks and every visible sign stay: for what goes back into the box it was typed in. */
export function cleanLines(text: string): string {
  return withoutUnseen(text).replace(/\t/g, ' ');
}

/** As much as fits of what goes back into a box, by whole characters. */
export function keptTyped(text: string, room: number): string {
  return cleanLines(text)
    .slice(0, room)
    .replace(/\p{Cs}$/u, '');
}

/** Escapes a cleaned text for a TextBlock. */
export function escapeMarkdown(text: string): string {
  return clean(text)
    .replace(LINK, '$& ')
    .replace(MARKDOWN, '\\$&')
    .replace(LINE_START, (found) => (/\d/.test(found) ? `${found}\\` : `\\${found}`));
}

/** The words of a text that was escaped: for where nothing reads Markdown. */
export function unescaped(text: string): string {
  return text.replace(/\\([^\p{L}\p{N}\s])/gu, '$1');
}

/** Teams reads `<at>` as a mention and `{{DATE()}}` as a macro, wherever they stand. */
function inert(text: string): string {
  return text.replace(/<(?=\s*\/?\s*at\b)/gi, '‹').replace(/\{(?=\{)/g, '{ ');
}
