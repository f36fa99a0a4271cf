/** A plan may ask for its owner's release: the summary of a window waits for it. */
import { afterEach, describe, expect, it } from 'vitest';
import { tick } from '../../bot/flows/tick.js';
import { DRAIN_LIMITS } from '../../bot/flows/drain.js';
import {
  changePerson,
  changePlan,
  correctHere,
  freezeHere,
  say,
  saidCard,
  townOf,
  WINDOW,
  type Town,
} from '../support/leaders.js';
import { addChannels } from '../support/scheduled.js';
import { PLAN } from '../support/world.js';
import { buttonsOf, cardOf, filledIn, startTalk, wordsIn, type Talk } from './talk.js';

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

async function frozen(): Promise<Town> {
  const here = await townOf((open = await startTalk()), { release: true });
  await say(here, 'Ann', 'A1', 'red');
  await freezeHere(here);
  return here;
}

const runOf = async ({ talk }: Town) => (await talk.ports.rollups.windowRun(PLAN, WINDOW.id))!.value;
const acts = async ({ talk }: Town): Promise<readonly string[]> =>
  (await talk.ports.audit.month('2026-11')).map(({ act, outcome, why }) => `${act} ${outcome} ${why ?? ''}`.trim());

async function signAll(here: Town): Promise<void> {
  for (const [who, code] of [
    ['Hal', 'A'],
    ['Ida', 'B'],
  ] as const) {
    const { card } = await saidCard(here, who, `sign off ${code}`);
    await here.talk.press(who, card, `Sign off Area ${code}`, { typed: { x_words: `Words of ${who}` } });
  }
}

const RELEASE = 'Release Quarter 2';

describe('who is asked to release', () => {
  it('the plan owner, when every area is signed off; nobody else', async () => {
    const here = await frozen();
    expect(JSON.stringify(await here.talk.ask())).not.toContain(RELEASE);
    await signAll(here);
    here.talk.world.clock.set('2026-11-30T10:00:00Z');
    const cards = await here.talk.ask();
    expect(JSON.stringify(cards.Ola)).toContain(RELEASE);
    for (const who of ['Hal', 'Ida', 'Ada', 'Lea', 'Ann'])
      expect(JSON.stringify(cards[who] ?? '')).not.toContain(RELEASE);
    const form = cardOf(await here.talk.press('Ola', cards.Ola!, 'Look and release'));
    expect(form.words).toContain('Words of Hal');
    expect(form.words).toContain('A1');
    expect(buttonsOf(form.card).map(({ title }) => title)).toEqual(expect.arrayContaining([RELEASE, 'Not yet']));
  });

  it('on the posting day at the latest, with who has not signed', async () => {
    const here = await frozen();
    here.talk.world.clock.set('2026-12-02T08:30:00Z');
    const cards = await here.talk.ask();
    expect(JSON.stringify(cards.Ola)).toContain(RELEASE);
    const form = await here.talk.press('Ola', cards.Ola!, 'Look and release');
    expect(wordsIn(form)).toContain('Not signed off: Area A (Hal), Area B (Ida).');
  });
});

describe('releasing', () => {
  it('keeps the reason of a “not yet” through the guard and back, and refuses what it would hold', async () => {
    const here = await frozen();
    const { card } = await saidCard(here, 'Ola', 'release');
    const typed = { x_reason: 'Two families wait for the panel' };
    const doubt = cardOf(await here.talk.press('Ola', card, 'Not yet', { typed }));
    expect(doubt.words).toContain('Could this number point to a child?');
    const back = cardOf(await here.talk.press('Ola', doubt.card, 'Back'));
    expect(filledIn(back.card)).toMatchObject(typed);
    const held = { x_reason: 'The mother of JB, born 03/04/2012, refused' };
    const told = cardOf(await here.talk.press('Ola', back.card, 'Not yet', { typed: held }));
    expect(told.words).toContain('Say it in other words: the heads of service read it.');
    expect(filledIn(told.card)).toMatchObject(held);
  });

  it('lets it be posted; pressed twice it is one release', async () => {
    const here = await frozen();
    await addChannels(here.talk.ports, ['leaders']);
    const { card } = await saidCard(here, 'Ola', 'release');
    here.talk.world.clock.set('2026-12-02T09:05:00Z');
    await tick(here.talk.ports, DRAIN_LIMITS);
    expect((await runOf(here)).state).toBe('frozen');
    expect(wordsIn(await here.talk.press('Ola', card, RELEASE))).toContain('Released: Quarter 2');
    expect(wordsIn(await here.talk.press('Ola', card, RELEASE))).toContain('Released: Quarter 2');
    expect(await runOf(here)).toMatchObject({ state: 'released', released: { by: { id: here.ids.Ola } } });
    await tick(here.talk.ports, DRAIN_LIMITS);
    expect((await runOf(here)).state).toBe('posted');
    expect(wordsIn((await here.talk.say('Ola', 'release')).at(-1))).toContain('posted already');
  });

  it('“not yet” needs a reason, keeps it, is on record, and ends the asking until a correction stands', async () => {
    const here = await frozen();
    await signAll(here);
    here.talk.world.clock.set('2026-11-30T10:00:00Z');
    const cards = await here.talk.ask();
    const form = cardOf(await here.talk.press('Ola', cards.Ola!, 'Look and release')).card;
    const again = await here.talk.press('Ola', form, 'Not yet');
    expect(wordsIn(again)).toContain('“Not yet” needs a reason');
    const typed = { x_reason: 'Area A is to look at A1 again' };
    const done = await here.talk.press('Ola', cardOf(again).card, 'Not yet', { typed });
    expect(wordsIn(done)).toContain('Not yet: You said so');
    expect(await acts(here)).toContain('summary not released done Area A is to look at A1 again');
    here.talk.world.clock.set('2026-12-02T10:00:00Z');
    expect(JSON.stringify(await here.talk.ask())).not.toContain(RELEASE);
    await say(here, 'Ann', 'A1', 'green', '2026-11-27');
    await correctHere(here, 'A1 was rated for another');
    here.talk.world.clock.set('2026-12-03T10:00:00Z');
    expect(JSON.stringify((await here.talk.ask()).Ola)).toContain(RELEASE);
  });

  it('is of the figures that were shown: those of a correction are shown anew, and what was released is asked again', async () => {
    const here = await frozen();
    const { card } = await saidCard(here, 'Ola', 'release');
    await here.talk.press('Ola', card, RELEASE);
    here.talk.world.clock.set('2026-11-30T10:00:00Z');
    await say(here, 'Ann', 'A1', 'green', '2026-11-27');
    await correctHere(here, 'A1 was rated for another');
    expect((await runOf(here)).state).toBe('frozen');
    const told = await here.talk.press('Ola', card, RELEASE, { typed: { x_reason: 'kept' } });
    expect(wordsIn(told)).toContain('The figures have changed.');
    expect(filledIn(cardOf(told).card)).toMatchObject({ x_reason: 'kept' });
    expect((await runOf(here)).state).toBe('frozen');
    expect(wordsIn(await here.talk.press('Ola', cardOf(told).card, RELEASE))).toContain('Released: Quarter 2');
  });

  it('is taken back until it is posted', async () => {
    const here = await frozen();
    const { card } = await saidCard(here, 'Ola', 'release');
    const released = cardOf(await here.talk.press('Ola', card, RELEASE)).card;
    await here.talk.press('Ola', released, 'Not yet', { typed: { x_reason: 'The board is later' } });
    expect(await runOf(here)).toMatchObject({
      state: 'frozen',
      released: null,
      refused: { reason: 'The board is later' },
    });
  });

  it('is not taken back by a “not yet” of a card from before it, nor by one that arrives again', async () => {
    const here = await frozen();
    const { card } = await saidCard(here, 'Ola', 'release');
    const typed = { x_reason: 'The board is later' };
    const first = cardOf(await here.talk.press('Ola', card, 'Not yet', { typed })).card;
    const released = cardOf(await here.talk.press('Ola', first, RELEASE)).card;
    const told = cardOf(await here.talk.press('Ola', card, 'Not yet', { typed }));
    expect(told.words).toContain('It was decided after the card before');
    expect(filledIn(told.card)).toMatchObject(typed);
    expect((await runOf(here)).state).toBe('released');
    const back = cardOf(await here.talk.press('Ola', released, 'Not yet', { typed })).card;
    expect((await runOf(here)).state).toBe('frozen');
    await here.talk.press('Ola', back, RELEASE);
    await here.talk.press('Ola', released, 'Not yet', { typed });
    expect((await runOf(here)).state).toBe('released');
  });

  it('is nobody’s where the plan asks for none', async () => {
    const here = await frozen();
    await changePlan(here.talk.ports, { release: false });
    expect((await saidCard(here, 'Ola', 'release')).words).toContain('asks for no release');
  });
});

describe('a right that is gone when the button is pressed', () => {
  it.each<readonly [string, (here: Town) => Promise<void>]>([
    ['another owns the plan now', ({ talk, ids }) => changePlan(talk.ports, { owner: ids.Ida! })],
    ['they have left', (here) => changePerson(here, 'Ola', { outside: 'left' })],
  ])('%s: nothing is released, it is on record, and the reason comes back', async (_, take) => {
    const here = await frozen();
    const { card } = await saidCard(here, 'Ola', 'release');
    await take(here);
    const told = await here.talk.press('Ola', card, 'Not yet', { typed: { x_reason: 'Not to be lost' } });
    expect(JSON.stringify(cardOf(told).card)).toContain('Not to be lost');
    expect(await runOf(here)).toMatchObject({ state: 'frozen', released: null });
    expect((await runOf(here)).refused).toBeUndefined();
    expect(await acts(here)).toContain('summary released refused not-theirs');
  });

  it.each(['Ann', 'Hal', 'Ada', 'Lea'])('%s, who is something else, is not let in', async (who) => {
    const here = await frozen();
    const { card, words } = await saidCard(here, who, 'release');
    expect(words).toContain('no plan is yours');
    expect(buttonsOf(card).map(({ title }) => title)).not.toContain(RELEASE);
  });
});
