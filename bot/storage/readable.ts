import type { Versioned } from '../flows/ports.js';
import type { StoredRow } from './rows.js';
import { MARK } from './table.js';

/** Null for a row that somebody spoilt. */
export function readOrNull<T>(row: StoredRow, read: (row: StoredRow) => T): T | null {
  try {
    return read(row);
  } catch {
    return null;
  }
}

/** Those of some rows that can be read: one that somebody spoilt must not hide the others. `spoilt-rows.ts` names it. */
export function readable<T>(rows: readonly StoredRow[], read: (row: StoredRow) => T): readonly Versioned<T>[] {
  return rows.flatMap((row) => {
    const value = readOrNull(row, read);
    return value === null ? [] : [{ value, etag: row.etag }];
  });
}

/**
 * Reads lists of rows of one kind. What has not changed since the list before, by its etag and by the mark of its writer,
 * is not parsed again: that costs more than fetching it. Values are shared between the lists, so nobody may change one.
 */
export function rereading<T>(read: (row: StoredRow) => T): (rows: readonly StoredRow[]) => readonly Versioned<T>[] {
  let before = new Map<string, { readonly version: string; readonly value: T }>();
  return (rows) => {
    const now: typeof before = new Map();
    const found = readable(rows, (row) => {
      const version = `${row.etag} ${String(row.columns[MARK])}`;
      const known = before.get(row.row);
      const value = known?.version === version ? known.value : read(row);
      now.set(row.row, { version, value });
      return value;
    });
    before = now;
    return found;
  };
}
