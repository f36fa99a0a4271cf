import * as z from 'zod/v4';
import type { PlanId, Ref } from '../domain/plan.js';
import type { Outcome, Versioned } from '../flows/ports.js';
import { jsonColumns } from './columns.js';
import { key } from './keys.js';
import { readable } from './readable.js';
import { allOf, type RowQuery, type StoredRow } from './rows.js';
import { instantShape } from './shapes-basic.js';
import type { Put, Table } from './table.js';

/** Writes in one transaction. */
const AT_ONCE = 100;

/** What a row of either index says of its milestone. */
export const indexed = { plan: z.string(), ref: z.string(), rev: z.number(), writtenAt: instantShape };

interface MilestoneIndex<T> {
  readonly read: (query: RowQuery) => Promise<readonly Versioned<T>[]>;
  readonly put: (row: T) => Promise<void>;
  /** Of different milestones: a hundred of one partition in a request. */
  readonly putAll: (rows: readonly T[]) => Promise<void>;
  readonly remove: (row: Versioned<T>) => Promise<Outcome>;
}

/** An index of milestones: a row a milestone, in partitions by what it is found by. */
export function openMilestoneIndex<T extends { readonly plan: PlanId; readonly ref: Ref }>(
  table: Table,
  readRow: (row: StoredRow) => T,
  partitionOf: (row: T) => string,
): MilestoneIndex<T> {
  const putting = (row: T): Put => ({
    kind: 'put',
    row: key(row.plan, row.ref),
    columns: jsonColumns(row, `The row of ${row.ref} in ${table.name}`),
  });
  return {
    async read(query) {
      return readable(await allOf(table.query(query)), readRow);
    },
    async put(row) {
      await table.write(partitionOf(row), putting(row));
    },
    async putAll(rows) {
      for (const partition of new Set(rows.map(partitionOf))) {
        const there = rows.filter((row) => partitionOf(row) === partition).map(putting);
        for (let at = 0; at < there.length; at += AT_ONCE) {
          await table.writeAll(partition, there.slice(at, at + AT_ONCE));
        }
      }
    },
    remove: ({ value, etag }) => table.remove(partitionOf(value), key(value.plan, value.ref), etag),
  };
}
