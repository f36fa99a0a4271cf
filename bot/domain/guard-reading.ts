/** A text as the guard reads it: without what hides words from a pattern and from nobody else. */
import { withoutUnseen } from './plain-text.js';

/** Where the digits of other scripts begin. */
const ZEROS = [0x660, 0x6f0, 0x966];
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g;
const TAGS = /<\/?[a-z][^<>]{0,100}>/gi;
const MARKS = /[*~`\\_|]+/g;

/**
 * One reading of a text without marks of markup; two of one with them, as they may stand within words or between them.
 * Blanks are single; lines stay apart.
 */
export function readingsOf(text: string): readonly string[] {
  const bare = inPlainSigns(withoutUnseen(text).normalize('NFKC'));
  const apart = inOneBlank(bare.replace(TAGS, ' ').replace(MARKS, ' '));
  const together = inOneBlank(bare.replace(TAGS, '').replace(MARKS, ''));
  return apart === together ? [apart] : [apart, together];
}

function inPlainSigns(text: string): string {
  return text
    .replace(OTHER_DIGITS, digitOf)
    .replace(/&(?:nbsp|#160|#xa0|thinsp|ensp|emsp);/gi, ' ')
    .replace(/&(?:#39|apos|rsquo);/gi, "'")
    .replace(/[\u2018\u2019\u02bc\u00b4]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-');
}

function digitOf(digit: string): string {
  const code = digit.charCodeAt(0);
  const zero = ZEROS.find((first) => code >= first && code < first + 10) ?? code;
  return String(code - zero);
}

function inOneBlank(text: string): string {
  return text
    .replace(/[^\S\n]+/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .join('\n');
}
