import * as z from 'zod/v4';
import type { LeadIndex, LeadRow } from '../flows/ports.js';
import { key } from './keys.js';
import { indexed, openMilestoneIndex } from './milestone-index.js';
import type { Table } from './table.js';

const shape: z.ZodType<LeadRow> = z.object({ officer: z.string(), ...indexed });

/** Who leads what: a partition an officer, a row a milestone. */
export function openLeads(table: Table): LeadIndex {
  const { read, put, remove } = openMilestoneIndex(table, shape, (row) => key(row.officer));
  return { of: (officer) => read({ partition: key(officer) }), put, remove };
}
