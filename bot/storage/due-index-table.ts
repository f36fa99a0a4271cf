import * as z from 'zod/v4';
import type { DueIndex, DueRow } from '../flows/ports.js';
import { key } from './keys.js';
import { readJson } from './columns.js';
import { indexed, openMilestoneIndex } from './milestone-index.js';
import type { StoredRow } from './rows.js';
import { civilDateShape } from './shapes-basic.js';
import type { Table } from './table.js';

const shape: z.ZodType<DueRow> = z.object({ date: civilDateShape, ...indexed });

export function readDueRow(row: StoredRow): DueRow {
  return readJson('DueIndex', row, shape);
}

/** The due index: a partition a civil date, a row a milestone. */
export function openDueIndex(table: Table): DueIndex {
  const { read, put, putAll, remove } = openMilestoneIndex(table, readDueRow, (row) => key(row.date));
  return { upTo: (date) => read({ upTo: key(date) }), put, putAll, remove };
}
