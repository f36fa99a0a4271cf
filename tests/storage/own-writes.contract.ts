import { describe, expect, it } from 'vitest';
import type { StorageCall } from '../support/faulty-driver.js';
import { faultyStores, type BackEnd } from './back-end.js';
import {
  aChange,
  aDigest,
  anAsked,
  anOfficer,
  DAY,
  LATER,
  milestoneImage,
  MONDAY,
  NOON,
  PLAN,
  SLOT,
} from './samples.js';

const ofPlan = (call: StorageCall): boolean => call.partition === PLAN.id;
const replaces = (call: StorageCall): boolean => call.writes.some((write) => write.kind === 'replace');

/** What the SDK makes of a lost response (guarantees.md 0.5): our own write is refused, and yet it was done. */
export function ownWritesContract(backEnd: BackEnd): void {
  describe('a write that the SDK repeated is our own success', () => {
    it('when it inserted or changed a plan', async () => {
      const { stores } = faultyStores(backEnd, 'retried', ofPlan);
      const image = { kind: 'plan', plan: PLAN } as const;
      expect(await stores.plans.commit(PLAN.id, [aChange(image), aChange(milestoneImage('1'))])).toBe('written');
      const previous = await stores.plans.milestone(PLAN.id, '1');
      const change = aChange(milestoneImage('1', { state: 'paused' }), previous);
      expect(await stores.plans.commit(PLAN.id, [change])).toBe('written');
      expect(await stores.plans.milestoneHistory(PLAN.id, '1')).toHaveLength(2);
      expect(await stores.plans.commit(PLAN.id, [change])).toBe('conflict');
      expect(await stores.brokenLinks(PLAN.id)).toEqual([]);
    });

    it('when it planned and saved a digest', async () => {
      const { stores } = faultyStores(backEnd, 'retried');
      const { ledger } = stores;
      for (const slot of [SLOT, 'later']) {
        const asked = [anAsked('o1', '1.1', { anchor: slot })];
        const read = await ledger.read('o1');
        expect(await ledger.plan(read, MONDAY, 1, asked, aDigest('o1', slot, asked))).toBe('written');
      }
      const planned = (await ledger.digest('o1', SLOT))!;
      const claimed = await ledger.save({ ...planned, value: { ...planned.value, state: 'sending' } });
      expect(claimed).toEqual(await ledger.digest('o1', SLOT));
      expect(await ledger.save(planned)).toBe('conflict');
    });

    it('when it took the lease, started a run, added a snapshot or named an officer', async () => {
      const { stores } = faultyStores(backEnd, 'retried');
      const free = await stores.sender.read();
      const held = await stores.sender.write({ ...free, value: { ...free.value, holder: 'me', until: LATER } });
      expect(held).toEqual(await stores.sender.read());
      expect(await stores.sender.write(free)).toBe('conflict');
      const run = { state: 'running', until: LATER, attempt: 'a', since: null } as const;
      expect(await stores.runs.write('s', NOON, run, null)).toEqual(await stores.runs.read('s', NOON));
      const counts = { red: 0, amber: 0, green: 0, complete: 0, none: 0, closed: 0, total: 0 };
      const snapshot = {
        scope: 's',
        period: NOON,
        asOf: NOON,
        readAt: null,
        asAt: DAY,
        counts,
        revisions: [],
        window: null,
        corrects: null,
        beside: [],
      };
      expect(await stores.rollups.add(snapshot)).toBe('written');
      expect(await stores.people.put(anOfficer('o1', 'Emma', { aliases: ['E'] }), null)).toBe('written');
      const emma = (await stores.people.officer('o1'))!;
      expect(await stores.people.put(anOfficer('o1', 'Emma Cole'), emma.etag)).toBe('written');
      expect(await stores.people.byName('E')).toBeNull();
      await stores.people.put(anOfficer('o2', 'Dr Cole'), null);
      const [first, second] = [(await stores.people.officer('o1'))!, (await stores.people.officer('o2'))!];
      expect(await stores.people.merge(anOfficer('o1', 'Emma Cole'), first.etag, [second])).toBe('written');
    });

    it('when it deleted a row', async () => {
      const { stores } = faultyStores(backEnd, 'retried');
      await stores.openDigests.add({ slot: SLOT, officer: 'o1', since: NOON });
      const [row] = await stores.openDigests.list();
      expect(await stores.openDigests.remove(row!)).toBe('written');
      expect(await stores.openDigests.list()).toEqual([]);
    });
  });

  it('a write of somebody else is no success of ours', async () => {
    const { stores, sound } = faultyStores(backEnd, 'retried');
    const free = await stores.sender.read();
    await sound.sender.write({ ...free, value: { ...free.value, holder: 'other' } });
    expect(await stores.sender.write({ ...free, value: { ...free.value, holder: 'me' } })).toBe('conflict');
  });

  it('a lost response throws, and the write stands', async () => {
    const { stores, sound } = faultyStores(backEnd, 'response-lost', replaces);
    const free = await stores.sender.read();
    await expect(stores.sender.write({ ...free, value: { ...free.value, holder: 'me' } })).rejects.toThrow(/lost/);
    expect((await sound.sender.read()).value.holder).toBe('me');
  });

  it('a failure throws, and nothing is written', async () => {
    const { stores, sound } = faultyStores(backEnd, 'fails');
    await expect(stores.plans.commit(PLAN.id, [aChange(milestoneImage('1'))])).rejects.toThrow(/did not answer/);
    expect(await sound.plans.history(PLAN.id)).toEqual([]);
  });

  it('a crash between the registry and the plan leaves no plan, and the import can be run again', async () => {
    const { stores, sound } = faultyStores(backEnd, 'crash-before', ofPlan);
    const changes = [aChange({ kind: 'plan', plan: PLAN })];
    await expect(stores.plans.commit(PLAN.id, changes)).rejects.toThrow(/before a request/);
    expect(await sound.plans.list()).toEqual([]);
    expect(await sound.plans.commit(PLAN.id, changes)).toBe('written');
    expect(await sound.plans.list()).toEqual([PLAN]);
  });
}
