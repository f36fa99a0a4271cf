import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createProxy } from 'node:http';
import { createServer, type Server } from 'node:https';
import { connect, type AddressInfo, type Server as AnyServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../bot/config.js';
import { startAzurite, type Azurite } from '../support/azurite.js';
import { loopbackCertificate } from '../support/certificate.js';
import { startIdentity, type Identity } from '../support/identity.js';
import { startOpenId, type OpenId } from '../support/openid.js';
import { activity, APP_ID, PERSON, TENANT } from '../teams/world.js';

/**
 * The built app as in Azure, where a managed identity gives every token: for Teams, for tables, queues and blobs, and for
 * Application Insights. What hands tokens out is on loopback, as Azure Functions has it; storage is Azurite, which takes
 * tokens over https only. Teams and Application Insights are called by their real names, which a proxy leads to one server
 * here.
 */
const TEAMS = 'smba.trafficmanager.net';
const INSIGHTS = 'uksouth-1.in.applicationinsights.azure.com';

let azurite: Azurite;
let identity: Identity;
let openId: OpenId;
let outside: Server;
let proxy: AnyServer;
let folder: string;
/** What came to Teams and to Application Insights: path, and whose token. */
const came: { readonly path: string; readonly by: string | null; readonly body: string }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-identity-'));
  const made = loopbackCertificate([TEAMS, INSIGHTS]);
  const tls = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  writeFileSync(tls.cert, made.cert);
  writeFileSync(tls.key, made.key);
  [azurite, identity, openId] = await Promise.all([startAzurite(tls), startIdentity(), startOpenId()]);
  outside = createServer(made, (request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString('latin1');
      came.push({ path: request.url ?? '', by: identity.read(request.headers.authorization), body });
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ id: 'sent-1', itemsReceived: 1, itemsAccepted: 1, errors: [] }));
    });
  });
  proxy = createProxy().on('connect', ({ url }, socket) => {
    if (![`${TEAMS}:443`, `${INSIGHTS}:443`].includes(url ?? '')) return socket.destroy();
    const server = connect(portOf(outside), '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    // Either side may leave at any time.
    for (const end of [socket, server]) end.on('error', () => end.destroy());
    return socket.pipe(server).pipe(socket);
  });
  for (const server of [outside, proxy]) {
    await new Promise<void>((done) => {
      server.listen(0, '127.0.0.1', done);
    });
  }
});

afterAll(async () => {
  outside.closeAllConnections();
  outside.close();
  proxy.close();
  await Promise.all([azurite.stop(), identity.close(), openId.close()]);
  rmSync(folder, { recursive: true, force: true });
});

test('every token is had from the identity and taken: by Teams, storage and Application Insights', async () => {
  const address = `https://${TEAMS}/uk/`;
  const wish = {
    config: settings(),
    authorization: `Bearer ${openId.token(APP_ID, address)}`,
    activity: activity(address, { text: 'help' }),
  };
  const env = {
    ...{ PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem') },
    ...{
      APPLICATION_INSIGHTS_NO_STATSBEAT: 'true',
      HTTPS_PROXY: `http://127.0.0.1:${String(portOf(proxy))}`,
      NO_PROXY: '127.0.0.1',
    },
    ...{ ...identity.env, WAYMARK_WISH: JSON.stringify(wish) },
  };
  const { stdout } = await promisify(execFile)(process.execPath, ['tests/scenarios/identity-process.mjs'], { env });
  const said = JSON.parse(stdout) as { readonly lines: readonly string[] } & Record<string, unknown>;
  expect(said).toMatchObject({ status: 200, alive: true, storage: true });
  expect(said.lines.filter((line) => /"level":"(warn|error)"/.test(line))).toEqual([]);
  expect(said.lines.filter((line) => line.includes('"event":"copy"'))).toHaveLength(1);

  const posted = came.filter(({ path }) => path.startsWith('/uk/v3/conversations/a%3Apersonal/activities'));
  expect([...new Set(posted.map(({ by }) => by))]).toEqual([`${APP_ID}, https://api.botframework.com`]);
  const traced = came.filter(({ path }) => path.startsWith('/v2.1/track'));
  expect([...new Set(traced.map(({ by }) => by))]).toEqual([`${APP_ID}, https://monitor.azure.com`]);
  const told = traced.map(({ body }) => body).join('');
  expect(['turn', 'tick', 'nightly'].filter((span) => !told.includes(`"name":"${span}"`))).toEqual([]);
  expect(came).toHaveLength(posted.length + traced.length);
  // One identity for all of it, and one token for each of the three; none of them is told to the log.
  expect([...identity.given].sort()).toEqual(
    ['https://api.botframework.com', 'https://monitor.azure.com', 'https://storage.azure.com'].map(
      (resource) => `${APP_ID}, ${resource}`,
    ),
  );
  expect(stdout).not.toContain('eyJ');
});

/** As Azure gives them, read by the code; then what is here on loopback in place of what is there. */
function settings(): object {
  const config = readConfig(
    {
      WEBSITE_SITE_NAME: 'waymark',
      AzureWebJobsStorage__accountName: 'devstoreaccount1',
      AzureWebJobsStorage__credential: 'managedidentity',
      AzureWebJobsStorage__clientId: APP_ID,
      APPLICATIONINSIGHTS_CONNECTION_STRING: `InstrumentationKey=${PERSON};IngestionEndpoint=https://${INSIGHTS}/`,
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: `ClientId=${APP_ID};Authorization=AAD`,
      MicrosoftAppId: APP_ID,
      MicrosoftAppType: 'UserAssignedMsi',
      MicrosoftAppTenantId: TENANT,
      WAYMARK_ADMINS: PERSON,
      WAYMARK_SERVICE_HOSTS: TEAMS,
      WAYMARK_TOKEN_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    },
    () => new Uint8Array(32),
  );
  const endpoint = (service: string): string =>
    new RegExp(`${service}Endpoint=([^;]+)`).exec(azurite.connectionString)?.[1] ?? '';
  return {
    ...config,
    storage: {
      ...config.storage,
      tableServiceUri: endpoint('Table'),
      queueServiceUri: endpoint('Queue'),
      blobServiceUri: endpoint('Blob'),
    },
    inbound: { openIdMetadataUrl: openId.metadataUrl, issuer: openId.issuer },
  };
}

function portOf(server: AnyServer): number {
  return (server.address() as AddressInfo).port;
}
