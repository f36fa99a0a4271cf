/** The plan owner says how the whole of a plan stands; the history says since when. */
import { afterEach, describe, expect, it } from 'vitest';
import { changePerson, changePlan, say, saidCard, townOf, type Town } from '../support/leaders.js';
import { PLAN } from '../support/world.js';
import { buttonsOf, cardOf, filledIn, startTalk, wordsIn, type Talk } from './talk.js';

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

const town = async (): Promise<Town> => townOf((open = await startTalk()));
const overallOf = async ({ talk }: Town) => (await talk.ports.plans.outline(PLAN))!.plan.overall;
const SAVE = 'Save overall rating';

describe('the overall rating', () => {
  it('is chosen from the plan’s key with a reason, beside the worst of its parts, and written once', async () => {
    const here = await town();
    await say(here, 'Ann', 'A1', 'red');
    const { card, words } = await saidCard(here, 'Ola', 'overall rating');
    expect(words).toContain('It has no overall rating yet.');
    expect(words).toContain('The worst of its parts: ◆ Red.');
    const typed = { x_rating: 'amber', x_reason: 'The rest holds' };
    expect(wordsIn(await here.talk.press('Ola', card, SAVE, { typed }))).toContain('Overall rating saved');
    expect(await overallOf(here)).toMatchObject({ grade: 'amber', reason: 'The rest holds', by: { id: here.ids.Ola } });
    const rows = (await here.talk.ports.plans.history(PLAN)).length;
    expect(wordsIn(await here.talk.press('Ola', card, SAVE, { typed }))).toContain('Overall rating saved');
    expect(await here.talk.ports.plans.history(PLAN)).toHaveLength(rows);
  });

  it('needs both; what was given is kept', async () => {
    const here = await town();
    const { card } = await saidCard(here, 'Ola', 'overall rating the plan');
    const wrong = await here.talk.press('Ola', card, SAVE, { typed: { x_rating: 'red' } });
    expect(wordsIn(wrong)).toContain('The overall rating needs a reason');
    expect(filledIn(cardOf(wrong).card)).toMatchObject({ x_rating: 'red' });
    const other = await here.talk.press('Ola', cardOf(wrong).card, SAVE, {
      typed: { x_rating: '', x_reason: 'Why not' },
    });
    expect(wordsIn(other)).toContain('Choose one of the ratings of this plan');
    expect(filledIn(cardOf(other).card)).toMatchObject({ x_reason: 'Why not' });
    expect(await overallOf(here)).toBeNull();
  });

  it('asks once about words that may say who a child is, also where the form comes back with another error', async () => {
    const here = await town();
    const { card } = await saidCard(here, 'Ola', 'overall rating');
    const typed = { x_rating: '', x_reason: 'Two families wait for the panel' };
    const doubt = cardOf(await here.talk.press('Ola', card, SAVE, { typed }));
    expect(doubt.words).toContain('Could this number point to a child?');
    const back = cardOf(await here.talk.press('Ola', doubt.card, 'Back'));
    expect(filledIn(back.card)).toMatchObject({ x_reason: typed.x_reason });
    const wrong = cardOf(await here.talk.press('Ola', doubt.card, 'Save as it stands now'));
    expect(wrong.words).toContain('Choose one of the ratings of this plan');
    const saved = await here.talk.press('Ola', wrong.card, SAVE, { typed: { ...typed, x_rating: 'amber' } });
    expect(wordsIn(saved)).toContain('Overall rating saved');
    expect((await overallOf(here))?.reason).toBe(typed.x_reason);
  });

  it('refuses a reason that the guard would hold: nobody could clear it', async () => {
    const here = await town();
    const { card } = await saidCard(here, 'Ola', 'overall rating');
    const typed = { x_rating: 'amber', x_reason: 'The mother of JB, born 03/04/2012, refused' };
    const told = cardOf(await here.talk.press('Ola', card, SAVE, { typed }));
    expect(told.words).toContain('Say it in other words: it stands in the summary.');
    expect(filledIn(told.card)).toMatchObject(typed);
    expect(await overallOf(here)).toBeNull();
  });

  it('says since when it has been so, and what it was before', async () => {
    const here = await town();
    for (const [day, rating] of [
      ['2026-11-18', 'green'],
      ['2026-11-20', 'amber'],
      ['2026-11-25', 'amber'],
    ] as const) {
      here.talk.world.clock.set(`${day}T11:00:00Z`);
      const { card } = await saidCard(here, 'Ola', 'overall rating');
      await here.talk.press('Ola', card, SAVE, { typed: { x_rating: rating, x_reason: `As on ${day}` } });
    }
    const { words } = await saidCard(here, 'Ola', 'overall rating');
    expect(words).toContain('▲ Amber since Friday 20 November 2026.');
    expect(words).toContain('Before that ● Green.');
    expect(words).toContain('“As on 2026-11-18”');
  });

  it('of a card that was made before somebody else rated it is not saved over that', async () => {
    const here = await town();
    const old = (await saidCard(here, 'Ola', 'overall rating')).card;
    const { card } = await saidCard(here, 'Ola', 'overall rating');
    await here.talk.press('Ola', card, SAVE, { typed: { x_rating: 'red', x_reason: 'The first' } });
    await changePlan(here.talk.ports, { bodies: ['Eclipse'] });
    const told = await here.talk.press('Ola', old, SAVE, { typed: { x_rating: 'green', x_reason: 'The second' } });
    expect(wordsIn(told)).toContain('Somebody else rated it since');
    expect(filledIn(cardOf(told).card)).toMatchObject({ x_reason: 'The second' });
    expect(await overallOf(here)).toMatchObject({ grade: 'red' });
  });

  it.each<readonly [string, (here: Town) => Promise<void>]>([
    ['another owns the plan now', ({ talk, ids }) => changePlan(talk.ports, { owner: ids.Ida! })],
    ['they have left', (here) => changePerson(here, 'Ola', { outside: 'left' })],
  ])('pressed when %s: nothing is saved, it is on record, and the reason comes back', async (_, take) => {
    const here = await town();
    const { card } = await saidCard(here, 'Ola', 'overall rating');
    await take(here);
    const told = await here.talk.press('Ola', card, SAVE, { typed: { x_rating: 'red', x_reason: 'Not to be lost' } });
    expect(JSON.stringify(cardOf(told).card)).toContain('Not to be lost');
    expect(await overallOf(here)).toBeNull();
    expect(await here.talk.ports.audit.month('2026-11')).toContainEqual(
      expect.objectContaining({ act: 'overall rating set', outcome: 'refused', why: 'not-theirs' }),
    );
  });

  it('stands in the help of whom it is for, as releasing and signing off do', async () => {
    const here = await town();
    const help = async (who: string): Promise<string> => wordsIn((await here.talk.say(who, 'help')).at(-1));
    for (const words of ['overall rating', 'release', 'sign off']) expect(await help('Ola')).toContain(words);
    expect(await help('Hal')).toContain('sign off');
    for (const words of ['overall rating', 'sign off']) expect(await help('Ann')).not.toContain(words);
    expect(await help('Hal')).not.toContain('overall rating');
  });

  it.each(['Ann', 'Hal', 'Ada', 'Lea'])('is not %s’s to set', async (who) => {
    const here = await town();
    const { card, words } = await saidCard(here, who, 'overall rating');
    expect(words).toContain('no plan is yours');
    expect(buttonsOf(card).map(({ title }) => title)).not.toContain(SAVE);
  });
});
