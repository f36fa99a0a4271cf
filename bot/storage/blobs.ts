import { Readable } from 'node:stream';
import type { BlobServiceClient, ContainerClient } from '@azure/storage-blob';
import * as z from 'zod/v4';
import type { Copies } from '../flows/ports-copies.js';
import { credentialOf, type StorageConnection } from './connection.js';

const CONTAINER = 'waymark-copies';
const TIMEOUT_MS = 30_000;
/** Of a whole copy: the host ends an invocation after ten minutes. */
const KEEPING_MS = 300_000;
const PIECE = 4 * 1024 * 1024;

/**
 * Copies in blob storage, in a container that is made when it is missing. Its library is slow to load, so that waits for
 * the first copy. Throws when the service fails, or when no address of it is known.
 */
export function azureCopies(connection: StorageConnection, container = CONTAINER): Copies {
  let opened: Promise<ContainerClient> | undefined;
  const open = async (): Promise<ContainerClient> => {
    opened ??= openService(connection).then((service) => service.getContainerClient(container));
    return opened;
  };
  return {
    async keep(name, bytes) {
      const client = await open();
      if (!(await client.exists(limits()))) await client.create(limits());
      const blob = client.getBlockBlobClient(name);
      if (await blob.exists(limits())) return 'exists';
      try {
        // What fails on the way is never put together, and so never there.
        await blob.uploadStream(Readable.from(bytes), PIECE, 2, {
          conditions: { ifNoneMatch: '*' },
          blobHTTPHeaders: { blobContentType: 'application/gzip' },
          abortSignal: AbortSignal.timeout(KEEPING_MS),
        });
        return 'kept';
      } catch (error) {
        if (isAnswer(error, ['BlobAlreadyExists', 'ConditionNotMet', 'BlobImmutableDueToPolicy'])) return 'exists';
        throw error;
      }
    },
    async list() {
      const names: string[] = [];
      try {
        for await (const { name } of (await open()).listBlobsFlat(limits())) names.push(name);
      } catch (error) {
        if (!isAnswer(error, ['ContainerNotFound'])) throw error;
      }
      return names.sort();
    },
    async remove(name) {
      try {
        await (await open()).deleteBlob(name, limits());
      } catch (error) {
        // An identity that may only add is as good a lock as an immutable container.
        if (isAnswer(error, [...IMMUTABLE, ...NOT_ALLOWED])) return 'refused';
        if (!isAnswer(error, ['BlobNotFound', 'ContainerNotFound'])) throw error;
      }
      return 'removed';
    },
  };
}

const IMMUTABLE = ['BlobImmutableDueToPolicy', 'ContainerImmutableDueToPolicy', 'LeaseIdMissing', 'SnapshotsPresent'];
const NOT_ALLOWED = ['AuthorizationPermissionMismatch', 'AuthorizationFailure', 'InsufficientAccountPermissions'];

/** The container of that name, not asked for anything yet. */
export async function openContainer(connection: StorageConnection, name: string): Promise<ContainerClient> {
  return (await openService(connection)).getContainerClient(name);
}

async function openService(connection: StorageConnection): Promise<BlobServiceClient> {
  const { BlobServiceClient: Client } = await import('@azure/storage-blob');
  if (connection.kind === 'connection-string') return Client.fromConnectionString(connection.connectionString);
  const { blobServiceUri } = connection;
  if (blobServiceUri !== null) return new Client(blobServiceUri, credentialOf(connection));
  throw Object.assign(new Error('AzureWebJobsStorage__blobServiceUri is missing'), { code: 'no-blob-service' });
}

export function limits(): { readonly abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(TIMEOUT_MS) };
}

const refusalShape = z.object({
  code: z.string().optional(),
  details: z.object({ errorCode: z.string().optional() }).optional(),
});

/** Whether the service's word for a failure is one of these. */
export function isAnswer(error: unknown, codes: readonly string[]): boolean {
  const { data } = refusalShape.safeParse(error);
  return codes.includes(data?.details?.errorCode ?? data?.code ?? '');
}
