import type { ContainerClient } from '@azure/storage-blob';
import * as z from 'zod/v4';
import { parseCivilDate, parseInstant, type CivilDate, type Instant } from '../domain/dates.js';
import { PLAN_KINDS } from '../domain/plan.js';
import { PLAN_FIELDS } from '../domain/plan-columns.js';
import type { Drafts, ImportDraft, StoredDraft } from '../flows/ports-drafts.js';
import { isAnswer, limits, openContainer } from './blobs.js';
import type { StorageConnection } from './connection.js';

const CONTAINER = 'waymark-imports';
const GONE = ['BlobNotFound', 'ContainerNotFound'];
/** Ids are ours: a name can be nothing else. */
const ID = /^[a-z0-9]{1,64}$/;

const actorShape = z.union([
  z.object({ kind: z.literal('officer'), id: z.string() }),
  z.object({ kind: z.enum(['operator', 'import']) }),
]);
const day = z.custom<CivilDate>((text) => typeof text === 'string' && parseCivilDate(text) !== undefined);
const draftShape = z.object({
  id: z.string().regex(ID),
  by: actorShape,
  begun: z.custom<Instant>((text) => typeof text === 'string' && parseInstant(text) !== undefined),
  fileName: z.string(),
  plan: z.string(),
  title: z.string(),
  asAt: day,
  columns: z.array(z.object({ heading: z.string(), field: z.enum(PLAN_FIELDS).nullable() })),
  decisions: z.array(z.object({ id: z.string(), choice: z.string(), typed: z.string().optional() })),
  kind: z.enum(PLAN_KINDS).nullish(),
  board: z.string().nullish(),
  meeting: day.nullish(),
  levels: z.object({ area: z.string(), objective: z.string(), milestone: z.string() }).optional(),
});

/**
 * Drafts in blob storage: the file beside what is known of it, both under a random id. Throws when the service fails, or
 * when something is to be kept and no address of it is known.
 */
export function azureDrafts(connection: StorageConnection, container = CONTAINER): Drafts {
  const blobs = blobsIn(connection, container);
  const read = async (id: string): Promise<StoredDraft | null> => {
    const found = ID.test(id) ? await blobs.read(draftName(id)) : null;
    const draft = found === null ? null : draftIn(found.bytes);
    return found === null || draft === null ? null : { draft, etag: found.etag };
  };
  return {
    async begin(draft, bytes) {
      await blobs.make();
      await blobs.write(fileName(draft.id), bytes);
      await blobs.write(draftName(draft.id), asBytes(draft));
    },
    read,
    bytes: async (id) => (ID.test(id) ? ((await blobs.read(fileName(id)))?.bytes ?? null) : null),
    async change(draft, etag) {
      try {
        await blobs.write(draftName(draft.id), asBytes(draft), etag);
        return 'changed';
      } catch (error) {
        if (isAnswer(error, ['ConditionNotMet', ...GONE])) return 'conflict';
        throw error;
      }
    },
    async list() {
      const ids = (await blobs.names()).flatMap(({ name }) => (name.endsWith(DRAFT) ? [idIn(name)] : []));
      const found = await Promise.all(ids.map(read));
      const drafts = found.flatMap((one) => (one === null ? [] : [one.draft]));
      return drafts.sort((a, b) => (a.begun < b.begun ? 1 : -1));
    },
    async remove(id) {
      if (!ID.test(id)) return;
      // What makes it a draft goes first: half of one is listed no more.
      for (const name of [draftName(id), fileName(id)]) await blobs.remove(name);
    },
    async idsBefore(before) {
      const newest = new Map<string, number>();
      for (const { name, at } of await blobs.names()) newest.set(idIn(name), Math.max(newest.get(idIn(name)) ?? 0, at));
      return [...newest].filter(([, at]) => at < Date.parse(before)).map(([id]) => id);
    },
  };
}

interface Blobs {
  make(): Promise<void>;
  read(name: string): Promise<{ readonly bytes: Buffer; readonly etag: string } | null>;
  /** A new one, without the etag of one that is there. */
  write(name: string, bytes: Uint8Array, etag?: string): Promise<void>;
  /** With the moment of the last change, in milliseconds. */
  names(): Promise<readonly { readonly name: string; readonly at: number }[]>;
  remove(name: string): Promise<void>;
}

function blobsIn(connection: StorageConnection, container: string): Blobs {
  let opened: Promise<ContainerClient> | undefined;
  const open = (): Promise<ContainerClient> => (opened ??= openContainer(connection, container));
  return {
    async make() {
      const client = await open();
      if (!(await client.exists(limits()))) await client.createIfNotExists(limits());
    },
    read: (name) =>
      unlessGone(async () => {
        const blob = (await open()).getBlockBlobClient(name);
        const { etag = '' } = await blob.getProperties(limits());
        return {
          bytes: await blob.downloadToBuffer(0, undefined, { ...limits(), conditions: { ifMatch: etag } }),
          etag,
        };
      }),
    async write(name, bytes, etag) {
      const conditions = etag === undefined ? { ifNoneMatch: '*' } : { ifMatch: etag };
      await (await open()).getBlockBlobClient(name).uploadData(bytes, { ...limits(), conditions });
    },
    async names() {
      const all: { name: string; at: number }[] = [];
      await unlessGone(async () => {
        for await (const { name, properties } of (await open()).listBlobsFlat(limits())) {
          all.push({ name, at: properties.lastModified.getTime() });
        }
        return null;
      });
      return all;
    },
    remove: async (name) => {
      await unlessGone(async () => (await open()).deleteBlob(name, limits()));
    },
  };
}

async function unlessGone<T>(act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    // Where no address of the service is known none was ever kept.
    if (isAnswer(error, [...GONE, 'no-blob-service'])) return null;
    throw error;
  }
}

const DRAFT = '/draft.json';

function draftName(id: string): string {
  return `${id}${DRAFT}`;
}

function fileName(id: string): string {
  return `${id}/file`;
}

function idIn(name: string): string {
  return name.split('/')[0] ?? '';
}

function asBytes(draft: ImportDraft): Uint8Array {
  return Buffer.from(JSON.stringify(draft), 'utf8');
}

/** Null for what none of ours wrote. */
function draftIn(bytes: Buffer): ImportDraft | null {
  try {
    return draftShape.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return null;
  }
}
