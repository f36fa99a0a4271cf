import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadPlan, PLAN, setHeads } from '../support/world.js';
import { cardOf, linkHere, startTalk, wordsIn, type Talk, type Told } from './talk.js';

let talk: Talk;
let ids: Record<string, string>;

beforeEach(async () => {
  talk = await startTalk(['Hal']);
  await loadPlan(talk.ports, [
    { ref: 'A1', due: '2026-11-10', leads: ['Ann'] },
    { ref: 'A2', due: '2027-11-18', leads: ['Ann', 'Ben'] },
    { ref: 'A3', due: '2027-11-18', leads: ['Eve Moss', 'Hal', 'The team'] },
  ]);
  ids = await linkHere(talk, ['Ann', 'Ben', 'Hal']);
  await setHeads(talk.ports, 'A', [ids.Hal!]);
});

afterEach(() => talk.close());

const said = async (line: string): Promise<Told> => (await talk.say('Hal', line))[0]!;
const officer = async (name: string) => (await talk.ports.people.byName(name))!.value;
const audited = async () =>
  (await talk.ports.audit.month('2026-11')).map(({ act, outcome, why }) => [act, outcome, why]);

/** Somebody whom Teams calls so installs Waymark. */
const installAs = (name: string) => talk.install('Eve', { from: { id: '29:eve', name, aadObjectId: 'e-eve' } });

/** One person's card. */
const personOf = async (name: string) => cardOf(await said(`people ${name}`)).card;

describe('people on cards', () => {
  it('lists everybody, looks for some, and opens one', async () => {
    const list = await said('people');
    expect(wordsIn(list)).toContain('Ann');
    expect(wordsIn(list)).toContain('leads 2, 1 overdue');
    expect(wordsIn(list)).toContain('Not linked to Teams, gets no reminders');
    const found = await talk.press('Hal', cardOf(list).card, 'Find', { typed: { x_find: 'not linked' } });
    expect(wordsIn(found)).toContain('Eve Moss');
    expect(wordsIn(found)).not.toContain('Ann');
    const person = await talk.press('Hal', cardOf(list).card, 'Open', { about: 'Ann' });
    expect(wordsIn(person)).toContain('Leads 2');
    expect(wordsIn(person)).toContain('overdue');
  });

  it('pages where there are many', async () => {
    const wishes = Array.from({ length: 20 }, (_, at) => ({
      ref: `B${String(at)}`,
      due: '2027-11-18',
      leads: [`Person ${String(at + 10)}`],
    }));
    await loadPlan(talk.ports, wishes, undefined, 'other');
    const list = cardOf(await said('people'));
    expect(list.words).toContain('1 to 12 of 25');
    const next = cardOf(await talk.press('Hal', list.card, 'More people'));
    expect(next.words).toContain('13 to 24 of 25');
    expect(cardOf(await talk.press('Hal', next.card, 'Earlier people')).words).toContain('1 to 12 of 25');
  });

  it('is for admins, at the moment of the press', async () => {
    expect(wordsIn((await talk.say('Ann', 'people'))[0])).toContain('Only an admin can do this');
    await said('people');
    expect((await audited()).at(-1)).toEqual(['people', 'refused', 'not an admin']);
  });
});

describe('linking', () => {
  it('proposes who has exactly the name, and links nobody before an admin says so', async () => {
    await installAs('Moss, Eve');
    expect((await officer('Eve Moss')).entraId).toBeNull();
    const links = cardOf(await said('people matches'));
    expect(links.words).toContain('Eve Moss');
    expect(links.words).toContain('first wrote');
    const done = await talk.press('Hal', links.card, 'Link');
    expect(wordsIn(done)).toContain('Eve Moss is linked.');
    expect(await officer('Eve Moss')).toMatchObject({ entraId: 'e-eve', met: false });
  });

  it('remembers that it is somebody else', async () => {
    await installAs('Eve Moss');
    const links = cardOf(await said('people matches'));
    await talk.press('Hal', links.card, 'Not them');
    expect(wordsIn(await said('people matches'))).toContain('Nobody in Teams is called exactly');
    expect((await officer('Eve Moss')).entraId).toBeNull();
  });

  it('links by an Entra id, which nobody else may have, audited by ids', async () => {
    const form = cardOf(await talk.press('Hal', await personOf('Eve Moss'), 'Link')).card;
    await talk.ports.people.put(
      { ...(await officer('Ann')), entraId: '11111111-2222-3333-4444-555555555555' },
      (await talk.ports.people.byName('Ann'))!.etag,
    );
    const taken = await talk.press('Hal', form, 'Link', { typed: { x_met: '11111111-2222-3333-4444-555555555555' } });
    expect(wordsIn(taken)).toContain('That Entra id belongs to Ann.');
    expect((await audited()).at(-1)).toEqual(['officer linked', 'refused', 'taken']);
    const id = 'ABCDEF01-2222-3333-4444-555555555555';
    const done = cardOf(await talk.press('Hal', cardOf(taken).card, 'Link', { typed: { x_met: ` ${id} ` } }));
    expect(done.words).toContain('Eve Moss is linked by their Entra id.');
    expect((await officer('Eve Moss')).entraId).toBe(id.toLowerCase());
    expect((await audited()).at(-1)).toEqual(['officer linked', 'done', 'by Entra id']);
  });

  it('links by a name that is not quite the same, and unlinks', async () => {
    await installAs('Evelyn Moss-Hart');
    const form = cardOf(await talk.press('Hal', await personOf('Eve Moss'), 'Link')).card;
    const wrong = await talk.press('Hal', form, 'Link', { typed: { x_met: 'Nobody Here' } });
    expect(wordsIn(wrong)).toContain('They have to open it once');
    const linked = cardOf(
      await talk.press('Hal', cardOf(wrong).card, 'Link', { typed: { x_met: 'Evelyn Moss-Hart' } }),
    );
    expect(linked.words).toContain('is linked to Evelyn Moss-Hart');
    const again = cardOf(await talk.press('Hal', linked.card, 'Link')).card;
    await talk.press('Hal', again, 'Unlink');
    expect((await officer('Eve Moss')).entraId).toBeNull();
  });
});

describe('roles', () => {
  it('are given and taken away, each with what follows from it', async () => {
    const form = cardOf(await talk.press('Hal', await personOf('Ann'), 'Roles')).card;
    const admin = cardOf(await talk.press('Hal', form, 'Give', { typed: { x_role: 'admin' } }));
    expect((await officer('Ann')).roles).toEqual(['admin']);
    const head = await talk.press('Hal', admin.card, 'Give', { typed: { x_role: 'second', x_place: `${PLAN}|A` } });
    expect(wordsIn(head)).toContain('Ann also leads 2 there. Nobody is told about their own');
    const owner = await talk.press('Hal', admin.card, 'Give', { typed: { x_role: 'owner', x_place: `${PLAN}|A` } });
    expect(wordsIn(owner)).toContain('Choose the plan.');
    const helps = await talk.press('Hal', admin.card, 'Give', { typed: { x_role: 'supporter', x_whom: 'Ben' } });
    expect(wordsIn(helps)).toContain('enters updates for Ben');
    await talk.press('Hal', admin.card, 'Take away', { typed: { x_role: 'admin' } });
    expect((await officer('Ann')).roles).toEqual([]);
    expect(wordsIn(await said('roles'))).toContain('Second heads of service');
  });

  it('without a choice, or one that is not theirs, comes back with what was typed', async () => {
    const form = cardOf(await talk.press('Hal', await personOf('Ann'), 'Roles')).card;
    const none = await talk.press('Hal', form, 'Give', { typed: { x_whom: 'Ben' } });
    expect(wordsIn(none)).toContain('Choose a role.');
    const taken = await talk.press('Hal', form, 'Take away', { typed: { x_role: 'leader' } });
    expect(wordsIn(taken)).toContain('Ann is no leader');
  });
});

describe('forms about one person', () => {
  it('another name; two who are known are made one only after a warning', async () => {
    const form = cardOf(await talk.press('Hal', await personOf('Ann'), 'Other names')).card;
    const also = await talk.press('Hal', form, 'Save', { typed: { x_other: 'A. Nonymous' } });
    expect(wordsIn(also)).toContain('Also known as A. Nonymous');
    const warned = cardOf(await talk.press('Hal', form, 'Save', { typed: { x_other: 'Eve Moss' } }));
    expect(warned.words).toContain('They cannot be taken apart again');
    expect((await officer('Eve Moss')).name).toBe('Eve Moss');
    await talk.press('Hal', warned.card, 'Save', { typed: { x_other: 'Eve Moss' } });
    expect((await officer('Eve Moss')).name).toBe('Ann');
  });

  it('whether they are asked here', async () => {
    const form = cardOf(await talk.press('Hal', await personOf('Ben'), 'Here or not')).card;
    const left = await talk.press('Hal', form, 'Save', { typed: { x_outside: 'external' } });
    expect(wordsIn(left)).toContain('press Hand over');
    expect((await officer('Ben')).outside).toBe('external');
  });

  it('whom a name means', async () => {
    const form = cardOf(await talk.press('Hal', await personOf('The team'), 'Group')).card;
    const wrong = await talk.press('Hal', form, 'Save', { typed: { x_members: 'Ann\nNobody', x_rule: 'each' } });
    expect(wordsIn(wrong)).toContain('Nobody is called “Nobody”');
    await talk.press('Hal', cardOf(wrong).card, 'Save', { typed: { x_members: 'Ann\nBen', x_rule: 'each' } });
    expect((await officer('The team')).group).toEqual({ rule: 'each', members: [ids.Ann, ids.Ben] });
    const group = cardOf(await talk.press('Hal', await personOf('The team'), 'Group')).card;
    await talk.press('Hal', group, 'One person');
    expect((await officer('The team')).group).toBeNull();
  });
});

describe('handing everything over', () => {
  const leaving = async () => cardOf(await talk.press('Hal', await personOf('Ann'), 'Hand over')).card;

  it('is shown first; then all of it passes on', async () => {
    const form = await leaving();
    const shown = cardOf(
      await talk.press('Hal', form, 'Show what passes on', { typed: { x_how: 'left', x_to: 'Ben' } }),
    );
    expect(shown.words).toContain('Leads 2: A1, A2');
    expect((await officer('Ann')).outside).toBeNull();
    const done = await talk.press('Hal', shown.card, 'Hand over now', { typed: { x_how: 'left', x_to: 'Ben' } });
    expect(wordsIn(done)).toContain('Has left');
    expect((await officer('Ann')).outside).toBe('left');
    expect((await talk.ports.plans.milestone(PLAN, 'A1'))!.milestone.leads).toEqual([ids.Ben]);
    expect((await audited()).at(-1)).toEqual(['officer left', 'done', `to ${ids.Ben!}`]);
  });

  it('is not done where something else was typed than was shown', async () => {
    const form = await leaving();
    const shown = cardOf(
      await talk.press('Hal', form, 'Show what passes on', { typed: { x_how: 'left', x_to: 'Ben' } }),
    );
    const other = await talk.press('Hal', shown.card, 'Hand over now', { typed: { x_how: 'left', x_to: 'Hal' } });
    expect(wordsIn(other)).toContain('Look at it again');
    expect((await officer('Ann')).outside).toBeNull();
  });

  it.each([
    [{ x_how: '', x_to: 'Ben' }, 'Choose what happens'],
    [{ x_how: 'left', x_to: '' }, 'Give a name'],
    [{ x_how: 'left', x_to: 'Ann' }, 'cannot take over from themselves'],
    [{ x_how: 'left', x_to: 'Nobody Known' }, 'Nobody is called'],
    [{ x_how: 'head', x_to: 'Ben' }, 'leave this empty'],
  ])('needs another look with %j', async (typed, words) => {
    const back = await talk.press('Hal', await leaving(), 'Show what passes on', { typed });
    expect(wordsIn(back)).toContain(words);
    expect(wordsIn(back)).toContain('Not saved yet');
  });
});
