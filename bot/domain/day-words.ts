/** The words and numbers of a typed day: months and days of the week by their beginnings, years of two digits. */
import { addDays, MONTHS, parseCivilDate, WEEKDAYS, type CivilDate } from './dates.js';

/** Each name whole or by its first three letters, "sept", "tues", "thurs" and the like besides. */
export const MONTH_WORD = wordsOf(MONTHS, ['sept']);
export const WEEKDAY_WORD = wordsOf(WEEKDAYS, ['tues', 'weds', 'thur', 'thurs']);

/** 1 to 12, by name or number; null when there is no such month. */
export function monthNamed(typed: string): number | null {
  if (!/^\d+$/.test(typed)) return numberAmong(MONTHS, typed);
  const number = Number(typed);
  return number >= 1 && number <= 12 ? number : null;
}

/** 1 is Monday; null when it is no day of the week. */
export function weekdayNamed(typed: string): number | null {
  return numberAmong(WEEKDAYS, typed);
}

/** "26" is 2026. */
export function yearOf(typed: string): number {
  return typed.length === 2 ? 2000 + Number(typed) : Number(typed);
}

/** Null when the month has no such day, or nobody plans in that year. */
export function dayOf(day: number, month: number, year: number): CivilDate | null {
  return parseCivilDate([String(year), padded(month), padded(day)].join('-')) ?? null;
}

export function lastDayOf(month: number, year: number): CivilDate | null {
  const next = month === 12 ? dayOf(1, 1, year + 1) : dayOf(1, month + 1, year);
  return next === null ? dayOf(31, month, year) : (parseCivilDate(addDays(next, -1)) ?? null);
}

/** The month of a day, so many months on. */
export function monthOf(date: CivilDate, ahead: number): { readonly year: number; readonly month: number } {
  const months = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + ahead;
  return { year: Math.floor(months / 12), month: (months % 12) + 1 };
}

function padded(number: number): string {
  return String(number).padStart(2, '0');
}

function wordsOf(names: readonly string[], others: readonly string[]): string {
  const lower = names.map((name) => name.toLowerCase());
  return [...lower, ...others, ...lower.map((name) => name.slice(0, 3))].sort((a, b) => b.length - a.length).join('|');
}

function numberAmong(names: readonly string[], typed: string): number | null {
  const at = names.findIndex((name) => name.toLowerCase().startsWith(typed.slice(0, 3).toLowerCase()));
  return at === -1 || typed.length < 3 ? null : at + 1;
}
