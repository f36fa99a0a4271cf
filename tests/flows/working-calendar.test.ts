import { describe, expect, it } from 'vitest';
import { englandCalendar } from '../../bot/calendar.js';
import type { CivilDate } from '../../bot/domain/dates.js';
import { changeClosures } from '../../bot/flows/closure-days.js';
import { calendarAsAt, rememberedCalendar } from '../../bot/flows/working-calendar.js';
import { eachTurn } from '../../bot/teams/conversation.js';
import type { Turns } from '../../bot/teams/turns.js';
import { d } from '../support/builders.js';
import { createWorld } from '../support/world.js';

const CLOSED = d('2026-12-29');
const OPERATOR = { kind: 'operator' } as const;

const close = (ports: Parameters<typeof changeClosures>[0], ...add: readonly CivilDate[]) =>
  changeClosures(ports, { add, remove: [], by: OPERATOR });

describe('the working days of a running bot', () => {
  it('know of a closure day within a minute of its being entered', async () => {
    const { ports, clock } = createWorld();
    const calendar = rememberedCalendar(ports);
    expect((await calendar()).isWorkingDay(CLOSED)).toBe(true);
    await close(ports, CLOSED);
    clock.advance(59_999);
    expect((await calendar()).isWorkingDay(CLOSED)).toBe(true);
    clock.advance(1);
    expect((await calendar()).isWorkingDay(CLOSED)).toBe(false);
  });

  it('are one calendar for a piece of work, whatever is entered meanwhile', async () => {
    const { ports, clock } = createWorld();
    const calendar = rememberedCalendar(ports);
    const mine = await calendar();
    await close(ports, CLOSED);
    clock.advance(120_000);
    const next = await calendar();
    expect([mine, next].map((one) => one.isWorkingDay(CLOSED))).toEqual([true, false]);
  });

  it('are read again when they could not be read', async () => {
    let fails = true;
    const { ports } = createWorld();
    await close(ports, CLOSED);
    const diary = {
      present: () => (fails ? Promise.reject(new Error('storage is away')) : ports.diary.present()),
    };
    const calendar = rememberedCalendar({ ...ports, diary: { ...ports.diary, ...diary } });
    await expect(calendar()).rejects.toThrow('storage is away');
    fails = false;
    expect((await calendar()).isWorkingDay(CLOSED)).toBe(false);
  });

  it('of a day are those known by the end of it, where the organisation is', async () => {
    // In summer the day ends at eleven, UTC.
    const { ports, clock } = createWorld('2026-06-30T22:59:59Z');
    await close(ports, CLOSED);
    clock.set('2026-07-05T09:00:00Z');
    await close(ports, d('2026-12-30'));
    const open = async (day: string) => {
      const calendar = await calendarAsAt(ports, d(day));
      return [CLOSED, d('2026-12-30')].filter((one) => calendar.isWorkingDay(one));
    };
    expect(await open('2026-06-29')).toEqual([CLOSED, '2026-12-30']);
    expect(await open('2026-06-30')).toEqual(['2026-12-30']);
    expect(await open('2026-07-04')).toEqual(['2026-12-30']);
    expect(await open('2026-07-05')).toEqual([]);
    expect(await open('2027-01-01')).toEqual([]);
  });
});

it('a turn in Teams is answered by what is known when it comes', async () => {
  const made: number[] = [];
  const turns = eachTurn(() => {
    made.push(made.length);
    const answer = { text: `turn ${String(made.length)}` };
    const fresh: Turns = {
      onCard: () => Promise.resolve(answer),
      onText: () => Promise.resolve([answer]),
      onInstalled: () => Promise.resolve([answer]),
      onRemoved: () => Promise.resolve(),
    };
    return Promise.resolve(fresh);
  });
  const nothing = {} as never;
  expect(await turns.onCard(nothing)).toEqual({ text: 'turn 1' });
  expect(await turns.onText(nothing)).toEqual([{ text: 'turn 2' }]);
  expect(await turns.onInstalled(nothing)).toEqual([{ text: 'turn 3' }]);
  await turns.onRemoved(nothing);
  expect(made).toHaveLength(4);
});

it('two who change closure days at once both have their way', async () => {
  const { ports } = createWorld();
  const days = [d('2026-12-29'), d('2026-12-30'), d('2026-12-31')];
  const changed = await Promise.all(days.map((day) => close(ports, day)));
  expect(changed.map(({ kind }) => kind)).toEqual(['changed', 'changed', 'changed']);
  expect((await ports.diary.present()).closures?.days ?? []).toEqual(days);
  expect(englandCalendar((await ports.diary.present()).closures?.days ?? []).isWorkingDay(d('2026-12-31'))).toBe(false);
});
