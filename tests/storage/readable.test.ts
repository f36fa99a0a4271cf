import { expect, test } from 'vitest';
import { rereading } from '../../bot/storage/readable.js';
import type { StoredRow } from '../../bot/storage/rows.js';

const row = (name: string, etag: string, w: string, text: string): StoredRow => ({
  partition: 'p',
  row: name,
  etag,
  columns: { w, text },
});

test('a row is parsed again when its etag or its mark has changed, and one that is spoilt is left out each time', () => {
  const parsed: string[] = [];
  const read = rereading(({ columns, row: name }) => {
    parsed.push(name);
    if (columns.text === 'spoilt') throw new Error('spoilt');
    return { text: columns.text };
  });
  const rows = [row('a', '1', 'x', 'one'), row('b', '1', 'x', 'two'), row('c', '1', 'x', 'spoilt')];
  const first = read(rows);
  expect(first.map(({ value, etag }) => [value.text, etag])).toEqual([
    ['one', '1'],
    ['two', '1'],
  ]);
  const second = read([row('a', '2', 'x', 'ONE'), row('b', '1', 'y', 'TWO'), rows[2]!]);
  expect(second.map(({ value }) => value.text)).toEqual(['ONE', 'TWO']);
  const third = read([row('a', '2', 'x', 'ONE')]);
  expect(third[0]?.value).toBe(second[0]?.value);
  expect(read([row('b', '1', 'y', 'TWO')])).toHaveLength(1);
  expect(parsed).toEqual(['a', 'b', 'c', 'a', 'b', 'c', 'b']);
});
