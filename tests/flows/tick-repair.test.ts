import { describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import type { Milestone } from '../../bot/domain/plan.js';
import { changeOfficer } from '../../bot/flows/change-officer.js';
import { commitMilestones } from '../../bot/flows/commit-milestones.js';
import type { Ports } from '../../bot/flows/ports.js';
import { key } from '../../bot/storage/keys.js';
import { terminal } from '../support/command-line.js';
import { askedOf, cardsOf, digestsOf, linkAll, loadPlan, PLAN, WEDNESDAY, type RowWish } from '../support/world.js';
import {
  addChannels,
  addSchedule,
  attentionOf,
  beat,
  beatUntil,
  logged,
  scheduledWorld,
  slotsDone,
  type Scheduled,
} from '../support/scheduled.js';
import { byCron } from '../support/by-cron.js';

const ROWS: readonly RowWish[] = [
  { ref: 'A1', due: '2026-11-18', leads: ['Ann'] },
  { ref: 'A2', due: '2026-11-18', leads: ['Ben'] },
];
const FROM = '2026-11-18T08:55:00Z';

const summaries = ({ world }: Scheduled): readonly string[] =>
  world.posted.filter(({ message }) => message?.kind === 'rollup').map(({ conversation }) => conversation);

describe('a tick needs no queue', () => {
  it('with bells that nobody hears, cards and summaries are sent, each once', async () => {
    const life = await scheduledWorld(FROM, ROWS);
    await addChannels(life.ports, ['leaders', 'board']);
    await addSchedule(life.ports, { id: 'news', kind: 'rollup' });
    await beatUntil(life, '2026-11-18T10:00:00Z');
    expect([...cardsOf(life.world)].sort()).toEqual(['chat-Ann: A1', 'chat-Ben: A2']);
    expect([...summaries(life)].sort()).toEqual(['chat-board', 'chat-leaders']);
    expect(await life.ports.rollups.openPosts(PLAN)).toEqual([]);
  });

  it('a summary planned outside decent hours is posted when they begin', async () => {
    const life = await scheduledWorld('2026-11-18T05:55:00Z', ROWS, {
      id: 'news',
      kind: 'rollup',
      when: byCron('0 6 * * *'),
    });
    await addChannels(life.ports, ['leaders']);
    await beatUntil(life, '2026-11-18T08:00:00Z');
    expect(summaries(life)).toEqual([]);
    await beatUntil(life, '2026-11-18T08:10:00Z');
    expect(summaries(life)).toEqual(['chat-leaders']);
  });
});

describe('what fails stops nothing else', () => {
  it('one channel that fails: the other has its summary', async () => {
    const life = await scheduledWorld(FROM, ROWS, { id: 'news', kind: 'rollup' });
    await addChannels(life.ports, ['board', 'leaders']);
    let failed = false;
    const ports = life.world.start({
      fault: ({ table, writes }) => {
        const claim =
          table === 'Rollups' && writes.some(({ row, kind }) => kind === 'replace' && row.includes('board'));
        if (!claim || failed) return null;
        failed = true;
        return 'fails';
      },
    }).ports;
    life.world.clock.set('2026-11-18T09:00:00Z');
    await expect(beat(ports)).rejects.toThrow();
    expect(summaries(life)).toEqual(['chat-leaders']);
    await beatUntil({ ...life, ports }, '2026-11-18T09:20:00Z');
    expect([...summaries(life)].sort()).toEqual(['chat-board', 'chat-leaders']);
  });

  /** Two plans, of which the first cannot be read while `spoilt`. */
  const twoPlans = async (schedule: Parameters<typeof addSchedule>[1]) => {
    const life = await scheduledWorld(FROM, [{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }], schedule);
    await loadPlan(life.ports, [{ ref: 'B1', due: '2026-11-18', leads: ['Ben'] }], WEDNESDAY, 'second');
    await linkAll(life.ports, ['Ben']);
    const state = { spoilt: true };
    const fault = ({ table, act, partition }: { table: string; act: string; partition: string }) =>
      state.spoilt && table === 'Plans' && act !== 'submit' && partition === PLAN ? 'fails' : null;
    return { ...life, ports: life.world.start({ fault }).ports, state };
  };

  it('one plan that cannot be read: leads of the others are asked, and its own when it can be read', async () => {
    const life = await twoPlans({});
    await beatUntil(life, '2026-11-18T09:30:00Z');
    expect(cardsOf(life.world)).toEqual(['chat-Ben: B1']);
    expect(slotsDone(life.world)).toEqual([]);
    life.state.spoilt = false;
    await beatUntil(life, '2026-11-18T09:45:00Z');
    expect(cardsOf(life.world)).toEqual(['chat-Ben: B1', 'chat-Ann: A1']);
    expect(slotsDone(life.world)).toEqual(['2026-11-18T09:00']);
    expect(await attentionOf(life.ports)).toEqual([]);
  });

  it('for longer than an hour, a person is told once, and later slots still come', async () => {
    const life = await twoPlans({});
    await beatUntil(life, '2026-11-18T12:00:00Z');
    expect(slotsDone(life.world)).toEqual(['2026-11-18T09:00']);
    expect(await attentionOf(life.ports)).toEqual([`schedule not-planned: plan ${PLAN}`]);
    const doctor = terminal({ ...life.world, ports: life.world.ports });
    expect((await doctor('doctor')).lines.join('\n')).toContain('could not do all of its work for an hour');
    await beatUntil(life, '2026-11-30T12:00:00Z');
    expect(slotsDone(life.world)).toHaveLength(13);
    expect(logged(life.world, 'schedule-refused')).toBe(0);
    life.state.spoilt = false;
    await beatUntil(life, '2026-12-01T09:10:00Z');
    expect(cardsOf(life.world).some((card) => card.startsWith('chat-Ann: A1'))).toBe(true);
    expect(await attentionOf(life.ports)).toEqual([]);
  });

  it('one plan whose summary cannot be made: the others have theirs', async () => {
    const life = await twoPlans({ id: 'news', kind: 'rollup' });
    await addChannels(life.world.ports, ['first']);
    await addChannels(life.world.ports, ['second'], 'second');
    life.world.clock.set('2026-11-18T09:00:00Z');
    await beat(life.ports).catch(() => undefined);
    expect(summaries(life)).toEqual(['chat-second']);
    life.state.spoilt = false;
    await beatUntil(life, '2026-11-18T09:20:00Z');
    expect(summaries(life)).toEqual(['chat-second', 'chat-first']);
  });

  it('one spoilt row of a schedule: the others run, it is named, and can be removed', async () => {
    const life = await scheduledWorld(FROM, ROWS);
    const row = { kind: 'insert', row: key('aaa'), columns: { json: '{"id":"aaa","cron":5}' } } as const;
    await life.world.tables.open('Schedules').submit('schedule', [row]);
    await beatUntil(life, '2026-11-18T09:30:00Z');
    expect(cardsOf(life.world)).toHaveLength(2);
    expect(await attentionOf(life.ports)).toEqual(['schedule not-planned: row-unreadable']);
    const type = terminal(life.world);
    expect((await type('schedules')).json).toMatchObject({ schedules: [{ id: 'asks' }], unreadable: ['aaa'] });
    expect((await type('schedules', 'remove', 'aaa')).exit).toBe(0);
    expect((await type('schedules')).json).toMatchObject({ unreadable: [] });
    expect(await attentionOf(life.ports)).toEqual([]);
  });

  it('one schedule with a pattern or runs that cannot be read: the others run, and doctor says so', async () => {
    const life = await scheduledWorld(FROM, ROWS);
    await addSchedule(life.ports, { id: 'aaa', when: byCron('never') });
    await addSchedule(life.ports, { id: 'bbb' });
    const row = { kind: 'insert', row: '0000000000000000|x', columns: { json: '{}' } } as const;
    await life.world.tables.open('Runs').submit('bbb', [row]);
    life.world.clock.set('2026-11-18T09:00:00Z');
    await expect(beat(life.ports)).rejects.toThrow();
    expect(cardsOf(life.world)).toHaveLength(2);
    expect(slotsDone(life.world)).toEqual(['2026-11-18T09:00']);
    const lines = (await terminal(life.world)('doctor')).lines.filter((line) => line.includes('does not run'));
    expect(lines.map((line) => line.slice(0, 27))).toEqual([
      'wrong  schedules: “aaa” doe',
      'wrong  schedules: “bbb” doe',
    ]);
  });

  it('a tick leaves its stamp, whatever else fails', async () => {
    const life = await scheduledWorld(FROM, ROWS);
    const ports = life.world.start({ fault: ({ table }) => (table === 'Schedules' ? 'fails' : null) }).ports;
    await beat(ports).catch(() => undefined);
    expect(await life.ports.sender.stamped('tick')).toBe(life.ports.clock.now());
  });
});

describe('what changes between one sweep and the next', () => {
  const moved = async (ports: Ports, date: string): Promise<void> => {
    const stored = (await ports.plans.milestone(PLAN, 'A1'))!;
    const day = civilDate(date);
    const after: Milestone = { ...stored.milestone, due: { kind: 'day', date: day, text: date } };
    const stamp = { at: ports.clock.now(), by: { kind: 'operator' } as const, why: 'date moved' };
    const today = civilDate(ports.clock.now().slice(0, 10));
    expect(await commitMilestones(ports, PLAN, [{ after, before: stored, inputHash: date }], stamp, today)).not.toBe(
      'conflict',
    );
  };

  it('a date moved away and back: each stage of each date is asked once', async () => {
    const life = await scheduledWorld('2026-11-18T08:55:00Z', [{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }]);
    const asked = () => askedOf(life.ports, life.ids.Ann!);
    await beatUntil(life, '2026-11-18T09:10:00Z');
    expect(await asked()).toEqual(['A1 2026-11-18 0']);
    await moved(life.ports, '2026-11-19');
    await beatUntil(life, '2026-11-19T09:10:00Z');
    expect([...(await asked())].sort()).toEqual(['A1 2026-11-18 0', 'A1 2026-11-19 0']);
    await moved(life.ports, '2026-11-18');
    await beatUntil(life, '2026-11-25T09:10:00Z');
    const all = await asked();
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((row) => row.startsWith('A1 2026-11-18')).length).toBeGreaterThan(1);
    expect(all.filter((row) => row === 'A1 2026-11-18 0')).toHaveLength(1);
    expect(cardsOf(life.world)).toHaveLength(all.length);
  });

  it('an officer changed between plan and send: the old one gets nothing about it, the new one is asked', async () => {
    const rows: readonly RowWish[] = [...ROWS, { ref: 'A3', due: '2026-11-18', leads: ['Ann'] }];
    // At six nobody is written to, so that what is planned waits.
    const life = await scheduledWorld('2026-11-18T05:55:00Z', rows, { when: byCron('0 6,9 * * *') });
    const { Ann, Ben } = life.ids as { Ann: string; Ben: string };
    await beatUntil(life, '2026-11-18T06:10:00Z');
    expect(cardsOf(life.world)).toEqual([]);
    for (const ref of ['A1', 'A2']) await handOver(life, ref, ref === 'A1' ? Ben : Ann);
    await beatUntil(life, '2026-11-18T09:10:00Z');
    expect((await digestsOf(life.ports, Ben)).map(({ state }) => state).sort()).toEqual(['sent', 'waived']);
    expect([...cardsOf(life.world)].sort()).toEqual(['chat-Ann: A2, A3', 'chat-Ann: A3', 'chat-Ben: A1'].sort());
  });

  const handOver = async ({ ports }: Scheduled, ref: string, to: string): Promise<void> => {
    const stored = (await ports.plans.milestone(PLAN, ref))!;
    const after = { ...stored.milestone, leads: [to] };
    const stamp = { at: ports.clock.now(), by: { kind: 'operator' } as const, why: 'lead changed' };
    expect(await commitMilestones(ports, PLAN, [{ after, before: stored, inputHash: to }], stamp, WEDNESDAY)).not.toBe(
      'conflict',
    );
  };

  it('an officer who left between plan and send is sent nothing', async () => {
    const life = await scheduledWorld('2026-11-18T05:55:00Z', ROWS, { when: byCron('0 6 * * *') });
    await beatUntil(life, '2026-11-18T06:10:00Z');
    await changeOfficer(life.ports, life.ids.Ann!, (value) => ({ ...value, outside: 'left' }));
    await beatUntil(life, '2026-11-18T09:10:00Z');
    expect(cardsOf(life.world)).toEqual(['chat-Ben: A2']);
  });
});
