/** Somebody edits the tables by hand, or a row was half written: one row must not blind what watches all the others. */
import { beforeEach, describe, expect, it } from 'vitest';
import { readAttention } from '../../bot/flows/attention-list.js';
import { raise } from '../../bot/flows/attention.js';
import { drain } from '../../bot/flows/drain.js';
import { tiesOf } from '../../bot/flows/erase.js';
import { nightly } from '../../bot/flows/nightly.js';
import type { SpoiltRow } from '../../bot/flows/ports.js';
import { nameInstead } from '../../bot/flows/same-person.js';
import { sweep } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import { withoutAccountable } from '../../bot/flows/without-accountable.js';
import type { TableName } from '../../bot/storage/rows.js';
import { terminal } from '../support/command-line.js';
import { askedOf, createWorld, dueRows, linkAll, loadPlan, PLAN, setHeads, type World } from '../support/world.js';

const SPOILT = { json: '{"neither":"this' };
const DAY = 86_400_000;

let world: World;
let ids: Record<string, string>;

/** Two plans: Ann leads A1 and Ben B1; Hed is accountable for both, Ann and Ben have had a card. */
beforeEach(async () => {
  world = createWorld();
  await loadPlan(world.ports, [{ ref: 'A1', due: '2026-12-16', leads: ['Ann'] }]);
  const others = ['Ben', 'Hed'].map((name) => ({ ref: `B-${name}`, due: '2026-12-16', leads: [name] }));
  await loadPlan(world.ports, others, undefined, 'other');
  ids = await linkAll(world.ports, ['Ann', 'Ben', 'Hed']);
  await setHeads(world.ports, 'A', [ids.Hed!]);
  await sweepNow();
});

async function sweepNow(): Promise<void> {
  await sweep(world.ports, { slot: world.clock.now(), today: todayOf(world.ports), atOnce: true });
  await drain(world.ports);
}

async function spoil(table: TableName, is: (row: string, partition: string) => boolean): Promise<void> {
  const found = world.tables.dump().filter((one) => one.table === table && is(one.row, one.partition));
  expect(found.length).toBeGreaterThan(0);
  for (const { partition, row } of found) {
    await world.tables.open(table).submit(partition, [{ kind: 'put', row, columns: SPOILT }]);
  }
}

async function put(table: TableName, partition: string, row: string): Promise<void> {
  await world.tables.open(table).submit(partition, [{ kind: 'put', row, columns: SPOILT }]);
}

const listed = async (): Promise<readonly string[]> =>
  (await readAttention(world.ports)).waiting.map(({ because, subject }) => {
    const about =
      subject.kind === 'history' ? `${subject.plan} ${subject.subject}` : 'table' in subject ? subject.table : '';
    return `${because} ${subject.kind} ${about}`.trim();
  });

const spoiltRows = async (): Promise<readonly SpoiltRow[]> => {
  const found: SpoiltRow[] = [];
  for await (const one of world.ports.spoiltRows()) found.push(one);
  return found;
};

describe('a plan whose own row cannot be read', () => {
  beforeEach(() => spoil('Plans', (row, partition) => row === 'plan' && partition === PLAN));

  it('hides no change of its history, nor of any other', async () => {
    await spoil('Plans', (row, partition) => row === 'h|m|A1|00000001' && partition === PLAN);
    await spoil('Plans', (row, partition) => row === 'h|m|B-Ben|00000001' && partition === 'other');
    expect(await nightly(world.ports)).toMatchObject({ failed: 2 });
    const found = await listed();
    expect(found).toContain(`changed-history history ${PLAN} plan`);
    expect(found).toContain(`changed-history history ${PLAN} m|A1`);
    expect(found).toContain('changed-history history other m|B-Ben');
  });

  it('keeps no other plan from being swept, reconciled and listed', async () => {
    await world.tables
      .open('Plans')
      .submit('other', [])
      .catch(() => null);
    for (const row of await world.ports.dueIndex.upTo(todayOf(world.ports))) await world.ports.dueIndex.remove(row);
    expect((await world.ports.plans.list()).map(({ id }) => id)).toEqual(['other']);
    expect((await nightly(world.ports)).ledgersFailed).toBe(0);
    expect((await dueRows(world.ports)).join()).toContain('B-Ben');
    expect(await listed()).toContain(`changed-history history ${PLAN} plan`);
  });
});

describe('a row that cannot be read leaves the others to be read, and is named by the night', () => {
  it.each([
    ['DueIndex', '2026-11-18', 'x|y', async () => (await world.ports.dueIndex.upTo(todayOf(world.ports))).length >= 0],
    ['Open', 'open', 'x|y', async () => (await world.ports.openDigests.list()).length === 0],
    ['Open', 'stale', 'x|y', async () => (await world.ports.staleCards.list()).length === 0],
    ['Open', 'attention', 'x', async () => (await world.ports.attention.list()).length === 0],
    ['Rollups', PLAN, 'c|x|y', async () => (await world.ports.rollups.openPosts(PLAN)).length === 0],
    ['People', 'tenant', 'p|x', async () => (await world.ports.people.officers()).length === 3],
    ['Channels', 'tenant', 'x', async () => (await world.ports.channels.list()).length === 0],
    ['Ledger', 'x', 'd|y', async () => (await world.ports.ledger.read(ids.Ann!)).digests.length === 1],
    ['Leads', 'x', 'p|y', async () => (await world.ports.leadIndex.of('x')).length === 0],
    ['Schedules', 'schedule', 'x', async () => (await world.ports.schedules.list()).length === 0],
  ] as const)('%s %s %s', async (table, partition, row, reads) => {
    expect(await spoiltRows()).toEqual([]);
    await put(table, partition, row);
    expect(await reads()).toBe(true);
    expect(await spoiltRows()).toEqual([{ table, partition, row }]);
    expect(await nightly(world.ports)).toMatchObject({ failed: 0, spoilt: 1, ledgersFailed: 0 });
    expect(await listed()).toEqual([`unreadable rows ${table}`]);
    await nightly(world.ports);
    expect((await world.ports.attention.list()).map(({ value }) => value.evidence.length)).toEqual([1]);
    await world.tables.open(table).submit(partition, [{ kind: 'delete', row, etag: '*' }]);
    await nightly(world.ports);
    expect(await listed()).toEqual([]);
  });

  it('a card that cannot be read is named by itself, and the other officers are looked at', async () => {
    const { slot } = (await world.ports.ledger.read(ids.Ann!)).digests[0]!.value;
    await world.ports.openDigests.add({ officer: ids.Ann!, slot, since: world.clock.now() });
    await spoil('Ledger', (row, partition) => row.startsWith('d|') && partition === ids.Ann);
    await raise(world.ports, { kind: 'queue', queue: 'deliver' }, 'poison', 'failed-five-times');
    expect(await listed()).toEqual(expect.arrayContaining(['unreadable digest', 'poison queue']));
    expect(await nightly(world.ports)).toMatchObject({ failed: 0, ledgers: 3 });
  });

  it('a spoilt row of the list itself is written anew by what is raised', async () => {
    const about = { kind: 'queue', queue: 'deliver' } as const;
    await raise(world.ports, about, 'poison', 'failed-five-times');
    await spoil('Open', (_, partition) => partition === 'attention');
    await raise(world.ports, about, 'poison', 'failed-five-times');
    expect(await listed()).toEqual(['poison queue']);
  });
});

describe('an officer whose row cannot be read', () => {
  it('is asked later, and nobody in their place', async () => {
    world.clock.advance(30 * DAY);
    await spoil('People', (row) => row === `p|${ids.Ann!}`);
    const before = await dueRows(world.ports);
    const order = { slot: world.clock.now(), today: todayOf(world.ports), atOnce: true };
    const report = await sweep(world.ports, order);
    expect(report.failed).toEqual([ids.Ann]);
    expect(report.withoutLead).toEqual([]);
    expect((await askedOf(world.ports, ids.Hed!)).filter((one) => one.startsWith('A1'))).toEqual([]);
    expect((await dueRows(world.ports)).filter((row) => row.includes('A1'))).toEqual(
      before.filter((row) => row.includes('A1')),
    );
    expect(report.digests.map(({ officer }) => officer)).toContain(ids.Ben);
  });

  it('who became somebody else is known by that id too', async () => {
    const [ann, ben] = [await world.ports.people.officer(ids.Ann!), await world.ports.people.officer(ids.Ben!)];
    await world.ports.people.merge(ben!.value, ben!.etag, [ann!]);
    await spoil('People', (row) => row === `p|${ids.Ben!}`);
    expect([...(await world.ports.people.everybody()).unreadable].sort()).toEqual([ids.Ann, ids.Ben].sort());
  });
});

it('a piece of the night that fails as a whole is put before a person, until it succeeds again', async () => {
  const failing = world.start({
    fault: ({ table, act }) => (table === 'DueIndex' && act === 'query' ? 'fails' : null),
  });
  expect((await nightly(failing.ports)).failed).toBe(2);
  expect((await world.ports.attention.list()).map(({ value }) => value.subject)).toEqual(
    expect.arrayContaining([
      { kind: 'night', piece: 'indexes' },
      { kind: 'night', piece: 'rows' },
    ]),
  );
  await nightly(world.ports);
  expect(await listed()).toEqual([]);
});

it('doctor names the rows by their keys, and comes to its end whatever cannot be read', async () => {
  await put('DueIndex', '2026-11-18', 'x|y');
  await spoil('Plans', (row, partition) => row === 'm|A1' && partition === PLAN);
  const { slot } = (await world.ports.ledger.read(ids.Ann!)).digests[0]!.value;
  await world.ports.openDigests.add({ officer: ids.Ann!, slot, since: world.clock.now() });
  await spoil('Ledger', (row, partition) => row.startsWith('d|') && partition === ids.Ann);
  const { lines } = await terminal(world)('doctor');
  const told = lines.join('\n');
  expect(told).toContain('DueIndex 2026-11-18 x|y; Ledger');
  expect(told).toContain('2 rows cannot be read and are left out');
  expect(told).toMatch(/wrong +history of ilacs-2026/);
  expect(told).toContain('The card to Ann cannot be read');
});

it('a person cannot be erased while somebody, or some plan, cannot be read', async () => {
  await spoil('People', (row) => row === `p|${ids.Ben!}`);
  const ann = (await world.ports.people.officer(ids.Ann!))!;
  await expect(tiesOf(world.ports, ann.value)).rejects.toThrow(`The officer ${ids.Ben!} cannot be read`);
});

it('what has to reach every plan misses none in silence', async () => {
  await spoil('Plans', (row, partition) => row === 'plan' && partition === 'other');
  await expect(nameInstead(world.ports, ids.Hed!, [ids.Ben!])).rejects.toThrow('Malformed row in Plans');
  await expect(withoutAccountable(world.ports, [ids.Hed!])).rejects.toThrow('Malformed row in Plans');
});
