import * as z from 'zod/v4';
import type { RollupPost, Rollups, Snapshot } from '../flows/ports.js';
import { isUnsettled, POST_STATES } from '../domain/delivery.js';
import type { Instant } from '../domain/dates.js';
import { jsonColumns, readJson } from './columns.js';
import { key, under } from './keys.js';
import { readable } from './readable.js';
import { allOf, conditional, type StoredRow } from './rows.js';
import { civilDateShape, instantShape } from './shapes-basic.js';
import { rewritten, type Table } from './table.js';

/** Columns for a snapshot: 2,000 refs need two to four; 14 are below the service's limit of 1 MiB a row. */
const MOST_COLUMNS = 14;
const SNAPSHOT = 's';
const POST = 'c';

const number = z.number();
const snapshotShape: z.ZodType<Snapshot> = z.object({
  scope: z.string(),
  period: instantShape,
  asOf: instantShape,
  readAt: instantShape.nullable().default(null),
  asAt: civilDateShape,
  counts: z.object({
    red: number,
    amber: number,
    green: number,
    complete: number,
    none: number,
    closed: number,
    total: number,
  }),
  revisions: z.array(z.tuple([z.string(), number]).readonly()).readonly(),
});

export const postShape: z.ZodType<RollupPost> = z.object({
  scope: z.string(),
  period: instantShape,
  channel: z.string(),
  state: z.enum(POST_STATES),
  claimUntil: instantShape.nullable(),
  notBefore: instantShape.nullable(),
  attempts: number,
  conversation: z.string().nullable(),
  activityId: z.string().nullable(),
  reason: z.string().nullable(),
  atOnce: z.boolean().default(false),
});

/** Null for a row that is no post. */
export function readPostRow(row: StoredRow): RollupPost | null {
  return row.row.startsWith(under(POST).from) ? readPost(row) : null;
}

function readPost(row: StoredRow): RollupPost {
  return readJson('Rollups', row, postShape);
}

/**
 * Rollups: a partition a scope, with `s|period` (the snapshot) and `c|period|channel` (its posts). The first letter
 * keeps the posts together, so that they can be read without the figures.
 */
export function openRollups(table: Table): Rollups {
  const snapshot = async (scope: string, period: Instant): Promise<Snapshot | null> => {
    const row = await table.get(key(scope), key(SNAPSHOT, period));
    return row && readJson(table.name, row, snapshotShape);
  };
  return {
    add(value) {
      const columns = jsonColumns(value, `The snapshot of ${value.scope} at ${value.period}`, MOST_COLUMNS);
      return table.writeAll(key(value.scope), [{ kind: 'insert', row: key(SNAPSHOT, value.period), columns }]);
    },
    snapshot,
    async newestPostedBefore(scope, before, channel) {
      const range = { ...under(POST), before: key(POST, before) };
      const posts = readable(await allOf(table.query({ partition: key(scope), ...range })), readPost);
      for (const { value } of [...posts].reverse()) {
        const counts = value.state === 'sent' && (channel === undefined || value.channel === channel);
        const found = counts ? await snapshot(scope, value.period) : null;
        if (found) return found;
      }
      return null;
    },
    async post(scope, period, channel) {
      const row = await table.get(key(scope), key(POST, period, channel));
      return row && { value: readPost(row), etag: row.etag };
    },
    async openPosts(scope) {
      const posts = readable(await allOf(table.query({ partition: key(scope), ...under(POST) })), readPost);
      return posts.filter(({ value }) => isUnsettled(value.state));
    },
    async savePost(post, etag) {
      const row = key(POST, post.period, post.channel);
      const write = conditional(row, jsonColumns(post, `The post of ${post.scope} at ${post.period}`), etag);
      return rewritten(post, await table.write(key(post.scope), write));
    },
  };
}
