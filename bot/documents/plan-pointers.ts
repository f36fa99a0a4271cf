import { pointerIn } from '../domain/pointer.js';
import type { Ref } from '../domain/plan.js';
import type { PlanRow } from '../domain/read-plan.js';
import type { PlanWarning } from '../domain/plan-warnings.js';
import type { PageGap } from './plan-pages.js';
import { lettersOf, sameRef } from './plan-shapes.js';
import { quoted, sameWords, shortened } from './words.js';

export interface Pointed {
  readonly rows: readonly PlanRow[];
  readonly warnings: readonly PlanWarning[];
}

/** What the rows of a file lie among. */
export interface Surroundings {
  /** Rows that were kept out. */
  readonly keptOut: readonly number[];
  readonly gaps: readonly PageGap[];
  /** The "Same as" cell of each row; null where the plan has no such column. */
  readonly sameAs: readonly string[] | null;
}

/** In the "Same as" column of our own reports, beside words of a person that only look like a pointer. */
export const NO_POINTER = 'none';

/**
 * Progress that points at another row ("As above", "See WFD 3.1"), with where it leads in the end. What leads nowhere, to
 * itself or in a circle is told, and asked of the lead. "Above" is no row that was kept out, nor one on a missing page.
 */
export function followPointers(rows: readonly PlanRow[], around: Surroundings): Pointed {
  const byRef = new Map(rows.map((row, at) => [sameRef(row.ref), at]));
  const letters = new Set(rows.map(({ ref }) => lettersOf(ref)));
  const targets = rows.map((row, at): Target => {
    const pointer = pointerIn(row.progress ?? '');
    const own = around.sameAs?.[at] ?? '';
    if (sameWords(own) === NO_POINTER) return undefined;
    if (own !== '') return byRef.get(sameRef(own)) ?? null;
    if (pointer === null) return undefined;
    if (around.sameAs !== null) return null;
    if (/^(?:above|below)$/i.test(pointer.to)) return neighbour(rows, at, pointer.to.toLowerCase(), around);
    const found = byRef.get(sameRef(pointer.to));
    // "As at 31 March" and "See Appendix 2" are no refs.
    const isRef = letters.has(lettersOf(pointer.to)) || /^\p{Lu}[\p{L}/&]*\p{Lu}\p{L}* ?\d+\.\d/u.test(pointer.to);
    return found ?? (isRef ? null : undefined);
  });
  const textAt = textsOf(targets, rows);
  const warnings: PlanWarning[] = [];
  const followed = rows.map((row, at): PlanRow => {
    const target = targets[at];
    if (target === undefined) return row;
    const sameAs = target === null ? null : textAt(target);
    if (sameAs !== null && sameAs !== row.ref) return { ...row, sameAs };
    const words = (around.sameAs?.[at] ?? '') || (row.progress ?? '');
    const message = `Row ${String(row.row)}: the progress ${quoted(words)} points at no other row that has a text. It was kept as printed; write what is meant.`;
    const told = rows[at - 1]?.row === row.row && rows[at - 1]?.progress === row.progress;
    if (!told) warnings.push({ code: 'unresolved-reference', row: row.row, ref: row.ref, cell: words, message });
    const query = `The plan says “${shortened(words)}”, and no other row has that text. Say where this one stands.`;
    return { ...row, queries: [...row.queries, query] };
  });
  return { rows: followed, warnings };
}

/** Where a row points: undefined when it points nowhere, null when nothing is there. */
type Target = number | null | undefined;

/** The next row above or below, unless a row between was kept out, or a page is missing there. */
function neighbour(
  rows: readonly PlanRow[],
  at: number,
  where: string,
  { keptOut, gaps }: Surroundings,
): number | null {
  const own = rows[at]?.row ?? 0;
  const step = where === 'above' ? -1 : 1;
  let next = at + step;
  // Milestones of one row share its cell.
  while (rows[next]?.row === own) next += step;
  const other = rows[next]?.row;
  if (other === undefined) return null;
  const [from, to] = [Math.min(other, own), Math.max(other, own)];
  const lost =
    keptOut.some((row) => row > from && row < to) || gaps.some((gap) => from <= gap.after && to >= gap.before);
  return lost ? null : next;
}

/** Finds, for a row, the ref of the row whose text it has in the end: its own, or that at the end of its chain. */
function textsOf(targets: readonly Target[], rows: readonly PlanRow[]): (at: number) => Ref | null {
  const known = new Map<number, Ref | null>();
  return (from) => {
    const way = new Set<number>();
    let at = from;
    let found: Ref | null | undefined;
    while (found === undefined && !way.has(at)) {
      way.add(at);
      const target = targets[at];
      found = known.has(at) ? known.get(at) : ownText(rows[at], target);
      if (typeof target === 'number') at = target;
    }
    for (const one of way) known.set(one, found ?? null);
    return found ?? null;
  };
}

/** Undefined where it only points at another row. */
function ownText(row: PlanRow | undefined, target: Target): Ref | null | undefined {
  const words = row?.progress ?? '';
  if (row === undefined || words === '') return null;
  if (target === undefined || pointerIn(words)?.only !== true) return row.ref;
  return target === null ? null : undefined;
}
