import { beforeEach, describe, expect, it } from 'vitest';
import { copyFile } from '../../bot/documents/copy-file.js';
import { keepCopy } from '../../bot/flows/copy.js';
import type { Copies } from '../../bot/flows/ports-copies.js';
import { restore } from '../../bot/flows/restore.js';
import { memoryCopies, type MemoryCopies } from '../../bot/storage/memory-copies.js';
import { opening, restoring, truthOf } from '../support/copies.js';
import { createWorld, loadPlan, type World } from '../support/world.js';

const WISHES = [{ ref: '1.1', due: '2026-11-18', leads: ['Emma Bennett'] }];

let world: World;
let copies: MemoryCopies;

const keep = (into: Copies = copies, days = 35): Promise<void> =>
  keepCopy({ ...world.ports, copies: into, copyFile }, days);
const waiting = async () => (await world.ports.attention.list()).map(({ value }) => [value.subject, value.because]);

beforeEach(async () => {
  world = createWorld();
  copies = memoryCopies((name) => name.startsWith('2026-10-01'));
  await loadPlan(world.ports, WISHES);
});

async function* bytes(): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(Buffer.from('old'));
}

describe('the nightly copy', () => {
  it('is the truth of its day, which a restore takes', async () => {
    await keep();
    expect(await copies.list()).toEqual(['2026-11-18.ndjson.gz']);
    const other = createWorld(world.clock.now(), 9);
    const restored = await restore(
      restoring(other),
      { kind: 'operator' },
      opening(copies.read('2026-11-18.ndjson.gz')!),
    );
    expect(restored.kind).toBe('restored');
    expect(await truthOf(other.ports)).toEqual(await truthOf(world.ports));
  });

  it('is made once a day, by the day of the organisation', async () => {
    await keep();
    const first = copies.read('2026-11-18.ndjson.gz');
    await loadPlan(world.ports, WISHES, undefined, 'other');
    await keep();
    expect(copies.read('2026-11-18.ndjson.gz')).toBe(first);
    world.clock.set('2027-06-30T23:30:00Z');
    await keep();
    expect(await copies.list()).toContain('2027-07-01.ndjson.gz');
  });

  it('that fails is put before a person and fails nothing else, until one succeeds', async () => {
    const failing: Copies = {
      ...copies,
      keep: () => Promise.reject(Object.assign(new Error('canary-secret'), { code: 'ECONNREFUSED' })),
    };
    await keep(failing);
    expect(await waiting()).toEqual([[{ kind: 'copy' }, 'not-copied']]);
    expect(JSON.stringify([world.logged, await world.ports.attention.list()])).not.toContain('canary-secret');
    await keep();
    expect(await waiting()).toEqual([]);
  });

  it('throws nothing when storage itself is gone', async () => {
    const gone = world.start({ fault: () => 'fails' });
    await keepCopy({ ...gone.ports, copies, copyFile }, 35);
    expect(await copies.list()).toEqual([]);
    expect(world.logged.map(({ event }) => event)).toEqual(expect.arrayContaining(['copy-failed', 'attention-failed']));
  });

  it('makes room for itself, but keeps what the place holds on to and what is none of ours', async () => {
    for (const day of ['2026-10-01', '2026-10-13', '2026-10-14', '2026-11-17']) {
      await copies.keep(`${day}.ndjson.gz`, bytes());
    }
    await copies.keep('2020-01-01.txt', bytes());
    await keep();
    expect(await copies.list()).toEqual([
      '2020-01-01.txt',
      '2026-10-01.ndjson.gz',
      '2026-10-14.ndjson.gz',
      '2026-11-17.ndjson.gz',
      '2026-11-18.ndjson.gz',
    ]);
    expect(await waiting()).toEqual([]);
  });

  it('leaves the old ones where none can be made', async () => {
    await copies.keep('2026-09-01.ndjson.gz', bytes());
    const failing: Copies = { ...copies, keep: () => Promise.reject(new Error('full')) };
    await keep(failing, 1);
    expect(await copies.list()).toEqual(['2026-09-01.ndjson.gz']);
  });
});
