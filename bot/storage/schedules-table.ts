import * as z from 'zod/v4';
import type { Schedule, Schedules } from '../flows/ports.js';
import { jsonColumns, readJson } from './columns.js';
import { key, partsOf } from './keys.js';
import { allOf, conditional, type StoredRow } from './rows.js';
import { civilDateShape, instantShape } from './shapes.js';
import type { Table } from './table.js';

const PARTITION = 'schedule';

const shape: z.ZodType<Schedule> = z.object({
  id: z.string(),
  kind: z.enum(['sweep', 'rollup']),
  plan: z.string().nullable(),
  cron: z.string(),
  pausedUntil: civilDateShape.nullable(),
  paused: z.boolean(),
  createdAt: instantShape,
});

/** Schedules: one partition, a row an id. */
export function openSchedules(table: Table): Schedules {
  const read = async (): Promise<readonly { readonly row: StoredRow; readonly value: Schedule | null }[]> => {
    const rows = await allOf(table.query({ partition: PARTITION }));
    return rows.map((row) => ({ row, value: readable(row) }));
  };
  /** One row that somebody spoilt must not stop the others. */
  const readable = (row: StoredRow): Schedule | null => {
    try {
      return readJson(table.name, row, shape);
    } catch {
      return null;
    }
  };
  return {
    async list() {
      return (await read()).flatMap(({ row, value }) => (value === null ? [] : [{ value, etag: row.etag }]));
    },
    async unreadable() {
      const spoilt = (await read()).filter(({ value }) => value === null);
      return spoilt.map(({ row }) => ({ value: partsOf(row.row)[0] ?? '', etag: row.etag }));
    },
    put(schedule, etag) {
      const columns = jsonColumns(schedule, `The schedule ${schedule.id}`);
      return table.writeAll(PARTITION, [conditional(key(schedule.id), columns, etag)]);
    },
    remove: ({ value, etag }) => table.remove(PARTITION, key(value.id), etag),
  };
}
