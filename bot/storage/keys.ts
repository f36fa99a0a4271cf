/**
 * Every partition and row key of every table is made here.
 *
 * A key is a list of parts joined by `|`. In a part, ASCII letters, digits and `-._:@` stand for themselves; any other
 * UTF-16 code unit is written `=` and four hexadecimal digits, and an empty part is a lone `=`. So the encoding takes any
 * string (refs like `CiN/CP 1.1`, lone surrogates included), can be reversed, never makes a character that the service
 * refuses, and two different lists never make the same key. Dates, instants and `padded` numbers stand for themselves,
 * which keeps their order.
 */

const SEPARATOR = '|';
/** The character after the separator: the end of a range that starts with it. */
const AFTER_SEPARATOR = '}';
/** The service allows 1 KiB, which is 512 characters of UTF-16; Azurite refuses the 513th. */
const LONGEST = 512;

/**
 * The key of these parts. Throws a RangeError that names lengths, never content, when the service would refuse the
 * key for being over 512 characters.
 */
export function key(...parts: readonly [string, ...string[]]): string {
  const made = parts.map(encoded).join(SEPARATOR);
  if (made.length > LONGEST) {
    const longest = Math.max(...parts.map((part) => part.length));
    throw new RangeError(
      `A value of ${String(longest)} characters is too long for a key: it makes ${String(made.length)} characters, the limit is ${String(LONGEST)}`,
    );
  }
  return made;
}

/** The parts that made a key. Throws a RangeError for text that `key` does not make. */
export function partsOf(made: string): readonly string[] {
  return made.split(SEPARATOR).map(decoded);
}

/** The range of the rows whose keys start with these parts and have at least one more. */
export function under(...parts: readonly [string, ...string[]]): { readonly from: string; readonly before: string } {
  const start = key(...parts);
  return { from: start + SEPARATOR, before: start + AFTER_SEPARATOR };
}

/** A whole number as eight digits, so that text order is number order. Throws a RangeError outside 0 to 99,999,999. */
export function padded(n: number): string {
  if (!Number.isInteger(n) || n < 0 || n > 99_999_999) throw new RangeError(`${String(n)} does not fit eight digits`);
  return String(n).padStart(8, '0');
}

function encoded(part: string): string {
  if (part === '') return '=';
  return part.replace(/[^A-Za-z0-9._:@-]/g, (unit) => `=${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function decoded(part: string): string {
  if (part === '=') return '';
  if (!/^(?:[A-Za-z0-9._:@-]|=[0-9a-f]{4})+$/.test(part)) throw new RangeError('Not a key of this project');
  return part.replace(/=([0-9a-f]{4})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
