/** Heads of service stand by the figures of their areas: asked on their one card, said or pressed, once. */
import { afterEach, describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import type { Area } from '../../bot/domain/plan.js';
import { changePerson, correctHere, freezeHere, say, saidCard, townOf, WINDOW, type Town } from '../support/leaders.js';
import { PLAN, setHeads } from '../support/world.js';
import { buttonsOf, cardOf, filledIn, startTalk, wordsIn, type Talk } from './talk.js';

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

async function frozen(): Promise<Town> {
  const here = await townOf((open = await startTalk()));
  await say(here, 'Ann', 'A1', 'red');
  await freezeHere(here);
  return here;
}

async function areaOf({ talk }: Town, code: string): Promise<Area> {
  const outline = await talk.ports.plans.outline(PLAN);
  return outline!.areas.find((one) => one.code === code)!;
}

const acts = async ({ talk }: Town): Promise<readonly string[]> =>
  (await talk.ports.audit.month('2026-11')).map(({ act, outcome, why }) => `${act} ${outcome} ${why ?? ''}`.trim());

const SIGN_A = 'Sign off Area A';

describe('who is asked to sign off', () => {
  it('each head of service has it on the one card; nobody else has', async () => {
    const here = await frozen();
    const cards = await here.talk.ask();
    expect(wordsIn({ card: cards.Hal!, words: JSON.stringify(cards.Hal) })).toContain('Sign off Area A: Quarter 2');
    expect(JSON.stringify(cards.Hal)).not.toContain('Sign off Area B');
    expect(JSON.stringify(cards.Ida)).toContain('Sign off Area B: Quarter 2');
    for (const who of ['Ola', 'Ada', 'Lea', 'Ann']) expect(JSON.stringify(cards[who] ?? '')).not.toContain('Sign off');
  });

  it('again two working days later, and not on the day between; and no more once they have signed', async () => {
    const here = await frozen();
    const { talk } = here;
    expect(Object.keys(await talk.ask())).toContain('Hal');
    talk.world.clock.set('2026-11-30T10:00:00Z');
    expect(Object.keys(await talk.ask())).not.toContain('Hal');
    talk.world.clock.set('2026-12-01T10:00:00Z');
    const cards = await talk.ask();
    expect(Object.keys(cards)).toEqual(expect.arrayContaining(['Hal', 'Ida']));
    const form = cardOf(await talk.press('Hal', cards.Hal!, 'Look and sign')).card;
    await talk.press('Hal', form, SIGN_A);
    talk.world.clock.set('2026-12-03T10:00:00Z');
    expect(Object.keys(await talk.ask())).not.toContain('Hal');
  });

  it('an area without a head is the plan owner’s; while its head is away it is, too, and never a deputy’s', async () => {
    const here = await frozen();
    await setHeads(here.talk.ports, 'B', []);
    await changePerson(here, 'Hal', { awayUntil: civilDate('2026-12-31'), deputy: here.ids.Ben! });
    const cards = await here.talk.ask();
    const owner = JSON.stringify(cards.Ola);
    expect(owner).toContain('Sign off Area A');
    expect(owner).toContain('Sign off Area B');
    expect(JSON.stringify(cards.Ben ?? '')).not.toContain('Sign off');
    expect(cards).not.toHaveProperty('Hal');
  });

  it('nobody, before the figures are frozen and when they are posted', async () => {
    const here = await townOf((open = await startTalk()));
    expect(JSON.stringify(await here.talk.ask())).not.toContain('Sign off');
    await freezeHere(here);
    const run = (await here.talk.ports.rollups.windowRun(PLAN, WINDOW.id))!;
    await here.talk.ports.rollups.saveWindowRun({ ...run.value, state: 'posted' }, run.etag);
    expect(JSON.stringify(await here.talk.ask())).not.toContain('Sign off');
    expect(wordsIn((await here.talk.say('Hal', 'sign off')).at(-1))).toContain('Nothing to sign off');
  });
});

describe('signing off', () => {
  it('shows what changed, what is at risk and what is silent, keeps the sentence, and is written once', async () => {
    const here = await frozen();
    const { card, words } = await saidCard(here, 'Hal', 'sign off');
    expect(words).toContain('2 milestones: 1 ◆ Red and 1 ○ No update.');
    expect(words).toContain('A1 ◆ Red');
    expect(words).toContain('No update for other reasons: A2.');
    const filled = { typed: { x_words: 'We stand by *this*' } };
    const done = await here.talk.press('Hal', card, SIGN_A, filled);
    expect(wordsIn(done)).toContain('Signed off: Area A: Quarter 2');
    const { signed } = await areaOf(here, 'A');
    expect(signed).toMatchObject({ window: WINDOW.id, by: { id: here.ids.Hal }, words: 'We stand by *this*' });
    const before = (await here.talk.ports.plans.history(PLAN)).length;
    expect(wordsIn(await here.talk.press('Hal', card, SIGN_A, filled))).toContain('Signed off: Area A: Quarter 2');
    expect(await here.talk.ports.plans.history(PLAN)).toHaveLength(before);
    expect((await acts(here)).filter((act) => act === 'area signed off done')).toHaveLength(1);
  });

  it('a second head of service may, and the plan owner may', async () => {
    const here = await frozen();
    await setHeads(here.talk.ports, 'A', [here.ids.Hal!, here.ids.Ben!]);
    for (const [who, code] of [
      ['Ben', 'A'],
      ['Ola', 'B'],
    ] as const) {
      const { card } = await saidCard(here, who, `sign off ${code}`);
      await here.talk.press(who, card, `Sign off Area ${code}`);
      expect((await areaOf(here, code)).signed?.by).toEqual({ kind: 'officer', id: here.ids[who] });
    }
  });

  it('of what another has signed meanwhile shows that, keeps what was typed, and overwrites nothing; nor does a late press', async () => {
    const here = await frozen();
    await setHeads(here.talk.ports, 'A', [here.ids.Hal!, here.ids.Ben!]);
    const [one, two] = [await saidCard(here, 'Hal', 'sign off A'), await saidCard(here, 'Ben', 'sign off A')];
    const press = (who: string, on: typeof one, words: string) =>
      here.talk.press(who, on.card, SIGN_A, { typed: { x_words: words } });
    await press('Hal', one, 'Words of Hal');
    const told = cardOf(await press('Ben', two, 'Words of Ben'));
    expect(told.words).toContain('It was signed off after the card before.');
    expect(told.words).toContain('“Words of Hal”');
    expect(filledIn(told.card)).toMatchObject({ x_words: 'Words of Ben' });
    expect((await areaOf(here, 'A')).signed?.words).toBe('Words of Hal');
    const again = { typed: { x_words: 'Words of Ben' } };
    expect(wordsIn(await here.talk.press('Ben', told.card, `${SIGN_A} again`, again))).toContain('Signed off');
    expect((await areaOf(here, 'A')).signed?.words).toBe('Words of Ben');
    // The first press arrives once more.
    await press('Hal', one, 'Words of Hal');
    expect((await areaOf(here, 'A')).signed?.words).toBe('Words of Ben');
  });

  it('of figures that were corrected since shows the new ones with what was typed, and signs nothing', async () => {
    const here = await frozen();
    const { card } = await saidCard(here, 'Hal', 'sign off');
    here.talk.world.clock.set('2026-11-30T10:00:00Z');
    await say(here, 'Ann', 'A1', 'green', '2026-11-27');
    await correctHere(here, 'A1 was rated for another');
    const again = await here.talk.press('Hal', card, SIGN_A, { typed: { x_words: 'All is well' } });
    expect(wordsIn(again)).toContain('The figures have changed.');
    expect((await areaOf(here, 'A')).signed).toBeNull();
    expect(filledIn(cardOf(again).card)).toMatchObject({ x_words: 'All is well' });
    expect(wordsIn(await here.talk.press('Hal', cardOf(again).card, SIGN_A))).toContain('Signed off');
  });

  it('lapses when the area’s own figures are corrected, and then is asked for again; others’ stand', async () => {
    const here = await frozen();
    const cards = await here.talk.ask();
    for (const [who, code] of [
      ['Hal', 'A'],
      ['Ida', 'B'],
    ] as const) {
      const form = cardOf(await here.talk.press(who, cards[who]!, 'Look and sign')).card;
      await here.talk.press(who, form, `Sign off Area ${code}`);
    }
    here.talk.world.clock.set('2026-11-30T10:00:00Z');
    await say(here, 'Ann', 'A1', 'green', '2026-11-27');
    await correctHere(here, 'A1 was rated for another');
    const after = await here.talk.ask();
    expect(JSON.stringify(after.Hal)).toContain('Sign off Area A');
    expect(JSON.stringify(after.Ida ?? '')).not.toContain('Sign off');
    expect((await saidCard(here, 'Hal', 'sign off A')).words).toContain('Not signed off any more. Hal signed it');
  });

  it('words that the guard would hold are refused with what they look like, since nobody could clear them: nothing is lost', async () => {
    const here = await frozen();
    const { card } = await saidCard(here, 'Hal', 'sign off A');
    const typed = { x_words: 'The mother of J.S. was born on 3 May 2011, NHS number 943 476 5919' };
    const told = cardOf(await here.talk.press('Hal', card, SIGN_A, { typed }));
    expect(told.words).toContain('“943 476 5919” looks like an NHS number. Say it in other words');
    expect(filledIn(told.card)).toMatchObject(typed);
    expect((await areaOf(here, 'A')).signed).toBeNull();
    const reworded = { x_words: 'One family refused' };
    const doubt = cardOf(await here.talk.press('Hal', told.card, SIGN_A, { typed: reworded }));
    expect(doubt.words).toContain('Could this number point to a child?');
    expect(doubt.words).toContain('The plan: Area A');
    expect(JSON.stringify(doubt.card)).toContain('Save what stands in the box for Area A');
    const back = cardOf(await here.talk.press('Hal', doubt.card, 'Back'));
    expect(filledIn(back.card)).toMatchObject(reworded);
    expect(wordsIn(await here.talk.press('Hal', doubt.card, 'Save as it stands now'))).toContain('Signed off');
    expect((await areaOf(here, 'A')).signed?.words).toBe(reworded.x_words);
  });

  it('in a channel is refused, and read in one’s own chat', async () => {
    const here = await frozen();
    expect(wordsIn((await here.talk.say('Hal', 'sign off', 'channel')).at(-1))).toContain('Ask me in our own chat');
  });
});

describe('a right that is gone when the button is pressed', () => {
  const lost: readonly (readonly [string, (here: Town) => Promise<void>])[] = [
    ['another is head of service now', ({ talk, ids }) => setHeads(talk.ports, 'A', [ids.Ida!])],
    ['they have left', (here) => changePerson(here, 'Hal', { outside: 'left' })],
  ];

  it.each(lost)('%s: nothing is signed, it is on record, and the sentence comes back', async (_, take) => {
    const here = await frozen();
    const { card } = await saidCard(here, 'Hal', 'sign off');
    await take(here);
    const told = await here.talk.press('Hal', card, SIGN_A, { typed: { x_words: 'Not to be lost' } });
    expect(wordsIn(told)).toContain('It was not signed off');
    expect(JSON.stringify(cardOf(told).card)).toContain('Not to be lost');
    expect((await areaOf(here, 'A')).signed).toBeNull();
    expect(await acts(here)).toContain('area signed off refused not-theirs');
  });

  it.each(['Ann', 'Ben', 'Ida', 'Ada', 'Lea'])('%s, who is something else, is not let in', async (who) => {
    const here = await frozen();
    const { words, card } = await saidCard(here, who, 'sign off A');
    expect(words).not.toContain('The figures');
    expect(buttonsOf(card).map(({ title }) => title)).not.toContain(SIGN_A);
  });
});
