import { DEFAULT_KEY } from '../domain/policy.js';
import { isRefused, type PlanFile, type PlanReading, type Refused } from '../domain/read-plan.js';
import { readCsv } from './csv.js';
import { planHeadingsIn } from './plan-columns.js';
import { trackerHeadingsIn } from './tracker-headings.js';
import { readPlanTable } from './plan-table.js';

/** Nobody is known, the plan's year is taken from its dates and starts in April, and it has the default key. */
const PLAIN_READING: PlanReading = { knownNames: [], period: null, yearStarts: 4, key: DEFAULT_KEY, columns: [] };

/**
 * A plan from a CSV file: UTF-8, UTF-16 or Windows-1252; comma, semicolon or tab; headings in the words that plans
 * use for them, below a title or not. Every doubt is told, nothing is dropped in silence, and no date, rating or
 * person is guessed. A file that is no plan is refused with one sentence.
 */
export function readCsvPlan(file: Uint8Array | string, reading: Partial<PlanReading> = {}): PlanFile | Refused {
  const whole = { ...PLAIN_READING, ...reading };
  const table = readCsv(file, (cells) => Math.max(planHeadingsIn(cells, whole.columns), trackerHeadingsIn(cells)));
  return isRefused(table) ? table : readPlanTable(table, whole);
}
