import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { key } from '../../bot/storage/keys.js';
import { allOf, ANY_ETAG, type StoredRow, type TableDriver, type Write } from '../../bot/storage/rows.js';
import type { BackEnd } from './back-end.js';
import { HARD_REFS } from './samples.js';

const insert = (row: string, columns: Readonly<Record<string, string>> = { a: row }): Write => ({
  kind: 'insert',
  row,
  columns,
});

const names = (rows: readonly StoredRow[]): readonly string[] => rows.map((row) => `${row.partition}/${row.row}`);

async function etagOf(driver: TableDriver, partition: string, write: Write): Promise<string> {
  const answer = await driver.submit(partition, [write]);
  if (answer.kind !== 'written') throw new Error(answer.kind);
  return answer.etags[0]!;
}

/** What both back ends must do in the same way; everything else is built on this. */
export function rowsContract(backEnd: BackEnd): void {
  const fresh = (): TableDriver => backEnd.fresh()('Plans');

  describe('rows, one at a time', () => {
    it('are as they were written', async () => {
      const driver = fresh();
      const columns = {
        empty: '',
        json: '{"a":"\'\\"\\n"}',
        text: 'é—中😀\r\n\t\u0001',
        date: '2026-11-18T12:00:00.000Z',
        n: '7',
      };
      const etag = await etagOf(driver, 'p', insert('r', columns));
      expect(await driver.get('p', 'r')).toEqual({ partition: 'p', row: 'r', etag, columns });
    });

    it('are missing before any was written, and the table with them', async () => {
      const driver = fresh();
      expect(await driver.get('p', 'r')).toBeNull();
      expect(await allOf(driver.query({ partition: 'p' }))).toEqual([]);
      expect(await driver.submit('p', [{ kind: 'replace', row: 'r', columns: {}, etag: 'W/"x"' }])).toEqual({
        kind: 'missing',
      });
      expect(await driver.submit('p', [{ kind: 'delete', row: 'r', etag: ANY_ETAG }])).toEqual({ kind: 'missing' });
    });

    it('are inserted once', async () => {
      const driver = fresh();
      await etagOf(driver, 'p', insert('r'));
      expect(await driver.submit('p', [insert('r', { a: 'other' })])).toEqual({ kind: 'exists' });
      expect((await driver.get('p', 'r'))?.columns).toEqual({ a: 'r' });
    });

    it('are replaced whole, and only by their present etag', async () => {
      const driver = fresh();
      const first = await etagOf(driver, 'p', insert('r', { a: '1', b: '1' }));
      const second = await etagOf(driver, 'p', { kind: 'replace', row: 'r', columns: { a: '2' }, etag: first });
      expect(second).not.toBe(first);
      expect(await driver.submit('p', [{ kind: 'replace', row: 'r', columns: { a: '3' }, etag: first }])).toEqual({
        kind: 'stale',
      });
      expect(await driver.get('p', 'r')).toEqual({ partition: 'p', row: 'r', etag: second, columns: { a: '2' } });
    });

    it('get a new etag at every write, even of the same columns', async () => {
      const driver = fresh();
      const etags = new Set<string>();
      for (let i = 0; i < 20; i += 1)
        etags.add(await etagOf(driver, 'p', { kind: 'put', row: 'r', columns: { a: '1' } }));
      expect(etags.size).toBe(20);
    });

    it('are deleted only by their present etag', async () => {
      const driver = fresh();
      const first = await etagOf(driver, 'p', insert('r'));
      const second = await etagOf(driver, 'p', { kind: 'put', row: 'r', columns: { a: '2' } });
      expect(await driver.submit('p', [{ kind: 'delete', row: 'r', etag: first }])).toEqual({ kind: 'stale' });
      expect(await driver.submit('p', [{ kind: 'delete', row: 'r', etag: second }])).toEqual({
        kind: 'written',
        etags: [null],
      });
      expect(await driver.get('p', 'r')).toBeNull();
    });

    it('hold 32,768 characters in a column, and no more', async () => {
      const driver = fresh();
      for (const text of ['é'.repeat(32_768), `x${'é'.repeat(32_767)}`, '中'.repeat(32_768)]) {
        await etagOf(driver, 'p', { kind: 'put', row: 'r', columns: { a: text } });
        expect((await driver.get('p', 'r'))?.columns.a === text).toBe(true);
      }
      await expect(driver.submit('p', [insert('s', { a: 'x'.repeat(32_769) })])).rejects.toThrow(
        /TooLarge|exceeds the maximum/,
      );
    });

    it('hold 512 characters in a key, and no more', async () => {
      const driver = fresh();
      await etagOf(driver, 'p'.repeat(512), insert('r'.repeat(512)));
      expect(await driver.get('p'.repeat(512), 'r'.repeat(512))).not.toBeNull();
      await expect(driver.submit('p', [insert('r'.repeat(513))])).rejects.toThrow();
    });

    it('hold no half characters', async () => {
      await expect(fresh().submit('p', [insert('r', { a: 'x\ud83d' })])).rejects.toThrow(/half a character/);
    });

    it.each(['a/b', 'a\\b', 'a#b', 'a?b', 'a\tb', 'a\u0085b'])('refuse the key %j', async (forbidden) => {
      await expect(fresh().submit('p', [insert(forbidden)])).rejects.toThrow();
    });
  });

  describe('rows, several at once', () => {
    it('are written all together, each with its etag', async () => {
      const driver = fresh();
      const etag = await etagOf(driver, 'p', insert('old'));
      await etagOf(driver, 'p', insert('gone'));
      const answer = await driver.submit('p', [
        insert('new'),
        { kind: 'replace', row: 'old', columns: { a: '2' }, etag },
        { kind: 'put', row: 'put', columns: {} },
        { kind: 'delete', row: 'gone', etag: ANY_ETAG },
      ]);
      const rows = await allOf(driver.query({ partition: 'p' }));
      expect(names(rows)).toEqual(['p/new', 'p/old', 'p/put']);
      expect(answer).toEqual({ kind: 'written', etags: [...rows.map((row) => row.etag), null] });
    });

    it.each([
      ['exists', insert('old')],
      ['stale', { kind: 'replace', row: 'old', columns: {}, etag: 'W/"datetime\'2020-01-01T00%3A00%3A00.000Z\'"' }],
      ['missing', { kind: 'replace', row: 'none', columns: {}, etag: 'W/"datetime\'2020-01-01T00%3A00%3A00.000Z\'"' }],
      ['missing', { kind: 'delete', row: 'none', etag: ANY_ETAG }],
    ] as const)('are written not at all when one is refused (%s)', async (kind, refused) => {
      const driver = fresh();
      await etagOf(driver, 'p', insert('old'));
      expect(await driver.submit('p', [insert('a'), refused, insert('z')])).toEqual({ kind });
      expect(names(await allOf(driver.query({ partition: 'p' })))).toEqual(['p/old']);
    });

    it('may be a hundred on a table that is still missing', async () => {
      const driver = fresh();
      const writes = Array.from({ length: 100 }, (_, i) => insert(String(i).padStart(3, '0')));
      expect((await driver.submit('p', writes)).kind).toBe('written');
      expect(await allOf(driver.query({ partition: 'p' }))).toHaveLength(100);
    });

    it.each([
      ['none', []],
      ['101', Array.from({ length: 101 }, (_, i) => insert(String(i)))],
      ['the same row twice', [insert('a'), insert('a')]],
      ['a delete by etag', [insert('a'), { kind: 'delete', row: 'b', etag: 'W/"1"' }]],
    ] as [string, Write[]][])('may not be %s', async (_, writes) => {
      await expect(fresh().submit('p', writes)).rejects.toThrow(RangeError);
    });

    it('never lose a race for one row to more than one', async () => {
      const driver = fresh();
      const etag = await etagOf(driver, 'p', insert('o'));
      const racers = Array.from({ length: 5 }, (_, i) =>
        driver.submit('p', [
          { kind: 'replace', row: 'o', columns: { winner: String(i) }, etag },
          insert(`by-${String(i)}`),
        ]),
      );
      const kinds = (await Promise.all(racers)).map((answer) => answer.kind);
      expect(kinds.toSorted()).toEqual(['stale', 'stale', 'stale', 'stale', 'written']);
      const winner = kinds.indexOf('written');
      expect(names(await allOf(driver.query({ partition: 'p' })))).toEqual([`p/by-${String(winner)}`, 'p/o']);
    });
  });

  describe('queries', () => {
    const rows = ['a', 'b|1', 'b|2', 'b}', 'c', 'B', '-'];

    it('read a range of one partition in the order of code units', async () => {
      const driver = fresh();
      for (const partition of ['p', 'q'])
        await driver.submit(
          partition,
          rows.map((row) => insert(row)),
        );
      expect(names(await allOf(driver.query({ partition: 'p' })))).toEqual(rows.toSorted().map((row) => `p/${row}`));
      const range = await allOf(driver.query({ partition: 'p', from: 'b|', before: 'b}' }));
      expect(names(range)).toEqual(['p/b|1', 'p/b|2']);
      expect(names(await allOf(driver.query({ partition: 'p', from: 'b}' })))).toEqual(['p/b}', 'p/c']);
    });

    it('read partitions up to one, in order', async () => {
      const driver = fresh();
      for (const partition of ['2026-11-19', '2026-11-02', '2026-11-18']) {
        await driver.submit(partition, [insert('b'), insert('a')]);
      }
      expect(names(await allOf(driver.query({ upTo: '2026-11-18' })))).toEqual([
        '2026-11-02/a',
        '2026-11-02/b',
        '2026-11-18/a',
        '2026-11-18/b',
      ]);
    });

    it('read partitions after one', async () => {
      const driver = fresh();
      for (const partition of ['a', 'b', 'c', '~own']) await driver.submit(partition, [insert('2'), insert('1')]);
      expect(names(await allOf(driver.query({ upTo: 'c', after: 'a' })))).toEqual(['b/1', 'b/2', 'c/1', 'c/2']);
      expect(names(await allOf(driver.query({ upTo: '~~', after: 'c', pageSize: 1 })))).toEqual(['~own/1', '~own/2']);
    });

    it('read over pages, and may stop early', async () => {
      const driver = fresh();
      await driver.submit(
        'p',
        rows.map((row) => insert(row)),
      );
      expect(await allOf(driver.query({ partition: 'p', pageSize: 2 }))).toHaveLength(rows.length);
      expect(await allOf(driver.query({ upTo: 'p', pageSize: 1 }))).toHaveLength(rows.length);
      for await (const row of driver.query({ partition: 'p', pageSize: 2 })) {
        expect(row.row).toBe('-');
        break;
      }
    });
  });

  describe('encoded keys', () => {
    const roundTrip = async (driver: TableDriver, partition: string, row: string): Promise<void> => {
      const put = { kind: 'put', row: key(row), columns: { row } } as const;
      expect((await driver.submit(key(partition), [put])).kind).toBe('written');
      expect((await driver.submit(key(partition), [put, { ...put, row: key(row, 'x') }])).kind).toBe('written');
      const found = await allOf(driver.query({ partition: key(partition), from: key(row), before: `${key(row)}|` }));
      expect(found.map((each) => each.columns.row)).toContain(row);
      expect((await driver.get(key(partition), key(row)))?.row).toBe(key(row));
    };

    it.each([...HARD_REFS, ''])('hold %j', async (text) => {
      const driver = fresh();
      await roundTrip(driver, text, text);
    });

    it('hold any text', async () => {
      const driver = fresh();
      const anyText = fc.string({ unit: 'binary', maxLength: 30 });
      await fc.assert(
        fc.asyncProperty(anyText, anyText, (partition, row) => roundTrip(driver, partition, row)),
        { numRuns: 20 },
      );
    });
  });
}
