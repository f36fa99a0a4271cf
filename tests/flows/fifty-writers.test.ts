/**
 * Fifty people answer for one milestone at the same moment, from the same card. Nobody's words are lost, nobody
 * overwrites anybody unseen, and storage is asked no more than that takes.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OfficerId } from '../../bot/domain/plan.js';
import type { Ports } from '../../bot/flows/ports.js';
import { recordUpdate, type Recorded } from '../../bot/flows/record-update.js';
import { azureTables } from '../../bot/storage/azure.js';
import type { OpenTable } from '../../bot/storage/rows.js';
import { openStores, type Stores } from '../../bot/storage/stores.js';
import { startAzurite, type Azurite } from '../support/azurite.js';
import { faultyTables, type StorageCall } from '../support/faulty-driver.js';
import { createWorld, linkAll, loadPlan, PLAN, setHeads } from '../support/world.js';

const WRITERS = 50;
/** As many lead it together; the others are heads of service of its area. */
const LEADS = 30;
const NAMES = Array.from({ length: WRITERS }, (_, index) => `Person ${String(index)}`);
/** The most requests to storage that one submission may cost, on average. */
const REQUESTS = 14;
const noteOf = ({ name, seen }: Pick<Writer, 'name' | 'seen'>): string => `${name} after ${String(seen.length)}`;

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

interface Writer {
  readonly name: string;
  /** The revision of the form in hand, and the words of others that were read on it. */
  readonly rev: number;
  readonly seen: readonly string[];
}

/** On Azurite, which is slow, only the first submission is by all at once; then those go on who were told first. */
describe.each([
  ['memory', WRITERS],
  ['Azurite', 4],
] as const)('on %s', (kind, atOnce) => {
  it('fifty writers lose nothing and see each other', { timeout: 120_000 }, async () => {
    const calls: StorageCall[] = [];
    const { ports, ids } = await crowd(kind, calls);
    calls.length = 0;
    const said: { readonly by: string; readonly note: string }[] = [];
    let submitted = 0;
    let waiting = NAMES.map((name): Writer => ({ name, rev: 1, seen: [] }));
    for (let trying = WRITERS; waiting.length > 0; trying = atOnce) {
      const [now, rest] = [waiting.slice(0, trying), waiting.slice(trying)];
      const told = await Promise.all(now.map((one) => submit(ports, ids[one.name]!, one.rev, noteOf(one))));
      submitted += told.length;
      const winners = now.filter((_, index) => told[index]?.kind === 'saved');
      expect(winners.length).toBeLessThanOrEqual(1);
      for (const winner of winners) said.push({ by: winner.name, note: noteOf(winner) });
      const others = now.flatMap((one, index): Writer[] => {
        const answer = told[index];
        if (answer?.kind === 'saved') return [];
        // Who is not saved reads the words of the revision that they go on from, and whose they are.
        const rev = answer?.kind === 'conflict' ? answer.found.stored.rev : 0;
        const words = said[rev - 2];
        expect([one.name, rev > one.rev]).toEqual([one.name, true]);
        expect(answer).toMatchObject({ kind: 'conflict', conflict: words });
        return [{ name: one.name, rev, seen: [...one.seen, words?.note ?? ''] }];
      });
      waiting = [...others, ...rest];
    }
    const history = await ports.plans.milestoneHistory(PLAN, 'A1');
    const updates = history.map(({ image }) => (image.kind === 'milestone' ? image.milestone.update : null));
    expect(updates.slice(1).map((update) => update?.note)).toEqual(said.map(({ note }) => note));
    expect(new Set(said.map(({ by }) => by))).toEqual(new Set(NAMES));
    expect(history.map((row) => row.rev)).toEqual(Array.from({ length: WRITERS + 1 }, (_, index) => index + 1));
    expect(await ports.brokenLinks(PLAN)).toEqual([]);
    // Each submission costs the same few requests, saved or not, however many others there are; it tries to write once.
    const commits = calls.filter(({ table, act }) => table === 'Plans' && act === 'submit');
    expect(commits.length).toBeLessThanOrEqual(submitted);
    expect(calls.length / submitted).toBeLessThan(REQUESTS);
  });
});

function submit(ports: Ports, id: OfficerId, rev: number, note: string): Promise<Recorded> {
  return recordUpdate(ports, {
    plan: PLAN,
    ref: 'A1',
    by: { kind: 'officer', id },
    rev,
    rating: 'green',
    inputs: { note },
  });
}

async function crowd(kind: 'memory' | 'Azurite', calls: StorageCall[]) {
  const world = createWorld();
  const note = (call: StorageCall): null => (calls.push(call), null);
  const ports: Ports & Stores =
    kind === 'memory' ? world.start({ fault: note }).ports : { ...world.ports, ...onAzurite(note, world.random) };
  await loadPlan(ports, [
    { ref: 'A1', due: '2026-12-16', leads: NAMES.slice(0, LEADS), declared: 'green' },
    { ref: 'B1', due: '2027-05-28', leads: NAMES.slice(LEADS), area: 'B' },
  ]);
  const ids = await linkAll(ports, NAMES);
  await setHeads(
    ports,
    'A',
    NAMES.slice(LEADS).map((name) => ids[name]!),
  );
  return { ports, ids };
}

function onAzurite(note: (call: StorageCall) => null, random: Ports['random']): Stores {
  const { connectionString } = azurite;
  const open: OpenTable = azureTables({ kind: 'connection-string', connectionString }, 'Fifty');
  return openStores({ open: faultyTables(open, note), tenant: 'tenant', random });
}
