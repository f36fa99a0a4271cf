/** A stand-in for what hands out the tokens of a managed identity inside Azure Functions. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Identity {
  /** What Azure sets for every app that has an identity. */
  readonly env: { readonly IDENTITY_ENDPOINT: string; readonly IDENTITY_HEADER: string };
  /** `client id, resource` of each token handed out, oldest first. */
  readonly given: readonly string[];
  /** Whose the token is, and what for: as it is in `given`. Null for what is none of ours. */
  readonly read: (authorization: string | undefined) => string | null;
  close(): Promise<void>;
}

/** https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference */
export async function startIdentity(): Promise<Identity> {
  const given: string[] = [];
  const secret = 'header-of-this-instance';
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    const [resource, client] = [searchParams.get('resource'), searchParams.get('client_id')];
    const allowed = request.headers['x-identity-header'] === secret && resource !== null && client !== null;
    response.writeHead(allowed ? 200 : 401, { 'content-type': 'application/json' });
    if (!allowed) return response.end('{}');
    given.push(`${client}, ${resource}`);
    const now = Math.floor(Date.now() / 1000);
    const token = tokenOf({ aud: resource, appid: client, iat: now, nbf: now - 10, exp: now + 86_400 });
    const expires = String(now + 86_400);
    response.end(
      JSON.stringify({ access_token: token, expires_on: expires, resource, token_type: 'Bearer', client_id: client }),
    );
    return response;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    env: { IDENTITY_ENDPOINT: `http://127.0.0.1:${String(port)}/msi/token`, IDENTITY_HEADER: secret },
    given,
    read: (authorization) => {
      const claims = /^Bearer [\w-]+\.([\w-]+)\./.exec(authorization ?? '')?.[1];
      if (claims === undefined) return null;
      const { appid, aud } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, string>;
      return `${appid ?? ''}, ${aud ?? ''}`;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Signed by nobody: what takes it here looks at its claims only. */
function tokenOf(claims: object): string {
  const texts = [
    { alg: 'RS256', typ: 'JWT' },
    { iss: 'https://sts.windows.net/home/', ...claims },
  ];
  return [...texts.map((text) => Buffer.from(JSON.stringify(text)).toString('base64url')), 'x'].join('.');
}
