/** Two readings of one window beside each other: the leadership draft and the panel pack (RULES 7). */
import type { KeyEntry } from './key.js';
import type { Ref } from './plan.js';
import type { Rollup, RollupRow } from './rollup-facts.js';

/** One figure that is said in two ways. */
export interface FigureDiffers {
  /** "Red", "all", or the ref of a milestone. */
  readonly what: string;
  /** Null for a count. */
  readonly ref: Ref | null;
  readonly first: string;
  readonly second: string;
}

const CLASSES = ['red', 'amber', 'green', 'complete', 'none', 'closed', 'total'] as const;

/** Every count that differs, then every milestone that does: what is only in one of them, too. Empty where they agree. */
export function figuresThatDiffer(
  a: Pick<Rollup, 'counts' | 'rows'>,
  b: Pick<Rollup, 'counts' | 'rows'>,
): readonly FigureDiffers[] {
  const counts = CLASSES.filter((which) => a.counts[which] !== b.counts[which]).map((which) => {
    return { what: which, ref: null, first: String(a.counts[which]), second: String(b.counts[which]) };
  });
  const [first, second] = [byRef(a.rows), byRef(b.rows)];
  const refs = [...new Set([...first.keys(), ...second.keys()])];
  const rows = refs.flatMap((ref): FigureDiffers[] => {
    const [one, other] = [inWords(first.get(ref)), inWords(second.get(ref))];
    return one === other ? [] : [{ what: ref, ref, first: one, second: other }];
  });
  return [...counts, ...rows];
}

function byRef(rows: readonly RollupRow[]): ReadonlyMap<Ref, RollupRow> {
  return new Map(rows.map((row) => [row.ref, row]));
}

/** "Amber, due 2026-11-18, expected 2026-12-01, delivered 2026-11-30"; "not in it". */
function inWords(row: RollupRow | undefined): string {
  if (row === undefined) return 'not in it';
  const { rating, grade, state, due, forecast, deliveredOn } = row;
  const day = (word: string, date: string | null): string[] => (date === null ? [] : [`${word} ${date}`]);
  return [
    wordOf(grade) ?? (rating === 'closed' ? state : rating),
    ...day('due', due),
    ...day('expected', forecast),
    ...day('delivered', deliveredOn),
  ].join(', ');
}

function wordOf(grade: KeyEntry | null): string | null {
  return grade?.word ?? null;
}
