import type { Ref } from './plan.js';
import type { PlanFile, PlanRow } from './read-plan.js';

/** A file with other refs for its rows, wherever they stand, and other places for them. What it said of them stays. */
export function renamedAll(
  file: PlanFile,
  names: ReadonlyMap<Ref, Ref>,
  placed: (row: PlanRow) => Partial<PlanRow>,
): PlanFile {
  const other = (ref: Ref): Ref => names.get(ref) ?? ref;
  return {
    ...file,
    rows: file.rows.map((row) => ({
      ...row,
      ...placed(row),
      ref: other(row.ref),
      waitsFor: row.waitsFor.map(other),
      sameAs: row.sameAs === null ? null : other(row.sameAs),
    })),
    suggestions: file.suggestions.map((one) => ({
      ...one,
      ref: other(one.ref),
      ...(one.replacedBy && { replacedBy: one.replacedBy.map(other) }),
    })),
    warnings: file.warnings.map((one) => (one.ref === null ? one : { ...one, ref: other(one.ref) })),
  };
}
