/** The tables whose lists leave out what cannot be read. Histories have a check of their own: see `Chains`. */
export const LISTED_TABLES = [
  'DueIndex',
  'Leads',
  'Ledger',
  'Open',
  'Schedules',
  'Rollups',
  'People',
  'Channels',
] as const;

/** A row that cannot be read. Its keys are ids and dates, never names. */
export interface SpoiltRow {
  readonly table: (typeof LISTED_TABLES)[number];
  /** As they are stored. */
  readonly partition: string;
  readonly row: string;
}

/** What the lists leave out, so that one row never hides the others. */
export interface Spoilt {
  /** Reads these tables whole. */
  spoiltRows(): AsyncIterable<SpoiltRow>;
}

/** One row that was asked for by its key cannot be read: whoever wrote it, it was not Waymark. */
export class MalformedRow extends Error {
  override readonly name = 'MalformedRow';
}
