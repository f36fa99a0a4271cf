import * as z from 'zod/v4';
import type { LeadIndex, LeadRow } from '../flows/ports.js';
import { key } from './keys.js';
import { readJson } from './columns.js';
import { indexed, openMilestoneIndex } from './milestone-index.js';
import type { StoredRow } from './rows.js';
import type { Table } from './table.js';

const shape: z.ZodType<LeadRow> = z.object({ officer: z.string(), ...indexed });

export function readLeadRow(row: StoredRow): LeadRow {
  return readJson('Leads', row, shape);
}

/** Who leads what: a partition an officer, a row a milestone. */
export function openLeads(table: Table): LeadIndex {
  const { read, put, remove } = openMilestoneIndex(table, readLeadRow, (row) => key(row.officer));
  return { of: (officer) => read({ partition: key(officer) }), put, remove };
}
