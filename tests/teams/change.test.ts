/** What an officer says of one milestone that is no update: every button, and every refusal. */
import { afterEach, describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { askProposer } from '../../bot/flows/ask-proposer.js';
import { changeOfficer } from '../../bot/flows/change-officer.js';
import { decideProposal } from '../../bot/flows/decide.js';
import { propose } from '../../bot/flows/propose.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { signer } from '../../bot/teams/card-token.js';
import { codeOf } from '../../bot/teams/verbs.js';
import type { Card } from '../../cards/index.js';
import { loadPlan, PLAN, setHeads, type RowWish } from '../support/world.js';
import {
  buttonsOf,
  cardOf,
  filledIn,
  KEYS,
  linkHere,
  plain,
  startTalk,
  wordsIn,
  type Talk,
  type Told,
} from './talk.js';

const ROWS: readonly RowWish[] = [
  { ref: 'A1', due: '2026-12-18', leads: ['Ann', 'Ben'] },
  { ref: 'A2', due: '2026-11-18', leads: ['Ann'] },
  { ref: 'A3', due: '2027-06-30', leads: ['Ann'] },
  { ref: 'N1', due: '2026-12-18', leads: [] },
  { ref: 'B1', due: '2026-11-18', leads: ['Hal', 'Gwen Abara', 'Kofi Abara', 'Ida'], area: 'B' },
];
const WHY = 'The audit starts in January';

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

interface Town {
  readonly talk: Talk;
  readonly ids: Readonly<Record<string, string>>;
}

/** Ann and Ben lead in area A, whose head of service is Hal. */
async function town(): Promise<Town> {
  const talk = (open = await startTalk(['Ada']));
  await loadPlan(talk.ports, ROWS);
  const ids = await linkHere(talk, ['Ann', 'Ben', 'Hal', 'Gwen Abara', 'Ida']);
  await setHeads(talk.ports, 'A', [ids.Hal!]);
  return { talk, ids };
}

const milestoneOf = async ({ ports }: Talk, ref: string) => (await ports.plans.milestone(PLAN, ref))!.milestone;
const whysOf = async ({ ports }: Talk, ref: string) =>
  (await ports.plans.milestoneHistory(PLAN, ref)).map(({ why }) => why);
const refusalsOf = async ({ ports }: Talk) =>
  (await ports.audit.month('2026-11'))
    .filter(({ outcome }) => outcome === 'refused')
    .map(({ act, why }) => `${act}: ${why ?? ''}`);
const titlesOf = (card: Card): readonly string[] => buttonsOf(card).map(({ title }) => plain(String(title)));
const by = (id: string | undefined) => ({ kind: 'officer', id: id ?? '' }) as const;

/** What else there is to say, from the card that asks how it is going. */
async function more(talk: Talk, who: string, ref: string): Promise<Card> {
  const [choose] = await talk.say(who, `update ${ref}`);
  return cardOf(await talk.press(who, cardOf(choose).card, 'Something else')).card;
}

async function form(talk: Talk, who: string, ref: string, button: string): Promise<Card> {
  return cardOf(await talk.press(who, await more(talk, who, ref), button)).card;
}

/** Presses the first button of a form, which saves it. */
async function send(talk: Talk, who: string, card: Card, typed: Readonly<Record<string, string>>) {
  const fields = Object.fromEntries(Object.entries(typed).map(([name, value]) => [`x_${name}`, value]));
  return talk.press(who, card, titlesOf(card)[0] ?? '', { typed: fields });
}

/** A button about A1 as it would be made for whoever presses it. */
async function pressed(talk: Talk, who: string, verb: string, typed: object = {}): Promise<Told> {
  const sign = signer(KEYS, () => talk.world.clock.now());
  const officer = (await talk.ports.people.byEntraId(`e-${who}`))!.value.id;
  const { rev } = (await talk.ports.plans.milestone(PLAN, 'A1'))!;
  const token = sign({ verb: codeOf(verb), plan: PLAN, ref: 'A1', rev, officer });
  return talk.pressRaw(who, { verb, data: { token, ...typed } });
}

describe('something else', () => {
  it('is offered beside the ratings, with a button for each thing and the way back', async () => {
    const { talk } = await town();
    const card = await more(talk, 'Ann', 'A1');
    expect(titlesOf(card)).toEqual(['Leave it for now', 'Close it', 'Hand over', 'History', 'Update', 'Back to list']);
    expect(wordsIn(await talk.press('Ann', card, 'Update'))).toContain('How is it going?');
    expect(wordsIn(await talk.press('Ann', card, 'Back to list'))).toContain('A2');
    expect(wordsIn({ card, words: plain(JSON.stringify(card)) })).toContain('Hal decides.');
  });

  it('is open to the head of service; to an admin for what they may enter for others', async () => {
    const { talk } = await town();
    expect(titlesOf(await more(talk, 'Hal', 'A1'))).toContain('Close it');
    await talk.say('Ada', 'help');
    const told = cardOf(await pressed(talk, 'Ada', 'open-more'));
    expect(titlesOf(told.card)).toEqual(['History', 'Enter for somebody', 'Back to list']);
    expect(told.words).toContain('Only who leads it or is accountable for it can say anything else of it.');
    expect(wordsIn(await talk.press('Ada', told.card, 'Enter for somebody'))).toContain('A1');
  });

  it('of what is closed leaves its history only', async () => {
    const { talk, ids } = await town();
    const order = { plan: PLAN, ref: 'A1', rev: null } as const;
    const card = await more(talk, 'Ann', 'A1');
    const proposed = { state: 'withdrawn', replacedBy: [] } as const;
    await propose(talk.ports, { ...order, by: by(ids.Ann), proposed, reason: WHY });
    await decideProposal(talk.ports, { ...order, by: by(ids.Hal), accept: true, reason: '', elsewhere: null });
    for (const button of ['Leave it for now', 'Close it', 'Hand over']) {
      const told = cardOf(await talk.press('Ann', card, button));
      expect(told.words).toContain('It is not open, so there is nothing else to say of it.');
      expect(titlesOf(told.card)).toEqual(['History', 'Back to list']);
    }
  });

  it('is not for somebody who has nothing to do with it: a card of their own is no right', async () => {
    const { talk } = await town();
    for (const verb of ['open-defer', 'open-end', 'open-handover']) {
      const told = wordsIn(await pressed(talk, 'Ida', verb));
      expect(told).toContain('Only who leads A1 or is accountable for it can do that.');
    }
    expect(await refusalsOf(talk)).toEqual([
      'open-defer: not-theirs',
      'open-end: not-theirs',
      'open-handover: not-theirs',
    ]);
  });
});

describe('leaving it for now', () => {
  it('is kept with its day and reason, says when it is asked about again, and may be ended', async () => {
    const { talk, ids } = await town();
    const card = await form(talk, 'Ann', 'A3', 'Leave it for now');
    expect(wordsIn({ card, words: plain(JSON.stringify(card)) })).toContain('Hal and leadership read your words.');
    const saved = cardOf(await send(talk, 'Ann', card, { until: '2026-12-31', reason: WHY }));
    expect(saved.words).toContain('Left until Thursday 31 December 2026');
    expect(saved.words).toContain('Hal can see that it was left, and why.');
    expect(saved.words).toContain('You are asked about it on Monday 4 January 2027.');
    expect(await milestoneOf(talk, 'A3')).toMatchObject({
      deferral: { until: '2026-12-31', reason: WHY, by: by(ids.Ann), on: '2026-11-18' },
    });
    const again = cardOf(
      await talk.press('Ann', cardOf(await talk.press('Ann', saved.card, 'Something else')).card, 'Leave it for now'),
    );
    expect(filledIn(again.card)).toMatchObject({ x_until: '2026-12-31', x_reason: WHY });
    const ended = wordsIn(await talk.press('Ann', again.card, 'Ask about it again now'));
    expect(ended).toContain('It is asked about again');
    expect((await milestoneOf(talk, 'A3')).deferral).toBeNull();
    expect(wordsIn(await talk.press('Ann', again.card, 'Ask about it again now'))).toBe(ended);
    expect(await whysOf(talk, 'A3')).toEqual(['import', 'deferred', 'deferral ended']);
  });

  it('does not hold back what is due by then, and says so before and after', async () => {
    const { talk } = await town();
    const card = await form(talk, 'Ann', 'A1', 'Leave it for now');
    expect(plain(JSON.stringify(card))).toContain('or until its date, Friday 18 December 2026, if that comes first.');
    const saved = wordsIn(await send(talk, 'Ann', card, { until: '2026-12-31', reason: WHY }));
    expect(saved).toContain(
      'A1 is due by then, on Friday 18 December 2026: it is asked about on that day all the same.',
    );
    // Told once.
    expect(saved.match(/Friday 18 December 2026/g)).toHaveLength(1);
  });

  it.each([
    [
      '',
      '',
      [
        'Error: Give the day.',
        'Error: Leaving it needs a reason, in a sentence.',
        'Two answers need another look: the day and the reason.',
      ],
    ],
    ['31/12/2026', WHY, ['Error: “31/12/2026” is no date. Choose the day.']],
    ['2026-11-18', WHY, ['Error: Wednesday 18 November 2026 has come. Give a day from Thursday 19 November 2026.']],
    ['2027-04-01', WHY, ['Error: Thursday 1 April 2027 is too far ahead.', 'the end of the next quarter']],
    ['2026-12-31', 'x'.repeat(501), ['The reason has 501 characters. Give at most 500.']],
  ])(
    'until “%s” with such a reason is refused beside its field, and keeps what was typed',
    async (until, reason, words) => {
      const { talk } = await town();
      const typed = { until, reason };
      const told = cardOf(await send(talk, 'Ann', await form(talk, 'Ann', 'A3', 'Leave it for now'), typed));
      expect(told.words).toContain('Not saved yet.');
      for (const line of words) expect(told.words).toContain(line);
      expect(filledIn(told.card).x_reason).toBe(reason);
      expect((await milestoneOf(talk, 'A3')).deferral).toBeNull();
      expect(wordsIn(await send(talk, 'Ann', told.card, { until: '2026-12-31', reason: WHY }))).toContain('Left until');
    },
  );

  it('is saved past a change that has nothing to do with it; delivered again after others, it is the same success', async () => {
    const { talk, ids } = await town();
    const card = await form(talk, 'Ann', 'A1', 'Leave it for now');
    await propose(talk.ports, {
      plan: PLAN,
      ref: 'A1',
      rev: null,
      by: by(ids.Ben),
      proposed: { date: civilDate('2027-01-29') },
      reason: WHY,
    });
    const typed = { until: '2026-12-11', reason: WHY };
    expect(wordsIn(await send(talk, 'Ann', card, typed))).toContain('Left until Friday 11 December 2026');
    await propose(talk.ports, {
      plan: PLAN,
      ref: 'A1',
      rev: null,
      by: by(ids.Ben),
      proposed: { date: civilDate('2027-02-26') },
      reason: WHY,
    });
    const again = wordsIn(await send(talk, 'Ann', card, typed));
    expect(again).toContain('Left until Friday 11 December 2026');
    expect(await whysOf(talk, 'A1')).toEqual(['import', 'date proposed', 'deferred', 'date proposed']);
  });

  it('meets what somebody else said of it meanwhile, keeps what was typed, and is saved the second time', async () => {
    const { talk } = await town();
    const [ann, ben] = [
      await form(talk, 'Ann', 'A1', 'Leave it for now'),
      await form(talk, 'Ben', 'A1', 'Leave it for now'),
    ];
    await send(talk, 'Ben', ben, { until: '2026-12-04', reason: 'Ben has his reasons' });
    const typed = { until: '2026-12-11', reason: WHY };
    const told = cardOf(await send(talk, 'Ann', ann, typed));
    expect(told.words).toContain('It was changed since this card was made: how it stands now is above.');
    expect(told.words).toContain('Ben has his reasons');
    expect(filledIn(told.card)).toMatchObject({ x_until: typed.until, x_reason: WHY });
    expect(wordsIn(await send(talk, 'Ann', told.card, typed))).toContain('Left until Friday 11 December 2026');
    // What it said first has gone since: that is told, and not written again.
    expect(wordsIn(await send(talk, 'Ben', ben, { until: '2026-12-04', reason: 'Ben has his reasons' }))).toContain(
      'Since then something else has become of it',
    );
  });

  it('is refused to who lost the right between card and press: the words come back, and the audit knows', async () => {
    const { talk, ids } = await town();
    const card = await form(talk, 'Ann', 'A1', 'Leave it for now');
    await changeOfficer(talk.ports, ids.Ann!, (officer) => ({ ...officer, outside: 'left' }));
    for (const typed of [
      { until: '2026-12-11', reason: WHY },
      { until: '', reason: WHY },
    ]) {
      const told = cardOf(await send(talk, 'Ann', card, typed));
      expect(told.words).toContain('This is not yours to change');
      expect(told.words).toContain('Nothing was saved.');
      expect(filledIn(told.card).x_reason).toBe(WHY);
    }
    expect(await refusalsOf(talk)).toEqual(['deferred: not-theirs', 'record-defer: not-theirs']);
  });

  it('that was ended or closed meanwhile cannot be ended', async () => {
    const { talk } = await town();
    await send(talk, 'Ann', await form(talk, 'Ann', 'A1', 'Leave it for now'), { until: '2026-12-04', reason: WHY });
    const card = await form(talk, 'Ben', 'A1', 'Leave it for now');
    await talk.press('Ann', await form(talk, 'Ann', 'A1', 'Leave it for now'), 'Ask about it again now');
    const told = wordsIn(await talk.press('Ben', card, 'Ask about it again now'));
    expect(told).toContain('It was not saved');
  });
});

describe('closing it another way', () => {
  it('waits for who decides, named; the same again is the same success; it may be taken back', async () => {
    const { talk, ids } = await town();
    const card = await form(talk, 'Ann', 'A1', 'Close it');
    const typed = { state: 'superseded', refs: 'a2, A 3', reason: WHY };
    const saved = cardOf(await send(talk, 'Ann', card, typed));
    expect(saved.words).toContain('Proposed: to close it as superseded by A2, A3');
    expect(saved.words).toContain('Hal will be asked to decide.');
    expect((await milestoneOf(talk, 'A1')).proposal).toMatchObject({
      state: 'superseded',
      replacedBy: ['A2', 'A3'],
      reason: WHY,
      by: by(ids.Ann),
    });
    expect(wordsIn(await send(talk, 'Ann', card, typed))).toBe(saved.words);
    const waiting = cardOf(await talk.press('Ann', saved.card, 'Something else'));
    expect(titlesOf(waiting.card)).toContain('Take it back');
    const back = cardOf(await talk.press('Ann', waiting.card, 'Take it back'));
    expect(back.words).toContain('Taken back: to close it as superseded by A2, A3');
    expect((await milestoneOf(talk, 'A1')).proposal).toBeNull();
    expect(wordsIn(await talk.press('Ann', waiting.card, 'Take it back'))).toBe(back.words);
    expect(await whysOf(talk, 'A1')).toEqual(['import', 'end proposed', 'proposal taken back']);
  });

  it('opens again with what was proposed, and another end takes its place', async () => {
    const { talk } = await town();
    const typed = { state: 'carried-over', plan: 'Improvement plan 2027', reason: WHY };
    const saved = await send(talk, 'Ann', await form(talk, 'Ann', 'A1', 'Close it'), typed);
    expect((await milestoneOf(talk, 'A1')).proposal?.reason).toBe(`It goes on in: Improvement plan 2027.\n${WHY}`);
    expect(wordsIn(saved)).toContain('Proposed: to close it as carried over');
    const again = await form(talk, 'Ann', 'A1', 'Close it');
    expect(filledIn(again)).toMatchObject({ x_state: 'carried-over', x_plan: 'Improvement plan 2027', x_reason: WHY });
    await send(talk, 'Ann', again, { state: 'business-as-usual', plan: '', reason: WHY });
    expect((await milestoneOf(talk, 'A1')).proposal).toMatchObject({ state: 'business-as-usual', reason: WHY });
  });

  it.each([
    [{ reason: WHY }, 'Error: Choose how it ends.'],
    [{ state: 'evidenced', reason: WHY }, 'Error: Choose how it ends.'],
    [{ state: 'withdrawn' }, 'Error: Closing it needs a reason, in a sentence.'],
    [{ state: 'superseded', refs: 'A22', reason: WHY }, 'Error: There is no “A22” in this plan. Did you mean A2'],
    [{ state: 'superseded', refs: 'A1', reason: WHY }, 'Error: A1 cannot take its own place.'],
    [{ state: 'withdrawn', refs: 'A2', reason: WHY }, 'Error: Only what is superseded has something in its place.'],
    [{ state: 'carried-over', reason: WHY }, 'Error: Say into which plan.'],
    [{ state: 'withdrawn', plan: 'Next', reason: WHY }, 'Error: Only what is carried over goes into another plan.'],
    [{ state: 'withdrawn', reason: 'x'.repeat(501) }, 'Error: The reason has 501 characters. Give at most 500.'],
  ])('as %j is refused beside its field, and keeps what was typed', async (typed, error) => {
    const { talk } = await town();
    const told = cardOf(await send(talk, 'Ann', await form(talk, 'Ann', 'A1', 'Close it'), typed));
    expect(told.words).toContain('Not saved yet.');
    expect(told.words).toContain(error);
    const kept = Object.entries(typed).filter(([, value]) => value !== 'evidenced');
    for (const [name, value] of kept) expect(filledIn(told.card)[`x_${name}`]).toBe(value);
    expect((await milestoneOf(talk, 'A1')).proposal).toBeNull();
  });

  it('is not offered while somebody else’s proposal waits, and a form of before meets it', async () => {
    const { talk, ids } = await town();
    const card = await form(talk, 'Ann', 'A1', 'Close it');
    await propose(talk.ports, {
      plan: PLAN,
      ref: 'A1',
      rev: null,
      by: by(ids.Ben),
      proposed: { date: civilDate('2027-01-29') },
      reason: WHY,
    });
    const typed = { state: 'withdrawn', reason: WHY };
    const met = cardOf(await send(talk, 'Ann', card, typed));
    expect(met.words).toContain('It was changed since this card was made');
    expect(wordsIn(await send(talk, 'Ann', met.card, typed))).toContain(
      'Somebody else proposed a new date, Friday 29 January 2027, for A1',
    );
    const now = await more(talk, 'Ann', 'A1');
    expect(titlesOf(now)).toEqual(['Leave it for now', 'History', 'Update', 'Back to list']);
    expect((await milestoneOf(talk, 'A1')).proposal).toMatchObject({ date: '2027-01-29' });
  });

  it('by the only head of service is for nobody to decide: it says whom to ask', async () => {
    const { talk } = await town();
    const told = wordsIn(
      await send(talk, 'Hal', await form(talk, 'Hal', 'A1', 'Close it'), { state: 'withdrawn', reason: WHY }),
    );
    expect(told).toContain('Nobody is set who may decide it: ask an administrator to name the head of service.');
  });
});

describe('taking back what was proposed', () => {
  it('is for who proposed it: not for others, and not once it is decided', async () => {
    const { talk, ids } = await town();
    await send(talk, 'Ann', await form(talk, 'Ann', 'A1', 'Close it'), { state: 'withdrawn', reason: WHY });
    const card = await more(talk, 'Ann', 'A1');
    expect(titlesOf(await more(talk, 'Ben', 'A1'))).not.toContain('Take it back');
    expect(wordsIn(await pressed(talk, 'Ben', 'withdraw-proposal'))).toContain('Only they can take that back.');
    expect((await milestoneOf(talk, 'A1')).proposal).not.toBeNull();
    const order = { plan: PLAN, ref: 'A1', rev: null } as const;
    await decideProposal(talk.ports, {
      ...order,
      by: by(ids.Hal),
      accept: false,
      reason: 'We need it',
      elsewhere: null,
    });
    expect(wordsIn(await talk.press('Ann', card, 'Take it back'))).toContain('It was not saved');
    expect(await whysOf(talk, 'A1')).not.toContain('proposal taken back');
  });

  it('is still theirs when they lead it no more', async () => {
    const { talk, ids } = await town();
    await send(talk, 'Ann', await form(talk, 'Ann', 'A1', 'Hand over'), { to: 'Ida', from: ids.Ann! });
    const card = await more(talk, 'Ann', 'A1');
    await setHeads(talk.ports, 'A', []);
    expect(wordsIn(await talk.press('Ann', card, 'Take it back'))).toContain('Taken back: to hand it over to Ida');
  });
});

describe('handing it over', () => {
  it('waits for the head of service, named; until then its lead leads it, and then the other does', async () => {
    const { talk, ids } = await town();
    const card = await form(talk, 'Ann', 'A2', 'Hand over');
    expect(filledIn(card)).toEqual({ x_to: '', x_reason: '' });
    expect(plain(JSON.stringify(card))).toContain('is asked for nothing from before');
    const saved = cardOf(await send(talk, 'Ann', card, { to: 'gwen abara', reason: 'She starts in December' }));
    expect(saved.words).toContain('Proposed: to hand it over to Gwen Abara');
    expect(saved.words).toContain('Hal will be asked to confirm it.');
    expect(saved.words).toContain('Until then Ann leads it.');
    const { proposal, leads } = await milestoneOf(talk, 'A2');
    expect(proposal).toMatchObject({
      handover: { from: ids.Ann, to: ids['Gwen Abara'] },
      reason: 'She starts in December',
    });
    expect(leads).toEqual([ids.Ann]);
    expect(wordsIn(await send(talk, 'Ann', card, { to: 'gwen abara', reason: 'She starts in December' }))).toBe(
      saved.words,
    );
    await decideProposal(talk.ports, {
      plan: PLAN,
      ref: 'A2',
      rev: null,
      by: by(ids.Hal),
      accept: true,
      reason: '',
      elsewhere: null,
    });
    expect((await milestoneOf(talk, 'A2')).leads).toEqual([ids['Gwen Abara']]);
    // The same press, delivered once more when it is over: told so, and written no more.
    expect(wordsIn(await send(talk, 'Ann', card, { to: 'gwen abara', reason: 'She starts in December' }))).toContain(
      'It was saved before. Since then something else has become of it',
    );
    expect(await whysOf(talk, 'A2')).toEqual(['import', 'handover proposed', 'proposal accepted']);
  });

  it('of one of several asks whose part; by the head of service for somebody, too', async () => {
    const { talk, ids } = await town();
    expect(filledIn(await form(talk, 'Ann', 'A1', 'Hand over'))).toMatchObject({ x_from: ids.Ann });
    const card = await form(talk, 'Hal', 'A1', 'Hand over');
    expect(filledIn(card)).toMatchObject({ x_from: '' });
    const told = cardOf(await send(talk, 'Hal', card, { to: 'Ida' }));
    expect(told.words).toContain('Error: A1 is led by Ann and Ben. Say whose part is handed over.');
    await send(talk, 'Hal', told.card, { to: 'Ida', from: ids.Ben! });
    expect((await milestoneOf(talk, 'A1')).proposal).toMatchObject({ handover: { from: ids.Ben, to: ids.Ida } });
  });

  it('tells at once where Waymark cannot write to who takes it over', async () => {
    const { talk } = await town();
    await loadPlan(talk.ports, [{ ref: 'Z1', due: '2027-06-30', leads: ['Una New'] }], undefined, 'another-plan');
    const told = wordsIn(await send(talk, 'Ann', await form(talk, 'Ann', 'A2', 'Hand over'), { to: 'Una New' }));
    expect(told).toContain('Waymark cannot write to Una New in Teams yet: tell them yourself');
  });

  it.each([
    ['', 'Error: Give the name of the person.'],
    ['Abara', 'Error: “Abara” may be Gwen Abara or Kofi Abara. Give the whole name.'],
    ['Gwen Abarra', 'Error: Nobody here is called “Gwen Abarra”. Did you mean Gwen Abara?'],
    ['Nobody At All', 'Error: Nobody here is called “Nobody At All”.'],
    ['Ann', 'Error: You lead A1 already. Give somebody else’s name.'],
    ['Ben', 'Error: Ben leads A1 already. Give somebody else’s name.'],
    ['Ida', 'Error: Ida has left. Give somebody else’s name.'],
    ['Hal', 'Error: Hal is of another organisation and is not asked here.'],
    ['Gwen Abara', 'Error: “Gwen Abara” is a group. Give the name of one person.'],
  ])('to “%s” is refused beside the name, and keeps what was typed', async (to, error) => {
    const { talk, ids } = await town();
    const card = await form(talk, 'Ann', 'A1', 'Hand over');
    if (to === 'Ida') await changeOfficer(talk.ports, ids.Ida!, (one) => ({ ...one, outside: 'left' }));
    if (to === 'Hal') await changeOfficer(talk.ports, ids.Hal!, (one) => ({ ...one, outside: 'external' }));
    if (to === 'Gwen Abara') {
      const group = { rule: 'any' as const, members: [ids.Ida!] };
      await changeOfficer(talk.ports, ids['Gwen Abara']!, (one) => ({ ...one, group }));
    }
    const told = cardOf(await send(talk, 'Ann', card, { to, reason: WHY }));
    expect(told.words).toContain(error);
    expect(filledIn(told.card)).toMatchObject({ x_to: to, x_reason: WHY });
    expect((await milestoneOf(talk, 'A1')).proposal).toBeNull();
  });

  it('to oneself by who is accountable is refused', async () => {
    const { talk, ids } = await town();
    const told = wordsIn(
      await send(talk, 'Hal', await form(talk, 'Hal', 'A1', 'Hand over'), { to: 'Hal', from: ids.Ann! }),
    );
    expect(told).toContain('Error: Nobody hands something over to themselves. Give somebody else’s name.');
  });

  it('from somebody who does not lead it is refused', async () => {
    const { talk, ids } = await town();
    const card = await form(talk, 'Ann', 'A2', 'Hand over');
    const told = wordsIn(await send(talk, 'Ann', { ...card, ...withField(card, ids.Ben!) }, { to: 'Ida' }));
    expect(told).toContain('Ben does not lead A2. It is led by Ann.');
  });

  it('opens from a typed line with the name in its place; misspelt, the press says who is near', async () => {
    const { talk } = await town();
    const [card] = await talk.say('Ann', 'hand over A2 to Gwen Abarra');
    expect(filledIn(cardOf(card).card)).toMatchObject({ x_to: 'Gwen Abarra' });
    expect(wordsIn(await send(talk, 'Ann', cardOf(card).card, {}))).toContain('Did you mean Gwen Abara?');
    expect(wordsIn((await talk.say('Ida', 'hand over A2 to Hal'))[0])).toContain('Only who leads A2 or is accountable');
    expect((await milestoneOf(talk, 'A2')).proposal).toBeNull();
  });

  it('is not offered where nobody leads it', async () => {
    const { talk } = await town();
    expect(titlesOf(await more(talk, 'Hal', 'N1'))).not.toContain('Hand over');
  });

  it('is refused to who lost the right between card and press', async () => {
    const { talk } = await town();
    const card = await form(talk, 'Hal', 'A1', 'Hand over');
    await setHeads(talk.ports, 'A', []);
    const told = cardOf(await send(talk, 'Hal', card, { to: 'Ida', reason: WHY }));
    expect(told.words).toContain('Only who leads A1 or is accountable for it can do that.');
    expect(filledIn(told.card)).toMatchObject({ x_to: 'Ida', x_reason: WHY });
    expect(await refusalsOf(talk)).toEqual(['handover proposed: not-theirs']);
  });

  it('is taken past an update that somebody gives meanwhile, and known again after it', async () => {
    const { talk, ids } = await town();
    const card = await form(talk, 'Ann', 'A1', 'Hand over');
    await answers(talk, ids.Ben!);
    const saved = wordsIn(await send(talk, 'Ann', card, { to: 'Ida' }));
    expect(saved).toContain('Proposed: to hand it over to Ida');
    await answers(talk, ids.Ben!);
    expect(wordsIn(await send(talk, 'Ann', card, { to: 'Ida' }))).toBe(saved);
    expect(await whysOf(talk, 'A1')).toEqual(['import', 'update', 'handover proposed', 'update']);
  });
});

/** The card with a field that its form does not have. */
function withField(card: Card, from: string): Card {
  const field = { type: 'Input.Text', id: 'in_x_from', label: 'From', value: from };
  return { body: [...(card.body as readonly unknown[]), field] };
}

async function answers({ ports, world }: Talk, officer: string): Promise<void> {
  world.clock.advance(60_000);
  const inputs = { note: `All is well at ${ports.clock.now()}` };
  const saved = await recordUpdate(ports, {
    plan: PLAN,
    ref: 'A1',
    rev: null,
    by: by(officer),
    rating: 'green',
    inputs,
  });
  expect(saved.kind).toBe('saved');
}

describe('answering a question about what waits', () => {
  const order = { plan: PLAN, ref: 'A1', rev: null } as const;
  async function questioned() {
    const { talk, ids } = await town();
    await send(talk, 'Ann', await form(talk, 'Ann', 'A1', 'Close it'), { state: 'withdrawn', reason: WHY });
    await askProposer(talk.ports, { ...order, by: by(ids.Hal), text: 'Who does it then?' });
    return { talk, ids };
  }

  it('shows who asked and what, and who asked reads the answer', async () => {
    const { talk, ids } = await questioned();
    expect(titlesOf(await more(talk, 'Hal', 'A1'))).not.toContain('Answer');
    const card = await form(talk, 'Ann', 'A1', 'Answer');
    const shown = plain(JSON.stringify(card));
    expect(shown).toContain('Hal asked on Wednesday 18 November 2026: “Who does it then?”');
    expect(shown).toContain('Hal and leadership read your words.');
    const empty = cardOf(await send(talk, 'Ann', card, { answer: ' ' }));
    expect(empty.words).toContain('Error: Write the answer, in a sentence.');
    const saved = wordsIn(await send(talk, 'Ann', empty.card, { answer: 'The partnership' }));
    expect(saved).toContain('Your answer is kept');
    expect(saved).toContain('Hal can read it and decides.');
    expect((await milestoneOf(talk, 'A1')).proposal?.questions?.[0]?.answer).toMatchObject({
      text: 'The partnership',
      by: by(ids.Ann),
    });
    expect(wordsIn(await send(talk, 'Ann', empty.card, { answer: 'The partnership' }))).toBe(saved);
    expect(titlesOf(await more(talk, 'Ann', 'A1'))).not.toContain('Answer');
  });

  it('is refused when a co-lead has answered, when it was decided, and to others: the words come back', async () => {
    const { talk, ids } = await questioned();
    const [ann, ben] = [await form(talk, 'Ann', 'A1', 'Answer'), await form(talk, 'Ben', 'A1', 'Answer')];
    const others = await pressed(talk, 'Ida', 'record-answer', { in_x_answer: 'Not mine to say' });
    expect(wordsIn(others)).toContain('This is not yours to change');
    await send(talk, 'Ben', ben, { answer: 'The partnership' });
    const late = cardOf(await send(talk, 'Ann', ann, { answer: 'We do' }));
    expect(late.words).toContain('That question was answered on Wednesday 18 November 2026.');
    expect(filledIn(late.card)).toMatchObject({ x_answer: 'We do' });
    await decideProposal(talk.ports, { ...order, by: by(ids.Hal), accept: true, reason: '', elsewhere: null });
    expect(wordsIn(await send(talk, 'Ann', ann, { answer: 'We do' }))).toContain('not waiting any more');
  });

  it('is not offered where nothing is asked', async () => {
    const { talk } = await questioned();
    const card = await more(talk, 'Ann', 'A1');
    await talk.press('Ann', card, 'Take it back');
    expect(wordsIn(await talk.press('Ann', card, 'Answer'))).toContain('Something else');
  });
});

describe('a card that is too old', () => {
  it('gives back what was typed into any of these forms', async () => {
    const { talk } = await town();
    const card = await form(talk, 'Ann', 'A1', 'Close it');
    const forged = JSON.parse(JSON.stringify(card).replaceAll('"token":"k1.', '"token":"k9.')) as Card;
    const told = cardOf(await send(talk, 'Ann', forged, { state: 'withdrawn', refs: 'A2', reason: WHY }));
    expect(told.words).toContain('This card is out of date');
    expect(filledIn(told.card)).toMatchObject({ x_reason: WHY, x_refs: 'A2' });
  });
});

describe('what was typed before “Something else”', () => {
  it('for an update is there on return', async () => {
    const { talk } = await town();
    const [first] = await talk.say('Ann', 'update A1');
    const amber = cardOf(await talk.press('Ann', cardOf(first).card, '▲ Amber')).card;
    const choose = await talk.press('Ann', amber, 'Change rating', { typed: { cause: 'Two posts are vacant' } });
    const other = await talk.press('Ann', cardOf(choose).card, 'Something else');
    const again = await talk.press('Ann', cardOf(other).card, 'Update');
    const back = cardOf(await talk.press('Ann', cardOf(again).card, '▲ Amber')).card;
    expect(filledIn(back)).toMatchObject({ cause: 'Two posts are vacant' });
  });

  it('on one of its forms is there on return', async () => {
    const { talk } = await town();
    const left = await form(talk, 'Ann', 'A1', 'Leave it for now');
    const typed = { x_until: '2026-12-04', x_reason: WHY };
    const other = await talk.press('Ann', left, 'Something else', { typed });
    const back = cardOf(await talk.press('Ann', cardOf(other).card, 'Leave it for now')).card;
    expect(filledIn(back)).toMatchObject(typed);
  });
});
