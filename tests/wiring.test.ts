import { describe, expect, it } from 'vitest';
import type { BasicConfig } from '../bot/config.js';
import { KEEP } from '../bot/domain/retention.js';
import { wireCommandLine } from '../bot/wiring-command-line.js';

const LOCAL_ID = 'user-id-0';
const account = (protocol: string) =>
  `DefaultEndpointsProtocol=${protocol};AccountName=a;AccountKey=a2V5;EndpointSuffix=core.windows.net`;
const unread = (): void => undefined;

function readsLocalIds(storage: BasicConfig['storage'], surroundings: BasicConfig['surroundings']): boolean {
  const ports = wireCommandLine(
    { surroundings, storage, zone: 'Europe/London', clockFile: null, keep: KEEP, admins: [] },
    unread,
  );
  return ports.readEntraId(LOCAL_ID) === LOCAL_ID;
}

describe('the command line', () => {
  it('takes the ids of a local stand-in for Teams on local storage only', () => {
    const local = { kind: 'connection-string', connectionString: account('http') } as const;
    const real = { kind: 'connection-string', connectionString: account('https') } as const;
    const byIdentity = {
      kind: 'identity',
      tableServiceUri: 'https://a.table.core.windows.net',
      queueServiceUri: 'https://a.queue.core.windows.net',
      blobServiceUri: null,
      clientId: null,
    } as const;
    expect(readsLocalIds(local, 'outside')).toBe(true);
    expect(readsLocalIds(real, 'outside')).toBe(false);
    expect(readsLocalIds(byIdentity, 'outside')).toBe(false);
    expect(readsLocalIds(local, 'azure')).toBe(false);
  });
});
