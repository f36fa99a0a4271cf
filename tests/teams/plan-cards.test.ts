import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { pauseMilestone } from '../../bot/flows/pauses.js';
import { loadPlan, PLAN, setHeads } from '../support/world.js';
import { cardOf, linkHere, startTalk, wordsIn, type Talk } from './talk.js';

let talk: Talk;
let ids: Record<string, string>;

beforeEach(async () => {
  talk = await startTalk(['Hal']);
  await loadPlan(talk.ports, [
    { ref: 'A1', due: '2026-12-10', leads: ['Ann'] },
    { ref: 'A2', due: '2027-11-18', leads: ['Hal'] },
  ]);
  ids = await linkHere(talk, ['Ann', 'Hal']);
  await setHeads(talk.ports, 'A', [ids.Hal!]);
});

afterEach(() => talk.close());

describe('the plans on cards', () => {
  it('are listed and opened, with what is paused: by whom, until when and why', async () => {
    const by = { kind: 'officer', id: ids.Hal! } as const;
    const order = {
      plan: PLAN,
      ref: 'A1',
      by,
      rev: null,
      until: civilDate('2027-01-29'),
      reason: 'The school is closed',
    };
    expect((await pauseMilestone(talk.ports, order)).kind).toBe('done');
    const list = cardOf((await talk.say('Hal', 'plans'))[0]);
    const opened = await talk.press('Hal', list.card, 'Open');
    expect(wordsIn(opened)).toContain('1 open, 1 paused');
    expect(wordsIn(opened)).toContain('until Friday 29 January 2027, by Hal: The school is closed');
  });

  it('are called otherwise; a title that cannot be comes back as it was typed', async () => {
    const card = cardOf((await talk.say('Hal', `plan ${PLAN}`))[0]).card;
    const wrong = await talk.press('Hal', card, 'Save title', { typed: { x_title: 'x'.repeat(250) } });
    expect(wordsIn(wrong)).toContain('Give at most 200.');
    const done = await talk.press('Hal', card, 'Save title', { typed: { x_title: 'A *better* plan' } });
    expect(wordsIn(done)).toContain('It is called so from now on.');
    expect((await talk.ports.plans.outline(PLAN))?.plan.title).toBe('A *better* plan');
  });

  it('are for admins, at the moment of the press', async () => {
    expect(wordsIn((await talk.say('Ann', 'plans'))[0])).toContain('Only an admin can do this');
  });
});
