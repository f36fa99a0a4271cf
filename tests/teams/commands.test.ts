import { afterEach, describe, expect, it } from 'vitest';
import { loadPlan, setHeads, type RowWish } from '../support/world.js';
import { cardOf, filledIn, openForm, save, startTalk, VISITOR, wordsIn, type Talk, type Told } from './talk.js';
import { APP_ID } from './world.js';

/** On Wednesday 18 November 2026. */
const ROWS: readonly RowWish[] = [
  { ref: 'A 1', due: '2026-11-10', leads: ['Ann Lee', 'Ben Carr'] },
  { ref: 'A 2', due: '2026-11-20', leads: ['Ann Lee'] },
  { ref: 'A 3', due: '2026-12-16', leads: ['Nadia Price'] },
  { ref: 'B 1', due: '2026-11-18', leads: ['Hal Okoro'], area: 'B' },
];
const SEND: readonly RowWish[] = [
  { ref: 'A 1', due: '2026-11-25', leads: ['Ann Lee'], area: 'S' },
  { ref: 'S 9', due: '2026-11-25', leads: ['Far Away'], area: 'S' },
];

const AMBER = { cause: 'Two posts are vacant', recovery: '2026-12-01' };

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

/** Two plans; Hal is head of area A and leads in area B; Ada is an admin. */
async function started(): Promise<{ talk: Talk; ids: Readonly<Record<string, string>> }> {
  const talk = (open = await startTalk(['Ada']));
  await loadPlan(talk.ports, ROWS);
  await loadPlan(talk.ports, SEND, undefined, 'send-2026');
  const ids: Record<string, string> = {};
  for (const name of ['Ann Lee', 'Ben Carr', 'Nadia Price', 'Hal Okoro', 'Far Away'])
    ids[name] = await link(talk, name);
  await setHeads(talk.ports, 'A', [ids['Hal Okoro']!]);
  await talk.say('Ada', 'hello');
  return { talk, ids };
}

/** People speak by their first names. */
async function link({ ports, connector }: Talk, name: string): Promise<string> {
  const found = (await ports.people.byName(name))!;
  const [first = ''] = name.split(' ');
  const chat = { serviceUrl: connector.url, conversationId: `chat-${first}`, botId: `28:${APP_ID}` };
  await ports.people.put({ ...found.value, entraId: `e-${first}`, chat, welcomed: true }, found.etag);
  return found.value.id;
}

const said = async (talk: Talk, who: string, text: string, where?: 'channel' | 'group'): Promise<string> =>
  wordsIn((await talk.say(who, text, where)).at(-1));
const told = async (talk: Talk, who: string, text: string): Promise<Told> => (await talk.say(who, text)).at(-1)!;
const officer = async (talk: Talk, id: string | undefined) => (await talk.ports.people.officer(id!))!.value;
const audited = async (talk: Talk) =>
  (await talk.ports.audit.month('2026-11')).map((row) => `${row.act} ${row.outcome}`);

const EVERY = [
  'my milestones',
  'update A 2',
  'history A 2',
  'away until 7 December',
  'I am back',
  'deputy Ben Carr',
  'no deputy',
  'hand over A 2 to Ben Carr',
  'approvals',
  'update A 2 for Ann Lee',
  'text for Ann Lee',
  'away Ann Lee until 7 December',
];

describe('what is one person’s own', () => {
  it('is said in their own chat, and not in a channel or a group', async () => {
    const { talk, ids } = await started();
    for (const text of EVERY) {
      for (const where of ['channel', 'group'] as const) {
        const words = await said(talk, 'Ann', text, where);
        expect(words, text).toContain('Ask me in our own chat');
        expect(words, text).not.toMatch(/A 2|Ben Carr/);
      }
      talk.world.clock.advance(60_000);
    }
    expect(await officer(talk, ids['Ann Lee'])).toMatchObject({ awayUntil: null, deputy: null });
  });

  it('is not open to a visitor, and that is kept', async () => {
    const { talk } = await started();
    for (const text of EVERY) {
      expect(await said(talk, VISITOR, text, 'channel'), text).toContain('This is not open to you');
      expect((await audited(talk)).at(-1), text).toContain('refused');
      talk.world.clock.advance(60_000);
    }
  });
});

describe('my milestones', () => {
  it('are narrowed by a plan, an area, overdue; and by buttons', async () => {
    const { talk } = await started();
    const all = await told(talk, 'Ann', 'my milestones');
    expect(wordsIn(all)).toContain('Your 3 open milestones');
    const overdue = await talk.press('Ann', cardOf(all).card, 'Only overdue');
    expect(wordsIn(overdue)).toContain('Your 1 overdue milestone');
    expect(wordsIn(await talk.press('Ann', cardOf(overdue).card, 'Show all'))).toContain('Your 3 open milestones');
    expect(await said(talk, 'Ann', 'my overdue milestones')).toContain('Your 1 overdue milestone');
    expect(await said(talk, 'Ann', 'my milestones in Area S')).toMatch(/Your 1 open milestone.*Only Area S\./);
    expect(await said(talk, 'Ann', 'my milestones send-2026')).toContain('Your 1 open milestone');
    const empty = await said(talk, 'Ann', 'my milestones overdue in Area S');
    expect(empty).toContain('You have nothing overdue there');
  });

  it('each plan has a button where there are several', async () => {
    const { talk } = await started();
    const all = cardOf(await told(talk, 'Ann', 'my milestones')).card;
    const one = await talk.press('Ann', all, 'The plan', { about: 'The plan' });
    expect(wordsIn(one)).toMatch(/Only The plan\./);
  });

  it('a plan or area that is none of theirs is met with the nearest', async () => {
    const { talk } = await started();
    expect(await said(talk, 'Ann', 'my milestones in Areas S')).toContain('Did you mean “my milestones Area S”?');
    expect(await said(talk, 'Ann', 'my milestones in Nowhere')).toContain('Nothing of yours is in “Nowhere”');
    expect(await said(talk, 'Ann', 'my milestones in Area B')).toContain('Nothing of yours is in “Area B”');
  });
});

describe('a ref', () => {
  it('that several plans have asks which', async () => {
    const { talk } = await started();
    const which = await told(talk, 'Ann', 'update a1');
    expect(wordsIn(which)).toContain('Which a1? Several plans have it.');
    expect(wordsIn(await talk.press('Ann', cardOf(which).card, 'Update', { about: 'A 1' }))).toContain('A 1');
  });

  it('may have the plan’s own word before it', async () => {
    const { talk } = await started();
    expect(await said(talk, 'Ann', 'Please update milestone “A 2”.')).toContain('The words of A 2');
  });

  it.each([
    ['update A 22', 'Update', 'The words of A 2'],
    ['history A 22', 'History', 'History of A 2'],
    ['hand over A 22 to Ben Carr', 'Hand over', 'A 2'],
  ])('misspelt in %j is met with the nearest as buttons', async (text, button, words) => {
    const { talk } = await started();
    const which = await told(talk, 'Ann', text);
    expect(wordsIn(which)).toMatch(/There is no A 22 in a plan of yours .*Did you mean/);
    expect(wordsIn(await talk.press('Ann', cardOf(which).card, button, { about: 'A 2' }))).toContain(words);
  });

  it.each(['update Q 77', 'history Q 77', 'hand over Q 77 to Ben Carr', 'update Q 77 for Ann Lee'])(
    'that nobody has, in %j, is said to be none',
    async (text) => {
      const { talk } = await started();
      expect(await said(talk, 'Ann', text)).toContain('There is no Q 77 in a plan of yours');
    },
  );

  it.each([
    ['update A 3', 'This is not yours to update'],
    ['history A 3', 'This is not yours to look into'],
  ])('%j of somebody else is refused, which is kept', async (text, words) => {
    const { talk } = await started();
    expect(await said(talk, 'Ann', text)).toContain(words);
    expect((await audited(talk)).at(-1)).toContain('refused');
  });

  it.each(['hand over A 3 to Ben Carr', 'update A 3 for Nadia Price'])(
    '%j of somebody else changes nothing',
    async (text) => {
      const { talk } = await started();
      const before = await talk.ports.plans.milestone('ilacs-2026', 'A 3');
      await talk.say('Ann', text);
      expect(await talk.ports.plans.milestone('ilacs-2026', 'A 3')).toEqual(before);
      expect((await audited(talk)).at(-1)).toContain('refused');
    },
  );

  it('of a plan in which they have no part is not even known', async () => {
    const { talk } = await started();
    expect(await said(talk, 'Ben', 'history S 9')).toContain('There is no S 9 in a plan of yours');
  });

  it.each(['update', 'history', 'hand over'])('left out of %j offers their own', async (text) => {
    const { talk } = await started();
    expect(await said(talk, 'Ann', text)).toMatch(/Which one\?.*The words of A 2/);
    expect(await said(talk, 'Ada', text)).toContain('You lead nothing that is open');
  });
});

describe('history', () => {
  it('tells who said what and when, the newest first, to who leads it, its head and admins', async () => {
    const { talk } = await started();
    const list = cardOf(await told(talk, 'Ann', 'my milestones')).card;
    await save(talk, 'Ann', await openForm(talk, 'Ann', list, 'A 2', '▲ Amber'), AMBER);
    const words = await said(talk, 'Ann', 'history A 2');
    expect(words).toMatch(
      /History of A 2 .*Ann Lee ▲\sAmber\..*Two posts are vacant.*The plan as it was loaded Loaded, due/,
    );
    for (const who of ['Hal', 'Ada']) expect(await said(talk, who, 'history A 2')).toContain('History of A 2');
  });
});

describe('away', () => {
  it('until a date as it is typed, and back', async () => {
    const { talk, ids } = await started();
    await talk.say('Ann', 'deputy Ben Carr');
    const away = await told(talk, 'Ann', 'away until 7 December');
    expect(wordsIn(away)).toContain('You are away until Monday 7 December 2026');
    expect(wordsIn(away)).toContain('Reminders go to Ben Carr until Monday 7 December 2026.');
    expect(wordsIn(away)).toContain('They come to you again on Tuesday 8 December 2026, by themselves.');
    expect(await officer(talk, ids['Ann Lee'])).toMatchObject({ awayUntil: '2026-12-07', deputy: ids['Ben Carr'] });
    const back = await talk.press('Ann', cardOf(away).card, 'I am back');
    expect(wordsIn(back)).toContain('You are back Reminders come to you again from now on.');
    expect(await officer(talk, ids['Ann Lee'])).toMatchObject({ awayUntil: null, deputy: ids['Ben Carr'] });
    expect(await said(talk, 'Ann', 'I am back')).toContain('You are not away');
  });

  it('says how a day was understood', async () => {
    const { talk } = await started();
    expect(await said(talk, 'Ann', 'away until next Friday')).toContain(
      '“Next Friday” was read as Friday 27 November 2026, in the week after this one.',
    );
  });

  it.each([
    ['away until Tuesday 7 December', '7 December 2026 is a Monday, not a Tuesday.'],
    ['away until 17/11/2026', 'Tuesday 17 November 2026 has passed.'],
    ['away until soon', '“soon” is not a date that can be read here.'],
    ['away until 7 March', 'An absence ends at most 90 days ahead, on Tuesday 16 February 2027.'],
    ['away until 15 November', 'That is Monday 15 November 2027. An absence ends at most 90 days ahead'],
    ['away until 31 November', 'November has 30 days.'],
    ['away Friday and Monday', 'is not a date that can be read here'],
  ])('%j is refused on the form, and nothing is saved', async (text, words) => {
    const { talk, ids } = await started();
    const form = await said(talk, 'Ann', text);
    expect(form).toContain('Not saved yet. One answer needs another look: the last day.');
    expect(form).toContain(words);
    expect((await officer(talk, ids['Ann Lee'])).awayUntil).toBeNull();
  });

  it('on the form: with a deputy, who is kept, changed, taken back, misspelt', async () => {
    const { talk, ids } = await started();
    const form = cardOf(await told(talk, 'Ann', 'away')).card;
    const wrong = await talk.press('Ann', form, 'Save', { typed: { x_until: '2026-12-07', x_deputy: 'Ben Car' } });
    expect(wordsIn(wrong)).toContain('Nobody in your plans is called “Ben Car”. Did you mean Ben Carr?');
    expect((await officer(talk, ids['Ann Lee'])).awayUntil).toBeNull();
    const good = await talk.press('Ann', cardOf(wrong).card, 'Save', { typed: { x_deputy: 'Ben Carr' } });
    expect(wordsIn(good)).toContain('Reminders go to Ben Carr until Monday 7 December 2026.');
    const again = await talk.press('Ann', cardOf(good).card, 'Change the last day');
    const none = await talk.press('Ann', cardOf(again).card, 'Save', { typed: { x_deputy: '' } });
    expect(wordsIn(none)).toContain('Reminders go to');
    expect(await officer(talk, ids['Ann Lee'])).toMatchObject({ awayUntil: '2026-12-07', deputy: null });
    const empty = await talk.press('Ann', form, 'Save', { typed: { x_until: '' } });
    expect(wordsIn(empty)).toContain('Give the last day.');
  });

  it('of somebody else: an admin of anybody, a head of service of who leads something in the area, nobody else', async () => {
    const { talk, ids } = await started();
    const byHead = await told(talk, 'Hal', 'away Ann Lee until 7 December');
    expect(wordsIn(byHead)).toContain('Ann Lee is away until Monday 7 December 2026');
    await talk.press('Hal', cardOf(byHead).card, 'They are back');
    expect((await officer(talk, ids['Ann Lee'])).awayUntil).toBeNull();
    expect(await said(talk, 'Ada', 'Far Away is away until 7 December')).toContain('Far Away is away until');
    expect(await said(talk, 'Ben', 'away Ann Lee until 7 December')).toContain('This is not yours to say');
    expect(await said(talk, 'Hal', 'away Far Away until 7 December')).toContain(
      'Nobody in your plans is called “Far Away”',
    );
    expect((await officer(talk, ids['Ann Lee'])).awayUntil).toBeNull();
    expect(await audited(talk)).toContain('officer away refused');
  });

  it('of a name that two have asks which, and the day comes along', async () => {
    const { talk, ids } = await started();
    await loadPlan(talk.ports, [{ ref: 'C 1', due: '2026-12-01', leads: ['Nadia Hussain'] }], undefined, 'third');
    const which = await told(talk, 'Ada', 'away Nadia until 7 December');
    expect(wordsIn(which)).toContain('Who is “Nadia”? Several people have that name.');
    const form = await talk.press('Ada', cardOf(which).card, 'Away', { about: 'Nadia Price' });
    expect(wordsIn(form)).toContain('When Nadia Price is away');
    await talk.press('Ada', cardOf(form).card, 'Save');
    expect((await officer(talk, ids['Nadia Price'])).awayUntil).toBe('2026-12-07');
  });

  it('of a name that two have, with a day that cannot be: the form says what is wrong with it', async () => {
    const { talk, ids } = await started();
    await loadPlan(talk.ports, [{ ref: 'C 1', due: '2026-12-01', leads: ['Nadia Hussain'] }], undefined, 'third');
    const which = await told(talk, 'Ada', 'away Nadia until 31 June');
    const form = wordsIn(await talk.press('Ada', cardOf(which).card, 'Away', { about: 'Nadia Price' }));
    expect(form).toContain('When Nadia Price is away');
    expect(form).toContain('Not saved yet.');
    expect(form).toContain('June has 30 days.');
    expect((await officer(talk, ids['Nadia Price'])).awayUntil).toBeNull();
  });

  it('the right is read at the press: a head of service who is none any more is refused, and keeps what was typed', async () => {
    const { talk, ids } = await started();
    const form = cardOf(await told(talk, 'Hal', 'away Ann Lee until soon')).card;
    await setHeads(talk.ports, 'A', []);
    const typed = { x_until: '2026-12-07', x_deputy: 'Ben' };
    const refused = await talk.press('Hal', form, 'Save', { typed });
    expect(wordsIn(refused)).toContain('This is not yours to say');
    expect(filledIn(cardOf(refused).card)).toEqual({ x_until: 'Monday 7 December 2026', x_deputy: 'Ben' });
    expect((await officer(talk, ids['Ann Lee'])).awayUntil).toBeNull();
  });
});

describe('a deputy', () => {
  it('is named, changed on the form and taken back', async () => {
    const { talk, ids } = await started();
    const named = await told(talk, 'Ann', 'deputy Ben Carr');
    expect(wordsIn(named)).toContain('Ben Carr is your deputy');
    const form = await talk.press('Ann', cardOf(named).card, 'Change deputy');
    const other = await talk.press('Ann', cardOf(form).card, 'Save', { typed: { x_deputy: 'hal okoro' } });
    expect(wordsIn(other)).toContain('Hal Okoro is your deputy');
    expect((await officer(talk, ids['Ann Lee'])).deputy).toBe(ids['Hal Okoro']);
    expect(await said(talk, 'Ann', 'no deputy')).toContain('You have no deputy');
    expect((await officer(talk, ids['Ann Lee'])).deputy).toBeNull();
  });

  it('who is away too is named, with a warning', async () => {
    const { talk } = await started();
    await talk.say('Ben', 'away until 7 December');
    const words = await said(talk, 'Ann', 'deputy Ben Carr');
    expect(words).toContain('Ben Carr is away too, and is not asked while that lasts.');
  });

  it.each([
    ['deputy Ann Lee', 'Ann Lee cannot be asked in their own place.'],
    ['deputy Gone Person', 'Gone Person has left.'],
    ['deputy Other Body', 'Other Body is of another organisation and cannot be asked.'],
    ['deputy All Heads', '“All Heads” is a group. A deputy is one person.'],
  ])('%j is refused on the form', async (text, words) => {
    const { talk, ids } = await started();
    const others = ['Gone Person', 'Other Body', 'All Heads'];
    await loadPlan(talk.ports, [{ ref: 'T 1', due: '2026-12-01', leads: ['Ann Lee', ...others] }], undefined, 'third');
    const change = async (name: string, to: object): Promise<void> => {
      const found = (await talk.ports.people.byName(name))!;
      await talk.ports.people.put({ ...found.value, ...to }, found.etag);
    };
    await change('Gone Person', { outside: 'left' });
    await change('Other Body', { outside: 'external' });
    await change('All Heads', { group: { rule: 'any', members: [ids['Ben Carr']] } });
    expect(await said(talk, 'Ann', text)).toContain(words);
    expect((await officer(talk, ids['Ann Lee'])).deputy).toBeNull();
  });

  it('misspelt is met with the nearest of their plans as a button; nobody else is named', async () => {
    const { talk, ids } = await started();
    const which = await told(talk, 'Ann', 'deputy Ben Car');
    expect(wordsIn(which)).toContain('Nobody in your plans is called “Ben Car” Did you mean one of these? Ben Carr');
    await talk.press('Ann', cardOf(which).card, 'Name deputy');
    expect((await officer(talk, ids['Ann Lee'])).deputy).toBe(ids['Ben Carr']);
    expect(await said(talk, 'Ben', 'deputy Far Awy')).not.toContain('Far Away');
  });

  it('of an ambiguous name is asked for', async () => {
    const { talk } = await started();
    await loadPlan(
      talk.ports,
      [{ ref: 'C 1', due: '2026-12-01', leads: ['Nadia Hussain', 'Ann Lee'] }],
      undefined,
      'third',
    );
    expect(await said(talk, 'Ann', 'deputy Nadia')).toMatch(
      /Who is “Nadia”\?.*Nadia (Price|Hussain).*Nadia (Price|Hussain)/,
    );
  });
});

describe('help', () => {
  it('lists what the reader can do, with a button for each', async () => {
    const { talk } = await started();
    const help = await told(talk, 'Ann', 'help');
    const words = wordsIn(help);
    expect(words).toMatch(/update A \d/);
    expect(words).toContain('deputy');
    for (const other of ['approvals', 'text for NAME', 'summary here']) expect(words).not.toContain(other);
    for (const [button, opens] of [
      ['Show', 'Your 3 open milestones'],
      ['History', 'History of A'],
      ['Away', 'When you are away'],
      ['Deputy', 'Your deputy'],
    ] as const) {
      expect(wordsIn(await talk.press('Ann', cardOf(help).card, button))).toContain(opens);
    }
    const head = await said(talk, 'Hal', 'help');
    for (const other of ['approvals', 'away NAME until DATE']) expect(head).toContain(other);
    const page = await talk.press('Ada', cardOf(await told(talk, 'Ada', 'help')).card, 'For admins');
    for (const one of ['text for NAME', 'import', 'why REF NAME', 'schedules']) expect(wordsIn(page)).toContain(one);
    expect(wordsIn(await talk.press('Ada', cardOf(page).card, 'Help'))).toContain('For administrators');
  });

  it('while somebody is away offers to end that', async () => {
    const { talk } = await started();
    await talk.say('Ann', 'away until 7 December');
    const help = cardOf(await told(talk, 'Ann', 'help')).card;
    expect(wordsIn(await talk.press('Ann', help, 'I am back'))).toContain('You are back');
  });

  it('in a channel names nothing of anybody’s own', async () => {
    const { talk } = await started();
    expect(await said(talk, 'Ann', 'help', 'channel')).not.toMatch(/A \d|Ben Carr|Away/);
  });
});

describe('what is said about others', () => {
  it.each([
    ['update A 2 for Nobody Known', 'Hal'],
    ['text for Nobody Known', 'Ada'],
    ['away Nobody Known until 7 December', 'Ada'],
    ['back Nobody Known', 'Ada'],
  ])('%j names somebody unknown: it is said, and nothing is written', async (text, who) => {
    const { talk } = await started();
    const before = await talk.ports.plans.history('ilacs-2026');
    expect(await said(talk, who, text)).toContain('Nobody Known');
    expect(await talk.ports.plans.history('ilacs-2026')).toEqual(before);
  });

  it('a handover to a name brings it onto the form, and writes nothing yet', async () => {
    const { talk } = await started();
    const form = cardOf(await told(talk, 'Ann', 'hand over A 2 to Ben Carr')).card;
    expect(Object.values(filledIn(form))).toContain('Ben Carr');
    expect((await talk.ports.plans.milestone('ilacs-2026', 'A 2'))?.milestone.proposal).toBeNull();
  });

  it('approvals tell that nothing waits', async () => {
    const { talk } = await started();
    expect(await said(talk, 'Hal', 'approvals')).toMatch(/Nothing|nothing/);
  });
});
