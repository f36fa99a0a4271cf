import { describe, expect, it } from 'vitest';
import { allOf, type StoredRow, type TableDriver } from '../../bot/storage/rows.js';
import { storesOver, type BackEnd } from './back-end.js';
import { anOfficer } from './samples.js';

/** What ends a text in a filter, and goes on with another condition. */
const QUOTES = ["'", "''", "x' or PartitionKey ne '", "' or '1' eq '1", "a' and RowKey gt '", "it''s"];

/** Whatever is searched for is a value in the filter, and never a part of it. */
export function quotesContract(backEnd: BackEnd): void {
  describe('quotes in what is searched for', () => {
    const names = (rows: readonly StoredRow[]): readonly string[] =>
      rows.map(({ partition, row }) => `${partition}/${row}`);

    async function filled(): Promise<TableDriver> {
      const driver = backEnd.fresh()('Plans');
      for (const partition of ['a', 'z', ...QUOTES]) {
        await driver.submit(
          partition,
          [...QUOTES, 'm'].map((row) => ({ kind: 'insert' as const, row, columns: { a: 'b' } })),
        );
      }
      return driver;
    }

    it('are a part of the value in every bound of a query', async () => {
      const driver = await filled();
      const sorted = [...QUOTES, 'm'].toSorted();
      for (const text of QUOTES) {
        const of = (rows: readonly string[]): readonly string[] => rows.map((row) => `${text}/${row}`);
        expect(names(await allOf(driver.query({ partition: text })))).toEqual(of(sorted));
        expect(names(await allOf(driver.query({ partition: text, from: text })))).toEqual(
          of(sorted.filter((row) => row >= text)),
        );
        expect(names(await allOf(driver.query({ partition: text, before: text })))).toEqual(
          of(sorted.filter((row) => row < text)),
        );
        const partitions = ['a', 'z', ...QUOTES].filter((one) => one <= text);
        expect(new Set((await allOf(driver.query({ upTo: text }))).map((row) => row.partition))).toEqual(
          new Set(partitions),
        );
        expect((await allOf(driver.query({ upTo: text, after: text }))).length).toBe(0);
        expect((await driver.get(text, text))?.row).toBe(text);
      }
    });

    it('find nobody else by name or Entra id', async () => {
      const { people } = storesOver(backEnd.fresh());
      await people.put(anOfficer('o1', "Ann O'Hara", { entraId: "e'1" }), null);
      await people.put(anOfficer('o2', 'Ben', { entraId: 'e2' }), null);
      for (const text of QUOTES) {
        expect(await people.byName(text)).toBeNull();
        expect(await people.byEntraId(text)).toBeNull();
      }
      expect((await people.byName("ann o'hara"))?.value.id).toBe('o1');
      expect((await people.byEntraId("e'1"))?.value.id).toBe('o1');
    });
  });
}
