import { describe, expect, it } from 'vitest';
import type { Actor } from '../../bot/domain/plan.js';
import { recordOnTrack } from '../../bot/flows/record-on-track.js';
import { recordUpdate, type Recorded, type Submission } from '../../bot/flows/record-update.js';
import type { Ports } from '../../bot/flows/ports.js';
import { createWorld, dueRows, linkAll, loadPlan, PLAN, setHeads, type RowWish, type World } from '../support/world.js';

const ROWS: readonly RowWish[] = [
  { ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Ben'] },
  { ref: 'B1', due: '2027-05-28', leads: ['Hal'], area: 'B' },
];

async function loaded(rows = ROWS): Promise<{ world: World; ports: World['ports']; as: (name: string) => Actor }> {
  const world = createWorld();
  await loadPlan(world.ports, rows);
  const ids = await linkAll(world.ports, [...new Set(rows.flatMap((row) => row.leads))]);
  return { world, ports: world.ports, as: (name) => ({ kind: 'officer', id: ids[name] ?? name }) };
}

const green = (by: Actor, rev: number | null, note: string): Submission => ({
  plan: PLAN,
  ref: 'A1',
  by,
  rev,
  rating: 'green',
  inputs: { note },
});

async function revisions(ports: Ports, ref = 'A1'): Promise<readonly number[]> {
  return (await ports.plans.milestoneHistory(PLAN, ref)).map((row) => row.rev);
}

const refreshes = (world: World): number => world.bells.waiting().filter(({ queue }) => queue === 'refresh').length;

function saved(recorded: Recorded): Extract<Recorded, { kind: 'saved' }> {
  if (recorded.kind !== 'saved') throw new Error(`It was ${recorded.kind}`);
  return recorded;
}

describe('an update', () => {
  it('is saved with its history, and others are told', async () => {
    const { world, ports, as } = await loaded();
    const recorded = saved(await recordUpdate(ports, green(as('Ann'), 1, 'good')));
    expect([recorded.replayed, recorded.found.stored.rev, recorded.update.note]).toEqual([false, 2, 'good']);
    expect(recorded.before.update).toBeNull();
    expect(await revisions(ports)).toEqual([1, 2]);
    expect(refreshes(world)).toBe(1);
    expect(await ports.brokenLinks(PLAN)).toEqual([]);
  });

  it('that is not valid keeps nothing and says what to give', async () => {
    const { world, ports, as } = await loaded();
    const before = JSON.stringify(world.tables.dump());
    const recorded = await recordUpdate(ports, { ...green(as('Ann'), 1, ' '), rating: 'red' });
    expect(recorded.kind === 'invalid' && recorded.errors.map((error) => error.field)).toEqual([
      'cause',
      'remedy',
      'recovery',
    ]);
    expect(JSON.stringify(world.tables.dump())).toBe(before);
  });

  it('of somebody who neither leads it nor is accountable is refused; a head of service may', async () => {
    const { ports, as } = await loaded();
    expect((await recordUpdate(ports, green(as('Hal'), 1, 'n'))).kind).toBe('refused');
    const hal = as('Hal');
    await setHeads(ports, 'A', [hal.kind === 'officer' ? hal.id : '']);
    expect((await recordUpdate(ports, green(as('Hal'), 1, 'n'))).kind).toBe('saved');
    expect((await recordUpdate(ports, { ...green(as('Ann'), 1, 'n'), ref: 'none' })).kind).toBe('gone');
    expect(await revisions(ports)).toEqual([1, 2]);
  });

  it('of something closed is refused, but a delivery may be corrected', async () => {
    const { ports, as } = await loaded();
    const done = { doneOn: '2026-11-17', evidence: 'minutes' };
    saved(await recordUpdate(ports, { ...green(as('Ann'), 1, ''), rating: 'complete', inputs: done }));
    saved(await recordUpdate(ports, green(as('Ann'), 2, 'not yet after all')));
    saved(await recordUpdate(ports, { ...green({ kind: 'operator' }, null, 'n'), state: 'withdrawn' }));
    expect((await recordUpdate(ports, green(as('Ann'), 4, 'n'))).kind).toBe('closed');
  });

  it('delivered again is shown as the same success, with what it changed, and is one revision', async () => {
    const { world, ports, as } = await loaded();
    const first = saved(await recordUpdate(ports, green(as('Ann'), 1, 'good')));
    world.clock.advance(30_000);
    const [again, third] = await Promise.all([
      recordUpdate(ports, green(as('Ann'), 1, ' good ')),
      recordUpdate(world.start().ports, green(as('Ann'), 1, 'good')),
    ]);
    for (const one of [saved(again), saved(third)]) {
      expect([one.replayed, one.update, one.before]).toEqual([true, first.update, first.before]);
    }
    expect(await revisions(ports)).toEqual([1, 2]);
  });

  it('is saved although the bell fails', async () => {
    const { ports, as } = await loaded();
    const failing = { ...ports, bells: { ...ports.bells, refresh: () => Promise.reject(new Error('no queue')) } };
    expect(saved(await recordUpdate(failing, green(as('Ann'), 1, 'good'))).replayed).toBe(false);
  });

  it('delivered again after a crash at the bell rings again, so that the cards of others do not stay old', async () => {
    const { world, ports, as } = await loaded();
    const dying = world.start();
    const atBell = { ...dying.ports.bells, refresh: () => (dying.kill(), Promise.reject(new Error('the power went'))) };
    await recordUpdate({ ...dying.ports, bells: atBell }, green(as('Ann'), 1, 'good'));
    expect(refreshes(world)).toBe(0);
    expect(saved(await recordUpdate(ports, green(as('Ann'), 1, 'good'))).replayed).toBe(true);
    expect(refreshes(world)).toBe(1);
  });

  it('delivered twice at once is one revision and two successes', async () => {
    const { world, ports, as } = await loaded();
    const both = await Promise.all(
      [world.start().ports, world.start().ports].map((each) => recordUpdate(each, green(as('Ann'), 1, 'good'))),
    );
    expect(both.map((one) => saved(one).replayed).sort()).toEqual([false, true]);
    expect(await revisions(ports)).toEqual([1, 2]);
  });

  it('with other words from the same card is a conflict that shows what was said', async () => {
    const { ports, as } = await loaded();
    await recordUpdate(ports, green(as('Ann'), 1, 'first words'));
    const second = await recordUpdate(ports, green(as('Ann'), 1, 'other words'));
    expect(second.kind === 'conflict' && second.conflict).toMatchObject({
      by: 'You',
      rating: 'green',
      note: 'first words',
    });
    const third = await recordUpdate(ports, green(as('Ben'), 1, 'first words'));
    expect(third.kind).toBe('conflict');
    expect(saved(await recordUpdate(ports, green(as('Ben'), 2, 'informed'))).replayed).toBe(false);
    expect(await revisions(ports)).toEqual([1, 2, 3]);
  });

  it('of many people at once makes one history without gaps: one is saved, the others are shown its words', async () => {
    const { world, ports, as } = await loaded();
    for (let round = 1; round <= 5; round += 1) {
      const outcomes = await Promise.all(
        ['Ann', 'Ben', 'Ann', 'Ben'].map((name, index) =>
          recordUpdate(world.start().ports, green(as(name), round, `${name} ${String(round)} ${String(index)}`)),
        ),
      );
      expect(outcomes.map((one) => one.kind).sort()).toEqual(['conflict', 'conflict', 'conflict', 'saved']);
    }
    expect(await revisions(ports)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await ports.brokenLinks(PLAN)).toEqual([]);
  });

  it.each(['retried', 'response-lost'] as const)(
    'whose answer storage loses (%s) is known as our own',
    async (fault) => {
      const { world, ports, as } = await loaded();
      const faulty = world.start({ fault: ({ table, act }) => (table === 'Plans' && act === 'submit' ? fault : null) });
      const recorded = await recordUpdate(faulty.ports, green(as('Ann'), 1, 'good')).catch(() => null);
      expect(recorded?.kind ?? 'threw').toBe(fault === 'retried' ? 'saved' : 'threw');
      expect(saved(await recordUpdate(ports, green(as('Ann'), 1, 'good'))).replayed).toBe(true);
      expect(await revisions(ports)).toEqual([1, 2]);
    },
  );

  it('puts a row into the due index where the rules must look earlier, and only there', async () => {
    const { ports, as } = await loaded([{ ref: 'A1', due: '2027-05-28', leads: ['Ann'] }]);
    expect(await dueRows(ports)).toEqual(['2027-04-29 A1 1']);
    await recordUpdate(ports, green(as('Ann'), 1, 'n'));
    expect(await dueRows(ports)).toEqual(['2027-04-29 A1 1']);
    const inputs = { cause: 'c', recovery: '2026-11-20' };
    await recordUpdate(ports, { ...green(as('Ann'), 2, ''), rating: 'amber', inputs });
    expect(await dueRows(ports)).toEqual(['2026-11-23 A1 3', '2027-04-29 A1 1']);
  });
});

describe('"still on track" for several', () => {
  const refs = Array.from({ length: 33 }, (_, index) => `T${String(index)}`);
  const many = refs.map((ref): RowWish => ({ ref, due: '2027-03-31', leads: ['Ann'], declared: 'green' }));
  const ticks = (chosen: readonly string[], rev = 1) => chosen.map((ref) => ({ plan: PLAN, ref, rev }));
  const idOf = (actor: Actor): string => (actor.kind === 'officer' ? actor.id : '');

  it('saves 30 at most, in one transaction, and says which did not fit', async () => {
    const { world, as } = await loaded(many);
    const commits: number[] = [];
    const watched = world.start({
      hook: async ({ table, act, writes }) => {
        await Promise.resolve();
        if (table === 'Plans' && act === 'submit') commits.push(writes.length);
      },
    });
    const view = await recordOnTrack(watched.ports, idOf(as('Ann')), ticks(refs));
    expect([view.saved.length, view.refused.map((one) => one.ref), commits]).toEqual([30, refs.slice(30), [90]]);
    expect(refreshes(world)).toBe(30);
  });

  it('saves the others when somebody else answered one', async () => {
    const { world, ports, as } = await loaded(many.slice(0, 3));
    let once = false;
    const racing = world.start({
      hook: async ({ table, act, writes }) => {
        if (once || table !== 'Plans' || act !== 'submit' || writes.length === 0) return;
        once = true;
        await recordUpdate(ports, { ...green(as('Ann'), 1, 'from another device'), ref: 'T1' });
      },
    });
    const view = await recordOnTrack(racing.ports, idOf(as('Ann')), ticks(['T0', 'T1', 'T2']));
    expect(view.saved.map((one) => one.ref)).toEqual(['T0', 'T2']);
    expect(view.refused.map((one) => one.ref)).toEqual(['T1']);
    expect([await revisions(ports, 'T0'), await revisions(ports, 'T1')]).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect((await ports.plans.milestone(PLAN, 'T1'))?.milestone.update?.note).toBe('from another device');
  });

  it('delivered again, or twice at once, is the same success and one revision each', async () => {
    const { world, ports, as } = await loaded(many.slice(0, 3));
    const ann = idOf(as('Ann'));
    const views = await Promise.all(
      [world.start().ports, world.start().ports].map((each) => recordOnTrack(each, ann, ticks(['T0', 'T1']))),
    );
    views.push(await recordOnTrack(ports, ann, ticks(['T0', 'T1', 'T1'])));
    for (const view of views) expect([view.saved.map((one) => one.ref), view.refused]).toEqual([['T0', 'T1'], []]);
    expect(await revisions(ports, 'T0')).toEqual([1, 2]);
    expect(await ports.brokenLinks(PLAN)).toEqual([]);
  });

  it('keeps the time of an answer in step with its history when the clock has gone back', async () => {
    const { world, ports, as } = await loaded(many.slice(0, 1));
    world.clock.set('2026-11-18T09:00:00Z');
    await recordOnTrack(ports, idOf(as('Ann')), ticks(['T0']));
    const row = (await ports.plans.milestoneHistory(PLAN, 'T0')).at(-1);
    expect(row?.image.kind === 'milestone' && row.image.milestone.update?.at).toBe(row?.at);
  });

  it('refuses what is not theirs, what needs a sentence, and what is gone', async () => {
    const { ports, as } = await loaded([...many.slice(0, 2), { ref: 'X', due: '2027-03-31', leads: ['Ben'] }]);
    const ann = idOf(as('Ann'));
    await recordOnTrack(ports, ann, ticks(['T0']));
    const view = await recordOnTrack(ports, ann, [...ticks(['T0'], 2), ...ticks(['X', 'none', 'T1'])]);
    expect(view.saved.map((one) => one.ref)).toEqual(['T1']);
    expect(view.refused.map((one) => one.ref)).toEqual(['T0', 'X', 'none']);
  });
});
