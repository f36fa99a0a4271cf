import type { Versioned } from '../flows/ports.js';
import type { StoredRow } from './rows.js';

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
