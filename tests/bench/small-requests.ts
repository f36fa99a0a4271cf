/** What the work that comes all the time asks of storage: a tick with nothing to do, and one delivered digest. */
import { civilDate } from '../../bot/domain/dates.js';
import { raise } from '../../bot/flows/attention.js';
import { readDirectory } from '../../bot/flows/directory.js';
import { digestContent } from '../../bot/flows/digest-content.js';
import { DRAIN_LIMITS, drain } from '../../bot/flows/drain.js';
import { everyFiveMinutes } from '../../bot/flows/every-five-minutes.js';
import type { Ports } from '../../bot/flows/ports.js';
import { sweep } from '../../bot/flows/sweep.js';
import { openStores } from '../../bot/storage/stores.js';
import { deployment } from '../support/deployment.js';
import type { World } from '../support/world.js';
import type { Bench, Measured } from './bench.js';
import { onCountedStorage, type CountedStorage } from './counted-storage.js';
import { copyTo } from './seed.js';

const SIZES = [1, 5, 20] as const;
const OFFICERS = 40;
/** A claim, its record, and the open row: what anybody has to write. */
const WRITES = 3;

/** The stores of a world, copied to storage where requests are counted. */
async function moved(storage: CountedStorage, world: World): Promise<Ports> {
  await copyTo(storage.connectionString, { world, officers: [] });
  const stores = openStores({ open: storage.counted(), tenant: 'home', random: world.random });
  return { ...world.ports, ...stores };
}

export const idleTick: Bench = {
  id: 'idle-tick',
  about: 'requests of a tick with nothing to do, beside one that looks at everything; 3 plans, 3 schedules, windows',
  run: () =>
    onCountedStorage(async (storage) => {
      const { world } = await deployment();
      for (const n of [1, 2, 3])
        await raise(world.ports, { kind: 'queue', queue: `q${String(n)}` }, 'poison', 'failed-five-times');
      const ports = await moved(storage, world);
      const counts: number[] = [];
      // The first of these makes what is missing, runs a slot, and tells the admin; the hour from 10 is like any other.
      for (let minute = 9 * 60; minute < 11 * 60; minute += 5) {
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        world.clock.set(`2026-11-18T${time}:00Z`);
        storage.take();
        await everyFiveMinutes(ports, DRAIN_LIMITS, []);
        if (minute >= 10 * 60) counts.push(storage.take().total);
      }
      const whole = counts.reduce((sum, count) => sum + count, 0);
      return [
        {
          id: 'idle-tick-requests',
          value: Math.min(...counts),
          unit: 'requests',
          peer: { name: 'the tick of each hour that looks at everything', value: Math.max(...counts) },
          target: { atMost: 4 },
          range: [Math.min(...counts), Math.max(...counts)],
          note: `Over an idle hour ${(whole / counts.length).toFixed(1)} a tick: ${counts.join(', ')}.`,
        },
      ];
    }),
};

export const digestRequests: Bench = {
  id: 'digest-requests',
  about: 'requests for each delivered digest of 1, 5 and 20 milestones, beside one that reads all for itself',
  run: async () => {
    const found: Measured[] = [];
    for (const size of SIZES) found.push(await onCountedStorage((storage) => digestsOf(storage, size)));
    return found;
  },
};

async function digestsOf(storage: CountedStorage, size: number): Promise<Measured> {
  const names = Array.from({ length: OFFICERS }, (_, n) => `Lead ${String(n)}`);
  const wishes = names.flatMap((name, n) =>
    Array.from({ length: size }, (_, m) => ({ ref: `M${String(n)}.${String(m)}`, due: '2026-12-05', leads: [name] })),
  );
  const { world } = await deployment(wishes, names);
  const order = { slot: world.clock.now(), today: civilDate('2026-12-05'), atOnce: true };
  await sweep(world.ports, order);
  const ports = await moved(storage, world);
  storage.take();
  await eachForItself(ports);
  const naive = storage.take().total / OFFICERS + WRITES;
  await drain(ports);
  const { total } = storage.take();
  const sent = world.posted.filter(({ act, message }) => act === 'post' && message?.kind === 'digest').length;
  if (sent !== OFFICERS) throw new Error(`${String(sent)} digests were sent`);
  return {
    id: `digest-requests-${String(size)}`,
    value: total / OFFICERS,
    unit: 'requests',
    peer: { name: 'everything read for each digest', value: naive },
    target: { atMost: 8 + 2 * size },
    note: `All requests of a drain of ${String(OFFICERS)} first cards, the lease among them.`,
  };
}

/** Each digest with its own reading of people, plan and ledger; nothing is sent. */
async function eachForItself(ports: Ports): Promise<void> {
  for (const { value } of await ports.openDigests.list()) {
    const directory = await readDirectory(ports.people);
    await ports.people.officer(value.officer);
    const digest = await ports.ledger.digest(value.officer, value.slot);
    if (digest === null) throw new Error('A digest is missing');
    await digestContent(ports, directory, digest.value);
    await ports.people.officer(value.officer);
  }
}
