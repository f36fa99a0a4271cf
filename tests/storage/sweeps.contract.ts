import { describe, expect, it } from 'vitest';
import { addMs, civilDate, type Instant } from '../../bot/domain/dates.js';
import { listingCounts, type SweepListing } from '../../bot/domain/sweep-listing.js';
import type { SweepRecord } from '../../bot/flows/ports.js';
import { storesOver, type BackEnd } from './back-end.js';
import { NOON } from './samples.js';

const LISTING: SweepListing = {
  asked: [
    {
      officer: 'o1',
      plan: 'sample',
      ref: 'CiN/CP 1.1',
      because: 'stage',
      anchor: '2026-11-18',
      step: '0',
      linked: true,
    },
    { officer: 'o2', plan: 'sample', ref: '@area FD 1', because: 'sign-off', anchor: 'x', step: 'ask', linked: false },
  ],
  passed: [
    { plan: 'sample', ref: 'B “1”', officer: null, reason: 'no-lead' },
    { plan: 'sample', ref: 'B 2', officer: 'o1', reason: 'awaits-decision' },
  ],
  escalated: [{ plan: 'sample', ref: 'B 3', officers: ['o1', 'o2'], to: 'o3' }],
};

function recordAt(slot: string, at: Instant, listing: SweepListing = LISTING): SweepRecord {
  const cause = { kind: 'schedules', schedules: ['weekdays'] } as const;
  const counts = listingCounts(listing);
  return { slot, at, day: civilDate('2026-11-18'), cause, counts, ...listing, failed: ['o9'], unread: [] };
}

export function sweepsContract(backEnd: BackEnd): void {
  describe('what rounds of reminders did', () => {
    it('is kept as it was, and listed newest first without its lines', async () => {
      const { sweeps } = storesOver(backEnd.fresh());
      const first = recordAt('2026-11-18T08:30:00.000Z', NOON);
      const byHand = { kind: 'by-hand', by: { kind: 'officer', id: 'o1' } } as const;
      const second = { ...recordAt('2026-11-18T12:00:00.001Z-by-hand-abc', addMs(NOON, 1)), cause: byHand };
      expect(await sweeps.save(first, null)).toBe('written');
      expect(await sweeps.save(second, null)).toBe('written');
      expect((await sweeps.find(first.slot))?.value).toEqual(first);
      expect((await sweeps.find(second.slot))?.value).toEqual(second);
      expect(await sweeps.find('none')).toBeNull();
      const { slot, at, day, cause, counts } = second;
      const listed = await sweeps.list();
      expect(listed).toHaveLength(2);
      expect(listed[0]).toEqual({ slot, at, day, cause, counts });
    });

    it('is written once, and then only by who has read its newest version', async () => {
      const { sweeps } = storesOver(backEnd.fresh());
      const record = recordAt('slot', NOON);
      await sweeps.save(record, null);
      expect(await sweeps.save(record, null)).toBe('conflict');
      const found = (await sweeps.find('slot'))!;
      const more = { ...record, unread: ['other'] };
      expect(await sweeps.save(more, found.etag)).toBe('written');
      expect(await sweeps.save(record, found.etag)).toBe('conflict');
      expect((await sweeps.find('slot'))?.value).toEqual(more);
      expect(await sweeps.list()).toHaveLength(1);
    });

    it('may be of thousands of people', async () => {
      const { sweeps } = storesOver(backEnd.fresh());
      const asked = Array.from({ length: 9_000 }, (_, n) => ({
        ...LISTING.asked[0]!,
        officer: `o${String(n)}`,
        ref: `R 😀 ${String(n)}`,
      }));
      const record = recordAt('slot', NOON, { ...LISTING, asked });
      expect(await sweeps.save(record, null)).toBe('written');
      expect((await sweeps.find('slot'))?.value).toEqual(record);
    });

    it('is removed when its time has come, and is no run of a schedule', async () => {
      const { sweeps, runs } = storesOver(backEnd.fresh());
      for (const n of [0, 1, 2]) await sweeps.save(recordAt(`slot-${String(n)}`, addMs(NOON, n)), null);
      expect(await runs.newestDone('kept')).toBeNull();
      expect(await sweeps.removeUpTo(addMs(NOON, 1), 1)).toBe(1);
      expect(await sweeps.removeUpTo(addMs(NOON, 1), 5)).toBe(1);
      expect(await sweeps.removeUpTo(addMs(NOON, 1), 5)).toBe(0);
      expect((await sweeps.list()).map(({ slot }) => slot)).toEqual(['slot-2']);
      expect(await sweeps.find('slot-0')).toBeNull();
      expect((await sweeps.find('slot-2'))?.value.asked).toHaveLength(2);
    });

    it('lies among what is copied', async () => {
      const { sweeps, truth } = storesOver(backEnd.fresh());
      await sweeps.save(recordAt('slot', NOON), null);
      let rows = 0;
      for await (const row of truth.rows(['Runs'])) if (row.partition.includes('sweeps')) rows += 1;
      expect(rows).toBe(2);
    });
  });
}
