import type { PlanFile } from '../domain/read-plan.js';
import type { Ports } from './ports.js';

/** A ref that would not fit on a button is kept out now, rather than fail every card later. */
export function withoutLongRefs(ports: Pick<Ports, 'fitsOnCard'>, plan: string, file: PlanFile): PlanFile {
  const long = file.rows.filter((row) => !ports.fitsOnCard(plan, row.ref));
  if (long.length === 0) return file;
  const out = new Set(long.map(({ ref }) => ref));
  const rejected = long.map(({ row, ref, text }) => ({
    row,
    cell: ref,
    cells: [ref, text],
    message: `Row ${String(row)}: the ref “${ref}” and the plan id “${plan}” are too long together for a button. Give a shorter plan id, or shorten the ref.`,
  }));
  const rows = file.rows
    .filter(({ ref }) => !out.has(ref))
    .map((row) => ({
      ...row,
      sameAs: row.sameAs !== null && out.has(row.sameAs) ? null : row.sameAs,
      waitsFor: row.waitsFor.filter((ref) => !out.has(ref)),
    }));
  const suggestions = file.suggestions.filter(({ ref }) => !out.has(ref));
  return { ...file, rows, suggestions, rejected: [...file.rejected, ...rejected] };
}
