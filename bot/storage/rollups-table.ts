import * as z from 'zod/v4';
import type { OpenCorrection, Redacting, RollupPost, Rollups, Snapshot, WindowRun } from '../flows/ports.js';
import { isOpenPost, POST_STATES } from '../domain/delivery.js';
import type { Instant } from '../domain/dates.js';
import { jsonColumns, readJson } from './columns.js';
import { key, partsOf, under } from './keys.js';
import type { MarkChanged } from './looked-rows.js';
import { openPostIndex } from './post-index.js';
import { readable } from './readable.js';
import { allOf, conditional, type Columns, type StoredRow } from './rows.js';
import { actorShape, civilDateShape, instantShape } from './shapes-basic.js';
import { rewritten, type Table } from './table.js';

/** Columns for a snapshot: 2,000 refs need two to four; 14 are below the service's limit of 1 MiB a row. */
const MOST_COLUMNS = 14;
const SNAPSHOT = 's';
const POST = 'c';
const WINDOW = 'w';
/** The partition that lists the scopes. `~` begins no key that is encoded. */
const REGISTRY = '~scopes';
/** The partition of the corrections that are not told everywhere yet. */
const CORRECTIONS = '~corrections';

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
  beside: z
    .array(z.tuple([z.string(), number]).readonly())
    .readonly()
    .default([]),
  window: z.string().nullable().default(null),
  comparedWith: instantShape.nullable().optional(),
  corrects: z.object({ period: instantShape, reason: z.string(), by: actorShape }).nullable().default(null),
});

const windowRunShape: z.ZodType<WindowRun> = z.object({
  scope: z.string(),
  window: z.string(),
  period: instantShape,
  state: z.enum(['frozen', 'released', 'posting', 'posted']),
  released: z.object({ by: actorShape, on: civilDateShape }).nullable(),
  refused: z.object({ period: instantShape, by: actorShape, on: civilDateShape, reason: z.string() }).optional(),
});

const correctionShape: z.ZodType<OpenCorrection> = z.object({
  scope: z.string(),
  period: instantShape,
  since: instantShape,
});

export const postShape: z.ZodType<RollupPost> = z.object({
  scope: z.string(),
  period: instantShape,
  channel: z.string(),
  part: z.string().default(''),
  state: z.enum(POST_STATES),
  claimUntil: instantShape.nullable(),
  notBefore: instantShape.nullable(),
  attempts: number,
  conversation: z.string().nullable(),
  activityId: z.string().nullable(),
  reason: z.string().nullable(),
  atOnce: z.boolean().default(false),
  replies: z.literal('due').nullable().default(null),
  editedAt: instantShape.nullable().default(null),
  postedAt: instantShape.nullable().default(null),
  dueAt: instantShape.optional(),
  told: z.object({ hash: z.string(), until: instantShape.nullable() }).nullable().default(null),
  corrected: z.object({ period: instantShape, on: civilDateShape, reason: z.string() }).nullable().default(null),
});

/** Null for a row that is no post. */
export function readPostRow(row: StoredRow): RollupPost | null {
  return row.row.startsWith(under(POST).from) ? readPost(row) : null;
}

function readPost(row: StoredRow): RollupPost {
  return readJson('Rollups', row, postShape);
}

/**
 * Rollups: a partition a scope, with `s|period` (the snapshot), `c|period|channel` (its posts; `c|period|channel|part` for
 * what follows in their threads) and `w|window` (how far a window's summary has come). The first letter keeps the posts
 * together, so that they can be read without the figures; `o|period|channel` lists those that are open (`post-index.ts`).
 */
export function openRollups(table: Table, changed: MarkChanged): Rollups {
  const snapshot = async (scope: string, period: Instant): Promise<Snapshot | null> => {
    const row = await table.get(key(scope), key(SNAPSHOT, period));
    return row && readJson(table.name, row, snapshotShape);
  };
  const posts = async (scope: string, range = under(POST)) =>
    readable(await allOf(table.query({ partition: key(scope), ...range })), readPost);
  const post: Rollups['post'] = async (scope, period, channel, part = '') => {
    const row = await table.get(key(scope), postKey({ period, channel, part }));
    return row && { value: readPost(row), etag: row.etag };
  };
  const index = openPostIndex(table, { read: readPost, one: post, all: posts, postKey });
  return {
    async add(value) {
      const columns = jsonColumns(value, `The snapshot of ${value.scope} at ${value.period}`, MOST_COLUMNS);
      // Before the snapshot: a scope without one is harmless, one that nobody lists would keep its posts for ever.
      await table.write(REGISTRY, { kind: 'put', row: key(value.scope), columns: {} });
      return table.writeAll(key(value.scope), [{ kind: 'insert', row: key(SNAPSHOT, value.period), columns }]);
    },
    snapshot,
    async snapshots(scope) {
      const rows = await allOf(table.query({ partition: key(scope), ...under(SNAPSHOT) }));
      const read = readable(rows, (row) => readJson(table.name, row, snapshotShape));
      return read.map(({ value }) => value).reverse();
    },
    async scopes() {
      const rows = await allOf(table.query({ partition: REGISTRY }));
      return rows.flatMap(({ row }) => partsOf(row).slice(0, 1));
    },
    async newestPostedBefore(scope, before, channel) {
      const all = await posts(scope, { ...under(POST), before: key(POST, before) });
      const posted = all.map(({ value }) => value).filter((post) => isPostedIn(post, channel));
      let newest: Snapshot | null = null;
      for (const period of new Set(posted.map((post) => post.period).reverse())) {
        const found = await snapshot(scope, period);
        if (found === null) continue;
        if (newest === null || found.asAt > newest.asAt) newest = found;
        // Days follow each other, but for corrections.
        if (found.corrects === null) break;
      }
      return newest;
    },
    post,
    posts: (scope, period) => posts(scope, under(POST, period)),
    async postsIn(scope, channel) {
      return (await posts(scope)).filter(({ value }) => value.channel === channel);
    },
    postByActivity: index.byMessage,
    openPosts: index.open,
    listOpen: (value) => changed('posts').then(() => index.list(value)),
    async savePost(value, etag) {
      const columns = jsonColumns(value, `The post of ${value.scope} at ${value.period}`);
      const write = conditional(postKey(value), columns, etag);
      if (isOpenPost(value)) await changed('posts');
      const written = await table.write(key(value.scope), write, index.beside(value));
      if (written !== 'conflict') await index.noteMessage(value);
      return rewritten(value, written);
    },
    ...openCorrecting(table, changed),
    ...openWindowRuns(table, changed),
  };
}

/** What is being corrected, over all scopes. */
type Correcting = Pick<Rollups, 'openCorrections' | 'openCorrection' | 'closeCorrection'>;

function openCorrecting(table: Table, changed: MarkChanged): Correcting {
  return {
    async openCorrections() {
      const rows = await allOf(table.query({ partition: CORRECTIONS }));
      return readable(rows, (row) => readJson(table.name, row, correctionShape)).map(({ value }) => value);
    },
    async openCorrection(one) {
      const columns = jsonColumns(one, `The correction of ${one.scope} at ${one.period}`);
      await changed('corrections');
      await table.write(CORRECTIONS, { kind: 'put', row: key(one.scope, one.period), columns });
    },
    async closeCorrection({ scope, period }) {
      const row = await table.get(CORRECTIONS, key(scope, period));
      if (row !== null) await table.remove(CORRECTIONS, row.row, row.etag);
    },
  };
}

function openWindowRuns(table: Table, changed: MarkChanged): Pick<Rollups, 'windowRun' | 'saveWindowRun'> {
  return {
    async windowRun(scope, window) {
      const row = await table.get(key(scope), key(WINDOW, window));
      return row && { value: readJson(table.name, row, windowRunShape), etag: row.etag };
    },
    async saveWindowRun(run, etag) {
      const columns = jsonColumns(run, `The window ${run.window} of ${run.scope}`);
      if (run.state !== 'posted') await changed('windows');
      return rewritten(run, await table.write(key(run.scope), conditional(key(WINDOW, run.window), columns, etag)));
    },
  };
}

/** Takes texts out of the reasons that were typed: of corrections, also where posts say them, and of releases refused. */
export function openRedactingRollups(table: Table): Pick<Redacting, 'redactRollups'> {
  return {
    async redactRollups(change, write) {
      let rows = 0;
      for await (const row of table.query({ upTo: '~' })) {
        const columns = withoutTexts(row, change);
        if (columns === null) continue;
        rows += 1;
        if (write) await table.write(row.partition, { kind: 'replace', row: row.row, columns, etag: row.etag });
      }
      return rows;
    },
  };
}

/** Null where nothing changes, or the row is none that says why. */
function withoutTexts(row: StoredRow, change: (text: string) => string): Columns | null {
  const kind = row.row.slice(0, row.row.indexOf('|'));
  const shape = SHAPES.get(kind);
  if (shape === undefined) return null;
  const was = readJson('Rollups', row, shape);
  const without = <T extends Why>(one: T): T => (one == null ? one : { ...one, reason: change(one.reason) });
  const next = {
    ...was,
    ...(was.corrects && { corrects: without(was.corrects) }),
    ...(was.corrected && { corrected: without(was.corrected) }),
    ...(was.refused && { refused: without(was.refused) }),
  };
  if (JSON.stringify(next) === JSON.stringify(was)) return null;
  return jsonColumns(next, `The row ${row.row} of ${row.partition}`, MOST_COLUMNS);
}

type Why = { readonly reason: string } | null | undefined;
type WithReasons = Readonly<Partial<Record<'corrects' | 'corrected' | 'refused', Why>>>;

const SHAPES: ReadonlyMap<string, z.ZodType<WithReasons>> = new Map<string, z.ZodType<WithReasons>>([
  [SNAPSHOT, snapshotShape],
  [POST, postShape],
  [WINDOW, windowRunShape],
]);

function isPostedIn({ state, part, channel }: RollupPost, wanted: string | undefined): boolean {
  return state === 'sent' && part === '' && (wanted ?? channel) === channel;
}

function postKey({ period, channel, part }: Pick<RollupPost, 'period' | 'channel' | 'part'>): string {
  return part === '' ? key(POST, period, channel) : key(POST, period, channel, part);
}
