/** What a number of a workbook says to a person, by the format that its cell has. */
import { addDays, asPrinted, civilDate, MONTHS, type CivilDate } from '../domain/dates.js';

/** Formats that a workbook need not write down, by number; those not named here have no code of their own. */
const BUILT_IN: ReadonlyMap<number, string> = new Map([
  [1, '0'],
  [2, '0.00'],
  [3, '#,##0'],
  [4, '#,##0.00'],
  [9, '0%'],
  [10, '0.00%'],
  [14, 'dd/mm/yyyy'],
  [15, 'd-mmm-yy'],
  [16, 'd-mmm'],
  [17, 'mmm-yy'],
  [18, 'h:mm AM/PM'],
  [19, 'h:mm:ss AM/PM'],
  [20, 'h:mm'],
  [21, 'h:mm:ss'],
  [22, 'dd/mm/yyyy h:mm'],
  [37, '#,##0'],
  [38, '#,##0'],
  [39, '#,##0.00'],
  [40, '#,##0.00'],
  [45, 'mm:ss'],
  [46, '[h]:mm:ss'],
  [47, 'mm:ss'],
]);
/** Of East Asian calendars, all of them days. */
const isFarDate = (id: number): boolean => (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

export function builtInFormat(id: number): string {
  return BUILT_IN.get(id) ?? (isFarDate(id) ? 'd mmmm yyyy' : 'General');
}

/** Counted from here, for our days begin in 1900. */
const ANCHOR = civilDate('2000-01-01');
const ANCHOR_IN = { since1900: 36_526, since1904: 35_064 };
/** In the year 2195: no plan goes beyond, and neither do our days. */
const LAST_SERIAL = 108_000;
/** The day that 1900 did not have, and that workbooks count all the same. */
const NO_DAY = 60;

/** The day of a number of days; null where there is none. Parts of days are left out. */
export function dayOfSerial(serial: number, since1904: boolean): CivilDate | null {
  const days = Math.floor(serial);
  if (days < 1 || days > LAST_SERIAL || (days === NO_DAY && !since1904)) return null;
  if (since1904) return addDays(ANCHOR, days - ANCHOR_IN.since1904);
  return addDays(ANCHOR, days - ANCHOR_IN.since1900 + (days < NO_DAY ? 1 : 0));
}

/**
 * A number as the cell shows it. A date is told by its words, whatever its order of day and month: "31 March 2018"; one
 * whose format has no day is the month that people see: "September 2017". Time of day beside a date is left out.
 */
export function numberInWords(value: number, format: string, since1904: boolean): string {
  const section = sectionFor(format, value);
  const signs = section.replace(/"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '');
  if (/general/i.test(signs) || section === '' || section === '@') return plainNumber(value);
  if (/[ymdhs]/i.test(signs)) return momentInWords(value, signs.toLowerCase(), since1904);
  if (/[eE][+-]|[?/]/.test(signs)) return plainNumber(value);
  return formatted(value, section);
}

/** Of "positive;negative;zero"; conditions other than the sign are not followed. */
function sectionFor(format: string, value: number): string {
  const sections = format.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const own = value < 0 ? sections[1] : value === 0 ? sections[2] : sections[0];
  return own ?? sections[0] ?? '';
}

/** Fifteen figures, as many as workbooks keep. */
function plainNumber(value: number): string {
  return String(Number(value.toPrecision(15)));
}

/* ---- Days ---- */

function momentInWords(value: number, signs: string, since1904: boolean): string {
  const hasDay = signs.includes('d');
  const hasYear = signs.includes('y');
  const hasTime = /[hs]/.test(signs);
  if (!hasDay && !hasYear && hasTime) return timeInWords(value, signs.includes('[h'));
  const day = dayOfSerial(value, since1904);
  if (day === null) return plainNumber(value);
  if (hasDay) return asPrinted(day);
  const month = MONTHS[Number(day.slice(5, 7)) - 1] ?? '';
  const year = day.slice(0, 4);
  return signs.includes('m') ? `${month} ${year}` : year;
}

function timeInWords(value: number, counted: boolean): string {
  const minutes = Math.round(value * 1440);
  const hours = Math.floor(minutes / 60);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(counted ? hours : hours % 24)}:${two(minutes % 60)}`;
}

/* ---- Figures ---- */

/** "0.00", "#,##0", "0%", `"TH "0.0`: figures with the words before and behind them. */
function formatted(value: number, section: string): string {
  const { before, figures, behind } = partsOf(section);
  if (figures === '') return before + behind;
  const percent = (before + behind).includes('%');
  const decimals = /\.([0#?]*)/.exec(figures)?.[1] ?? '';
  const fixed = Math.abs(percent ? value * 100 : value);
  const needed = decimals.replace(/#/g, '').length;
  const [whole = '0', rest = ''] = roundedTo(fixed, decimals.length).split('.');
  const least = (figures.split('.')[0] ?? '').replace(/[^0]/g, '').length;
  const grouped = /,(?=[0#])/.test(figures) ? whole.replace(/\B(?=(?:\d{3})+$)/g, ',') : whole.padStart(least, '0');
  const behindPoint = trimmedTo(rest, needed);
  const sign = value < 0 && !section.includes('(') && !before.includes('-') ? '-' : '';
  return `${sign}${before}${grouped}${behindPoint === '' ? '' : `.${behindPoint}`}${behind}`.trim();
}

function roundedTo(value: number, decimals: number): string {
  const exact = Number(value.toPrecision(15));
  return exact.toFixed(Math.min(decimals, 15));
}

function trimmedTo(decimals: string, least: number): string {
  let end = decimals.length;
  while (end > least && decimals.charAt(end - 1) === '0') end -= 1;
  return decimals.slice(0, end);
}

/** What stands before the first and behind the last figure, quotes and escapes taken off. */
function partsOf(section: string): { readonly before: string; readonly figures: string; readonly behind: string } {
  const tokens = section.match(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|[0#?.,]+|./gsu) ?? [];
  const isFigures = (token: string): boolean => /^[0#?.,]*[0#?][0#?.,]*$/.test(token);
  const first = tokens.findIndex(isFigures);
  const last = tokens.findLastIndex(isFigures);
  if (first < 0) return { before: tokens.map(literal).join(''), figures: '', behind: '' };
  return {
    before: tokens.slice(0, first).map(literal).join(''),
    figures: tokens
      .slice(first, last + 1)
      .filter(isFigures)
      .join(''),
    behind: tokens
      .slice(last + 1)
      .map(literal)
      .join(''),
  };
}

function literal(token: string): string {
  if (token.startsWith('"')) return token.slice(1, -1);
  if (token.startsWith('\\')) return token.slice(1);
  if (token.startsWith('_')) return ' ';
  if (token.startsWith('*')) return '';
  return token.startsWith('[') ? (/^\[\$([^-\]]+)/.exec(token)?.[1] ?? '') : token;
}
