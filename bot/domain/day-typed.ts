import { parseCivilDate, type CivilDate } from './dates.js';
import { readDue } from './due.js';

/** One day as somebody typed it, "2026-11-18" or in any words that plans use; null for what is none. */
export function dayIn(typed: string): CivilDate | null {
  const day = parseCivilDate(typed.trim());
  if (day !== undefined) return day;
  const { due } = readDue(typed);
  return due.kind === 'day' ? due.date : null;
}
