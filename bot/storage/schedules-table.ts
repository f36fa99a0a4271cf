import * as z from 'zod/v4';
import type { Schedule, Schedules } from '../flows/ports.js';
import { jsonColumns, readJson } from './columns.js';
import { key } from './keys.js';
import { allOf, conditional } from './rows.js';
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
  return {
    async list() {
      const rows = await allOf(table.query({ partition: PARTITION }));
      return rows.map((row) => ({ value: readJson(table.name, row, shape), etag: row.etag }));
    },
    put(schedule, etag) {
      const columns = jsonColumns(schedule, `The schedule ${schedule.id}`);
      return table.writeAll(PARTITION, [conditional(key(schedule.id), columns, etag)]);
    },
    remove: ({ value, etag }) => table.remove(PARTITION, key(value.id), etag),
  };
}
