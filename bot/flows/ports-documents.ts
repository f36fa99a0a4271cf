import type { CivilDate } from '../domain/dates.js';
import type { FilledIn } from '../domain/fault-report.js';
import type { Key } from '../domain/key.js';
import type { PlanFile, PlanReading, Refused, RejectedRow } from '../domain/read-plan.js';
import type { PlanPrint } from './ports-print.js';

/** When boards meet and the organisation is closed, as a file says it. */
export interface CalendarFile {
  readonly boards: readonly { readonly name: string; readonly days: readonly CivilDate[] }[];
  readonly closures: readonly CivilDate[];
  readonly rejected: readonly RejectedRow[];
}

/** In from files that people have, and out to those that can be read again. */
export interface Documents {
  /** A plan from CSV, Word or Excel, by what the bytes are and not by the file's name. */
  readonly readPlan: (bytes: Uint8Array, reading: PlanReading) => Promise<PlanFile | Refused>;
  /** A fault report with its decisions filled in. */
  readonly readDecisions: (bytes: Uint8Array) => readonly FilledIn[] | Refused;
  readonly readCalendar: (bytes: Uint8Array) => CalendarFile | Refused;
  /** A key in which leads rate, as a file prints it. */
  readonly readKey: (bytes: Uint8Array) => Refused | { readonly key: Key };
  /** Rows of texts as CSV that a spreadsheet opens in the right alphabet, and takes no cell of for a formula. */
  readonly writeTable: (rows: readonly (readonly string[])[]) => string;
  readonly writeCsvPlan: (print: PlanPrint) => string;
  /** Whether the buttons of a milestone's card can name it: plan id and ref together must not be too long. */
  readonly fitsOnCard: (plan: string, ref: string) => boolean;
}
