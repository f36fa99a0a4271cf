import { odata, TableClient, type TableEntity, type TransactionAction } from '@azure/data-tables';
import * as z from 'zod/v4';
import { credentialOf, isLocal, type StorageConnection } from './connection.js';
import {
  checkTransaction,
  type OpenTable,
  type Placing,
  type RowQuery,
  type StoredRow,
  type Submitted,
  type TableDriver,
  type TableName,
  type Write,
} from './rows.js';

/** The most rows that the service puts on a page. */
const LARGEST_PAGE = 1_000;
/** A connection that hangs must not hold up an invocation; the SDK's own three retries are within this limit. */
const TIMEOUT_MS = 30_000;
/** After about 0.4, 0.8 and 1.6 seconds: somebody may be waiting for a card. `Retry-After` is obeyed. */
const RETRIES = { maxRetries: 3, retryDelayInMs: 400 } as const;
/** In characters, of which UTF-8 makes up to three bytes each. */
const LONG_WRITE = 8_000;

/**
 * Tables of a storage account (or Azurite). Nothing is asked of it until a table is used; a table is made when it is
 * first used and missing. `prefix` sets the tables of a test apart.
 */
export function azureTables(connection: StorageConnection, prefix = ''): OpenTable {
  const drivers = new Map<TableName, TableDriver>();
  return (table) => {
    const driver = drivers.get(table) ?? azureDriver(table, openClient(connection, prefix + table));
    drivers.set(table, driver);
    return driver;
  };
}

function azureDriver(table: TableName, client: TableClient): TableDriver {
  const withTable = tableMaker(client);
  return {
    table,
    get: (partition, row) =>
      withTable(async () => {
        try {
          return rowOf(await client.getEntity(partition, row, limits()));
        } catch (error) {
          if (refusalOf(error)?.kind === 'missing') return null;
          throw error;
        }
      }),
    async *query(query) {
      const pageSize = query.pageSize ?? LARGEST_PAGE;
      let continuationToken: string | undefined;
      do {
        const page = await withTable(() => readPage(client, query, pageSize, continuationToken));
        yield* page.rows;
        continuationToken = page.continuationToken;
      } while (continuationToken !== undefined);
    },
    submit: (partition, writes) =>
      withTable(async () => {
        checkTransaction(table, writes);
        try {
          return { kind: 'written', etags: await send(client, partition, writes) };
        } catch (error) {
          const refusal = refusalOf(error);
          if (refusal) return refusal;
          throw error;
        }
      }),
  };
}

function openClient(connection: StorageConnection, table: string): TableClient {
  if (connection.kind === 'identity') {
    return new TableClient(connection.tableServiceUri, table, credentialOf(connection), { retryOptions: RETRIES });
  }
  return TableClient.fromConnectionString(connection.connectionString, table, {
    allowInsecureConnection: isLocal(connection),
    retryOptions: RETRIES,
  });
}

/** Runs an action; when the table turns out to be missing, makes it and runs the action again. */
function tableMaker(client: TableClient): <T>(action: () => Promise<T>) => Promise<T> {
  return async (action) => {
    try {
      return await action();
    } catch (error) {
      if (codeOf(error) !== 'TableNotFound') throw error;
      await client.createTable(limits());
      return action();
    }
  };
}

interface Page {
  readonly rows: readonly StoredRow[];
  readonly continuationToken: string | undefined;
}

/** One page, which may be empty and yet not the last. */
async function readPage(client: TableClient, query: RowQuery, maxPageSize: number, after?: string): Promise<Page> {
  const pages = client
    .listEntities({ queryOptions: { filter: filterOf(query) }, ...limits() })
    .byPage(after === undefined ? { maxPageSize } : { maxPageSize, continuationToken: after });
  for await (const page of pages) {
    return { rows: page.map(rowOf), continuationToken: page.continuationToken };
  }
  return { rows: [], continuationToken: undefined };
}

/** Always bounds the partition: anything else would read the whole table. */
function filterOf(query: RowQuery): string {
  if ('upTo' in query) {
    const last = odata`PartitionKey le ${query.upTo}`;
    return query.after === undefined ? last : [odata`PartitionKey gt ${query.after}`, last].join(' and ');
  }
  const bounds = [odata`PartitionKey eq ${query.partition}`];
  if (query.from !== undefined) bounds.push(odata`RowKey ge ${query.from}`);
  if (query.before !== undefined) bounds.push(odata`RowKey lt ${query.before}`);
  return bounds.join(' and ');
}

/** One request, whatever the number of writes. The new etags, null for a delete. */
async function send(
  client: TableClient,
  partition: string,
  writes: readonly Write[],
): Promise<readonly (string | null)[]> {
  const [only, ...more] = writes;
  if (only && more.length === 0 && !isLong(only)) return [await sendOne(client, partition, only)];
  const actions = writes.map((write) => actionOf(partition, write));
  const { subResponses } = await client.submitTransaction(actions, limits());
  if (subResponses.length !== writes.length) {
    throw new Error(`${client.tableName}: ${String(subResponses.length)} answers to ${String(writes.length)} writes`);
  }
  return subResponses.map((response) => response.etag ?? null);
}

/**
 * Long writes go as transactions of one. Azurite 3.37 puts single requests together from pieces of 64 KiB, each decoded
 * by itself, which destroys a character that lies across two; it reads transactions whole.
 */
function isLong(write: Write): boolean {
  if (write.kind === 'delete') return false;
  return Object.values(write.columns).reduce((sum, text) => sum + text.length, 0) > LONG_WRITE;
}

async function sendOne(client: TableClient, partition: string, write: Write): Promise<string | null> {
  switch (write.kind) {
    case 'insert':
      return (await client.createEntity(entityOf(partition, write), limits())).etag ?? null;
    case 'replace': {
      const options = { ...limits(), etag: write.etag };
      return (await client.updateEntity(entityOf(partition, write), 'Replace', options)).etag ?? null;
    }
    case 'put':
      return (await client.upsertEntity(entityOf(partition, write), 'Replace', limits())).etag ?? null;
    case 'delete':
      await client.deleteEntity(partition, write.row, { ...limits(), etag: write.etag });
      return null;
  }
}

function actionOf(partition: string, write: Write): TransactionAction {
  switch (write.kind) {
    case 'insert':
      return ['create', entityOf(partition, write)];
    case 'replace':
      return ['update', entityOf(partition, write), 'Replace', { etag: write.etag }];
    case 'put':
      return ['upsert', entityOf(partition, write), 'Replace'];
    case 'delete':
      return ['delete', { partitionKey: partition, rowKey: write.row }];
  }
}

function entityOf(partition: string, write: Placing): TableEntity {
  return { ...write.columns, partitionKey: partition, rowKey: write.row };
}

function rowOf(entity: Readonly<Record<string, unknown>>): StoredRow {
  const { partitionKey, rowKey, etag, ...rest } = entity;
  if (typeof partitionKey !== 'string' || typeof rowKey !== 'string' || typeof etag !== 'string') {
    throw new Error('The table service gave a row without its key or etag');
  }
  const columns = Object.fromEntries(Object.entries(rest).filter(([name]) => !isOfService(name)));
  return { partition: partitionKey, row: rowKey, etag, columns };
}

function isOfService(name: string): boolean {
  return name === 'timestamp' || name.startsWith('odata.');
}

function limits(): { readonly abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(TIMEOUT_MS) };
}

const errorShape = z.object({
  statusCode: z.number(),
  code: z.string().optional(),
  details: z.object({ odataError: z.object({ code: z.string() }).optional() }).optional(),
});

/** The service's word for a failure: one place in a single request, another in a transaction. */
function codeOf(error: unknown): string | undefined {
  const parsed = errorShape.safeParse(error).data;
  return parsed?.details?.odataError?.code ?? parsed?.code;
}

/** 404, 409 and 412 about a row are answers. Anything else, such as 409 `TableBeingDeleted`, is not. */
function refusalOf(error: unknown): Exclude<Submitted, { kind: 'written' }> | null {
  switch (codeOf(error) ?? '') {
    case 'EntityAlreadyExists':
      return { kind: 'exists' };
    case 'UpdateConditionNotSatisfied':
    case 'ConditionNotMet':
      return { kind: 'stale' };
    case 'ResourceNotFound':
    case 'EntityNotFound':
      return { kind: 'missing' };
    default:
      return null;
  }
}
