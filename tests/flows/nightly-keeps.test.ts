import { describe, expect, it } from 'vitest';
import { addMs, civilDate, instant, type Instant } from '../../bot/domain/dates.js';
import { KEEP } from '../../bot/domain/retention.js';
import { raise } from '../../bot/flows/attention.js';
import { changeOfficer } from '../../bot/flows/change-officer.js';
import { drain } from '../../bot/flows/drain.js';
import { nightly, type Night } from '../../bot/flows/nightly.js';
import { recordSweep } from '../../bot/flows/record-sweep.js';
import type { Digest, Ports } from '../../bot/flows/ports.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { forgetChat } from '../../bot/flows/remember-chat.js';
import { sweep } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import {
  askedOf,
  createWorld,
  digestsOf,
  linkAll,
  loadPlan,
  PLAN,
  type RowWish,
  type World,
} from '../support/world.js';

function withoutIndex(rows: Awaited<ReturnType<Ports['attention']['list']>>): typeof rows {
  return rows.filter(({ value }) => value.subject.kind !== 'index');
}

const DAY = 86_400_000;
const OPERATOR = { kind: 'operator' } as const;

interface Loaded {
  readonly world: World;
  readonly ports: World['ports'];
  readonly Ann: string;
}

/** Asked of Ann about these on Wednesday, by cards that arrived. */
async function asked(wishes: readonly RowWish[]): Promise<Loaded> {
  const world = createWorld();
  await loadPlan(world.ports, wishes, civilDate('2026-11-02'));
  const { Ann = '' } = await linkAll(world.ports, ['Ann']);
  await sweepNow(world.ports);
  return { world, ports: world.ports, Ann };
}

const wish = (ref: string): RowWish => ({ ref, due: '2026-12-16', leads: ['Ann'] });

async function sweepNow(ports: Ports): Promise<void> {
  await sweep(ports, { slot: ports.clock.now(), today: todayOf(ports), atOnce: true });
  await drain(ports);
}

async function close(ports: Ports, ref: string): Promise<Instant> {
  const order = { plan: PLAN, ref, by: OPERATOR, rev: null, rating: 'green', inputs: { note: 'n' } } as const;
  expect((await recordUpdate(ports, { ...order, state: 'withdrawn' })).kind).toBe('saved');
  return (await ports.plans.milestone(PLAN, ref))!.at;
}

const gone = ({ askedRemoved, digestsRemoved }: Night) => [askedRemoved, digestsRemoved];

/** Makes one digest of Ann's what the test says. */
async function turned(ports: Ports, officer: string, rest: Partial<Digest>): Promise<void> {
  const digest = (await ports.ledger.read(officer)).digests.at(-1)!;
  expect(await ports.ledger.save({ ...digest, value: { ...digest.value, ...rest } })).not.toBe('conflict');
}

const listed = async ({ attention }: Ports) =>
  // That rows of the index were missing is told besides: these worlds have none.
  withoutIndex(await attention.list()).map(
    ({ value: { because, evidence } }) => `${because} ${evidence.map(({ what }) => what).join()}`,
  );

describe('what was asked is kept', () => {
  it('until 90 days after its milestone closed, to the millisecond', async () => {
    const { world, ports, Ann } = await asked([wish('A1')]);
    world.clock.advance(3 * DAY + 17);
    const closed = await close(ports, 'A1');
    world.clock.set(addMs(closed, 90 * DAY - 1));
    expect(gone(await nightly(ports))).toEqual([0, 0]);
    expect(await askedOf(ports, Ann)).toHaveLength(1);
    world.clock.advance(1);
    expect(gone(await nightly(ports))).toEqual([1, 1]);
    expect([await askedOf(ports, Ann), await digestsOf(ports, Ann)]).toEqual([[], []]);
    expect(gone(await nightly(ports))).toEqual([0, 0]);
  });

  it('for as long as a setting says', async () => {
    const { world, ports } = await asked([wish('A1')]);
    const keep = { ledgerDays: 30, addressDays: 30, auditYears: 6, historyYears: 6, draftDays: 7 };
    world.clock.set(addMs(await close(ports, 'A1'), 30 * DAY - 1));
    expect(gone(await nightly(ports, keep))).toEqual([0, 0]);
    world.clock.advance(1);
    expect(gone(await nightly(ports, keep))).toEqual([1, 1]);
  });

  it.each([
    ['open', {}],
    ['delivered, while its evidence is asked for', { state: 'delivered', evidenceDue: civilDate('2026-12-20') }],
    ['paused', { state: 'paused' }],
  ] as const)('for ever while the milestone is %s', async (_, rest) => {
    const { world, ports } = await asked([wish('A1')]);
    const stored = (await ports.plans.milestone(PLAN, 'A1'))!;
    const image = { kind: 'milestone', milestone: { ...stored.milestone, ...rest } } as const;
    const stamp = { at: ports.clock.now(), recordedAt: ports.clock.now(), by: OPERATOR, why: 'test', inputHash: '' };
    expect(await ports.plans.commit(PLAN, [{ image, previous: stored, ...stamp }])).toBe('written');
    world.clock.advance(3_000 * DAY);
    expect(gone(await nightly(ports))).toEqual([0, 0]);
  });

  it('so that a milestone opened again within that time asks nothing twice', async () => {
    const { world, ports, Ann } = await asked([wish('A1')]);
    const before = await askedOf(ports, Ann);
    await close(ports, 'A1');
    world.clock.advance(2 * DAY);
    await nightly(ports);
    const order = { plan: PLAN, ref: 'A1', by: OPERATOR, rev: null, rating: 'green', inputs: { note: 'n' } } as const;
    expect((await recordUpdate(ports, { ...order, state: 'in-progress' })).kind).toBe('saved');
    await nightly(ports);
    await sweepNow(ports);
    expect(await askedOf(ports, Ann)).toEqual(before);
    world.clock.advance(200 * DAY);
    expect(gone(await nightly(ports))).toEqual([0, 0]);
  });

  it('a card as long as anything on it is asked about', async () => {
    const { world, ports, Ann } = await asked([wish('A1'), wish('A2')]);
    await close(ports, 'A1');
    world.clock.advance(91 * DAY);
    expect(gone(await nightly(ports))).toEqual([1, 0]);
    await close(ports, 'A2');
    world.clock.advance(91 * DAY);
    // Nights came meanwhile.
    await ports.sender.stamp('night', ports.clock.now());
    await nightly(ports);
    expect(await digestsOf(ports, Ann)).toEqual([]);
  });

  it('a card that waits for a person, whatever its age', async () => {
    const { world, ports, Ann } = await asked([wish('A1')]);
    await turned(ports, Ann, { state: 'undeliverable', reason: 'http-403' });
    await close(ports, 'A1');
    world.clock.advance(400 * DAY);
    expect(gone(await nightly(ports))).toEqual([1, 0]);
    await turned(ports, Ann, { state: 'waived' });
    expect((await nightly(ports)).settled).toBe(1);
    expect(await digestsOf(ports, Ann)).toEqual([]);
  });

  it('where its milestone is in no plan, until 90 days after it was asked', async () => {
    const { world, ports, Ann } = await asked([wish('A1')]);
    const { at } = (await ports.ledger.read(Ann)).asked[0]!;
    await world.tables.open('Plans').submit(PLAN, [{ kind: 'delete', row: 'm|A1', etag: '*' }]);
    world.clock.set(addMs(at, 90 * DAY - 1));
    expect((await nightly(ports)).askedRemoved).toBe(0);
    world.clock.advance(1);
    expect((await nightly(ports)).askedRemoved).toBe(1);
  });

  it('in batches, all of 200 in a night', async () => {
    const { world, ports, Ann } = await asked([wish('A1')]);
    const digest = (await digestsOf(ports, Ann))[0]!;
    for (const slot of ['s1', 's2', 's3']) {
      const refs = Array.from({ length: 66 }, (_, i) => `${slot} ${String(i)}`);
      const rows = refs.map((ref) => ({ ...digest, ref, plan: 'gone', anchor: 'a', step: '0', at: digest.plannedAt }));
      const planned = { ...digest, slot, entries: [] };
      await ports.ledger.plan(await ports.ledger.read(Ann), civilDate('2026-11-16'), 1, rows, planned);
    }
    world.clock.advance(91 * DAY);
    expect(await nightly(ports)).toMatchObject({ askedRemoved: 198, ledgersFailed: 0 });
    expect(await askedOf(ports, Ann)).toHaveLength(1);
  });
});

describe('open cards and the list of attention', () => {
  it('a card that waits and has lost its row is found and sent', async () => {
    const world = createWorld();
    const { ports } = world;
    await loadPlan(ports, [wish('A1')], civilDate('2026-11-02'));
    const { Ann = '' } = await linkAll(ports, ['Ann']);
    await sweep(ports, { slot: ports.clock.now(), today: todayOf(ports), atOnce: true });
    for (const row of await ports.openDigests.list()) await ports.openDigests.remove(row);
    await drain(ports);
    expect(world.posted).toEqual([]);
    expect((await nightly(ports)).opened).toBe(1);
    await drain(ports);
    expect((await digestsOf(ports, Ann)).map(({ state }) => state)).toEqual(['sent']);
    expect((await nightly(ports)).opened).toBe(0);
  });

  it.each([
    ['in-doubt', 'in-doubt found-by-night'],
    ['undeliverable', 'undeliverable found-by-night'],
    ['dead', 'refused found-by-night'],
  ] as const)('a card that is %s is on the list, once', async (state, expected) => {
    const { ports, Ann } = await asked([wish('A1')]);
    await turned(ports, Ann, { state });
    expect((await nightly(ports)).raised).toBe(1);
    expect(await listed(ports)).toEqual([expected]);
    expect((await nightly(ports)).raised).toBe(0);
  });

  it('one that could not be delivered is nobody’s worry when a later card has arrived', async () => {
    const { world, ports, Ann } = await asked([wish('A1')]);
    await turned(ports, Ann, { state: 'undeliverable' });
    const digest = (await ports.ledger.read(Ann)).digests[0]!.value;
    world.clock.advance(DAY);
    const later = { ...digest, slot: 'later', plannedAt: ports.clock.now(), state: 'sent' } as const;
    await ports.ledger.plan(await ports.ledger.read(Ann), civilDate('2026-11-16'), 2, [], later);
    expect((await nightly(ports)).raised).toBe(0);
  });

  it.each(['sent', 'waived'] as const)('a card that is %s leaves the list', async (state) => {
    const { ports, Ann } = await asked([wish('A1')]);
    const { slot } = (await digestsOf(ports, Ann))[0]!;
    await raise(ports, { kind: 'digest', officer: Ann, slot }, 'in-doubt', 'http-502');
    await turned(ports, Ann, { state });
    expect((await nightly(ports)).settled).toBe(1);
    expect(await listed(ports)).toEqual([]);
  });

  it('a card under way, and what is about something else, stays on the list', async () => {
    const { ports, Ann } = await asked([wish('A1')]);
    const { slot } = (await digestsOf(ports, Ann))[0]!;
    await raise(ports, { kind: 'digest', officer: Ann, slot }, 'in-doubt', 'http-502');
    await raise(ports, { kind: 'queue', queue: 'deliver' }, 'poison', 'failed-five-times');
    await turned(ports, Ann, { state: 'sending', claimUntil: addMs(ports.clock.now(), 1_000) });
    expect((await nightly(ports)).settled).toBe(0);
    expect(await listed(ports)).toHaveLength(2);
  });
});

describe('a history that was changed underneath', () => {
  const row = 'h|m|A1|00000001';
  const tampered = async ({ tables }: World): Promise<void> => {
    const table = tables.open('Plans');
    const { columns } = (await table.get(PLAN, row))!;
    await table.submit(PLAN, [{ kind: 'put', row, columns: { ...columns, why: '"x"' } }]);
  };

  it('is named by plan, subject and revision, on the list and in the log, and told once', async () => {
    const { world, ports } = await asked([wish('A1')]);
    await tampered(world);
    expect((await nightly(ports)).broken).toBe(1);
    expect(withoutIndex(await ports.attention.list()).map(({ value }) => value)).toMatchObject([
      {
        subject: { kind: 'history', plan: PLAN, subject: 'm|A1' },
        because: 'changed-history',
        evidence: [{ what: 'revision 1 changed' }],
      },
    ]);
    expect(world.logged).toContainEqual({
      ...{ level: 'error', event: 'history-changed' },
      fields: { plan: PLAN, subject: 'm|A1', rev: 1, fault: 'changed' },
    });
    await nightly(ports);
    expect(await listed(ports)).toEqual(['changed-history revision 1 changed']);
  });

  it('is not what somebody commits while it is read', async () => {
    const { world, ports } = await asked([wish('A1')]);
    let commits = 0;
    const racing = world.start({
      hook: async ({ table, act, partition }) => {
        // Between the pages of the chain, in the first look and in the second.
        if (table !== 'Plans' || act !== 'query' || partition !== PLAN || commits >= 40) return;
        commits += 1;
        const order = { plan: PLAN, ref: 'A1', by: OPERATOR, rev: null, rating: 'green' } as const;
        await recordUpdate(ports, { ...order, inputs: { note: `note ${String(commits)}` } });
      },
    });
    const night = await nightly(racing.ports);
    expect(commits).toBeGreaterThan(5);
    expect([night.broken, night.chainsFailed]).toEqual([0, 0]);
    expect(await listed(ports)).toEqual([]);
  });

  it('of the diary is named too', async () => {
    const { world, ports } = await asked([wish('A1')]);
    const columns = { rev: '1', recordedAt: ports.clock.now() };
    const feed = `c|${ports.clock.now()}|closures|00000001`;
    await world.tables.open('Plans').submit('~diary', [{ kind: 'put', row: feed, columns }]);
    await nightly(ports);
    const subjects = withoutIndex(await ports.attention.list()).map(({ value }) => value.subject);
    expect(subjects).toEqual([{ kind: 'history', plan: 'diary', subject: 'closures' }]);
  });
});

describe('addresses and the audit', () => {
  it('an address of somebody who cannot be reached is kept for 30 days, to the millisecond', async () => {
    const { world, ports, Ann } = await asked([wish('A1')]);
    world.clock.advance(12_345);
    await changeOfficer(ports, Ann, (value) => ({ ...value, unreachable: 'http-403' }));
    const since = ports.clock.now();
    world.clock.set(addMs(since, 30 * DAY - 1));
    expect((await nightly(ports)).addressesRemoved).toBe(0);
    world.clock.advance(1);
    expect((await nightly(ports)).addressesRemoved).toBe(1);
    expect((await ports.people.officer(Ann))?.value).toMatchObject({ chat: null, entraId: 'e-Ann' });
  });

  it('one who can be reached keeps theirs, and one who removed the app has lost it at once', async () => {
    const { world, ports, Ann } = await asked([wish('A1')]);
    world.clock.advance(400 * DAY);
    expect((await nightly(ports)).addressesRemoved).toBe(0);
    await forgetChat(ports, 'e-Ann');
    expect((await ports.people.officer(Ann))?.value.chat).toBeNull();
  });

  it('the audit is kept for six years, to the millisecond', async () => {
    const { world, ports } = await asked([wish('A1')]);
    const at = instant('2020-02-29T02:10:00.500Z');
    const entry = { by: OPERATOR, act: 'a', subject: 's', outcome: 'done', why: null } as const;
    await ports.audit.record({ ...entry, at });
    world.clock.set('2026-02-28T02:10:00.499Z');
    expect((await nightly(ports)).auditRemoved).toBe(0);
    world.clock.set('2026-03-01T02:10:00.500Z');
    expect((await nightly(ports)).auditRemoved).toBe(1);
    expect(await ports.audit.month('2020-02')).toEqual([]);
  });

  it('what rounds of reminders did is kept for ninety days', async () => {
    const { world, ports } = await asked([wish('A1')]);
    const cause = { kind: 'by-hand', by: OPERATOR } as const;
    await recordSweep(ports, {
      ...{ slot: 'slot', day: civilDate('2026-11-18'), cause, failed: ['o1'], unread: [] },
      listing: { asked: [], passed: [], escalated: [] },
    });
    world.clock.advance(90 * DAY - 1);
    expect((await nightly(ports)).sweepsRemoved).toBe(0);
    world.clock.advance(1);
    expect((await nightly(ports)).sweepsRemoved).toBe(1);
    expect(await ports.sweeps.list()).toEqual([]);
  });

  it('and for as long as the setting of the ledgers says', async () => {
    const { world, ports } = await asked([wish('A1')]);
    await recordSweep(ports, {
      ...{
        slot: 'slot',
        day: civilDate('2026-11-18'),
        cause: { kind: 'by-hand', by: OPERATOR },
        failed: ['o1'],
        unread: [],
      },
      listing: { asked: [], passed: [], escalated: [] },
    });
    world.clock.advance(40 * DAY - 1);
    expect((await nightly(ports, { ...KEEP, ledgerDays: 40 })).sweepsRemoved).toBe(0);
    world.clock.advance(1);
    expect((await nightly(ports, { ...KEEP, ledgerDays: 40 })).sweepsRemoved).toBe(1);
  });

  it('summaries are kept with the history', async () => {
    const { world, ports } = await asked([wish('A1')]);
    const counts = { red: 0, amber: 0, green: 1, complete: 0, none: 0, closed: 0, total: 1 };
    const period = ports.clock.now();
    const snapshot = {
      scope: PLAN,
      period,
      asOf: period,
      readAt: period,
      asAt: todayOf(ports),
      counts,
      revisions: [],
      window: null,
      corrects: null,
      beside: [],
    };
    await ports.rollups.add(snapshot);
    world.clock.advance(3_000 * DAY);
    await nightly(ports);
    expect(await ports.rollups.snapshot(PLAN, period)).toEqual(snapshot);
  });
});

describe('the night', () => {
  it('does for every other plan what it cannot do for one, and forgets nothing of that one', async () => {
    const { world, ports, Ann } = await asked([wish('A1')]);
    await loadPlan(ports, [{ ref: 'B1', due: '2027-12-16', leads: ['Ann'] }], civilDate('2026-11-02'), 'second');
    await close(ports, 'A1');
    for (const row of await ports.dueIndex.upTo(civilDate('2199-12-31'))) await ports.dueIndex.remove(row);
    world.clock.advance(400 * DAY);
    const broken = world.start({
      fault: ({ table, act, partition }) =>
        table === 'Plans' && act === 'query' && partition === PLAN ? 'fails' : null,
    });
    const night = await nightly(broken.ports);
    expect(night).toMatchObject({ added: 1, askedRemoved: 0, chainsFailed: 1, broken: 0 });
    expect(night.failed).toBeGreaterThan(0);
    expect(await askedOf(ports, Ann)).toHaveLength(1);
    expect(await nightly(ports)).toMatchObject({ askedRemoved: 1, failed: 0, chainsFailed: 0 });
  });

  it('interrupted at any write, and run again, comes to the same end', async () => {
    const prepared = async (): Promise<World> => {
      const { world, ports, Ann } = await asked([wish('A1'), wish('A2')]);
      await close(ports, 'A1');
      await close(ports, 'A2');
      await changeOfficer(ports, Ann, (value) => ({ ...value, unreachable: 'http-403' }));
      world.clock.advance(91 * DAY);
      return world;
    };
    const end = async (world: World): Promise<unknown> => {
      const [officer] = await world.ports.people.officers();
      const { asked: rows, digests } = await world.ports.ledger.read(officer!.value.id);
      return {
        rows,
        digests,
        chat: officer!.value.chat,
        due: await world.ports.dueIndex.upTo(civilDate('2199-12-31')),
      };
    };
    const whole = await prepared();
    let writes = 0;
    await nightly(whole.start({ fault: ({ act }) => ((writes += act === 'submit' ? 1 : 0), null) }).ports);
    const expected = await end(whole);
    expect(writes).toBeGreaterThan(3);
    expect(expected).toMatchObject({ rows: [], digests: [], chat: null });
    for (const when of ['crash-before', 'crash-after'] as const) {
      for (let k = 1; k <= writes; k += 1) {
        const world = await prepared();
        let made = 0;
        const dying = world.start({ fault: ({ act }) => (act === 'submit' && (made += 1) === k ? when : null) });
        await nightly(dying.ports).catch(() => undefined);
        await nightly(world.ports);
        expect(await end(world)).toEqual(expected);
      }
    }
  });

  it('reads no more often when there are more milestones', async () => {
    const reads = async (count: number): Promise<number> => {
      const world = createWorld();
      const wishes = Array.from({ length: count }, (_, i) => wish(`A${String(i)}`));
      await loadPlan(world.ports, wishes, civilDate('2026-11-02'));
      await linkAll(world.ports, ['Ann']);
      let made = 0;
      const counting = world.start({ fault: ({ act }) => ((made += act === 'submit' ? 0 : 1), null) });
      expect(await nightly(counting.ports)).toMatchObject({ added: 0, removed: 0, failed: 0 });
      return made;
    };
    expect(await reads(200)).toBe(await reads(20));
  });
});
