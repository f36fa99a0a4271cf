import * as z from 'zod/v4';
import type { When } from '../domain/schedule-when.js';
import type { Schedule, Schedules, Versioned } from '../flows/ports.js';
import { jsonColumns, readJson } from './columns.js';
import { key, partsOf } from './keys.js';
import { readable, readOrNull } from './readable.js';
import { allOf, conditional, type StoredRow } from './rows.js';
import { civilDateShape, instantShape } from './shapes-basic.js';
import type { Table } from './table.js';

const PARTITION = 'schedule';

const at = z.number().int().min(0).max(1439);
const whenShape: z.ZodType<When> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cron'), cron: z.string() }),
  z.object({ kind: z.literal('weekdays'), at }),
  z.object({ kind: z.literal('month-day'), nth: z.number().int(), at }),
  z.object({ kind: z.literal('before-papers'), board: z.string(), days: z.array(z.number().int().min(0)), at }),
]);

const present = z.object({
  id: z.string(),
  kind: z.enum(['sweep', 'rollup', 'window']),
  plans: z.array(z.string()).min(1).nullable(),
  area: z.string().nullable().default(null),
  tag: z.string().nullable().default(null),
  channel: z.string().nullable().default(null),
  when: whenShape,
  pausedUntil: civilDateShape.nullable(),
  paused: z.boolean(),
  createdAt: instantShape,
});

/** Rows of before there were several plans and other times than a pattern. */
const before = present
  .omit({ plans: true, when: true })
  .extend({ plan: z.string().nullable(), cron: z.string() })
  .transform(({ plan, cron, ...rest }): Schedule => ({
    ...rest,
    plans: plan === null ? null : [plan],
    when: { kind: 'cron', cron },
  }));
const shape: z.ZodType<Schedule> = z.union([present, before]);

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
    unreadable: async () => unreadableAmong(await rows()),
    async all() {
      const found = await rows();
      return { schedules: readable(found, readSchedule), unreadable: unreadableAmong(found) };
    },
    put(schedule, etag) {
      const columns = jsonColumns(schedule, `The schedule ${schedule.id}`);
      return table.writeAll(PARTITION, [conditional(key(schedule.id), columns, etag)]);
    },
    remove: ({ value, etag }) => table.remove(PARTITION, key(value.id), etag),
  };
}

function unreadableAmong(rows: readonly StoredRow[]): readonly Versioned<string>[] {
  const spoilt = rows.filter((row) => readOrNull(row, readSchedule) === null);
  return spoilt.map(({ row, etag }) => ({ value: partsOf(row)[0] ?? '', etag }));
}
