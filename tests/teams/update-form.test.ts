/** The form of an update pressed through: what it asks beyond the required, what it refuses, what it puts forward. */
import { afterEach, describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { decideProposal } from '../../bot/flows/decide.js';
import { propose } from '../../bot/flows/propose.js';
import { setPolicy } from '../../bot/flows/set-policy.js';
import type { Card } from '../../cards/index.js';
import { ofType } from '../cards/shape.js';
import { loadPlan, PLAN, setHeads, type RowWish } from '../support/world.js';
import { cardOf, filledIn, linkHere, openForm, save, startTalk, wordsIn, type Talk } from './talk.js';

const ROWS: readonly RowWish[] = [
  { ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Ben'] },
  { ref: 'A2', due: '2026-11-18', leads: ['Ann'] },
];
const AMBER = { cause: 'Two posts are vacant', recovery: '2026-12-01' };
const LATER = { forecast: '2026-12-18', moveReason: 'partner', moveWords: 'Health cannot come before December' };

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

/** Ann's list, with the plan's list of bodies; Hal is head of service of the area. */
async function asked(): Promise<{ talk: Talk; ids: Readonly<Record<string, string>>; card: Card }> {
  const talk = (open = await startTalk());
  await loadPlan(talk.ports, [...ROWS, { ref: 'B1', due: '2027-05-28', leads: ['Hal'], area: 'B' }]);
  const ids = await linkHere(talk, ['Ann', 'Ben', 'Hal']);
  await setHeads(talk.ports, 'A', [ids.Hal!]);
  const contents = (await talk.ports.plans.contents(PLAN))!;
  await setPolicy(talk.ports, contents, { bodies: ['Eclipse', 'Health trust'] }, { kind: 'operator' });
  return { talk, ids, card: (await talk.ask()).Ann! };
}

const now = async (talk: Talk, ref = 'A1') => (await talk.ports.plans.milestone(PLAN, ref))!;

/** The form again, which kept everything and says what is wrong. */
function refusedOn(told: Awaited<ReturnType<typeof save>>): { readonly card: Card; readonly words: string } {
  const { card, words } = cardOf(told);
  expect(words).toContain('Not saved yet.');
  return { card, words };
}

describe('what is folded away', () => {
  it('says who will be asked, and is saved and put forward in one press', async () => {
    const { talk, card } = await asked();
    const form = await openForm(talk, 'Ann', card, 'A1', '▲ Amber');
    expect(ofType(form, 'Action.ToggleVisibility').map(({ title }) => title)).toEqual(['More to say']);
    expect(filledIn(form)).toMatchObject({ moveReason: '-', waitsOnBody: '-', forecast: '' });
    const told = await save(talk, 'Ann', form, { ...AMBER, ...LATER, waitsOnBody: 'Eclipse', nextStep: 'Ask again' });
    expect(wordsIn(told)).toContain('Saved as ▲ Amber');
    expect(wordsIn(told)).toContain('You proposed Friday 18 December 2026; it waits for Hal.');
    expect(wordsIn(told)).toContain('Waits for: Eclipse.');
    const { milestone, rev } = await now(talk);
    expect(rev).toBe(2);
    expect(milestone.update).toMatchObject({ waitsOn: { kind: 'body', name: 'Eclipse' }, nextStep: 'Ask again' });
    expect(milestone.proposal).toMatchObject({ date: '2026-12-18', because: 'partner', reason: LATER.moveWords });
  });

  it('is open with all of it when the form is opened again', async () => {
    const { talk, card } = await asked();
    const form = await openForm(talk, 'Ann', card, 'A1', '▲ Amber');
    const said = { ...AMBER, ...LATER, waitsOnBody: 'Eclipse', evidenceLink: 'https://council.example/a' };
    const told = cardOf(await save(talk, 'Ann', form, said)).card;
    const choose = cardOf(await talk.press('Ann', told, 'Change this answer')).card;
    const again = cardOf(await talk.press('Ann', choose, '▲ Amber')).card;
    expect(filledIn(again)).toMatchObject(said);
    expect(ofType(again, 'Action.ToggleVisibility')).toEqual([]);
    // The same once more: a second entry of the same day, and the date waits as it did.
    const { proposal } = (await now(talk)).milestone;
    expect(wordsIn(await save(talk, 'Ann', again, {}))).toContain('Saved as ▲ Amber');
    const { milestone, rev } = await now(talk);
    expect([rev, milestone.proposal]).toEqual([3, proposal]);
  });
});

describe('a refusal keeps everything, and opens what was folded', () => {
  it.each([
    [
      { forecast: '2026-12-18', moveWords: LATER.moveWords },
      'the reason for the later date',
      'Choose why it moves, or “Only a forecast',
    ],
    [{ ...LATER, moveWords: '' }, 'why the date moves', 'Say in a sentence why the date moves.'],
    [{ waitsOnRef: 'A22' }, 'what it waits for', 'There is no “A22” in this plan. Did you mean A2?'],
    [{ waitsOnRef: 'A1' }, 'what it waits for', 'A1 cannot wait for itself.'],
    [
      { waitsOnRef: 'A2', waitsOnBody: 'Eclipse' },
      'the body or system it waits for',
      'It can wait for one of the two.',
    ],
    [{ sameAs: 'A1' }, 'what it is the same as', 'A1 cannot be the same as itself.'],
    [{ sameAs: 'A2' }, 'what it is the same as', 'Nothing has been said of A2 yet'],
    [{ evidenceLink: 'http://x' }, 'the link to the evidence', 'That is no address that can be opened.'],
  ] as const)('%j', async (typed, named, message) => {
    const { talk, card } = await asked();
    const form = await openForm(talk, 'Ann', card, 'A1', '▲ Amber');
    const given = { ...AMBER, nextStep: 'Ask again', ...typed };
    const { card: again, words } = refusedOn(await save(talk, 'Ann', form, given));
    expect(words).toContain(`One answer needs another look: ${named}. Everything you typed is still here.`);
    expect(words).toContain(message);
    expect(filledIn(again)).toMatchObject(given);
    expect(ofType(again, 'Action.ToggleVisibility')).toEqual([]);
    expect((await now(talk)).rev).toBe(1);
  });

  it('of what was chosen from a list that is another one since', async () => {
    const { talk, card } = await asked();
    const form = await openForm(talk, 'Ann', card, 'A1', '● Green');
    const contents = (await talk.ports.plans.contents(PLAN))!;
    await setPolicy(talk.ports, contents, { bodies: ['Health trust'] }, { kind: 'operator' });
    const { words } = refusedOn(await save(talk, 'Ann', form, { note: 'Well', waitsOnBody: 'Eclipse' }));
    expect(words).toContain('“Eclipse” is not among the plan’s bodies and systems. There are: Health trust.');
  });
});

describe('the same as another', () => {
  it('shows what it points at, on the form and when it is saved, and to whoever looks next', async () => {
    const { talk, card } = await asked();
    const note = 'The supplier comes in January';
    await save(talk, 'Ann', await openForm(talk, 'Ann', card, 'A2', '● Green'), { note });
    const form = await openForm(talk, 'Ann', card, 'A1', '▲ Amber');
    const wrong = refusedOn(await save(talk, 'Ann', form, { sameAs: 'a2' }));
    expect(wrong.words).toContain(`A2 says: “${note}”`);
    const told = cardOf(await save(talk, 'Ann', wrong.card, { recovery: '2026-12-01' }));
    expect(told.words).toContain(`Same as: A2: “${note}”`);
    await save(talk, 'Ann', await openForm(talk, 'Ann', card, 'A2', '● Green'), { note: 'It has come' });
    expect(wordsIn(await talk.press('Ann', told.card, 'Change this answer'))).toContain(`the same as A2: “${note}”`);
  });
});

describe('what is complete', () => {
  it('with evidence is put to who confirms it; the link opens from the card', async () => {
    const { talk, card } = await asked();
    const form = await openForm(talk, 'Ann', card, 'A1', '✓ Complete');
    const link = 'https://council.example/minutes';
    const given = { doneOn: '2026-11-17', evidenceLink: link, outcome: 'not-achieved' };
    const told = cardOf(await save(talk, 'Ann', form, given));
    expect(told.words).toContain(
      'Hal is asked to confirm the evidence, and with it that the outcome was not achieved.',
    );
    expect(ofType(told.card, 'Action.OpenUrl').map(({ url }) => url)).toEqual([link]);
    expect((await now(talk)).milestone).toMatchObject({ state: 'delivered', proposal: { evidence: true } });
  });

  it('needs evidence, its link or the day it will be shown', async () => {
    const { talk, card } = await asked();
    const form = await openForm(talk, 'Ann', card, 'A1', '✓ Complete');
    const { words } = refusedOn(await save(talk, 'Ann', form, { doneOn: '2026-11-17' }));
    expect(words).toContain('Error: Give the evidence, or below it the day it will be shown.');
  });
});

it('while a co-lead’s date waits the answer is saved, and says why the new date was not put forward', async () => {
  const { talk, ids, card } = await asked();
  const form = await openForm(talk, 'Ann', card, 'A1', '▲ Amber');
  const by = { kind: 'officer', id: ids.Ben! } as const;
  const order = { plan: PLAN, ref: 'A1', by, rev: null, reason: 'Half term' };
  await propose(talk.ports, { ...order, proposed: { date: civilDate('2027-01-29') } });
  const words = wordsIn(await save(talk, 'Ann', form, { ...AMBER, ...LATER }));
  expect(words).toContain('Saved as ▲ Amber');
  expect(words).toContain('Friday 18 December 2026 was not put forward as the new date.');
  expect(words).toContain(`Your reason, to give again then: “${LATER.moveWords}`);
  expect(words).toContain('Ben proposed Friday 29 January 2027; it waits for Hal.');
});

it('the date of what the plan leaves open is put to who decides, who makes it the plan’s date', async () => {
  const talk = (open = await startTalk());
  const rows: readonly RowWish[] = [
    { ref: 'A1', due: null, leads: ['Ann'] },
    { ref: 'B1', due: '2027-05-28', leads: ['Hal'], area: 'B' },
  ];
  await loadPlan(talk.ports, rows);
  const ids = await linkHere(talk, ['Ann', 'Hal']);
  await setHeads(talk.ports, 'A', [ids.Hal!]);
  const choose = cardOf((await talk.say('Ann', 'update A1'))[0]).card;
  const form = cardOf(await talk.press('Ann', choose, '● Green'));
  expect(form.words).toContain('Hal will be asked to approve it as the plan’s date.');
  const told = await save(talk, 'Ann', form.card, { note: 'The tender is out', forecast: '2027-01-29' });
  expect(wordsIn(told)).toContain('You proposed Friday 29 January 2027; it waits for Hal. Until then it has no date.');
  expect((await now(talk)).milestone.proposal).toMatchObject({ date: '2027-01-29', reason: 'First date' });
  const approvals = cardOf((await talk.say('Hal', 'approvals'))[0]);
  expect(approvals.words).toContain('A1');
  await decideProposal(talk.ports, {
    ...{ plan: PLAN, ref: 'A1', rev: null, by: { kind: 'officer', id: ids.Hal! } },
    ...{ accept: true, reason: '', elsewhere: null },
  });
  const { milestone } = await now(talk);
  expect(milestone).toMatchObject({ baseline: '2027-01-29', due: { kind: 'day', date: '2027-01-29' }, proposal: null });
});

it('a later date in place of the closure that they proposed: both cards say so', async () => {
  const { talk, ids } = await asked();
  const order = { plan: PLAN, ref: 'A1', rev: null, reason: 'The audit has ended' };
  const by = { kind: 'officer', id: ids.Ann! } as const;
  await propose(talk.ports, { ...order, by, proposed: { state: 'withdrawn', replacedBy: [] } });
  const choose = cardOf((await talk.say('Ann', 'update A1'))[0]).card;
  const form = cardOf(await talk.press('Ann', choose, '▲ Amber'));
  expect(form.words).toContain('A new date takes the place of your proposal to close it as withdrawn.');
  const told = wordsIn(await save(talk, 'Ann', form.card, { ...AMBER, ...LATER }));
  expect(told).toContain('It takes the place of the proposal to close it as withdrawn.');
});
