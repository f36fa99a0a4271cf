/** The table of rights through the flows: every act that has one, by everybody it names, and with the right taken away. */
import { describe, expect, it } from 'vitest';
import { addDays, civilDate } from '../../bot/domain/dates.js';
import type { Actor } from '../../bot/domain/plan.js';
import { mayDo, type Act, type Named, type Standing } from '../../bot/domain/rights.js';
import { askProposer } from '../../bot/flows/ask-proposer.js';
import { approvalsView } from '../../bot/flows/approvals.js';
import { decideProposal } from '../../bot/flows/decide.js';
import { defer } from '../../bot/flows/defer.js';
import { proposeHandover } from '../../bot/flows/hand-over.js';
import { changeOf, planImage } from '../../bot/flows/images.js';
import { propose } from '../../bot/flows/propose.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { createWorld, linkAll, loadPlan, PLAN, setHeads, WEDNESDAY, type World } from '../support/world.js';

/** Whoever the table names, and one who is nobody to A1; each by what they are to it. */
const PEOPLE = {
  Ann: 'lead',
  Hal: 'head',
  Ona: 'owner',
  Lea: 'leader',
  Ada: 'admin',
  Zoe: 'none',
} as const satisfies Readonly<Record<string, Standing>>;
type Name = keyof typeof PEOPLE;
const NAMES = Object.keys(PEOPLE) as Name[];

interface Town {
  readonly ports: World['ports'];
  readonly ids: Readonly<Record<string, string>>;
  readonly by: (name: string) => Extract<Actor, { kind: 'officer' }>;
  readonly order: (name: string) => { plan: string; ref: string; rev: null; by: Extract<Actor, { kind: 'officer' }> };
  readonly revisions: () => Promise<number>;
  readonly audited: (name: string) => Promise<number>;
}

async function town(): Promise<Town> {
  const { ports } = createWorld();
  await loadPlan(ports, [
    { ref: 'A1', due: '2026-12-16', leads: ['Ann'] },
    { ref: 'B1', due: '2026-12-16', leads: [...NAMES, 'Bo', 'Cy'], area: 'B' },
  ]);
  const ids = await linkAll(ports, [...NAMES, 'Bo', 'Cy']);
  await setHeads(ports, 'A', [ids.Hal!]);
  await setOwner(ports, ids.Ona!);
  await giveRole(ports, ids.Lea!, 'leader');
  await giveRole(ports, ids.Ada!, 'admin');
  const by = (name: string) => ({ kind: 'officer', id: ids[name]! }) as const;
  return {
    ports,
    ids,
    by,
    order: (name) => ({ plan: PLAN, ref: 'A1', rev: null, by: by(name) }),
    revisions: async () => (await ports.plans.milestoneHistory(PLAN, 'A1')).length,
    audited: async (name) =>
      (await ports.audit.month('2026-11')).filter(
        ({ outcome, by: who }) => outcome === 'refused' && who.kind === 'officer' && who.id === ids[name],
      ).length,
  };
}

async function setOwner(ports: World['ports'], owner: string): Promise<void> {
  const { plan } = (await ports.plans.outline(PLAN))!;
  const change = changeOf(ports, planImage(plan, { owner }), plan, 'owner set');
  expect(await ports.plans.commit(PLAN, [change])).toBe('written');
}

async function giveRole(ports: World['ports'], id: string, role: 'admin' | 'leader' | null): Promise<void> {
  const found = (await ports.people.officer(id))!;
  const roles = role === null ? [] : [role];
  expect(await ports.people.put({ ...found.value, roles }, found.etag)).not.toBe('conflict');
}

/** Puts something to be decided by Bo, who is a lead of it for that moment and for nothing else. */
async function waits(here: Town, what: 'date' | 'end' | 'handover' | 'evidence' | 'not-achieved'): Promise<void> {
  const { ports, order } = here;
  const mine = order('Ann');
  const done = { doneOn: WEDNESDAY, evidence: 'Audit' };
  const outcomes = {
    date: () => propose(ports, { ...mine, proposed: { date: civilDate('2027-01-29') }, reason: 'later' }),
    end: () => propose(ports, { ...mine, proposed: { state: 'withdrawn', replacedBy: [] }, reason: 'gone' }),
    handover: () => proposeHandover(ports, { ...mine, to: 'Cy', from: null, reason: '' }),
    evidence: () => recordUpdate(ports, { ...mine, rating: 'complete', inputs: done }),
    'not-achieved': () =>
      recordUpdate(ports, { ...mine, rating: 'complete', inputs: { ...done, outcome: 'not-achieved' } }),
  };
  expect((await outcomes[what]()).kind).toMatch(/^(done|saved)$/);
  expect((await ports.plans.milestone(PLAN, 'A1'))?.milestone.proposal).not.toBeNull();
}

type Try = (here: Town, name: Name) => Promise<{ readonly kind: string }>;

const decides =
  (what: Parameters<typeof waits>[1], accept: boolean, elsewhere: boolean): Try =>
  async (here, name) => {
    await waits(here, what);
    const { ports, order, by } = here;
    // What was decided elsewhere is by whoever decided it there, here a lead of something else, and recorded by the other.
    const whose = elsewhere ? { ...order('Bo'), enteredBy: by(name) } : order(name);
    const place = elsewhere ? { where: 'Improvement Board', on: WEDNESDAY } : null;
    return decideProposal(ports, { ...whose, accept, reason: 'said so', elsewhere: place });
  };

const TRIES: readonly {
  readonly act: Act;
  readonly also?: Act;
  readonly named?: Named;
  readonly how: string;
  readonly run: Try;
}[] = [
  {
    act: 'update',
    how: 'an answer',
    run: ({ ports, order }, name) => recordUpdate(ports, { ...order(name), rating: 'green', inputs: { note: 'Well' } }),
  },
  {
    act: 'propose',
    how: 'a date',
    run: ({ ports, order }, name) =>
      propose(ports, { ...order(name), proposed: { date: civilDate('2027-01-29') }, reason: 'later' }),
  },
  {
    act: 'propose',
    how: 'a deferral',
    run: ({ ports, order }, name) => defer(ports, { ...order(name), until: addDays(WEDNESDAY, 14), reason: 'later' }),
  },
  {
    act: 'hand-over',
    how: 'a handover',
    run: ({ ports, order }, name) => proposeHandover(ports, { ...order(name), to: 'Cy', from: 'Ann', reason: '' }),
  },
  { act: 'approve-date', how: 'yes', run: decides('date', true, false) },
  { act: 'approve-date', how: 'no', run: decides('date', false, false) },
  {
    act: 'approve-date',
    how: 'a question',
    run: async (here, name) => {
      await waits(here, 'date');
      return askProposer(here.ports, { ...here.order(name), text: 'Why?' });
    },
  },
  { act: 'approve-end', how: 'yes', run: decides('end', true, false) },
  { act: 'approve-handover', how: 'yes', run: decides('handover', true, false) },
  { act: 'confirm-evidence', how: 'yes', run: decides('evidence', true, false) },
  { act: 'confirm-evidence', also: 'approve-not-achieved', how: 'yes', run: decides('not-achieved', true, false) },
  { act: 'approve-date', how: 'recorded', named: 'elsewhere', run: decides('date', true, true) },
  { act: 'approve-end', how: 'recorded', named: 'elsewhere', run: decides('end', true, true) },
  { act: 'approve-handover', how: 'recorded', named: 'elsewhere', run: decides('handover', true, true) },
  { act: 'confirm-evidence', how: 'recorded', named: 'elsewhere', run: decides('evidence', true, true) },
];

const cells = TRIES.flatMap((one) => NAMES.map((name) => ({ ...one, name, standing: PEOPLE[name] })));

describe('every act by everybody the table names', () => {
  it.each(cells)('$act ($how) by a $standing', async ({ act, also, named, run, name, standing }) => {
    const here = await town();
    const may = [act, ...(also === undefined ? [] : [also])].every((one) =>
      mayDo(one, { standings: [standing], own: standing === 'lead', named }),
    );
    // Whatever is put up first is Ann's doing.
    const { kind } = await run(here, name);
    expect(kind).toBe(may ? (act === 'update' ? 'saved' : 'done') : 'refused');
    expect(await here.audited(name)).toBe(may || act === 'update' ? 0 : 1);
  });

  it.each(NAMES.filter((name) => name !== 'Ann'))('update for somebody, named, by %s', async (name) => {
    const here = await town();
    const { ports, order, by } = here;
    const onBehalf = { source: 'e-mail', on: WEDNESDAY, admin: name === 'Ada' } as const;
    const said = { ...order('Ann'), rating: 'green', inputs: { note: 'Well' }, enteredBy: by(name), onBehalf };
    const may = mayDo('update', { standings: [PEOPLE[name]], named: 'on-behalf' });
    expect((await recordUpdate(ports, said)).kind).toBe(may ? 'saved' : 'not-for-them');
  });

  it('what waits is shown to whom it is theirs to decide, and to nobody else', async () => {
    const here = await town();
    await waits(here, 'date');
    const shown = await Promise.all(
      NAMES.map(async (name) => [name, (await approvalsView(here.ports, here.ids[name]!)).rows.length]),
    );
    expect(shown).toEqual([
      ['Ann', 0],
      ['Hal', 1],
      ['Ona', 1],
      ['Lea', 0],
      ['Ada', 0],
      ['Zoe', 0],
    ]);
  });
});

describe('nobody approves their own', () => {
  const alone: readonly (readonly [string, (here: Town) => Promise<unknown>])[] = [
    ['a co-lead', ({ ports, ids }) => leadAlso(ports, [ids.Ann!, ids.Hal!])],
    ['a member of a group that leads', (here) => groupOf(here, 'Bo', [here.ids.Hal!])],
    ['the deputy of a lead who is away', ({ ports, ids }) => away(ports, ids.Ann!, ids.Hal!)],
  ];

  it.each(alone)('%s', async (_, become) => {
    const here = await town();
    await waits(here, 'date');
    await become(here);
    const rows = await here.revisions();
    const refused = await decideProposal(here.ports, {
      ...here.order('Hal'),
      accept: true,
      reason: '',
      elsewhere: null,
    });
    expect(refused).toMatchObject({ kind: 'refused', refusal: { code: 'their-own' } });
    expect(await here.revisions()).toBe(rows);
    expect((await approvalsView(here.ports, here.ids.Hal!)).rows).toEqual([]);
  });

  it('who proposed it, and who entered it for who did', async () => {
    const here = await town();
    const proposed = { date: civilDate('2027-01-29') };
    await propose(here.ports, { ...here.order('Hal'), proposed, reason: 'later' });
    const own = { ...here.order('Hal'), accept: true, reason: '', elsewhere: null };
    expect(await decideProposal(here.ports, own)).toMatchObject({ refusal: { code: 'their-own' } });
    const other = await town();
    await propose(other.ports, { ...other.order('Ann'), enteredBy: other.by('Hal'), proposed, reason: 'later' });
    const entered = { ...other.order('Hal'), accept: true, reason: '', elsewhere: null };
    expect(await decideProposal(other.ports, entered)).toMatchObject({ refusal: { code: 'their-own' } });
    expect(await decideProposal(other.ports, { ...entered, ...other.order('Ona') })).toMatchObject({ kind: 'done' });
  });

  it('evidence: who entered the answer for its lead', async () => {
    const here = await town();
    const { ports, order, by } = here;
    const onBehalf = { source: 'e-mail', on: WEDNESDAY, admin: false } as const;
    const inputs = { doneOn: WEDNESDAY, evidence: 'Audit' };
    const saved = await recordUpdate(ports, {
      ...order('Ann'),
      rating: 'complete',
      inputs,
      enteredBy: by('Hal'),
      onBehalf,
    });
    expect(saved.kind).toBe('saved');
    const own = { ...order('Hal'), accept: true, reason: '', elsewhere: null };
    expect(await decideProposal(ports, own)).toMatchObject({ refusal: { code: 'their-own' } });
  });
});

async function leadAlso(ports: World['ports'], leads: readonly string[]): Promise<void> {
  const stored = (await ports.plans.milestone(PLAN, 'A1'))!;
  const image = { kind: 'milestone', milestone: { ...stored.milestone, leads } } as const;
  expect(await ports.plans.commit(PLAN, [changeOf(ports, image, stored, 'leads set')])).toBe('written');
}

async function groupOf({ ports, ids }: Town, name: string, members: readonly string[]): Promise<void> {
  const found = (await ports.people.officer(ids[name]!))!;
  await ports.people.put({ ...found.value, group: { rule: 'any', members } }, found.etag);
  await leadAlso(ports, [ids.Ann!, ids[name]!]);
}

async function away(ports: World['ports'], id: string, deputy: string): Promise<void> {
  const found = (await ports.people.officer(id))!;
  await ports.people.put({ ...found.value, awayUntil: civilDate('2026-12-31'), deputy }, found.etag);
}
