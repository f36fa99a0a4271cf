import { allOf, type OpenTable, type StoredRow } from '../../bot/storage/rows.js';

/**
 * Tables that are read page by page, as the service does it: what is written between two pages is seen, if it comes after
 * what was read, and a page may be empty and yet not the last.
 *
 * @param size how many rows the next page holds; asked again for each
 */
export function pagedTables(open: OpenTable, size: () => number): OpenTable {
  return (table) => {
    const inner = open(table);
    return {
      ...inner,
      async *query(query) {
        let last: StoredRow | null = null;
        for (;;) {
          const most = size();
          const left: readonly StoredRow[] = (await allOf(inner.query(query))).filter((row) => isAfter(row, last));
          if (left.length === 0) return;
          const page = left.slice(0, most);
          last = page.at(-1) ?? last;
          yield* page;
          if (left.length <= most) return;
          // Somebody else's request may be answered in between.
          await Promise.resolve();
        }
      },
    };
  };
}

function isAfter(row: StoredRow, last: StoredRow | null): boolean {
  if (last === null || row.partition > last.partition) return true;
  return row.partition === last.partition && row.row > last.row;
}
