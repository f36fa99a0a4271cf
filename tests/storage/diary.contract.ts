import { describe, expect, it } from 'vitest';
import type { Board } from '../../bot/domain/boards.js';
import { civilDate, instant } from '../../bot/domain/dates.js';
import type { Change, DiaryImage, Revision } from '../../bot/flows/ports.js';
import type { Stores } from '../../bot/storage/stores.js';
import { storesOver, type BackEnd } from './back-end.js';
import { LATER, NOON, PLAN } from './samples.js';

const BOARD: Board = {
  name: 'The Children’s Improvement Board',
  aliases: ['performance meeting'],
  meetings: [{ on: civilDate('2026-12-03'), called: civilDate('2026-11-12') }],
  publishes: 5,
  removed: false,
};
const CHRISTMAS = [civilDate('2026-12-29'), civilDate('2026-12-30')];

function aChange(image: DiaryImage, previous: Revision | null = null, rest: Partial<Change> = {}): Change<DiaryImage> {
  const why = 'meetings set';
  return { at: NOON, recordedAt: NOON, by: { kind: 'operator' }, why, inputHash: 'abc', ...rest, image, previous };
}

const boardImage = (given: Partial<Board> = {}): DiaryImage => ({ kind: 'board', board: { ...BOARD, ...given } });
const closuresImage = (days = CHRISTMAS): DiaryImage => ({ kind: 'closures', closures: { days } });

async function entered(stores: Stores): Promise<void> {
  expect(await stores.diary.commit([aChange(boardImage()), aChange(closuresImage())])).toBe('written');
}

export function diaryContract(backEnd: BackEnd): void {
  describe('the diary', () => {
    it('is empty before anything is entered', async () => {
      const stores = storesOver(backEnd.fresh());
      expect(await stores.diary.read()).toEqual({
        boards: [],
        closures: null,
        windows: null,
        holds: null,
        rules: null,
      });
      expect(await stores.diary.windows()).toEqual([]);
      expect(await stores.diary.rules()).toEqual([]);
      expect((await stores.diary.present()).closures?.days ?? []).toEqual([]);
      expect(await stores.diary.history()).toEqual([]);
      expect(await stores.diary.commit([])).toBe('written');
      expect(await stores.brokenDiary()).toEqual([]);
    });

    it('is read back whole, the boards by name, and is no plan', async () => {
      const stores = storesOver(backEnd.fresh());
      await entered(stores);
      await stores.diary.commit([
        aChange(boardImage({ name: 'Scrutiny', aliases: [], meetings: [], publishes: null, removed: true })),
      ]);
      const { boards, closures } = await stores.diary.read();
      expect(boards).toMatchObject([
        { name: 'Scrutiny', removed: true, rev: 1 },
        { ...BOARD, rev: 1 },
      ]);
      expect(closures).toMatchObject({ days: CHRISTMAS, rev: 1, at: NOON });
      expect((await stores.diary.present()).closures?.days ?? []).toEqual(CHRISTMAS);
      expect(await stores.plans.list()).toEqual([]);
      expect(await stores.plans.contents('~diary')).toBeNull();
    });

    it('keeps the own numbers of plans', async () => {
      const stores = storesOver(backEnd.fresh());
      const plans = [{ plan: PLAN.id, rules: { stagesBefore: [-10, 0], redAfter: 5 } }];
      expect(await stores.diary.commit([aChange({ kind: 'rules', rules: { plans } })])).toBe('written');
      expect(await stores.diary.rules()).toEqual(plans);
      expect((await stores.diary.read()).rules).toMatchObject({ plans, rev: 1 });
    });

    it('keeps what it was before, chained', async () => {
      const stores = storesOver(backEnd.fresh());
      await entered(stores);
      const { closures } = await stores.diary.read();
      const change = aChange(closuresImage([]), closures, { at: LATER, recordedAt: LATER, why: 'opened' });
      expect(await stores.diary.commit([change])).toBe('written');
      expect((await stores.diary.present()).closures?.days ?? []).toEqual([]);
      const history = await stores.diary.history();
      expect(history.map(({ image, rev, at, why }) => [image.kind, rev, at, why])).toEqual([
        ['board', 1, NOON, 'meetings set'],
        ['closures', 1, NOON, 'meetings set'],
        ['closures', 2, LATER, 'opened'],
      ]);
      expect(history[1]?.image).toEqual(closuresImage());
      expect(history[2]?.previousHash).toBe(history[1]?.hash);
      expect(await stores.brokenDiary()).toEqual([]);
    });

    it('never counts from earlier than the last', async () => {
      const stores = storesOver(backEnd.fresh());
      await entered(stores);
      const { closures } = await stores.diary.read();
      await stores.diary.commit([aChange(closuresImage([]), closures, { at: instant('2026-01-01T00:00:00Z') })]);
      expect((await stores.diary.read()).closures).toMatchObject({ rev: 2, at: NOON });
    });

    it('loses one of two changes that race, whole', async () => {
      const stores = storesOver(backEnd.fresh());
      await entered(stores);
      const { closures, boards } = await stores.diary.read();
      const [board = null] = boards;
      expect(await stores.diary.commit([aChange(closuresImage([]), closures)])).toBe('written');
      const both = [aChange(boardImage({ meetings: [] }), board), aChange(closuresImage([]), closures)];
      expect(await stores.diary.commit(both)).toBe('conflict');
      expect(await stores.diary.commit([aChange(boardImage())])).toBe('conflict');
      expect((await stores.diary.read()).boards).toMatchObject([{ ...BOARD, rev: 1 }]);
    });

    it('calls a board by one name whatever its case and articles', async () => {
      const stores = storesOver(backEnd.fresh());
      await entered(stores);
      const again = boardImage({ name: "children's improvement board" });
      expect(await stores.diary.commit([aChange(again)])).toBe('conflict');
    });

    it('shows what was changed from outside', async () => {
      const open = backEnd.fresh();
      const stores = storesOver(open);
      await entered(stores);
      const found = await open('Plans').get('~diary', 'closures');
      const columns = { ...found!.columns, image: JSON.stringify(closuresImage([])) } as Record<string, string>;
      await open('Plans').submit('~diary', [{ kind: 'put', row: 'closures', columns }]);
      expect(await stores.brokenDiary()).toEqual([{ subject: 'closures', rev: 1, fault: 'state-differs' }]);
      expect(await stores.brokenLinks(PLAN.id)).toEqual([]);
    });
  });
}
