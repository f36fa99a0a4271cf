import { describe, expect, it } from 'vitest';
import type { AttentionRow } from '../../bot/flows/ports.js';
import { storesOver, type BackEnd } from './back-end.js';
import { LATER, NOON, SLOT } from './samples.js';

export function attentionContract(backEnd: BackEnd): void {
  describe('what waits for a person', () => {
    const row: AttentionRow = {
      id: '0badcafe',
      subject: { kind: 'digest', officer: 'o1', slot: SLOT },
      because: 'in-doubt',
      since: LATER,
      evidence: [{ at: LATER, what: 'http-502' }],
    };

    it('is listed oldest first, once each, and gone when it is settled', async () => {
      const { attention, openDigests } = storesOver(backEnd.fresh());
      const older: AttentionRow = { ...row, id: '1', since: NOON, subject: { kind: 'queue', queue: 'deliver' } };
      expect(await attention.save(row, null)).toMatchObject({ value: row });
      expect(await attention.save(older, null)).toMatchObject({ value: older });
      expect(await attention.save(row, null)).toBe('conflict');
      const [first, second, ...more] = await attention.list();
      expect([first?.value, second?.value, more]).toEqual([older, row, []]);
      expect(await attention.remove(first!)).toBe('written');
      expect(await attention.find('1')).toBeNull();
      // It shares a table with what is open, and is not taken for it.
      expect(await openDigests.list()).toEqual([]);
    });

    it('may be about a lead, a file, an area, a milestone or an index', async () => {
      const { attention } = storesOver(backEnd.fresh());
      const rows: readonly Pick<AttentionRow, 'subject' | 'because'>[] = [
        { subject: { kind: 'lead', officer: 'o1' }, because: 'unlinked' },
        { subject: { kind: 'import', plan: 'sample' }, because: 'orphan-text' },
        { subject: { kind: 'import', plan: 'other' }, because: 'undecided' },
        { subject: { kind: 'area', plan: 'sample', area: 'FD 1' }, because: 'unsigned' },
        { subject: { kind: 'milestone', plan: 'sample', ref: 'CiN/CP 1.1' }, because: 'gone' },
        { subject: { kind: 'index', table: 'DueIndex' }, because: 'faulty' },
      ];
      for (const [at, one] of rows.entries()) await attention.save({ ...row, ...one, id: String(at) }, null);
      const found = (await attention.list()).map(({ value: { subject, because } }) => ({ subject, because }));
      expect(found).toHaveLength(rows.length);
      expect(found).toEqual(expect.arrayContaining([...rows]));
    });

    it('is changed only by who has seen its newest version', async () => {
      const { attention } = storesOver(backEnd.fresh());
      await attention.save(row, null);
      const before = await attention.find(row.id);
      const what = 'http-503';
      const later = { ...row, evidence: [...row.evidence, { at: LATER, what }] };
      expect(await attention.save(later, before!.etag)).toMatchObject({ value: later });
      expect(await attention.save(row, before!.etag)).toBe('conflict');
      expect(await attention.remove(before!)).toBe('conflict');
      expect((await attention.find(row.id))?.value).toEqual(later);
    });

    it('what an admin was told is kept for each, and is not on the list', async () => {
      const { attention } = storesOver(backEnd.fresh());
      expect(await attention.told('o1')).toBeNull();
      const told = { officer: 'o1', at: NOON, ids: Array.from({ length: 3_000 }, (_, i) => `id ${String(i)}`) };
      const first = await attention.saveTold(told, null);
      expect(await attention.saveTold(told, null)).toBe('conflict');
      expect((await attention.told('o1'))?.value).toEqual(told);
      if (first === 'conflict') throw new Error('It was new');
      expect(await attention.saveTold({ ...told, ids: [] }, first.etag)).toMatchObject({ value: { ids: [] } });
      expect(await attention.saveTold(told, first.etag)).toBe('conflict');
      expect([await attention.told('o2'), await attention.list()]).toEqual([null, []]);
    });
  });

  describe('cards to be rebuilt', () => {
    it('are listed once, and stay when they went stale again', async () => {
      const { staleCards } = storesOver(backEnd.fresh());
      const card = { officer: 'o1', slot: SLOT, since: NOON };
      await staleCards.add(card);
      await staleCards.add({ ...card, officer: 'o2' });
      const [before] = await staleCards.list();
      await staleCards.add(card);
      expect(await staleCards.remove(before!)).toBe('conflict');
      const [after, other] = await staleCards.list();
      expect(await staleCards.remove(after!)).toBe('written');
      expect((await staleCards.list()).map(({ value }) => value.officer)).toEqual([other?.value.officer]);
    });
  });

  describe('summaries to be brought up to date', () => {
    it('are listed once a channel, and stay when something was said again', async () => {
      const { stalePosts } = storesOver(backEnd.fresh());
      const post = { scope: 'ilacs-2026~tag:Rec 1/2', channel: '19:a/b', period: null, since: NOON };
      await stalePosts.add(post);
      await stalePosts.add({ ...post, period: NOON });
      const before = (await stalePosts.list()).find(({ value }) => value.period === null);
      await stalePosts.add(post);
      expect(await stalePosts.remove(before!)).toBe('conflict');
      const after = (await stalePosts.list()).find(({ value }) => value.period === null);
      expect(await stalePosts.remove(after!)).toBe('written');
      expect((await stalePosts.list()).map(({ value }) => value)).toEqual([{ ...post, period: NOON }]);
    });
  });
}
