import { describe, expect, it } from 'vitest';
import { instant } from '../../bot/domain/dates.js';
import type { Milestone } from '../../bot/domain/plan.js';
import type { Change, Image } from '../../bot/flows/ports.js';
import type { OpenTable } from '../../bot/storage/rows.js';
import type { Stores } from '../../bot/storage/stores.js';
import { storesOver, type BackEnd } from './back-end.js';
import {
  aChange,
  aLargestMilestone,
  aMilestone,
  AREA,
  HARD_REFS,
  LATER,
  milestoneImage,
  NOON,
  OBJECTIVE,
  PLAN,
} from './samples.js';

const planImage: Image = { kind: 'plan', plan: PLAN };
const areaImage: Image = { kind: 'area', area: AREA };
const objectiveImage: Image = { kind: 'objective', objective: OBJECTIVE };

async function loaded(open: OpenTable): Promise<Stores> {
  const stores = storesOver(open);
  const images = [planImage, areaImage, objectiveImage, milestoneImage('1.1')];
  await stores.plans.commit(
    PLAN.id,
    images.map((image) => aChange(image)),
  );
  return stores;
}

/** The next change of a stored milestone. */
async function next(
  { plans }: Stores,
  ref: string,
  milestone: Partial<Milestone>,
  rest: Partial<Change> = {},
): Promise<Change> {
  return aChange(milestoneImage(ref, milestone), await plans.milestone(PLAN.id, ref), rest);
}

export function plansContract(backEnd: BackEnd): void {
  describe('plans', () => {
    it('are not there before they are committed', async () => {
      const { plans } = storesOver(backEnd.fresh());
      expect(await plans.list()).toEqual([]);
      expect(await plans.contents('none')).toBeNull();
      expect(await plans.outline('none')).toBeNull();
      expect(await plans.milestone('none', '1')).toBeNull();
      expect(await plans.history('none')).toEqual([]);
      expect(await plans.milestoneRevision('none', '1', 1)).toBeNull();
      expect(await plans.commit('none', [])).toBe('written');
    });

    it('are read back whole', async () => {
      const { plans } = await loaded(backEnd.fresh());
      const contents = await plans.contents(PLAN.id);
      expect(contents?.plan).toMatchObject({ ...PLAN, rev: 1, at: NOON });
      expect(contents?.areas).toMatchObject([{ ...AREA, rev: 1 }]);
      expect(contents?.objectives).toMatchObject([{ ...OBJECTIVE, rev: 1 }]);
      expect(contents?.milestones.map((each) => ({ kind: 'milestone', milestone: each.milestone }))).toEqual([
        milestoneImage('1.1'),
      ]);
      expect({ ...(await plans.outline(PLAN.id)), milestones: contents?.milestones }).toEqual(contents);
      expect(await plans.list()).toEqual([PLAN]);
    });

    it('are listed by id, and those without a plan row are skipped', async () => {
      const open = backEnd.fresh();
      const { plans } = storesOver(open);
      for (const id of ['b-plan', 'a-plan']) {
        await plans.commit(id, [aChange({ kind: 'plan', plan: { ...PLAN, id } })]);
      }
      await open('Plans').submit('~plans', [{ kind: 'insert', row: 'a-crashed-import', columns: {} }]);
      expect((await plans.list()).map((plan) => plan.id)).toEqual(['a-plan', 'b-plan']);
      expect(await plans.ids()).toEqual(['a-crashed-import', 'a-plan', 'b-plan']);
    });

    it('give milestones in printed order', async () => {
      const { plans } = await loaded(backEnd.fresh());
      await plans.commit(PLAN.id, [
        aChange(milestoneImage('1.10', { order: 3 })),
        aChange(milestoneImage('1.9', { order: 2 })),
      ]);
      const contents = await plans.contents(PLAN.id);
      expect(contents?.milestones.map((each) => each.milestone.ref)).toEqual(['1.1', '1.9', '1.10']);
    });

    it.each(HARD_REFS)('keep a milestone called %j', async (ref) => {
      const { plans } = await loaded(backEnd.fresh());
      expect(await plans.commit(PLAN.id, [aChange(milestoneImage(ref))])).toBe('written');
      expect((await plans.milestone(PLAN.id, ref))?.milestone.ref).toBe(ref);
      expect(await plans.milestoneHistory(PLAN.id, ref)).toHaveLength(1);
      expect((await plans.milestoneRevision(PLAN.id, ref, 1))?.image).toEqual(milestoneImage(ref));
    });

    it('keep apart refs that begin alike', async () => {
      const { plans } = await loaded(backEnd.fresh());
      await plans.commit(PLAN.id, [aChange(milestoneImage('1.1|00000001')), aChange(milestoneImage('1.11'))]);
      expect(await plans.milestoneHistory(PLAN.id, '1.1')).toHaveLength(1);
    });
  });

  describe('a commit', () => {
    it('takes 30 milestones at once, and no more', async () => {
      const { plans } = await loaded(backEnd.fresh());
      const changes = Array.from({ length: 31 }, (_, i) => aChange(milestoneImage(`2.${String(i)}`)));
      expect(await plans.commit(PLAN.id, changes.slice(0, 30))).toBe('written');
      expect((await plans.contents(PLAN.id))?.milestones).toHaveLength(31);
      await expect(plans.commit(PLAN.id, changes)).rejects.toThrow(/31 changes/);
    });

    it('writes state, history and change feed together', async () => {
      const open = backEnd.fresh();
      const stores = await loaded(open);
      const change = await next(stores, '1.1', { state: 'delivered' }, { at: LATER, recordedAt: LATER, why: 'update' });
      expect(await stores.plans.commit(PLAN.id, [change])).toBe('written');
      const stored = await stores.plans.milestone(PLAN.id, '1.1');
      expect(stored).toMatchObject({ rev: 2, at: LATER, milestone: { state: 'delivered' } });
      const [first, second, ...more] = await stores.plans.milestoneHistory(PLAN.id, '1.1');
      expect(more).toEqual([]);
      expect(first).toMatchObject({ rev: 1, why: 'import', at: NOON, by: { kind: 'import' }, previousHash: '' });
      expect(second).toMatchObject({ rev: 2, why: 'update', at: LATER, inputHash: 'abc', previousHash: first?.hash });
      expect(second?.image).toEqual(milestoneImage('1.1', { state: 'delivered' }));
      expect(second?.hash).toBe(stored?.hash);
      expect(await stores.plans.milestoneRevision(PLAN.id, '1.1', 2)).toEqual(second);
      expect(await open('Plans').get(PLAN.id, `c|${LATER}|m|1.1|00000002`)).not.toBeNull();
    });

    it('conflicts when a subject has moved on, and then writes nothing of it', async () => {
      const stores = await loaded(backEnd.fresh());
      const stale = await next(stores, '1.1', { state: 'delivered' });
      await stores.plans.commit(PLAN.id, [await next(stores, '1.1', { state: 'paused' })]);
      expect(await stores.plans.commit(PLAN.id, [aChange(milestoneImage('9')), stale])).toBe('conflict');
      expect(await stores.plans.milestone(PLAN.id, '9')).toBeNull();
      expect((await stores.plans.milestone(PLAN.id, '1.1'))?.milestone.state).toBe('paused');
    });

    it('conflicts when a new subject exists already', async () => {
      const { plans } = await loaded(backEnd.fresh());
      expect(await plans.commit(PLAN.id, [aChange(milestoneImage('1.1'))])).toBe('conflict');
    });

    it('of two that race, loses one', async () => {
      const stores = await loaded(backEnd.fresh());
      const changes = await Promise.all(
        (['delivered', 'paused'] as const).map((state) => next(stores, '1.1', { state })),
      );
      const outcomes = await Promise.all(changes.map((change) => stores.plans.commit(PLAN.id, [change])));
      expect(outcomes.toSorted()).toEqual(['conflict', 'written']);
      expect(await stores.plans.milestoneHistory(PLAN.id, '1.1')).toHaveLength(2);
    });

    it('never counts from earlier than the last', async () => {
      const stores = await loaded(backEnd.fresh());
      const early = instant('2026-11-01T00:00:00Z');
      await stores.plans.commit(PLAN.id, [await next(stores, '1.1', {}, { at: early, recordedAt: LATER })]);
      expect(await stores.plans.milestone(PLAN.id, '1.1')).toMatchObject({ rev: 2, at: NOON });
      // Twice from the same instant: the change feed tells them apart.
      expect(await stores.plans.commit(PLAN.id, [await next(stores, '1.1', {}, { at: early })])).toBe('written');
    });

    it('refuses milestones of another plan, and one subject twice', async () => {
      const { plans } = await loaded(backEnd.fresh());
      await expect(plans.commit('other', [aChange(milestoneImage('2'))])).rejects.toThrow(RangeError);
      await expect(plans.commit(PLAN.id, [aChange(areaImage), aChange(areaImage)])).rejects.toThrow(RangeError);
    });

    it('names the subject that is too large', async () => {
      const { plans } = await loaded(backEnd.fresh());
      const large = aChange(milestoneImage('7.7', { text: 'x'.repeat(193_000) }));
      await expect(plans.commit(PLAN.id, [large])).rejects.toThrow(/milestone 7\.7 of plan ilacs-2026 is too large/);
    });

    it('keeps a milestone whose every field is as long as it may be, and its history', async () => {
      const stores = await loaded(backEnd.fresh());
      const largest = aLargestMilestone('1.1');
      const all = { kind: 'milestone', milestone: largest } as const;
      const change = aChange(all, await stores.plans.milestone(PLAN.id, '1.1'));
      expect(await stores.plans.commit(PLAN.id, [change])).toBe('written');
      expect((await stores.plans.milestone(PLAN.id, '1.1'))?.milestone).toEqual(largest);
      expect((await stores.plans.milestoneRevision(PLAN.id, '1.1', 2))?.image).toEqual(all);
      // A smaller one after it leaves nothing of the larger behind.
      expect(await stores.plans.commit(PLAN.id, [await next(stores, '1.1', {})])).toBe('written');
      expect((await stores.plans.milestone(PLAN.id, '1.1'))?.milestone).toEqual(aMilestone('1.1'));
      expect(await stores.brokenLinks(PLAN.id)).toEqual([]);
    });

    it.each([
      ['of three bytes a letter', '中'],
      ['of quotation marks', '"'],
    ])(
      'takes 600,000 characters of JSON at once, %s, and says so when it is more than storage takes',
      async (_, mark) => {
        const { plans } = await loaded(backEnd.fresh());
        const text = mark.repeat(20_000 / (JSON.stringify(mark).length - 2) - 600);
        const changes = Array.from({ length: 30 }, (__, i) => aChange(milestoneImage(`2.${String(i)}`, { text })));
        expect(await plans.commit(PLAN.id, changes)).toBe('written');
        expect((await plans.contents(PLAN.id))?.milestones).toHaveLength(31);
        const more = changes.map(({ image }, i) =>
          aChange(image.kind === 'milestone' ? milestoneImage(`3.${String(i)}`, { text: text + text }) : image),
        );
        await expect(plans.commit(PLAN.id, more)).rejects.toThrow(/4 MiB/);
      },
    );
  });

  describe('the history of a plan', () => {
    it('holds all subjects, oldest revision first', async () => {
      const stores = await loaded(backEnd.fresh());
      for (let i = 0; i < 10; i += 1) await stores.plans.commit(PLAN.id, [await next(stores, '1.1', { order: i })]);
      const history = await stores.plans.history(PLAN.id);
      expect(history.map(({ image, rev }) => `${image.kind} ${String(rev)}`)).toEqual([
        'area 1',
        ...Array.from({ length: 11 }, (_, i) => `milestone ${String(i + 1)}`),
        'objective 1',
        'plan 1',
      ]);
      expect(await stores.brokenLinks(PLAN.id)).toEqual([]);
    });

    it.each([
      ['a changed image', 'changed', { why: '"tampered"' }],
      ['a changed hash', 'changed', { hash: '0'.repeat(64) }],
    ])('shows %s', async (_, fault, columns) => {
      const open = backEnd.fresh();
      const stores = await loaded(open);
      for (const order of [2, 3]) await stores.plans.commit(PLAN.id, [await next(stores, '1.1', { order })]);
      const row = 'h|m|1.1|00000002';
      const found = await open('Plans').get(PLAN.id, row);
      const put = { kind: 'put', row, columns: { ...found!.columns, ...columns } as Record<string, string> } as const;
      await open('Plans').submit(PLAN.id, [put]);
      expect(await stores.brokenLinks(PLAN.id)).toContainEqual({ subject: 'm|1.1', rev: 2, fault });
    });

    it('shows a missing row, and a state that differs', async () => {
      const open = backEnd.fresh();
      const stores = await loaded(open);
      for (const order of [2, 3]) await stores.plans.commit(PLAN.id, [await next(stores, '1.1', { order })]);
      await open('Plans').submit(PLAN.id, [{ kind: 'delete', row: 'h|m|1.1|00000002', etag: '*' }]);
      expect(await stores.brokenLinks(PLAN.id)).toEqual([{ subject: 'm|1.1', rev: 2, fault: 'missing' }]);
      await open('Plans').submit(PLAN.id, [{ kind: 'delete', row: 'h|m|1.1|00000003', etag: '*' }]);
      expect(await stores.brokenLinks(PLAN.id)).toContainEqual({ subject: 'm|1.1', rev: 1, fault: 'state-differs' });
    });
  });

  it('a malformed row is named, without what it holds', async () => {
    const open = backEnd.fresh();
    const { plans } = await loaded(open);
    const columns = { image: '{"kind":"milestone","milestone":{"ref":"secret"}}', rev: '1', at: NOON, hash: '' };
    await open('Plans').submit(PLAN.id, [{ kind: 'put', row: 'm|1.1', columns }]);
    await expect(plans.milestone(PLAN.id, '1.1')).rejects.toThrow(
      /^Malformed row in Plans, partition ilacs-2026, row m\|1\.1: .*image\.milestone\.plan/,
    );
    await expect(plans.contents(PLAN.id)).rejects.not.toThrow(/secret/);
  });
}
