import { findingsIn, isHeld } from './guard.js';
import { PLAN_DEFAULTS } from './plan.js';
import type { PlanFile, PlanRow } from './read-plan.js';
import type { PlanWarning } from './plan-warnings.js';

const LONGEST_CELL = 1000;

/** The file with a warning for each printed text that may say who a child is: it is kept, and held (RULES 6). */
export function withHeldTold(file: PlanFile): PlanFile {
  return { ...file, warnings: [...file.warnings, ...file.rows.flatMap(heldIn)] };
}

function heldIn(row: PlanRow): readonly PlanWarning[] {
  const texts = [row.text, row.dueCell, row.progress, row.evidence].filter((text) => text !== null);
  return texts.flatMap((text): PlanWarning[] => {
    const found = findingsIn(text, PLAN_DEFAULTS.smallNumber, [row.leadsCell]).filter(isHeld);
    if (found.length === 0) return [];
    const words = found.map((one) => `“${one.words}” looks like ${one.looksLike}`).join('; ');
    const message = `Row ${String(row.row)}: ${words}. It is held until somebody has looked at it; see: held list`;
    return [{ code: 'held', row: row.row, ref: row.ref, cell: text.slice(0, LONGEST_CELL), message }];
  });
}
