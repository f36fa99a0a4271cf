/** Schedules with other times than a pattern: working days, papers of a board, several plans, windows; and long gaps. */
import { describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { changeBoard } from '../../bot/flows/board-calendar.js';
import { changeClosures } from '../../bot/flows/closure-days.js';
import type { Ports } from '../../bot/flows/ports.js';
import { presentCalendar } from '../../bot/flows/working-calendar.js';
import { reachOf, unconfirmed } from '../../bot/flows/schedule-reach.js';
import {
  addSchedule,
  attentionOf,
  beat,
  beatAt,
  scheduledWorld,
  slotsDone,
  type Scheduled,
} from '../support/scheduled.js';
import { digestsOf, PLAN, type RowWish } from '../support/world.js';

const ROWS: readonly RowWish[] = [{ ref: 'A1', due: '2027-06-18', leads: ['Ann'] }];
const BY = { kind: 'operator' } as const;
const PAPERS = { kind: 'before-papers', board: 'Performance Board', days: [20, 15, 10], at: 540 } as const;

async function board(ports: Ports, days: readonly string[]): Promise<void> {
  const act = { kind: 'set', days: days.map(civilDate), aliases: [], publishes: 5 } as const;
  await changeBoard(ports, { name: 'Performance Board', act, by: BY });
}

/** The bot takes the calendar anew for each piece of work. */
const beatOn = async (life: Scheduled, moment: string): Promise<void> => {
  life.world.clock.set(moment);
  await beat({ ...life.ports, calendar: await presentCalendar(life.ports) });
};

describe('a tick runs schedules', () => {
  it('on working days, not on bank holidays and closure days', async () => {
    const life = await scheduledWorld('2026-12-23T12:00:00Z', ROWS, { when: { kind: 'weekdays', at: 540 } });
    await changeClosures(life.ports, { add: [civilDate('2026-12-29')], remove: [], by: BY });
    for (const day of ['24', '25', '26', '28', '29', '30']) await beatOn(life, `2026-12-${day}T09:01:00Z`);
    expect(slotsDone(life.world)).toEqual(['2026-12-24T09:00', '2026-12-30T09:00']);
  });

  it('before papers, by meetings as they are moved, each time once for a meeting', async () => {
    const life = await scheduledWorld('2026-11-01T12:00:00Z', ROWS);
    await life.ports.schedules.remove((await life.ports.schedules.list())[0]!);
    await board(life.ports, ['2026-12-08']);
    await addSchedule(life.ports, { when: PAPERS });
    await beatOn(life, '2026-11-03T09:01:00Z');
    expect(slotsDone(life.world)).toEqual(['2026-11-03T09:00']);
    const act = { kind: 'move', from: civilDate('2026-12-08'), to: civilDate('2027-01-19') } as const;
    await changeBoard(life.ports, { name: 'Performance Board', act, by: BY });
    for (const moment of ['2026-11-10', '2026-12-10', '2026-12-17', '2026-12-24'])
      await beatOn(life, `${moment}T09:01:00Z`);
    expect(slotsDone(life.world)).toEqual(['2026-11-03T09:00', '2026-12-17T09:00', '2026-12-24T09:00']);
    expect((await life.ports.runs.occasions('asks')).size).toBe(3);
  });

  it('not for what would have passed when a meeting was entered late, however late', async () => {
    const life = await scheduledWorld('2026-10-01T12:00:00Z', ROWS, { id: 'other' });
    await board(life.ports, []);
    await addSchedule(life.ports, { when: PAPERS });
    life.world.clock.set('2026-11-12T12:00:00Z');
    await board(life.ports, ['2026-12-08']);
    await beatOn(life, '2026-11-12T12:05:00Z');
    expect(slotsDone(life.world)).toEqual([]);
    expect((await attentionOf(life.ports)).filter((one) => one.includes('asks'))).toEqual([]);
    await beatOn(life, '2026-11-17T09:01:00Z');
    expect(slotsDone(life.world)).toEqual(['2026-11-17T09:00']);
  });

  it('as one when several were missed, and not by itself after a long gap', async () => {
    const weekdays = { when: { kind: 'weekdays', at: 540 } } as const;
    const short = await scheduledWorld('2026-11-16T12:00:00Z', ROWS, weekdays);
    await beatOn(short, '2026-11-20T12:00:00Z');
    expect(slotsDone(short.world)).toEqual(['2026-11-20T09:00']);
    const long = await scheduledWorld('2026-11-16T12:00:00Z', ROWS, weekdays);
    await beatOn(long, '2026-11-27T12:00:00Z');
    expect(slotsDone(long.world)).toEqual([]);
    expect(await attentionOf(long.ports)).toEqual(['schedule long-gap: missed-since-2026-11-17T09:00:00.000Z']);
  });

  it('about their plans alone, and leaves what is due in others where it is', async () => {
    const due: readonly RowWish[] = [{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }];
    const life = await scheduledWorld('2026-11-18T08:00:00Z', due, { plans: ['elsewhere'] }, '2026-10-01');
    await beatAt(life, '2026-11-18T09:00:00Z');
    expect(await digestsOf(life.ports, life.ids.Ann!)).toEqual([]);
    expect(await life.ports.dueIndex.upTo(civilDate('2026-11-18'))).toHaveLength(1);
    await addSchedule(life.ports, { id: 'own', plans: [PLAN] });
    await beatAt(life, '2026-11-19T09:00:00Z');
    expect(await digestsOf(life.ports, life.ids.Ann!)).toHaveLength(1);
  });

  it('that set windows for the meetings of a board, bring them in line, and take out those of no meeting', async () => {
    const life = await scheduledWorld('2026-11-01T12:00:00Z', ROWS, {
      id: 'q',
      kind: 'window',
      plans: [PLAN],
      when: PAPERS,
    });
    await board(life.ports, ['2026-12-08', '2027-03-09']);
    await beatOn(life, '2026-11-03T09:01:00Z');
    const windows = async () =>
      (await life.ports.diary.windows()).map(({ plan, opens, freezes, posts }) => [plan, opens, freezes, posts]);
    expect(await windows()).toEqual([
      [PLAN, '2026-11-03', '2026-11-17', '2026-12-01'],
      [PLAN, '2027-02-02', '2027-02-16', '2027-03-02'],
    ]);
    await changeBoard(life.ports, {
      name: 'Performance Board',
      act: { kind: 'remove', on: civilDate('2027-03-09') },
      by: BY,
    });
    await beatOn(life, '2026-11-10T09:01:00Z');
    expect(await windows()).toEqual([[PLAN, '2026-11-03', '2026-11-17', '2026-12-01']]);
    expect(slotsDone(life.world, 'q')).toEqual(['2026-11-03T09:00', '2026-11-10T09:00']);
  });
});

describe('how many a schedule reaches', () => {
  it('is counted, and more than two hundred are confirmed with the very number', async () => {
    const leads = Array.from({ length: 201 }, (_, n) => `Lead ${String(n)}`);
    const rows = leads.map((lead, n): RowWish => ({ ref: `A${String(n)}`, due: '2026-11-18', leads: [lead] }));
    const life = await scheduledWorld('2026-11-18T08:00:00Z', rows, {}, '2026-10-01');
    const [found] = await life.ports.schedules.list();
    const reach = await reachOf(life.ports, found!.value);
    expect(reach).toBe(201);
    expect(unconfirmed('sweep', reach, null)?.message).toContain('would ask 201 people now, more than 200');
    expect(unconfirmed('sweep', reach, 200)?.code).toBe('unconfirmed');
    expect(unconfirmed('sweep', reach, 201)).toBeNull();
    expect(unconfirmed('rollup', 200, null)).toBeNull();
    expect(await reachOf(life.ports, { ...found!.value, kind: 'window' })).toBe(0);
  });
});
