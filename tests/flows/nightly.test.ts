import { describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { changeBoard } from '../../bot/flows/board-calendar.js';
import { drain } from '../../bot/flows/drain.js';
import { nightly } from '../../bot/flows/nightly.js';
import type { Ports } from '../../bot/flows/ports.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { sweep } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import { createWorld, dueRows, linkAll, loadPlan, PLAN, type World } from '../support/world.js';

const DAY = 86_400_000;
/** Of a night that has nothing else to do. */
const CALM = {
  ...{ opened: 0, raised: 0, settled: 0, askedRemoved: 0, digestsRemoved: 0, ledgersFailed: 0 },
  ...{
    broken: 0,
    chainsFailed: 0,
    addressesRemoved: 0,
    auditRemoved: 0,
    sweepsRemoved: 0,
    answerDaysRemoved: 0,
    failed: 0,
  },
};

async function loaded(due = '2026-12-16'): Promise<{ world: World; ports: World['ports']; Ann: string }> {
  const world = createWorld();
  await loadPlan(world.ports, [{ ref: 'A1', due, leads: ['Ann'] }], civilDate('2026-11-02'));
  const ids = await linkAll(world.ports, ['Ann']);
  return { world, ports: world.ports, Ann: ids.Ann ?? '' };
}

async function swept(ports: Ports): Promise<string[]> {
  const report = await sweep(ports, { slot: ports.clock.now(), today: todayOf(ports), atOnce: true });
  await drain(ports);
  return report.digests.flatMap(({ entries }) => entries.map(({ ask }) => `${ask.anchor} ${ask.step}`));
}

async function removeDueRows(ports: Ports): Promise<void> {
  for (const row of await ports.dueIndex.upTo(civilDate('2199-12-31'))) await ports.dueIndex.remove(row);
}

const answer = (ports: Ports, officer: string, recovery: string) =>
  recordUpdate(ports, {
    plan: PLAN,
    ref: 'A1',
    by: { kind: 'officer', id: officer },
    rev: null,
    rating: 'amber',
    inputs: { cause: 'c', recovery },
  });

describe('the night', () => {
  it('finds nothing to do on a good day, whatever has been answered, swept or closed', async () => {
    const { world, ports, Ann } = await loaded();
    expect(await nightly(ports)).toMatchObject({ added: 0, removed: 0, ...CALM });
    await swept(ports);
    world.clock.advance(DAY);
    expect(await nightly(ports)).toMatchObject({ added: 0, removed: 0, ...CALM });
    await answer(ports, Ann, '2026-12-01');
    expect(await nightly(ports)).toMatchObject({ added: 0, removed: 0, ...CALM });
    const closing = { plan: PLAN, ref: 'A1', by: { kind: 'operator' }, rev: null, rating: 'green' } as const;
    await recordUpdate(ports, { ...closing, inputs: { note: 'n' }, state: 'withdrawn' });
    // The lead row of something closed goes, once.
    expect(await nightly(ports)).toMatchObject({ added: 0, removed: 1, ...CALM });
    world.clock.advance(DAY);
    expect(await nightly(ports)).toMatchObject({ added: 0, removed: 0, ...CALM });
  });

  it('adds a row that is missing, and what came to be owed meanwhile is asked on that day', async () => {
    const { world, ports } = await loaded();
    await removeDueRows(ports);
    world.clock.set('2026-11-20T02:00:00Z');
    expect(await nightly(ports)).toMatchObject({ added: 1, removed: 0, ...CALM });
    world.clock.set('2026-11-20T10:00:00Z');
    expect(await swept(ports)).toEqual(['2026-12-16 -20']);
    world.clock.advance(DAY);
    expect(await nightly(ports)).toMatchObject({ added: 0, removed: 0, ...CALM });
    expect(await dueRows(ports)).toEqual(['2026-12-09 A1 1']);
  });

  it('asks what a change that never came had hidden behind its row', async () => {
    const { world, ports, Ann } = await loaded();
    // Not linked on the day of the stage: looked at again on the next working day.
    const found = await ports.people.officer(Ann);
    await ports.people.put({ ...found!.value, entraId: null }, found!.etag);
    await swept(ports);
    expect(await dueRows(ports)).toEqual(['2026-11-19 A1 1']);
    // The lead's answer gives a date that has to be looked at on the same day; the process dies before its transaction.
    const dying = world.start({
      fault: ({ table, act }) => (table === 'Plans' && act === 'submit' ? 'crash-before' : null),
    });
    await expect(answer(dying.ports, Ann, '2026-11-18')).rejects.toThrow();
    expect(await dueRows(ports)).toEqual(['2026-11-19 A1 2']);
    await linkAll(ports, ['Ann']);
    world.clock.set('2026-11-19T10:00:00Z');
    expect(await swept(ports)).toEqual([]);
    world.clock.set('2026-11-20T02:00:00Z');
    await nightly(ports);
    world.clock.set('2026-11-20T10:00:00Z');
    expect(await swept(ports)).toEqual(['2026-12-16 -20']);
    world.clock.advance(2 * DAY);
    await nightly(ports);
    expect((await dueRows(ports)).filter((row) => row.endsWith(' 2'))).toEqual([]);
  });

  it('leaves rows that are ahead for a day, then removes them, also of milestones that were never loaded', async () => {
    const { world, ports } = await loaded();
    const row = { date: civilDate('2026-11-30'), plan: PLAN, rev: 2, writtenAt: ports.clock.now() };
    await ports.dueIndex.put({ ...row, ref: 'A1' });
    await ports.dueIndex.put({ ...row, ref: 'never', rev: 1 });
    await ports.dueIndex.put({ ...row, ref: 'never', plan: 'no-such-plan', rev: 1 });
    world.clock.advance(DAY - 1);
    expect((await nightly(ports)).removed).toBe(0);
    world.clock.advance(2);
    expect((await nightly(ports)).removed).toBe(3);
    expect(await dueRows(ports)).toEqual(['2026-11-18 A1 1']);
  });

  it('takes away lead rows of milestones led by others, keeps those of a change under way, and adds missing ones', async () => {
    const { world, ports, Ann } = await loaded();
    const row = { plan: PLAN, ref: 'A1', writtenAt: ports.clock.now() };
    for (const mine of await ports.leadIndex.of(Ann)) await ports.leadIndex.remove(mine);
    await ports.people.put(
      { ...(await ports.people.officer(Ann))!.value, id: 'other', name: 'Other', entraId: null },
      null,
    );
    await ports.leadIndex.put({ ...row, officer: 'other', rev: 2 });
    expect(await nightly(ports)).toMatchObject({ added: 1, removed: 0, ...CALM });
    world.clock.advance(DAY + 1);
    expect((await nightly(ports)).removed).toBe(1);
    await ports.leadIndex.put({ ...row, officer: 'other', rev: 1 });
    expect((await nightly(ports)).removed).toBe(1);
    expect(await ports.leadIndex.of(Ann)).toHaveLength(1);
  });

  it('does not take the row that a change writes while it looks', async () => {
    const { world, ports, Ann } = await loaded();
    await ports.dueIndex.put({
      date: civilDate('2026-11-23'),
      plan: PLAN,
      ref: 'A1',
      rev: 2,
      writtenAt: ports.clock.now(),
    });
    world.clock.set('2026-11-20T02:00:00Z');
    let once = false;
    const racing = world.start({
      hook: async ({ table, act, writes }) => {
        if (once || table !== 'DueIndex' || act !== 'submit' || writes[0]?.kind !== 'delete') return;
        once = true;
        expect((await answer(ports, Ann, '2026-11-20')).kind).toBe('saved');
      },
    });
    await nightly(racing.ports);
    expect(once).toBe(true);
    expect(await dueRows(ports)).toContain('2026-11-23 A1 2');
  });

  it('finishes a change of a board whose process died before its milestones followed', async () => {
    const [from, to] = [civilDate('2027-01-01'), civilDate('2027-01-31')];
    const world = createWorld();
    const due = { kind: 'meeting', board: 'Performance Board', from, to, on: null, text: 'Board in January' } as const;
    await loadPlan(world.ports, [{ ref: 'A1', due, leads: ['Ann'] }]);
    const dying = world.start({
      fault: ({ table, act }) => (table === 'Plans' && act === 'query' ? 'crash-before' : null),
    });
    const act = { kind: 'set', days: [civilDate('2027-01-12')], aliases: [] } as const;
    const by = { kind: 'operator' } as const;
    // The calendar is written by a process of its own, as far as it comes.
    const read = await world.ports.diary.read();
    await expect(
      changeBoard(
        { ...dying.ports, diary: { ...world.ports.diary, read: () => Promise.resolve(read) } },
        { name: 'Performance Board', act, by },
      ),
    ).rejects.toThrow();
    expect((await world.ports.plans.milestone(PLAN, 'A1'))?.milestone.due).toMatchObject({ on: null });
    await nightly(world.ports);
    expect((await world.ports.plans.milestone(PLAN, 'A1'))?.milestone.due).toMatchObject({ on: '2027-01-12' });
  });
});
