import { WHOLE } from '../support/channels.js';
import { describe, expect, it } from 'vitest';
import { addDays, addMs, instant } from '../../bot/domain/dates.js';
import type { Run, Schedule, SenderState } from '../../bot/flows/ports.js';
import { key } from '../../bot/storage/keys.js';
import { storesOver, type BackEnd } from './back-end.js';
import { aDigest, anAsked, DAY, HARD_REFS, LATER, MONDAY, NOON, PLAN, SLOT } from './samples.js';
import { byCron } from '../support/by-cron.js';

export function indexContract(backEnd: BackEnd): void {
  describe('the due index', () => {
    const row = (ref: string, date = DAY) => ({ date, plan: PLAN.id, ref, rev: 1, writtenAt: NOON });

    it('gives rows up to a date, earliest first', async () => {
      const { dueIndex } = storesOver(backEnd.fresh());
      const dates = [addDays(DAY, 1), DAY, addDays(DAY, -40)];
      for (const date of dates) await dueIndex.put(row('1.1', date));
      const found = await dueIndex.upTo(DAY);
      expect(found.map((each) => each.value)).toEqual([row('1.1', addDays(DAY, -40)), row('1.1', DAY)]);
    });

    it('keeps every ref apart', async () => {
      const { dueIndex } = storesOver(backEnd.fresh());
      for (const ref of HARD_REFS) await dueIndex.put(row(ref));
      const refs = (await dueIndex.upTo(DAY)).map((each) => each.value.ref);
      expect(refs.toSorted()).toEqual(HARD_REFS.toSorted());
    });

    it('leaves a row alone that was written again', async () => {
      const { dueIndex } = storesOver(backEnd.fresh());
      await dueIndex.put(row('1.1'));
      const [before] = await dueIndex.upTo(DAY);
      await dueIndex.put(row('1.1'));
      expect(await dueIndex.remove(before!)).toBe('conflict');
      const [after] = await dueIndex.upTo(DAY);
      expect(await dueIndex.remove(after!)).toBe('written');
      expect(await dueIndex.remove(after!)).toBe('written');
      expect(await dueIndex.upTo(DAY)).toEqual([]);
    });
  });

  describe('the index of leads', () => {
    it('gives the milestones of one officer, and leaves a row alone that was written again', async () => {
      const { leadIndex } = storesOver(backEnd.fresh());
      const row = { officer: 'o1', plan: PLAN.id, ref: 'CiN/CP 1.1', rev: 1, writtenAt: NOON };
      await leadIndex.put(row);
      await leadIndex.put({ ...row, officer: 'o2' });
      const [before, ...more] = await leadIndex.of('o1');
      expect([before?.value, more]).toEqual([row, []]);
      await leadIndex.put({ ...row, rev: 2 });
      expect(await leadIndex.remove(before!)).toBe('conflict');
      expect((await leadIndex.of('o1')).map((each) => each.value.rev)).toEqual([2]);
    });
  });
}

export function ledgerContract(backEnd: BackEnd): void {
  describe('the ledger', () => {
    it('is empty at first', async () => {
      const { ledger } = storesOver(backEnd.fresh());
      expect(await ledger.read('o1')).toEqual({
        officer: 'o1',
        week: null,
        count: 0,
        etag: null,
        asked: [],
        digests: [],
      });
      expect(await ledger.digest('o1', SLOT)).toBeNull();
    });

    it('holds 95 rows, the digest and the count of one plan, for every ref', async () => {
      const { ledger } = storesOver(backEnd.fresh());
      const refs = [...HARD_REFS, ...Array.from({ length: 95 }, (_, i) => `£${'é'.repeat(60)} ${String(i)}`)];
      const asked = refs.slice(0, 95).map((ref) => anAsked('o1', ref));
      const digest = aDigest('o1', SLOT, asked);
      expect(await ledger.plan(await ledger.read('o1'), MONDAY, 1, asked, digest)).toBe('written');
      const read = await ledger.read('o1');
      expect(read).toMatchObject({ week: MONDAY, count: 1 });
      const inOrder = (rows: typeof asked) => rows.toSorted((a, b) => (a.ref < b.ref ? -1 : 1));
      expect(inOrder([...read.asked])).toEqual(inOrder(asked));
      expect(read.digests.map((each) => each.value)).toEqual([digest]);
      expect((await ledger.digest('o1', SLOT))?.value).toEqual(digest);
      const another = [...asked, anAsked('o1', 'one more')];
      await expect(ledger.plan(read, MONDAY, 2, another, aDigest('o1', 'x', []))).rejects.toThrow(/96 entries/);
    });

    it('lets one of two planners of an officer win, and the other write nothing', async () => {
      const { ledger } = storesOver(backEnd.fresh());
      for (const week of [MONDAY, addDays(MONDAY, 7)]) {
        const read = await ledger.read('o1');
        const racers = ['a', 'b'].map((name) => {
          const asked = [anAsked('o1', name, { anchor: week })];
          return ledger.plan(read, week, read.count + 1, asked, aDigest('o1', week + name, asked));
        });
        expect((await Promise.all(racers)).toSorted()).toEqual(['conflict', 'written']);
      }
      const { asked, digests, count } = await ledger.read('o1');
      expect([asked.length, digests.length, count]).toEqual([2, 2, 2]);
    });

    it('never holds the same question twice', async () => {
      const { ledger } = storesOver(backEnd.fresh());
      const asked = [anAsked('o1', '1.1')];
      await ledger.plan(await ledger.read('o1'), MONDAY, 1, asked, aDigest('o1', 'first', asked));
      const again = [anAsked('o1', '1.2'), ...asked];
      expect(await ledger.plan(await ledger.read('o1'), MONDAY, 2, again, aDigest('o1', 'second', again))).toBe(
        'conflict',
      );
      expect(await ledger.read('o1')).toMatchObject({ count: 1, asked });
    });

    it('saves a digest by its etag', async () => {
      const { ledger } = storesOver(backEnd.fresh());
      await ledger.plan(await ledger.read('o1'), MONDAY, 1, [], aDigest('o1', SLOT, []));
      const planned = (await ledger.digest('o1', SLOT))!;
      const claimed = await ledger.save({ ...planned, value: { ...planned.value, state: 'sending', attempt: 'a' } });
      if (claimed === 'conflict') throw new Error(claimed);
      expect(await ledger.save({ ...planned, value: { ...planned.value, attempt: 'b' } })).toBe('conflict');
      const arrived = { state: 'sent', activityId: 'a1', short: true } as const;
      const sent = await ledger.save({ ...claimed, value: { ...claimed.value, ...arrived } });
      expect(sent).toEqual(await ledger.digest('o1', SLOT));
      expect(sent).toMatchObject({ value: { attempt: 'a', ...arrived } });
    });

    it('refuses the digest of another officer', async () => {
      const { ledger } = storesOver(backEnd.fresh());
      const read = await ledger.read('o1');
      await expect(ledger.plan(read, MONDAY, 1, [], aDigest('o2', SLOT, []))).rejects.toThrow(RangeError);
    });
  });

  describe('open digests', () => {
    it('come oldest slot first, and go once', async () => {
      const { openDigests } = storesOver(backEnd.fresh());
      const slots = ['2026-11-18T09:00:00.000Z', '2026-11-17T09:00:00.000Z', '2026-11-18T08:55:00.000Z'];
      for (const slot of slots)
        for (const officer of ['o2', 'o1']) await openDigests.add({ slot, officer, since: NOON });
      const listed = await openDigests.list();
      expect(listed.map(({ value }) => [value.slot, value.officer])).toEqual(
        slots.toSorted().flatMap((slot) => ['o1', 'o2'].map((officer) => [slot, officer])),
      );
      expect(await openDigests.remove(listed[0]!)).toBe('written');
      expect(await openDigests.remove(listed[0]!)).toBe('written');
      expect(await openDigests.list()).toHaveLength(5);
    });

    it('stay when they were added again meanwhile', async () => {
      const { openDigests } = storesOver(backEnd.fresh());
      const row = { slot: SLOT, officer: 'o1', since: NOON };
      await openDigests.add(row);
      const [before] = await openDigests.list();
      await openDigests.add({ ...row, since: LATER });
      expect(await openDigests.remove(before!)).toBe('conflict');
      expect((await openDigests.list()).map((each) => each.value.since)).toEqual([LATER]);
    });
  });
}

export function runningContract(backEnd: BackEnd): void {
  describe("the sender's lease", () => {
    it('is made once, however many look first', async () => {
      const { sender } = storesOver(backEnd.fresh());
      const [first, ...others] = await Promise.all([sender.read(), sender.read(), sender.read()]);
      expect(first.value).toMatchObject({
        holder: null,
        until: null,
        notBefore: null,
        stopped: false,
        stoppedAt: null,
      });
      expect(others).toEqual([first, first]);
    });

    it('is taken by one of two', async () => {
      const { sender } = storesOver(backEnd.fresh());
      const free = await sender.read();
      const take = (holder: string) => {
        const value: SenderState = { ...free.value, holder, until: addMs(NOON, 20_000) };
        return sender.write({ value, etag: free.etag });
      };
      const taken = await Promise.all([take('a'), take('b')]);
      const [winner, ...more] = taken.filter((answer) => answer !== 'conflict');
      expect(more).toEqual([]);
      expect(await sender.read()).toEqual(winner);
      const renewed = await sender.write({ ...winner!, value: { ...winner!.value, stopped: true, notBefore: LATER } });
      expect(renewed).toEqual(await sender.read());
    });

    it('stands beside stamps of when something last happened', async () => {
      const { sender } = storesOver(backEnd.fresh());
      expect(await sender.stamped('tick')).toBeNull();
      await sender.stamp('tick', NOON);
      await sender.stamp('tick', LATER);
      await sender.stamp('night', NOON);
      expect([await sender.stamped('tick'), await sender.stamped('night')]).toEqual([LATER, NOON]);
      expect((await sender.read()).value.stopped).toBe(false);
    });

    it('reads rows of before who stopped it was kept', async () => {
      const open = backEnd.fresh();
      const { sender } = storesOver(open);
      const found = await sender.read();
      const { stoppedAt, stoppedBy, reason, ...old } = found.value;
      expect([stoppedAt, stoppedBy, reason]).toEqual([null, null, null]);
      await sender.write({ ...found, value: { ...old, stopped: true } as SenderState });
      expect((await sender.read()).value).toMatchObject({
        stopped: true,
        stoppedAt: null,
        stoppedBy: null,
        reason: null,
      });
    });
  });

  describe('schedules', () => {
    const schedule: Schedule = {
      id: 'daily sweep',
      kind: 'sweep',
      plans: null,
      ...WHOLE,
      when: byCron('0 9 * * 1-5'),
      pausedUntil: DAY,
      paused: false,
      createdAt: NOON,
    };

    it('are put once, changed by etag and removed by etag', async () => {
      const { schedules } = storesOver(backEnd.fresh());
      expect(await schedules.put(schedule, null)).toBe('written');
      expect(await schedules.put(schedule, null)).toBe('conflict');
      const [found] = await schedules.list();
      expect(found?.value).toEqual(schedule);
      expect(await schedules.put({ ...schedule, paused: true }, found!.etag)).toBe('written');
      expect(await schedules.put({ ...schedule, paused: false }, found!.etag)).toBe('conflict');
      expect(await schedules.remove(found!)).toBe('conflict');
      const [changed] = await schedules.list();
      expect(changed?.value.paused).toBe(true);
      expect(await schedules.remove(changed!)).toBe('written');
      expect(await schedules.list()).toEqual([]);
    });

    it('keep every kind of time, and rows of before there were several plans are still read', async () => {
      const open = backEnd.fresh();
      const { schedules } = storesOver(open);
      const board = { kind: 'before-papers', board: 'Board', days: [20, 15], at: 540 } as const;
      const all: readonly Schedule[] = [
        { ...schedule, id: 'a', kind: 'window', plans: ['one', 'two'], when: board },
        { ...schedule, id: 'b', when: { kind: 'weekdays', at: 510 } },
        { ...schedule, id: 'c', when: { kind: 'month-day', nth: -1, at: 0 } },
      ];
      for (const one of all) await schedules.put(one, null);
      const before = { ...schedule, id: 'old', plans: undefined, when: undefined, plan: 'one', cron: '0 9 * * 1-5' };
      const json = JSON.stringify(before);
      await open('Schedules').submit('schedule', [{ kind: 'insert', row: key('old'), columns: { json } }]);
      expect((await schedules.list()).map(({ value }) => value)).toEqual([
        ...all,
        { ...schedule, id: 'old', plans: ['one'] },
      ]);
    });

    it('of which one row is spoilt are listed without it, and it is named and removed', async () => {
      const open = backEnd.fresh();
      const { schedules } = storesOver(open);
      await schedules.put(schedule, null);
      const spoilt = { kind: 'insert', row: key('weekly sweep'), columns: { json: '{"id":"weekly sweep"}' } } as const;
      await open('Schedules').submit('schedule', [spoilt]);
      expect((await schedules.list()).map(({ value }) => value)).toEqual([schedule]);
      const [found] = await schedules.unreadable();
      expect(found?.value).toBe('weekly sweep');
      expect(await schedules.remove({ value: { id: found!.value }, etag: found!.etag })).toBe('written');
      expect(await schedules.unreadable()).toEqual([]);
    });
  });

  describe('runs', () => {
    const running: Run = { state: 'running', until: LATER, attempt: 'a1', since: NOON };
    const done: Run = { state: 'done', at: NOON, counts: { digests: 3 } };
    const slotAt = (n: number) => addMs(instant(SLOT), n * 300_000);

    it('are started once and taken over by etag', async () => {
      const { runs } = storesOver(backEnd.fresh());
      expect(await runs.read('s', slotAt(0))).toBeNull();
      const started = await runs.write('s', slotAt(0), running, null);
      expect(await runs.write('s', slotAt(0), running, null)).toBe('conflict');
      if (started === 'conflict') throw new Error(started);
      expect(await runs.read('s', slotAt(0))).toEqual(started);
      const taken = await runs.write('s', slotAt(0), { ...running, attempt: 'a2' }, started.etag);
      expect(taken).toMatchObject({ value: { attempt: 'a2' } });
      expect(await runs.write('s', slotAt(0), done, started.etag)).toBe('conflict');
    });

    it('know the occasions of those that are done', async () => {
      const { runs } = storesOver(backEnd.fresh());
      await runs.write('s', slotAt(0), { ...done, occasions: ['board/2026-12-08/20'] }, null);
      await runs.write('s', slotAt(1), { ...done, occasions: ['board/2026-12-08/15', 'x'] }, null);
      await runs.write('s', slotAt(2), done, null);
      await runs.write('other', slotAt(3), { ...done, occasions: ['y'] }, null);
      expect([...(await runs.occasions('s'))].sort()).toEqual(['board/2026-12-08/15', 'board/2026-12-08/20', 'x']);
    });

    it('have as their watermark the newest that is done', async () => {
      const { runs } = storesOver(backEnd.fresh());
      expect(await runs.newestDone('s')).toBeNull();
      for (let i = 0; i < 45; i += 1) {
        const run: Run = i < 20 ? done : { state: 'coalesced', into: slotAt(50) };
        await runs.write('s', slotAt(i), run, null);
      }
      await runs.write('s', slotAt(50), running, null);
      await runs.write('other', slotAt(60), done, null);
      expect(await runs.newestDone('s')).toBe(slotAt(19));
      const before = await runs.read('s', slotAt(50));
      await runs.write('s', slotAt(50), done, before!.etag);
      expect(await runs.newestDone('s')).toBe(slotAt(50));
      expect(await runs.newestDone('s', slotAt(50))).toBe(slotAt(50));
      expect(await runs.newestDone('s', addMs(slotAt(50), -1))).toBe(slotAt(19));
      expect(await runs.newestDone('s', addMs(slotAt(0), -1))).toBeNull();
    });
  });
}
