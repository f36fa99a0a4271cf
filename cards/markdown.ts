/**
 * What people typed, made harmless. In a TextRun text is only cleaned, because a run takes no Markdown; in a TextBlock
 * or Fact it is escaped as well.
 */

/** Control, bidi, invisible and broken characters; the joiners that some scripts and emoji need stay. */
const UNSEEN = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const MARKDOWN = /[\\`*_[\]()~<>#|]/g;
/** What means something only at the start of a line: the marks of a list, of a heading's underline, "1." */
const LINE_START = /^([-+=]|\d+(?=\.))/;
const ENTITY = /&(?=#?[a-z0-9]+;)/gi;

/** One line of plain words: no control, bidi or invisible characters, no mention, no date macro. */
export function clean(text: string): string {
  return inert(text.replace(/\s+/g, ' ').replace(UNSEEN, '')).replace(/ +/g, ' ').trim();
}

/** As `clean`, but line breaks stay: for what goes back into the box it was typed in. */
export function cleanLines(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .split('\n')
    .map((line) => line.replace(/\t/g, ' ').replace(UNSEEN, ''))
    .join('\n');
}

/** Escapes a cleaned text for a TextBlock or Fact. */
export function escapeMarkdown(text: string): string {
  return clean(text)
    .replace(MARKDOWN, '\\$&')
    .replace(ENTITY, '\\&')
    .replace(LINE_START, (found) => (/\d/.test(found) ? `${found}\\` : `\\${found}`));
}

/** Teams reads `<at>` as a mention and `{{DATE()}}` as a macro, wherever they stand. */
function inert(text: string): string {
  return text.replace(/<(?=\s*\/?\s*at\b)/gi, '‹').replace(/\{(?=\{)/g, '{ ');
}
