import * as z from 'zod/v4';
import { PASSED_REASONS } from '../domain/sweep-listing.js';
import { ASK_REASONS } from '../domain/asks.js';
import type { SweepCause, SweepHead, SweepRecord, Sweeps } from '../flows/ports-sweeps.js';
import { jsonColumns, parseRow, readJson, textColumns } from './columns.js';
import { key, under } from './keys.js';
import { readOrNull } from './readable.js';
import { allOf, ANY_ETAG, conditional, type StoredRow, type Write } from './rows.js';
import { actorShape, civilDateShape, instantShape, text, texts } from './shapes-basic.js';
import type { Table } from './table.js';

/** Two parts: no id of a schedule, whose partitions lie beside it, is made so. */
const PARTITION = key('kept', 'sweeps');
/** Of characters: seven columns of a row, and three such rows in one transaction. */
const LONGEST_PART = 200_000;
const PART_COLUMNS = 7;
const PARTS_AT_ONCE = 3;
const DELETED_AT_ONCE = 100;

const causeShape: z.ZodType<SweepCause> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('schedules'), schedules: texts }),
  z.object({ kind: z.literal('by-hand'), by: actorShape }),
]);

const count = z.number().int().nonnegative();
const headShape = z.object({
  slot: text,
  at: instantShape,
  day: civilDateShape,
  cause: causeShape,
  counts: z.object({ people: count, asked: count, passed: count, escalated: count, unlinked: count }),
  /** Where its lines lie: each writing of it has rows of its own. */
  made: text,
  parts: count,
});
type StoredHead = z.infer<typeof headShape>;

const about = { plan: text, ref: text };
const linesShape: z.ZodType<Omit<SweepRecord, keyof SweepHead>> = z.object({
  asked: z
    .array(
      z.object({
        officer: text,
        ...about,
        because: z.enum(ASK_REASONS),
        anchor: text,
        step: text,
        linked: z.boolean(),
      }),
    )
    .readonly(),
  passed: z.array(z.object({ ...about, officer: text.nullable(), reason: z.enum(PASSED_REASONS) })).readonly(),
  escalated: z.array(z.object({ ...about, officers: texts, to: text })).readonly(),
  failed: texts,
  unread: texts,
});
const partShape = z.object({ text });

/** What rounds of reminders did, beside the runs of schedules: a short row for each, and its lines in parts. */
export function openSweeps(table: Table, newId: () => string): Sweeps {
  return {
    async save({ asked, passed, escalated, failed, unread, ...head }, etag) {
      const pieces = piecesOf(JSON.stringify({ asked, passed, escalated, failed, unread }));
      const made = newId();
      const subject = `The record of ${head.slot}`;
      const parts = pieces.map((piece, n): Write => ({
        kind: 'put',
        row: partKey(head.slot, made, n),
        columns: textColumns('text', piece, subject, PART_COLUMNS),
      }));
      const last = parts.splice(-PARTS_AT_ONCE);
      for (let at = 0; at < parts.length; at += PARTS_AT_ONCE) {
        await table.writeAll(PARTITION, parts.slice(at, at + PARTS_AT_ONCE));
      }
      const stored: StoredHead = { ...head, cause: head.cause, made, parts: pieces.length };
      // With its head or not at all: nobody reads lines that no head names.
      const write = conditional(headKey(head.slot), jsonColumns(stored, subject), etag);
      return table.writeAll(PARTITION, [write, ...last]);
    },
    async find(slot) {
      const row = await table.get(PARTITION, headKey(slot));
      if (row === null) return null;
      const { made, parts, ...head } = readHead(row);
      const lines = await linesOf(table, slot, made, parts);
      return { value: { ...head, ...lines }, etag: row.etag };
    },
    async list() {
      const rows = await allOf(table.query({ partition: PARTITION, ...under('h') }));
      const heads = rows.flatMap((row) => readOrNull(row, readHead) ?? []);
      return heads
        .map(({ slot, at, day, cause, counts }) => ({ slot, at, day, cause, counts }))
        .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.slot < b.slot ? 1 : -1));
    },
    async removeUpTo(limit, most) {
      const rows = await allOf(table.query({ partition: PARTITION, ...under('h') }));
      const old = rows.flatMap((row) => {
        const head = readOrNull(row, readHead);
        return head !== null && head.at <= limit ? [{ row: row.row, slot: head.slot }] : [];
      });
      for (const { row, slot } of old.slice(0, most)) await removeRecord(table, row, slot);
      return Math.min(old.length, most);
    },
  };
}

function readHead(row: StoredRow): StoredHead {
  return readJson('Runs', row, headShape);
}

async function linesOf(table: Table, slot: string, made: string, parts: number) {
  const rows = await allOf(table.query({ partition: PARTITION, ...under('p', slot, made) }));
  const whole = rows.slice(0, parts).map((row) => parseRow('Runs', row, partShape).text);
  return linesShape.parse(JSON.parse(whole.join('')));
}

/** The lines of every writing of it first, so that a crash leaves a head, which the next night finds. */
async function removeRecord(table: Table, head: string, slot: string): Promise<void> {
  const rows = await allOf(table.query({ partition: PARTITION, ...under('p', slot) }));
  for (let at = 0; at < rows.length; at += DELETED_AT_ONCE) {
    const part = rows.slice(at, at + DELETED_AT_ONCE);
    await table.writeAll(
      PARTITION,
      part.map(({ row }): Write => ({ kind: 'delete', row, etag: ANY_ETAG })),
    );
  }
  await table.writeAll(PARTITION, [{ kind: 'delete', row: head, etag: ANY_ETAG }]);
}

function headKey(slot: string): string {
  return key('h', slot);
}

function partKey(slot: string, made: string, n: number): string {
  return key('p', slot, made, String(n).padStart(4, '0'));
}

/** Never cut inside a surrogate pair: ids hold none, and what is printed in a ref may. */
function piecesOf(whole: string): readonly string[] {
  const pieces: string[] = [];
  for (let start = 0; start < whole.length;) {
    const piece = whole.slice(start, start + LONGEST_PART);
    const fit = /[\uD800-\uDBFF]$/.test(piece) && start + LONGEST_PART < whole.length ? piece.slice(0, -1) : piece;
    pieces.push(fit);
    start += fit.length;
  }
  return pieces;
}
