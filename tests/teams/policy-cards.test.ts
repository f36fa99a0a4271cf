import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadPlan, PLAN } from '../support/world.js';
import { cardOf, linkHere, startTalk, wordsIn, type Talk } from './talk.js';

let talk: Talk;

beforeEach(async () => {
  talk = await startTalk(['Hal']);
  await loadPlan(talk.ports, [
    { ref: 'A1', due: '2026-11-10', leads: ['Ann'] },
    { ref: 'A2', due: '2027-11-18', leads: ['Hal'] },
  ]);
  await linkHere(talk, ['Ann', 'Hal']);
});

afterEach(() => talk.close());

const plan = async () => (await talk.ports.plans.outline(PLAN))!.plan;
const policy = async (who = 'Hal') => (await talk.say(who, 'policy'))[0];

describe('the policy of a plan on cards', () => {
  it('stands in words; a part of it shows what would change before it is saved', async () => {
    const shown = cardOf(await policy());
    expect(shown.words).toContain('People rate, and the dates stand beside.');
    expect(shown.words).toContain('late by more than 20 working days');
    const form = cardOf(await talk.press('Hal', shown.card, 'How it rates'));
    expect(form.words).not.toContain('This is what would change today');
    const typed = { x_preset: 'dates', x_redafter: '2' };
    const would = cardOf(await talk.press('Hal', form.card, 'What would change', { typed }));
    expect(would.words).toContain('This is what would change today');
    expect(would.words).toContain('A1 from No update to Red');
    expect((await plan()).preset).toBe('confidence');
    const saved = cardOf(await talk.press('Hal', would.card, 'Save', { typed }));
    expect(saved.words).toContain('Policy saved');
    expect(saved.words).toContain('late by more than 2 working days');
    expect((await plan()).preset).toBe('dates');
    const acts = (await talk.ports.audit.month('2026-11')).map(({ act, subject }) => [act, subject]);
    expect(acts).toContainEqual(['policy set', PLAN]);
  });

  it('saves nothing that was not worked out: other words in the fields are shown first', async () => {
    const form = cardOf(await talk.press('Hal', cardOf(await policy()).card, 'What readers are told'));
    const would = cardOf(await talk.press('Hal', form.card, 'What would change', { typed: { x_small: '3' } }));
    const again = cardOf(await talk.press('Hal', would.card, 'Save', { typed: { x_small: '9' } }));
    expect(again.words).toContain('This is what would change today');
    expect((await plan()).smallNumber).toBe(5);
    await talk.press('Hal', again.card, 'Save', { typed: { x_small: '9' } });
    expect((await plan()).smallNumber).toBe(9);
  });

  it('keeps what was typed where it cannot be', async () => {
    const form = cardOf(await talk.press('Hal', cardOf(await policy()).card, 'When people are asked'));
    const wrong = await talk.press('Hal', form.card, 'What would change', { typed: { x_stages: '-5, soon' } });
    expect(wordsIn(wrong)).toContain('“soon” is no number of working days.');
    expect(JSON.stringify(cardOf(wrong).card)).toContain('-5, soon');
    const gap = await talk.press('Hal', form.card, 'What would change', { typed: { x_stages: '-5, 1' } });
    expect(wordsIn(gap)).toContain('There is always a reminder on the date itself: give 0, too.');
  });

  it('is for admins and the owner of that plan', async () => {
    expect(wordsIn(await policy('Ann'))).toContain('Only an admin or the plan owner can do this');
    const { plan: now } = (await talk.ports.plans.outline(PLAN))!;
    const ann = (await talk.ports.people.byName('Ann'))!.value.id;
    const { rev, at, hash, etag, ...rest } = now;
    const image = { kind: 'plan', plan: { ...rest, owner: ann } } as const;
    const previous = { rev, at, hash, etag };
    const stamp = { at, recordedAt: at, by: { kind: 'operator' }, why: 'owner', inputHash: 'x' } as const;
    await talk.ports.plans.commit(PLAN, [{ image, previous, ...stamp }]);
    expect(wordsIn(await policy('Ann'))).toContain('How it rates');
  });
});
