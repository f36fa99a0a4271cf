/** What cards and refusals say to somebody who is new to them: once, truly, and with a way on. */
import { afterEach, describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { decideProposal } from '../../bot/flows/decide.js';
import { propose } from '../../bot/flows/propose.js';
import { changeSupporters } from '../../bot/flows/supporters.js';
import { todayOf } from '../../bot/flows/today.js';
import type { ChooseView } from '../../bot/domain/views.js';
import { updateChooseCard, type Card } from '../../cards/index.js';
import { sign, viewOf } from '../cards/samples.js';
import { loadPlan, PLAN, setHeads, type RowWish } from '../support/world.js';
import { cardOf, filledIn, linkHere, openForm, plain, save, startTalk, wordsIn, type Talk } from './talk.js';

const ROWS: readonly RowWish[] = [
  { ref: 'A1', due: '2026-12-18', leads: ['Ann', 'Ben'] },
  { ref: 'A2', due: '2026-11-13', leads: ['Ann'] },
  { ref: 'A3', due: '2027-06-30', leads: ['Ann'] },
  { ref: 'C1', due: '2027-03-31', leads: ['Hal', 'Sue', 'Ada'], area: 'C' },
];
const WHY = 'The audit starts in January';

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

/** Wednesday 18 November 2026. Ann leads with Ben; Hal is their head of service; Sue supports Ann; Ada is an admin. */
async function town() {
  const talk = (open = await startTalk(['Ada']));
  await loadPlan(talk.ports, ROWS, civilDate('2026-11-02'));
  const ids = await linkHere(talk, ['Ann', 'Ben', 'Hal', 'Sue', 'Ada']);
  await setHeads(talk.ports, 'A', [ids.Hal!]);
  const [officer, supporter] = await Promise.all(
    [ids.Ann!, ids.Sue!].map(async (id) => (await talk.ports.people.officer(id))!.value),
  );
  const order = { by: { kind: 'operator' }, officer: officer!, today: todayOf(talk.ports) } as const;
  await changeSupporters(talk.ports, order, { kind: 'add', supporter: supporter! });
  return { talk, ids };
}

const said = async (talk: Talk, who: string, line: string) => cardOf((await talk.say(who, line))[0]);
const textOf = (card: Card): string => plain(JSON.stringify(card));

async function leaveForm(talk: Talk, ref: string): Promise<Card> {
  const { card } = await said(talk, 'Ann', `update ${ref}`);
  const more = cardOf(await talk.press('Ann', card, 'Something else')).card;
  return cardOf(await talk.press('Ann', more, 'Leave it for now')).card;
}

const leave = async (talk: Talk, form: Card, until: string, reason = WHY) =>
  wordsIn(await talk.press('Ann', form, 'Leave it until then', { typed: { x_until: until, x_reason: reason } }));

describe('away', () => {
  it.each([
    ['Xmas', '“Xmas” is read here only as a date. Choose the last day away below.'],
    ['a fortnight', '“a fortnight” is not one day. Choose the last day away below.'],
    ['31 November', 'You gave “31 November”. November has 30 days. Choose the last day away below.'],
    ['soonish', '“soonish” is not a date that can be read here. Choose the last day away below.'],
  ])('until %s: the form says what was typed, and speaks of the day that it asks for', async (until, words) => {
    const { talk } = await town();
    const told = await said(talk, 'Ann', `away until ${until}`);
    expect(told.words).toContain(`Error: ${words}`);
    expect(told.words).not.toContain('Everything you typed is still here.');
    expect(told.words).not.toContain('Type ');
    expect(filledIn(told.card).x_until).toBe('');
  });

  it('too long: what you lead; and an absence from before still stands', async () => {
    const { talk } = await town();
    expect((await said(talk, 'Ann', 'away until 25 November')).words).not.toContain('That is Wednesday 25');
    const told = await said(talk, 'Ann', 'away until 1 June');
    expect(told.words).toContain('or give what you lead to somebody else.');
    expect(told.words).toContain('What was saved before still stands: you are away until Wednesday 25 November 2026.');
    const other = await said(talk, 'Ada', 'away Ben until 1 June');
    expect(other.words).toContain('or give what Ben leads to somebody else.');
    expect(other.words).not.toContain('still stands');
  });

  it('the day is told once', async () => {
    const { talk } = await town();
    const { words } = await said(talk, 'Ann', 'away until 1 January');
    expect(words.split('Friday 1 January 2027')).toHaveLength(2 + 1);
    expect(words).not.toContain('That is Friday 1 January 2027.');
    expect((await said(talk, 'Ann', 'away until next Friday')).words).toContain('“Next Friday” was read as');
  });
});

describe('leaving it for now', () => {
  it('says once whether it is asked about meanwhile, as its date has it', async () => {
    const { talk } = await town();
    const early =
      'Nobody is asked about it until that day, or until its date, Friday 18 December 2026, if that comes first.';
    expect(textOf(await leaveForm(talk, 'A1'))).toContain(early);
    const far = textOf(await leaveForm(talk, 'A3'));
    expect(far).toContain('Nobody is asked about it until that day.');
    expect(far).not.toContain('or until its date');
    const late = textOf(await leaveForm(talk, 'A2'));
    expect(late).toContain('It is overdue: reminders of that do not stop.');
    expect(late).not.toContain('Nobody is asked about it until');
  });

  it('speaks of leaving, and says again what was saved', async () => {
    const { talk } = await town();
    const form = await leaveForm(talk, 'A3');
    expect(await leave(talk, form, '2027-04-01')).toContain('It can be left until Wednesday 31 March 2027');
    const saved = await leave(talk, form, '2026-12-31');
    expect(saved).toContain('Left until Thursday 31 December 2026');
    expect(saved).toContain(`Because: “${WHY}”.`);
  });
});

describe('a later date', () => {
  it('both answers that are missing are told at once, in the order of the form', async () => {
    const { talk } = await town();
    const { card } = await said(talk, 'Ann', 'my milestones');
    const form = await openForm(talk, 'Ann', card, 'A1', '▲ Amber');
    const words = wordsIn(
      await save(talk, 'Ann', form, { cause: 'Posts', recovery: '2027-01-29', forecast: '2027-01-29' }),
    );
    expect(words).toContain('Choose why it moves');
    expect(words).toContain('Say in a sentence why the date moves.');
    expect(words.indexOf('Choose why it moves')).toBeLessThan(words.indexOf('Say in a sentence why'));
  });

  it('is told in the history with the reason that was chosen, when it is proposed and when it moves', async () => {
    const { talk, ids } = await town();
    const about = { plan: PLAN, ref: 'A1', rev: null } as const;
    const proposed = { date: civilDate('2027-01-29'), because: 'capacity' } as const;
    await propose(talk.ports, { ...about, by: { kind: 'officer', id: ids.Ann! }, proposed, reason: WHY });
    const told = `Staff or capacity: “${WHY}”.`;
    expect((await said(talk, 'Ann', 'history A1')).words).toContain(told);
    const by = { kind: 'officer', id: ids.Hal! } as const;
    await decideProposal(talk.ports, { ...about, by, accept: true, reason: '', elsewhere: null });
    expect((await said(talk, 'Ann', 'history A1')).words.split(told)).toHaveLength(3);
  });
});

describe('the way on', () => {
  it('who supports its lead is told how to enter what the lead told them', async () => {
    const { talk } = await town();
    expect((await said(talk, 'Sue', 'update A1')).words).toContain(
      'Say “update A1 for Ann” to enter what they told you.',
    );
    expect((await said(talk, 'Sue', 'update A1 for Ann')).words).not.toContain('You cannot');
  });

  it('what recurs without a printed end says why it cannot be complete', () => {
    const view = viewOf('update-choose') as ChooseView;
    const due = {
      kind: 'recurring',
      cadence: 'monthly',
      first: null,
      until: null,
      yearStarts: 4,
      text: 'Monthly',
    } as const;
    const choices = view.choices.filter(({ rating }) => rating !== 'complete');
    const { card } = updateChooseCard({ ...view, milestone: { ...view.milestone, due }, choices }, sign);
    expect(textOf(card)).toContain('The plan prints no end for it, so no period completes it.');
  });

  it('a summary is asked for by the words that were said', async () => {
    const { talk } = await town();
    const told = wordsIn((await talk.say('Ada', 'summary here nowhere', 'channel'))[0]);
    expect(told).toContain('Name one of these after “summary here”:');
  });
});
