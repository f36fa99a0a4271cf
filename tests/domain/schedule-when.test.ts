import { describe, expect, it } from 'vitest';
import type { Board } from '../../bot/domain/boards.js';
import { civilDate } from '../../bot/domain/dates.js';
import { readTime, readWhen } from '../../bot/domain/read-when.js';
import { faultInWhen, type When } from '../../bot/domain/schedule-when.js';
import { whenSaid, whenTyped } from '../../bot/domain/schedule-words.js';
import { faultInWindowTimes } from '../../bot/domain/meeting-windows.js';

const meeting = { on: civilDate('2026-12-08'), called: civilDate('2026-12-08') };
const BOARD: Board = {
  name: 'Performance Board',
  aliases: ['performance meeting'],
  meetings: [meeting],
  publishes: 5,
  removed: false,
};
const read = (text: string): When | string => {
  const found = readWhen(text);
  return 'when' in found ? found.when : found.wrong;
};

describe('when a schedule runs is read', () => {
  it.each([
    ['weekdays at 08:30', { kind: 'weekdays', at: 510 }],
    ['Weekdays 08:30', { kind: 'weekdays', at: 510 }],
    ['every working day at 8.30am', { kind: 'weekdays', at: 510 }],
    ['working days 0830', { kind: 'weekdays', at: 510 }],
    ['first working day 09:00', { kind: 'month-day', nth: 1, at: 540 }],
    ['the first working day of the month, at 9am', { kind: 'month-day', nth: 1, at: 540 }],
    ['on the 3rd working day of each month at 2 pm', { kind: 'month-day', nth: 3, at: 840 }],
    ['last working day of the month at noon', { kind: 'month-day', nth: -1, at: 720 }],
    [
      '20, 15 and 10 working days before papers of Performance Board at 09:00',
      { kind: 'before-papers', board: 'Performance Board', days: [20, 15, 10], at: 540 },
    ],
    [
      '10; 20 working days before the papers for the Board of Health are published at 9',
      { kind: 'before-papers', board: 'Board of Health', days: [20, 10], at: 540 },
    ],
    ['30 8 * * 1-5', { kind: 'cron', cron: '30 8 * * 1-5' }],
  ])('from “%s”', (text, when) => {
    expect(read(text)).toEqual(when);
  });

  it.each([
    ['', 'does not say when'],
    ['now and then', 'was not understood. Say for example'],
    ['weekdays', 'does not say at what time'],
    ['weekdays at 25:00', 'no time of day'],
    ['weekdays at 08:32', 'no multiple of five minutes'],
    ['20 working days before papers at 09:00', 'of which board'],
    ['61 8 * * *', 'is not a schedule'],
  ])('with a sentence for “%s”', (text, said) => {
    expect(read(text)).toContain(said);
  });

  it('and is written so that it reads the same again', () => {
    const all: readonly When[] = [
      { kind: 'weekdays', at: 515 },
      { kind: 'month-day', nth: 12, at: 0 },
      { kind: 'month-day', nth: -1, at: 1435 },
      { kind: 'before-papers', board: 'Performance Board', days: [20, 15, 10], at: 540 },
      { kind: 'before-papers', board: 'Board', days: [1], at: 540 },
      { kind: 'cron', cron: '0 9 1 * *' },
    ];
    for (const when of all) expect(read(whenTyped(when))).toEqual(when);
    expect(all.map(whenSaid)).toEqual([
      'every working day at 08:35',
      'the 12th working day of the month at 00:00',
      'the last working day of the month at 23:55',
      '20, 15 and 10 working days before the papers of Performance Board are published, at 09:00',
      '1 working day before the papers of Board are published, at 09:00',
      'by the pattern 0 9 1 * *',
    ]);
    expect(whenSaid({ kind: 'cron', cron: '30 8 * * 1-5' })).toBe('Monday to Friday at 08:30');
  });

  it('as times of day are typed', () => {
    expect(['08:30', '8.30am', '12am', '12 pm', '2pm', '0905', '24:00', '8:61', '13pm', 'soon'].map(readTime)).toEqual([
      510,
      510,
      0,
      720,
      840,
      545,
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('when a schedule runs is refused in a sentence', () => {
  const papers = (rest: object = {}): When => ({
    kind: 'before-papers',
    board: 'Performance Board',
    days: [20, 15, 10],
    at: 540,
    ...rest,
  });
  it.each<[When, string | null]>([
    [papers(), null],
    [papers({ board: 'performance meeting' }), null],
    [papers({ board: 'Nobody' }), 'There are: Performance Board.'],
    [papers({ days: [] }), 'Say how many working days'],
    [papers({ days: [500] }), 'from 0 to 120'],
    [{ kind: 'month-day', nth: 16, at: 540 }, 'Not every month'],
    [{ kind: 'weekdays', at: 1440 }, 'no time of day'],
    [{ kind: 'cron', cron: '*/5 * * * *' }, 'more often than every 60 minutes'],
    [{ kind: 'cron', cron: '0,55 8 1 1 *' }, 'more often than every 60 minutes'],
    [{ kind: 'cron', cron: '0 * * * *' }, null],
  ])('%j', (when, said) => {
    const fault = faultInWhen(when, [BOARD]);
    if (said === null) expect(fault).toBeNull();
    else expect(fault).toContain(said);
  });

  it('while nobody has said when papers are published, or a window has too few times', () => {
    expect(faultInWhen(papers(), [{ ...BOARD, publishes: null }])).toContain('--publishes 5');
    expect(faultInWhen(papers(), [{ ...BOARD, removed: true }])).toContain('There is none yet.');
    expect(faultInWindowTimes('q', papers())).toBeNull();
    expect(faultInWindowTimes('q', papers({ days: [20] }))).toContain('at least two times');
    expect(faultInWindowTimes('q', papers({ days: [9, 8, 7, 6, 5, 4, 3, 2] }))).toContain('At most seven');
    expect(faultInWindowTimes('a-name-that-is-much-too-long', papers())).toContain('at most 22 characters');
    expect(faultInWindowTimes('q', { kind: 'weekdays', at: 540 })).toContain('meetings of a board');
  });
});
