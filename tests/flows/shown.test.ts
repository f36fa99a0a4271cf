import { describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import type { DueAgain } from '../../bot/domain/due-kinds.js';
import type { Milestone } from '../../bot/domain/plan.js';
import type { DigestView } from '../../bot/domain/views.js';
import { commitMilestones } from '../../bot/flows/commit-milestones.js';
import { decideProposal } from '../../bot/flows/decide.js';
import { digestContent } from '../../bot/flows/digest-content.js';
import { readDirectory } from '../../bot/flows/directory.js';
import { propose } from '../../bot/flows/propose.js';
import { recordOnTrack } from '../../bot/flows/record-on-track.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { listView } from '../../bot/flows/my-list.js';
import { owedView, savedView } from '../../bot/flows/show.js';
import { sweep } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import {
  createWorld,
  digestsOf,
  linkAll,
  loadPlan,
  PLAN,
  setHeads,
  type RowWish,
  type World,
} from '../support/world.js';

interface Town {
  readonly world: World;
  readonly ports: World['ports'];
  readonly ids: Readonly<Record<string, string>>;
  /** Sweeps at ten on a day. */
  readonly day: (day: string) => Promise<void>;
  /** What somebody's newest digest shows now. */
  readonly card: (name: string) => Promise<DigestView>;
}

const PEOPLE = ['Ann', 'Ben', 'Hal', 'Zoe', 'Team'];

/** Rows of area A, whose head of service is Hal. */
async function town(...rows: readonly RowWish[]): Promise<Town> {
  const world = createWorld();
  const { ports } = world;
  const others: RowWish = { ref: 'B1', due: '2027-05-28', leads: PEOPLE, area: 'B' };
  await loadPlan(ports, [...rows, others]);
  const ids = await linkAll(ports, PEOPLE);
  await setHeads(ports, 'A', [ids.Hal!]);
  const day = async (on: string): Promise<void> => {
    world.clock.set(`${on}T10:00:00Z`);
    const report = await sweep(ports, { slot: ports.clock.now(), today: todayOf(ports), atOnce: true });
    expect(report.failed).toEqual([]);
  };
  const card = async (name: string): Promise<DigestView> => {
    const digest = (await digestsOf(ports, ids[name]!)).at(-1);
    if (digest === undefined) throw new Error(`${name} has no card`);
    return (await digestContent(ports, await readDirectory(ports.people), digest)).view;
  };
  return { world, ports, ids, day, card };
}

async function answer({ ports, ids }: Town, name: string, ref: string, note = 'Going well') {
  const by = { kind: 'officer', id: ids[name]! } as const;
  const recorded = await recordUpdate(ports, { plan: PLAN, ref, by, rev: null, rating: 'green', inputs: { note } });
  if (recorded.kind !== 'saved') throw new Error(recorded.kind);
  return recorded;
}

/** Writes a milestone as an import would have left it. */
async function setMilestone({ ports }: Town, ref: string, given: Partial<Milestone>): Promise<void> {
  const before = await ports.plans.milestone(PLAN, ref);
  if (before === null) throw new Error(ref);
  const change = { after: { ...before.milestone, ...given }, before, inputHash: ref };
  const stamp = { at: ports.clock.now(), by: { kind: 'import' }, why: 'import' } as const;
  expect(await commitMilestones(ports, PLAN, [change], stamp, todayOf(ports))).not.toBe('conflict');
}

/** The name stands for a group, in which each has to answer or one answer is enough. */
async function setGroup({ ports, ids }: Town, name: string, rule: 'any' | 'each', members: readonly string[]) {
  const found = await ports.people.officer(ids[name]!);
  if (found === null) throw new Error(name);
  const group = { rule, members: members.map((member) => ids[member]!) };
  expect(await ports.people.put({ ...found.value, entraId: null, group }, found.etag)).not.toBe('conflict');
}

const refs = (rows: readonly { readonly link: { readonly ref: string } }[]) => rows.map(({ link }) => link.ref);

describe('a proposal on cards', () => {
  const wish = { ref: 'A1', due: '2026-11-25', leads: ['Ann'] };
  const proposed = (at: Town) => ({
    plan: PLAN,
    ref: 'A1',
    by: { kind: 'officer', id: at.ids.Ann! } as const,
    rev: null,
    proposed: { date: civilDate('2027-01-29') },
    reason: 'The board meets later',
  });

  it('is a decision for who may take it, and leaves the card of who made it as answered', async () => {
    const at = await town(wish);
    await at.day('2026-11-18');
    expect(refs((await at.card('Ann')).yours)).toEqual(['A1']);
    await propose(at.ports, proposed(at));
    const mine = await at.card('Ann');
    expect([refs(mine.yours), refs(mine.answered)]).toEqual([[], ['A1']]);
    expect(mine.answered[0]?.proposal).toMatchObject({ byReader: true, waitsFor: ['Hal'] });

    await at.day('2026-11-19');
    const { waiting, yours, answered } = await at.card('Hal');
    expect([refs(waiting), refs(yours), refs(answered)]).toEqual([['A1'], [], []]);
    expect(waiting[0]).toMatchObject({ wanted: 'decision', leads: ['Ann'] });
    expect(waiting[0]?.proposal).toMatchObject({ date: '2027-01-29', insteadOf: '2026-11-25', forReader: true });
  });

  it('is gone once it is decided; a refusal is put to the lead', async () => {
    const at = await town(wish);
    await at.day('2026-11-18');
    await propose(at.ports, proposed(at));
    await at.day('2026-11-19');
    const by = { kind: 'officer', id: at.ids.Hal! } as const;
    const decision = { plan: PLAN, ref: 'A1', by, rev: null, accept: false, reason: 'It cannot wait', elsewhere: null };
    expect((await decideProposal(at.ports, decision)).kind).toBe('done');
    expect(refs((await at.card('Hal')).waiting)).toEqual([]);
    const [row] = (await at.card('Ann')).yours;
    expect(row?.queries.join()).toContain('It cannot wait');
    expect(row?.proposal).toBeNull();
  });

  it('that overtakes an escalation is shown once, as a decision', async () => {
    const at = await town({ ...wish, due: '2026-11-19' });
    await at.day('2026-11-18');
    const ann = await at.ports.people.officer(at.ids.Ann!);
    await at.ports.people.put({ ...ann!.value, firstDeliveredOn: civilDate('2026-11-18') }, ann!.etag);
    await at.day('2026-12-03');
    expect((await at.card('Hal')).waiting.map(({ wanted }) => wanted)).toEqual(['update']);
    await propose(at.ports, proposed(at));
    await at.day('2026-12-04');
    expect((await at.card('Hal')).waiting.map(({ wanted }) => wanted)).toEqual(['decision']);
  });
});

describe('groups and deputies', () => {
  it('each member sees their own state, how many have answered, and has it on their list', async () => {
    const at = await town({ ref: 'A1', due: '2026-11-25', leads: ['Team'] });
    await setGroup(at, 'Team', 'each', ['Ann', 'Ben']);
    await at.day('2026-11-18');
    expect((await at.card('Ben')).yours[0]?.group).toEqual({ answered: 0, of: 2 });
    const recorded = await answer(at, 'Ann', 'A1');
    const saved = await savedView(at.ports, recorded, at.ids.Ann!, []);
    expect([saved.coLeads, saved.milestone.group]).toEqual([['Ben'], { answered: 1, of: 2 }]);
    expect(refs((await at.card('Ann')).yours)).toEqual([]);
    expect((await at.card('Ben')).yours[0]?.group).toEqual({ answered: 1, of: 2 });
    for (const name of ['Ann', 'Ben'])
      expect(refs((await listView(at.ports, at.ids[name]!)).rows), name).toEqual(['A1', 'B1']);
    expect(refs((await listView(at.ports, at.ids.Zoe!)).rows)).toEqual(['B1']);
  });

  it('the list of a deputy holds what they are asked about for a lead who is away', async () => {
    const at = await town({ ref: 'A1', due: '2026-11-25', leads: ['Ann'] });
    const ann = await at.ports.people.officer(at.ids.Ann!);
    const away = { awayUntil: civilDate('2026-11-20'), deputy: at.ids.Zoe! };
    await at.ports.people.put({ ...ann!.value, ...away }, ann!.etag);
    expect(refs((await listView(at.ports, at.ids.Zoe!)).rows)).toEqual(['A1', 'B1']);
    at.world.clock.set('2026-11-23T10:00:00Z');
    expect(refs((await listView(at.ports, at.ids.Zoe!)).rows)).toEqual(['B1']);
  });
});

describe('what a view takes from elsewhere', () => {
  it('“as above”: what was said there last, else what the plan prints; nothing once it is answered', async () => {
    const at = await town(
      { ref: 'A1', due: '2026-11-25', leads: ['Ann'] },
      { ref: 'A2', due: '2026-11-25', leads: ['Ben'] },
    );
    await setMilestone(at, 'A2', {
      printed: { progress: 'The policy is with the unions', evidence: null, sameAs: null, mark: null, state: null },
    });
    await setMilestone(at, 'A1', {
      printed: { progress: 'As above', evidence: null, sameAs: 'A2', mark: null, state: null },
    });
    await at.day('2026-11-18');
    const sameAs = async () => (await at.card('Ann')).yours[0]?.sameAs;
    expect(await sameAs()).toEqual({ ref: 'A2', text: 'The policy is with the unions' });
    await answer(at, 'Ben', 'A2', 'The unions agree');
    expect(await sameAs()).toEqual({ ref: 'A2', text: 'The unions agree' });
    await answer(at, 'Ann', 'A1');
    const found = (await listView(at.ports, at.ids.Ann!)).rows.find(({ link }) => link.ref === 'A1');
    expect(found?.sameAs).toBeNull();
  });

  it('what it waits for, so that the dates say the same on every card', async () => {
    const at = await town(
      { ref: 'A1', due: '2026-11-25', leads: ['Ann'] },
      { ref: 'A2', due: '2026-12-18', leads: ['Ben'] },
    );
    await setMilestone(at, 'A1', { waitsFor: ['A2'] });
    await at.day('2026-11-18');
    const [row] = (await at.card('Ann')).yours;
    expect(row?.check).toMatchObject({ rating: 'amber' });
    expect(row?.check.because).toContain('A2');
  });
});

describe('what recurs', () => {
  const monthly: DueAgain = {
    kind: 'recurring',
    cadence: 'monthly',
    first: null,
    until: civilDate('2027-01-31'),
    yearStarts: 4,
    text: 'Monthly until January 2027',
  };

  it('is owed for a period until its update; that is told, and the next stays ahead', async () => {
    const at = await town({ ref: 'A1', due: monthly, leads: ['Ann'] });
    await at.day('2026-11-23');
    expect((await at.card('Ann')).yours[0]?.period).toMatchObject({ to: '2026-11-30', begun: true });
    const recorded = await answer(at, 'Ann', 'A1');
    const saved = await savedView(at.ports, recorded, at.ids.Ann!, []);
    expect(saved.settled).toEqual({ from: '2026-11-01', to: '2026-11-30' });
    expect(saved.milestone.period).toMatchObject({ to: '2026-12-31', begun: false });
    expect(refs((await at.card('Ann')).yours)).toEqual([]);
  });

  it('a tick says which period it was for', async () => {
    const at = await town({ ref: 'A1', due: { ...monthly, cadence: 'quarterly', until: null }, leads: ['Ann'] });
    const by = { kind: 'officer', id: at.ids.Ann! } as const;
    await recordUpdate(at.ports, { plan: PLAN, ref: 'A1', by, rev: null, rating: 'green', inputs: { note: 'n' } });
    at.world.clock.set('2027-01-11T10:00:00Z');
    const stored = await at.ports.plans.milestone(PLAN, 'A1');
    const view = await recordOnTrack(at.ports, at.ids.Ann!, [{ plan: PLAN, ref: 'A1', rev: stored!.rev }]);
    expect(view.saved).toEqual([
      { ref: 'A1', text: 'The words of A1', settled: { from: '2027-01-01', to: '2027-03-31' } },
    ]);
  });
});

it('without a date: owed from the first working day of the next quarter, and asks for the date', async () => {
  const at = await town({ ref: 'A1', due: null, leads: ['Ann'] });
  await at.day('2026-11-18');
  expect(await owedView(at.ports, at.ids.Ann!, null, [])).toBeNull();
  await at.day('2027-01-04');
  expect((await at.card('Ann')).yours.map(({ link, wanted }) => `${link.ref} ${wanted}`)).toEqual(['A1 date']);
});
