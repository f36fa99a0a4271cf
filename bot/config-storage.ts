import { isPlainUrl, type Source } from './config-source.js';

export type StorageSettings =
  | { readonly kind: 'connection-string'; readonly connectionString: string }
  | {
      readonly kind: 'identity';
      readonly tableServiceUri: string;
      readonly queueServiceUri: string;
      /** For the nightly copies; null when it is not given and does not follow from the others. */
      readonly blobServiceUri: string | null;
      /** Of a user-assigned identity; null for the one that belongs to the app. */
      readonly clientId: string | null;
    };

/** A connection string, or an identity and the addresses of an account. */
export function storageFrom(from: Source): StorageSettings {
  const connectionString = from.get('AzureWebJobsStorage');
  if (connectionString !== undefined) return connectionFrom(from, connectionString);
  const prefix = 'AzureWebJobsStorage__';
  const account = from.get(`${prefix}accountName`);
  const named = account === undefined || /^[a-z0-9]{3,24}$/.test(account);
  if (!named) from.wrong(`${prefix}accountName`, 'is not a storage account name (3 to 24 of a-z 0-9)');
  const credential = from.get(`${prefix}credential`) ?? 'managedidentity';
  if (credential !== 'managedidentity') from.wrong(`${prefix}credential`, 'is unknown; give managedidentity');
  const uri = (service: string): string => {
    const given = from.get(`${prefix}${service}ServiceUri`);
    if (given === undefined) return account === undefined ? '' : `https://${account}.${service}.core.windows.net`;
    if (!isPlainUrl(given, 'https:')) from.wrong(`${prefix}${service}ServiceUri`, 'is not a plain https address');
    return given;
  };
  const uris = { tableServiceUri: uri('table'), queueServiceUri: uri('queue') };
  if (uris.tableServiceUri === '' || uris.queueServiceUri === '') {
    const names = `${prefix}accountName, or both ${prefix}tableServiceUri and ${prefix}queueServiceUri`;
    from.wrong('AzureWebJobsStorage', `is missing; give a connection string, or ${names}`);
  }
  // Older settings name two services: the third then lies beside them.
  const beside = uris.tableServiceUri.replace(/^(https:\/\/[a-z0-9]+)\.table\./, '$1.blob.');
  const blobServiceUri = uri('blob') || (beside === uris.tableServiceUri ? null : beside);
  return { kind: 'identity', ...uris, blobServiceUri, clientId: from.get(`${prefix}clientId`) ?? null };
}

function connectionFrom(from: Source, connectionString: string): StorageSettings {
  const emulated = /(^|;)UseDevelopmentStorage=true(;|$)/i.test(connectionString);
  const named = /(^|;)(AccountName|TableEndpoint)=./i.test(connectionString);
  if (emulated ? from.surroundings === 'azure' : !named) {
    from.wrong('AzureWebJobsStorage', 'is not the connection string of a storage account');
  }
  return { kind: 'connection-string', connectionString };
}
