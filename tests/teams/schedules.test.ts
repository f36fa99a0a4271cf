/** Schedules and the calendar by card, through the whole bot. */
import { afterEach, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { changeBoard } from '../../bot/flows/board-calendar.js';
import { byCron } from '../support/by-cron.js';
import { addSchedule } from '../support/scheduled.js';
import { loadPlan, PLAN } from '../support/world.js';
import { cardOf, filledIn, linkHere, startTalk, wordsIn, type Talk } from './talk.js';

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

/** Ada is an admin, Ann leads A1. */
async function admins(): Promise<Talk> {
  const talk = (open = await startTalk());
  const { ports } = talk;
  await loadPlan(ports, [
    { ref: 'A1', due: '2026-11-18', leads: ['Ann'] },
    { ref: 'A2', due: '2028-11-18', leads: ['Ada'] },
  ]);
  const ids = await linkHere(talk, ['Ann', 'Ada']);
  const ada = await ports.people.officer(ids.Ada ?? '');
  if (ada === null) throw new Error('Ada is not there');
  await ports.people.put({ ...ada.value, roles: ['admin'] }, ada.etag);
  return talk;
}

const audited = async (talk: Talk): Promise<readonly string[]> =>
  (await talk.ports.audit.month(talk.ports.clock.now().slice(0, 7))).map(
    ({ act, subject, outcome }) => `${act} ${subject} ${outcome}`,
  );

it('are made with what they would do shown first, then paused, changed, run and removed, with who did what', async () => {
  const talk = await admins();
  const none = cardOf((await talk.say('Ada', 'schedules'))[0]);
  expect(none.words).toContain('Nothing is scheduled');
  const form = cardOf(await talk.press('Ada', none.card, 'New schedule'));
  const wrong = cardOf(
    await talk.press('Ada', form.card, 'Show what it would do', {
      typed: { x_id: 'mornings', x_when: 'weekdays at 08:31' },
    }),
  );
  expect(wrong.words).toContain('no multiple of five minutes');
  expect(filledIn(wrong.card)).toMatchObject({ x_id: 'mornings', x_when: 'weekdays at 08:31', x_kind: 'sweep' });
  const tried = cardOf(
    await talk.press('Ada', wrong.card, 'Show what it would do', { typed: { x_when: 'weekdays at 08:30' } }),
  );
  expect(tried.words).toContain('This is what it would do');
  expect(tried.words).toContain('Reminders of every plan: Every working day at 08:30.'.replace('Every w', 'every w'));
  expect(tried.words).toContain('First: 8:30am on ');
  expect(tried.words).toContain('If it ran now, it would ask one person.');
  expect(await talk.ports.schedules.list()).toEqual([]);
  // What was typed since was not shown: it is shown before it is saved.
  const other = cardOf(
    await talk.press('Ada', tried.card, 'Save schedule', { typed: { x_when: 'weekdays at 05:00' } }),
  );
  expect(other.words).toContain('outside decent hours: cards wait');
  expect(await talk.ports.schedules.list()).toEqual([]);
  const saved = cardOf(await talk.press('Ada', other.card, 'Save schedule'));
  expect(saved.words).toContain('It is saved.');
  expect(saved.words).toContain('added reminders of every plan, weekdays at 05:00, by Ada');
  expect(wordsIn(await talk.press('Ada', other.card, 'Save schedule'))).toContain('It is saved.');
  expect((await talk.ports.schedules.list()).map(({ value }) => value.when)).toEqual([{ kind: 'weekdays', at: 300 }]);

  const soon = cardOf(await talk.press('Ada', saved.card, 'Pause', { typed: { x_until: 'yesterday' } }));
  expect(soon.words).toContain('needs another look');
  const paused = cardOf(await talk.press('Ada', soon.card, 'Pause', { typed: { x_until: '4 January 2027' } }));
  expect(paused.words).toContain('paused until Monday 4 January 2027');
  const again = cardOf(await talk.press('Ada', paused.card, 'Resume'));
  const edit = cardOf(await talk.press('Ada', again.card, 'Change'));
  expect(filledIn(edit.card)).toMatchObject({ x_when: 'weekdays at 05:00', x_kind: 'sweep' });
  const shown = cardOf(
    await talk.press('Ada', edit.card, 'Show what it would do', {
      typed: { x_plans: PLAN, x_when: 'first working day 09:00' },
    }),
  );
  const changed = cardOf(await talk.press('Ada', shown.card, 'Save schedule'));
  expect(changed.words).toContain(
    `from reminders of every plan, weekdays at 05:00 to reminders of ${PLAN}, first working day of the month at 09:00`,
  );

  const ask = cardOf(await talk.press('Ada', changed.card, 'Run now'));
  expect(ask.words).toContain('It would ask one person.');
  const ran = cardOf(await talk.press('Ada', ask.card, 'Run it now'));
  expect(ran.words).toContain('One person is asked.');
  const sure = cardOf(await talk.press('Ada', ran.card, 'Remove'));
  expect(sure.words).toContain('Remove it?');
  expect(wordsIn(await talk.press('Ada', sure.card, 'Remove it'))).toContain('“mornings” is removed.');
  expect(wordsIn(await talk.press('Ada', sure.card, 'Back'))).toContain('is not there any more');
  expect(await audited(talk)).toEqual(
    expect.arrayContaining([
      'schedule added mornings done',
      'schedule paused mornings done',
      'schedule removed mornings done',
    ]),
  );
});

it('are for admins only, also on a card that an admin had', async () => {
  const talk = await admins();
  await addSchedule(talk.ports, { id: 'asks', when: byCron('0 9 * * *') });
  const card = cardOf((await talk.say('Ada', 'schedules'))[0]).card;
  expect(wordsIn((await talk.say('Ann', 'schedules'))[0])).toContain('Only an admin can do this');
  expect(wordsIn(await talk.press('Ann', card, 'Open'))).not.toContain('Remove');
  expect((await talk.ports.schedules.list()).length).toBe(1);
});

it('follow the papers of a board that is entered by card, and its meetings are moved and taken out there', async () => {
  const talk = await admins();
  const { ports } = talk;
  const empty = cardOf((await talk.say('Ada', 'calendar'))[0]);
  expect(empty.words).toContain('No board is in the calendar yet.');
  const form = cardOf(await talk.press('Ada', empty.card, 'New board'));
  const typed = { x_name: 'Performance Board', x_publishes: 'soon', x_add: '9 March 2027; 8 June 2027' };
  const wrong = cardOf(await talk.press('Ada', form.card, 'Save board', { typed }));
  expect(wrong.words).toContain('Papers are published 0 to 60 working days before a meeting.');
  expect(filledIn(wrong.card)).toMatchObject(typed);
  const saved = cardOf(await talk.press('Ada', wrong.card, 'Save board', { typed: { x_publishes: '5' } }));
  expect(saved.words).toContain('Tuesday 9 March 2027; papers on Tuesday 2 March 2027');
  const board = cardOf(await talk.press('Ada', saved.card, 'Open'));
  const nothing = cardOf(await talk.press('Ada', board.card, 'Move it'));
  expect(nothing.words).toContain('Choose one of the meetings.');
  const moved = cardOf(
    await talk.press('Ada', nothing.card, 'Move it', { typed: { x_from: '2027-03-09', x_to: '16 March 2027' } }),
  );
  expect(moved.words).toContain(
    'The meeting of the Performance Board on Tuesday 9 March 2027 is on Tuesday 16 March 2027 now.',
  );
  const dropped = cardOf(await talk.press('Ada', moved.card, 'Take it out', { typed: { x_from: '2027-06-08' } }));
  expect(dropped.words).toContain('does not take place');

  const schedules = cardOf((await talk.say('Ada', 'schedules'))[0]);
  const make = cardOf(await talk.press('Ada', schedules.card, 'New schedule'));
  const when = '20, 15 and 10 working days before papers of performance board at 09:00';
  const tried = cardOf(
    await talk.press('Ada', make.card, 'Show what it would do', {
      typed: { x_id: 'board', x_kind: 'window', x_when: when },
    }),
  );
  expect(tried.words).toContain('Reporting windows of every plan');
  expect(tried.words).toContain('First: 9am on Tuesday 9 February 2027.');
  const made = cardOf(await talk.press('Ada', tried.card, 'Save schedule'));
  const ask = cardOf(await talk.press('Ada', made.card, 'Run now'));
  expect(wordsIn(await talk.press('Ada', ask.card, 'Run it now'))).toContain('Windows: 1 added, 0 changed, 0 removed.');
  expect(await ports.diary.windows()).toMatchObject([
    { id: 'board-20270309', freezes: '2027-02-23', posts: '2027-03-09' },
  ]);
  const by = { kind: 'operator' } as const;
  await changeBoard(ports, {
    name: 'Performance Board',
    act: { kind: 'move', from: civilDate('2027-03-16'), to: civilDate('2027-03-23') },
    by,
  });
  expect(wordsIn(await talk.press('Ada', ask.card, 'Run it now'))).toContain('Windows: 0 added, 1 changed, 0 removed.');
});

it('know the closure days that are entered and taken back by card', async () => {
  const talk = await admins();
  const calendar = cardOf((await talk.say('Ada', 'calendar'))[0]);
  const form = cardOf(await talk.press('Ada', calendar.card, 'Closure days'));
  const wrong = cardOf(
    await talk.press('Ada', form.card, 'Close on these days', {
      typed: { x_first: '30 December 2026', x_last: '29 December 2026' },
    }),
  );
  expect(wrong.words).toContain('is before');
  const closed = cardOf(
    await talk.press('Ada', wrong.card, 'Close on these days', {
      typed: { x_first: '29 December 2026', x_last: '31 December 2026' },
    }),
  );
  expect(closed.words).toContain(
    'Closed on Tuesday 29 December 2026, Wednesday 30 December 2026 and Thursday 31 December 2026.',
  );
  const reopened = cardOf(
    await talk.press('Ada', closed.card, 'Open again', { typed: { x_first: '30 December 2026' } }),
  );
  expect(reopened.words).toContain('Open again on Wednesday 30 December 2026.');
  expect((await talk.ports.diary.present()).closures?.days ?? []).toEqual(['2026-12-29', '2026-12-31']);
});
