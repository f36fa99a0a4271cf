import { FAULT_HEADINGS, type FilledIn } from '../domain/fault-report.js';
import { isRefused, type Refused } from '../domain/read-plan.js';
import { readCsv } from './csv.js';
import { sameWords } from './words.js';

/** A fault report with its Decision column filled in, as CSV: its columns may stand in any order, more may be beside them. */
export function readDecisions(file: Uint8Array | string): readonly FilledIn[] | Refused {
  const headings = FAULT_HEADINGS.map(sameWords);
  const table = readCsv(file, (cells) => cells.filter((cell) => headings.includes(sameWords(cell))).length);
  if (isRefused(table)) return table;
  const columns = table.rows.map(({ cells }) => ({
    id: cells.findIndex((cell) => sameWords(cell) === 'id'),
    decision: cells.findIndex((cell) => sameWords(cell) === 'decision'),
  }));
  const at = columns.findIndex(({ id, decision }) => id >= 0 && decision >= 0);
  const { id, decision } = columns[at] ?? { id: 0, decision: 0 };
  if (at < 0) {
    return {
      refused: 'This is not a fault report: no two columns are headed "Decision" and "Id". Write one with --faults.',
    };
  }
  return table.rows
    .slice(at + 1)
    .map(({ row, cells }) => ({ row, id: cells[id] ?? '', decision: cells[decision] ?? '' }));
}
