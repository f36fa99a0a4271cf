import { createRequire } from 'node:module';

/** Azurite's tables, queues and blobs in this process, in memory, on free ports. */
export interface Azurite {
  readonly connectionString: string;
  stop(): Promise<void>;
}

interface Server {
  start(): Promise<void>;
  close(): Promise<void>;
  getHttpServerAddress(): string;
}
type Make<T> = new (...options: readonly unknown[]) => T;

/** The account that every Azurite has; a published key, not a secret. */
const ACCOUNT = 'devstoreaccount1';
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** Paths of files in PEM. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

/**
 * Starts it in well under a second; with a certificate it speaks https, and takes tokens of Entra beside its key. These
 * paths inside the package are no public API: they hold for azurite 3.37.0, which package.json pins, and are named
 * nowhere else.
 */
export async function startAzurite(tls?: TlsFiles): Promise<Azurite> {
  const secured = tls === undefined ? ['', '', '', undefined] : [tls.cert, tls.key, '', 'basic'];
  const tables = build('table/TableServer', 'table/TableConfiguration', [
    ...['127.0.0.1', 0, 5, '', false, false, undefined, undefined],
    ...[false, true, ...secured, false, true],
  ]);
  const queues = build('queue/QueueServer', 'queue/QueueConfiguration', [
    ...['127.0.0.1', 0, 5, '', '', [], false, undefined, false, undefined],
    ...[false, true, ...secured, false, true],
  ]);
  const blobs = build('blob/BlobServer', 'blob/BlobConfiguration', [
    ...['127.0.0.1', 0, 5, '', '', [], false, undefined, false, undefined],
    ...[false, true, ...secured, false, true],
  ]);
  await Promise.all([tables.start(), queues.start(), blobs.start()]);
  const parts = [
    `DefaultEndpointsProtocol=${tls === undefined ? 'http' : 'https'}`,
    `AccountName=${ACCOUNT}`,
    `AccountKey=${KEY}`,
    `TableEndpoint=${tables.getHttpServerAddress()}/${ACCOUNT}`,
    `QueueEndpoint=${queues.getHttpServerAddress()}/${ACCOUNT}`,
    `BlobEndpoint=${blobs.getHttpServerAddress()}/${ACCOUNT}`,
  ];
  return {
    connectionString: `${parts.join(';')};`,
    async stop() {
      await Promise.all([tables.close(), queues.close(), blobs.close()]);
    },
  };
}

function build(server: string, configuration: string, options: readonly unknown[]): Server {
  const Configuration = load<unknown>(configuration);
  const ServerClass = load<Server>(server);
  return new ServerClass(new Configuration(...options));
}

function load<T>(path: string): Make<T> {
  const loaded = createRequire(import.meta.url)(`azurite/dist/src/${path}`) as { readonly default: Make<T> };
  return loaded.default;
}
