import * as z from 'zod/v4';
import type { DueIndex, DueRow } from '../flows/ports.js';
import { jsonColumns, readJson } from './columns.js';
import { key } from './keys.js';
import { allOf } from './rows.js';
import { civilDateShape, instantShape } from './shapes.js';
import type { Table } from './table.js';

const shape: z.ZodType<DueRow> = z.object({
  date: civilDateShape,
  plan: z.string(),
  ref: z.string(),
  rev: z.number(),
  writtenAt: instantShape,
});

/** The due index: a partition a civil date, a row a milestone. */
export function openDueIndex(table: Table): DueIndex {
  return {
    async upTo(date) {
      const rows = await allOf(table.query({ upTo: key(date) }));
      return rows.map((row) => ({ value: readJson(table.name, row, shape), etag: row.etag }));
    },
    async put(row) {
      const columns = jsonColumns(row, `The due row of ${row.ref}`);
      await table.write(key(row.date), { kind: 'put', row: key(row.plan, row.ref), columns });
    },
    remove: ({ value, etag }) => table.remove(key(value.date), key(value.plan, value.ref), etag),
  };
}
