import * as z from 'zod/v4';
import type { PlanId, Ref } from '../domain/plan.js';
import type { Outcome, Versioned } from '../flows/ports.js';
import { jsonColumns } from './columns.js';
import { key } from './keys.js';
import { readable } from './readable.js';
import { allOf, type RowQuery, type StoredRow } from './rows.js';
import { instantShape } from './shapes-basic.js';
import type { Table } from './table.js';

/** What a row of either index says of its milestone. */
export const indexed = { plan: z.string(), ref: z.string(), rev: z.number(), writtenAt: instantShape };

interface MilestoneIndex<T> {
  readonly read: (query: RowQuery) => Promise<readonly Versioned<T>[]>;
  readonly put: (row: T) => Promise<void>;
  readonly remove: (row: Versioned<T>) => Promise<Outcome>;
}

/** An index of milestones: a row a milestone, in partitions by what it is found by. */
export function openMilestoneIndex<T extends { readonly plan: PlanId; readonly ref: Ref }>(
  table: Table,
  readRow: (row: StoredRow) => T,
  partitionOf: (row: T) => string,
): MilestoneIndex<T> {
  return {
    async read(query) {
      return readable(await allOf(table.query(query)), readRow);
    },
    async put(row) {
      const columns = jsonColumns(row, `The row of ${row.ref} in ${table.name}`);
      await table.write(partitionOf(row), { kind: 'put', row: key(row.plan, row.ref), columns });
    },
    remove: ({ value, etag }) => table.remove(partitionOf(value), key(value.plan, value.ref), etag),
  };
}
