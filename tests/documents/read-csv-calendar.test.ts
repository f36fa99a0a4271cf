import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsvCalendar } from '../../bot/documents/read-csv-calendar.js';
import { isRefused } from '../../bot/domain/read-plan.js';

const read = (...rows: readonly string[]) => {
  const found = readCsvCalendar(rows.join('\n'));
  if (isRefused(found)) throw new Error(found.refused);
  return found;
};

describe('a calendar as a file', () => {
  it('has a row a day, with Closure in place of a board', () => {
    expect(
      read('Board;Date', 'The Board;1 December 2026', 'closure;2026-12-29', 'the board meeting;12/01/2027'),
    ).toEqual({
      boards: [{ name: 'The Board', days: ['2026-12-01', '2027-01-12'] }],
      closures: ['2026-12-29'],
      rejected: [],
    });
  });

  it('is found by its headings, wherever they stand', () => {
    const found = read(
      'Meetings 2026/27,,',
      ',,',
      'Venue,Date of meeting,Committee',
      'Town Hall,8 December 2026,Scrutiny',
    );
    expect(found.boards).toEqual([{ name: 'Scrutiny', days: ['2026-12-08'] }]);
  });

  it.each([
    ['Scrutiny,December 2026', '"December 2026" is not a day'],
    ['Scrutiny,31 November 2026', '"31 November 2026" is not a day'],
    ['Scrutiny,', '"" is not a day'],
    [',8 December 2026', 'it names no board'],
    ['???,8 December 2026', '"???" is no name of a board'],
    [`${'x'.repeat(121)},8 December 2026`, 'more than 120 characters'],
  ])('leaves out %j and says why', (row, why) => {
    const { boards, rejected } = read('Board,Date', row);
    expect(boards).toEqual([]);
    expect(rejected).toMatchObject([{ row: 2 }]);
    expect(rejected[0]?.message).toContain(why);
  });

  it('is refused in a sentence when it is none', () => {
    expect(readCsvCalendar('Ref,Milestone\n1,Something')).toEqual({
      refused: 'This is not a calendar: it needs a column headed "Board" and one headed "Date".',
    });
  });

  it('takes any text without a throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        readCsvCalendar(`Board,Date\n${text}`);
        readCsvCalendar(text);
      }),
    );
  });
});
