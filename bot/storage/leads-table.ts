import * as z from 'zod/v4';
import type { LeadIndex, LeadRow } from '../flows/ports.js';
import { jsonColumns, readJson } from './columns.js';
import { key } from './keys.js';
import { allOf } from './rows.js';
import { instantShape } from './shapes.js';
import type { Table } from './table.js';

const shape: z.ZodType<LeadRow> = z.object({
  officer: z.string(),
  plan: z.string(),
  ref: z.string(),
  rev: z.number(),
  writtenAt: instantShape,
});

/** Who leads what: a partition an officer, a row a milestone. */
export function openLeads(table: Table): LeadIndex {
  return {
    async of(officer) {
      const rows = await allOf(table.query({ partition: key(officer) }));
      return rows.map((row) => ({ value: readJson(table.name, row, shape), etag: row.etag }));
    },
    async put(row) {
      const columns = jsonColumns(row, `The lead row of ${row.ref}`);
      await table.write(key(row.officer), { kind: 'put', row: key(row.plan, row.ref), columns });
    },
    remove: ({ value, etag }) => table.remove(key(value.officer), key(value.plan, value.ref), etag),
  };
}
