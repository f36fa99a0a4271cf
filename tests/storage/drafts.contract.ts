import { describe, expect, it } from 'vitest';
import { civilDate, instant } from '../../bot/domain/dates.js';
import type { Drafts, ImportDraft } from '../../bot/flows/ports-drafts.js';

const BYTES = Uint8Array.from([0x50, 0x4b, 0, 255]);

function draft(id: string, parts: Partial<ImportDraft> = {}): ImportDraft {
  return {
    ...{ id, by: { kind: 'officer', id: 'o1' }, begun: instant('2026-11-18T10:00:00Z'), fileName: 'Plan – “a”.xlsx' },
    ...{ plan: 'fd', title: 'Front door', asAt: civilDate('2026-11-18') },
    columns: [
      { heading: 'By when', field: 'due' },
      { heading: 'Notes', field: null },
    ],
    decisions: [{ id: 'no-date:FD 1.1', choice: 'date', typed: '31 March 2027' }],
    ...{ kind: 'clearance', board: 'Panel', meeting: civilDate('2027-01-12') },
    levels: { area: 'Theme', objective: 'Report', milestone: 'Sign-off' },
    ...parts,
  };
}

/** What a place for plan files on their way has to do. */
export function draftsContract(fresh: () => Drafts): void {
  describe('drafts of imports', () => {
    it('are kept with their bytes, and listed with the newest first', async () => {
      const drafts = fresh();
      expect(await drafts.list()).toEqual([]);
      expect(await drafts.read('a1')).toBeNull();
      expect(await drafts.bytes('a1')).toBeNull();
      await drafts.begin(draft('a1'), BYTES);
      await drafts.begin(draft('b2', { begun: instant('2026-11-19T10:00:00Z'), by: { kind: 'operator' } }), BYTES);
      expect((await drafts.list()).map(({ id }) => id)).toEqual(['b2', 'a1']);
      expect((await drafts.read('a1'))?.draft).toEqual(draft('a1'));
      expect(Uint8Array.from((await drafts.bytes('a1')) ?? [])).toEqual(BYTES);
    });

    it('are changed by whoever read them last', async () => {
      const drafts = fresh();
      await drafts.begin(draft('a1'), BYTES);
      const read = await drafts.read('a1');
      if (read === null) throw new Error('not kept');
      expect(await drafts.change({ ...read.draft, plan: 'one' }, read.etag)).toBe('changed');
      expect(await drafts.change({ ...read.draft, plan: 'two' }, read.etag)).toBe('conflict');
      expect((await drafts.read('a1'))?.draft.plan).toBe('one');
    });

    it('are removed, once or twice, and changed no more', async () => {
      const drafts = fresh();
      await drafts.begin(draft('a1'), BYTES);
      const etag = (await drafts.read('a1'))?.etag ?? '';
      await drafts.remove('a1');
      await drafts.remove('a1');
      expect(await drafts.read('a1')).toBeNull();
      expect(await drafts.bytes('a1')).toBeNull();
      expect(await drafts.list()).toEqual([]);
      expect(await drafts.change(draft('a1'), etag)).toBe('conflict');
    });

    it('are found by their age', async () => {
      const drafts = fresh();
      await drafts.begin(draft('a1'), BYTES);
      expect(await drafts.idsBefore(instant('2000-01-01T00:00:00Z'))).toEqual([]);
      expect(await drafts.idsBefore(instant('2199-01-01T00:00:00Z'))).toEqual(['a1']);
    });

    it('are asked for by an id and nothing else', async () => {
      const drafts = fresh();
      expect(await drafts.read('../a1')).toBeNull();
      expect(await drafts.bytes('a1/draft.json')).toBeNull();
      await drafts.remove('../../etc');
    });
  });
}
