import type { TruthTable } from '../ports-copies.js';

/** What the tables of a copy hold, for people; the JSON names the tables. */
export const TABLE_WORDS: Readonly<Record<TruthTable, string>> = {
  Runs: 'runs of schedules',
  Ledger: 'what was asked',
  Rollups: 'summaries',
  Plans: 'plans and their history',
  Channels: 'channels',
  People: 'people',
  Audit: 'audit',
  Schedules: 'schedules',
};

export function tablesInWords(tables: readonly TruthTable[]): readonly string[] {
  return tables.map((table) => TABLE_WORDS[table]);
}
