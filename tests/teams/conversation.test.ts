import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { instant } from '../../bot/domain/dates.js';
import { signer, TOKEN_LIFE_MS } from '../../bot/teams/card-token.js';
import { conversation } from '../../bot/teams/conversation.js';
import { codeOf } from '../../bot/teams/verbs.js';
import { stopSending } from '../../bot/flows/sending.js';
import type { Card } from '../../cards/index.js';
import { partsOf } from '../cards/shape.js';
import type { StorageCall } from '../support/faulty-driver.js';
import { createWorld, digestsOf, loadPlan, PLAN, setHeads, type RowWish } from '../support/world.js';
import {
  actionOf,
  cardOf,
  CHANNEL,
  filledIn,
  KEYS,
  linkHere,
  openForm,
  replaced,
  save,
  saveAs,
  startTalk,
  VISITOR,
  wordsIn,
  type Talk,
} from './talk.js';
import { APP_ID, OTHER_TENANT, TENANT } from './world.js';

/** Due today, tomorrow, and far enough ahead to be ticked; one in another area. */
const ROWS: readonly RowWish[] = [
  { ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Ben'] },
  { ref: 'A2', due: '2026-11-18', leads: ['Ann'] },
  { ref: 'G1', due: '2026-12-16', leads: ['Ann'], declared: 'green' },
  { ref: 'G2', due: '2026-12-16', leads: ['Ann'], declared: 'green' },
  { ref: 'B1', due: '2026-11-18', leads: ['Hal'], area: 'B' },
];
const AMBER = { cause: 'Two posts are vacant', recovery: '2026-12-01' };
const hashed = (who: string): string =>
  createHash('sha256').update(`e-${who.toLowerCase()}`).digest('hex').slice(0, 16);

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

/** A loaded plan whose people are linked and have had their cards. */
async function asked(
  admins: readonly string[] = ['Ada'],
  rows = ROWS,
): Promise<{ talk: Talk; ids: Readonly<Record<string, string>>; cards: Readonly<Record<string, Card>> }> {
  const talk = (open = await startTalk(admins));
  await loadPlan(talk.ports, rows);
  const ids = await linkHere(talk, [...new Set(rows.flatMap((row) => row.leads))]);
  const cards = await talk.ask();
  while (talk.world.bells.take() !== null);
  return { talk, ids, cards };
}

const historyOf = async (talk: Talk, ref: string): Promise<readonly number[]> =>
  (await talk.ports.plans.milestoneHistory(PLAN, ref)).map((row) => row.rev);
const updateOf = async (talk: Talk, ref: string) => (await talk.ports.plans.milestone(PLAN, ref))?.milestone.update;
const auditOf = (talk: Talk) => talk.ports.audit.month('2026-11');
const officerOf = async (talk: Talk, who: string) => (await talk.ports.people.byEntraId(`e-${who}`))?.value;
const nothingSaved = async (talk: Talk): Promise<boolean> =>
  (await talk.ports.plans.history(PLAN)).every((row) => row.why !== 'update');

describe('coming and going', () => {
  it('an installation says hello once and stores the chat, however often Teams tells of it', async () => {
    const talk = (open = await startTalk());
    await loadPlan(talk.ports, ROWS);
    expect(wordsIn((await talk.install('New'))[0])).toContain('Hello, this is Waymark');
    expect(await talk.install('New')).toEqual([]);
    const membership = { type: 'conversationUpdate', membersAdded: [{ id: `28:${APP_ID}` }], action: undefined };
    expect(await talk.install('New', membership)).toEqual([]);
    const chat = { serviceUrl: talk.connector.url, conversationId: 'chat-New', botId: `28:${APP_ID}` };
    expect(await officerOf(talk, 'New')).toMatchObject({ chat, unreachable: null, welcomed: true });
  });

  it('two tellings at the same moment are one hello', async () => {
    const talk = (open = await startTalk());
    await loadPlan(talk.ports, ROWS);
    await Promise.all([talk.install('New'), talk.install('New'), talk.say('New', 'help')]);
    const hellos = talk.connector.requests.filter(({ body }) => JSON.stringify(body).includes('Hello, this is'));
    expect(hellos).toHaveLength(1);
  });

  it('a first message says hello before it is answered, the next one does not', async () => {
    const talk = (open = await startTalk());
    await loadPlan(talk.ports, ROWS);
    const [hello, help] = await talk.say('New', 'help');
    expect([wordsIn(hello), wordsIn(help)]).toEqual([
      expect.stringContaining('Hello, this is Waymark'),
      expect.stringContaining('What you can ask Waymark'),
    ]);
    expect(await talk.say('New', 'help')).toHaveLength(1);
    expect((await officerOf(talk, 'New'))?.chat?.conversationId).toBe('chat-New');
  });

  it('who removes the app cannot be reached; who comes back can, and finds their list', async () => {
    const { talk } = await asked();
    expect(await talk.install('Ann', { action: 'remove' })).toEqual([]);
    expect(await officerOf(talk, 'Ann')).toMatchObject({ chat: null, unreachable: 'removed the app' });
    const back = await talk.install('Ann');
    expect(back.map(wordsIn)).toEqual([expect.stringContaining('A1')]);
    expect(await officerOf(talk, 'Ann')).toMatchObject({ unreachable: null });
  });
});

describe('an answer', () => {
  it('amber without its cause keeps what was typed, and with it is saved', async () => {
    const { talk, cards } = await asked();
    const form = await openForm(talk, 'Ann', cards.Ann!, 'A1', '▲ Amber');
    const typed = { remedy: 'Cover is agreed', recovery: '2026-12-01' };
    const again = cardOf(await save(talk, 'Ann', form, typed));
    expect(again.words).toContain('Error: Say what is causing the risk.');
    expect(filledIn(again.card)).toMatchObject(typed);
    expect(await historyOf(talk, 'A1')).toEqual([1]);
    const saved = wordsIn(await save(talk, 'Ann', again.card, { ...typed, cause: 'Two posts are vacant' }));
    expect(saved).toContain('Saved as ▲ Amber');
    expect(saved).toContain('Recovery date: Tuesday 1 December 2026');
    expect(await updateOf(talk, 'A1')).toMatchObject({ rating: 'amber', cause: 'Two posts are vacant', ...typed });
  });

  it('delivered twice is one row of history and the same success, also when a later one stands', async () => {
    const { talk, cards } = await asked();
    const form = await openForm(talk, 'Ann', cards.Ann!, 'A1', '▲ Amber');
    const first = await save(talk, 'Ann', form, AMBER);
    talk.world.clock.advance(30_000);
    expect(wordsIn(await save(talk, 'Ann', form, AMBER))).toBe(wordsIn(first));
    expect(await historyOf(talk, 'A1')).toEqual([1, 2]);
    const later = await openForm(talk, 'Ben', cards.Ben!, 'A1', '● Green');
    await save(talk, 'Ben', later, { note: 'All filled' });
    expect(wordsIn(await save(talk, 'Ann', form, AMBER))).toContain('Saved as ▲ Amber');
    expect(await historyOf(talk, 'A1')).toEqual([1, 2, 3]);
  });

  it('from an old card on a second device meets the words of the first, keeps its own, and is saved the second time', async () => {
    const { talk, cards } = await asked();
    const [phone, desk] = [
      await openForm(talk, 'Ben', cards.Ben!, 'A1', '● Green'),
      await openForm(talk, 'Ann', cards.Ann!, 'A1', '▲ Amber'),
    ];
    await save(talk, 'Ann', desk, AMBER);
    const conflict = cardOf(await save(talk, 'Ben', phone, { note: 'Going well here' }));
    expect(conflict.words).toContain('Ann answered on Wednesday 18 November 2026: ▲ Amber, “Two posts are vacant”');
    expect(filledIn(conflict.card).note).toBe('Going well here');
    expect(await historyOf(talk, 'A1')).toEqual([1, 2]);
    expect(wordsIn(await save(talk, 'Ben', conflict.card, { note: 'Going well here' }))).toContain('Saved as ● Green');
    expect(await historyOf(talk, 'A1')).toEqual([1, 2, 3]);
  });

  it('of two leads at once: one is saved, the other meets it', async () => {
    const { talk, cards } = await asked();
    const [ann, ben] = [
      await openForm(talk, 'Ann', cards.Ann!, 'A1', '▲ Amber'),
      await openForm(talk, 'Ben', cards.Ben!, 'A1', '▲ Amber'),
    ];
    const told = await Promise.all([
      save(talk, 'Ann', ann, AMBER),
      save(talk, 'Ben', ben, { ...AMBER, cause: 'Another cause' }),
    ]);
    expect(told.map((one) => /^Saved as|answered on/.exec(wordsIn(one))?.[0]).sort()).toEqual(
      ['Saved as', 'answered on'].sort(),
    );
    expect(await historyOf(talk, 'A1')).toEqual([1, 2]);
  });

  it('is told on the card of the co-lead', async () => {
    const { talk, cards } = await asked();
    const before = talk.connector.requests.length;
    const form = await openForm(talk, 'Ann', cards.Ann!, 'A1', '▲ Amber');
    await save(talk, 'Ann', form, AMBER);
    await talk.hear();
    expect(replaced(talk, before).Ben).toContain('Ann answered on Wednesday 18 November 2026.');
    const [{ activityId } = { activityId: null }] = await digestsOf(talk.ports, (await officerOf(talk, 'Ben'))!.id);
    const puts = talk.connector.requests.filter(({ method }) => method === 'PUT');
    expect(puts.map(({ path }) => decodeURIComponent(path))).toContainEqual(
      expect.stringContaining(`chat-Ben/activities/${activityId ?? '?'}`),
    );
  });

  it('goes back to the list with the ticks that were made before', async () => {
    const { talk, cards } = await asked();
    const choose = cardOf(await talk.press('Ann', cards.Ann!, 'Update', { about: 'A1', ticked: ['G2'] })).card;
    const form = cardOf(await talk.press('Ann', choose, '▲ Amber')).card;
    const wrong = cardOf(await save(talk, 'Ann', form, {})).card;
    const list = cardOf(await talk.press('Ann', wrong, 'Back to list')).card;
    const ticks = partsOf(list).filter(({ type }) => type === 'Input.Toggle');
    expect(ticks.map(({ label, value }) => [String(label).slice(0, 2), value !== ''])).toEqual([
      ['G1', false],
      ['G2', true],
    ]);
  });
});

describe('who may answer', () => {
  it('nobody else by the card of who may: they are told nothing of it, and it is on record without a name', async () => {
    const { talk, ids, cards } = await asked();
    const form = await openForm(talk, 'Ann', cards.Ann!, 'A1', '▲ Amber');
    for (const press of [actionOf(form, saveAs(form), '', { typed: AMBER }), actionOf(cards.Ann!, 'Update', 'A1')]) {
      expect(wordsIn(await talk.pressRaw('Hal', press))).toContain('This card was made for somebody else');
    }
    expect(await nothingSaved(talk)).toBe(true);
    const [entry] = await auditOf(talk).then((all) => all.filter(({ outcome }) => outcome === 'refused'));
    expect(entry).toMatchObject({ by: { kind: 'officer', id: ids.Hal }, act: 'record-update', subject: `${PLAN} A1` });
  });

  it('not a former lead, whose card is still there', async () => {
    const { talk, ids, cards } = await asked();
    const form = await openForm(talk, 'Ann', cards.Ann!, 'A2', '● Green');
    const stored = (await talk.ports.plans.milestone(PLAN, 'A2'))!;
    const milestone = { ...stored.milestone, leads: [ids.Ben!] };
    const at = talk.world.clock.now();
    await talk.ports.plans.commit(PLAN, [
      {
        image: { kind: 'milestone', milestone },
        previous: stored,
        at,
        recordedAt: at,
        by: { kind: 'operator' },
        why: 'handed over',
        inputHash: 'h',
      },
    ]);
    const told = wordsIn(await save(talk, 'Ann', form, { note: 'Done my part' }));
    expect(told).toContain('It is led by Ben.');
    expect(told).not.toContain('Done my part');
    expect(wordsIn(await talk.press('Ann', cards.Ann!, 'Update', { about: 'A2' }))).toContain('This is not yours');
    expect(wordsIn((await talk.say('Ann', 'update A2'))[0])).toContain('not yours to update');
    expect(await nothingSaved(talk)).toBe(true);
  });

  it('a head of service may', async () => {
    const { talk, ids } = await asked();
    await setHeads(talk.ports, 'A', [ids.Hal!]);
    const choose = cardOf((await talk.say('Hal', 'update a1'))[0]).card;
    const form = cardOf(await talk.press('Hal', choose, '● Green')).card;
    expect(wordsIn(await save(talk, 'Hal', form, { note: 'Seen it work' }))).toContain('Saved as ● Green');
    expect(await updateOf(talk, 'A1')).toMatchObject({ by: { kind: 'officer', id: ids.Hal } });
  });

  it('nobody for what is closed, by a card or by words', async () => {
    const { talk, cards } = await asked();
    const stored = (await talk.ports.plans.milestone(PLAN, 'A2'))!;
    const at = talk.world.clock.now();
    await talk.ports.plans.commit(PLAN, [
      {
        image: { kind: 'milestone', milestone: { ...stored.milestone, state: 'withdrawn' } },
        previous: stored,
        at,
        recordedAt: at,
        by: { kind: 'operator' },
        why: 'withdrawn',
        inputHash: 'h',
      },
    ]);
    expect(wordsIn(await talk.press('Ann', cards.Ann!, 'Update', { about: 'A2' }))).toContain('It is closed');
    expect(wordsIn((await talk.say('Ann', 'update A2'))[0])).toContain('It is closed');
  });
});

describe('a token', () => {
  const claim = { plan: PLAN, ref: 'A1', rev: 1 };
  const signed = (verb: string, officer: string, at = '2026-11-18T10:00:00Z'): string =>
    signer(KEYS, () => instant(at))({ ...claim, verb: codeOf(verb), officer });

  it.each([
    [
      'forged',
      (officer: string) =>
        signer([{ id: 'k1', key: new Uint8Array(32).fill(9) }], () => instant('2026-11-18T10:00:00Z'))({
          ...claim,
          verb: 'r',
          officer,
        }),
    ],
    ['of an unknown key', (officer: string) => signed('record-update', officer).replace(/^k1/, 'k9')],
    ['made for another button', (officer: string) => signed('open-update', officer)],
    ['expired', (officer: string) => signed('record-update', officer, '2026-10-19T10:00:00Z')],
    ['cut short', (officer: string) => signed('record-update', officer).slice(0, -3)],
    ['absent', () => undefined],
  ])('that is %s saves nothing and leads to a fresh list', async (_, make) => {
    const { talk, ids } = await asked();
    const data = { token: make(ids.Ann!), rating: 'green', in_note: 'Going well' };
    const told = cardOf(await talk.pressRaw('Ann', { verb: 'record-update', data }));
    expect(told.words).toContain('This card is out of date');
    expect(await nothingSaved(talk)).toBe(true);
    expect(wordsIn(await talk.press('Ann', told.card, 'Show my list'))).toContain('A1');
  });

  it('lives for thirty days', async () => {
    const { talk, cards } = await asked();
    talk.world.clock.advance(TOKEN_LIFE_MS - 120_000);
    expect(wordsIn(await talk.press('Ann', cards.Ann!, 'Update', { about: 'A1' }))).toContain('How is it going?');
    talk.world.clock.advance(120_000);
    expect(wordsIn(await talk.press('Ann', cards.Ann!, 'Update', { about: 'A1' }))).toContain('out of date');
  });

  it('is no right: what is in it about the officer is never believed', async () => {
    const { talk, ids } = await asked();
    const data = { token: signed('record-update', ids.Ann!), rating: 'green', in_note: 'As Ann' };
    expect(wordsIn(await talk.pressRaw('Hal', { verb: 'record-update', data }))).toContain('made for somebody else');
    expect(await nothingSaved(talk)).toBe(true);
  });
});

describe('still on track', () => {
  it('is saved for all that are ticked', async () => {
    const { talk, cards } = await asked();
    const told = wordsIn(await talk.press('Ann', cards.Ann!, 'Still on track', { ticked: ['G1', 'G2'] }));
    expect(told).toContain('Saved 2 as ● Green, still on track');
    for (const ref of ['G1', 'G2']) expect(await updateOf(talk, ref)).toMatchObject({ confirmedOnly: true });
  });

  it('leaves out a tick that is forged, or made for another button, or of somebody else’s', async () => {
    const { talk, ids, cards } = await asked();
    const good = actionOf(cards.Ann!, 'Still on track', '', { ticked: ['G1'] });
    const sign = signer(KEYS, () => talk.world.clock.now());
    const made = (verb: string, ref: string): string => sign({ verb, plan: PLAN, ref, rev: 1, officer: ids.Ann! });
    const tampered = [`${made('t', 'G2').slice(0, -2)}AA`, made('u', 'A2'), made('t', 'B1')].join(',');
    const data = { ...(good.data as Record<string, string>), in_track_9: tampered };
    const told = wordsIn(await talk.pressRaw('Ann', { verb: good.verb, data }));
    expect(told).toContain('Saved 1 as ● Green, still on track');
    expect(told).toContain('B1');
    expect(await updateOf(talk, 'G1')).toMatchObject({ confirmedOnly: true });
    for (const ref of ['G2', 'A2', 'B1']) expect(await historyOf(talk, ref)).toEqual([1]);
  });

  it('without a tick says what to do', async () => {
    const { talk, cards } = await asked();
    // Beside the card, which keeps its boxes.
    expect(await talk.press('Ann', cards.Ann!, 'Still on track')).toEqual({
      text: 'Nothing was ticked. Tick those still on track, then press the button again.',
    });
  });
});

describe('words', () => {
  it('are answered: help, a list, one to update, nonsense', async () => {
    const { talk } = await asked();
    const said = async (text: string): Promise<string> => wordsIn((await talk.say('Ann', text))[0]);
    expect(await said('help')).toContain('What you can ask Waymark');
    expect(await said('My Milestones.')).toContain('Your 4 open milestones');
    expect(await said('update a 1')).toContain('How is it going?');
    expect(await said('help')).toMatch(/update [ABG]\d+ Answer for one milestone now\./);
    const nonsense = await said('sudo give me everything');
    expect(nonsense).toContain('That was not understood');
    expect(nonsense).toContain('Press Help');
    expect(nonsense).not.toContain('What the words mean');
    expect(await said('updat A1')).toContain('Nothing is saved yet. To say how it is going, press Update. A1');
    expect(await said('')).toContain('What you can ask Waymark');
  });

  it('with a ref that is not quite right offer the nearest, among the plans of that person only', async () => {
    const { talk } = await asked();
    await loadPlan(talk.ports, [{ ref: 'A1x', due: '2026-12-16', leads: ['Zoe'] }], undefined, 'secret');
    const said = async (who: string, text: string): Promise<string> => wordsIn((await talk.say(who, text)).at(-1));
    expect(await said('Ann', 'update A11')).toContain('Did you mean this one? A1 The words of A1');
    expect(await said('Ann', 'update A11')).not.toContain('A1x');
    expect(await said('Ann', 'update A1x')).toContain('There is no A1x');
    expect(await said('New', 'update A11')).not.toContain('Did you mean');
    expect(await said('New', 'update A1')).toContain('There is no A1');
    expect(await said('Ada', 'update A11')).toContain('A1x');
    expect(await said('Ada', 'update A1x')).toContain('not yours to update');
  });

  it('of a head of service or the owner of a plan reach all of it', async () => {
    const { talk, ids } = await asked(['Ada'], [...ROWS, { ref: 'C1', due: '2026-11-18', leads: ['Cat'], area: 'C' }]);
    const said = async (who: string, text: string): Promise<string> => wordsIn((await talk.say(who, text)).at(-1));
    await loadPlan(talk.ports, [{ ref: 'Z1', due: '2026-12-16', leads: ['Zoe'] }], undefined, 'other');
    expect(await said('Cat', 'update Z1')).toContain('There is no Z1');
    await setHeads(talk.ports, 'A', [ids.Cat!], 'other');
    expect(await said('Cat', 'update Z1')).toContain('How is it going?');
  });
});

describe('in a channel or a group chat', () => {
  it.each(['channel', 'group'] as const)('nothing personal is shown or even read (%s)', async (where) => {
    const calls: StorageCall[] = [];
    const talk = (open = await startTalk([], { hook: (call) => Promise.resolve(void calls.push(call)) }));
    await loadPlan(talk.ports, ROWS);
    await linkHere(talk, ['Ann', 'Ben', 'Hal']);
    const card = (await talk.ask()).Ann!;
    calls.length = 0;
    const told = [
      ...(await talk.say('Ann', 'my milestones', where)),
      ...(await talk.say('Ann', 'update A1', where)),
      await talk.press('Ann', card, 'Update', { about: 'A1', where }),
      await talk.press('Ann', card, 'Still on track', { ticked: ['G1'], where }),
    ];
    for (const one of told) expect(wordsIn(one)).toContain('Ask me in our own chat');
    expect(told.map(wordsIn).join(' ')).not.toContain('The words of');
    expect(calls.filter(({ table }) => ['Leads', 'Ledger'].includes(table))).toEqual([]);
    expect((await officerOf(talk, 'Ann'))?.chat?.conversationId).toBe('chat-Ann');
    expect(wordsIn((await talk.say('Ann', 'help', where))[0])).toContain('What you can ask Waymark');
  });

  it('somebody unknown gets help, and nothing of them is kept', async () => {
    const { talk } = await asked();
    const people = (await talk.ports.people.officers()).length;
    expect(wordsIn((await talk.say('New', 'help', 'channel'))[0])).toContain('What you can ask Waymark');
    expect(await talk.ports.people.officers()).toHaveLength(people);
  });
});

describe('“rollup here”', () => {
  const summary = (talk: Talk): string =>
    talk.connector.requests
      .filter(({ path }) => decodeURIComponent(path).endsWith(`${CHANNEL}/activities`))
      .map(({ body }) => JSON.stringify(body))
      .join(' ');

  it('by an admin registers the channel and posts the summary there as a new message', async () => {
    const { talk, ids } = await asked(['Ann']);
    expect(await talk.say('Ann', `rollup here ${PLAN}`, 'channel')).toEqual([]);
    await talk.hear();
    expect(summary(talk)).toContain('The plan');
    const [channel] = await talk.ports.channels.list();
    expect(channel?.value).toMatchObject({
      id: CHANNEL,
      name: 'Board',
      reads: [{ plan: PLAN }],
      registeredBy: ids.Ann,
    });
    expect(await auditOf(talk)).toContainEqual(
      expect.objectContaining({ by: { kind: 'officer', id: ids.Ann }, act: 'channel registered', outcome: 'done' }),
    );
  });

  it('while all sending is stopped, says when the summary comes, and not why to a whole channel', async () => {
    const { talk } = await asked(['Ann']);
    await stopSending(talk.ports, { kind: 'operator' }, 'a private reason');
    const said = wordsIn((await talk.say('Ann', `rollup here ${PLAN}`, 'channel'))[0]);
    expect(said).toContain('This channel is registered for The plan');
    expect(said).toContain('All sending is stopped at present; the summary is posted here when it starts again.');
    expect(said).not.toContain('private');
    expect(await talk.ports.channels.list()).toHaveLength(1);
  });

  it('by a first admin who never wrote is theirs by a hash, and nobody’s in the row of the channel', async () => {
    const { talk } = await asked();
    await talk.say('Ada', 'rollup here', 'channel');
    expect((await talk.ports.channels.list())[0]?.value.registeredBy).toBeNull();
    const entry = (await auditOf(talk)).find(({ act }) => act === 'channel registered');
    expect(entry).toMatchObject({ by: { kind: 'stranger', entraId: hashed('Ada') }, outcome: 'done' });
    expect(JSON.stringify(await auditOf(talk))).not.toMatch(/Ada|nobody/);
  });

  it.each([
    ['an officer', 'Ben', (ids: Readonly<Record<string, string>>) => ({ kind: 'officer', id: ids.Ben })],
    ['somebody unknown', 'New', () => ({ kind: 'stranger', entraId: hashed('New') })],
  ])('by %s who is no admin is refused and on record, without a name', async (_, who, by) => {
    const { talk, ids } = await asked();
    expect(wordsIn((await talk.say(who, `rollup here ${PLAN}`, 'channel'))[0])).toContain('Only an admin can do this');
    expect(await talk.ports.channels.list()).toEqual([]);
    const entry = (await auditOf(talk)).find(({ act }) => act === 'channel registered');
    expect(entry).toMatchObject({ by: by(ids), outcome: 'refused', why: 'not an admin' });
    expect(JSON.stringify(await auditOf(talk))).not.toContain(who);
    expect(JSON.stringify(await auditOf(talk))).not.toContain(`e-${who.toLowerCase()}`);
  });

  it('asks which plan, says which there are, and wants a channel', async () => {
    const { talk } = await asked(['Ann']);
    await loadPlan(talk.ports, [{ ref: 'Z1', due: '2026-12-16', leads: ['Zoe'] }], undefined, 'other');
    const said = async (text: string, where: 'personal' | 'channel' | 'group' = 'channel'): Promise<string> =>
      wordsIn((await talk.say('Ann', text, where))[0]);
    expect(await said('rollup here')).toMatch(/Which plan\?.*ilacs-2026: The plan.*other: The plan/);
    expect(await said('rollup here nothing')).toContain('There is no plan called nothing');
    expect(await said(`rollup here ${PLAN}`, 'personal')).toContain('Say this in a channel');
    expect(await talk.ports.channels.list()).toEqual([]);
  });
});

describe('a member of another organisation', () => {
  const ELSEWHERE = 'another organisation';

  it('may ask for help in a shared channel, and is told that the rest is not for them', async () => {
    const { talk } = await asked();
    const said = async (text: string): Promise<string> => wordsIn((await talk.say(VISITOR, text, 'channel'))[0]);
    expect(await said('help')).toContain('What you can ask Waymark');
    for (const text of ['my milestones', 'update A1', `rollup here ${PLAN}`, 'nonsense']) {
      expect(await said(text)).toContain(ELSEWHERE);
    }
    expect(await talk.ports.channels.list()).toEqual([]);
  });

  it('is no admin and no officer, whatever their Entra id says', async () => {
    const talk = (open = await startTalk([VISITOR]));
    await loadPlan(talk.ports, [{ ref: 'A1', due: '2026-11-18', leads: [VISITOR] }]);
    await linkHere(talk, [VISITOR]);
    const card = (await talk.ask())[VISITOR]!;
    expect(wordsIn((await talk.say(VISITOR, `rollup here ${PLAN}`, 'channel'))[0])).toContain(ELSEWHERE);
    expect(wordsIn(await talk.press(VISITOR, card, 'Update', { about: 'A1', where: 'channel' }))).toContain(ELSEWHERE);
    expect(wordsIn(await talk.press(VISITOR, card, 'Help', { where: 'channel' }))).toContain('What you can ask');
    const refused = (await auditOf(talk)).filter(({ outcome }) => outcome === 'refused');
    expect(refused.length).toBeGreaterThan(0);
    for (const { by } of refused) expect(by).toEqual({ kind: 'stranger', entraId: hashed(VISITOR) });
    expect(await talk.ports.channels.list()).toEqual([]);
  });
});

describe('who is of another tenant', () => {
  const here = { serviceUrl: 'https://smba.trafficmanager.net/uk', conversationId: 'chat-x', botId: 'bot' };
  const place = { scope: 'personal', chat: here, channel: null } as const;
  const presence = { ...place, told: 'installation', ofTeam: null } as const;

  it.each([
    ['another', OTHER_TENANT],
    ['one that nobody names', null],
  ])('(%s) is not looked up and not kept, even if the gate let them into a personal chat', async (_, tenantId) => {
    const { calls, ports } = watched();
    const turns = conversation({ ports, keys: KEYS, admins: ['e-x'], homeTenant: TENANT });
    const actor = { entraId: 'e-x', tenantId, name: 'Xenia' };
    expect(await turns.onInstalled({ ...presence, actor })).toEqual([]);
    await turns.onRemoved({ ...presence, actor });
    for (const text of ['help', 'my milestones', 'update A1']) {
      expect(await turns.onText({ ...place, actor, text })).toHaveLength(1);
    }
    const press = {
      verb: 'my-milestones',
      token: null,
      rating: null,
      inputs: {},
      fields: {},
      row: null,
      ticks: [],
      reminder: null,
      activityId: null,
    };
    await turns.onCard({ ...place, ...press, actor });
    expect(new Set(calls.map(({ table }) => table))).toEqual(new Set(['Audit']));
    expect(JSON.stringify(await ports.audit.month('2026-11'))).not.toMatch(/Xenia|e-x/);
  });

  it('is nobody in local mode', async () => {
    const { ports } = watched();
    const turns = conversation({ ports, keys: KEYS, admins: [], homeTenant: null });
    for (const tenantId of [OTHER_TENANT, null]) {
      await turns.onText({ ...place, actor: { entraId: 'e-x', tenantId, name: 'Xenia' }, text: 'help' });
    }
    expect((await ports.people.byEntraId('e-x'))?.value.chat).toEqual(here);
  });

  function watched() {
    const calls: StorageCall[] = [];
    return { calls, ports: createWorld().start({ hook: (call) => Promise.resolve(void calls.push(call)) }).ports };
  }
});

describe('what people typed', () => {
  const NASTY =
    '${1+1} **bold** [x](http://evil.example) <at>Ben</at> \u202Eevil\u0007 {{DATE(2026-01-01)}} # <b>b</b>';

  /** Markdown is read in text blocks and facts only; mentions, macros and unseen characters count everywhere. */
  function expectInert(card: Card): void {
    const blocks = partsOf(card).filter(({ type }) => type === 'TextBlock');
    for (const { text } of blocks) expect(String(text)).not.toMatch(/(^|[^\\])(\*\*bold|\[x\]\()/);
    const shown = { ...card, body: JSON.parse(JSON.stringify(card.body)) as unknown };
    const text = JSON.stringify(shown);
    expect(text).toContain('bold');
    expect(text).not.toMatch(/<\/?at>|\{\{|\u202E|\\u0007/i);
    expect(text).toContain('${1+1}');
  }

  it('is inert on the cards of a co-lead and in the summary', async () => {
    const { talk, cards } = await asked(['Ann']);
    const phone = await openForm(talk, 'Ben', cards.Ben!, 'A1', '● Green');
    const form = await openForm(talk, 'Ann', cards.Ann!, 'A1', '▲ Amber');
    await save(talk, 'Ann', form, { ...AMBER, cause: NASTY, remedy: NASTY });
    expectInert(cardOf((await talk.say('Ben', 'update A1'))[0]).card);
    expectInert(cardOf(await save(talk, 'Ben', phone, { note: 'Going well' })).card);
    await talk.say('Ann', 'rollup here', 'channel');
    await talk.hear();
    const posts = talk.connector.requests.filter(({ path }) =>
      decodeURIComponent(path).endsWith(`${CHANNEL}/activities`),
    );
    const [message] = posts.map(({ body }) => body as { attachments: { content: Card }[] });
    expectInert(message!.attachments[0]!.content);
    expect(JSON.stringify(message)).not.toContain('"entities"');
  });

  it('is inert where it comes back at once: a ref, a plan, the name of a stranger', async () => {
    const { talk } = await asked(['Ann']);
    expectInert(cardOf((await talk.say('Ann', `update ${NASTY}`))[0]).card);
    expectInert(cardOf((await talk.say('Ann', `rollup here ${NASTY}`, 'channel'))[0]).card);
  });
});
