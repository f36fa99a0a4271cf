import * as z from 'zod/v4';
import type { Audit, AuditEntry, Random } from '../flows/ports.js';
import { jsonColumns, readJson } from './columns.js';
import { key, partsOf } from './keys.js';
import { allOf, type StoredRow } from './rows.js';
import { actorShape, instantShape } from './shapes-basic.js';
import type { Table } from './table.js';

const shape: z.ZodType<AuditEntry> = z.object({
  at: instantShape,
  by: z.union([z.object({ kind: z.literal('stranger'), entraId: z.string() }), actorShape]),
  act: z.string(),
  subject: z.string(),
  outcome: z.enum(['done', 'refused']),
  why: z.string().nullable(),
});

/** The audit: a partition a month (`2026-11`, UTC), a row an entry, by its instant and a random id. */
export function openAudit(table: Table, random: Random): Audit {
  return {
    async record(entry) {
      const row = key(entry.at, random.id());
      const columns = jsonColumns(entry, `The audit entry at ${entry.at}`, 2);
      const answer = await table.writeAll(key(entry.at.slice(0, 7)), [{ kind: 'insert', row, columns }]);
      if (answer === 'conflict') throw new Error('Two audit entries have the same random id');
      return row;
    },
    async month(month) {
      const rows = await allOf(table.query({ partition: key(month) }));
      return rows.map(readAuditRow);
    },
  };
}

/** The entry of an id; null when there is none, or none that can be read. */
export async function findAuditEntry(table: Table, id: string): Promise<AuditEntry | null> {
  try {
    const month = partsOf(id)[0]?.slice(0, 7);
    const row = month === undefined ? null : await table.get(key(month), id);
    return row && readAuditRow(row);
  } catch {
    return null;
  }
}

export function readAuditRow(row: StoredRow): AuditEntry {
  return readJson('Audit', row, shape);
}
