import type { PlanRow } from '../domain/read-plan.js';
import type { PlanWarning } from '../domain/plan-warnings.js';
import { placeOf, type Columns } from './plan-columns.js';
import { listed, oneLine, sameWords } from './words.js';

/** What each row waits for, from a column of its own. Words that are no ref of the plan are told. */
export function readWaits(
  rows: readonly PlanRow[],
  cells: readonly string[],
  columns: Columns,
): { readonly rows: readonly PlanRow[]; readonly warnings: readonly PlanWarning[] } {
  const refs = new Map(rows.map(({ ref }) => [sameWords(ref), ref]));
  const warnings: PlanWarning[] = [];
  const waiting = rows.map((row, at): PlanRow => {
    const cell = cells[at] ?? '';
    if (/^(?:[-–—]|n\/?a|none|nothing)?$/i.test(cell)) return row;
    const names = refsIn(cell, refs);
    const known = names.flatMap((name) => refs.get(sameWords(name)) ?? []);
    const unknown = names.filter((name) => !refs.has(sameWords(name)) || sameWords(name) === sameWords(row.ref));
    // Two milestones of one row share its cell, and its doubt.
    const told = rows[at - 1]?.row === row.row && cells[at - 1] === cell;
    if (unknown.length > 0 && !told) {
      const what = `${listed(unknown)} ${unknown.length === 1 ? 'is' : 'are'} no other ref of the plan`;
      const message = `${placeOf(row.row, 'waits', columns)}: ${what}. Nothing was taken from it; print the refs that it waits for.`;
      warnings.push({ code: 'unresolved-reference', row: row.row, ref: row.ref, cell, message, field: 'waits' });
    }
    return { ...row, waitsFor: [...new Set(known)].filter((ref) => ref !== row.ref) };
  });
  return { rows: waiting, warnings };
}

/** Divided by semicolons and lines first, so that a ref may have any other sign in it. */
function refsIn(cell: string, refs: ReadonlyMap<string, unknown>): string[] {
  if (refs.has(sameWords(cell))) return [cell];
  return cell
    .split(/[;\n]/)
    .flatMap((part) => (refs.has(sameWords(part)) ? [part] : part.split(/,|&|\band\b/i)))
    .map(oneLine)
    .filter((part) => part !== '');
}
