/** An update that somebody enters for another: the command, the form, every refusal, and what is kept and told of it. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Card } from '../../cards/index.js';
import { civilDate, instant } from '../../bot/domain/dates.js';
import { changePeople } from '../../bot/flows/change-people.js';
import { decideProposal } from '../../bot/flows/decide.js';
import { propose } from '../../bot/flows/propose.js';
import { changeSupporters } from '../../bot/flows/supporters.js';
import { todayOf } from '../../bot/flows/today.js';
import { loadPlan, PLAN, setHeads, type RowWish } from '../support/world.js';
import {
  actionOf,
  buttonsOf,
  cardOf,
  filledIn,
  linkHere,
  openForm,
  replaced,
  save,
  startTalk,
  VISITOR,
  wordsIn,
  type Talk,
} from './talk.js';

const ROWS: readonly RowWish[] = [
  { ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Ben'] },
  { ref: 'B1', due: '2026-11-18', leads: ['Cat'], area: 'B' },
  { ref: 'C1', due: '2027-03-31', leads: ['Hal', 'Sue', 'Sam', 'Ada', 'Olu'], area: 'C' },
];
const AMBER = { cause: 'Two posts are vacant', recovery: '2026-12-01' };
const MAIL = { x_source: 'e-mail', x_on: '2026-11-16' };
const FROM = 'from e-mail of Monday 16 November 2026';

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

/** Ann and Ben lead A1, of Hal's area; Sue supports Ann; Ada is an admin; Sam is nobody to it. */
async function started() {
  const talk = (open = await startTalk(['Ada']));
  await loadPlan(talk.ports, ROWS, civilDate('2026-11-02'));
  const ids = await linkHere(talk, ['Ann', 'Cat', 'Hal', 'Sue', 'Sam', 'Ada', 'Olu']);
  await setHeads(talk.ports, 'A', [ids.Hal!]);
  await support(talk, ids, 'add');
  return { talk, ids };
}

async function support({ ports }: Talk, ids: Record<string, string>, kind: 'add' | 'remove') {
  const officer = (await ports.people.officer(ids.Ann!))!.value;
  const supporter = (await ports.people.officer(ids.Sue!))!.value;
  await changeSupporters(ports, { by: { kind: 'operator' }, officer, today: todayOf(ports) }, { kind, supporter });
}

/** The form, filled, and then the choice of a rating. */
async function chosen(talk: Talk, who: string, typed: Record<string, string> = MAIL, line = 'update A1 for Ann') {
  const form = cardOf((await talk.say(who, line))[0]).card;
  return talk.press(who, form, 'Choose the rating', { typed });
}

async function formFor(talk: Talk, who: string, typed?: Record<string, string>): Promise<Card> {
  const choose = cardOf(await chosen(talk, who, typed)).card;
  return cardOf(await talk.press(who, choose, '▲ Amber')).card;
}

const stored = async ({ ports }: Talk, ref = 'A1') => (await ports.plans.milestone(PLAN, ref))!;
const rows = async ({ world }: Talk) => world.ports.plans.milestoneHistory(PLAN, 'A1');
const audited = async ({ ports }: Talk): Promise<readonly string[]> =>
  (await ports.audit.month('2026-11'))
    .filter(({ act }) => act === 'update entered' || act === 'card as text')
    .map(
      ({ act, by, subject, why }) => `${by.kind === 'officer' ? by.id : by.kind} ${act} ${subject}: ${why ?? 'done'}`,
    );

describe('an update on behalf', () => {
  it('is entered by a supporter: for whom and from where stand on every card, and with what is kept', async () => {
    const { talk, ids } = await started();
    const begun = (await talk.say('Sue', 'update A1 for Ann'))[0];
    expect(wordsIn(begun)).toContain('Enter an update for somebody');
    expect(wordsIn(begun)).toContain('They are told what you entered, and may correct it.');
    // Ben has not named her: he is not among those she may choose.
    expect(filledIn(cardOf(begun).card).x_for).toBe(ids.Ann);
    expect(JSON.stringify(cardOf(begun).card)).not.toContain('Ben');

    const choose = await talk.press('Sue', cardOf(begun).card, 'Choose the rating', { typed: MAIL });
    expect(wordsIn(choose)).toContain(`For Ann, ${FROM}. Ann is told and may correct it.`);
    const form = await talk.press('Sue', cardOf(choose).card, '▲ Amber');
    expect(wordsIn(form)).toContain(`For Ann, ${FROM}. Ann is told and may correct it.`);
    const saved = await save(talk, 'Sue', cardOf(form).card, AMBER);
    expect(wordsIn(saved)).toContain(`You for Ann, ${FROM}, entered at 10am on Wednesday 18 November 2026.`);
    expect(wordsIn(saved)).toContain('Ann is told and may correct it.');
    expect(wordsIn(saved)).toContain('Ann is asked again on');

    const { milestone } = await stored(talk);
    expect(milestone.update).toMatchObject({
      rating: 'amber',
      by: { kind: 'officer', id: ids.Ann },
      onBehalf: { enteredBy: { kind: 'officer', id: ids.Sue }, source: 'e-mail', on: '2026-11-16' },
    });
    expect(milestone.answeredOn).toBe('2026-11-18');
    const last = (await rows(talk)).at(-1)!;
    expect([last.by, last.why]).toEqual([{ kind: 'officer', id: ids.Ann }, `update, entered by ${ids.Sue!}`]);
    expect(await audited(talk)).toEqual([`${ids.Sue!} update entered ${PLAN} A1 for ${ids.Ann!}: done`]);
  });

  it.each([
    ['the head of service', 'Hal'],
    ['an admin', 'Ada'],
  ])('is entered by %s for either lead', async (_, who) => {
    const { talk, ids } = await started();
    const form = cardOf((await talk.say(who, 'update A1 for Ben'))[0]).card;
    expect(JSON.stringify(form)).toContain('"title":"Ann"');
    expect(wordsIn(await talk.press(who, form, 'Choose the rating', { typed: MAIL }))).toContain(
      `For Ben, ${FROM}. Waymark cannot write to Ben: please tell them yourself what you entered.`,
    );
    const saved = await save(talk, who, await formFor(talk, who), AMBER);
    expect(wordsIn(saved)).toContain('Saved as ▲ Amber');
    expect((await stored(talk)).milestone.update?.by).toEqual({ kind: 'officer', id: ids.Ann });
  });

  it('answers for them: they are not asked any more, read whose words they are, and correct them as ever', async () => {
    const { talk, ids } = await started();
    const card = (await talk.ask()).Ann!;
    await save(talk, 'Sue', await formFor(talk, 'Sue'), AMBER);
    const before = talk.connector.requests.length;
    await talk.hear();
    expect(replaced(talk, before).Ann).toContain('answered');
    const choose = await talk.press('Ann', card, 'Update', { about: 'A1' });
    expect(wordsIn(choose)).toContain('Sue for you last said');
    expect(wordsIn(choose)).toContain(`On Wednesday 18 November 2026, ${FROM}`);
    const own = cardOf(await talk.press('Ann', cardOf(choose).card, '● Green')).card;
    expect(wordsIn(await save(talk, 'Ann', own, { note: 'One of the posts is filled' }))).toContain('Saved as ● Green');
    const { update } = (await stored(talk)).milestone;
    expect([update?.by, update?.onBehalf]).toEqual([{ kind: 'officer', id: ids.Ann }, null]);
    expect((await rows(talk)).map(({ why }) => why).slice(-2)).toEqual([`update, entered by ${ids.Sue!}`, 'update']);
  });

  it('is told to whose it is on their next card', async () => {
    const { talk } = await started();
    await talk.ask();
    await save(talk, 'Sue', await formFor(talk, 'Sue'), AMBER);
    talk.world.clock.set(instant('2026-11-19T10:00:00Z'));
    const told = JSON.stringify((await talk.ask()).Ann ?? {});
    expect(told).toContain('Sue');
    expect(told).toContain(FROM);
  });

  it('can be changed at once by who entered it, still for the same person', async () => {
    const { talk, ids } = await started();
    const saved = cardOf(await save(talk, 'Sue', await formFor(talk, 'Sue'), AMBER)).card;
    const again = await talk.press('Sue', saved, 'Change this answer');
    expect(wordsIn(again)).toContain(`For Ann, ${FROM}.`);
    const form = cardOf(await talk.press('Sue', cardOf(again).card, '◆ Red')).card;
    await save(talk, 'Sue', form, { cause: 'Three posts', remedy: 'An agency', recovery: '2026-12-15' });
    expect((await stored(talk)).milestone.update).toMatchObject({
      rating: 'red',
      by: { id: ids.Ann },
      onBehalf: { enteredBy: { id: ids.Sue } },
    });
    expect(buttonsOf(saved).map(({ title }) => title)).toEqual(['Change this answer', 'Back to list']);
  });

  it('is kept once when it is delivered twice, and shown again', async () => {
    const { talk } = await started();
    const form = await formFor(talk, 'Sue');
    const first = wordsIn(await save(talk, 'Sue', form, AMBER));
    const before = (await rows(talk)).length;
    expect(wordsIn(await save(talk, 'Sue', form, AMBER))).toBe(first);
    expect((await rows(talk)).length).toBe(before);
    expect(await audited(talk)).toHaveLength(1);
  });

  it('does not go past what they said themselves meanwhile: both are shown, and nothing typed is lost', async () => {
    const { talk } = await started();
    const card = (await talk.ask()).Ann!;
    const form = await formFor(talk, 'Sue');
    await save(talk, 'Ann', await openForm(talk, 'Ann', card, 'A1', '● Green'), { note: 'All well' });
    const conflict = await save(talk, 'Sue', form, AMBER);
    expect(wordsIn(conflict)).toContain('Ann answered on Wednesday 18 November 2026');
    expect(wordsIn(conflict)).toContain(`For Ann, ${FROM}.`);
    expect(filledIn(cardOf(conflict).card)).toMatchObject(AMBER);
    expect(wordsIn(await save(talk, 'Sue', cardOf(conflict).card, {}))).toContain('Saved as ▲ Amber');
  });

  it('keeps for whom it is while the form is corrected and the rating changed', async () => {
    const { talk } = await started();
    const wrong = await save(talk, 'Sue', await formFor(talk, 'Sue'), { cause: 'Two posts are vacant', recovery: '' });
    expect(wordsIn(wrong)).toContain('Not saved yet.');
    expect(wordsIn(wrong)).toContain(`For Ann, ${FROM}.`);
    const choose = await talk.press('Sue', cardOf(wrong).card, 'Change rating');
    expect(wordsIn(choose)).toContain(`For Ann, ${FROM}.`);
    expect(filledIn(cardOf(choose).card)).toMatchObject({ cause: 'Two posts are vacant', x_source: 'e-mail' });
  });
});

describe('the form on which it begins', () => {
  it.each([
    [
      'nothing',
      {},
      [
        'how it reached you and the date of it',
        'Say how it reached you.',
        'Give the date of the e-mail, call, meeting or letter.',
      ],
    ],
    ['a day to come', { ...MAIL, x_on: '2026-11-19' }, ['Thursday 19 November 2026 has not come yet.']],
    [
      'a day before the plan',
      { ...MAIL, x_on: '2020-01-06' },
      ['Monday 6 January 2020 is before the plan was loaded.'],
    ],
    ['no way that there is', { ...MAIL, x_source: 'pigeon' }, ['Say how it reached you.']],
    ['nobody', { ...MAIL, x_for: '' }, ['Choose whose update it is.']],
  ])('comes back with words at the field for %s', async (_, typed, words) => {
    const { talk } = await started();
    const back = await chosen(talk, 'Hal', typed);
    expect(wordsIn(back)).toContain('Not saved yet.');
    for (const one of words) expect(wordsIn(back)).toContain(one);
    const kept = filledIn(cardOf(back).card);
    if ('x_on' in typed) expect(kept.x_on).toBe(typed.x_on);
    expect((await stored(talk)).milestone.update).toBeNull();
  });

  it('names the nearest of a misspelt name, and chooses nobody in place of a stranger', async () => {
    const { talk, ids } = await started();
    const near = (await talk.say('Hal', 'update A1 for Annn'))[0];
    expect(wordsIn(near)).toContain('“Annn” is nobody you can enter an update for here. Ann is the nearest');
    expect(filledIn(cardOf(near).card).x_for).toBe(ids.Ann);
    const none = (await talk.say('Hal', 'update A1 for Zebedee'))[0];
    expect(wordsIn(none)).toContain('You cannot enter an update for “Zebedee” here. Choose one of these.');
    expect(filledIn(cardOf(none).card).x_for).toBe('');
  });

  it('opens from what else there is to say of one, for who may, and for nobody else', async () => {
    const { talk } = await started();
    const more = async (who: string): Promise<Card> => {
      const choose = cardOf((await talk.say(who, 'update A1'))[0]).card;
      return cardOf(await talk.press(who, choose, 'Something else')).card;
    };
    const form = await talk.press('Hal', await more('Hal'), 'Enter for somebody');
    expect(wordsIn(form)).toContain('Whose update is it?');
    expect(buttonsOf(await more('Ann')).map(({ verb }) => verb)).not.toContain('open-behalf');
  });
});

describe('who may not', () => {
  it('enter one for anybody: said so, audited, and no names of leads', async () => {
    const { talk, ids } = await started();
    for (const who of ['Sam', 'Cat']) {
      const told = wordsIn((await talk.say(who, 'update A1 for Ann'))[0]);
      expect(told).not.toContain('Ben');
      expect(told).not.toContain('Whose update is it?');
    }
    expect((await stored(talk)).milestone.update).toBeNull();
    expect(await audited(talk)).not.toContain(`${ids.Sam!} update entered ${PLAN} A1: done`);
  });

  it.each([
    ['before the rating is chosen', 0],
    ['before its form', 1],
    ['before it is saved', 2],
  ])('any more, taken away %s: refused, nothing written, audited, what was typed kept', async (_, step) => {
    const { talk, ids } = await started();
    const begun = cardOf((await talk.say('Sue', 'update A1 for Ann'))[0]).card;
    const presses = [
      (card: Card) => talk.press('Sue', card, 'Choose the rating', { typed: MAIL }),
      (card: Card) => talk.press('Sue', card, '▲ Amber'),
      (card: Card) => save(talk, 'Sue', card, AMBER),
    ];
    let card = begun;
    for (const press of presses.slice(0, step)) card = cardOf(await press(card)).card;
    await support(talk, ids, 'remove');
    const revision = (await stored(talk)).rev;
    const refused = await presses[step]!(card);
    expect(wordsIn(refused)).toContain('You cannot enter an update for Ann here');
    expect(wordsIn(refused)).toContain('Nothing was saved.');
    if (step === 2) expect(filledIn(cardOf(refused).card).cause).toBe(AMBER.cause);
    expect((await stored(talk)).rev).toBe(revision);
    expect(await audited(talk)).toEqual([`${ids.Sue!} update entered ${PLAN} A1 for ${ids.Ann!}: not theirs to enter`]);
  });

  it('any more as head of service, as a lead who was left, or as who has left', async () => {
    const { talk, ids } = await started();
    const form = await formFor(talk, 'Hal');
    await setHeads(talk.ports, 'A', [ids.Olu!]);
    expect(wordsIn(await save(talk, 'Hal', form, AMBER))).toContain('You cannot enter an update for Ann here');
    const supported = await formFor(talk, 'Sue');
    await changePeople(talk.ports, ids.Sue!, (value) => ({ ...value, outside: 'left' }));
    expect(wordsIn(await save(talk, 'Sue', supported, AMBER))).toContain('You cannot enter an update for Ann here');
    const admins = await formFor(talk, 'Ada');
    await changePeople(talk.ports, ids.Ann!, (value) => ({ ...value, outside: 'left' }));
    const refused = wordsIn(await save(talk, 'Ada', admins, AMBER));
    expect(refused).toContain('Nothing was saved.');
    expect((await stored(talk)).milestone.update).toBeNull();
  });

  it('put somebody else into a card than they may enter for', async () => {
    const { talk, ids } = await started();
    const form = await formFor(talk, 'Sue');
    const ben = (await talk.ports.people.byName('Ben'))!.value.id;
    for (const whom of [ben, ids.Sam!, ids.Sue!, 'nobody', '']) {
      const { verb, data } = actionOf(form, 'Save as ▲ Amber', '', { typed: AMBER });
      const told = await talk.pressRaw('Sue', { verb, data: { ...data, in_x_for: whom } });
      expect(wordsIn(told)).toMatch(/You cannot enter an update|This card is out of date|This is not yours to update/);
    }
    // With whom it is for taken out, it would be her own answer: which she may not give.
    const { verb, data } = actionOf(form, 'Save as ▲ Amber', '', { typed: AMBER });
    const own = Object.fromEntries(Object.entries(data).filter(([key]) => !key.startsWith('in_x_')));
    expect(wordsIn(await talk.pressRaw('Sue', { verb, data: own }))).toContain('This is not yours to update');
    expect((await stored(talk)).milestone.update).toBeNull();
  });

  it('enter one in a channel, or from another organisation', async () => {
    const { talk } = await started();
    expect(wordsIn((await talk.say('Hal', 'update A1 for Ann', 'channel'))[0])).toContain('Ask me in our own chat');
    const form = await formFor(talk, 'Hal');
    const there = await talk.press('Hal', form, 'Save as ▲ Amber', { typed: AMBER, where: 'channel' });
    expect(wordsIn(there)).toContain('Ask me in our own chat');
    const visitor = (await talk.say(VISITOR, 'update A1 for Ann', 'channel'))[0];
    expect(wordsIn(visitor)).toContain('This is not open to you');
    expect((await stored(talk)).milestone.update).toBeNull();
  });

  it('enter one for what is closed', async () => {
    const { talk } = await started();
    const form = await formFor(talk, 'Hal');
    await close(talk);
    expect(wordsIn(await save(talk, 'Hal', form, AMBER))).toContain('It is closed');
    expect(wordsIn((await talk.say('Hal', 'update A1 for Ann'))[0])).toContain('It is closed');
    expect((await stored(talk)).milestone.update).toBeNull();
  });
});

/** Withdrawn, as its head of service decided. */
async function close({ ports }: Talk): Promise<void> {
  const by = async (name: string) => ({ kind: 'officer', id: (await ports.people.byName(name))!.value.id }) as const;
  const about = { plan: PLAN, ref: 'A1', rev: null };
  const end = { proposed: { state: 'withdrawn', replacedBy: [] }, reason: 'Not needed' } as const;
  await propose(ports, { ...about, ...end, by: await by('Ann') });
  await decideProposal(ports, { ...about, by: await by('Hal'), accept: true, reason: 'Agreed', elsewhere: null });
}

describe('what somebody is asked, as text', () => {
  it('is given to an admin, to copy into an e-mail', async () => {
    const { talk, ids } = await started();
    const [told] = await talk.say('Ada', 'text for Ben');
    const { card, words } = cardOf(told);
    expect(words).toContain('For an e-mail to Ben');
    const text = filledIn(card).x_text ?? '';
    expect(text).toContain('For Ben');
    expect(text).toContain('A1');
    expect(text).toContain('Reply to this e-mail with a rating for each');
    expect(text).not.toMatch(/press|button|tick/i);
    const ben = (await talk.ports.people.byName('Ben'))!.value.id;
    expect(text).not.toContain(ben);
    expect(await audited(talk)).toEqual([`${ids.Ada!} card as text ${ben}: done`]);
  });

  it('is refused to others, audited, and in a channel', async () => {
    const { talk, ids } = await started();
    expect(wordsIn((await talk.say('Hal', 'text for Ann'))[0])).toContain('Only an admin can do this');
    expect(await audited(talk)).toEqual([`${ids.Hal!} card as text : not an admin`]);
    expect(wordsIn((await talk.say('Ada', 'text for Ann', 'channel'))[0])).toContain('Ask me in our own chat');
  });

  it('names the nearest of a misspelt name', async () => {
    const { talk } = await started();
    expect(wordsIn((await talk.say('Ada', 'text for Annn'))[0])).toContain('Did you mean Ann?');
    expect(wordsIn((await talk.say('Ada', 'text for Zebedee'))[0])).toContain('Nobody is called “Zebedee”');
  });
});
