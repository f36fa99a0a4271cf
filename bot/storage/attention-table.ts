import * as z from 'zod/v4';
import {
  ATTENTION_REASONS,
  type Attention,
  type AttentionRow,
  type AttentionSubject,
} from '../flows/ports-attention.js';
import type { StaleCard, StaleCards } from '../flows/ports.js';
import { jsonColumns, readJson } from './columns.js';
import { key } from './keys.js';
import { allOf, conditional } from './rows.js';
import { instantShape } from './shapes.js';
import { rewritten, type Table } from './table.js';

const PARTITION = 'attention';
const STALE = 'stale';

const text = z.string();

const subjectShape: z.ZodType<AttentionSubject> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('digest'), officer: text, slot: text }),
  z.object({ kind: z.literal('rollup'), scope: text, period: instantShape, channel: text }),
  z.object({ kind: z.literal('queue'), queue: text }),
  z.object({ kind: z.literal('schedule'), schedule: text }),
  z.object({ kind: z.literal('history'), plan: text, subject: text }),
  z.object({ kind: z.literal('copy') }),
]);

const shape: z.ZodType<AttentionRow> = z.object({
  id: text,
  subject: subjectShape,
  because: z.enum(ATTENTION_REASONS),
  since: instantShape,
  evidence: z.array(z.object({ at: instantShape, what: text })).readonly(),
  toldAt: instantShape.nullable(),
});

const staleShape: z.ZodType<StaleCard> = z.object({ officer: text, slot: text, since: instantShape });

/** What waits for a person: one partition of the table of open work. */
export function openAttention(table: Table): Attention {
  return {
    async list() {
      const rows = await allOf(table.query({ partition: PARTITION }));
      const found = rows.map((row) => ({ value: readJson(table.name, row, shape), etag: row.etag }));
      return found.sort((a, b) => (a.value.since < b.value.since ? -1 : 1));
    },
    async find(id) {
      const row = await table.get(PARTITION, key(id));
      return row && { value: readJson(table.name, row, shape), etag: row.etag };
    },
    async save(row, etag) {
      const columns = jsonColumns(row, `The attention row ${row.id}`);
      return rewritten(row, await table.write(PARTITION, conditional(key(row.id), columns, etag)));
    },
    remove: ({ value, etag }) => table.remove(PARTITION, key(value.id), etag),
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
      return rows.map((row) => ({ value: readJson(table.name, row, staleShape), etag: row.etag }));
    },
    remove: ({ value, etag }) => table.remove(STALE, key(value.officer, value.slot), etag),
  };
}
