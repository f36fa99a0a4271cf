import * as z from 'zod/v4';
import type { Schedule, Schedules } from '../flows/ports.js';
import { jsonColumns, readJson } from './columns.js';
import { key, partsOf } from './keys.js';
import { readable, readOrNull } from './readable.js';
import { allOf, conditional, type StoredRow } from './rows.js';
import { civilDateShape, instantShape } from './shapes-basic.js';
import type { Table } from './table.js';

const PARTITION = 'schedule';

const shape: z.ZodType<Schedule> = z.object({
  id: z.string(),
  kind: z.enum(['sweep', 'rollup']),
  plan: z.string().nullable(),
  area: z.string().nullable().default(null),
  tag: z.string().nullable().default(null),
  channel: z.string().nullable().default(null),
  cron: z.string(),
  pausedUntil: civilDateShape.nullable(),
  paused: z.boolean(),
  createdAt: instantShape,
});

export function readSchedule(row: StoredRow): Schedule {
  return readJson('Schedules', row, shape);
}

/** Schedules: one partition, a row an id. */
export function openSchedules(table: Table): Schedules {
  const rows = () => allOf(table.query({ partition: PARTITION }));
  return {
    async list() {
      return readable(await rows(), readSchedule);
    },
    async unreadable() {
      const spoilt = (await rows()).filter((row) => readOrNull(row, readSchedule) === null);
      return spoilt.map(({ row, etag }) => ({ value: partsOf(row)[0] ?? '', etag }));
    },
    put(schedule, etag) {
      const columns = jsonColumns(schedule, `The schedule ${schedule.id}`);
      return table.writeAll(PARTITION, [conditional(key(schedule.id), columns, etag)]);
    },
    remove: ({ value, etag }) => table.remove(PARTITION, key(value.id), etag),
  };
}
