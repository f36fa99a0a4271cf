import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { enrol } from '../../bot/flows/enrol.js';
import { pauseMilestone } from '../../bot/flows/pauses.js';
import { loadPlan, PLAN, setHeads } from '../support/world.js';
import { cardOf, filledIn, linkHere, startTalk, wordsIn, type Talk, type Told } from './talk.js';

let talk: Talk;
let ids: Record<string, string>;

beforeEach(async () => {
  talk = await startTalk(['Hal']);
  await loadPlan(talk.ports, [
    { ref: 'A1', due: '2026-12-10', leads: ['Ann'] },
    { ref: 'A2', due: '2027-11-18', leads: ['Hal'] },
  ]);
  await enrol(talk.ports, ['Bea']);
  ids = await linkHere(talk, ['Ann', 'Hal', 'Bea']);
  await setHeads(talk.ports, 'A', [ids.Bea!]);
});

afterEach(() => talk.close());

const say = async (text: string, who = 'Hal') => cardOf((await talk.say(who, text))[0]).card;
const press = async (told: Told | ReturnType<typeof cardOf>['card'], title: string, typed = {}, who = 'Hal') => {
  const card = 'words' in told || 'text' in told ? cardOf(told as Told).card : told;
  return talk.press(who, card, title, { typed });
};
const stored = async (ref: string) => (await talk.ports.plans.milestone(PLAN, ref))?.milestone;

describe('the plans on cards', () => {
  it('are listed and opened, with what is paused: by whom, until when and why', async () => {
    const by = { kind: 'officer', id: ids.Hal! } as const;
    const order = {
      plan: PLAN,
      ref: 'A1',
      by,
      admin: true,
      rev: null,
      until: civilDate('2027-01-29'),
      reason: 'The school is closed',
    };
    expect((await pauseMilestone(talk.ports, order)).kind).toBe('done');
    const list = await say('plans');
    const opened = await talk.press('Hal', list, 'Open');
    expect(wordsIn(opened)).toContain('1 open, 1 paused');
    expect(wordsIn(opened)).toContain('until Friday 29 January 2027, by Hal: The school is closed');
  });

  it('are called otherwise; a title that cannot be comes back as it was typed', async () => {
    const form = cardOf(await press(await press(await say(`plan ${PLAN}`), 'More to do'), 'Rename')).card;
    const wrong = await press(form, 'Save', { x_what: 'plan', x_title: 'x'.repeat(250) });
    expect(wordsIn(wrong)).toContain('Give at most 200.');
    expect(filledIn(cardOf(wrong).card).x_title).toBe('x'.repeat(250));
    const done = await press(form, 'Save', { x_what: 'plan', x_title: 'A *better* plan' });
    expect(wordsIn(done)).toContain('It is called so from now on.');
    expect((await talk.ports.plans.outline(PLAN))?.plan.title).toBe('A *better* plan');
    await press(form, 'Save', { x_what: 'levels', x_title: 'Theme; Aim; Action' });
    expect((await talk.ports.plans.outline(PLAN))?.plan.levels.milestone).toBe('Action');
    expect(wordsIn(await press(form, 'Save', { x_what: 'area', x_code: 'ZZ', x_title: 'New' }))).toContain(
      'There is no “ZZ” in the plan.',
    );
  });

  it('are for admins, at the moment of the press', async () => {
    expect(wordsIn((await talk.say('Ann', 'plans'))[0])).toContain('Only an admin can do this');
    expect(wordsIn((await talk.say('Ann', 'care A1'))[0])).toContain('Only an admin can do this');
  });

  it('are searched by ref and by words', async () => {
    const found = await press(await say(`plan ${PLAN}`), 'Find', { x_find: 'a2' });
    expect(wordsIn(found)).toContain('1 to 1 of 1.');
    expect(wordsIn(await press(found, 'Open'))).toContain('Led by Hal');
    expect(wordsIn(await press(found, 'Find', { x_find: 'no such words' }))).toContain('Nothing in');
  });

  it('take one more; what cannot be comes back with its text', async () => {
    const form = cardOf(await press(await say(`plan ${PLAN}`), 'Add one')).card;
    const typed = { x_text: 'Open the new hub', x_objective: 'ZZ', x_due: '31 March 2027', x_leads: 'Ann' };
    const wrong = await press(form, 'Add', typed);
    expect(wordsIn(wrong)).toContain('There is no “ZZ” in the plan.');
    expect(filledIn(cardOf(wrong).card).x_text).toBe('Open the new hub');
    const objective = (await stored('A1'))!.objective;
    const added = await press(wrong, 'Add', { ...typed, x_objective: objective });
    expect(wordsIn(added)).toContain('It is in the plan.');
    expect(wordsIn(added)).toContain('Led by Ann');
    expect(wordsIn(await press(wrong, 'Add', { ...typed, x_objective: objective }))).toContain('It is there already');
  });
});

describe('one milestone as an admin looks after it', () => {
  it('gets other words; changed by somebody else meanwhile, that is told and the words are kept', async () => {
    const form = cardOf(await press(await say('care A1'), 'Change')).card;
    await say('pause A1 until 29 January 2027: The hall is shut', 'Bea');
    const told = await press(form, 'Save', { x_text: 'Other words' });
    expect(wordsIn(told)).toContain('changed it meanwhile');
    expect((await stored('A1'))?.text).not.toBe('Other words');
    const done = await press(told, 'Save', { x_text: 'Other words' });
    expect(wordsIn(done)).toContain('It is saved.');
    expect(wordsIn(await press(told, 'Save', { x_text: 'Other words' }))).toContain('It is saved.');
    expect((await stored('A1'))?.text).toBe('Other words');
  });

  it('gets other leads, tags and a marking', async () => {
    const leads = await press(await press(await say('plan A1'), 'Leads'), 'Save', {
      x_leads: 'Bea',
      x_reason: 'Moved',
    });
    expect(wordsIn(leads)).toContain('Led by Bea from today.');
    const more = await press(leads, 'More to do');
    const tags = await press(await press(more, 'Tags'), 'Save', { x_tags: 'Board; Schools' });
    expect(wordsIn(tags)).toContain('Tags: Board; Schools');
    const form = await press(more, 'Marking');
    expect(wordsIn(await press(form, 'Save', { x_level: 'public', x_exempt: '3' }))).toContain('What is exempt');
    expect(wordsIn(await press(form, 'Save', { x_level: 'restricted' }))).toContain('Who may read it: Restricted');
    const tag = await press(await press(await say(`plan ${PLAN}`), 'More to do'), 'Rename a tag');
    expect(wordsIn(await press(tag, 'Save', { x_from: 'None', x_to: 'X' }))).toContain('Nothing in the plan is tagged');
    await press(tag, 'Save', { x_from: 'board', x_to: 'Council' });
    expect((await stored('A1'))?.tags).toEqual(['Council', 'Schools']);
  });

  it('is split, withdrawn and opened again', async () => {
    const form = await press(await press(await say('plan A1'), 'More to do'), 'Split');
    expect(wordsIn(await press(form, 'Split', { x_parts: 'One', x_reason: 'Two sites' }))).toContain('at least two');
    const parts = 'First half | 31 March 2027 | Ann\nSecond half | tbc';
    const typed = { x_parts: parts, x_reason: 'Two sites' };
    const split = await press(form, 'Split', typed);
    expect(wordsIn(split)).toContain('It went on as A1a, A1b.');
    expect(wordsIn(await press(form, 'Split', typed))).toContain('It went on as A1a, A1b.');
    const withdraw = await press(await press(await say('plan A2'), 'More to do'), 'Withdraw');
    expect(wordsIn(await press(withdraw, 'Withdraw', { x_reason: '' }))).toContain('needs a reason');
    expect(wordsIn(await press(withdraw, 'Withdraw', { x_reason: 'Twice' }))).toContain('It is withdrawn');
    const again = await press(await press(await say('plan A2'), 'More to do'), 'Open again');
    expect(wordsIn(await press(again, 'Open again', { x_reason: 'Needed' }))).toContain('It is open again.');
    expect((await stored('A2'))?.state).toBe('not-started');
  });

  it('is paused by an admin on a form, and counts again', async () => {
    const form = await press(await say('plan A1'), 'Pause');
    const wrong = await press(form, 'Pause', { x_until: 'some day', x_reason: 'Works' });
    expect(wordsIn(wrong)).toContain('is not a date');
    expect(filledIn(cardOf(wrong).card).x_reason).toBe('Works');
    const done = await press(wrong, 'Pause', { x_until: '29 January 2027', x_reason: 'Works' });
    expect(wordsIn(done)).toContain('Paused by Hal until Friday 29 January 2027: Works');
    expect(wordsIn(await press(done, 'Resume'))).toContain('It counts again from today.');
  });
});

describe('pausing by who is accountable', () => {
  it('is said by the head of service, and by nobody else', async () => {
    const done = await say('pause A1 until 29 January 2027: The hall is shut', 'Bea');
    expect((await stored('A1'))?.pause).toMatchObject({ until: '2027-01-29', reason: 'The hall is shut' });
    expect(wordsIn(await press(done, 'Resume', {}, 'Bea'))).toContain('It counts again from today.');
    const words = wordsIn((await talk.say('Ann', 'pause A1 until 29 January 2027: I would rather'))[0]);
    expect(words).toContain('Only the head of service of the area, the plan owner or an admin can pause it');
    expect((await stored('A1'))?.state).not.toBe('paused');
  });

  it('comes back as a form where the day or the reason is missing', async () => {
    const form = await say('pause A1 until 29 January 2027', 'Bea');
    expect(filledIn(form).x_until).toBe('29 January 2027');
    expect(wordsIn(await press(form, 'Pause', { x_reason: 'Works' }, 'Bea'))).toContain('It is paused');
    expect(wordsIn(await press(await say('resume A1', 'Bea'), 'Show my list', {}, 'Bea'))).not.toContain('again');
  });
});

describe('a whole plan', () => {
  it('is paused and taken up again, all or one area', async () => {
    const form = await press(await press(await say(`plan ${PLAN}`), 'More to do'), 'Pause');
    const typed = { x_area: 'zz', x_until: '29 January 2027', x_reason: 'Inspection' };
    expect(wordsIn(await press(form, 'Pause', typed))).toContain('There is no “zz” in the plan.');
    expect(wordsIn(await press(form, 'Pause', { ...typed, x_area: '' }))).toContain('2 are paused.');
    expect(wordsIn(await press(form, 'Resume', { x_area: 'A' }))).toContain('2 count again.');
  });

  it('has its year closed after what that comes to was shown, and opened again', async () => {
    const form = await press(await press(await say(`plan ${PLAN}`), 'More to do'), 'Close the year');
    expect(wordsIn(await press(form, 'Show what it comes to', { x_reason: 'Over' }))).toContain('2 are still open.');
    const typed = { x_into: 'next-year', x_title: 'Next year', x_reason: 'Over' };
    const seen = await press(form, 'Show what it comes to', typed);
    expect(wordsIn(seen)).toContain('2 would go into next-year: A1, A2');
    expect((await talk.ports.plans.outline(PLAN))?.plan.closed).toBeNull();
    const other = await press(seen, 'Close the year', { ...typed, x_into: 'other-year' });
    expect(wordsIn(other)).toContain('would go into other-year');
    expect((await talk.ports.plans.outline(PLAN))?.plan.closed).toBeNull();
    expect(wordsIn(await press(seen, 'Close the year', typed))).toContain('The year is closed. 2 went into next-year.');
    expect(wordsIn(await press(seen, 'Close the year', typed))).toContain('The year is closed already.');
    expect(await talk.ports.plans.milestone('next-year', 'A1')).not.toBeNull();
    const opening = await press(await press(await say(`plan ${PLAN}`), 'More to do'), 'Open again');
    expect(wordsIn(await press(opening, 'Open again', { x_reason: 'Too early' }))).toContain('The plan is open again.');
  });
});
