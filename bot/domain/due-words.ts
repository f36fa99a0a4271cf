/** The words of a cell as they are matched, each character with its place in the words as printed. */
export interface Words {
  /** As printed, without the space around. */
  readonly printed: string;
  /** Every space, no-break space and tab is one space, every break between lines one `\n`, every dash a hyphen. */
  readonly lines: string;
  /** The same on one line: equally long, a space for every break. */
  readonly plain: string;
  /** For each character of `plain`, where it stands in `printed`; one more entry for the end. */
  readonly at: readonly number[];
}

/** More characters than any date takes: what is longer is prose and is not searched, so no words take long to read. */
const LONGEST = 500;

const DASH = /[\u2010-\u2015\u2212]/;
const BREAK = /[\n\r\v\f\u2028\u2029]/;
const UNSEEN = /[\u00ad\u200b-\u200d\u2060]/;

/** Null when there are too many words to be a date. */
export function wordsOf(words: string): Words | null {
  const printed = words.trim();
  if (printed.length > LONGEST) return null;
  const at: number[] = [];
  let lines = '';
  for (let place = 0; place < printed.length; place += 1) {
    const next = asMatched(printed.charAt(place));
    if (next === '') continue;
    const blank = next === ' ' || next === '\n';
    if (blank && /[ \n]$/.test(lines)) {
      if (next === '\n') lines = `${lines.slice(0, -1)}\n`;
      continue;
    }
    lines += next;
    at.push(place);
  }
  at.push(printed.length);
  return { printed, lines, plain: lines.replaceAll('\n', ' '), at };
}

/** `#` and `~` stand for what was found once a cell is taken apart, so they are never part of the words. */
function asMatched(letter: string): string {
  if (letter === '#' || letter === '~') return '?';
  if (UNSEEN.test(letter)) return '';
  if (BREAK.test(letter)) return '\n';
  if (/\s/.test(letter)) return ' ';
  return DASH.test(letter) ? '-' : letter;
}

/** What is printed between two places of `plain`. */
export function printedBetween({ printed, at }: Words, start: number, end: number): string {
  return printed.slice(at[start] ?? printed.length, at[end] ?? printed.length).trim();
}
