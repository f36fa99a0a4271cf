import * as z from 'zod/v4';
import {
  ATTENTION_REASONS,
  INDEX_TABLES,
  type Attention,
  type AttentionRow,
  type AttentionSubject,
  type Told,
} from '../flows/ports-attention.js';
import { LISTED_TABLES } from '../flows/ports-spoilt.js';
import type { StaleCard, StaleCards, StalePost, StalePosts } from '../flows/ports.js';
import { jsonColumns, readJson } from './columns.js';
import { key } from './keys.js';
import { readable, readOrNull } from './readable.js';
import { allOf, conditional, type StoredRow } from './rows.js';
import { instantShape } from './shapes-basic.js';
import { rewritten, type Table } from './table.js';

const PARTITION = 'attention';
const STALE = 'stale';
const STALE_POST = 'stale-post';
const TOLD = 'told';
/** For thousands of ids. */
const MOST_COLUMNS = 8;

const text = z.string();

const subjectShape: z.ZodType<AttentionSubject> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('digest'), officer: text, slot: text }),
  z.object({ kind: z.literal('rollup'), scope: text, period: instantShape, channel: text, part: text.optional() }),
  z.object({ kind: z.literal('queue'), queue: text }),
  z.object({ kind: z.literal('schedule'), schedule: text }),
  z.object({ kind: z.literal('history'), plan: text, subject: text }),
  z.object({ kind: z.literal('copy') }),
  z.object({ kind: z.literal('rows'), table: z.enum(LISTED_TABLES) }),
  z.object({ kind: z.literal('night'), piece: text }),
  z.object({ kind: z.literal('channel'), channel: text }),
  z.object({ kind: z.literal('held'), plan: text, ref: text }),
  z.object({ kind: z.literal('window'), plan: text, window: text }),
  z.object({ kind: z.literal('lead'), officer: text }),
  z.object({ kind: z.literal('import'), plan: text }),
  z.object({ kind: z.literal('area'), plan: text, area: text }),
  z.object({ kind: z.literal('milestone'), plan: text, ref: text }),
  z.object({ kind: z.literal('index'), table: z.enum(INDEX_TABLES) }),
]);

const shape: z.ZodType<AttentionRow> = z.object({
  id: text,
  subject: subjectShape,
  because: z.enum(ATTENTION_REASONS),
  since: instantShape,
  evidence: z.array(z.object({ at: instantShape, what: text })).readonly(),
});

const staleShape: z.ZodType<StaleCard> = z.object({ officer: text, slot: text, since: instantShape });

const stalePostShape: z.ZodType<StalePost> = z.object({
  scope: text,
  channel: text,
  period: instantShape.nullable(),
  since: instantShape,
});

export function readStalePost(row: StoredRow): StalePost {
  return readJson('Open', row, stalePostShape);
}

export function readAttentionRow(row: StoredRow): AttentionRow {
  return readJson('Open', row, shape);
}

export function readStaleCard(row: StoredRow): StaleCard {
  return readJson('Open', row, staleShape);
}

const toldShape: z.ZodType<Told> = z.object({ officer: text, at: instantShape, ids: z.array(text).readonly() });

export function readTold(row: StoredRow): Told {
  return readJson('Open', row, toldShape);
}

/** What waits for a person: one partition of the table of open work. */
export function openAttention(table: Table): Attention {
  /** What cannot be read is written anew: what is raised must get onto the list. */
  const spoiltEtag = async (id: string): Promise<string | null> => {
    const row = await table.get(PARTITION, key(id));
    return row !== null && readOrNull(row, readAttentionRow) === null ? row.etag : null;
  };
  return {
    async list() {
      const rows = await allOf(table.query({ partition: PARTITION }));
      return [...readable(rows, readAttentionRow)].sort((a, b) => (a.value.since < b.value.since ? -1 : 1));
    },
    async find(id) {
      const row = await table.get(PARTITION, key(id));
      return row && (readable([row], readAttentionRow)[0] ?? null);
    },
    async save(row, etag) {
      const columns = jsonColumns(row, `The attention row ${row.id}`);
      const write = conditional(key(row.id), columns, etag ?? (await spoiltEtag(row.id)));
      return rewritten(row, await table.write(PARTITION, write));
    },
    remove: ({ value, etag }) => table.remove(PARTITION, key(value.id), etag),
    async told(officer) {
      const row = await table.get(TOLD, key(officer));
      return row && { value: readTold(row), etag: row.etag };
    },
    async saveTold(told, etag) {
      const columns = jsonColumns(told, `What ${told.officer} was told`, MOST_COLUMNS);
      return rewritten(told, await table.write(TOLD, conditional(key(told.officer), columns, etag)));
    },
  };
}

/** Cards to be rebuilt: another partition of the same table. */
export function openStaleCards(table: Table): StaleCards {
  return {
    async add(card) {
      const columns = jsonColumns(card, `The stale card of ${card.officer}`);
      await table.write(STALE, { kind: 'put', row: key(card.officer, card.slot), columns });
    },
    async list() {
      const rows = await allOf(table.query({ partition: STALE }));
      return readable(rows, readStaleCard);
    },
    remove: ({ value, etag }) => table.remove(STALE, key(value.officer, value.slot), etag),
  };
}

/** Summaries beneath which something is to be told: likewise. */
export function openStalePosts(table: Table): StalePosts {
  const rowOf = ({ scope, channel, period }: StalePost): string => key(scope, channel, period ?? 'newest');
  return {
    async add(post) {
      const columns = jsonColumns(post, `The stale post of ${post.scope}`);
      await table.write(STALE_POST, { kind: 'put', row: rowOf(post), columns });
    },
    async list() {
      const rows = await allOf(table.query({ partition: STALE_POST }));
      return readable(rows, readStalePost);
    },
    remove: ({ value, etag }) => table.remove(STALE_POST, rowOf(value), etag),
  };
}
