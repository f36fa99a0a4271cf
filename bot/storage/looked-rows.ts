import * as z from 'zod/v4';
import type { Found, Looked, LookedFor, Note } from '../flows/ports-looked.js';
import { readStaleCard, readStalePost } from './attention-table.js';
import { jsonColumns, readJson } from './columns.js';
import { key, partsOf } from './keys.js';
import { readOpenRow } from './open-table.js';
import { readOrNull } from './readable.js';
import { allOf, conditional, type StoredRow } from './rows.js';
import { diaryShape } from './shapes-diary.js';
import { instantShape, text, texts } from './shapes-basic.js';
import type { Table } from './table.js';

const PARTITION = 'looked';
/** The row that changes when storage was filled from a copy. */
const RESTORED = key('restored');
/** After every partition of the table. */
const LAST = '~';
/** The meetings of some boards in some years. */
const MOST_COLUMNS = 8;

const foundShape: z.ZodType<Found> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nothing') }),
  z.object({ kind: z.literal('diary'), pages: z.array(z.object({ image: diaryShape, at: instantShape })).readonly() }),
  z.object({ kind: z.literal('windows'), windows: text, until: instantShape.nullable(), drafts: z.boolean() }),
  z.object({ kind: z.literal('ran'), slot: instantShape.nullable(), occasions: texts }),
  z.object({ kind: z.literal('told'), listed: text, until: instantShape.nullable() }),
]);

const noteShape: z.ZodType<Note> = z.discriminatedUnion('state', [
  z.object({ state: z.literal('void') }),
  z.object({ state: z.literal('seen'), at: instantShape }),
  z.object({ state: z.literal('noted'), at: instantShape, found: foundShape, restored: text.nullable() }),
]);

/** What it takes to say, before something is changed, that somebody has to look at it again. */
export type MarkChanged = (what: LookedFor) => Promise<void>;

/** Notes lie with the open work, so that one request brings both. */
export function openLooked(table: Table): Looked {
  return {
    async read() {
      let toSend = 0;
      const listed: string[] = [];
      const notes = new Map<string, { readonly note: Note; readonly etag: string }>();
      let restored: string | null = null;
      for await (const row of table.query({ upTo: LAST })) {
        const toBeSent = SENT.get(row.partition);
        if (toBeSent !== undefined && readOrNull(row, toBeSent) !== null) toSend += 1;
        if (row.partition === 'attention' || row.partition === 'told') listed.push(`${row.row} ${row.etag}`);
        if (row.partition !== PARTITION) continue;
        if (row.row === RESTORED) restored = row.etag;
        const note = readOrNull(row, readNote) ?? { state: 'void' };
        notes.set(partsOf(row.row).join(' '), { note, etag: row.etag });
      }
      return { toSend, listed, notes, restored };
    },
    async note(what) {
      const rows = await allOf(table.query({ partition: PARTITION }));
      const row = rows.find((one) => one.row === rowOf(what));
      const note = row === undefined ? null : readOrNull(row, readNote);
      return note && { note, restored: rows.find((one) => one.row === RESTORED)?.etag ?? null };
    },
    async write(what, note, etag) {
      await table.write(PARTITION, conditional(rowOf(what), columnsOf(what, note), etag));
    },
  };
}

/** Before the change itself: nobody takes the state of before for the present one. */
export function markingChanged(table: Table): MarkChanged {
  return async (what) => {
    await table.write(PARTITION, { kind: 'put', row: rowOf(what), columns: columnsOf(what, { state: 'void' }) });
  };
}

/** All notes of before count no more. */
export async function markRestored(table: Table): Promise<void> {
  await table.write(PARTITION, { kind: 'put', row: RESTORED, columns: columnsOf('restored', { state: 'void' }) });
}

function readNote(row: StoredRow): Note {
  return readJson('Open', row, noteShape);
}

const SENT: ReadonlyMap<string, (row: StoredRow) => unknown> = new Map<string, (row: StoredRow) => unknown>([
  ['open', readOpenRow],
  ['stale', readStaleCard],
  ['stale-post', readStalePost],
]);

function columnsOf(what: string, note: Note) {
  return jsonColumns(note, `The note about ${what}`, MOST_COLUMNS);
}

function rowOf(what: LookedFor): string {
  const [first = '', ...rest] = what.split(' ');
  return rest.length === 0 ? key(first) : key(first, rest.join(' '));
}
