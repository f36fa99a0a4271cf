/** Storage in a process of its own, with a proxy before its tables that counts every request. */
import { azureTables } from '../../bot/storage/azure.js';
import type { OpenTable } from '../../bot/storage/rows.js';
import { startProxy } from '../support/proxy.js';
import { startPart } from './parts.js';

export interface CountedStorage {
  readonly connectionString: string;
  /** Tables apart from those of other prefixes; each request to them is counted. */
  counted(prefix?: string): OpenTable;
  /** The same tables, straight: for filling them, and where time counts. */
  straight(prefix?: string): OpenTable;
  /** The requests since this was last asked, by table and method. */
  take(): { readonly total: number; readonly posts: number };
}

/** Starts it, lets something be done there, and ends it whatever came of that. */
export async function onCountedStorage<T>(act: (storage: CountedStorage) => Promise<T>): Promise<T> {
  const azurite = await startPart('azurite');
  try {
    const connectionString = await azurite.ask<string>('address');
    const port = Number(/TableEndpoint=http:\/\/[^:;]+:(\d+)/.exec(connectionString)?.[1]);
    const proxy = await startProxy(port);
    const around = connectionString.replace(/(TableEndpoint=http:\/\/[^:;]+:)\d+/, `$1${String(proxy.port)}`);
    let taken = 0;
    try {
      return await act({
        connectionString,
        counted: (prefix) => azureTables({ kind: 'connection-string', connectionString: around }, prefix),
        straight: (prefix) => azureTables({ kind: 'connection-string', connectionString }, prefix),
        take() {
          const since = proxy.seen.slice(taken);
          taken = proxy.seen.length;
          return { total: since.length, posts: since.filter(({ method }) => method !== 'GET').length };
        },
      });
    } finally {
      await proxy.close();
    }
  } finally {
    await azurite.end();
  }
}
