/** Words that may say who a child is, from the form to the tables: nothing saved unseen, nothing lost, one click. */
import { afterEach, describe, expect, it } from 'vitest';
import { readAttention } from '../../bot/flows/attention-list.js';
import { heldFor } from '../../bot/domain/held-asks.js';
import { answerChallenge, askChallenge } from '../../bot/flows/challenge.js';
import { propose } from '../../bot/flows/propose.js';
import type { Card } from '../../cards/index.js';
import { loadPlan, PLAN, setHeads } from '../support/world.js';
import {
  buttonsOf,
  cardOf,
  filledIn,
  linkHere,
  openForm,
  plain,
  save,
  saveAs,
  startTalk,
  wordsIn,
  type Talk,
} from './talk.js';

const HARMLESS = 'Audit done for the whole team';
const HELD = 'Delay: child J.S., mother (Karen) has not answered';
const FLAGGED = 'Two families wait for the panel';
const SAVE = 'Save as it stands now';

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

/** Ann leads A1 to A3, and Hal is head of service of their area. */
async function town(): Promise<{
  readonly talk: Talk;
  readonly ids: Readonly<Record<string, string>>;
  readonly card: Card;
}> {
  const talk = (open = await startTalk());
  await loadPlan(talk.ports, [
    { ref: 'A1', due: '2026-11-18', leads: ['Ann'] },
    { ref: 'A2', due: '2026-11-18', leads: ['Ann'] },
    { ref: 'A3', due: '2027-06-30', leads: ['Ann'] },
    { ref: 'B1', due: '2027-06-30', leads: ['Hal'], area: 'B' },
  ]);
  const ids = await linkHere(talk, ['Ann', 'Hal']);
  await setHeads(talk.ports, 'A', [ids.Hal!]);
  const { Ann: card } = await talk.ask();
  return { talk, ids, card: card! };
}

const milestoneOf = async ({ ports }: Talk, ref = 'A1') => (await ports.plans.milestone(PLAN, ref))!.milestone;
const revOf = async ({ ports }: Talk, ref = 'A1') => (await ports.plans.milestone(PLAN, ref))!.rev;
const titles = (card: Card): readonly string[] => buttonsOf(card).map(({ title }) => plain(String(title)));

async function warned(note: string, more: Readonly<Record<string, string>> = {}) {
  const { talk, card, ids } = await town();
  const form = await openForm(talk, 'Ann', card, 'A1', '● Green');
  return { talk, ids, form, told: cardOf(await save(talk, 'Ann', form, { note, ...more })) };
}

describe('words that are harmless', () => {
  it('are saved at once', async () => {
    const { talk, told } = await warned(HARMLESS);
    expect(told.words).toContain('Saved as');
    expect((await milestoneOf(talk)).update?.note).toBe(HARMLESS);
  });
});

describe('words that may say who a child is', () => {
  it('are shown to the writer, with why, and nothing is saved', async () => {
    const { talk, told } = await warned(HELD, { nextStep: 'Write to schools' });
    expect(told.words).toContain('Could this say who a child is?');
    expect(told.words).toContain('“child J.S.” looks like the name of a child or a relative.');
    expect(told.words).toContain('“mother (Karen)” looks like');
    expect(told.words).toContain('Nothing is saved yet.');
    expect(told.words).toContain('shown to others once Hal, head of service, has looked at it');
    expect(titles(told.card)).toEqual([SAVE, 'Back']);
    expect(filledIn(told.card)).toMatchObject({ note: HELD, nextStep: 'Write to schools' });
    expect(await milestoneOf(talk)).toMatchObject({ update: null });
  });

  it('are saved as they stand by one click, with everything else typed, and kept from others', async () => {
    const { talk, told } = await warned(HELD, { nextStep: 'Write to schools', nextStepBy: '2026-12-01' });
    const saved = cardOf(await talk.press('Ann', told.card, SAVE));
    expect(saved.words).toContain('Saved as');
    expect(saved.words).toContain('It is kept, and shown to others once Hal, head of service, has looked at it.');
    const { update } = await milestoneOf(talk);
    expect(update).toMatchObject({ note: HELD, nextStep: 'Write to schools', nextStepBy: '2026-12-01' });
  });

  it('are saved once however often that click arrives', async () => {
    const { talk, told } = await warned(HELD);
    const before = await revOf(talk);
    for (const time of [1, 2, 3]) {
      const saved = wordsIn(await talk.press('Ann', told.card, SAVE));
      expect(saved, String(time)).toContain('Saved as');
    }
    expect(await revOf(talk)).toBe(before + 1);
  });

  it('are saved reworded by the same click, without more to say', async () => {
    const { talk, told } = await warned(HELD);
    const saved = wordsIn(await talk.press('Ann', told.card, SAVE, { typed: { note: HARMLESS } }));
    expect(saved).toContain('Saved as');
    expect(saved).not.toContain('It is kept');
    expect((await milestoneOf(talk)).update?.note).toBe(HARMLESS);
  });

  it('are asked about again where the new words have as much in them', async () => {
    const { talk, told } = await warned(HELD);
    const again = cardOf(await talk.press('Ann', told.card, SAVE, { typed: { note: 'sibling Tom waits' } }));
    expect(again.words).toContain('“sibling Tom” looks like');
    expect((await milestoneOf(talk)).update).toBeNull();
    expect(wordsIn(await talk.press('Ann', again.card, SAVE))).toContain('Saved as');
    expect((await milestoneOf(talk)).update?.note).toBe('sibling Tom waits');
  });

  it('come back on the form with Back, with everything typed', async () => {
    const { talk, told } = await warned(HELD, { nextStep: 'Write to schools' });
    const form = cardOf(await talk.press('Ann', told.card, 'Back'));
    expect(filledIn(form.card)).toMatchObject({ note: HELD, nextStep: 'Write to schools' });
    expect(saveAs(form.card)).toContain('Save as');
  });

  it('are not asked about again once somebody has found them harmless', async () => {
    const { talk, card } = await town();
    const { ports } = talk;
    const stored = (await ports.plans.milestone(PLAN, 'A1'))!;
    const milestone = {
      ...stored.milestone,
      cleared: [{ text: HELD, by: { kind: 'operator' as const }, on: stored.milestone.importedOn }],
    };
    const at = ports.clock.now();
    const change = { image: { kind: 'milestone' as const, milestone }, previous: stored, at, recordedAt: at };
    await ports.plans.commit(PLAN, [
      { ...change, by: { kind: 'operator' }, why: 'held words cleared', inputHash: 'x' },
    ]);
    const form = await openForm(talk, 'Ann', card, 'A1', '● Green');
    expect(wordsIn(await save(talk, 'Ann', form, { note: HELD }))).toContain('Saved as');
  });

  it('are only flagged where a number is small', async () => {
    const { talk, told } = await warned(FLAGGED);
    expect(told.words).toContain('Could this number point to a child?');
    const saved = wordsIn(await talk.press('Ann', told.card, SAVE));
    expect(saved).toContain('Saved as');
    expect(saved).not.toContain('It is kept');
    expect((await milestoneOf(talk)).update?.note).toBe(FLAGGED);
  });
});

describe('every other form', () => {
  it('asks about the reason to leave it for now, and saves it', async () => {
    const { talk } = await town();
    const [choose] = await talk.say('Ann', 'update A3');
    const more = cardOf(await talk.press('Ann', cardOf(choose).card, 'Something else')).card;
    const form = cardOf(await talk.press('Ann', more, 'Leave it for now')).card;
    const typed = { x_until: '2026-12-04', x_reason: HELD };
    const told = cardOf(await talk.press('Ann', form, 'Leave it until then', { typed }));
    expect(told.words).toContain('Could this say who a child is?');
    expect((await milestoneOf(talk, 'A3')).deferral).toBeNull();
    const back = cardOf(await talk.press('Ann', told.card, 'Back'));
    expect(filledIn(back.card)).toMatchObject(typed);
    expect(wordsIn(await talk.press('Ann', told.card, SAVE))).toContain('It is kept, and shown to others once Hal');
    expect((await milestoneOf(talk, 'A3')).deferral).toMatchObject({ until: '2026-12-04', reason: HELD });
  });

  it('asks about a refusal in the box of its own row, and leaves the boxes of others as they are', async () => {
    const { talk, ids } = await town();
    const by = { kind: 'officer', id: ids.Ann! } as const;
    for (const ref of ['A1', 'A2']) {
      const proposed = { state: 'withdrawn', replacedBy: [] } as const;
      await propose(talk.ports, { plan: PLAN, ref, rev: null, by, proposed, reason: 'No longer needed' });
    }
    const [approvals] = await talk.say('Hal', 'approvals');
    const { card } = cardOf(approvals);
    const boxes = Object.keys(filledIn(card)).filter((name) => name.startsWith('x_refuse_'));
    expect(boxes).toHaveLength(2);
    const typed = { [boxes[0]!]: 'It is open for child AB', [boxes[1]!]: 'sibling Tom' };
    const told = cardOf(await talk.press('Hal', card, 'Send refusal', { typed }));
    expect(told.words).toContain('“child AB”');
    expect(told.words).not.toContain('“sibling Tom”');
    expect(filledIn(told.card)).toMatchObject(typed);
    await talk.press('Hal', told.card, SAVE);
    const decided = [(await milestoneOf(talk, 'A1')).decided, (await milestoneOf(talk, 'A2')).decided];
    expect(decided.map((one) => one?.reason)).toContain('It is open for child AB');
    expect(decided).toContain(null);
  });
});

describe('what is held', () => {
  async function held() {
    const { talk, told, ids } = await warned(HELD);
    await talk.press('Ann', told.card, SAVE);
    const { Hal: card } = await talk.ask();
    return { talk, ids, card: card! };
  }

  it('is put to the head of service under what waits for them, and cleared by one press', async () => {
    const { talk, card } = await held();
    expect(cardOf({ card, words: plain(JSON.stringify(card)) }).words).toContain('Words for you to look at: 1');
    expect(JSON.stringify(card)).not.toContain('Karen');
    const look = cardOf(await talk.press('Hal', card, 'Look', { about: 'A1' }));
    expect(look.words).toContain(`“${HELD}”`);
    expect(look.words).toContain('What has happened, by Ann');
    const done = cardOf(await talk.press('Hal', look.card, 'It does not: show it'));
    expect(done.words).toContain('It is shown to others from now on.');
    expect((await milestoneOf(talk)).cleared).toMatchObject([{ text: HELD, by: { kind: 'officer' } }]);
    const before = await revOf(talk);
    expect(wordsIn(await talk.press('Hal', look.card, 'It does not: show it'))).toContain('It is shown to others');
    expect(await revOf(talk)).toBe(before);
    expect(await talk.ports.attention.list()).toEqual([]);
  });

  it('stands on the list of the admins until somebody has looked, or it was said in other words', async () => {
    const { talk } = await held();
    const [row] = await talk.ports.attention.list();
    expect(row?.value).toMatchObject({ subject: { kind: 'held', plan: PLAN, ref: 'A1' }, because: 'held' });
    const waiting = async () => (await readAttention(talk.ports)).waiting.map(({ because }) => because);
    expect(await waiting()).toEqual(['held']);
    const [choose] = await talk.say('Ann', 'update A1');
    const form = cardOf(await talk.press('Ann', cardOf(choose).card, '● Green')).card;
    await save(talk, 'Ann', form, { note: HARMLESS });
    expect(await waiting()).toEqual([]);
  });

  it('stays held where it does identify a child: who wrote it is asked for other words', async () => {
    const { talk, card } = await held();
    const look = cardOf(await talk.press('Hal', card, 'Look', { about: 'A1' }));
    const kept = wordsIn(await talk.press('Hal', look.card, 'It does identify a child'));
    expect(kept).toContain('It stays held. Who wrote it is asked to say it in other words.');
    expect((await milestoneOf(talk)).cleared).toEqual([]);
    const { Ann: theirs } = await talk.ask();
    expect(plain(JSON.stringify(theirs))).toContain('Hal asks you to say this in other words');
    const form = await openForm(talk, 'Ann', theirs!, 'A1', '● Green');
    await save(talk, 'Ann', form, { note: HARMLESS });
    expect(await milestoneOf(talk)).toMatchObject({ update: { note: HARMLESS }, queries: [] });
  });

  it('is put to its reader again where more is held later, though other words were asked for something else', async () => {
    const { talk, ids, card } = await held();
    const look = cardOf(await talk.press('Hal', card, 'Look', { about: 'A1' }));
    await talk.press('Hal', look.card, 'It does identify a child');
    talk.world.clock.set('2026-11-19T10:00:00Z');
    const about = { plan: PLAN, ref: 'A1', rev: null } as const;
    const by = (who: string) => ({ kind: 'officer', id: ids[who]! }) as const;
    await askChallenge(talk.ports, { ...about, by: by('Hal'), text: 'Why is it late?', from: { kind: 'chat' } });
    await answerChallenge(talk.ports, { ...about, by: by('Ann'), challenge: null, text: 'sibling Tom waits' });
    const milestone = await milestoneOf(talk);
    expect(heldFor('held', milestone).map(({ text }) => text)).toEqual(['sibling Tom waits']);
    expect(heldFor('reword', milestone).map(({ text }) => text)).toEqual([HELD]);
    const cards = await talk.ask();
    expect(plain(JSON.stringify(cards.Hal))).toContain('Words for you to look at: 1');
    expect(plain(JSON.stringify(cards.Ann))).toContain('Hal asks you to say this in other words');
  });

  it('is not for a lead to look at, nor for who wrote it to clear', async () => {
    const { talk, card } = await held();
    const look = cardOf(await talk.press('Hal', card, 'Look', { about: 'A1' }));
    const other = wordsIn(await talk.press('Ann', look.card, 'It does not: show it'));
    expect(other).toContain('This card was made for somebody else');
    const [choose] = await talk.say('Hal', 'update A2');
    const form = cardOf(await talk.press('Hal', cardOf(choose).card, '● Green')).card;
    const doubt = cardOf(await save(talk, 'Hal', form, { note: 'child AB waits' }));
    expect(doubt.words).not.toContain('once Hal');
    const saved = wordsIn(await talk.press('Hal', doubt.card, SAVE));
    expect(saved).toContain('once an administrator has looked at it');
  });
});
