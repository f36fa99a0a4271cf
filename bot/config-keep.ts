import type { Source } from './config-source.js';
import { KEEP, type Keep } from './domain/retention.js';

/** The least and the most of each: what was asked has to outlast the ladder and a quarter's answers. */
const BOUNDS = {
  WAYMARK_KEEP_LEDGER_DAYS: [30, 3_650],
  WAYMARK_KEEP_ADDRESS_DAYS: [1, 365],
  WAYMARK_KEEP_AUDIT_YEARS: [1, 30],
  WAYMARK_KEEP_HISTORY_YEARS: [1, 30],
} as const;

/** How long what is kept about people is kept. */
export function keepFrom(from: Source): Keep {
  return {
    ledgerDays: wholeFrom(from, 'WAYMARK_KEEP_LEDGER_DAYS', KEEP.ledgerDays, 'days'),
    addressDays: wholeFrom(from, 'WAYMARK_KEEP_ADDRESS_DAYS', KEEP.addressDays, 'days'),
    auditYears: wholeFrom(from, 'WAYMARK_KEEP_AUDIT_YEARS', KEEP.auditYears, 'years'),
    historyYears: wholeFrom(from, 'WAYMARK_KEEP_HISTORY_YEARS', KEEP.historyYears, 'years'),
  };
}

function wholeFrom(from: Source, setting: keyof typeof BOUNDS, otherwise: number, unit: string): number {
  const text = from.get(setting);
  if (text === undefined) return otherwise;
  const [least, most] = BOUNDS[setting];
  const given = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (given >= least && given <= most) return given;
  from.wrong(setting, `is "${text}"; give a whole number of ${unit} from ${String(least)} to ${String(most)}`);
  return otherwise;
}
