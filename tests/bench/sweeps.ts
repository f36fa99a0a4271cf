/** What a sweep asks of storage, however much there is besides what is due; and how fast what is due is found. */
import { addDays, civilDate } from '../../bot/domain/dates.js';
import { sweep } from '../../bot/flows/sweep.js';
import { mapLimited } from '../../bot/flows/side-by-side.js';
import type { Ports } from '../../bot/flows/ports.js';
import { key } from '../../bot/storage/keys.js';
import type { OpenTable, StoredRow, TableName, Write } from '../../bot/storage/rows.js';
import { openStores } from '../../bot/storage/stores.js';
import { countOpen } from './count-open.js';
import type { Bench, Env, Measured } from './bench.js';
import { onCountedStorage, type CountedStorage } from './counted-storage.js';
import { inTurn, median, spread } from './measure.js';
import { createWorld, linkAll, loadPlan, type World } from '../support/world.js';

const OFFICERS = 100;
const DUE = 500;
/** Of one plan; so that storage has many partitions, as in Azure. */
const A_PLAN = 1_000;
const SIZES = [1, 10, 100] as const;
const TODAY = civilDate('2026-12-10');
const ORDER = {
  slot: '2026-12-10T09:00:00.000Z',
  today: TODAY,
  atOnce: true,
  cause: { kind: 'by-hand', by: { kind: 'operator' } },
} as const;
const MOST = 15 + DUE + 3 * OFFICERS;

/** At most three requests, and nothing written. */
const AGAIN = 3;

export const sweeps: Bench = {
  id: 'sweep',
  about: 'requests of a sweep with 500 due for 100 officers among 1k, 10k and 100k milestones, beside reading them all',
  run: (env) =>
    onCountedStorage(async (storage) => {
      const world = await onePlan();
      const found: Measured[] = [];
      for (const plans of SIZES) {
        const prefix = `s${String(plans)}`;
        env.say(`filling storage with ${String(plans)},000 milestones`);
        await fill(storage.straight(prefix), world, plans);
        const ports = portsOver(world, storage.counted(prefix));
        // A table that is missing is made when it is first used: that is no part of a sweep.
        await Promise.all([ports.openDigests.list(), ports.ledger.read('nobody'), ports.sweeps.list()]);
        storage.take();
        const read = await scan(ports);
        const peer = { name: 'reading every milestone first', value: storage.take().total + MOST - 15 };
        if (plans === 100) found.push(await speedup(env, portsOver(world, storage.straight(prefix))));
        found.push(...(await swept(storage, ports, { plans, peer, read })));
      }
      return found;
    }),
};

interface Sized {
  readonly plans: number;
  readonly peer: Measured['peer'];
  readonly read: number;
}

async function swept(
  storage: CountedStorage,
  ports: Ports,
  { plans, peer, read }: Sized,
): Promise<readonly Measured[]> {
  const { digests } = await sweep(ports, ORDER);
  const asked = digests.reduce((sum, { entries }) => sum + entries.length, 0);
  const { total } = storage.take();
  if (digests.length !== OFFICERS || asked !== DUE)
    throw new Error(`${String(asked)} asked of ${String(digests.length)} among ${String(read)}`);
  const of = {
    id: `sweep-requests-${String(plans)}k`,
    value: total,
    unit: 'requests',
    peer,
    target: { atMost: MOST },
    note: 'Due milestones lie in one plan: each plan with something due costs three more.',
  };
  if (plans !== SIZES.at(-1)) return [of];
  await sweep(ports, ORDER);
  const again = storage.take();
  if (again.posts > 0) throw new Error('A sweep that had asked everything wrote something');
  return [
    of,
    {
      id: 'sweep-repeated-requests',
      value: again.total,
      unit: 'requests',
      peer: { name: 'the first sweep', value: total },
      target: { atMost: AGAIN },
      note: 'Counted from the call of the sweep; what the tick reads before it is counted with the tick.',
    },
  ];
}

/** What is due by the index, beside all milestones read and looked through in the process. */
async function speedup(env: Env, ports: Ports): Promise<Measured> {
  const timed = async (act: () => Promise<number>): Promise<number> => {
    const began = performance.now();
    if ((await act()) < DUE) throw new Error('Not everything that is due was found');
    return performance.now() - began;
  };
  const index = async (): Promise<number> => (await ports.dueIndex.upTo(TODAY)).length;
  await index();
  const times = await inTurn(Math.min(env.runs, 3), {
    index: () => timed(index),
    scan: () => timed(() => scan(ports)),
  });
  const ratio = median(times.scan) / median(times.index);
  return {
    id: 'sweep-find-due-speedup',
    unit: 'times as fast',
    value: ratio,
    runs: spread(times.index).runs,
    peer: { name: 'all milestones read and looked through', value: 1 },
    target: { atLeast: 20 },
    note: `By the index ${median(times.index).toFixed(0)} ms, by reading all ${median(times.scan).toFixed(0)} ms.`,
  };
}

/** How many milestones of all plans are open and due in so many days: the client-side way. */
async function scan(ports: Ports): Promise<number> {
  let found = 0;
  for (const plan of await ports.plans.ids()) {
    const contents = await ports.plans.contents(plan);
    found += countOpen(contents, addDays(TODAY, 0));
  }
  return found;
}

/** A plan of a thousand milestones, half of which are due on one day. */
async function onePlan(): Promise<World> {
  const world = createWorld('2026-09-01T09:00:00Z');
  const names = Array.from({ length: OFFICERS }, (_, n) => `Lead ${String(n)}`);
  const wishes = Array.from({ length: A_PLAN }, (_, n) => ({
    ref: `M${String(n)}`,
    due: n < DUE ? TODAY : '2027-12-01',
    leads: [names[n % OFFICERS] ?? ''],
  }));
  await loadPlan(world.ports, wishes, civilDate('2026-09-01'), 'plan-0');
  await linkAll(world.ports, names);
  world.clock.set('2026-12-10T09:00:00Z');
  return world;
}

function portsOver(world: World, open: OpenTable): Ports {
  return { ...world.ports, ...openStores({ open, tenant: 'tenant', random: world.random }) };
}

/** The plan as it is, and so many others like it in which nothing is due. */
async function fill(open: OpenTable, world: World, plans: number): Promise<void> {
  const rows = world.tables.dump();
  const own = rows.filter(({ table }) => table !== 'Open');
  const states = rows.filter(
    ({ table, partition, row }) => table === 'Plans' && partition === 'plan-0' && isState(row),
  );
  await write(open, own);
  for (let n = 1; n < plans; n += 1) await write(open, otherPlan(states, n));
}

function isState(row: string): boolean {
  return !row.startsWith('h|') && !row.startsWith('c|');
}

function otherPlan(states: readonly StoredRow[], n: number): readonly Filled[] {
  const plan = `plan-${String(n)}`;
  const renamed = states.map(({ row, columns }): Filled => ({
    table: 'Plans',
    partition: plan,
    row,
    columns: Object.fromEntries(
      Object.entries(columns).map(([name, text]) => [
        name,
        String(text).replaceAll('"plan-0"', `"${plan}"`).replaceAll(`"${TODAY}"`, '"2027-12-01"'),
      ]),
    ),
  }));
  const due = Array.from({ length: A_PLAN }, (_, index): Filled => {
    const date = addDays(civilDate('2027-01-04'), (index * 7 + n) % 400);
    const ref = `M${String(index)}`;
    const json = JSON.stringify({ date, plan, ref, rev: 1, writtenAt: '2026-09-01T09:00:00.000Z' });
    return { table: 'DueIndex', partition: date, row: key(plan, ref), columns: { json } };
  });
  return [...renamed, { table: 'Plans', partition: '~plans', row: plan, columns: {} }, ...due];
}

interface Filled {
  readonly table: TableName;
  readonly partition: string;
  readonly row: string;
  readonly columns: StoredRow['columns'];
}

/** A hundred at a time, of a partition each. */
async function write(open: OpenTable, rows: readonly Filled[]): Promise<void> {
  const partitions = new Map<string, { readonly table: TableName; readonly partition: string; rows: Filled[] }>();
  for (const row of rows) {
    const name = `${row.table} ${row.partition}`;
    const known = partitions.get(name) ?? { table: row.table, partition: row.partition, rows: [] };
    partitions.set(name, known);
    known.rows.push(row);
  }
  await mapLimited([...partitions.values()], 8, async ({ table, partition, rows: own }) => {
    for (let from = 0; from < own.length; from += 100) {
      const writes = own
        .slice(from, from + 100)
        .map(({ row, columns }): Write => ({ kind: 'put', row, columns: columns as Record<string, string> }));
      await open(table).submit(partition, writes);
    }
  });
}
