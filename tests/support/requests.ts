/** Requests to storage, counted where they leave: what a piece of work costs, whatever its storage is. */
import type { OpenTable } from '../../bot/storage/rows.js';
import type { Hook } from './world.js';

/** So many rows come in one answer. */
const PAGE = 1_000;

/** How many requests were made since it was begun. */
export interface Counted {
  readonly total: number;
  /** By table, and what was done there: `Open query`. */
  readonly by: Readonly<Record<string, number>>;
}

export interface Counter {
  /** To be awaited before each request, as a world's hook. */
  readonly hook: Hook;
  /** Counts what is opened through it, each page of an answer as a request. */
  over(open: OpenTable): OpenTable;
  /** What came since the last time this was asked. */
  take(): Counted;
}

export function countRequests(): Counter {
  const by = new Map<string, number>();
  const add = (table: string, act: string): void => {
    const what = `${table} ${act}`;
    by.set(what, (by.get(what) ?? 0) + 1);
  };
  return {
    hook: async ({ table, act }) => {
      await Promise.resolve();
      add(table, act);
    },
    over: (open) => (table) => {
      const inner = open(table);
      return {
        table,
        async get(partition, row) {
          add(table, 'get');
          return inner.get(partition, row);
        },
        async *query(query) {
          const size = query.pageSize ?? PAGE;
          let seen = 0;
          add(table, 'query');
          for await (const row of inner.query(query)) {
            // The first row of a further page is what asks for it.
            if (seen > 0 && seen % size === 0) add(table, 'query');
            seen += 1;
            yield row;
          }
        },
        async submit(partition, writes) {
          add(table, 'submit');
          return inner.submit(partition, writes);
        },
      };
    },
    take() {
      const counted = [...by].sort(([a], [b]) => (a < b ? -1 : 1));
      by.clear();
      return { total: counted.reduce((sum, [, count]) => sum + count, 0), by: Object.fromEntries(counted) };
    },
  };
}
