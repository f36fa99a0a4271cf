import type { Documents } from '../flows/ports-documents.js';
import { readCsvCalendar } from './read-csv-calendar.js';
import { readCsvKey } from './read-csv-key.js';
import { readCsvPlan } from './read-csv-plan.js';
import { writeCsvPlan } from './write-csv-plan.js';

/** What is read from files and written to them, but for what cards have room for. */
export const documents: Omit<Documents, 'fitsOnCard'> = {
  readPlan: (bytes, reading) => Promise.resolve(readCsvPlan(bytes, reading)),
  readCalendar: readCsvCalendar,
  readKey: readCsvKey,
  writeCsvPlan,
};
