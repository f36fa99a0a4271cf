import { describe, expect, it } from 'vitest';
import type { TruthRow } from '../../bot/flows/ports-copies.js';
import type { LookedFor, Note } from '../../bot/flows/ports-looked.js';
import type { Stores } from '../../bot/storage/stores.js';
import { storesOver, type BackEnd } from './back-end.js';
import { aChange, LATER, NOON, PLAN } from './samples.js';

async function* none(): AsyncIterable<TruthRow> {
  yield* await Promise.resolve<readonly TruthRow[]>([]);
}

const noted: Note = { state: 'noted', at: NOON, found: { kind: 'nothing' }, restored: null };

async function stateOf({ looked }: Stores, what: LookedFor): Promise<string | null> {
  return (await looked.note(what))?.note.state ?? null;
}

/** Whoever changes one of these marks its note as void. */
const CHANGES: readonly (readonly [LookedFor, string, (stores: Stores) => Promise<unknown>])[] = [
  ['ran s1', 'a run', ({ runs }) => runs.write('s1', NOON, { state: 'coalesced', into: LATER }, null)],
  [
    'posts',
    'a post is listed',
    ({ rollups }) => rollups.listOpen({ scope: 'a', period: NOON, channel: 'c', part: '' }),
  ],
  ['corrections', 'a correction', ({ rollups }) => rollups.openCorrection({ scope: 'a', period: NOON, since: NOON })],
  [
    'windows',
    'figures are frozen',
    ({ rollups }) =>
      rollups.saveWindowRun({ scope: 'a', window: 'w', period: NOON, state: 'frozen', released: null }, null),
  ],
  [
    'windows',
    'a plan is opened again',
    async ({ plans, looked }) => {
      await plans.commit(PLAN.id, [aChange({ kind: 'plan', plan: PLAN })]);
      // New, it had no window before.
      expect((await looked.note('windows'))?.note.state).toBe('noted');
      const outline = await plans.outline(PLAN.id);
      await plans.commit(PLAN.id, [aChange({ kind: 'plan', plan: PLAN }, outline?.plan ?? null)]);
    },
  ],
];

export function lookedContract(backEnd: BackEnd): void {
  describe('what need not be looked at again', () => {
    it('is kept with its etag, and written once by two who read the same', async () => {
      const { looked } = storesOver(backEnd.fresh());
      expect(await looked.read()).toEqual({ toSend: 0, listed: [], notes: new Map(), restored: null });
      await looked.write('ran s1', noted, null);
      await looked.write('ran s1', { state: 'void' }, null);
      const { notes } = await looked.read();
      expect(notes.get('ran s1')?.note).toEqual(noted);
      const etag = notes.get('ran s1')?.etag ?? '';
      await looked.write('ran s1', { state: 'seen', at: LATER }, etag);
      await looked.write('ran s1', noted, etag);
      expect((await looked.note('ran s1'))?.note).toEqual({ state: 'seen', at: LATER });
    });

    it.each(CHANGES)('%s: void once %s', async (what, _, change) => {
      const stores = storesOver(backEnd.fresh());
      await stores.looked.write(what, noted, null);
      await change(stores);
      expect(await stateOf(stores, what)).toBe('void');
    });

    it('counts no more once storage was filled from a copy', async () => {
      const { looked, truth } = storesOver(backEnd.fresh());
      await truth.add(none());
      const first = (await looked.read()).restored;
      await truth.add(none());
      const { restored } = await looked.read();
      expect(first).not.toBeNull();
      expect(restored).not.toBe(first);
    });
  });
}
