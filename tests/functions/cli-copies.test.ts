import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAzurite, type Azurite } from '../support/azurite.js';
import { LOCAL, runHost } from '../infra/running-host.js';

/** Copies through the command line as built, from one Azurite into another. `npm test` builds it first. */
const PLAN = `Ref,Area,Objective,Milestone,Due,Leads,RAG
FD 1.1,Front door,Thresholds,Agree the threshold document,16 November 2026,Ada Quill; Bo Marsh,Amber
FD 1.2,Front door,Thresholds,Brief every school,18 November 2026,Ada Quill,Green
CiN/CP 1.3,Front door,Thresholds,Audit the “referrals” — all,TBC,Bo Marsh,
`;
const PEOPLE = `Name,Entra id,Role,Aliases
Ada Quill,11111111-1111-4111-8111-111111111111,,
Bo Marsh,22222222-2222-4222-8222-222222222222,,
`;

let from: Azurite;
let into: Azurite;
let folder: string;

interface Ran {
  readonly exit: number;
  readonly json: Record<string, unknown>;
}

function waymark(azurite: Azurite, ...args: readonly string[]): Promise<Ran> {
  const env = {
    ...process.env,
    AzureWebJobsStorage: azurite.connectionString,
    WAYMARK_CLOCK_FILE: join(folder, 'clock'),
    NODE_NO_WARNINGS: '1',
  };
  return new Promise((resolve) => {
    execFile(process.execPath, ['dist/cli.cjs', ...args, '--json'], { env }, (error, stdout) => {
      const exit = error === null ? 0 : Number(error.code);
      resolve({ exit, json: JSON.parse(stdout) as Record<string, unknown> });
    });
  });
}

async function done(ran: Promise<Ran>): Promise<Record<string, unknown>> {
  const { exit, json } = await ran;
  if (exit !== 0) throw new Error(JSON.stringify(json));
  return json;
}

const file = (name: string, text?: string): string => {
  const path = join(folder, name);
  if (text !== undefined) writeFileSync(path, text);
  return path;
};

beforeAll(async () => {
  [from, into] = await Promise.all([startAzurite(), startAzurite()]);
  folder = mkdtempSync(join(tmpdir(), 'waymark-cli-copies-'));
  file('clock', '2026-11-18T10:00:00Z');
  await done(waymark(from, 'import', file('plan.csv', PLAN), '--plan', 'front'));
  await done(waymark(from, 'officers', 'import', file('people.csv', PEOPLE)));
  await done(waymark(from, 'sweep'));
  const update = ['update', 'FD 1.2', '--plan', 'front', '--by', 'Ada Quill', '--rating', 'green'];
  await done(waymark(from, ...update, '--note', 'All but one school', '--next-step', 'n', '--by-when', '2026-12-01'));
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await Promise.all([from.stop(), into.stop()]);
});

describe('a copy at the command line', () => {
  test('is a file for its owner alone, zipped when its name says so', async () => {
    const plain = await done(waymark(from, 'export', file('all.ndjson')));
    const zipped = await done(waymark(from, 'export', file('all.ndjson.gz')));
    for (const json of [plain, zipped]) {
      expect(json.export).toMatchObject({ at: '2026-11-18T10:00:00.000Z', replaced: false });
    }
    expect(statSync(file('all.ndjson')).mode & 0o777).toBe(0o600);
    expect(readFileSync(file('all.ndjson'), 'utf8')).toMatch(/^\{"format":"waymark-export","version":1,/);
    expect([...readFileSync(file('all.ndjson.gz')).subarray(0, 2)]).toEqual([0x1f, 0x8b]);
    const tables = (plain.export as { tables: { table: string; rows: number }[] }).tables;
    const counts = new Map(tables.map(({ table, rows }) => [table, rows]));
    // Three rows a subject and change, and the plan in the register; no schedule yet.
    expect([counts.get('Plans'), counts.get('Schedules')]).toEqual([3 * (1 + 1 + 1 + 3 + 1) - 1 + 1, 0]);
  });

  test('that is damaged is refused, and nothing is written', async () => {
    const text = readFileSync(file('all.ndjson'), 'utf8');
    for (const bad of [text.replace('All but one school', 'All but two school'), text.slice(0, -40)]) {
      const refused = await waymark(into, 'restore', file('bad.ndjson', bad));
      expect(refused).toMatchObject({ exit: 1, json: { error: { code: 'damaged-copy' } } });
    }
    expect((await done(waymark(into, 'plans'))).plans).toEqual([]);
  });

  test('is restored into empty storage, with the same figures, and sends nothing', async () => {
    const { restore } = await done(waymark(into, 'restore', file('all.ndjson.gz')));
    expect(restore).toMatchObject({
      dryRun: false,
      sending: 'stopped',
      history: [],
      wouldAsk: [],
    });
    const open = (restore as { wouldSend: { officer: string; items: { ref: string }[] }[] }).wouldSend;
    // FD 1.2 was answered since.
    const asked = open.map(({ officer, items }) => `${officer}: ${items.map(({ ref }) => ref).join(', ')}`);
    expect(asked.sort()).toEqual(['Ada Quill: FD 1.1', 'Bo Marsh: FD 1.1']);
    for (const verb of [
      ['milestones', '--plan', 'front'],
      ['rollup', '--plan', 'front'],
      ['history', 'FD 1.2', '--plan', 'front'],
      ['doctor'],
    ]) {
      const [here, there] = await Promise.all([waymark(into, ...verb), waymark(from, ...verb)]);
      // Sending is stopped in one of the two.
      if (verb[0] === 'doctor') expect([here.exit, there.exit]).toEqual([1, 0]);
      else expect(here).toEqual(there);
    }
    const again = await done(waymark(into, 'sweep'));
    expect(again.digests).toEqual([]);
    expect(await waymark(into, 'restore', file('all.ndjson'))).toMatchObject({ exit: 1 });
  }, 120_000);
});

describe('the nightly copy', () => {
  test('is made by the timer, in a container of its own, once a day, and can be restored', async () => {
    const settings = {
      WAYMARK_LOCAL: '1',
      AzureWebJobsStorage: from.connectionString,
      WAYMARK_CLOCK_FILE: file('clock'),
      WAYMARK_HOST_KEY: 'key',
    };
    const host = await runHost(join(LOCAL, '../../dist/app'), settings);
    try {
      for (let night = 0; night < 2; night += 1) {
        const ran = await fetch(`${host.address}/admin/functions/nightly`, { method: 'POST' });
        expect(ran.status).toBe(202);
      }
    } finally {
      await host.stop('SIGINT');
    }
    const place = BlobServiceClient.fromConnectionString(from.connectionString).getContainerClient('waymark-copies');
    const names: string[] = [];
    for await (const { name } of place.listBlobsFlat()) names.push(name);
    expect(names).toEqual(['2026-11-18.ndjson.gz']);
    const bytes = await place.getBlobClient(names[0]!).downloadToBuffer();
    writeFileSync(file('night.ndjson.gz'), bytes);
    const third = await startAzurite();
    try {
      expect((await done(waymark(third, 'restore', file('night.ndjson.gz')))).restore).toMatchObject({ history: [] });
      expect((await done(waymark(third, 'plans'))).plans).toMatchObject([{ id: 'front', milestones: 3 }]);
    } finally {
      await third.stop();
    }
  }, 120_000);
});
