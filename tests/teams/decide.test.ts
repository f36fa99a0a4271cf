/** Heads of service and plan owners decide in Teams: every button of the approvals card, and every way it is refused. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { addDays, civilDate } from '../../bot/domain/dates.js';
import type { Milestone } from '../../bot/domain/plan.js';
import { answerQuestion } from '../../bot/flows/answer-question.js';
import { decideProposal } from '../../bot/flows/decide.js';
import { proposeHandover } from '../../bot/flows/hand-over.js';
import { propose, takeBack } from '../../bot/flows/propose.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import type { Card } from '../../cards/index.js';
import { partsOf } from '../cards/shape.js';
import { loadPlan, PLAN, setHeads, WEDNESDAY, type RowWish } from '../support/world.js';
import { actionOf, cardOf, filledIn, linkHere, startTalk, wordsIn, type Talk, type Told } from './talk.js';

const ROWS: readonly RowWish[] = [
  { ref: 'A1', due: '2026-11-25', leads: ['Ann'] },
  { ref: 'A2', due: '2026-12-16', leads: ['Ann', 'Ben'] },
  { ref: 'A3', due: '2026-11-20', leads: ['Ben'] },
  { ref: 'A4', due: '2026-12-04', leads: ['Ann'] },
  { ref: 'B1', due: '2026-11-27', leads: ['Ida', 'Cat', 'Hal'], area: 'B' },
];
const PEOPLE = ['Ann', 'Ben', 'Hal', 'Ida', 'Cat'];

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

interface Town {
  readonly talk: Talk;
  readonly ids: Readonly<Record<string, string>>;
  readonly order: (
    name: string,
    ref: string,
  ) => {
    plan: string;
    ref: string;
    rev: null;
    by: { kind: 'officer'; id: string };
  };
  readonly milestone: (ref: string) => Promise<Milestone>;
  readonly revisions: (ref: string) => Promise<number>;
}

/** Hal is head of service of area A. */
async function town(): Promise<Town> {
  const talk = (open = await startTalk(['Ada']));
  await loadPlan(talk.ports, ROWS);
  const ids = await linkHere(talk, PEOPLE);
  await setHeads(talk.ports, 'A', [ids.Hal!]);
  return {
    talk,
    ids,
    order: (name, ref) => ({ plan: PLAN, ref, rev: null, by: { kind: 'officer', id: ids[name]! } }),
    milestone: async (ref) => (await talk.ports.plans.milestone(PLAN, ref))!.milestone,
    revisions: async (ref) => (await talk.ports.plans.milestoneHistory(PLAN, ref)).length,
  };
}

/** Of each kind one: a date for A1, evidence of A2, a handover of A3, an end for A4. */
async function waiting(): Promise<Town> {
  const here = await town();
  const { talk, order } = here;
  const outcomes = [
    await propose(talk.ports, {
      ...order('Ann', 'A1'),
      proposed: { date: civilDate('2026-12-18'), because: 'partner' },
      reason: 'Health meets later',
    }),
    await recordUpdate(talk.ports, {
      ...order('Ann', 'A2'),
      rating: 'complete',
      inputs: { doneOn: '2026-11-17', evidence: 'Audit of 40 files', evidenceLink: 'https://example.org/audit' },
    }),
    await proposeHandover(talk.ports, { ...order('Ben', 'A3'), to: 'Cat', from: null, reason: 'I am moving on' }),
    await propose(talk.ports, {
      ...order('Ann', 'A4'),
      proposed: { state: 'business-as-usual', replacedBy: [] },
      reason: 'Part of the day’s work',
    }),
  ];
  expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'saved', 'done', 'done']);
  return here;
}

async function approvals({ talk }: Town, name = 'Hal'): Promise<Card> {
  return cardOf((await talk.say(name, 'approvals')).at(-1)).card;
}

/** The name of a box on the card: "x_refuse_117". */
function boxOf(card: Card, name: 'refuse' | 'ask', nth: number): string {
  return Object.keys(filledIn(card)).filter((id) => id.startsWith(`x_${name}_`))[nth] ?? '';
}

const pressed = async ({ talk }: Town, card: Card, title: string, about: string, typed = {}): Promise<Told> =>
  talk.press('Hal', card, title, { about, typed });
const refusals = async ({ talk }: Town) =>
  (await talk.ports.audit.month('2026-11')).filter(({ outcome }) => outcome === 'refused');

describe('everything that waits for a head of service', () => {
  it('is on one card: dates, ends, evidence and handovers, with what there is to know', async () => {
    const words = wordsIn((await (await waiting()).talk.say('Hal', 'approvals')).at(-1));
    expect(words).toContain('4 decisions for you');
    expect(words).toContain(
      'A new date A1 The words of A1 Asked by Ann on Wednesday 18 November 2026 Approved now Wednesday 25 November 2026 Asked for Friday 18 December 2026, 17 working days later Reason Waiting for a partner. “Health meets later” Moved before Never',
    );
    expect(words).toContain('Closes as Business as usual Reason “Part of the day’s work”');
    expect(words).toContain(
      'Delivered Tuesday 17 November 2026 Outcome Not said Evidence “Audit of 40 files” [Open the evidence on example.org](https://example.org/audit)',
    );
    expect(words).toContain('From Ben To Cat');
    const order = ['A new date', 'To be closed', 'Evidence to confirm', 'A handover'].map((one) => words.indexOf(one));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('is nothing to who decides nothing, and says what would be there', async () => {
    const here = await waiting();
    for (const name of ['Ann', 'Cat', 'Ada']) {
      expect(wordsIn((await here.talk.say(name, 'approvals')).at(-1))).toContain('Nothing waits for your decision');
    }
  });

  it('is opened by the button on their card as well', async () => {
    const here = await waiting();
    const cards = await here.talk.ask();
    const opened = wordsIn(await here.talk.press('Hal', cards.Hal!, 'Decide', { about: 'A1' }));
    expect(opened).toContain('4 decisions for you');
  });
});

describe('a yes', () => {
  it('to a date: it is the approved one, and the card comes back with what is left and who is told', async () => {
    const here = await waiting();
    const words = wordsIn(await pressed(here, await approvals(here), 'Approve date', 'A1'));
    expect(words).toContain('3 decisions for you');
    expect(words).toContain(
      'A1 The words of A1 Date approved. It is now due on Friday 18 December 2026. Reminders follow that date. Ann is told.',
    );
    expect(await here.milestone('A1')).toMatchObject({
      due: { date: '2026-12-18' },
      proposal: null,
      decided: { accepted: true, by: { id: here.ids.Hal } },
    });
  });

  it('to an end closes it', async () => {
    const here = await waiting();
    const words = wordsIn(await pressed(here, await approvals(here), 'Close it', 'A4'));
    expect(words).toContain('Closed as business as usual. Nobody is asked about it any more. Ann is told.');
    expect(await here.milestone('A4')).toMatchObject({ state: 'business-as-usual', closure: { where: null } });
  });

  it('to evidence confirms it', async () => {
    const here = await waiting();
    const words = wordsIn(await pressed(here, await approvals(here), 'Confirm evidence', 'A2'));
    expect(words).toContain('Evidence confirmed. It counts as complete, with its evidence confirmed.');
    expect(words).toContain('Ann and Ben are told.');
    expect(await here.milestone('A2')).toMatchObject({ state: 'evidenced', proposal: null });
  });

  it('to a handover puts one lead in the place of another, on both their lists', async () => {
    const here = await waiting();
    const words = wordsIn(await pressed(here, await approvals(here), 'Agree handover', 'A3'));
    expect(words).toContain('Handover agreed. Cat leads it from now on, in place of Ben. Cat and Ben are told.');
    expect((await here.milestone('A3')).leads).toEqual([here.ids.Cat]);
    expect(wordsIn((await here.talk.say('Cat', 'my milestones')).at(-1))).toContain('A3');
    expect(wordsIn((await here.talk.say('Ben', 'my milestones')).at(-1))).not.toContain('A3');
  });

  it('keeps what was typed in the boxes of others', async () => {
    const here = await waiting();
    const card = await approvals(here);
    const box = boxOf(card, 'ask', 2);
    const after = await pressed(here, card, 'Approve date', 'A1', { [box]: 'Which files?' });
    expect(filledIn(cardOf(after).card)[box]).toBe('Which files?');
  });
});

describe('a refusal', () => {
  it('needs a reason: without one the box stays open and says so, and nothing is written', async () => {
    const here = await waiting();
    const before = await here.revisions('A1');
    const words = wordsIn(await pressed(here, await approvals(here), 'Send refusal', 'A1'));
    expect(words).toContain('Not saved yet. One answer needs another look: A1.');
    expect(words).toContain('Error: A refusal needs a reason, in a sentence.');
    expect(await here.revisions('A1')).toBe(before);
  });

  it('that is too long keeps every word', async () => {
    const here = await waiting();
    const card = await approvals(here);
    const box = boxOf(card, 'refuse', 0);
    const long = 'why '.repeat(150);
    const again = await pressed(here, card, 'Send refusal', 'A1', { [box]: long });
    expect(wordsIn(again)).toContain('Give at most 500');
    expect(filledIn(cardOf(again).card)[box]).toBe(long.slice(0, 2000));
  });

  it('of a date leaves it, and the lead reads why', async () => {
    const here = await waiting();
    const card = await approvals(here);
    const typed = { [boxOf(card, 'refuse', 0)]: 'The inspection does not move' };
    const words = wordsIn(await pressed(here, card, 'Send refusal', 'A1', typed));
    expect(words).toContain('Date refused. It is still due on Wednesday 25 November 2026. Ann is told why.');
    const after = await here.milestone('A1');
    expect(after).toMatchObject({ due: { date: '2026-11-25' }, proposal: null, decided: { accepted: false } });
    expect(after.queries.join()).toContain('The inspection does not move');
    // Its box is gone with it.
    expect(filledIn(await approvals(here))).not.toHaveProperty(boxOf(card, 'refuse', 0));
  });

  it('of evidence leaves it delivered, with new evidence due in ten working days', async () => {
    const here = await waiting();
    const card = await approvals(here);
    const typed = { [boxOf(card, 'refuse', 2)]: 'The audit covers last year' };
    const words = wordsIn(await pressed(here, card, 'Send refusal', 'A2', typed));
    expect(words).toContain('Evidence refused. It stays delivered. New evidence is due by Wednesday 2 December 2026.');
    expect(await here.milestone('A2')).toMatchObject({ state: 'delivered', evidenceDue: '2026-12-02', proposal: null });
  });

  it('of an end, and of a handover, leaves them as they were', async () => {
    const here = await waiting();
    const card = await approvals(here);
    const end = await pressed(here, card, 'Send refusal', 'A4', { [boxOf(card, 'refuse', 1)]: 'Not yet' });
    expect(wordsIn(end)).toContain('It stays open. It is due on Friday 4 December 2026.');
    const over = await pressed(here, card, 'Send refusal', 'A3', { [boxOf(card, 'refuse', 3)]: 'Cat has no room' });
    expect(wordsIn(over)).toContain('Handover refused. Ben goes on leading it. Ben is told why.');
    expect(wordsIn(over)).toContain('2 decisions for you');
  });
});

describe('a question', () => {
  it('goes to who proposed it, waits for the answer, and stands on the card with it', async () => {
    const here = await waiting();
    const { talk, order } = here;
    const card = await approvals(here);
    const sent = await pressed(here, card, 'Send question', 'A1', { [boxOf(card, 'ask', 0)]: 'Why not sooner?' });
    expect(wordsIn(sent)).toContain('Question sent. It goes to Ann.');
    expect(wordsIn(sent)).toContain('You asked “Why not sooner?” on Wednesday 18 November 2026. No answer yet');
    const question = (await here.milestone('A1')).proposal!.questions![0]!;
    const answered = await answerQuestion(talk.ports, {
      ...order('Ann', 'A1'),
      question: question.id,
      text: 'They cannot',
    });
    expect(answered.kind).toBe('done');
    expect(wordsIn((await talk.say('Hal', 'approvals')).at(-1))).toContain(
      'Answered by Ann on Wednesday 18 November 2026: “They cannot”',
    );
    // The card was made before the question and its answer: what waits is the same, and is decided.
    expect(wordsIn(await pressed(here, card, 'Approve date', 'A1'))).toContain('Date approved.');
  });

  it('without words says so, in its box', async () => {
    const here = await waiting();
    const words = wordsIn(await pressed(here, await approvals(here), 'Send question', 'A1'));
    expect(words).toContain('Error: Write the question, in a sentence.');
    expect((await here.milestone('A1')).proposal?.questions).toBeUndefined();
  });
});

describe('a press that is delivered twice, or late', () => {
  it.each(['Approve date', 'Send refusal', 'Send question'])(
    '%s: one row of history, and the same words',
    async (title) => {
      const here = await waiting();
      const card = await approvals(here);
      const typed = { [boxOf(card, 'refuse', 0)]: 'No', [boxOf(card, 'ask', 0)]: 'Why?' };
      const first = await pressed(here, card, title, 'A1', typed);
      const rows = await here.revisions('A1');
      const twice = await pressed(here, card, title, 'A1', typed);
      expect(wordsIn(twice)).toBe(wordsIn(first));
      expect(await here.revisions('A1')).toBe(rows);
    },
  );

  it('after an update that is about something else is done all the same', async () => {
    const here = await waiting();
    const card = await approvals(here);
    await recordUpdate(here.talk.ports, {
      ...here.order('Ann', 'A1'),
      rating: 'green',
      inputs: { note: 'Going well' },
    });
    expect(wordsIn(await pressed(here, card, 'Approve date', 'A1'))).toContain('Date approved.');
  });

  it('after another date took its place is not taken for a yes to that', async () => {
    const here = await waiting();
    const card = await approvals(here);
    const later = { date: civilDate('2027-03-31') };
    await propose(here.talk.ports, { ...here.order('Ann', 'A1'), proposed: later, reason: 'Later still' });
    const words = wordsIn(await pressed(here, card, 'Approve date', 'A1'));
    expect(words).toContain('Nothing was saved. What waits has changed since this card was made');
    expect(words).toContain('Asked for Wednesday 31 March 2027');
    expect(await here.milestone('A1')).toMatchObject({ due: { date: '2026-11-25' }, moves: [] });
  });

  it('after somebody else decided says who and what, and keeps what was typed', async () => {
    const here = await waiting();
    const { talk, ids } = here;
    await setHeads(talk.ports, 'A', [ids.Hal!, ids.Ida!]);
    const card = await approvals(here);
    await decideProposal(talk.ports, { ...here.order('Ida', 'A1'), accept: true, reason: '', elsewhere: null });
    const typed = { [boxOf(card, 'refuse', 0)]: 'The inspection does not move' };
    const told = await pressed(here, card, 'Send refusal', 'A1', typed);
    expect(wordsIn(told)).toContain(
      'Nothing was saved. Ida agreed to a new date, Friday 18 December 2026 on Wednesday 18 November 2026.',
    );
    expect(Object.values(filledIn(cardOf(told).card))).toContain('The inspection does not move');
  });

  it('after the proposer took it back says so', async () => {
    const here = await waiting();
    const card = await approvals(here);
    await takeBack(here.talk.ports, here.order('Ann', 'A1'));
    expect(wordsIn(await pressed(here, card, 'Approve date', 'A1'))).toContain(
      'Nothing was saved. Nothing waits for a decision about it any more.',
    );
  });

  it('after the day asked for has passed says what to do', async () => {
    const here = await waiting();
    here.talk.world.clock.set('2026-12-19T10:00:00Z');
    const card = await approvals(here);
    expect(wordsIn(await pressed(here, card, 'Approve date', 'A1'))).toContain(
      'Nothing was saved. Friday 18 December 2026, the date asked for, has passed. Refuse it and say which date you would accept.',
    );
  });
});

describe('a right taken away between card and press', () => {
  const ways: readonly (readonly [string, string, (here: Town) => Promise<unknown>])[] = [
    ['another head of service', 'You are neither at present', ({ talk, ids }) => setHeads(talk.ports, 'A', [ids.Ida!])],
    [
      'they lead it by now',
      'nobody decides about their own',
      async ({ talk, ids, order }) => {
        await decideProposal(talk.ports, { ...order('Hal', 'A1'), accept: false, reason: 'no', elsewhere: null });
        await proposeHandover(talk.ports, { ...order('Ann', 'A1'), to: 'Hal', from: null, reason: '' });
        await setHeads(talk.ports, 'A', [ids.Hal!, ids.Ida!]);
        await decideProposal(talk.ports, { ...order('Ida', 'A1'), accept: true, reason: '', elsewhere: null });
        const later = { date: addDays(WEDNESDAY, 60) };
        await propose(talk.ports, { ...order('Ida', 'A1'), proposed: later, reason: 'later' });
      },
    ],
    [
      'they are the deputy of its lead by now',
      'nobody decides about their own',
      async ({ talk, ids }) => {
        const ann = (await talk.ports.people.officer(ids.Ann!))!;
        const away = { awayUntil: civilDate('2026-12-31'), deputy: ids.Hal! };
        expect(await talk.ports.people.put({ ...ann.value, ...away }, ann.etag)).not.toBe('conflict');
      },
    ],
    [
      'they have left',
      'You are neither at present',
      async ({ talk, ids }) => {
        const hal = (await talk.ports.people.officer(ids.Hal!))!;
        expect(await talk.ports.people.put({ ...hal.value, outside: 'left' }, hal.etag)).not.toBe('conflict');
      },
    ],
  ];
  const buttons = ['Approve date', 'Send refusal', 'Send question'] as const;
  const cases = ways.flatMap(([why, words, take]) => buttons.map((button) => ({ why, words, take, button })));

  it.each(cases)('$why: $button writes nothing, is audited, and says why', async ({ words, take, button }) => {
    const here = await waiting();
    const card = await approvals(here);
    const typed = { [boxOf(card, 'refuse', 0)]: 'Not this year', [boxOf(card, 'ask', 0)]: 'Not this year' };
    await take(here);
    const [rows, audited] = [await here.revisions('A1'), (await refusals(here)).length];
    const told = wordsIn(await pressed(here, card, button, 'A1', typed));
    expect(told).toContain('Nothing was saved.');
    expect(told).toContain(words);
    if (button !== 'Approve date') expect(JSON.stringify(told)).toContain('What you wrote');
    expect(await here.revisions('A1')).toBe(rows);
    expect((await refusals(here)).slice(audited)).toMatchObject([{ by: { id: here.ids.Hal }, outcome: 'refused' }]);
  });

  it('of somebody who never had it, with a card of somebody else’s', async () => {
    const here = await waiting();
    const card = await approvals(here);
    for (const name of ['Ann', 'Ben', 'Cat', 'Ida']) {
      const rows = await here.revisions('A1');
      const told = await here.talk.pressRaw(name, actionOf(card, 'Approve date', 'A1'));
      expect('text' in told ? told.text : told.words).not.toContain('Date approved');
      expect(await here.revisions('A1')).toBe(rows);
    }
  });
});

describe('what is typed in the box of one row', () => {
  const typedBeside = (card: Card): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.keys(filledIn(card)).flatMap((box) => (BOX.test(box) ? [[box, `Words of ${refOf(card, box)}`]] : [])),
    );
  const BOX = /^x_(refuse|ask)_/;
  /** The ref that the label of a box names. */
  const refOf = (card: Card, box: string): string => {
    const label = partsOf(card).find(({ id }) => id === `in_${box}`)?.label;
    return /(?:A|FD|LAC|CP) \d\.\d/.exec(String(label))?.[0] ?? '';
  };
  const REFS = ['A', 'FD', 'LAC', 'CP'].flatMap((area) =>
    [1, 2, 3].flatMap((matter) => [1, 2, 3, 4, 5, 6].map((one) => `${area} ${String(matter)}.${String(one)}`)),
  );

  it('stays in it, whichever of them is decided first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.constantFrom(...REFS), { minLength: 2, maxLength: 9 }), fc.nat(), decideOne),
      { numRuns: 6, examples: [[['FD 1.2', 'FD 1.3', 'LAC 2.1', 'LAC 2.2'], 0]] },
    );
  }, 60_000);

  async function decideOne(refs: readonly string[], nth: number): Promise<void> {
    await open?.close();
    const talk = (open = await startTalk());
    await loadPlan(talk.ports, [
      ...refs.map((ref): RowWish => ({ ref, due: '2026-12-18', leads: ['Ann'] })),
      { ref: 'B1', due: '2026-12-18', leads: ['Hal'], area: 'B' },
    ]);
    const ids = await linkHere(talk, ['Ann', 'Hal']);
    await setHeads(talk.ports, 'A', [ids.Hal!]);
    for (const ref of refs) {
      await propose(talk.ports, {
        ...{ plan: PLAN, ref, rev: null, by: { kind: 'officer', id: ids.Ann! } },
        ...{ proposed: { date: civilDate('2027-01-18') }, reason: 'They meet later' },
      });
    }
    const card = cardOf((await talk.say('Hal', 'approvals')).at(-1)).card;
    const typed = typedBeside(card);
    expect(Object.keys(typed)).toHaveLength(2 * refs.length);
    const decided = refs[nth % refs.length]!;
    const after = cardOf(await talk.press('Hal', card, 'Approve date', { about: decided, typed })).card;
    const { x_kept: kept, ...left } = filledIn(after);
    expect(kept).toBe(`Words of ${decided}\n\nWords of ${decided}`);
    expect(left).toEqual(typedBeside(after));
    expect(Object.keys(left)).toHaveLength(2 * (refs.length - 1));
  }

  it('is given back where what it was about was decided by somebody else meanwhile', async () => {
    const here = await waiting();
    const { talk, ids } = here;
    await setHeads(talk.ports, 'A', [ids.Hal!, ids.Ida!]);
    const card = await approvals(here);
    await decideProposal(talk.ports, { ...here.order('Ida', 'A4'), accept: true, reason: '', elsewhere: null });
    const after = await pressed(here, card, 'Approve date', 'A1', { [boxOf(card, 'refuse', 1)]: 'Not before spring' });
    expect(wordsIn(after)).toContain('Date approved.');
    expect(wordsIn(after)).toContain('What you wrote, which was not sent. Copy it before you go on.');
    expect(filledIn(cardOf(after).card)).toMatchObject({ x_kept: 'Not before spring' });
  });

  it('stays beside a question that is sent', async () => {
    const here = await waiting();
    const card = await approvals(here);
    const box = boxOf(card, 'refuse', 0);
    const typed = { [boxOf(card, 'ask', 0)]: 'Why not sooner?', [box]: 'The inspection does not move' };
    const after = filledIn(cardOf(await pressed(here, card, 'Send question', 'A1', typed)).card);
    expect(after).toMatchObject({ [box]: 'The inspection does not move', [boxOf(card, 'ask', 0)]: '' });
    expect(after).not.toHaveProperty('x_kept');
  });
});
