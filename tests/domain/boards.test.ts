import { dueByMeeting } from '../../bot/domain/meeting-days.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boardCalled,
  plainBoard,
  resolveMeeting,
  withDates,
  withMove,
  withoutMeeting,
  type Board,
} from '../../bot/domain/boards.js';
import { addDays, type CivilDate } from '../../bot/domain/dates.js';
import type { DueAtMeeting } from '../../bot/domain/due-kinds.js';
import { AWAITED, d, dueOn } from '../support/builders.js';

function aBoard(...days: readonly string[]): Board {
  const meetings = days.map((day) => ({ on: d(day), called: d(day) }));
  return { name: 'Performance Board', aliases: ['performance meeting'], meetings, publishes: null, removed: false };
}

/** "Proposal to performance meeting in November 2018" */
const NOVEMBER: DueAtMeeting = {
  kind: 'meeting',
  board: 'performance meeting',
  from: d('2018-11-01'),
  to: d('2018-11-30'),
  on: null,
  text: 'Proposal to performance meeting in November 2018',
};

const resolved = (board: Board, due = NOVEMBER): CivilDate | null => {
  const after = resolveMeeting(due, [board], d('2018-11-01'));
  return after.kind === 'meeting' ? after.on : null;
};
const moved = (board: Board, from: string, to: string): Board => withMove(board, d(from), d(to))!;

describe('what a plan calls a board', () => {
  it.each([
    ['the Performance Board', 'performance board'],
    ['PERFORMANCE  board.', 'performance board'],
    ['a meeting of the Performance Board', 'performance board'],
    ['performance meeting', 'performance'],
    ['Meeting', 'meeting'],
    ["Children's Board", 'childrens board'],
    ['Children’s Board', 'childrens board'],
    ['', ''],
  ])('%j is compared as %j', (name, plain) => {
    expect(plainBoard(name)).toBe(plain);
  });

  it('means a board by its name or an alias, and never one that was removed', () => {
    const board = aBoard();
    expect(boardCalled([board], 'the Performance Meeting')).toBe(board);
    expect(boardCalled([board], 'the performance board')).toBe(board);
    expect(boardCalled([board], 'Scrutiny')).toBeUndefined();
    expect(boardCalled([{ ...board, aliases: ['?'] }], '!')).toBeUndefined();
    expect(boardCalled([{ ...board, removed: true }], 'Performance Board')).toBeUndefined();
  });
});

describe('the meeting a milestone waits for', () => {
  it('is the last one within the time printed', () => {
    expect(resolved(aBoard('2018-10-31', '2018-11-07', '2018-11-28', '2018-12-05'))).toBe('2018-11-28');
  });

  it('includes a meeting on the first and on the last day of it', () => {
    expect(resolved(aBoard('2018-11-01'))).toBe('2018-11-01');
    expect(resolved(aBoard('2018-11-30'))).toBe('2018-11-30');
  });

  it('is not known while the board has none then, or no board is called that', () => {
    expect(resolved(aBoard('2018-10-31', '2018-12-01'))).toBeNull();
    expect(resolveMeeting({ ...NOVEMBER, on: d('2018-11-07') }, [], d('2018-11-01'))).toEqual(NOVEMBER);
  });

  it('is followed out of the time printed when it moves', () => {
    const board = moved(aBoard('2018-11-12', '2018-12-20'), '2018-11-12', '2018-12-03');
    expect(resolved(board)).toBe('2018-12-03');
    expect(resolved(moved(board, '2018-12-03', '2019-01-08'))).toBe('2019-01-08');
  });

  it('is not the one of another month that was moved into it, as long as it has its own', () => {
    expect(resolved(moved(aBoard('2018-11-12', '2018-12-05'), '2018-12-05', '2018-11-28'))).toBe('2018-11-12');
    expect(resolved(moved(aBoard('2018-12-05'), '2018-12-05', '2018-11-28'))).toBe('2018-11-28');
  });

  it('leaves every other kind of due as it is', () => {
    for (const due of [AWAITED, dueOn('2018-11-12')])
      expect(resolveMeeting(due, [aBoard('2018-11-12')], d('2018-11-01'))).toBe(due);
  });

  it('keeps the words, the board and the time printed, whatever the calendar says', () => {
    const day = fc.integer({ min: 0, max: 200 }).map((n) => addDays(d('2018-08-01'), n));
    fc.assert(
      fc.property(fc.array(day, { maxLength: 8 }), fc.array(fc.tuple(day, day), { maxLength: 5 }), (days, moves) => {
        let board = aBoard(...days);
        for (const [from, to] of moves) board = withMove(board, from, to) ?? board;
        const after = resolveMeeting(NOVEMBER, [board], d('2018-11-01'));
        expect({ ...after, on: null }).toEqual(NOVEMBER);
        const on = after.kind === 'meeting' ? after.on : null;
        if (on !== null) expect(board.meetings.map((meeting) => meeting.on)).toContain(on);
        expect(resolveMeeting(after, [board], d('2018-11-01'))).toBe(after);
      }),
    );
  });
});

describe('the dates of a board', () => {
  const today = d('2018-11-15');
  const days = (board: Board): readonly string[] => board.meetings.map(({ on }) => on);

  it('to come are what is given, and those that have been stay', () => {
    const board = aBoard('2018-10-03', '2018-11-15', '2018-12-05');
    expect(days(withDates(board, [d('2019-01-09'), d('2018-12-12')], today))).toEqual([
      '2018-10-03',
      '2018-12-12',
      '2019-01-09',
    ]);
  });

  it('gone by can be added, and nothing is there twice', () => {
    expect(days(withDates(aBoard(), [d('2018-11-07'), d('2018-11-07')], today))).toEqual(['2018-11-07']);
  });

  it('keep what was moved when they are given again', () => {
    const board = moved(aBoard('2018-11-28'), '2018-11-28', '2018-12-05');
    expect(withDates(board, [d('2018-12-05')], today)).toEqual(board);
  });

  it('move only from a day on which there is a meeting, and once when said twice', () => {
    const board = aBoard('2018-11-28');
    expect(withMove(board, d('2018-11-27'), d('2018-12-05'))).toBeNull();
    const after = moved(board, '2018-11-28', '2018-12-05');
    expect(after.meetings).toEqual([{ on: '2018-12-05', called: '2018-11-28' }]);
    expect(withMove(after, d('2018-11-28'), d('2018-12-05'))).toBe(after);
  });

  it('are taken out by their day', () => {
    expect(withoutMeeting(aBoard('2018-11-28'), d('2018-11-27'))).toBeNull();
    expect(days(withoutMeeting(aBoard('2018-11-28', '2018-12-05'), d('2018-11-28'))!)).toEqual(['2018-12-05']);
  });
});

describe('what a board has raised', () => {
  const RAISED = { ...NOVEMBER, from: d('2018-11-08'), to: d('2018-11-08'), next: true } as const;
  const dueOn = (today: string, ...days: string[]): unknown => {
    const due = resolveMeeting(RAISED, [aBoard(...days)], d(today));
    return due.kind === 'meeting' ? dueByMeeting(due) : undefined;
  };

  it('is due at the next meeting, on its day too, and at the one after that when the day has gone by', () => {
    const days = ['2018-11-07', '2018-12-05', '2019-01-09'];
    expect(dueOn('2018-11-07', ...days)).toBe('2018-12-05');
    expect(dueOn('2018-12-05', ...days)).toBe('2018-12-05');
    expect(dueOn('2018-12-06', ...days)).toBe('2019-01-09');
  });

  it('has no date while the calendar has no meeting to come', () => {
    expect(dueOn('2018-12-06', '2018-12-05')).toBeNull();
    expect(dueOn('2018-12-06')).toBeNull();
  });
});

describe('what is counted back from a meeting', () => {
  it('is due so many calendar days before it, on a weekend too, and moves with it', () => {
    const due = { ...NOVEMBER, from: d('2018-11-14'), to: d('2018-11-14'), daysBefore: 14 };
    expect(dueByMeeting(due)).toBe('2018-10-31');
    const board = aBoard('2018-11-14');
    const moved = resolveMeeting(due, [withMove(board, d('2018-11-14'), d('2018-11-17'))!], d('2018-11-01'));
    expect(moved.kind === 'meeting' && dueByMeeting(moved)).toBe('2018-11-03');
  });
});
