import type { Source } from './config-source.js';
import type { Keep } from './domain/retention.js';

/** The least and the most of each: what was asked has to outlast the ladder and a quarter's answers. */
const SETTINGS = [
  ['ledgerDays', 'WAYMARK_KEEP_LEDGER_DAYS', 'days', 30, 3_650],
  ['addressDays', 'WAYMARK_KEEP_ADDRESS_DAYS', 'days', 1, 365],
  ['auditYears', 'WAYMARK_KEEP_AUDIT_YEARS', 'years', 1, 30],
  ['historyYears', 'WAYMARK_KEEP_HISTORY_YEARS', 'years', 1, 30],
  ['draftDays', 'WAYMARK_KEEP_IMPORT_DAYS', 'days', 1, 90],
] as const;

/** How long what is kept about people is kept, as far as settings say so; the rest is the rule book's. */
export function keepFrom(from: Source): Partial<Keep> {
  const given = SETTINGS.flatMap(([name, setting, unit, least, most]) => {
    const text = from.get(setting);
    if (text === undefined) return [];
    const value = /^\d{1,4}$/.test(text) ? Number(text) : 0;
    if (value < least || value > most) {
      from.wrong(setting, `is "${text}"; give a whole number of ${unit} from ${String(least)} to ${String(most)}`);
    }
    return [[name, value] as const];
  });
  return Object.fromEntries(given);
}
