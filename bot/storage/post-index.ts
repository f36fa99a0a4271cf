/** How posts are found without reading every post that there ever was: those of a scope that are open, and one by its message. */
import * as z from 'zod/v4';
import { isOpenPost } from '../domain/delivery.js';
import type { RollupPost, Rollups, Versioned } from '../flows/ports.js';
import { jsonColumns, readJson } from './columns.js';
import { key, under } from './keys.js';
import { readOrNull } from './readable.js';
import { allOf, type StoredRow } from './rows.js';
import { instantShape } from './shapes-basic.js';
import type { Put, Table } from './table.js';

/** Says that the open posts of its scope are all listed; it lies just before them. */
const LISTED = 'n';
const OPEN = 'o';
/** The partition of messages. `~` begins no key that is encoded. */
const MESSAGES = '~messages';
const MESSAGE = 'a';

type PostKeys = Pick<RollupPost, 'scope' | 'period' | 'channel' | 'part'>;

const messageShape = z.object({ scope: z.string(), period: instantShape, part: z.string() });

export interface PostIndex {
  /** What is written in one transaction with a post: an open one is on the list of its scope. */
  readonly beside: (post: RollupPost) => readonly Put[];
  /** Notes by which message a post stands in its channel; after it is written: a crash between leaves no doubt whether it was sent. */
  readonly noteMessage: (post: RollupPost) => Promise<void>;
  readonly byMessage: Rollups['postByActivity'];
  readonly open: (scope: string) => Promise<readonly Versioned<RollupPost>[]>;
  readonly list: (post: PostKeys) => Promise<void>;
}

interface Reads {
  readonly read: (row: StoredRow) => RollupPost;
  readonly one: Rollups['post'];
  /** Every post of a scope: of a scope of before there was a list, which is made once. */
  readonly all: (scope: string) => Promise<readonly Versioned<RollupPost>[]>;
  /** The row of a post in its scope. */
  readonly postKey: (post: Pick<PostKeys, 'period' | 'channel' | 'part'>) => string;
}

export function openPostIndex(table: Table, { read, one, all, postKey }: Reads): PostIndex {
  const listing = (post: PostKeys): Put => ({
    kind: 'put',
    row: openKey(post),
    columns: { post: postKey(post) },
  });
  const list = async (post: PostKeys): Promise<void> => {
    await table.write(key(post.scope), listing(post));
  };
  const noteMessage = async (post: RollupPost): Promise<void> => {
    const { scope, period, channel, part, activityId, state } = post;
    const row = activityId === null || state !== 'sent' ? null : messageKey(channel, activityId);
    if (row === null) return;
    const columns = jsonColumns({ scope, period, part }, `The message of ${scope} at ${period}`);
    await table.write(MESSAGES, { kind: 'put', row, columns });
  };
  const listAll = async (scope: string): Promise<void> => {
    for (const { value } of await all(scope)) {
      await noteMessage(value);
      if (isOpenPost(value)) await list(value);
    }
    // Last: a crash before it begins again.
    await table.write(key(scope), { kind: 'put', row: key(LISTED), columns: {} });
  };
  const listedIn = async (scope: string): Promise<readonly StoredRow[]> => {
    const range = { partition: key(scope), from: key(LISTED), before: under(OPEN).before };
    const rows = await allOf(table.query(range));
    if (rows[0]?.row === key(LISTED)) return rows.slice(1);
    await listAll(scope);
    return (await allOf(table.query(range))).slice(1);
  };
  /** Null once it is settled: then it is taken off, unless it was opened again meanwhile. */
  const openOne = async (listed: StoredRow): Promise<Versioned<RollupPost> | null> => {
    const row = await table.get(listed.partition, String(listed.columns.post));
    const value = row && readOrNull(row, read);
    if (row !== null && value !== null && isOpenPost(value)) return { value, etag: row.etag };
    // One that cannot be read stays, for whoever sets it right.
    if (row === null || value !== null) await table.remove(listed.partition, listed.row, listed.etag);
    return null;
  };
  return {
    beside: (post) => (isOpenPost(post) ? [listing(post)] : []),
    noteMessage,
    async byMessage(channel, activityId) {
      const known = messageKey(channel, activityId);
      const row = known === null ? null : await table.get(MESSAGES, known);
      if (row === null) return null;
      const { scope, period, part } = readJson(table.name, row, messageShape);
      const found = await one(scope, period, channel, part);
      // Noted, and then not written; or posted again since as another message.
      return found?.value.activityId === activityId ? found : null;
    },
    async open(scope) {
      const found = await Promise.all((await listedIn(scope)).map(openOne));
      return found.flatMap((one) => one ?? []);
    },
    list,
  };
}

/** Null for ids longer than any that Teams gives: no key holds them, and what was posted is on record all the same. */
function messageKey(channel: string, activityId: string): string | null {
  try {
    return key(MESSAGE, channel, activityId);
  } catch {
    return null;
  }
}

function openKey({ period, channel, part }: PostKeys): string {
  return part === '' ? key(OPEN, period, channel) : key(OPEN, period, channel, part);
}
