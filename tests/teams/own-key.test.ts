/** People who rate in words of their plan's own, from the card to the summary. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Card } from '../../cards/index.js';
import type { Key } from '../../bot/domain/key.js';
import { setPolicy } from '../../bot/flows/set-policy.js';
import { anEntry, OFF_TRACK, OWN_SCALE } from '../support/keys.js';
import { loadPlan, PLAN } from '../support/world.js';
import { buttonsOf, cardOf, filledIn, linkHere, plain, startTalk, wordsIn, type Talk } from './talk.js';

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

async function policy(talk: Talk, key: Key): Promise<void> {
  const contents = (await talk.ports.plans.contents(PLAN))!;
  expect(await setPolicy(talk.ports, contents, { key }, { kind: 'operator' })).toMatchObject({ kind: 'done' });
}

/** Ann leads one that is due, in a plan with a key of its own, and has her card. */
async function asked(key: Key): Promise<{ talk: Talk; card: Card }> {
  const talk = (open = await startTalk());
  await loadPlan(talk.ports, [{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }]);
  await policy(talk, key);
  await linkHere(talk, ['Ann']);
  const cards = await talk.ask();
  while (talk.world.bells.take() !== null);
  return { talk, card: cards.Ann! };
}

const choose = async (talk: Talk, card: Card) => cardOf(await talk.press('Ann', card, 'Update', { about: 'A1' }));
const titles = (card: Card): readonly string[] => buttonsOf(card).map(({ title }) => plain(String(title)));
const saved = async (talk: Talk) => (await talk.ports.plans.milestone(PLAN, 'A1'))?.milestone.update;

describe('a scale of three grades that maps to nothing', () => {
  it('is what the card offers, with Complete; and what is saved, shown and counted', async () => {
    const { talk, card } = await asked(OWN_SCALE);
    const chosen = await choose(talk, card);
    expect(titles(chosen.card)).toEqual([
      '■ Strength',
      '◧ Green shoots',
      '□ Area for development',
      '✓ Complete',
      'Something else',
      'Back to list',
    ]);
    const form = cardOf(await talk.press('Ann', chosen.card, '◧ Green shoots'));
    expect(form.words).toContain('Rate it ◧ Green shoots');
    const empty = cardOf(await talk.press('Ann', form.card, 'Save as ◧ Green shoots', { typed: { nextStep: 'x' } }));
    expect(empty.words).toContain('Error: Say in one line what has happened.');
    const done = await talk.press('Ann', empty.card, 'Save as ◧ Green shoots', { typed: { note: 'First signs' } });
    expect(wordsIn(done)).toContain('Saved as ◧ Green shoots');
    expect(await saved(talk)).toMatchObject({ rating: 'none', grade: 'green-shoots', note: 'First signs' });
    const again = await choose(talk, card);
    expect(again.words).toContain('You last said');
    expect(again.words).toContain('◧ Green shoots');
  });
});

describe('a key whose words map to classes', () => {
  it('offers its words, and says what the dates say in them', async () => {
    const { talk, card } = await asked(OFF_TRACK);
    const chosen = await choose(talk, card);
    expect(titles(chosen.card).slice(0, 3)).toEqual(['◆ Off track', '▲ At risk', '● On track']);
    const form = cardOf(await talk.press('Ann', chosen.card, '● On track'));
    await talk.press('Ann', form.card, 'Save as ● On track', { typed: { note: 'Going well' } });
    talk.world.clock.set('2026-11-20T10:00:00Z');
    const late = (await choose(talk, card)).words;
    expect(late).toContain('● On track');
    expect(late).toContain('▲ At risk');
    expect(late).toContain('2 working days overdue.');
  });
});

describe('a key that changed while a card was open', () => {
  const next = [...OFF_TRACK, anEntry('halted', 'red', 'Halted', { letter: 'H' })];

  it('gives the choice again, says why, and keeps what was typed', async () => {
    const { talk, card } = await asked(next);
    const chosen = await choose(talk, card);
    const form = cardOf(await talk.press('Ann', chosen.card, '◆ Halted'));
    await policy(talk, OFF_TRACK);
    const typed = { cause: 'The supplier closed', remedy: 'Another', recovery: '2026-12-18' };
    const refused = cardOf(await talk.press('Ann', form.card, 'Save as ◆ Halted', { typed }));
    expect(refused.words).toContain('The ratings of this plan have changed since then.');
    expect(titles(refused.card)).not.toContain('◆ Halted');
    expect(await saved(talk)).toBeNull();
    const kept = cardOf(await talk.press('Ann', refused.card, '◆ Off track', { typed: filledIn(refused.card) }));
    expect(filledIn(kept.card)).toMatchObject(typed);
  });

  it('also when only the choice was open', async () => {
    const { talk, card } = await asked(next);
    const chosen = await choose(talk, card);
    await policy(talk, OFF_TRACK);
    const again = cardOf(await talk.press('Ann', chosen.card, '◆ Halted'));
    expect(again.words).toContain('Choose one of these');
    expect(titles(again.card)).toContain('◆ Off track');
  });
});
