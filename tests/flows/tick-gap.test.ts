import { describe, expect, it } from 'vitest';
import { addMs, civilDate, instant } from '../../bot/domain/dates.js';
import { deliverRollup } from '../../bot/flows/post-rollup.js';
import { terminal } from '../support/command-line.js';
import { askedOf, cardsOf, type RowWish } from '../support/world.js';
import {
  addChannels,
  addSchedule,
  attentionOf,
  beat,
  beatAt,
  beatUntil,
  logged,
  scheduledWorld,
  slotsDone,
  type Scheduled,
} from '../support/scheduled.js';
import { byCron } from '../support/by-cron.js';

const ROWS: readonly RowWish[] = [{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }];
const DAYS = 86_400_000;
const NINE = instant('2026-11-02T09:00:00Z');

/** Daily at nine, done on Monday 2 November, and nothing since. */
const stopped = async (): Promise<Scheduled> => {
  const life = await scheduledWorld('2026-11-02T08:50:00Z', ROWS, {}, '2026-10-05');
  await beatUntil(life, '2026-11-02T09:10:00Z');
  expect(slotsDone(life.world)).toEqual(['2026-11-02T09:00']);
  return life;
};

const audited = async ({ ports }: Scheduled): Promise<readonly string[]> =>
  (await ports.audit.month('2026-11')).map(({ act, subject }) => `${act}: ${subject}`);

describe('a schedule of which the oldest missed slot lies', () => {
  it('exactly seven days back is run', async () => {
    const life = await stopped();
    await beatAt(life, addMs(NINE, 8 * DAYS));
    expect(slotsDone(life.world)).toEqual(['2026-11-02T09:00', '2026-11-10T09:00']);
    expect(await attentionOf(life.ports)).toEqual([]);
  });

  it('a millisecond further back is not run: it is raised once, and everything is left as it is', async () => {
    const life = await stopped();
    const before = [cardsOf(life.world).length, (await askedOf(life.ports, life.ids.Ann!)).length];
    const from = addMs(NINE, 8 * DAYS + 1);
    for (let beats = 0; beats < 12; beats += 1) await beatAt(life, addMs(from, beats * 300_000));
    expect(slotsDone(life.world)).toEqual(['2026-11-02T09:00']);
    expect(await attentionOf(life.ports)).toEqual(['schedule long-gap: missed-since-2026-11-03T09:00:00.000Z']);
    expect(logged(life.world, 'schedule-refused')).toBe(12);
    expect(logged(life.world, 'attention')).toBe(1);
    expect(await life.ports.runs.read('asks', instant('2026-11-10T09:00:00Z'))).toBeNull();
    expect([cardsOf(life.world).length, (await askedOf(life.ports, life.ids.Ann!)).length]).toEqual(before);
  });

  it('long ago by its making, when it never ran, counts from that', async () => {
    const life = await scheduledWorld('2026-11-02T08:50:00Z', ROWS);
    await beatAt(life, '2026-11-09T09:00:00.001Z');
    expect(await attentionOf(life.ports)).toEqual(['schedule long-gap: missed-since-2026-11-02T09:00:00.000Z']);
    const fresh = await scheduledWorld('2026-11-02T08:50:00Z', ROWS);
    await beatAt(fresh, '2026-11-09T09:00:00Z');
    expect(slotsDone(fresh.world)).toEqual(['2026-11-09T09:00']);
  });

  it('short of it runs, however old its last run is: a monthly one', async () => {
    const life = await scheduledWorld('2026-10-01T07:00:00Z', ROWS, { when: byCron('0 9 1 * *') });
    await beatAt(life, '2026-10-01T08:00:00Z');
    await beatAt(life, '2026-11-01T09:00:00Z');
    await beatAt(life, '2026-12-07T09:00:00Z');
    expect(slotsDone(life.world)).toHaveLength(3);
    expect(await attentionOf(life.ports)).toEqual([]);
  });

  it('far back while it was paused is not refused', async () => {
    const life = await stopped();
    const found = (await life.ports.schedules.list())[0]!;
    const until = civilDate('2026-11-25');
    await life.ports.schedules.put({ ...found.value, paused: true, pausedUntil: until }, found.etag);
    await beatAt(life, '2026-11-20T09:00:00Z');
    await beatAt(life, '2026-11-25T09:00:00Z');
    expect(slotsDone(life.world)).toEqual(['2026-11-02T09:00', '2026-11-25T09:00']);
  });

  it('far back lets the other schedules run, summaries too, and a summary is refused likewise', async () => {
    const life = await stopped();
    await addChannels(life.ports, ['leaders']);
    await addSchedule(life.ports, { id: 'news', kind: 'rollup', when: byCron('30 9 * * *') });
    life.world.clock.set('2026-11-17T08:50:00Z');
    await addSchedule(life.ports, { id: 'fresh', when: byCron('0 9 * * *') });
    await addSchedule(life.ports, { id: 'fresh-news', kind: 'rollup', when: byCron('0 9 * * *') });
    await beatUntil(life, '2026-11-17T10:00:00Z');
    expect(slotsDone(life.world, 'asks')).toEqual(['2026-11-02T09:00']);
    expect(slotsDone(life.world, 'news')).toEqual([]);
    expect(slotsDone(life.world, 'fresh')).toEqual(['2026-11-17T09:00']);
    expect(slotsDone(life.world, 'fresh-news')).toEqual(['2026-11-17T09:00']);
    expect((await attentionOf(life.ports)).length).toBe(2);
    expect(life.world.posted.filter(({ conversation }) => conversation === 'chat-leaders')).toHaveLength(1);
  });
});

describe('a person lets a stopped schedule go on', () => {
  const refused = async (): Promise<Scheduled> => {
    const life = await stopped();
    await beatAt(life, '2026-11-17T08:00:00Z');
    expect(await attentionOf(life.ports)).toHaveLength(1);
    return life;
  };

  it('with resume: what passed is not made up for, and it begins again from now', async () => {
    const life = await refused();
    const cards = cardsOf(life.world).length;
    expect((await terminal(life.world)('schedules', 'resume', 'asks')).exit).toBe(0);
    await beatUntil(life, '2026-11-17T08:50:00Z');
    expect(cardsOf(life.world)).toHaveLength(cards);
    await beatUntil(life, '2026-11-17T09:10:00Z');
    expect(slotsDone(life.world)).toEqual(['2026-11-02T09:00', '2026-11-17T09:00']);
    expect(cardsOf(life.world)).toHaveLength(cards + 1);
    expect(await attentionOf(life.ports)).toEqual([]);
    expect(await audited(life)).toContain('schedule resumed: asks');
  });

  it('with run: asks at once, and what passed counts as done', async () => {
    const life = await refused();
    const typed = await terminal(life.world)('schedules', 'run', 'asks');
    expect(typed.exit).toBe(0);
    await beat(life.ports);
    const asked = await askedOf(life.ports, life.ids.Ann!);
    expect((await life.ports.runs.read('asks', instant('2026-11-16T09:00:00Z')))?.value.state).toBe('done');
    expect(await attentionOf(life.ports)).toEqual([]);
    expect(await audited(life)).toContain('schedule run: asks');
    await beatUntil(life, '2026-11-17T09:10:00Z');
    expect(slotsDone(life.world)).toEqual(['2026-11-02T09:00', '2026-11-17T09:00']);
    expect(await askedOf(life.ports, life.ids.Ann!)).toEqual(asked);
  });

  it('with run of a summary likewise: posted once', async () => {
    const life = await scheduledWorld('2026-11-02T08:50:00Z', ROWS, { id: 'news', kind: 'rollup' });
    await addChannels(life.ports, ['leaders']);
    await beatAt(life, '2026-11-17T09:10:00Z');
    expect(await attentionOf(life.ports)).toHaveLength(1);
    expect((await terminal(life.world)('schedules', 'run', 'news')).json).toMatchObject({ posts: 1 });
    for (let rung = life.world.bells.take(); rung !== null; rung = life.world.bells.take()) {
      if (rung.queue === 'rollup') await deliverRollup(life.ports, rung.message);
    }
    await beatUntil(life, '2026-11-17T10:00:00Z');
    expect(life.world.posted.map(({ message }) => message?.kind)).toEqual(['rollup', 'area-reply']);
    expect(await attentionOf(life.ports)).toEqual([]);
  });

  it('run before its time makes it no earlier, and after a slot that no tick has seen makes it no second', async () => {
    const life = await scheduledWorld('2026-11-18T08:50:00Z', ROWS);
    await terminal(life.world)('schedules', 'run', 'asks');
    await beatAt(life, '2026-11-18T09:00:00Z');
    expect(slotsDone(life.world)).toEqual(['2026-11-18T09:00']);
    life.world.clock.set('2026-11-19T09:02:00Z');
    await terminal(life.world)('schedules', 'run', 'asks');
    await beatAt(life, '2026-11-19T09:05:00Z');
    expect(slotsDone(life.world)).toEqual(['2026-11-18T09:00']);
    expect((await life.ports.runs.read('asks', instant('2026-11-19T09:00:00Z')))?.value.state).toBe('done');
  });

  it('run with somebody who could not be planned leaves it stopped', async () => {
    const life = await refused();
    const ports = life.world.start({
      fault: ({ table, act }) => (table === 'Ledger' && act === 'submit' ? 'fails' : null),
    }).ports;
    await terminal({ ...life.world, ports })('schedules', 'run', 'asks');
    expect(await attentionOf(life.ports)).toHaveLength(1);
    await beat(life.ports);
    expect(slotsDone(life.world)).toEqual(['2026-11-02T09:00']);
  });

  it('is told so by schedules and doctor, before and after the tick has seen it', async () => {
    const life = await stopped();
    const type = terminal(life.world);
    life.world.clock.set('2026-11-17T08:00:00Z');
    const why =
      '“asks” has stopped: it missed 9am on Tuesday 3 November 2026, more than 7 days ago. The clock shows 8am on Tuesday 17 ' +
      'November 2026. If that is right, ask now with: schedules run asks; or begin again from now with: schedules resume asks';
    for (const seen of [false, true]) {
      if (seen) await beat(life.ports);
      const listed = await type('schedules');
      expect(listed.lines).toContain(`${why}.`);
      expect(listed.json).toMatchObject({ schedules: [{ refusedSince: '2026-11-03T09:00:00.000Z' }] });
      const { exit, lines } = await type('doctor');
      expect([exit, lines.includes(`wrong  schedules: ${why}`)]).toEqual([1, true]);
    }
    await type('schedules', 'resume', 'asks');
    expect((await type('doctor')).lines).toContain('good   schedules: a sweep is scheduled');
    expect((await type('schedules')).json).toMatchObject({ schedules: [{ refusedSince: null, trouble: null }] });
  });

  it('and is told of a clock that jumped', async () => {
    const life = await scheduledWorld('2026-11-18T08:50:00Z', ROWS);
    const type = terminal(life.world);
    await beatUntil(life, '2026-11-20T09:10:00Z');
    life.world.clock.set('2026-11-18T08:50:00Z');
    const told = async () => (await type('doctor')).lines.filter((line) => line.includes('schedules: '));
    expect(await told()).toEqual([
      'wrong  schedules: “asks” has a mark of 9am on Friday 20 November 2026, which has not come: the clock was ahead, or is ' +
        'behind. It shows 8:50am on Wednesday 18 November 2026; if that is wrong, put it right. It runs all the same, and nobody is asked twice',
    ]);
    await beat(life.ports);
    expect(await told()).toEqual([
      'wrong  schedules: “asks” met a clock that had jumped, at 8:50am on Wednesday 18 November 2026; nobody is asked twice for it. ' +
        'When the clock is right, settle it with: schedules resume asks',
    ]);
    await type('schedules', 'resume', 'asks');
    expect(await told()).toEqual(['good   schedules: a sweep is scheduled']);
  });
});
