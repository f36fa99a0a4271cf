/** Rounds of reminders in Teams: foreseen, asked now, looked at afterwards; and who may not. */
import { afterEach, describe, expect, it } from 'vitest';
import { instant } from '../../../bot/domain/dates.js';
import { addSchedule } from '../../support/scheduled.js';
import { loadPlan, PLAN } from '../../support/world.js';
import { cardOf, linkHere, startTalk, wordsIn, type Talk } from '../talk.js';

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

/** Wednesday 18 November 2026; Ada is an admin. */
async function loaded(people = ['Ann', 'Ben']): Promise<Talk> {
  const talk = (open = await startTalk(['Ada']));
  await loadPlan(talk.ports, [
    ...people.map((lead, n) => ({ ref: `A${String(n + 1)}`, due: '2026-11-18', leads: [lead] })),
    { ref: 'C1', due: '2026-11-18', leads: ['Cy Frost'] },
    { ref: 'C2', due: '2027-03-31', leads: ['Cy Frost'] },
  ]);
  await linkHere(talk, [...people]);
  // The first word is answered with a greeting.
  await talk.say('Ada', 'hello');
  return talk;
}

describe('who would be asked', () => {
  it('is told with counts, each person, and what keeps cards from leaving', async () => {
    const talk = await loaded();
    const preview = cardOf((await talk.say('Ada', 'preview'))[0]);
    expect(preview.words).toContain('Who would be asked on Wednesday 18 November 2026');
    expect(preview.words).toContain('2 people about 3, 1 more once they are linked, 0 passed over.');
    expect(preview.words).toContain('Ann: due A1');
    expect(preview.words).toContain('There is no schedule for reminders: nobody is asked by itself.');
    const person = wordsIn(await talk.press('Ada', preview.card, 'Show', { about: 'Ann' }));
    expect(person).toContain('Ann, Wednesday 18 November 2026');
    expect(person).toContain('A1: ');
  });

  it('is told of another day, in words, and of one plan', async () => {
    const talk = await loaded();
    const far = cardOf((await talk.say('Ada', `who would be asked on 31 March 2027 of ${PLAN}`))[0]).words;
    expect(far).toContain('Who would be asked on Wednesday 31 March 2027');
    expect(cardOf((await talk.say('Ada', 'preview someday'))[0]).words).toContain('Which day?');
    expect(cardOf((await talk.say('Ada', 'preview tomorrow'))[0]).words).toContain('Thursday 19 November 2026');
  });

  it('tells of no time of day that had passed before its schedule was made', async () => {
    const talk = await loaded();
    const words = async (said: string): Promise<string> => cardOf((await talk.say('Ada', said))[0]).words;
    await addSchedule(talk.ports, { id: 'mornings', when: { kind: 'weekdays', at: 8 * 60 + 30 } });
    expect(await words('preview')).toContain('No schedule for reminders runs on Wednesday 18 November 2026 any more.');
    expect(await words('preview tomorrow')).toContain('“mornings” runs at 8:30am.');
    const createdAt = instant('2026-11-17T12:00:00Z');
    await addSchedule(talk.ports, { id: 'before', when: { kind: 'weekdays', at: 9 * 60 }, createdAt });
    expect(await words('preview')).toContain('“before” ran at 9am.');
  });

  it('is asked by one button, and what became of it is kept', async () => {
    const talk = await loaded();
    const preview = cardOf((await talk.say('Ada', 'preview'))[0]);
    const done = cardOf(await talk.press('Ada', preview.card, 'Ask them now'));
    expect(done.words).toContain('2 people are asked now');
    expect(done.words).toContain('Ann, due A1: Not sent yet.');
    const again = wordsIn(await talk.press('Ada', preview.card, 'Ask them now'));
    expect(again).toContain('Nobody was asked');
    const passed = cardOf((await talk.say('Ada', 'preview'))[0]);
    expect(passed.words).toContain('2 asked already');
    expect(wordsIn(await talk.press('Ada', passed.card, 'Who is passed over'))).toContain(
      'Ann, A1: Asked before, and the next reminder is not due yet.',
    );
    const rounds = cardOf((await talk.say('Ada', 'sweeps'))[0]);
    expect(rounds.words).toContain('10am on Wednesday 18 November 2026, run by hand, by Ada');
    expect(wordsIn(await talk.press('Ada', rounds.card, 'Show'))).toContain('Reminders of Wednesday 18 November 2026');
    expect(cardOf((await talk.say('Ada', 'sweeps 00000000'))[0]).words).toContain('not kept any more');
  });

  it('asks once more before more than 200 people are asked', async () => {
    const people = Array.from({ length: 201 }, (_, n) => `P${String(n)}`);
    const talk = await loaded(people);
    const preview = cardOf((await talk.say('Ada', 'preview'))[0]);
    expect(preview.words).toContain('Page 1 of 26.');
    const confirm = cardOf(await talk.press('Ada', preview.card, 'Ask them now'));
    expect(confirm.words).toContain('Ask 201 people now?');
    expect(await talk.ports.sweeps.list()).toEqual([]);
    expect(wordsIn(await talk.press('Ada', confirm.card, 'Ask 201 people'))).toContain('201 people are asked now');
  }, 60_000);

  it('is for admins, at the moment of the press', async () => {
    const talk = await loaded();
    expect(cardOf((await talk.say('Ann', 'preview'))[0]).words).toContain('Only an admin can do this');
    const boss = (await talk.ports.people.byName('Ann'))!;
    await talk.ports.people.put({ ...boss.value, roles: ['admin'] }, boss.etag);
    const preview = cardOf((await talk.say('Ann', 'preview'))[0]);
    const now = (await talk.ports.people.byName('Ann'))!;
    await talk.ports.people.put({ ...now.value, roles: [] }, now.etag);
    expect(wordsIn(await talk.press('Ann', preview.card, 'Ask them now'))).toContain('Only an admin can do this');
    expect(await talk.ports.sweeps.list()).toEqual([]);
    const refused = (await talk.ports.audit.month('2026-11')).filter(({ outcome }) => outcome === 'refused');
    expect(refused.map(({ act }) => act)).toEqual(['preview', 'sweep']);
  });
});
