/** What a person sees who pressed a button, when the card is old, the keys were changed, or storage does not answer. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Card } from '../../cards/index.js';
import { propose } from '../../bot/flows/propose.js';
import { decideProposal } from '../../bot/flows/decide.js';
import { civilDate } from '../../bot/domain/dates.js';
import { signer, TOKEN_LIFE_MS, type SigningKey } from '../../bot/teams/card-token.js';
import { codeOf } from '../../bot/teams/verbs.js';
import type { StorageCall } from '../support/faulty-driver.js';
import { loadPlan, PLAN, setHeads, type RowWish } from '../support/world.js';
import {
  actionOf,
  cardOf,
  filledIn,
  KEYS,
  linkHere,
  openForm,
  save,
  saveAs,
  startTalk,
  wordsIn,
  type Talk,
  type TalkNeeds,
} from './talk.js';

const ROWS: readonly RowWish[] = [
  { ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Ben'] },
  { ref: 'G1', due: '2026-12-16', leads: ['Ann'], declared: 'green' },
  { ref: 'B1', due: '2026-11-18', leads: ['Hal'], area: 'B' },
];
const AMBER = { cause: 'Two posts are vacant', recovery: '2026-12-01' };
/** As long as a text that a form takes. */
const LONG = 'Two posts are vacant, and the agency has nobody. '.repeat(12).trim();

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

async function asked(needs: TalkNeeds = {}) {
  const talk = (open = await startTalk([], needs));
  await loadPlan(talk.ports, ROWS);
  const ids = await linkHere(talk, ['Ann', 'Ben', 'Hal']);
  await setHeads(talk.ports, 'A', [ids.Hal!]);
  const cards = await talk.ask();
  return { talk, ids, card: cards.Ann! };
}

const whys = async (talk: Talk, ref = 'A1'): Promise<readonly string[]> =>
  (await talk.world.ports.plans.milestoneHistory(PLAN, ref)).map((row) => row.why);
const keyOf = (card: Card): readonly string[] => [
  ...new Set([...JSON.stringify(card).matchAll(/"token":"([^".]+)\./g)].map(([, id]) => id ?? '')),
];
const NEW_KEY: SigningKey = { id: 'k2', key: new Uint8Array(32).fill(8) };

describe('keys of card tokens', () => {
  it('change without anybody noticing: old cards work while both are listed, new ones carry the new key', async () => {
    let keys: readonly SigningKey[] = KEYS;
    const { talk, card } = await asked({ keys: () => keys });
    expect(keyOf(card)).toEqual(['k1']);
    keys = [NEW_KEY, ...KEYS];
    const form = await openForm(talk, 'Ann', card, 'A1', '▲ Amber');
    expect(keyOf(form)).toEqual(['k2']);
    expect(wordsIn(await save(talk, 'Ann', form, AMBER))).toContain('Saved as');
    expect(wordsIn(await talk.press('Ann', card, 'Still on track', { ticked: ['G1'] }))).toContain('Saved 1');
    // The first one signs, whatever the order of the others.
    keys = [...KEYS, NEW_KEY];
    expect(keyOf(cardOf((await talk.say('Ann', 'my milestones'))[0]).card)).toEqual(['k1']);
    expect(wordsIn(await talk.press('Ann', form, 'Change rating'))).toContain('How is it going?');
  });

  it.each([
    ['is taken away', [NEW_KEY]],
    ['is listed with other bytes under the same id', [{ id: 'k1', key: new Uint8Array(32).fill(9) }]],
  ] as const)('when the one of a card %s: nothing saved, nothing typed lost, and a way on', async (_, later) => {
    let keys: readonly SigningKey[] = KEYS;
    const { talk, card } = await asked({ keys: () => keys });
    const form = await openForm(talk, 'Ann', card, 'A1', '▲ Amber');
    keys = later;
    const told = cardOf(await save(talk, 'Ann', form, { ...AMBER, cause: LONG }));
    expect(told.words).toContain('This card is out of date');
    expect(told.words).toContain('Nothing was saved just now.');
    expect(told.words).toContain('What you typed is below. Copy it before you go on.');
    expect(filledIn(told.card)).toMatchObject({ cause: LONG, recovery: 'Tuesday 1 December 2026' });
    expect(await whys(talk)).toEqual(['import']);
    expect(wordsIn(await talk.press('Ann', card, 'Still on track', { ticked: ['G1'] }))).toContain('out of date');
    expect(await whys(talk, 'G1')).toEqual(['import']);
    const list = cardOf(await talk.press('Ann', told.card, 'Show my list')).card;
    const fresh = await openForm(talk, 'Ann', list, 'A1', '▲ Amber');
    expect(wordsIn(await save(talk, 'Ann', fresh, { ...AMBER, cause: LONG }))).toContain('Saved as');
  });
});

describe('a form that cannot be taken any more gives back what was typed', () => {
  it('after thirty days', async () => {
    const { talk, card } = await asked();
    const form = await openForm(talk, 'Ann', card, 'A1', '▲ Amber');
    talk.world.clock.advance(TOKEN_LIFE_MS + 1_000);
    expect(filledIn(cardOf(await save(talk, 'Ann', form, { ...AMBER, cause: LONG })).card)).toMatchObject({
      cause: LONG,
    });
  });

  it.each([
    ['by somebody for whom it was not made', 'personal', 'This card was made for somebody else'],
    ['in a group chat', 'group', 'Ask me in our own chat'],
  ] as const)('%s', async (_, where, title) => {
    const { talk, card } = await asked();
    const form = await openForm(talk, 'Ann', card, 'A1', '▲ Amber');
    await talk.say('New', 'help');
    const filled = { typed: { ...AMBER, cause: LONG }, where };
    const told = cardOf(await talk.press(where === 'group' ? 'Ann' : 'New', form, saveAs(form), filled));
    expect(told.words).toContain(title);
    expect(filledIn(told.card)).toMatchObject({ cause: LONG });
    expect(await whys(talk)).toEqual(['import']);
  });

  it('of a milestone that is closed', async () => {
    const { talk, card } = await asked();
    const form = await openForm(talk, 'Ann', card, 'A1', '▲ Amber');
    const previous = (await talk.ports.plans.milestone(PLAN, 'A1'))!;
    const at = talk.ports.clock.now();
    const image = { kind: 'milestone', milestone: { ...previous.milestone, state: 'withdrawn' } } as const;
    const by = { kind: 'operator' } as const;
    await talk.ports.plans.commit(PLAN, [
      { image, previous, at, recordedAt: at, by, why: 'withdrawn', inputHash: 'h' },
    ]);
    const told = cardOf(await save(talk, 'Ann', form, { ...AMBER, cause: LONG }));
    expect([told.words, filledIn(told.card)]).toEqual([
      expect.stringContaining('It is closed'),
      expect.objectContaining({ cause: LONG }),
    ]);
    expect(await whys(talk)).toEqual(['import', 'withdrawn']);
  });
});

describe('a form of something that is gone', () => {
  it.each([
    ['a milestone', { plan: PLAN, ref: 'Z9' }],
    ['a plan', { plan: 'another', ref: 'A1' }],
  ])('(%s) gives back what was typed', async (_, gone) => {
    const { talk, ids } = await asked();
    const sign = signer(KEYS, () => talk.ports.clock.now());
    const token = sign({ verb: codeOf('record-update'), ...gone, rev: 1, officer: ids.Ann! });
    const data = { token, rating: 'amber', in_cause: LONG, in_recovery: '2026-12-01' };
    const told = cardOf(await talk.pressRaw('Ann', { verb: 'record-update', data }));
    expect(told.words).toContain('Nothing was saved just now.');
    expect(filledIn(told.card)).toMatchObject({ cause: LONG });
  });
});

describe('a form that others have overtaken', () => {
  const order = { plan: PLAN, ref: 'A1', rev: null } as const;

  it('by a proposal only is saved: nobody is said to have answered', async () => {
    const { talk, ids, card } = await asked();
    const form = await openForm(talk, 'Ann', card, 'A1', '▲ Amber');
    const by = { kind: 'officer', id: ids.Ben! } as const;
    await propose(talk.ports, { ...order, by, proposed: { date: civilDate('2027-01-29') }, reason: 'The lease' });
    expect(wordsIn(await save(talk, 'Ann', form, AMBER))).toContain('Saved as');
  });

  it('by a decision says what changed, keeps what was typed, and is saved the second time', async () => {
    const { talk, ids, card } = await asked();
    const form = await openForm(talk, 'Ann', card, 'A1', '▲ Amber');
    const [ben, hal] = [ids.Ben!, ids.Hal!].map((id) => ({ kind: 'officer', id }) as const);
    await propose(talk.ports, { ...order, by: ben!, proposed: { date: civilDate('2027-01-29') }, reason: 'The lease' });
    await decideProposal(talk.ports, { ...order, by: hal!, accept: true, reason: '', elsewhere: null });
    const told = cardOf(await save(talk, 'Ann', form, AMBER));
    expect(told.words).toContain('Its date has changed since this card was made: the new one is above.');
    expect(told.words).not.toContain('answered on');
    expect(filledIn(told.card)).toMatchObject(AMBER);
    expect(wordsIn(await save(talk, 'Ann', told.card, AMBER))).toContain('Saved as');
    expect((await whys(talk)).at(-1)).toBe('update');
  });
});

describe('one press, delivered more than once', () => {
  it('with the same id, with new ids, and twice at once: each time the same success, one row', async () => {
    const { talk, card } = await asked();
    const form = await openForm(talk, 'Ann', card, 'A1', '▲ Amber');
    const action = actionOf(form, saveAs(form), '', { typed: AMBER });
    const told = await Promise.all([talk.pressRaw('Ann', action), talk.pressRaw('Ann', action)]);
    for (const id of ['1700000000001', '1700000000777', '1700000000778']) {
      talk.world.clock.advance(30_000);
      told.push(await talk.pressRaw('Ann', action, { id }));
    }
    for (const one of told) expect(wordsIn(one)).toContain('Saved as');
    expect(await whys(talk)).toEqual(['import', 'update']);
  });
});

describe('storage that stalls', () => {
  /** Hangs for ever from when it is set. */
  function stalling() {
    const state: { hangs: (call: StorageCall) => boolean } = { hangs: () => false };
    const hook = (call: StorageCall): Promise<void> =>
      state.hangs(call) ? new Promise(() => undefined) : Promise.resolve();
    return { state, hook };
  }
  const LATE =
    'This takes longer than usual. What you sent may already be saved: press again in a minute to see. Nothing is saved twice.';

  it.each([
    ['every request', () => true],
    ['the commit', ({ table, act }: StorageCall) => table === 'Plans' && act === 'submit'],
    ['the people', ({ table }: StorageCall) => table === 'People'],
  ] as const)('at %s: an answer that is true, and pressing again saves it once', async (_, hangs) => {
    const { state, hook } = stalling();
    const { talk, card } = await asked({ hook, limitMs: 2_500 });
    const form = await openForm(talk, 'Ann', card, 'A1', '▲ Amber');
    state.hangs = hangs;
    expect(await save(talk, 'Ann', form, AMBER)).toEqual({ text: LATE });
    state.hangs = () => false;
    expect(wordsIn(await save(talk, 'Ann', form, AMBER))).toContain('Saved as');
    expect(await whys(talk)).toEqual(['import', 'update']);
  });

  it('at the card that is to be held: saved, and shown as saved', async () => {
    const { state, hook } = stalling();
    const { talk, card } = await asked({ hook, asideMs: 100 });
    const form = await openForm(talk, 'Ann', card, 'A1', '▲ Amber');
    state.hangs = ({ table, act }) => table === 'Ledger' && act === 'submit';
    expect(wordsIn(await save(talk, 'Ann', form, AMBER))).toContain('Saved as');
    expect(wordsIn(await talk.press('Ann', card, 'Still on track', { ticked: ['G1'] }))).toContain('Saved 1');
  });

  it.each([
    ['hangs', 'hangs'],
    ['fails', 'fails'],
  ] as const)('at what follows a saved answer (it %s): said to be saved all the same', async (_, how) => {
    let from = Number.POSITIVE_INFINITY;
    let fails = false;
    const hook = ({ table, act }: StorageCall): Promise<void> => {
      if (from === 0) return fails ? Promise.reject(new Error('no answer')) : new Promise(() => undefined);
      if (table === 'Plans' && act === 'submit' && from === 1) from = 0;
      return Promise.resolve();
    };
    const { talk, card } = await asked({ hook, asideMs: 100 });
    const form = await openForm(talk, 'Ann', card, 'A1', '▲ Amber');
    [from, fails] = [1, how === 'fails'];
    const told = wordsIn(await save(talk, 'Ann', form, AMBER));
    from = Number.POSITIVE_INFINITY;
    expect(told).toContain('It is saved');
    expect(told).toContain('A1 The words of A1');
    expect(await whys(talk)).toEqual(['import', 'update']);
  });
});
