import { beforeEach, describe, expect, it } from 'vitest';
import { drain } from '../../bot/flows/drain.js';
import { leave, leaveShown, type LeaveOrder } from '../../bot/flows/leave.js';
import type { Officer, Ports } from '../../bot/flows/ports.js';
import { proposeHandover } from '../../bot/flows/hand-over.js';
import { sweep } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import type { StorageCall } from '../support/faulty-driver.js';
import { terminal } from '../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, setHeads, type World } from '../support/world.js';

const OPERATOR = { kind: 'operator' } as const;
const NAMES = ['Ann', 'Ben', 'Cat', 'Hal'];

let world: World;
let ids: Record<string, string>;

/** Ann leads, is head, owns the plan, is Ben's deputy and supporter, belongs to a group, and is an admin. */
async function start(): Promise<World> {
  const made = createWorld();
  await loadPlan(made.ports, [
    { ref: 'A1', due: '2026-11-18', leads: ['Ann'] },
    { ref: 'A2', due: '2026-11-18', leads: ['Ann', 'Ben'] },
    { ref: 'A3', due: '2027-11-18', leads: ['Cat', 'Ann'] },
    { ref: 'A4', due: '2027-11-18', leads: ['Hal', 'The group'] },
    { ref: 'B1', due: '2027-11-18', leads: ['Ben'], area: 'B' },
  ]);
  ids = await linkAll(made.ports, NAMES);
  await setHeads(made.ports, 'A', [ids.Ann!, ids.Hal!]);
  await setHeads(made.ports, 'B', [ids.Ann!]);
  const type = terminal(made);
  await type('heads', 'owner', '--plan', PLAN, '--to', 'Ann');
  await type('officers', 'deputy', 'Ben', '--to', 'Ann');
  await type('officers', 'deputy', 'Cat', '--to', 'Ann');
  await type('officers', 'supporter', 'Ben', '--to', 'Ann');
  await type('officers', 'group', 'The group', '--members', 'Ann; Hal');
  await type('officers', 'role', 'Ann', 'admin');
  await type('officers', 'role', 'Hal', 'admin');
  return made;
}

const officer = async (ports: Ports, name: string): Promise<Officer> => (await ports.people.officer(ids[name]!))!.value;

async function orderOf(ports: Ports, wish: Partial<LeaveOrder> = {}): Promise<LeaveOrder> {
  return {
    by: OPERATOR,
    officer: await officer(ports, 'Ann'),
    to: await officer(ports, 'Cat'),
    toHead: false,
    areasTo: null,
    withRoles: false,
    leaves: true,
    ...wish,
  };
}

/** Where her id stands now, wherever something could be asked of her. */
async function where(ports: Ports): Promise<readonly string[]> {
  const contents = (await ports.plans.contents(PLAN))!;
  const others = (await ports.people.officers()).map(({ value }) => value).filter(({ id }) => id !== ids.Ann);
  return [
    ...contents.milestones
      .filter(({ milestone }) => milestone.leads.includes(ids.Ann!))
      .map((one) => one.milestone.ref),
    ...contents.areas.filter(({ heads }) => heads.includes(ids.Ann!)).map(({ code }) => code),
    ...(contents.plan.owner === ids.Ann ? ['owner'] : []),
    ...others
      .filter((one) => JSON.stringify([one.deputy, one.supporters, one.group]).includes(ids.Ann!))
      .map((o) => o.name),
  ];
}

async function led(ports: Ports, ref: string) {
  return (await ports.plans.milestone(PLAN, ref))!.milestone;
}

const named = (some: readonly string[]): string[] =>
  some.map((id) => Object.entries(ids).find(([, one]) => one === id)?.[0] ?? id);

beforeEach(async () => {
  world = await start();
});

describe('somebody leaves', () => {
  it('all that was theirs passes on at once, co-leads stay, and they are asked no more', async () => {
    const { ports } = world;
    const done = await leave(ports, await orderOf(ports));
    expect(done).toMatchObject({ moves: { leads: [{ ref: 'A1' }, { ref: 'A2' }, { ref: 'A3' }], heads: [{}, {}] } });
    expect(await where(ports)).toEqual([]);
    expect(named((await led(ports, 'A1')).leads)).toEqual(['Cat']);
    expect(named((await led(ports, 'A2')).leads)).toEqual(['Cat', 'Ben']);
    expect(named((await led(ports, 'A3')).leads)).toEqual(['Cat']);
    const { plan, areas } = (await ports.plans.contents(PLAN))!;
    expect([plan.owner === ids.Cat, areas.map(({ heads }) => named(heads))]).toEqual([true, [['Cat', 'Hal'], ['Cat']]]);
    expect((await officer(ports, 'Ben')).deputy).toBe(ids.Cat);
    expect((await officer(ports, 'Cat')).deputy).toBeNull();
    expect(named((await officer(ports, 'Ben')).supporters)).toEqual(['Cat']);
    expect(await officer(ports, 'Ann')).toMatchObject({ outside: 'left', roles: [], deputy: null, name: 'Ann' });
    expect((await officer(ports, 'Cat')).roles).toEqual([]);
    expect(await ports.brokenLinks(PLAN)).toEqual([]);
  });

  it('history says who left and to whom it went, by ids; the audit has one act', async () => {
    const { ports } = world;
    await leave(ports, await orderOf(ports));
    const rows = (await ports.plans.history(PLAN)).filter(({ why }) => why.includes('left'));
    expect(new Set(rows.map(({ why }) => why))).toEqual(new Set([`${ids.Ann!} left; handed to ${ids.Cat!}`]));
    const acts = (await ports.audit.month('2026-11')).filter(({ act }) => act === 'officer left');
    expect(acts.map(({ outcome, why }) => [outcome, why])).toEqual([['done', `to ${ids.Cat!}`]]);
    const { lines } = await terminal(world)('history', 'A1', '--plan', PLAN);
    expect(lines.join('\n')).toContain('Led by Cat.');
  });

  it('the successor answers from today: nothing that reached her before is asked of him again', async () => {
    const { ports } = world;
    await sweep(ports, { slot: world.clock.now(), today: todayOf(ports), atOnce: true });
    await drain(ports);
    world.clock.set('2026-11-19T10:00:00Z');
    await leave(ports, await orderOf(ports));
    expect((await led(ports, 'A1')).ledSince).toEqual([{ officer: ids.Cat, on: '2026-11-19' }]);
    expect((await led(ports, 'A3')).ledSince).toEqual([]);
  });

  it('what did not reach her is asked of who takes over, and her card waits for nobody', async () => {
    const { ports } = world;
    world.answering = () => ({ kind: 'in-doubt', reason: 'http-502' });
    await sweep(ports, { slot: world.clock.now(), today: todayOf(ports), atOnce: true });
    await drain(ports);
    world.clock.advance(3_600_000);
    await drain(ports);
    const digests = (await ports.ledger.read(ids.Ann!)).digests;
    expect(digests.length).toBeGreaterThan(0);
    await leave(ports, await orderOf(ports));
    expect((await led(ports, 'A1')).ledSince).toEqual([{ officer: ids.Cat, on: '2026-11-18' }]);
    const after = (await ports.ledger.read(ids.Ann!)).digests;
    expect(after.map(({ value: { state, reason } }) => [state, reason])).toEqual([['waived', 'left']]);
    const waits = (await ports.attention.list()).map(({ value }) => value.subject);
    expect(waits.filter((one) => one.kind === 'digest' && one.officer === ids.Ann)).toEqual([]);
  });

  it('a handover to her goes to who takes over; one to who leads already is gone', async () => {
    const { ports } = world;
    const by = { kind: 'officer', id: ids.Ben! } as const;
    const order = {
      plan: PLAN,
      ref: 'B1',
      by: { ...by },
      enteredBy: OPERATOR,
      to: 'Ann',
      from: null,
      reason: '',
      rev: null,
    };
    expect(await proposeHandover(ports, order as never)).toMatchObject({ kind: 'done' });
    await leave(ports, await orderOf(ports));
    expect((await led(ports, 'B1')).proposal?.handover).toEqual({ from: ids.Ben, to: ids.Cat });
    await leave(ports, await orderOf(ports, { officer: await officer(ports, 'Cat'), to: await officer(ports, 'Ben') }));
    expect((await led(ports, 'B1')).proposal).toBeNull();
  });

  it('areas may go to somebody else, and roles only where that is said', async () => {
    const { ports } = world;
    await leave(ports, await orderOf(ports, { areasTo: await officer(ports, 'Ben'), withRoles: true }));
    const { areas } = (await ports.plans.contents(PLAN))!;
    expect(areas.map(({ heads }) => named(heads))).toEqual([['Ben', 'Hal'], ['Ben']]);
    expect((await officer(ports, 'Cat')).roles).toEqual(['admin']);
  });

  it('without a successor the heads of service are asked; what she headed alone wants a name', async () => {
    const { ports } = world;
    const toHead = await orderOf(ports, { to: null, toHead: true });
    expect(await leave(ports, toHead)).toMatchObject({ code: 'still-accountable' });
    expect(await where(ports)).toContain('A1');
    expect(await leave(ports, { ...toHead, areasTo: await officer(ports, 'Hal') })).toHaveProperty('moves');
    expect(named((await led(ports, 'A1')).leads)).toEqual(['Ann']);
    await sweep(ports, { slot: world.clock.now(), today: todayOf(ports), atOnce: true });
    const asked = (await ports.ledger.read(ids.Hal!)).digests.flatMap(({ value }) => value.entries);
    expect(asked.map(({ ref }) => ref)).toContain('A1');
  });

  it('showing it changes nothing', async () => {
    const { ports } = world;
    const before = JSON.stringify(world.tables.dump());
    const shown = await leaveShown(ports, await orderOf(ports));
    expect(shown).toMatchObject({
      moves: { deputyFor: [ids.Ben, ids.Cat], supporterFor: [ids.Ben], roles: ['admin'] },
    });
    expect(JSON.stringify(world.tables.dump())).toBe(before);
  });

  it.each([
    ['to herself', { to: 'Ann' }, 'oneself'],
    ['to nobody', { to: null }, 'still-leads'],
    ['to a group', { to: 'The group' }, 'is-a-group'],
  ] as const)('is refused %s', async (_, wish, code) => {
    const { ports } = world;
    const to = wish.to === null ? null : ((await ports.people.byName(wish.to))?.value ?? null);
    expect(await leave(ports, await orderOf(ports, { to }))).toMatchObject({ code });
    expect((await ports.audit.month('2026-11')).at(-1)).toMatchObject({ outcome: 'refused', why: code });
    expect(await where(ports)).toContain('A1');
  });

  it('the last admin who can act stays one, until another is made', async () => {
    const { ports } = world;
    await terminal(world)('officers', 'role', 'Hal', 'no-admin');
    expect(await leave(ports, await orderOf(ports))).toMatchObject({ code: 'last-admin' });
    expect(await where(ports)).toContain('A1');
    expect(await leave(ports, await orderOf(ports, { withRoles: true }))).toMatchObject({ notes: [] });
    expect((await officer(ports, 'Cat')).roles).toEqual(['admin']);
  });

  it('initials that turned out to be a person are handed over, and stay a name', async () => {
    const { ports } = world;
    await leave(ports, await orderOf(ports, { leaves: false }));
    expect(await where(ports)).toEqual([]);
    expect(await officer(ports, 'Ann')).toMatchObject({ outside: null, roles: ['admin'] });
  });
});

it('dies at any write, is said again, and ends the same', { timeout: 120_000 }, async () => {
  const reference = await start();
  await leave(reference.ports, await orderOf(reference.ports));
  const end = async ({ ports }: World) => {
    const { milestones, areas, plan } = (await ports.plans.contents(PLAN))!;
    const people = await Promise.all(NAMES.map((name) => officer(ports, name)));
    return JSON.stringify([
      milestones.map(({ milestone }) => [milestone.ref, named(milestone.leads), milestone.ledSince.length]),
      areas.map(({ heads }) => named(heads)),
      named([plan.owner!]),
      people.map((one) => [one.outside, one.roles, named([one.deputy ?? '-']), named(one.supporters)]),
    ]);
  };
  const wanted = await end(reference);
  const isWrite = ({ act }: StorageCall): boolean => act === 'submit';
  for (let at = 1; ; at += 1) {
    const fresh = await start();
    let writes = 0;
    const dying = fresh.start({ fault: (call) => (isWrite(call) && (writes += 1) === at ? 'crash-after' : null) });
    const died = await leave(dying.ports, await orderOf(fresh.ports)).then(
      () => false,
      () => true,
    );
    if (!died) {
      expect(at).toBeGreaterThan(5);
      return;
    }
    await leave(fresh.ports, await orderOf(fresh.ports));
    expect([at, await end(fresh)]).toEqual([at, wanted]);
    expect(await fresh.ports.brokenLinks(PLAN)).toEqual([]);
  }
});
