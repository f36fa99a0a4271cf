/** The card that was sent, in people's hands: eighteen of two plans on one day, and the buttons that are no Update. */
import { afterEach, describe, expect, it } from 'vitest';
import { addDays, civilDate } from '../../bot/domain/dates.js';
import { askProposer } from '../../bot/flows/ask-proposer.js';
import { propose } from '../../bot/flows/propose.js';
import { LARGEST, sizeOf, type Card } from '../../cards/index.js';
import { ofType, partsOf, wordsOf, type Part } from '../cards/shape.js';
import { loadPlan, PLAN, setHeads, WEDNESDAY, type RowWish } from '../support/world.js';
import { cardOf, linkHere, openForm, plain, save, startTalk, wordsIn, type Talk } from './talk.js';

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

/** Nine of each plan that are due today, or were due before its load. */
const nine = (letter: string): RowWish[] =>
  Array.from({ length: 9 }, (_, n) => ({
    ref: `${letter} ${String(n + 1)}`,
    due: addDays(WEDNESDAY, n < 4 ? -20 - n : 0),
    leads: ['Ann'],
  }));

async function eighteen(): Promise<{ readonly talk: Talk; readonly card: Card }> {
  const talk = (open = await startTalk());
  await loadPlan(talk.ports, nine('PMQA'));
  await loadPlan(talk.ports, nine('SP'), WEDNESDAY, 'placements-2026');
  await linkHere(talk, ['Ann']);
  const { Ann: card } = await talk.ask();
  return { talk, card: card! };
}

const updatesIn = (node: unknown): number => partsOf(node).filter(({ title }) => title === 'Update').length;
const folded = (card: Card): Part[] =>
  ofType(card, 'Container').filter(({ isVisible, id }) => isVisible === false && id !== 'answered');

describe('eighteen on one day', () => {
  it('eight are seen, ten are one press away in place, and all of them are on the card', async () => {
    const { card } = await eighteen();
    expect(sizeOf(card)).toBeLessThanOrEqual(LARGEST);
    const [fold] = folded(card);
    expect([updatesIn(card), updatesIn(fold)]).toEqual([18, 10]);
    expect(wordsOf(card)).toContain('Show 10 more');
    expect(wordsOf(card)).toContain('18 milestones to update');
    expect(wordsOf(card).join('\n')).not.toMatch(/not fit/);
  });

  it('what was answered leaves the list, and is folded away with who and when', async () => {
    const { talk, card } = await eighteen();
    const choose = cardOf(await talk.press('Ann', card, 'Update', { about: 'PMQA 9' }));
    const form = cardOf(await talk.press('Ann', choose.card, '● Green'));
    await talk.press('Ann', form.card, 'Save as ● Green', { typed: { note: 'Done by Friday' } });
    const back = cardOf(await talk.press('Ann', form.card, 'Back to list'));
    expect(updatesIn(back.card)).toBe(17);
    expect(back.words).toContain('1 answered');
  });

  it('“I am away” opens from the card', async () => {
    const { talk, card } = await eighteen();
    expect(wordsIn(await talk.press('Ann', card, 'I am away'))).toContain('away');
  });
});

describe('the last one that was asked about', () => {
  it('once answered, says that what was asked is done, and leads to what is open', async () => {
    const talk = (open = await startTalk());
    await loadPlan(talk.ports, [
      { ref: 'A1', due: WEDNESDAY, leads: ['Ann'] },
      { ref: 'A2', due: '2027-03-31', leads: ['Ann'] },
    ]);
    await linkHere(talk, ['Ann']);
    const form = await openForm(talk, 'Ann', (await talk.ask()).Ann!, 'A1', '● Green');
    const saved = cardOf(await save(talk, 'Ann', form, { note: 'Done by Friday' }));
    expect(saved.words).toContain('Nothing that you were asked about is left');
    expect(saved.words).not.toContain('Your list is empty');
    expect(wordsIn(await talk.press('Ann', saved.card, 'Show my list'))).toContain('A2');
  });
});

describe('what waits for somebody', () => {
  const reason = 'The audit starts in January';

  async function waiting(): Promise<{ talk: Talk; ids: Readonly<Record<string, string>> }> {
    const talk = (open = await startTalk());
    await loadPlan(talk.ports, [
      { ref: 'EH 2.2', due: '2026-12-18', leads: ['Ann'] },
      { ref: 'Z 1', due: '2031-01-01', leads: ['Hal'], area: 'B' },
    ]);
    const ids = await linkHere(talk, ['Ann', 'Hal']);
    await setHeads(talk.ports, 'A', [ids.Hal!]);
    const by = { kind: 'officer', id: ids.Ann! } as const;
    const date = civilDate('2027-01-29');
    await propose(talk.ports, { plan: PLAN, ref: 'EH 2.2', by, rev: null, proposed: { date }, reason });
    return { talk, ids };
  }

  it('Decide on the card of who decides opens what waits', async () => {
    const { talk } = await waiting();
    const { Hal: card } = await talk.ask();
    expect(plain(wordsOf(card).join('\n'))).toContain('Ann proposes Friday 29 January 2027');
    expect(wordsIn(await talk.press('Hal', card!, 'Decide'))).toContain(reason);
  });

  it('Answer on the card of who proposed it opens the question, and what was answered is kept', async () => {
    const { talk, ids } = await waiting();
    const by = { kind: 'officer', id: ids.Hal! } as const;
    await askProposer(talk.ports, { plan: PLAN, ref: 'EH 2.2', by, rev: null, text: 'Which audit?' });
    const { Ann: card } = await talk.ask();
    expect(wordsOf(card)).toContain('A question for you');
    const form = cardOf(await talk.press('Ann', card!, 'Answer'));
    expect(form.words).toContain('Which audit?');
    await talk.press('Ann', form.card, 'Send the answer', { typed: { x_answer: 'The yearly one' } });
    const stored = await talk.ports.plans.milestone(PLAN, 'EH 2.2');
    expect(stored?.milestone.proposal?.questions?.[0]?.answer?.text).toBe('The yearly one');
  });
});
