import { beforeEach, describe, expect, it } from 'vitest';
import type { Officer, Ports } from '../../bot/flows/ports.js';
import { changePeople } from '../../bot/flows/change-people.js';
import { civilDate } from '../../bot/domain/dates.js';
import { drain } from '../../bot/flows/drain.js';
import { enrol } from '../../bot/flows/enrol.js';
import { findByRef } from '../../bot/flows/led-by.js';
import { linkOfficer } from '../../bot/flows/link-officer.js';
import { recordOnTrack } from '../../bot/flows/record-on-track.js';
import { recordUpdate, type Recorded } from '../../bot/flows/record-update.js';
import { refreshCards } from '../../bot/flows/refresh.js';
import { welcomeView } from '../../bot/flows/remember-chat.js';
import { listView } from '../../bot/flows/my-list.js';
import { sweep, type SweepReport } from '../../bot/flows/sweep.js';
import { previewSweep } from '../../bot/flows/preview-sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import {
  cardsOf,
  createWorld,
  dueRows,
  linkAll,
  loadPlan,
  PLAN,
  setHeads,
  WEDNESDAY,
  type World,
} from '../support/world.js';

let world: World;
let ports: World['ports'];
let ids: Record<string, string>;

/** One milestone due today, in an area that Hal heads; everybody is linked. */
async function worldOf(leads: readonly string[], others: readonly string[] = []): Promise<void> {
  world = createWorld();
  ports = world.ports;
  await loadPlan(ports, [{ ref: 'A1', due: '2026-11-18', leads }]);
  const names = [...new Set([...leads, 'Hal', ...others])];
  const enrolled = await enrol(ports, names);
  const persons = await Promise.all(names.map((name) => ports.people.byName(name)));
  const linked = persons.flatMap((one) => (one?.value.group === null ? [one.value.name] : []));
  ids = { ...Object.fromEntries(enrolled), ...(await linkAll(ports, linked)) };
  await setHeads(ports, 'A', [ids.Hal!]);
}

const say = async (name: string, what: Partial<Officer>): Promise<void> => {
  expect(await changePeople(ports, ids[name]!, (value) => ({ ...value, ...what }))).toBe('written');
};

/** A sweep of today, sent: the cards it made, as `chat-Ann: A1`, and what it reports. */
async function sweepNow(): Promise<SweepReport & { readonly cards: readonly string[] }> {
  const before = cardsOf(world).length;
  const report = await sweep(ports, { slot: ports.clock.now(), today: todayOf(ports), atOnce: true });
  await drain(ports);
  return { ...report, cards: [...cardsOf(world).slice(before)].sort() };
}

const reasonsOf = ({ skipped }: SweepReport): string[] =>
  skipped.map(({ officer, reason }) => {
    const name = Object.entries(ids).find(([, id]) => id === officer)?.[0] ?? 'nobody';
    return `${name} ${reason}`;
  });

async function answer(name: string, rating = 'green', inputs: object = { note: 'Well on its way' }): Promise<Recorded> {
  const by = { kind: 'officer', id: ids[name]! } as const;
  return recordUpdate(ports, { plan: PLAN, ref: 'A1', by, rev: null, rating, inputs });
}

/** The cards that others hold, as they were last changed. */
async function refreshed(): Promise<readonly string[]> {
  const before = world.posted.length;
  world.clock.advance(60_000);
  await refreshCards(ports, { plan: PLAN, ref: 'A1' });
  return world.posted
    .slice(before)
    .flatMap(({ act, conversation, message }) =>
      act === 'update' && message?.kind === 'digest'
        ? [`${conversation}: ${message.view.yours.map(({ link }) => link.ref).join(', ') || 'nothing'}`]
        : [],
    )
    .sort();
}

/** In whose place the reader of the last card is asked, by its own words; null for a lead. */
function insteadOf(): readonly string[] | null {
  const { message } = world.posted.filter(({ act }) => act === 'post').at(-1)!;
  return message?.kind === 'digest' ? (message.view.yours[0]?.insteadOf ?? null) : null;
}

describe('away, in sweeps', () => {
  beforeEach(async () => {
    await worldOf(['Ann'], ['Dee']);
  });

  it('the deputy gets the card while the lead is away, and the lead again afterwards', async () => {
    await say('Ann', { awayUntil: civilDate('2026-11-19'), deputy: ids.Dee! });
    const first = await sweepNow();
    expect(first.cards).toEqual(['chat-Dee: A1']);
    expect(insteadOf()).toEqual(['Ann']);
    expect(reasonsOf(first)).toEqual(['Ann away']);
    expect(await dueRows(ports)).toEqual(['2026-11-19 A1 1']);
    world.clock.set('2026-11-19T10:00:00Z');
    expect((await sweepNow()).cards).toEqual(['chat-Dee: A1']);
    world.clock.set('2026-11-20T10:00:00Z');
    const back = await sweepNow();
    expect(back.cards).toEqual(['chat-Ann: A1']);
    expect(insteadOf()).toBeNull();
    expect(back.digests[0]?.entries.map(({ ask }) => ask.step)).toEqual(['+1']);
    // And it is no longer on the deputy's card.
    expect(await refreshed()).toEqual(['chat-Ann: A1', 'chat-Dee: nothing', 'chat-Dee: nothing']);
  });

  it('an answer of the deputy is one for the lead, who is not asked for it again', async () => {
    await say('Ann', { awayUntil: civilDate('2026-11-19'), deputy: ids.Dee! });
    await sweepNow();
    expect((await answer('Dee')).kind).toBe('saved');
    const stored = await ports.plans.milestone(PLAN, 'A1');
    expect(stored?.milestone).toMatchObject({ answeredOn: '2026-11-18', answers: [{ by: ids.Ann }] });
    world.clock.set('2026-11-20T10:00:00Z');
    expect((await sweepNow()).cards).toEqual([]);
    expect((await answer('Dee')).kind).toBe('refused');
  });

  it('said after the lead was asked, the deputy is asked by the next sweep of the same day', async () => {
    expect((await sweepNow()).cards).toEqual(['chat-Ann: A1']);
    expect((await sweepNow()).cards).toEqual([]);
    await say('Ann', { awayUntil: civilDate('2026-11-20'), deputy: ids.Dee! });
    expect(await dueRows(ports)).toContain('2026-11-18 A1 1');
    world.clock.advance(3_600_000);
    expect((await sweepNow()).cards).toEqual(['chat-Dee: A1']);
  });

  it('what changes nobody’s asks is not looked at again', async () => {
    await sweepNow();
    const rows = await dueRows(ports);
    await say('Dee', { awayUntil: civilDate('2026-11-20') });
    await say('Ann', { deputy: ids.Dee! });
    expect(await dueRows(ports)).toEqual(rows);
  });

  it('what is not due yet is not looked at again', async () => {
    await loadPlan(ports, [{ ref: 'B1', due: '2027-05-28', leads: ['Ann'] }], WEDNESDAY, 'second');
    await sweepNow();
    await say('Ann', { outside: 'left' });
    expect((await dueRows(ports)).filter((row) => row.includes('B1'))).toEqual(['2027-04-29 B1 1']);
  });

  it('taken back, the lead is asked by the next sweep', async () => {
    await say('Ann', { awayUntil: civilDate('2026-12-18') });
    const first = await sweepNow();
    expect(first.cards).toEqual(['chat-Hal: A1']);
    expect(insteadOf()).toEqual(['Ann']);
    expect(first.withoutLead).toEqual([]);
    await say('Ann', { awayUntil: null });
    world.clock.advance(3_600_000);
    expect((await sweepNow()).cards).toEqual(['chat-Ann: A1']);
  });

  it('the deputy finds it under “my milestones”, by its ref and in the welcome, while they stand in', async () => {
    const seen = async () => {
      const { value } = (await ports.people.officer(ids.Dee!))!;
      return [
        (await listView(ports, ids.Dee!)).rows.length,
        (await findByRef(ports, ids.Dee!, 'A1', false)).found.length === 1,
        (await welcomeView(ports, value)).plans.length,
      ];
    };
    expect(await seen()).toEqual([0, false, 0]);
    await say('Ann', { awayUntil: civilDate('2026-11-18'), deputy: ids.Dee! });
    expect(await seen()).toEqual([1, true, 1]);
    world.clock.set('2026-11-19T10:00:00Z');
    expect(await seen()).toEqual([0, false, 0]);
  });

  it('a preview says the same as the sweep', async () => {
    await say('Ann', { awayUntil: civilDate('2026-11-19'), deputy: ids.Dee! });
    const preview = await previewSweep(ports, WEDNESDAY);
    const report = await sweepNow();
    expect(preview.digests.map(({ officer }) => officer)).toEqual(report.digests.map(({ officer }) => officer));
    expect(preview.skipped).toEqual(report.skipped);
    expect((await previewSweep(ports, civilDate('2026-11-20'))).digests.map(({ officer }) => officer)).toEqual([
      ids.Ann,
    ]);
  });
});

describe('a group in which each has to answer, in sweeps', () => {
  const GROUP = 'Heads of Service';

  beforeEach(async () => {
    await worldOf([GROUP], ['Ann', 'Ben', 'Cat']);
    await say(GROUP, { group: { rule: 'each', members: [ids.Ann!, ids.Ben!, ids.Cat!] } });
  });

  it('of three, three get the card; when two have answered, only the third is asked again', async () => {
    expect((await sweepNow()).cards).toEqual(['chat-Ann: A1', 'chat-Ben: A1', 'chat-Cat: A1']);
    await answer('Ann');
    await answer('Ben', 'amber', { cause: 'No room', recovery: '2026-12-18', remedy: 'Another room' });
    // Who has answered has it off their card, who has not keeps it.
    expect(await refreshed()).toEqual(['chat-Ann: nothing', 'chat-Ben: nothing', 'chat-Cat: A1']);
    world.clock.set('2026-11-19T10:00:00Z');
    expect((await sweepNow()).cards).toEqual(['chat-Cat: A1']);
    expect((await ports.plans.milestone(PLAN, 'A1'))?.milestone.answeredOn).toBeNull();
    await answer('Cat');
    const all = (await ports.plans.milestone(PLAN, 'A1'))?.milestone;
    expect(all).toMatchObject({ answeredOn: '2026-11-18' });
    expect(all?.answers.map(({ rating }) => rating)).toEqual(['green', 'amber', 'green']);
    world.clock.set('2026-11-25T10:00:00Z');
    expect((await sweepNow()).cards).toEqual([]);
  });

  it('“still on track” of one member counts for that member', async () => {
    await loadPlan(ports, [{ ref: 'B1', due: '2027-02-26', leads: [GROUP] }], WEDNESDAY, 'second');
    const by = (name: string) => ({ kind: 'officer', id: ids[name]! }) as const;
    const green = { plan: 'second', ref: 'B1', rating: 'green', inputs: { note: 'Well' }, rev: null };
    await recordUpdate(ports, { ...green, by: by('Ann') });
    world.clock.set('2026-11-30T10:00:00Z');
    const { rev } = (await ports.plans.milestone('second', 'B1'))!;
    const { saved } = await recordOnTrack(ports, ids.Ben!, [{ plan: 'second', ref: 'B1', rev }]);
    expect(saved).toHaveLength(1);
    const after = (await ports.plans.milestone('second', 'B1'))?.milestone;
    expect(after?.answers.map(({ by: who, on }) => [who, on])).toEqual([
      [ids.Ann, '2026-11-18'],
      [ids.Ben, '2026-11-30'],
    ]);
    expect(after?.answeredOn).toBeNull();
  });

  it('the deputy of a member finds it under “my milestones” too', async () => {
    await say('Ben', { awayUntil: civilDate('2026-11-20'), deputy: ids.Hal! });
    expect((await listView(ports, ids.Hal!)).rows.map(({ link }) => link.ref)).toEqual(['A1']);
    expect((await sweepNow()).cards).toEqual(['chat-Ann: A1', 'chat-Cat: A1', 'chat-Hal: A1']);
  });

  it('a member who is linked later is asked by the next sweep of the same day', async () => {
    const { value, etag } = (await ports.people.officer(ids.Cat!))!;
    await ports.people.put({ ...value, entraId: null, chat: null }, etag);
    expect((await sweepNow()).cards).toEqual(['chat-Ann: A1', 'chat-Ben: A1']);
    expect(await dueRows(ports)).toEqual(['2026-11-19 A1 1']);
    await linkOfficer(ports, { name: 'Cat', entraId: 'e-Cat', aliases: [], roles: [] });
    expect(await dueRows(ports)).toContain('2026-11-18 A1 1');
    world.clock.advance(3_600_000);
    expect((await sweepNow()).cards).toEqual(['chat-Cat: A1']);
  });

  it('a member who turns out to be another person stays the one who has answered', async () => {
    await sweepNow();
    await answer('Cat');
    const { value, etag } = (await ports.people.officer(ids.Cat!))!;
    await ports.people.put({ ...value, entraId: null, chat: null }, etag);
    await linkOfficer(ports, { name: 'Dee', entraId: 'e-Dee', aliases: ['Cat'], roles: [] });
    const dee = (await ports.people.byName('Dee'))!.value;
    expect((await ports.people.byName('Cat'))?.value.id).toBe(dee.id);
    expect((await ports.plans.milestone(PLAN, 'A1'))?.milestone.answers.map(({ by }) => by)).toEqual([dee.id]);
    world.clock.set('2026-11-19T10:00:00Z');
    expect((await sweepNow()).cards).toEqual(['chat-Ann: A1', 'chat-Ben: A1']);
  });
});

describe('a group of which nobody is named, in sweeps', () => {
  it('is no usable lead: the head of service is asked, and its members as soon as they are named', async () => {
    await worldOf(['Heads of Service'], ['Ann', 'Ben']);
    const first = await sweepNow();
    expect(first.cards).toEqual(['chat-Hal: A1']);
    expect(first.withoutLead).toEqual([{ plan: PLAN, ref: 'A1', asked: [ids.Hal] }]);
    await say('Heads of Service', { group: { rule: 'any', members: [ids.Ann!, ids.Ben!] } });
    world.clock.advance(3_600_000);
    expect((await sweepNow()).cards).toEqual(['chat-Ann: A1', 'chat-Ben: A1']);
  });

  it('becomes a person when it is linked to one', async () => {
    await worldOf(['MASH Team']);
    await linkOfficer(ports, { name: 'MASH Team', entraId: 'e-Mash', aliases: [], roles: [] });
    expect((await ports.people.byName('MASH Team'))?.value.group).toBeNull();
    expect((await sweepNow()).digests.map(({ entraId }) => entraId)).toEqual(['e-Mash']);
  });

  it('is not linked to one person once its people are named', async () => {
    await worldOf(['MASH Team'], ['Ann']);
    await say('MASH Team', { group: { rule: 'any', members: [ids.Ann!] } });
    const linked = await linkOfficer(ports, { name: 'MASH Team', entraId: 'e-Mash', aliases: [], roles: [] });
    expect(linked.kind).toBe('group');
  });
});

describe('external leads and who has left, in sweeps', () => {
  it('an external lead with an internal co-lead: the co-lead gets the card', async () => {
    await worldOf(['Jo of the police', 'Ann']);
    await say('Jo of the police', { outside: 'external' });
    expect((await sweepNow()).cards).toEqual(['chat-Ann: A1']);
  });

  it('a lead who has left: the head of service gets the card, and may answer', async () => {
    await worldOf(['Ann']);
    await say('Ann', { outside: 'left' });
    const report = await sweepNow();
    expect(report.cards).toEqual(['chat-Hal: A1']);
    expect(insteadOf()).toEqual([]);
    expect(report.withoutLead).toEqual([{ plan: PLAN, ref: 'A1', asked: [ids.Hal] }]);
    expect((await answer('Ann')).kind).toBe('refused');
    expect((await answer('Hal')).kind).toBe('saved');
  });

  it('a head of service named later is asked where the lead has left', async () => {
    await worldOf(['Ann'], ['Zoe']);
    await setHeads(ports, 'A', []);
    await say('Ann', { outside: 'left' });
    expect(reasonsOf(await sweepNow())).toEqual(['nobody no-lead']);
    const admin = (await ports.people.officer(ids.Zoe!))!;
    await ports.people.put({ ...admin.value, roles: ['admin'] }, admin.etag);
    world.clock.set('2026-11-19T10:00:00Z');
    expect((await sweepNow()).cards).toEqual(['chat-Zoe: A1']);
  });
});

describe('changing people', () => {
  const write = (of: Ports): Promise<string> => changePeople(of, ids.Ann!, (value) => ({ ...value, outside: 'left' }));

  it('puts the rows before the change, so that a crash between them asks nobody wrongly', async () => {
    await worldOf(['Ann']);
    await sweepNow();
    const dying = world.start({
      fault: ({ table, act }) => (table === 'People' && act === 'submit' ? 'crash-before' : null),
    });
    await expect(write(dying.ports)).rejects.toThrow();
    expect(await dueRows(ports)).toContain('2026-11-18 A1 1');
    world.clock.advance(3_600_000);
    expect((await sweepNow()).cards).toEqual([]);
    expect(await write(ports)).toBe('written');
    world.clock.advance(3_600_000);
    expect((await sweepNow()).cards).toEqual(['chat-Hal: A1']);
  });

  it('of nobody known is a conflict', async () => {
    await worldOf(['Ann']);
    expect(await changePeople(ports, 'nobody', (value) => value)).toBe('conflict');
  });
});
