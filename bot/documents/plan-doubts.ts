import { inWords, type CivilDate } from '../domain/dates.js';
import { lastDayOf } from '../domain/due-found.js';
import { periodInWords } from '../domain/period-words.js';
import type { Period } from '../domain/periods.js';
import type { Due } from '../domain/plan.js';
import type { PlanRow } from '../domain/read-plan.js';
import type { PlanWarning } from '../domain/plan-warnings.js';
import { lastNumberOf, stemOf } from './plan-shapes.js';
import { listed, quoted, sameWords } from './words.js';

export { lastDayOf } from '../domain/due-found.js';

/* ---- The plan's year ---- */

/** Fewer dates than that say nothing of a year. */
const ENOUGH_DATES = 6;

/** The year in which at least two thirds of the dates lie; null when there is none, or there are too few dates. */
export function yearOf(dues: readonly Due[], yearStarts: number): Period | null {
  const times = new Map<number, number>();
  for (const due of dues) {
    const year = yearHolding(lastDayOf(due), yearStarts);
    if (year !== null) times.set(year, (times.get(year) ?? 0) + 1);
  }
  const all = [...times.values()].reduce((sum, count) => sum + count, 0);
  if (all < ENOUGH_DATES) return null;
  const most = [...times].find(([, count]) => count * 3 >= all * 2)?.[0];
  return most === undefined ? null : yearFrom(most, yearStarts);
}

function yearHolding(day: CivilDate | null, yearStarts: number): number | null {
  if (day === null) return null;
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return month < yearStarts ? year - 1 : year;
}

function yearFrom(year: number, yearStarts: number): Period {
  const month = (n: number): string => String(n).padStart(2, '0');
  const next = new Date(Date.UTC(year + 1, yearStarts - 1, 0)).toISOString().slice(0, 10);
  return { from: `${String(year)}-${month(yearStarts)}-01` as CivilDate, to: next as CivilDate };
}

/** The last day of a quarter of the plan's year; null without one of whole quarters. */
export function endOfQuarter(period: Period | null, quarter: number): CivilDate | null {
  if (period === null) return null;
  const [year, month] = [Number(period.from.slice(0, 4)), Number(period.from.slice(5, 7))];
  const day = new Date(Date.UTC(year, month - 1 + quarter * 3, 0)).toISOString().slice(0, 10) as CivilDate;
  return day <= period.to ? day : null;
}

/** Dates outside the plan's year: accepted, told, and asked of the lead; never corrected. */
export function outsideYear(
  row: PlanRow,
  period: Period | null,
): { readonly message: string; readonly query: string } | null {
  const day = lastDayOf(row.due);
  if (period === null || day === null || (day >= period.from && day <= period.to)) return null;
  const year = periodInWords(period);
  return {
    message: `${quoted(row.due.text)} lies outside the plan's year, ${year}. It was taken as printed; correct it if it is a slip.`,
    query: `The date “${row.due.text}” lies outside the plan's year, ${year}. If it is wrong, propose the right one.`,
  };
}

/* ---- Numbers that no row has ---- */

/** Gaps within one objective: "SG 1.3" without "SG 1.1". Not those that stand elsewhere in the file. */
export function gapsInRefs(rows: readonly PlanRow[], elsewhere: readonly string[]): PlanWarning[] {
  const printed = rows.filter(({ refPrinted, ref }) => refPrinted && stemOf(ref) !== '');
  // Of a ref under another parent it is told already that its number is not that of its place.
  const inPlace = printed.filter(({ ref, objective }) => sameWords(stemOf(ref)) === sameWords(objective));
  const known = new Set([
    ...printed.map(({ ref }) => sameWords(ref).replace(/(?<=\d)[a-z]?(?: \(\d+\))?$/, '')),
    ...elsewhere.map(sameWords),
  ]);
  const byStem = new Map<string, PlanRow[]>();
  for (const row of inPlace) byStem.set(stemOf(row.ref), [...(byStem.get(stemOf(row.ref)) ?? []), row]);
  return [...byStem].flatMap(([stem, own]): PlanWarning[] => {
    const numbers = own.map(({ ref }) => lastNumberOf(ref) ?? 0);
    const last = Math.min(Math.max(...numbers), 200);
    const missing = Array.from({ length: last }, (_, n) => `${stem}.${String(n + 1)}`).filter(
      (ref) => !known.has(sameWords(ref)),
    );
    const [first] = missing;
    if (first === undefined) return [];
    const after = own.find(({ ref }) => (lastNumberOf(ref) ?? 0) > (lastNumberOf(first) ?? 0)) ?? own[0];
    const which = `${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} in no row`;
    const message = `Row ${String(after?.row ?? 0)}: ${which}, though ${quoted(after?.ref ?? '')} is. Nothing was renumbered; check that no row is lost.`;
    return [{ code: 'gap-in-refs', row: after?.row ?? 0, ref: after?.ref ?? null, cell: missing.join(', '), message }];
  });
}

/* ---- What waits for what ---- */

/** Due before something that it waits for. */
export function dueBeforeDependencies(rows: readonly PlanRow[]): PlanWarning[] {
  const dueOn = new Map(rows.map(({ ref, due }) => [ref, lastDayOf(due)]));
  return rows.flatMap((row) =>
    row.waitsFor.flatMap((ref): PlanWarning[] => {
      const [own, other] = [lastDayOf(row.due), dueOn.get(ref) ?? null];
      if (own === null || other === null || own >= other) return [];
      const message = `Row ${String(row.row)}: ${quoted(row.ref)} is due on ${inWords(own)}, before ${quoted(ref)}, which it waits for and which is due on ${inWords(other)}. Both dates were kept; change one of them.`;
      return [{ code: 'due-before-dependency', row: row.row, ref: row.ref, cell: ref, message }];
    }),
  );
}
