/** Lines as busy people type them, and what each is answered with. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPlan, setHeads, type RowWish } from '../support/world.js';
import { buttonsOf, cardOf, linkHere, startTalk, VISITOR, wordsIn, type Talk, type Where } from './talk.js';

/** On Wednesday 18 November 2026. */
const ROWS: readonly RowWish[] = [
  { ref: 'FD 2.1', due: '2026-11-10', leads: ['Ann', 'Ben'] },
  { ref: 'FD 2.2', due: '2026-11-20', leads: ['Ann'] },
  { ref: 'EH 1.3', due: '2026-11-18', leads: ['Hal'], area: 'B' },
];

let talk: Talk;
beforeAll(async () => {
  talk = await startTalk(['Ada']);
  await loadPlan(talk.ports, ROWS);
  const ids = await linkHere(talk, ['Ann', 'Ben', 'Hal']);
  await setHeads(talk.ports, 'A', [ids.Hal!]);
});
afterAll(() => talk.close());

const said = async (who: string, text: string, where: Where = 'personal'): Promise<string> => {
  talk.world.clock.advance(20_000);
  return wordsIn((await talk.say(who, text, where)).at(-1));
};

describe('a line as it is typed', () => {
  it.each([
    ['hi can you show my actions please', 'Your 2 open milestones'],
    ['MY MILESTONES', 'Your 2 open milestones'],
    ['what have I got to do?', 'Your 2 open milestones'],
    ['milestones', 'Your 2 open milestones'],
    ['whats overdue?', 'Your 1 overdue milestone'],
    ['overdue actions pls', 'Your 1 overdue milestone'],
    ['my milestnoes', 'Did you mean “my milestones”?'],
    ['update ‘fd2.1’ pls', 'How is it going? FD 2.1'],
    ['😀 update FD  2 . 1 😀', 'How is it going? FD 2.1'],
    ['Morning! Could you update the action FD 2.1, thanks', 'How is it going? FD 2.1'],
    ['update 2.1', 'There is no 2.1 in a plan of yours Did you mean this one? FD 2.1'],
    ['update GD 2.1', 'Did you mean this one? FD 2.1'],
    ['update F 2.1', 'Did you mean this one? FD 2.1'],
    ['FD 2.1 is done', 'Nothing is saved yet. To say how it is going, press Update. FD 2.1'],
    ['on track', 'Nothing is saved by this. To say how something is going, press Show my list.'],
    ['👍', 'You are welcome Nothing is saved by this.'],
    ['Thank you so much!!', 'You are welcome'],
    ['what happened to FD 2.1?', 'History of FD 2.1'],
    ['away for two weeks', '“for two weeks” is not one day.'],
    ['away until w/c 7 December', '“w/c 7 December” is a week, not one day.'],
    ['away until Christmas Eve', '“Christmas Eve” is read here only as a date.'],
    ['on holiday next week', 'A week is not one day.'],
    ['off sick', 'When you are away'],
    ['Ben is away til Friday', 'This is not yours to say'],
    ['give FD 2.2 to Ben', 'Hand it over FD 2.2'],
    ['hand-over FD 2.1 to Ben', 'Hand it over FD 2.1'],
    ['who is my deputy?', 'Your deputy'],
    ['anything to approve?', 'Nothing waits for your decision'],
    ['update for Ben', 'Say its ref too: “update REF for Ben”.'],
    ['good morning', 'What you can ask Waymark'],
    ['asdfgh', 'That was not understood'],
  ])('%j', async (text, words) => {
    expect(await said('Ann', text)).toContain(words);
  });

  it.each([
    'away til Friday',
    'away until Fri. 20 Nov.',
    "I'll be away 'til Friday",
    'I am on leave until 20.11.2026',
    'away from today until Friday',
  ])('%j says until when they are away, and “I’m back now” ends it', async (text) => {
    expect(await said('Ann', text)).toContain('You are away until Friday 20 November 2026');
    expect(await said('Ann', 'I’m back now')).toContain('You are back');
  });

  it.each(['away from 1 December until 7 December', 'away 1-7 December', 'I’m off from 1 December to 7 December'])(
    '%j: an absence begins when it is saved, which is said, and nothing is saved yet',
    async (text) => {
      const form = (await talk.say('Ann', text)).at(-1);
      expect(wordsIn(form)).toContain(
        'An absence begins when it is saved. To begin today, press Save. To begin later, say “away until 7 December 2026” on Tuesday 1 December 2026.',
      );
      expect((await talk.ports.people.byName('Ann'))!.value.awayUntil).toBeNull();
      const saved = await talk.press('Ann', cardOf(form).card, 'Save');
      expect(wordsIn(saved)).toContain('You are away until Monday 7 December 2026');
      await said('Ann', 'back');
    },
  );

  it('of one’s own that is named has a button, which opens it', async () => {
    const answer = cardOf((await talk.say('Ann', 'FD 2.1 is delayed')).at(-1)).card;
    expect(wordsIn(await talk.press('Ann', answer, 'Update'))).toContain('How is it going? FD 2.1');
    const moved = cardOf((await talk.say('Ann', 'who moved FD 2.1 before')).at(-1)).card;
    expect(wordsIn(await talk.press('Ann', moved, 'History'))).toContain('History of FD 2.1');
  });

  it.each([
    ['Hal', 'away Ms Ann til Friday', 'personal', 'Ann is away until Friday 20 November 2026'],
    ['Hal', 'Ann is back', 'personal', 'Ann is back'],
    ['Hal', 'away Ann', 'personal', 'When Ann is away'],
    ['Ann', 'what is overdue', 'channel', 'Ask me in our own chat'],
    ['Ann', 'FD 2.1 is done', 'channel', 'That was not understood Press Help'],
    ['Ann', 'thanks', 'channel', 'You are welcome Press Help'],
    ['Ada', 'sumary here please', 'channel', 'Did you mean “summary here”?'],
    [VISITOR, 'thanks', 'channel', 'You are welcome Press Help'],
  ] as const)('%s says %j in %s', async (who, text, where, words) => {
    expect(await said(who, text, where)).toContain(words);
  });

  it('help is a button on what is not understood', async () => {
    const answer = cardOf((await talk.say('Ann', 'asdfgh')).at(-1)).card;
    expect(buttonsOf(answer).map(({ title }) => title)).toContain('Help');
  });
});
