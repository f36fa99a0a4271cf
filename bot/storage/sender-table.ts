import * as z from 'zod/v4';
import type { Sender, SenderState } from '../flows/ports.js';
import { jsonColumns, readJson } from './columns.js';
import { key } from './keys.js';
import { instantShape } from './shapes-basic.js';
import { rewritten, type Table } from './table.js';

const ROW = 'lease';
const NOBODY: SenderState = {
  holder: null,
  until: null,
  notBefore: null,
  askedAt: null,
  stopped: false,
  stoppedAt: null,
  stoppedBy: null,
  reason: null,
};

const shape: z.ZodType<SenderState> = z.object({
  holder: z.string().nullable(),
  until: instantShape.nullable(),
  notBefore: instantShape.nullable(),
  askedAt: instantShape.nullable().default(null),
  stopped: z.boolean(),
  stoppedAt: instantShape.nullable().default(null),
  stoppedBy: z.string().nullable().default(null),
  reason: z.string().nullable().default(null),
});

const stampShape = z.object({ at: instantShape });

/** The sender's lease: one row, in the partition of the tenant. */
export function openSender(table: Table, tenant: string): Sender {
  const partition = key(tenant);
  const columnsOf = (state: SenderState) => jsonColumns(state, "The sender's lease");
  const find = async () => {
    const row = await table.get(partition, ROW);
    return row && { value: readJson(table.name, row, shape), etag: row.etag };
  };
  return {
    async read() {
      const found = await find();
      if (found) return found;
      // Lost race or not, the row is there afterwards.
      await table.write(partition, { kind: 'insert', row: ROW, columns: columnsOf(NOBODY) });
      const made = await find();
      if (!made) throw new Error(`${table.name}: the lease of ${tenant} vanished while it was made`);
      return made;
    },
    async write({ value, etag }) {
      const write = { kind: 'replace', row: ROW, columns: columnsOf(value), etag } as const;
      return rewritten(value, await table.write(partition, write));
    },
    async touch(at) {
      await table.write(partition, {
        kind: 'put',
        row: 'touched',
        columns: jsonColumns({ at }, 'The touch of health'),
      });
    },
    async stamp(what, at) {
      await table.write(partition, { kind: 'put', row: key('at', what), columns: jsonColumns({ at }, `The ${what}`) });
    },
    async stamped(what) {
      const row = await table.get(partition, key('at', what));
      return row && readJson(table.name, row, stampShape).at;
    },
  };
}
