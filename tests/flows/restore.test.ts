import { WHOLE } from '../support/channels.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { drain } from '../../bot/flows/drain.js';
import { DamagedCopy } from '../../bot/flows/ports-copies.js';
import type { Digest } from '../../bot/flows/ports.js';
import { restore } from '../../bot/flows/restore.js';
import { startSending } from '../../bot/flows/sending.js';
import { sweep } from '../../bot/flows/sweep.js';
import { copyOf, opening, restoring, truthOf } from '../support/copies.js';
import { SimulatedCrash } from '../support/faulty-driver.js';
import {
  answersInTurn,
  createWorld,
  IN_DOUBT,
  linkAll,
  loadPlan,
  PLAN,
  WEDNESDAY,
  type World,
} from '../support/world.js';
import { byCron } from '../support/by-cron.js';

const OPERATOR = { kind: 'operator' } as const;
const WISHES = [
  { ref: '1.1', due: '2026-11-18', leads: ['Emma Bennett'] },
  { ref: '1.2', due: '2026-11-17', leads: ['Tom Okafor'] },
  { ref: '1.3', due: '2026-12-18', leads: ['Emma Bennett'] },
];

/** Two cards: one is in doubt and will be repeated, the other was sent; a third was planned and nobody heard the bell. */
async function lived(): Promise<World> {
  const world = createWorld();
  await loadPlan(world.ports, WISHES);
  await linkAll(world.ports, ['Emma Bennett', 'Tom Okafor']);
  world.answering = answersInTurn(IN_DOUBT);
  await sweep(world.ports, { slot: '2026-11-18T10:00:00.000Z', today: WEDNESDAY, atOnce: true });
  await drain(world.ports);
  world.clock.set('2026-12-18T10:00:00Z');
  const today = '2026-12-18' as typeof WEDNESDAY;
  await sweep(world.ports, { slot: '2026-12-18T10:00:00.000Z', today, atOnce: true });
  return world;
}

async function digestsIn({ ports }: World): Promise<readonly Digest[]> {
  const found: Digest[] = [];
  for await (const digest of ports.truth.digests()) found.push(digest);
  return found;
}

const emptied = (world: World): World => createWorld(world.clock.now(), 99);

let before: World;
let copy: Uint8Array;

beforeAll(async () => {
  before = await lived();
  copy = await copyOf(before);
});

describe('a restore', () => {
  it('makes the same truth, both indexes, what is open and what waits for a person; and sends nothing', async () => {
    const world = emptied(before);
    const restored = await restore(restoring(world), OPERATOR, opening(copy));
    if (restored.kind !== 'restored') throw new Error(restored.kind);
    expect(await truthOf(world.ports)).toEqual(await truthOf(before.ports));
    const open = (await digestsIn(before)).filter(({ state }) => state === 'planned' || state === 'retry');
    expect(open.length).toBeGreaterThan(1);
    expect(restored.rebuilt.open).toEqual([...open].sort((a, b) => (a.slot < b.slot ? -1 : 1)));
    expect((await world.ports.openDigests.list()).map(({ value }) => value.slot).sort()).toEqual(
      open.map(({ slot }) => slot).sort(),
    );
    expect((await world.ports.attention.list()).map(({ value }) => value.because)).toEqual(['in-doubt']);
    expect(await world.ports.leadIndex.of(open[0]!.officer)).not.toEqual([]);
    expect(restored.next.digests.flatMap(({ entries }) => entries)).toEqual([]);
    expect((await world.ports.sender.read()).value).toMatchObject({ stopped: true, stoppedBy: 'operator' });
    await drain(world.ports);
    expect(world.posted).toEqual([]);
    await startSending(world.ports, OPERATOR);
    await drain(world.ports);
    expect(world.posted.filter(({ act }) => act === 'post').length).toBe(open.length);
  });

  it('is refused where there is something, which it names, and leaves that alone', async () => {
    const world = emptied(before);
    await loadPlan(world.ports, WISHES.slice(0, 1));
    const there = await truthOf(world.ports);
    const refused = await restore(restoring(world), OPERATOR, opening(copy));
    expect(refused).toEqual({ kind: 'occupied', tables: ['Plans', 'People'] });
    expect(await truthOf(world.ports)).toEqual(there);
    expect((await world.ports.sender.read()).value.stopped).toBe(false);
    // Also after it was done once.
    const done = emptied(before);
    await restore(restoring(done), OPERATOR, opening(copy));
    expect(await restore(restoring(done), OPERATOR, opening(copy))).toMatchObject({ kind: 'occupied' });
  });

  it('does not mind what the audit says of acts before it', async () => {
    const world = emptied(before);
    await startSending(world.ports, OPERATOR);
    expect((await restore(restoring(world), OPERATOR, opening(copy))).kind).toBe('restored');
  });

  it('writes nothing of a file that is damaged or cut short, wherever it is', async () => {
    const text = Buffer.from(copy).toString('utf8');
    const world = emptied(before);
    const write = async (bytes: Uint8Array): Promise<void> => {
      await expect(restore(restoring(world), OPERATOR, opening(bytes))).rejects.toThrow(DamagedCopy);
      expect(await truthOf(world.ports)).toEqual([]);
      expect(await world.ports.truth.restoring()).toBeNull();
    };
    const lines = text.trimEnd().split('\n');
    await write(Buffer.from(`${lines.filter((_, index) => index !== 5).join('\n')}\n`));
    await write(Buffer.from(`${[...lines, lines[3]].join('\n')}\n`));
    await write(Buffer.from('PK'));
    await write(Buffer.from(''));
    await fc.assert(
      fc.asyncProperty(fc.nat(copy.length - 2), async (at) => {
        await write(copy.subarray(0, at));
        const changed = Buffer.from(copy);
        changed[at] = (changed[at] ?? 0) ^ 1;
        await write(changed);
      }),
      { numRuns: 40 },
    );
  });

  it('names the rows of the history that were changed', async () => {
    const world = await lived();
    const plans = world.tables.open('Plans');
    const row = (await plans.get(PLAN, 'h|m|1.1|00000001'))!;
    const image = String(row.columns.image).replace('The words of', 'Other words of');
    await plans.submit(PLAN, [{ kind: 'put', row: row.row, columns: { ...row.columns, image } }]);
    const restored = await restore(restoring(emptied(world)), OPERATOR, opening(await copyOf(world)));
    if (restored.kind !== 'restored') throw new Error(restored.kind);
    expect(restored.broken).toContainEqual({
      plan: PLAN,
      link: { subject: 'm|1.1', rev: 1, fault: 'changed' },
    });
  });
});

describe('a restore that breaks off', () => {
  it('at any write is finished by the next one, and nothing is ever sent between', async () => {
    const expected = await truthOf(before.ports);
    let [deaths, resumed] = [0, 0];
    for (let writes = 1; ; writes += 1) {
      const world = emptied(before);
      let left = writes;
      const dying = world.start({
        fault: ({ act }) => (act === 'submit' && (left -= 1) === 0 ? 'crash-after' : null),
      });
      const first = await restore(restoring(dying), OPERATOR, opening(copy)).catch((error: unknown) => error);
      if (!(first instanceof SimulatedCrash)) break;
      deaths += 1;
      if ((await truthOf(world.ports)).length > 0) {
        expect((await world.ports.sender.read()).value.stopped).toBe(true);
      }
      await drain(world.ports);
      const second = await restore(restoring(world.start()), OPERATOR, opening(copy));
      // Its last write takes the mark away: then it is done, and is refused.
      if (second.kind === 'occupied') expect(await world.ports.truth.restoring()).toBeNull();
      else expect(second.kind).toBe('restored');
      if (second.kind === 'restored' && second.resumed) resumed += 1;
      expect(await truthOf(world.ports)).toEqual(expected);
      expect(world.posted).toEqual([]);
    }
    expect([deaths > 15, resumed > 10]).toEqual([true, true]);
  }, 60_000);

  async function begun(): Promise<World> {
    const world = emptied(before);
    let left = 6;
    const dying = world.start({ fault: ({ act }) => (act === 'submit' && (left -= 1) === 0 ? 'crash-after' : null) });
    await restore(restoring(dying), OPERATOR, opening(copy)).catch(() => undefined);
    expect(await world.ports.truth.restoring()).not.toBeNull();
    return world;
  }

  it('is not finished with another file', async () => {
    const world = await begun();
    const other = createWorld('2027-01-01T10:00:00Z');
    await loadPlan(other.ports, WISHES);
    const file = opening(await copyOf(other));
    expect(await restore(restoring(world), OPERATOR, file)).toEqual({ kind: 'other-file' });
  });

  it('is not finished over what came in between', async () => {
    const world = await begun();
    const common = {
      ...WHOLE,
      plans: null,
      when: byCron('0 9 * * *'),
      pausedUntil: null,
      paused: false,
      kind: 'sweep',
    } as const;
    await world.ports.schedules.put({ ...common, id: 'mine', createdAt: world.clock.now() }, null);
    const refused = await restore(restoring(world), OPERATOR, opening(copy));
    expect(refused).toEqual({ kind: 'besides', tables: ['Schedules'] });
  });
});
