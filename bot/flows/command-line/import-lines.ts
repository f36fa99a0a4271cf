import type { PlanFile } from '../../domain/read-plan.js';
import type { CommandPorts } from './answer.js';

/** A ref that would not fit on a button is kept out now, rather than fail every card later. */
export function withoutLongRefs(ports: CommandPorts, plan: string, file: PlanFile): PlanFile {
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

/** Every doubt about a file, in lines for a person at a terminal. */
export function faultLines({ warnings, rejected, suggestions }: PlanFile, accepted: boolean): string[] {
  const applied = accepted ? 'suggested and applied' : 'suggested, not applied without --accept-suggestions';
  return [
    ...(warnings.length === 0 ? [] : ['', `${String(warnings.length)} to look at:`]),
    // Each message names its row itself.
    ...warnings.map((fault) => `  ${fault.ref === null ? '' : `${fault.ref}: `}${fault.message}`),
    ...(rejected.length === 0 ? [] : ['', `${String(rejected.length)} kept out:`]),
    ...rejected.map((fault) => `  ${fault.message}`),
    ...(suggestions.length === 0 ? [] : ['', `${String(suggestions.length)} ${applied}:`]),
    ...suggestions.map((one) => `  ${one.ref}: ${one.state}, ${one.because}`),
  ];
}
