/** Leaders ask under a posted summary, leads answer, heads of service release: through the whole bot, with many people. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Milestone } from '../../bot/domain/plan.js';
import { answerChallenge } from '../../bot/flows/challenge.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { deliverRollup } from '../../bot/flows/post-rollup.js';
import type { Card } from '../../cards/index.js';
import { loadPlan, PLAN, setHeads, WEDNESDAY, type RowWish } from '../support/world.js';
import { buttonsOf, cardOf, CHANNEL, filledIn, linkHere, startTalk, wordsIn, type Talk, type Told } from './talk.js';

const ROWS: readonly RowWish[] = [
  { ref: 'A1', due: '2026-11-10', leads: ['Ann'] },
  { ref: 'A2', due: '2026-12-16', leads: ['Ben'] },
  { ref: 'B1', due: '2026-11-02', leads: ['Cat'], area: 'B' },
  { ref: 'C1', due: '2027-03-02', leads: ['Hal', 'Lea', 'Ada', 'Nob'], area: 'C' },
];

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

interface Town {
  readonly talk: Talk;
  readonly ids: Readonly<Record<string, string>>;
  /** The summary as it was posted, and the id of its message. */
  readonly posted: Card;
  readonly message: string;
  readonly milestone: (ref: string) => Promise<Milestone>;
}

/** Hal is head of service of area A, Lea a leader; the summary stands in a channel, with A1 red. */
async function town(): Promise<Town> {
  const talk = (open = await startTalk(['Ada']));
  await loadPlan(talk.ports, ROWS);
  const ids = await linkHere(talk, ['Ann', 'Ben', 'Cat', 'Hal', 'Lea', 'Ada', 'Nob']);
  await setHeads(talk.ports, 'A', [ids.Hal!]);
  await makeLeader(talk, ids.Lea!);
  await recordUpdate(talk.ports, {
    ...{ plan: PLAN, ref: 'A1', rev: null, by: { kind: 'officer', id: ids.Ann! }, rating: 'red' },
    inputs: { note: 'Slow', cause: 'No staff', remedy: 'Two agency workers', recovery: '2026-12-18' },
  });
  await talk.say('Ada', `summary here ${PLAN}`, 'channel');
  await talk.hear();
  const [snapshot] = await talk.ports.rollups.snapshots(PLAN);
  const post = await talk.ports.rollups.post(PLAN, snapshot!.period, CHANNEL);
  return {
    talk,
    ids,
    posted: channelCards(talk)[0]!,
    message: post!.value.activityId!,
    milestone: async (ref) => (await talk.ports.plans.milestone(PLAN, ref))!.milestone,
  };
}

async function makeLeader({ ports }: Talk, id: string): Promise<void> {
  const found = (await ports.people.officer(id))!;
  await ports.people.put({ ...found.value, roles: ['leader'] }, found.etag);
}

/** Every card that was posted in the channel, oldest first. */
function channelCards({ connector }: Talk): readonly Card[] {
  return connector.requests
    .filter(({ path, method }) => method === 'POST' && decodeURIComponent(path).includes(CHANNEL))
    .flatMap(({ body }) => (body as { attachments?: readonly { content: Card }[] }).attachments ?? [])
    .map(({ content }) => content);
}

function inChannel({ message }: Town, rest: object = {}) {
  return { where: 'channel', on: message, ...rest } as const;
}

/** What Lea gets who presses Ask on a milestone and types. */
async function asks(here: Town, who: string, ref: string, question: string): Promise<Told> {
  const form = cardOf(await here.talk.press(who, here.posted, 'Ask', inChannel(here, { about: ref })));
  return here.talk.press(who, form.card, 'Send the question', inChannel(here, { typed: { x_question: question } }));
}

const QUESTION = 'Why is nobody there?';

describe('a question under a summary', () => {
  it('is asked by a leader, kept with the milestone, and answered to the presser alone', async () => {
    const here = await town();
    const { talk, ids, milestone } = here;
    const before = channelCards(talk).length;
    const form = cardOf(await talk.press('Lea', here.posted, 'Ask', inChannel(here, { about: 'A1' })));
    expect(form.words).toContain('Ask about A1');
    expect(form.words).toContain('Ann is asked on their next card. Hal is told.');
    const sent = cardOf(
      await talk.press('Lea', form.card, 'Send the question', inChannel(here, { typed: { x_question: QUESTION } })),
    );
    expect(sent.words).toContain('Your question is sent');
    const [challenge] = (await milestone('A1')).challenges;
    expect(challenge).toMatchObject({
      text: QUESTION,
      by: { kind: 'officer', id: ids.Lea },
      from: { kind: 'post', scope: PLAN, channel: CHANNEL },
      answer: null,
    });
    expect(channelCards(talk)).toHaveLength(before);
    const back = cardOf(await talk.press('Lea', sent.card, 'Back', inChannel(here)));
    expect(back.words).toContain('The plan');
    expect(buttonsOf(back.card).length).toBeGreaterThan(2);
  });

  it('pressed twice is one question; typed again on a new form it is another', async () => {
    const here = await town();
    const { talk, milestone } = here;
    const form = cardOf(await talk.press('Lea', here.posted, 'Ask', inChannel(here, { about: 'A1' }))).card;
    const send = () =>
      talk.press('Lea', form, 'Send the question', inChannel(here, { typed: { x_question: QUESTION } }));
    const [first, second] = await Promise.all([send(), send()]);
    expect([wordsIn(first), wordsIn(second)]).toEqual([wordsIn(first), wordsIn(first)]);
    await send();
    expect((await milestone('A1')).challenges).toHaveLength(1);
    await asks(here, 'Lea', 'A1', QUESTION);
    expect((await milestone('A1')).challenges).toHaveLength(2);
  });

  it.each([
    ['a lead, who is none', 'Ann', 'This is not yours to ask'],
    ['an administrator, who is no leader', 'Ada', 'This is not yours to ask'],
    ['somebody who leads something else', 'Nob', 'This is not yours to ask'],
    ['somebody we do not know', 'New', 'Waymark does not know you yet'],
    ['a member of another organisation', 'VisitorVi', 'This is not open to you'],
  ])('is refused to %s, on record, with the way back', async (_, who, why) => {
    const here = await town();
    const { talk, milestone } = here;
    const told = cardOf(await talk.press(who, here.posted, 'Ask', inChannel(here, { about: 'A1' })));
    expect(told.words).toContain(why);
    const back = cardOf(await talk.press(who, told.card, 'Back', inChannel(here)));
    expect(back.words).toContain('need attention');
    expect((await milestone('A1')).challenges).toEqual([]);
    const audit = await talk.ports.audit.month('2026-11');
    expect(audit).toContainEqual(expect.objectContaining({ act: 'ask-about', outcome: 'refused' }));
    expect(JSON.stringify(audit)).not.toContain(who);
  });

  it('keeps what was typed whatever is wrong with it', async () => {
    const here = await town();
    const { talk, milestone, ids } = here;
    const empty = cardOf(await asks(here, 'Lea', 'A1', ' '));
    expect(empty.words).toContain('Not saved yet.');
    expect(empty.words).toContain('Write the question, in a sentence.');
    const long = cardOf(await asks(here, 'Lea', 'A1', 'x'.repeat(501)));
    expect(long.words).toContain('It has 501 characters. Give at most 500.');
    expect(filledIn(long.card).x_question).toBe('x'.repeat(501));
    for (let each = 1; each <= 5; each += 1) await asks(here, 'Lea', 'A1', `Question ${String(each)}?`);
    const many = cardOf(await asks(here, 'Lea', 'A1', 'One more?'));
    expect(many.words).toContain('5 questions about A1 have no answer yet.');
    expect(filledIn(many.card).x_question).toBe('One more?');
    expect((await milestone('A1')).challenges).toHaveLength(5);
    // The right is lost between the form and the press.
    const form = cardOf(await talk.press('Lea', here.posted, 'Ask', inChannel(here, { about: 'B1' }))).card;
    const lea = (await talk.ports.people.officer(ids.Lea!))!;
    await talk.ports.people.put({ ...lea.value, roles: [] }, lea.etag);
    const lost = cardOf(
      await talk.press('Lea', form, 'Send the question', inChannel(here, { typed: { x_question: QUESTION } })),
    );
    expect(lost.words).toContain('This is not yours to ask');
    expect(filledIn(lost.card).x_question).toBe(QUESTION);
  });
});

describe('the answer to it', () => {
  async function asked(): Promise<Town & { readonly cards: Readonly<Record<string, Card>> }> {
    const here = await town();
    await asks(here, 'Lea', 'A1', QUESTION);
    return { ...here, cards: await here.talk.ask() };
  }

  async function answers(here: Town & { readonly cards: Readonly<Record<string, Card>> }, who = 'Ann'): Promise<Told> {
    const form = cardOf(await here.talk.press(who, here.cards[who]!, 'Answer', { about: 'A1' }));
    expect(form.words).toContain(`Lea asked on Wednesday 18 November 2026: “${QUESTION}”`);
    return here.talk.press(who, form.card, 'Send the answer', { typed: { x_answer: 'Two have left.' } });
  }

  it('is asked of the lead, the head of service is told, and releases it; then the thread says it', async () => {
    const here = await asked();
    const { talk, cards, milestone } = here;
    expect(JSON.stringify(cards.Ann)).toContain('A question from leadership');
    expect(JSON.stringify(cards.Hal)).toContain('Asked by leadership: 1');
    expect(JSON.stringify(cards.Ben ?? '')).not.toContain(QUESTION);
    expect(wordsIn(await answers(here))).toContain('It is told on Friday 20 November 2026, or when');
    await talk.hear();
    expect(JSON.stringify(channelCards(talk))).not.toContain('Two have left.');
    const { Hal } = await talk.ask();
    expect(JSON.stringify(Hal)).toContain('Answers to leadership for you to release: 1');
    const released = cardOf(await talk.press('Hal', Hal!, 'Release', { about: 'A1' }));
    expect(released.words).toContain('Released');
    await talk.hear();
    await talk.hear();
    const told = channelCards(talk).filter((card) => JSON.stringify(card).includes('Two have left.'));
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told)).toContain('Answer about A1');
    expect((await milestone('A1')).challenges[0]?.answer?.released?.by).toEqual({ kind: 'officer', id: here.ids.Hal });
    // Again, and nothing is said twice.
    await talk.press('Hal', Hal!, 'Release', { about: 'A1' });
    await talk.hear();
    expect(channelCards(talk).filter((card) => JSON.stringify(card).includes('Two have left.'))).toHaveLength(1);
  });

  it('is not released by a card that did not show it: its question was there, the answer not yet', async () => {
    const here = await asked();
    const { talk, milestone } = here;
    await asks(here, 'Lea', 'A1', 'And when?');
    await answers(here);
    const { Hal } = await talk.ask();
    const order = { plan: PLAN, ref: 'A1', rev: null, by: { kind: 'officer', id: here.ids.Ann! } } as const;
    await answerChallenge(talk.ports, { ...order, challenge: null, text: 'Never shown.' });
    await talk.press('Hal', Hal!, 'Release', { about: 'A1' });
    const released = (await milestone('A1')).challenges.map(({ answer }) => [answer?.text, answer?.released != null]);
    expect(released).toEqual([
      ['Two have left.', true],
      ['Never shown.', false],
    ]);
  });

  it('is told after two working days when nobody releases it', async () => {
    const here = await asked();
    const { talk } = here;
    await answers(here);
    const [snapshot] = await talk.ports.rollups.snapshots(PLAN);
    const posts = await talk.ports.rollups.posts(PLAN, snapshot!.period);
    const answer = posts.find(({ value }) => value.part.startsWith('answer:A1:'))!.value;
    expect(answer.notBefore).toBe('2026-11-20T09:00:00.000Z');
    talk.world.clock.advance(Date.parse('2026-11-20T09:00:01Z') - Date.parse(talk.world.clock.now()));
    await deliverRollup(talk.ports, answer);
    expect(JSON.stringify(channelCards(talk))).toContain('Two have left.');
  });

  it('is not the leader’s to read in the history before that', async () => {
    const here = await asked();
    await answers(here);
    const seen = async (who: string): Promise<string> => wordsIn((await here.talk.say(who, 'history A1')).at(-1));
    expect(await seen('Ann')).toContain('Two have left.');
    expect(await seen('Hal')).toContain('Two have left.');
    expect(await seen('Lea')).toContain(QUESTION);
    expect(await seen('Lea')).not.toContain('Two have left.');
  });

  it('of a head of service is released with it, and told at once', async () => {
    const here = await asked();
    const { talk } = here;
    const order = { plan: PLAN, ref: 'A1', rev: null, by: { kind: 'officer', id: here.ids.Hal! } } as const;
    await answerChallenge(talk.ports, { ...order, challenge: null, text: 'I know of it.' });
    await talk.hear();
    expect(JSON.stringify(channelCards(talk))).toContain('I know of it.');
  });

  it('is no longer the lead’s once somebody else has given it, and what was typed stays', async () => {
    const here = await asked();
    const { talk } = here;
    const form = cardOf(await talk.press('Ann', here.cards.Ann!, 'Answer', { about: 'A1' })).card;
    const order = { plan: PLAN, ref: 'A1', rev: null, by: { kind: 'officer', id: here.ids.Hal! } } as const;
    await answerChallenge(talk.ports, { ...order, challenge: null, text: 'I know of it.' });
    const late = cardOf(await talk.press('Ann', form, 'Send the answer', { typed: { x_answer: 'Two have left.' } }));
    expect(late.words).toContain('That question was answered on Wednesday 18 November 2026.');
    expect(JSON.stringify(late.card)).toContain('Two have left.');
  });
});

describe('in one’s own chat', () => {
  it('a leader asks with the ref and the question; the answer comes in the channels that read of it, and on their card', async () => {
    const here = await town();
    const { talk } = here;
    const form = cardOf((await talk.say('Lea', `please ask about A2: ${QUESTION}`)).at(-1));
    expect(filledIn(form.card).x_question).toBe(QUESTION);
    expect(wordsIn(await talk.press('Lea', form.card, 'Send the question'))).toContain('Your question is sent');
    expect((await here.milestone('A2')).challenges[0]?.from).toEqual({ kind: 'chat' });
    const { Ben } = await talk.ask();
    const box = cardOf(await talk.press('Ben', Ben!, 'Answer', { about: 'A2' })).card;
    await talk.press('Ben', box, 'Send the answer', { typed: { x_answer: 'Soon.' } });
    const { Hal } = await talk.ask();
    await talk.press('Hal', Hal!, 'Release', { about: 'A2' });
    await talk.hear();
    expect(JSON.stringify(channelCards(talk))).toContain('Soon.');
    const { Lea } = await talk.ask();
    expect(JSON.stringify(Lea)).toContain('Soon.');
  });

  it('an administrator records what was asked at a meeting: who, which, when', async () => {
    const here = await town();
    const { talk } = here;
    const form = cardOf((await talk.say('Ada', 'ask A1')).at(-1)).card;
    const missing = cardOf(await talk.press('Ada', form, 'Send the question', { typed: { x_question: QUESTION } }));
    expect(missing.words).toContain('Say at which meeting it was asked.');
    expect(filledIn(missing.card).x_question).toBe(QUESTION);
    const typed = { x_question: QUESTION, x_which: 'Scrutiny', x_on: '2026-11-17', x_who: 'Cllr Jones' };
    expect(wordsIn(await talk.press('Ada', missing.card, 'Send the question', { typed }))).toContain('is sent');
    expect((await here.milestone('A1')).challenges[0]?.from).toEqual({
      ...{ kind: 'meeting', which: 'Scrutiny', on: '2026-11-17', who: 'Cllr Jones' },
    });
    expect(JSON.stringify((await talk.ask()).Ann)).toContain('Cllr Jones (Scrutiny) asked on Tuesday 17 November 2026');
  });

  it('of a meeting about an area without anybody else is put to whoever recorded it, as the form and the receipt say', async () => {
    const { talk, ids, milestone } = await town();
    for (const name of ['Cat', 'Lea']) {
      const found = (await talk.ports.people.officer(ids[name]!))!;
      await talk.ports.people.put({ ...found.value, outside: 'left' }, found.etag);
    }
    const ada = (await talk.ports.people.officer(ids.Ada!))!;
    await talk.ports.people.put({ ...ada.value, roles: ['admin'] }, ada.etag);
    const form = cardOf((await talk.say('Ada', 'ask B1')).at(-1));
    expect(form.words).toContain('Ada is asked on their next card.');
    const typed = { x_question: QUESTION, x_which: 'Scrutiny', x_on: '2026-11-17', x_who: 'Cllr Jones' };
    const sent = wordsIn(await talk.press('Ada', form.card, 'Send the question', { typed }));
    expect(sent).toContain('Ada is asked on their next card.');
    const said = 'The answer comes on your card, and in the channels that read of it';
    expect([form.words.includes(said), sent.includes(said)]).toEqual([true, true]);
    const { Ada } = await talk.ask();
    const box = cardOf(await talk.press('Ada', Ada!, 'Answer', { about: 'B1' })).card;
    await talk.press('Ada', box, 'Send the answer', { typed: { x_answer: 'Nobody leads it.' } });
    expect((await milestone('B1')).challenges[0]?.answer?.text).toBe('Nobody leads it.');
  });

  it('nobody else asks, and what they typed is shown to be copied', async () => {
    const { talk } = await town();
    const told = cardOf((await talk.say('Ann', `ask A1: ${QUESTION}`)).at(-1));
    expect(told.words).toContain('This is not yours to ask');
    expect(JSON.stringify(told.card)).toContain(QUESTION);
  });

  it('an area and a milestone are shown as they stand now', async () => {
    const { talk } = await town();
    expect(wordsIn((await talk.say('Lea', 'show Area B')).at(-1))).toContain('B1 The words of B1');
    expect(wordsIn((await talk.say('Lea', 'show A1')).at(-1))).toContain('A1 as it stands now');
    expect(wordsIn((await talk.say('Ann', 'show Area B')).at(-1))).toContain('This is not open to you');
    const which = cardOf((await talk.say('Ann', 'show')).at(-1));
    expect(which.words).toContain('Which one?');
    const shown = wordsIn(await talk.press('Ann', which.card, 'Show', { about: 'A1' }));
    expect(shown).toContain('A1 as it stands now');
  });

  it('an area is looked for in the plans that are open to them; where several have it, they say which', async () => {
    const { talk } = await town();
    await loadPlan(talk.ports, [{ ref: 'Z1', due: '2026-11-10', leads: ['Zoe'] }], WEDNESDAY, 'another');
    await linkHere(talk, ['Zoe']);
    const zoe = wordsIn((await talk.say('Zoe', 'show Area A')).at(-1));
    expect(zoe).toContain('Z1 The words of Z1');
    expect(zoe).not.toContain('A1');
    expect(wordsIn((await talk.say('Ann', 'show Area A')).at(-1))).toContain('A1 The words of A1');
    const which = cardOf((await talk.say('Ada', 'show Area A')).at(-1));
    expect(which.words).toContain('Which Area A?');
    const shows = buttonsOf(which.card).filter(({ title }) => title === 'Show');
    expect(shows).toHaveLength(2);
    const shown = wordsIn(await talk.press('Ada', which.card, 'Show', { about: 'Area A' }));
    expect(shown).toMatch(/The words of (A1|Z1)/);
  });

  it('an area’s counts of now are told to who stands for it; who leads a part of it sees that part', async () => {
    const { talk } = await town();
    const told = async (who: string): Promise<string> => wordsIn((await talk.say(who, 'show Area A')).at(-1));
    for (const who of ['Hal', 'Lea', 'Ada']) expect(await told(who)).toContain('2 in all');
    expect(await told('Ann')).toContain('A1 The words of A1');
    expect(await told('Ann')).not.toContain('in all');
    expect(await told('Ann')).not.toContain('A2');
  });
});

describe('what a summary shows to one person', () => {
  it('what was said since only while it may be posted there', async () => {
    const here = await town();
    const { talk, ids } = here;
    const back = async (): Promise<string> => {
      const shown = cardOf(await talk.press('Lea', here.posted, 'Show', inChannel(here, { about: 'A1' })));
      return wordsIn(await talk.press('Lea', shown.card, 'Back', inChannel(here)));
    };
    await recordUpdate(talk.ports, {
      ...{ plan: PLAN, ref: 'A2', rev: null, by: { kind: 'officer', id: ids.Ben! }, rating: 'red' },
      inputs: { note: 'Slow', cause: 'No staff', remedy: 'Two', recovery: '2026-12-18' },
    });
    expect(await back()).toContain('Since this was posted');
    const channel = (await talk.ports.channels.channel(CHANNEL))!;
    await talk.ports.channels.put({ ...channel.value, outsiders: 'unconfirmed' }, channel.etag);
    const told = await back();
    expect(told).toContain('need attention');
    expect(told).not.toContain('Since this was posted');
  });

  it('of a message that is not known, and of no other summary: what stands now', async () => {
    const here = await town();
    const { talk } = here;
    const press = { where: 'channel', on: 'another-message' } as const;
    const told = cardOf(await talk.press('Lea', here.posted, 'Show Area A', press));
    expect(told.words).toContain('2 in all');
    expect(buttonsOf(told.card).map(({ title }) => title)).not.toContain('Back');
    const form = cardOf(await talk.press('Lea', here.posted, 'Ask', { ...press, about: 'A1' })).card;
    await talk.press('Lea', form, 'Send the question', { ...press, typed: { x_question: QUESTION } });
    expect((await here.milestone('A1')).challenges[0]?.from).toEqual({ kind: 'chat' });
  });

  it('an area: its counts as posted, worst first, and back', async () => {
    const here = await town();
    const { talk } = here;
    const area = cardOf(await talk.press('Lea', here.posted, 'Show Area A', inChannel(here)));
    expect(area.words).toContain('Area A');
    expect(area.words).toContain('2 in all');
    expect(area.words.indexOf('A1 The words')).toBeLessThan(area.words.indexOf('A2 The words'));
    const shown = cardOf(await talk.press('Lea', area.card, 'Show', inChannel(here, { about: 'A1' })));
    expect(shown.words).toContain('A1 as it stands now');
    expect(shown.words).toContain('Cause: “No staff”.');
    expect(shown.words).toContain('History, newest first');
    expect(wordsIn(await talk.press('Lea', shown.card, 'Back', inChannel(here)))).toContain('need attention');
  });

  it.each([
    ['Hal', 'A1', true],
    ['Hal', 'B1', false],
    ['Ann', 'A1', true],
    ['Ann', 'B1', false],
    ['Ada', 'B1', true],
    ['Lea', 'B1', true],
    ['Nob', 'A1', false],
    ['New', 'A1', false],
    ['VisitorVi', 'A1', false],
  ])('to %s of %s: %s', async (who, ref, may) => {
    const here = await town();
    const told = cardOf(await here.talk.press(who, here.posted, 'Show', inChannel(here, { about: ref })));
    expect(told.words.includes('as it stands now')).toBe(may);
    if (!may) expect(told.words).not.toContain(`The words of ${ref}`);
    expect(wordsIn(await here.talk.press(who, told.card, 'Back', inChannel(here)))).toContain('need attention');
  });
});
