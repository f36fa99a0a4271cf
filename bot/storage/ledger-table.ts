import * as z from 'zod/v4';
import { ASK_REASONS, type Asked } from '../domain/asks.js';
import { DIGEST_STATES } from '../domain/delivery.js';
import type { Digest, Ledger, OfficerLedger } from '../flows/ports.js';
import { jsonColumns, parseRow, readJson } from './columns.js';
import { key } from './keys.js';
import { allOf, conditional, type Columns, type StoredRow, type Write } from './rows.js';
import { civilDateShape, instantShape } from './shapes-basic.js';
import { rewritten, type Table } from './table.js';

const MOST_ASKED = 95;
/** Columns for a digest: 95 entries with long refs need more than one. */
const MOST_COLUMNS = 8;

const text = z.string();

const countShape = z.object({ week: civilDateShape, count: text.regex(/^\d+$/).transform(Number) });

const askedShape: z.ZodType<Asked> = z.object({
  officer: text,
  plan: text,
  ref: text,
  anchor: text,
  step: text,
  slot: text,
  at: instantShape,
});

const entryShape: z.ZodType<Digest['entries'][number]> = z.object({
  plan: text,
  ref: text,
  ask: z.object({
    because: z.enum(ASK_REASONS),
    anchor: text,
    step: text,
    on: civilDateShape,
  }),
});

export const digestShape: z.ZodType<Digest> = z.object({
  officer: text,
  slot: text,
  entries: z.array(entryShape).readonly(),
  state: z.enum(DIGEST_STATES),
  plannedAt: instantShape,
  notBefore: instantShape.nullable(),
  claimUntil: instantShape.nullable(),
  attempt: text.nullable(),
  attempts: z.number(),
  attemptedAt: instantShape.nullable().default(null),
  doubts: z.number(),
  reason: text.nullable(),
  short: z.boolean().default(false),
  activityId: text.nullable(),
  settledAt: instantShape.nullable(),
  formUntil: instantShape.nullable(),
  refreshedAt: instantShape.nullable(),
  atOnce: z.boolean(),
  more: z.number(),
  flaggedAt: instantShape.optional(),
});

/** A row of whatever kind. */
export function readLedgerRow(row: StoredRow): unknown {
  if (row.row === 'o') return parseRow('Ledger', row, countShape);
  return readJson<unknown>('Ledger', row, row.row.startsWith('d|') ? digestShape : askedShape);
}

/** The ledger: a partition an officer, with `o` (the count), `i|` rows (what was asked) and `d|` rows (digests). */
export function openLedger(table: Table): Ledger {
  return {
    async read(officer) {
      const rows = await allOf(table.query({ partition: key(officer) }));
      return ledgerOf(table, officer, rows);
    },
    async plan(read, week, count, asked, digest) {
      checkPlanned(read, asked, digest);
      const columns = { week, count: String(count) };
      const writes: readonly Write[] = [
        conditional('o', columns, read.etag),
        ...asked.map((row): Write => ({ kind: 'insert', row: askedKey(row), columns: jsonColumns(row, row.ref) })),
        { kind: 'insert', row: key('d', digest.slot), columns: digestColumns(digest) },
      ];
      return table.writeAll(key(read.officer), writes);
    },
    async digest(officer, slot) {
      const row = await table.get(key(officer), key('d', slot));
      return row && { value: readJson(table.name, row, digestShape), etag: row.etag };
    },
    async save({ value, etag }) {
      const write = { kind: 'replace', row: key('d', value.slot), columns: digestColumns(value), etag } as const;
      return rewritten(value, await table.write(key(value.officer), write));
    },
  };
}

/** What the rows of one officer's partition say. */
export function ledgerOf(table: Table, officer: string, rows: readonly StoredRow[]): OfficerLedger {
  const count = rows.find((row) => row.row === 'o');
  const planned = count && parseRow(table.name, count, countShape);
  return {
    officer,
    week: planned?.week ?? null,
    count: planned?.count ?? 0,
    etag: count?.etag ?? null,
    asked: rows.filter((row) => row.row.startsWith('i|')).map((row) => readJson(table.name, row, askedShape)),
    digests: rows
      .filter((row) => row.row.startsWith('d|'))
      .map((row) => ({ value: readJson(table.name, row, digestShape), etag: row.etag })),
  };
}

export function askedKey({ plan, ref, anchor, step }: Asked): string {
  return key('i', plan, ref, anchor, step);
}

function digestColumns(digest: Digest): Columns {
  return jsonColumns(digest, `The digest of ${digest.officer} at ${digest.slot}`, MOST_COLUMNS);
}

function checkPlanned(read: OfficerLedger, asked: readonly Asked[], digest: Digest): void {
  if (asked.length > MOST_ASKED) throw new RangeError(`${String(asked.length)} entries in a digest; the limit is 95`);
  const strangers = [digest, ...asked].filter((row) => row.officer !== read.officer);
  if (strangers.length > 0) throw new RangeError('A digest was planned in the ledger of another officer');
}
