import type { Documents } from '../flows/ports-documents.js';
import { toCsv } from './csv.js';
import { readCsvCalendar } from './read-csv-calendar.js';
import { readCsvKey } from './read-csv-key.js';
import { readDecisions } from './read-decisions.js';
import { readPlanFile } from './read-plan-file.js';
import { writeCsvPlan } from './write-csv-plan.js';

/** What is read from files and written to them, but for what cards have room for. */
export const documents: Omit<Documents, 'fitsOnCard'> = {
  readPlan: readPlanFile,
  readDecisions,
  readCalendar: readCsvCalendar,
  readKey: readCsvKey,
  writeTable: (rows) => `\ufeff${toCsv(rows)}`,
  writeCsvPlan,
};
