import * as z from 'zod/v4';
import { LEVELS_OF_MARKING } from '../domain/marking.js';
import { wholeReading } from '../domain/readings.js';
import type { Channel, Channels, Reading } from '../flows/ports.js';
import { jsonColumns, readJson } from './columns.js';
import { key } from './keys.js';
import { readable } from './readable.js';
import { allOf, conditional, type StoredRow } from './rows.js';
import { chatShape, instantShape } from './shapes-basic.js';
import type { Table } from './table.js';

const readingShape: z.ZodType<Reading> = z.object({
  plan: z.string(),
  area: z.string().nullable(),
  tag: z.string().nullable(),
  ceiling: z.enum(LEVELS_OF_MARKING),
  memberFacing: z.boolean(),
  withWindow: z.boolean(),
});

const fields = z.object({
  id: z.string(),
  name: z.string().nullable(),
  team: z.string().nullable(),
  teamId: z.string().nullable().default(null),
  chat: chatShape,
  kind: z.enum(['channel', 'group']).default('channel'),
  outsiders: z.enum(['none', 'unconfirmed', 'confirmed']).default('none'),
  reads: z.array(readingShape).readonly().optional(),
  /** Before a channel could read a part of a plan. */
  plans: z.array(z.string()).readonly().optional(),
  goneAt: instantShape.nullable().default(null),
  registeredBy: z.string().nullable(),
  registeredAt: instantShape,
});

const shape: z.ZodType<Channel> = fields.transform(({ plans = [], reads = plans.map(wholeReading), ...channel }) => ({
  ...channel,
  reads,
}));

export function readChannel(row: StoredRow): Channel {
  return readJson('Channels', row, shape);
}

/** Leadership channels: the partition of the tenant, a row a channel. */
export function openChannels(table: Table, tenant: string): Channels {
  const partition = key(tenant);
  return {
    async list() {
      const rows = await allOf(table.query({ partition }));
      return readable(rows, readChannel);
    },
    async channel(id) {
      const row = await table.get(partition, key(id));
      return row && { value: readChannel(row), etag: row.etag };
    },
    put(channel, etag) {
      return table.writeAll(partition, [
        conditional(key(channel.id), jsonColumns(channel, `The channel ${channel.id}`), etag),
      ]);
    },
    remove: ({ value, etag }) => table.remove(partition, key(value.id), etag),
  };
}
