/** What the guard holds, on cards of who neither wrote it nor looks at it; and refusals, which tell nothing (RULES 6). */
import { afterEach, expect, it } from 'vitest';
import { answerChallenge, askChallenge, releaseAnswer } from '../../bot/flows/challenge.js';
import { HELD_WORDS } from '../../bot/domain/told-words.js';
import { loadPlan, PLAN, setHeads } from '../support/world.js';
import { linkHere, startTalk, wordsIn, type Talk } from './talk.js';

const HELD = 'The mother of JB, born 03/04/2012, refused.';

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

/** Ann leads A1, Hal is its head of service, Lea a leader; Nob leads A2. */
async function town() {
  const talk = (open = await startTalk());
  await loadPlan(talk.ports, [
    { ref: 'A1', due: '2026-11-10', leads: ['Ann'] },
    { ref: 'A2', due: '2026-12-10', leads: ['Nob'] },
    { ref: 'C1', due: '2027-03-02', leads: ['Hal', 'Lea'], area: 'C' },
  ]);
  const ids = await linkHere(talk, ['Ann', 'Hal', 'Lea', 'Nob']);
  await setHeads(talk.ports, 'A', [ids.Hal!]);
  const lea = (await talk.ports.people.officer(ids.Lea!))!;
  await talk.ports.people.put({ ...lea.value, roles: ['leader'] }, lea.etag);
  const by = (who: string) => ({ plan: PLAN, ref: 'A1', rev: null, by: { kind: 'officer', id: ids[who]! } }) as const;
  return { talk, by };
}

it('a leader’s card masks an answer that is held, as everything else does', async () => {
  const { talk, by } = await town();
  await askChallenge(talk.ports, { ...by('Lea'), text: 'Why is it late?', from: { kind: 'chat' } });
  await answerChallenge(talk.ports, { ...by('Ann'), challenge: null, text: HELD });
  await releaseAnswer(talk.ports, { ...by('Hal'), challenge: null });
  const cards = await talk.ask();
  const card = JSON.stringify(cards.Lea);
  expect(card).toContain('Why is it late?');
  expect(card).toContain(HELD_WORDS);
  expect(card).not.toContain('JB');
  expect(JSON.stringify(cards.Hal)).toContain('JB');
});

it('who may not see a milestone reads its ref in a refusal, and none of its words', async () => {
  const { talk } = await town();
  const { text } = (await talk.ports.plans.milestone(PLAN, 'A1'))!.milestone;
  for (const line of ['history A1', 'show A1', 'ask A1: why?']) {
    const told = wordsIn((await talk.say('Nob', line)).at(-1));
    expect(told, line).not.toContain(text);
  }
  expect(wordsIn((await talk.say('Nob', 'history A1')).at(-1))).toContain('A1');
  expect(wordsIn((await talk.say('Nob', 'history A11')).at(-1))).not.toContain(text);
});
