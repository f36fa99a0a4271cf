import * as z from 'zod/v4';
import type { OpenDigests, OpenRow } from '../flows/ports.js';
import { jsonColumns, readJson } from './columns.js';
import { key } from './keys.js';
import { readable } from './readable.js';
import { allOf, type StoredRow } from './rows.js';
import { instantShape } from './shapes-basic.js';
import type { Table } from './table.js';

const PARTITION = 'open';

const shape: z.ZodType<OpenRow> = z.object({ slot: z.string(), officer: z.string(), since: instantShape });

export function readOpenRow(row: StoredRow): OpenRow {
  return readJson('Open', row, shape);
}

/** Digests that are not settled: one partition, a row a slot and officer, so that the oldest slot comes first. */
export function openOpenDigests(table: Table): OpenDigests {
  return {
    async add(row) {
      const columns = jsonColumns(row, `The open row of ${row.officer}`);
      await table.write(PARTITION, { kind: 'put', row: key(row.slot, row.officer), columns });
    },
    async list() {
      const rows = await allOf(table.query({ partition: PARTITION }));
      return readable(rows, readOpenRow);
    },
    remove: ({ value, etag }) => table.remove(PARTITION, key(value.slot, value.officer), etag),
  };
}
