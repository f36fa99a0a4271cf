import { isRefused, type PlanFile, type Refused } from '../domain/read-plan.js';
import { readCsv } from './csv.js';
import { planHeadingsIn } from './plan-columns.js';
import { readPlanTable } from './plan-table.js';

/**
 * A plan from a CSV file: UTF-8, UTF-16 or Windows-1252; comma, semicolon or tab; headings in the words that plans
 * use for them, below a title or not. Every doubt is told, nothing is dropped in silence, and no date, rating or
 * person is guessed. A file that is no plan is refused with one sentence.
 */
export function readCsvPlan(file: Uint8Array | string): PlanFile | Refused {
  const table = readCsv(file, planHeadingsIn);
  return isRefused(table) ? table : readPlanTable(table);
}
