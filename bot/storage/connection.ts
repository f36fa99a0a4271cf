import type { TokenCredential } from '@azure/identity';

/** How storage is reached: `AzureWebJobsStorage`, or `AzureWebJobsStorage__*` with an identity instead of a key. */
export type StorageConnection =
  | { readonly kind: 'connection-string'; readonly connectionString: string }
  | {
      readonly kind: 'identity';
      /** `https://account.table.core.windows.net` */
      readonly tableServiceUri: string;
      readonly queueServiceUri: string;
      /** Null where it is not known: nightly copies are then not possible. */
      readonly blobServiceUri: string | null;
      /** Of a user-assigned identity; null for whatever identity there is. */
      readonly clientId: string | null;
    };

/** Azurite speaks http; a real account never does. */
export function isLocal(connection: StorageConnection): boolean {
  const http = /DefaultEndpointsProtocol=http(;|$)|TableEndpoint=http:|UseDevelopmentStorage=true/i;
  return connection.kind === 'connection-string' && http.test(connection.connectionString);
}

/**
 * The identity to call storage with. Its library is slow to load, so that waits for the first token; where there is a
 * connection string, it never loads.
 */
export function credentialOf({ clientId }: { readonly clientId: string | null }): TokenCredential {
  let opened: Promise<TokenCredential> | undefined;
  const open = async (): Promise<TokenCredential> => {
    const identity = await import('@azure/identity');
    return clientId === null
      ? new identity.DefaultAzureCredential()
      : new identity.ManagedIdentityCredential({ clientId });
  };
  return {
    async getToken(scopes, options) {
      opened ??= open();
      return (await opened).getToken(scopes, options);
    },
  };
}
