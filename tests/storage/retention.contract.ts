import { describe, expect, it } from 'vitest';
import { addMs, instant, type Instant } from '../../bot/domain/dates.js';
import type { AuditEntry, OfficerLedger } from '../../bot/flows/ports.js';
import { storesOver, type BackEnd } from './back-end.js';
import { aDigest, anAsked, MONDAY, NOON } from './samples.js';

async function all<T>(rows: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

const entry = (at: Instant, subject = 's'): AuditEntry => ({
  ...{ at, by: { kind: 'operator' }, act: 'sweep run', subject },
  ...{ outcome: 'done', why: null },
});

export function retentionContract(backEnd: BackEnd): void {
  describe('what is kept', () => {
    const planned = async (officers: readonly string[], refs = ['1.1', '1.2']) => {
      const stores = storesOver(backEnd.fresh());
      for (const officer of officers) {
        const asked = refs.map((ref) => anAsked(officer, ref));
        const digest = aDigest(officer, 's1', asked);
        await stores.ledger.plan(await stores.ledger.read(officer), MONDAY, 1, asked, digest);
      }
      return stores;
    };

    it('is every ledger, an officer at a time', async () => {
      const stores = await planned(['o1', 'Ö 2', 'o3']);
      const ledgers = await all<OfficerLedger>(stores.ledgers());
      const each = await Promise.all(['Ö 2', 'o1', 'o3'].map((officer) => stores.ledger.read(officer)));
      expect(ledgers).toEqual(each);
      expect(await all(storesOver(backEnd.fresh()).ledgers())).toEqual([]);
    });

    it('loses asked rows of one officer, and nothing else', async () => {
      const stores = await planned(['o1', 'o2']);
      const read = await stores.ledger.read('o1');
      expect(await stores.removeAsked(read, read.asked.slice(0, 1))).toBe('written');
      const after = await stores.ledger.read('o1');
      expect([after.asked.map(({ ref }) => ref), after.digests.length, after.week, after.count]).toEqual([
        ['1.2'],
        1,
        MONDAY,
        1,
      ]);
      expect((await stores.ledger.read('o2')).asked).toHaveLength(2);
      // Said again, it is gone already.
      expect(await stores.removeAsked(read, read.asked.slice(0, 1))).toBe('conflict');
    });

    it('loses no asked row while somebody plans for that officer', async () => {
      const stores = await planned(['o1']);
      const read = await stores.ledger.read('o1');
      const more = [anAsked('o1', '1.3')];
      expect(await stores.ledger.plan(read, MONDAY, 2, more, aDigest('o1', 's2', more))).toBe('written');
      expect(await stores.removeAsked(read, read.asked)).toBe('conflict');
      expect((await stores.ledger.read('o1')).asked).toHaveLength(3);
      // What is planned on a ledger from before the removal is refused, too.
      const now = await stores.ledger.read('o1');
      expect(await stores.removeAsked(now, now.asked)).toBe('written');
      const late = [anAsked('o1', '1.4')];
      expect(await stores.ledger.plan(now, MONDAY, 3, late, aDigest('o1', 's3', late))).toBe('conflict');
    });

    it('loses 95 asked rows at once, and none of a ledger without any', async () => {
      const refs = Array.from({ length: 95 }, (_, i) => `1.${String(i)}`);
      const stores = await planned(['o1'], refs);
      const read = await stores.ledger.read('o1');
      expect(await stores.removeAsked(read, read.asked)).toBe('written');
      expect((await stores.ledger.read('o1')).asked).toEqual([]);
      expect(await stores.removeAsked(await stores.ledger.read('o9'), [])).toBe('conflict');
      await expect(stores.removeAsked(read, [...read.asked, anAsked('o1', 'x')])).rejects.toThrow(/95/);
    });

    it('loses a digest only as it was read', async () => {
      const stores = await planned(['o1']);
      const digest = (await stores.ledger.digest('o1', 's1'))!;
      const saved = await stores.ledger.save({ ...digest, value: { ...digest.value, state: 'sent' } });
      expect(await stores.removeDigest(digest)).toBe('conflict');
      if (saved === 'conflict') throw new Error('not saved');
      expect(await stores.removeDigest(saved)).toBe('written');
      expect(await stores.ledger.digest('o1', 's1')).toBeNull();
    });

    it('is the audit over months, and loses its oldest entries, to the millisecond', async () => {
      const stores = storesOver(backEnd.fresh());
      const limit = instant('2020-11-18T12:00:00Z');
      const ats = [instant('2020-09-30T23:59:59.999Z'), addMs(limit, -1), limit, addMs(limit, 1), NOON];
      for (const at of ats) await stores.audit.record(entry(at));
      const kept = async (): Promise<readonly Instant[]> =>
        (await all(stores.auditUpTo('2026-11'))).map(({ at }) => at);
      expect(await kept()).toEqual(ats);
      expect(await all(stores.auditUpTo('2020-10'))).toHaveLength(1);
      expect(await stores.removeAuditUpTo(limit, 1)).toBe(1);
      expect(await kept()).toEqual(ats.slice(1));
      expect(await stores.removeAuditUpTo(limit, 100)).toBe(2);
      expect(await kept()).toEqual(ats.slice(3));
      expect(await stores.removeAuditUpTo(limit, 100)).toBe(0);
    });

    it('loses more than one transaction of the audit', async () => {
      const stores = storesOver(backEnd.fresh());
      await Promise.all(Array.from({ length: 130 }, (_, i) => stores.audit.record(entry(addMs(NOON, i)))));
      expect(await stores.removeAuditUpTo(addMs(NOON, 128), 1_000)).toBe(129);
      expect(await all(stores.auditUpTo('2026-11'))).toHaveLength(1);
    });
  });
}
