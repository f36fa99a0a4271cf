/** Measures in Teams: asked for, entered on a card, entered twice, and by somebody else meanwhile. */
import { afterEach, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import type { Measure } from '../../bot/domain/measures.js';
import { saveMeasures } from '../../bot/flows/change-measures.js';
import { loadPlan, PLAN, setHeads } from '../support/world.js';
import { cardOf, filledIn, linkHere, startTalk, wordsIn, type Talk } from './talk.js';

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

const OPERATOR = { kind: 'operator' } as const;

/** Ann leads A1, Hal is head of service of B; one measure beside A1, one of B. */
async function measured(): Promise<Talk> {
  const talk = (open = await startTalk());
  await loadPlan(talk.ports, [
    { ref: 'A1', due: '2027-03-17', leads: ['Ann'] },
    { ref: 'B1', due: '2027-03-17', leads: ['Ben'], area: 'B' },
    { ref: 'A2', due: '2027-03-17', leads: ['Hal'] },
  ]);
  const ids = await linkHere(talk, ['Ann', 'Ben', 'Hal']);
  await setHeads(talk.ports, 'B', [ids.Hal!]);
  const value = { called: 'Quarter 1', value: 52.1, numerator: 98, denominator: 188, noData: null, caveat: null };
  const first = { ...value, asAt: civilDate('2026-06-30'), by: OPERATOR, on: civilDate('2026-07-06') };
  const about = {
    plan: PLAN,
    name: 'Assessments in time',
    order: 0,
    area: null,
    period: 'quarter',
    unit: '%',
  } as const;
  const how = { polarity: 'higher', target: 75, targetBy: civilDate('2027-03-31'), comparator: null } as const;
  const one: Measure = { ...about, ...how, code: 'IP 1', ref: 'A1', caveat: null, ended: false, values: [first] };
  const other: Measure = { ...one, code: 'IP 2', name: 'Repeat referrals', ref: null, area: 'B', order: 1 };
  await saveMeasures(talk.ports, PLAN, [], [one, other], { by: OPERATOR, why: 'measures loaded' });
  return talk;
}

const stored = async (talk: Talk) => {
  const outline = await talk.ports.plans.outline(PLAN);
  return outline?.measures.find(({ code }) => code === 'IP 1');
};

it('is entered by who leads its milestone, with last quarter’s value shown, and once however often it is pressed', async () => {
  const talk = await measured();
  const form = cardOf((await talk.say('Ann', 'measures'))[0]);
  expect(form.words).toContain('Last entered, Quarter 1: 98 of 188 (52.1 %).');
  expect(form.words).toContain('Target 75 % by 31 March 2027; higher is better.');
  expect(filledIn(form.card)).toMatchObject({ x_asat: '30 September 2026' });
  const wrong = cardOf(await talk.press('Ann', form.card, 'Save measure', { typed: { x_value: 'many' } }));
  expect(wrong.words).toContain('"many" is not a number.');
  expect(filledIn(wrong.card)).toMatchObject({ x_value: 'many', x_asat: '30 September 2026' });
  const typed = { x_value: '113 of 190 (59.4 %)' };
  const saved = wordsIn(await talk.press('Ann', form.card, 'Save measure', { typed }));
  expect(saved).toContain('Measure saved');
  expect(saved).toContain('July to September 2026: 113 of 190 (59.4 %).');
  expect(saved).toContain('59.4 % against 75 % at half year.');
  const { rev } = (await stored(talk))!;
  expect(wordsIn(await talk.press('Ann', form.card, 'Save measure', { typed }))).toContain('Measure saved');
  expect((await stored(talk))?.rev).toBe(rev);
});

it('says what somebody else entered meanwhile before it takes its place', async () => {
  const talk = await measured();
  const form = cardOf((await talk.say('Ann', 'measures IP 1'))[0]);
  await talk.press('Ann', form.card, 'Save measure', { typed: { x_value: '59' } });
  const again = cardOf(await talk.press('Ann', form.card, 'Save measure', { typed: { x_value: '60' } }));
  expect(again.words).toContain('Somebody entered 59 % for that day meanwhile. Save again to replace it.');
  expect((await stored(talk))?.values.at(-1)?.value).toBe(59);
  await talk.press('Ann', again.card, 'Save measure');
  expect((await stored(talk))?.values.at(-1)?.value).toBe(60);
});

it('without a value wants a reason, and a day that has come', async () => {
  const talk = await measured();
  const form = cardOf((await talk.say('Ann', 'measures A1'))[0]);
  const press = async (typed: Record<string, string>): Promise<string> =>
    wordsIn(await talk.press('Ann', form.card, 'Save measure', { typed }));
  expect(await press({})).toContain('no reason why there is no data');
  expect(await press({ x_value: '5', x_asat: '31 December 2026' })).toContain('31 December 2026 has not come.');
  expect(await press({ x_value: '5', x_asat: 'soon' })).toContain('That is not a day.');
  expect(await press({ x_nodata: 'The system was changed' })).toContain('no data, because The system was changed');
});

it('is offered to those only who may enter it', async () => {
  const talk = await measured();
  const head = wordsIn((await talk.say('Hal', 'measures'))[0]);
  expect(head).toContain('IP 2 Repeat referrals');
  expect(head).not.toContain('IP 1');
  expect(wordsIn((await talk.say('Ben', 'measures'))[0])).toContain('There is no measure for you');
  expect(wordsIn((await talk.say('Ann', 'measures', 'channel'))[0])).toContain('Ask me in our own chat');
});

it('keeps everything typed through the guard and back, says which box is meant, and refuses what nobody could clear', async () => {
  const talk = await measured();
  const form = cardOf((await talk.say('Ann', 'measures IP 1'))[0]);
  const typed = { x_value: '59', x_caveat: 'Two families are not counted' };
  const doubt = cardOf(await talk.press('Ann', form.card, 'Save measure', { typed }));
  expect(doubt.words).toContain('IP 1 Assessments in time');
  expect(doubt.words).toContain('What one has to know of it');
  const back = cardOf(await talk.press('Ann', doubt.card, 'Back'));
  expect(filledIn(back.card)).toMatchObject({ ...typed, x_asat: '30 September 2026' });
  const held = { ...typed, x_caveat: 'Leaves out the mother of JB, born 03/04/2012' };
  const told = cardOf(await talk.press('Ann', back.card, 'Save measure', { typed: held }));
  expect(told.words).toContain('Say it in other words: it stands in the summary.');
  expect(filledIn(told.card)).toMatchObject(held);
  expect((await stored(talk))?.values).toHaveLength(1);
});
