import { WHOLE, reading } from '../support/channels.js';
import { describe, expect, it } from 'vitest';
import type { Truth, TruthRow } from '../../bot/flows/ports-copies.js';
import type { OpenTable } from '../../bot/storage/rows.js';
import type { Stores } from '../../bot/storage/stores.js';
import { storesOver, type BackEnd } from './back-end.js';
import {
  aChange,
  aDigest,
  aLargestMilestone,
  anAsked,
  AREA,
  anOfficer,
  DAY,
  HARD_REFS,
  LATER,
  milestoneImage,
  MONDAY,
  NOON,
  PLAN,
  SLOT,
} from './samples.js';
import { byCron } from '../support/by-cron.js';

const OFFICER = anOfficer('o1', 'Emma Bennett');
const ASKED = anAsked('o1', '1.1');
const DIGEST = aDigest('o1', SLOT, [ASKED]);

async function rowsOf(truth: Truth): Promise<readonly TruthRow[]> {
  const rows: TruthRow[] = [];
  for await (const row of truth.rows()) rows.push(row);
  return rows;
}

async function* streamOf(rows: readonly TruthRow[]): AsyncIterable<TruthRow> {
  for (const row of rows) yield await Promise.resolve(row);
}

const tablesOf = (rows: readonly TruthRow[]): readonly string[] => [...new Set(rows.map(({ table }) => table))];

/** Something in every table. */
async function filled(open: OpenTable): Promise<Stores> {
  const stores = storesOver(open);
  const large = { kind: 'milestone', milestone: aLargestMilestone('large') } as const;
  const small = [{ kind: 'plan', plan: PLAN } as const, { kind: 'area', area: AREA } as const];
  const images = [...small, ...HARD_REFS.map((ref) => milestoneImage(ref))];
  await stores.plans.commit(
    PLAN.id,
    images.map((image) => aChange(image)),
  );
  await stores.plans.commit(PLAN.id, [aChange(large)]);
  await stores.diary.commit([{ ...aChange(small[0]!), image: { kind: 'closures', closures: { days: [DAY] } } }]);
  await stores.people.put(OFFICER, null);
  await stores.ledger.plan(await stores.ledger.read('o1'), MONDAY, 1, [ASKED], DIGEST);
  const common = {
    ...WHOLE,
    plans: null,
    when: byCron('0 9 * * *'),
    pausedUntil: null,
    paused: false,
    createdAt: NOON,
  };
  await stores.schedules.put({ ...common, id: 'asks', kind: 'sweep' }, null);
  await stores.runs.write('asks', NOON, { state: 'done', at: NOON, counts: {} }, null);
  const chat = { serviceUrl: 'https://x', conversationId: 'c', botId: null };
  const channel = {
    id: 'c',
    name: null,
    team: null,
    chat,
    ...reading(PLAN.id),
    registeredBy: null,
    registeredAt: NOON,
  };
  await stores.channels.put(channel, null);
  await stores.rollups.savePost(aPost(), null);
  await stores.audit.record({ at: NOON, by: { kind: 'operator' }, act: 'x', subject: 'y', outcome: 'done', why: null });
  // What can be made again.
  await stores.dueIndex.put({ date: DAY, plan: PLAN.id, ref: '1.1', rev: 1, writtenAt: NOON });
  await stores.leadIndex.put({ officer: 'o1', plan: PLAN.id, ref: '1.1', rev: 1, writtenAt: NOON });
  await stores.openDigests.add({ slot: SLOT, officer: 'o1', since: NOON });
  await stores.staleCards.add({ slot: SLOT, officer: 'o1', since: NOON });
  await stores.sender.read();
  return stores;
}

function aPost() {
  const rest = {
    claimUntil: null,
    notBefore: null,
    attempts: 0,
    conversation: null,
    part: '',
    activityId: null,
    reason: null,
    atOnce: false,
    replies: null,
    editedAt: null,
    postedAt: null,
    told: null,
    corrected: null,
  };
  return { scope: PLAN.id, period: NOON, channel: 'c', state: 'planned', ...rest } as const;
}

/** Writes before a row of that kind is read. */
function meddling(open: OpenTable, when: (row: string | undefined) => boolean, act: () => Promise<unknown>): OpenTable {
  let done = false;
  return (table) => {
    const inner = open(table);
    return {
      ...inner,
      async *query(query) {
        if (!done && 'partition' in query && when(query.from)) {
          done = true;
          await act();
        }
        yield* inner.query(query);
      },
    };
  };
}

export function truthContract(backEnd: BackEnd): void {
  describe('what is true', () => {
    it('is every row that cannot be made again, in one order, and no other', async () => {
      const { truth } = await filled(backEnd.fresh());
      const rows = await rowsOf(truth);
      expect(tablesOf(rows)).toEqual([
        ...['Runs', 'Ledger', 'Rollups', 'Plans', 'Channels', 'People', 'Audit', 'Schedules'],
      ]);
      // State, history and change of each subject; the registry; the diary.
      const subjects = 2 + HARD_REFS.length + 1 + 1;
      expect(rows.filter(({ table }) => table === 'Plans')).toHaveLength(3 * subjects + 1);
      expect(rows.some(({ columns }) => 'w' in columns)).toBe(false);
      expect(JSON.stringify(await rowsOf(truth))).toBe(JSON.stringify(rows));
    });

    it('makes the same of empty tables, also a second time', async () => {
      const { truth } = await filled(backEnd.fresh());
      const rows = await rowsOf(truth);
      const other = storesOver(backEnd.fresh());
      expect(await other.truth.add(streamOf(rows.slice(0, 25)))).toEqual({ kind: 'added' });
      expect(await other.truth.add(streamOf(rows))).toEqual({ kind: 'added' });
      expect(await rowsOf(other.truth)).toEqual(rows);
      expect((await other.plans.contents(PLAN.id))?.milestones).toHaveLength(HARD_REFS.length + 1);
      expect([await other.brokenLinks(PLAN.id), await other.brokenDiary()]).toEqual([[], []]);
      expect((await other.people.byName(OFFICER.name))?.value).toEqual(OFFICER);
      expect((await other.diary.present()).closures?.days ?? []).toEqual([DAY]);
      expect(await other.openDigests.list()).toEqual([]);
    });

    it('writes nothing over what is there', async () => {
      const { truth } = await filled(backEnd.fresh());
      const rows = await rowsOf(truth);
      const run = rows.find(({ table }) => table === 'Runs')!;
      const other = storesOver(backEnd.fresh());
      await other.runs.write('asks', NOON, { state: 'done', at: LATER, counts: { other: 1 } }, null);
      const { table, partition, row } = run;
      expect(await other.truth.add(streamOf(rows))).toEqual({ kind: 'differs', table, partition, row });
      expect((await other.runs.read('asks', NOON))?.value).toMatchObject({ counts: { other: 1 } });
    });

    it('fits together although somebody answers while it is read', async () => {
      const open = backEnd.fresh();
      const stores = await filled(open);
      const ref = HARD_REFS[0]!;
      const answer = async (): Promise<void> => {
        const previous = await stores.plans.milestone(PLAN.id, ref);
        await stores.plans.commit(PLAN.id, [
          aChange(milestoneImage(ref, { text: 'other' }), previous),
          aChange(milestoneImage('new')),
        ]);
      };
      // After the state was read, and before its history is.
      const between = storesOver(meddling(open, (from) => from === 'h|', answer));
      const rows = await rowsOf(between.truth);
      expect((await stores.plans.milestone(PLAN.id, ref))?.rev).toBe(2);
      const other = storesOver(backEnd.fresh());
      await other.truth.add(streamOf(rows));
      expect((await other.plans.milestone(PLAN.id, ref))?.rev).toBe(1);
      expect(await other.brokenLinks(PLAN.id)).toEqual([]);
    });

    it('holds no ask whose digest was planned while it was read', async () => {
      const open = backEnd.fresh();
      const stores = await filled(open);
      const second = { ...DIGEST, slot: '2026-11-19T09:00:00.000Z' };
      const late = anAsked('o1', '9.9', { slot: second.slot });
      const drivers: OpenTable = (table) => {
        const inner = open(table);
        return {
          ...inner,
          async *query(query) {
            // A page was read; what comes after it is newer.
            for await (const row of inner.query(query)) {
              yield row;
              if (table !== 'Ledger' || row.row !== `d|${SLOT}`) continue;
              await stores.ledger.plan(await stores.ledger.read('o1'), MONDAY, 2, [late], second);
              yield* inner.query({ partition: row.partition, from: 'i|' });
              return;
            }
          },
        };
      };
      const rows = (await rowsOf(storesOver(drivers).truth)).filter(({ table }) => table === 'Ledger');
      expect(rows.map(({ row }) => row[0])).toEqual(['d', 'i', 'o']);
    });

    it('keeps a history that is ahead of its state for the check to name', async () => {
      const open = backEnd.fresh();
      const stores = await filled(open);
      const plans = open('Plans');
      const state = await plans.get(PLAN.id, 'm|..');
      await plans.submit(PLAN.id, [{ kind: 'delete', row: 'm|..', etag: state!.etag }]);
      const rows = await rowsOf(stores.truth);
      const other = storesOver(backEnd.fresh());
      await other.truth.add(streamOf(rows));
      expect((await other.brokenLinks(PLAN.id)).map(({ subject }) => subject)).toEqual(['m|..']);
    });

    it('knows which restore was begun', async () => {
      const { truth, sender } = storesOver(backEnd.fresh());
      expect(await truth.restoring()).toBeNull();
      await truth.setRestoring('abc');
      expect(await truth.restoring()).toBe('abc');
      expect((await sender.read()).value.stopped).toBe(false);
      await truth.setRestoring(null);
      expect(await truth.restoring()).toBeNull();
    });

    it('lists every digest and every post', async () => {
      const { truth } = await filled(backEnd.fresh());
      const found: unknown[] = [];
      for await (const digest of truth.digests()) found.push(digest);
      for await (const post of truth.posts()) found.push(post);
      expect(found).toEqual([DIGEST, aPost()]);
    });
  });
}
