import { beforeEach, describe, expect, it } from 'vitest';
import { civilDate, instant } from '../../bot/domain/dates.js';
import type { NoticeView } from '../../bot/domain/views.js';
import { changeOfficer } from '../../bot/flows/change-officer.js';
import { officerAt } from '../../bot/flows/officer-past.js';
import type { Officer } from '../../bot/flows/ports.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { stopSending } from '../../bot/flows/sending.js';
import { todayOf } from '../../bot/flows/today.js';
import { welcomeBack } from '../../bot/flows/welcome-back.js';
import { comeBack, goAway } from '../../bot/flows/whereabouts.js';
import {
  accepting,
  answersInTurn,
  createWorld,
  IN_DOUBT,
  linkAll,
  loadPlan,
  PLAN,
  throttled,
  type World,
} from '../support/world.js';

const NAMES = ['Ann', 'Ben'];
let world: World;
let ids: Record<string, string>;

const notices = (): readonly NoticeView[] =>
  world.posted.flatMap(({ act, message }) => (act === 'post' && message?.kind === 'notice' ? [message.view] : []));
const ann = async (): Promise<Officer> => (await world.ports.people.officer(ids.Ann!))!.value;
const order = async () => ({ by: { kind: 'operator' } as const, officer: await ann(), today: todayOf(world.ports) });
const leave = async (until: string): Promise<void> => {
  const ben = (await world.ports.people.officer(ids.Ben!))!.value;
  expect(await goAway(world.ports, await order(), civilDate(until), ben)).toHaveProperty('officer');
};
const answer = async (ref: string, by: string): Promise<void> => {
  const { rev } = (await world.ports.plans.milestone(PLAN, ref))!;
  const inputs = { note: 'All done as planned' };
  const said = { plan: PLAN, ref, rev, by: { kind: 'officer', id: ids[by]! } as const, rating: 'green', inputs };
  expect((await recordUpdate(world.ports, said)).kind).toBe('saved');
};

/** Ann goes away on Wednesday 18 November until Friday 20th. */
beforeEach(async () => {
  world = createWorld('2026-11-18T10:00:00Z');
  const wishes = ['A1', 'A2', 'A3'].map((ref) => ({ ref, due: '2026-12-16', leads: ['Ann'] }));
  await loadPlan(world.ports, [...wishes, { ref: 'B1', due: '2026-12-16', leads: ['Ben'] }]);
  ids = await linkAll(world.ports, NAMES);
});

describe('an absence that ended by itself', () => {
  it('is told of on the first working day after, at decent hours, once', async () => {
    await leave('2026-11-20');
    await answer('A1', 'Ben');
    await answer('A2', 'Ben');
    for (const moment of [
      '2026-11-20T12:00:00Z',
      '2026-11-21T12:00:00Z',
      '2026-11-22T12:00:00Z',
      '2026-11-23T07:55:00Z',
    ]) {
      world.clock.set(moment);
      await welcomeBack(world.ports);
      expect(notices(), moment).toEqual([]);
    }
    world.clock.set('2026-11-23T08:05:00Z');
    await welcomeBack(world.ports);
    await welcomeBack(world.ports);
    expect(notices()).toEqual([
      {
        title: 'Welcome back: reminders come to you again',
        lines: ['While you were away Ben answered A1, A2.', 'Show my list shows what is yours now.'],
      },
    ]);
    expect((await ann()).awayUntil).toBeNull();
    // What is shown as at an earlier day still knows of it.
    expect(officerAt(await ann(), instant('2026-11-20T12:00:00Z'))).toMatchObject({ awayUntil: '2026-11-20' });
  });

  it('tells what was answered since it began, also where it was made longer', async () => {
    await answer('A3', 'Ann');
    world.clock.advance(60_000);
    await leave('2026-11-20');
    world.clock.set('2026-11-19T10:00:00Z');
    await answer('A1', 'Ben');
    await leave('2026-11-24');
    world.clock.set('2026-11-25T10:00:00Z');
    await welcomeBack(world.ports);
    expect(notices().map(({ lines }) => lines[0])).toEqual(['While you were away Ben answered A1.']);
  });

  it('is not told of by who ended it themselves, nor long after, nor to who cannot be written to', async () => {
    await leave('2026-11-20');
    await comeBack(world.ports, await order());
    world.clock.set('2026-11-23T10:00:00Z');
    await welcomeBack(world.ports);
    await leave('2026-11-24');
    await changeOfficer(world.ports, ids.Ann!, (value) => ({ ...value, unreachable: 'removed the app' }));
    world.clock.set('2026-11-25T10:00:00Z');
    await welcomeBack(world.ports);
    await changeOfficer(world.ports, ids.Ann!, (value) => ({ ...value, unreachable: null }));
    world.clock.set('2026-12-10T10:00:00Z');
    await welcomeBack(world.ports);
    expect(notices()).toEqual([]);
  });

  it('costs the words, and never a second card, when the process dies after the claim', async () => {
    await leave('2026-11-20');
    world.clock.set('2026-11-23T10:00:00Z');
    const dying = world.start({ onSend: () => Promise.reject(new Error('the process is gone')) });
    await welcomeBack(dying.ports);
    expect((await ann()).awayUntil).toBeNull();
    world.clock.advance(60_000);
    await welcomeBack(world.ports);
    expect(notices()).toEqual([]);
  });

  it('is told of once where it may have arrived, and again where it certainly did not', async () => {
    await leave('2026-11-20');
    world.clock.set('2026-11-23T10:00:00Z');
    world.answering = answersInTurn(throttled(30_000));
    await welcomeBack(world.ports);
    expect((await ann()).awayUntil).toBe('2026-11-20');
    world.clock.advance(60_000);
    world.answering = answersInTurn(IN_DOUBT);
    await welcomeBack(world.ports);
    world.answering = accepting();
    await welcomeBack(world.ports);
    expect(notices()).toHaveLength(2);
  });

  it('waits while all sending is stopped', async () => {
    await leave('2026-11-20');
    world.clock.set('2026-11-23T10:00:00Z');
    await stopSending(world.ports, { kind: 'operator' }, null);
    await welcomeBack(world.ports);
    expect(notices()).toEqual([]);
    expect((await ann()).awayUntil).toBe('2026-11-20');
  });

  it('of two processes at once only one tells it', async () => {
    await leave('2026-11-20');
    world.clock.set('2026-11-23T10:00:00Z');
    await Promise.all([welcomeBack(world.start().ports), welcomeBack(world.start().ports)]);
    expect(notices()).toHaveLength(1);
  });
});
