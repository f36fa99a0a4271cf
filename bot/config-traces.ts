import { isPlainUrl, parts, type Source } from './config-source.js';

/** Where traces go; nowhere, where both are null. */
export interface TraceSettings {
  /** Outside Azure: gets a JSON line a span. */
  readonly file: string | null;
  readonly insights: {
    readonly connectionString: string;
    /** Writes with this identity; null: Application Insights asks for none. */
    readonly identity: { readonly clientId: string | null } | null;
  } | null;
}

const CONNECTION = 'APPLICATIONINSIGHTS_CONNECTION_STRING';
const AUTHENTICATION = 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING';
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The Functions host reads the same two settings by the same names
 * (https://learn.microsoft.com/azure/azure-functions/functions-app-settings#applicationinsights_authentication_string).
 */
export function tracesFrom(from: Source): TraceSettings {
  const file = from.get('WAYMARK_TRACE_FILE') ?? null;
  const connectionString = from.get(CONNECTION);
  const identity = identityFrom(from);
  if (connectionString === undefined) {
    if (from.get(AUTHENTICATION) !== undefined) from.wrong(CONNECTION, `is missing beside ${AUTHENTICATION}`);
    return { file, insights: null };
  }
  checkConnection(from, pairsIn(connectionString));
  return { file, insights: { connectionString, identity } };
}

function checkConnection(from: Source, pairs: ReadonlyMap<string, string>): void {
  if (!GUID.test(pairs.get('instrumentationkey') ?? '')) from.wrong(CONNECTION, 'has no InstrumentationKey');
  const endpoint = pairs.get('ingestionendpoint') ?? '';
  if (!isPlainUrl(endpoint, 'https:')) from.wrong(CONNECTION, 'has no IngestionEndpoint with https');
}

/** `Authorization=AAD`, with `ClientId` where the identity is not the app's own. */
function identityFrom(from: Source): { readonly clientId: string | null } | null {
  const text = from.get(AUTHENTICATION);
  if (text === undefined) return null;
  const pairs = pairsIn(text);
  if (pairs.get('authorization') !== 'AAD') from.wrong(AUTHENTICATION, 'is not [ClientId=ID;]Authorization=AAD');
  const clientId = pairs.get('clientid') ?? null;
  if (clientId !== null && !GUID.test(clientId)) from.wrong(AUTHENTICATION, 'has a ClientId that is no id');
  return { clientId };
}

/** `Name=value` between semicolons, names in lower case. */
function pairsIn(text: string): ReadonlyMap<string, string> {
  const pairs = text.split(';').flatMap((pair) => parts(pair));
  return new Map(pairs.map((pair) => [pair.split('=', 1)[0]?.toLowerCase() ?? '', pair.slice(pair.indexOf('=') + 1)]));
}
