import { describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { commitMilestones } from '../../bot/flows/commit-milestones.js';
import { drain } from '../../bot/flows/drain.js';
import type { Ports } from '../../bot/flows/ports.js';
import { previewSweep } from '../../bot/flows/preview-sweep.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { sweep, type SweepReport } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import {
  askedOf,
  cardsOf,
  createWorld,
  digestsOf,
  dueRows,
  linkAll,
  loadPlan,
  PLAN,
  setHeads,
  type World,
} from '../support/world.js';

const run = (ports: Ports, slot: string = ports.clock.now()): Promise<SweepReport> =>
  sweep(ports, { slot, today: todayOf(ports), atOnce: true });

async function deliver(world: World): Promise<void> {
  await drain(world.ports);
}

const asked = (report: SweepReport): string[] =>
  report.digests.flatMap(({ entries }) =>
    entries.map(({ milestone, ask }) => `${milestone.ref} ${ask.anchor} ${ask.step}`),
  );

describe('a sweep', () => {
  it('asks each person once, with everything of theirs, worst first', async () => {
    const world = createWorld();
    const { ports } = world;
    await loadPlan(ports, [
      { ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Ben'] },
      { ref: 'A2', due: '2026-11-10', leads: ['Ann'] },
      { ref: 'A3', due: '2027-06-30', leads: ['Ann'] },
      { ref: 'A4', due: null, leads: ['Ann'] },
    ]);
    const { Ann, Ben } = await linkAll(ports, ['Ann', 'Ben']);
    const report = await run(ports);
    expect(report.failed).toEqual([]);
    await deliver(world);
    expect([...cardsOf(world)].sort()).toEqual(['chat-Ann: A2, A1', 'chat-Ben: A1']);
    expect(await askedOf(ports, Ann!)).toEqual(['A1 2026-11-18 0', 'A2 import:2026-11-18 confirm']);
    expect(await askedOf(ports, Ben!)).toEqual(['A1 2026-11-18 0']);
  });

  it('asks nobody twice when the same slot is planned again', async () => {
    const world = createWorld();
    const { ports } = world;
    await loadPlan(ports, [{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }]);
    await linkAll(ports, ['Ann']);
    await run(ports, 'slot');
    await run(ports, 'slot');
    await deliver(world);
    await run(ports, 'slot');
    await deliver(world);
    expect(cardsOf(world)).toEqual(['chat-Ann: A1']);
  });

  it('asks nothing twice in a new slot on the same day, and puts what is new on a second card', async () => {
    const world = createWorld();
    const { ports } = world;
    await loadPlan(ports, [{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }]);
    await linkAll(ports, ['Ann']);
    await run(ports);
    await deliver(world);
    world.clock.advance(3_600_000);
    expect(asked(await run(ports))).toEqual([]);
    await loadPlan(ports, [{ ref: 'B1', due: '2026-11-18', leads: ['Ann'] }], civilDate('2026-11-18'), 'second');
    expect(asked(await run(ports))).toEqual(['B1 2026-11-18 0']);
    await deliver(world);
    expect(cardsOf(world)).toEqual(['chat-Ann: A1', 'chat-Ann: A1, B1']);
  });

  it('asks the latest stage only after sweeps that were missed', async () => {
    const world = createWorld('2026-10-01T10:00:00Z');
    const { ports } = world;
    await loadPlan(ports, [{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }], civilDate('2026-10-01'));
    await linkAll(ports, ['Ann']);
    world.clock.set('2026-11-20T10:00:00Z');
    expect(asked(await run(ports))).toEqual(['A1 2026-11-18 +1']);
    expect(await dueRows(ports)).toEqual(['2026-11-25 A1 1']);
  });

  it('lists an officer who is not linked, writes nothing, and looks again on the next working day', async () => {
    const world = createWorld('2026-11-20T10:00:00Z');
    const { ports } = world;
    await loadPlan(ports, [{ ref: 'A1', due: '2026-11-20', leads: ['Ann'] }], civilDate('2026-11-20'));
    const report = await run(ports);
    expect(report.digests.map((digest) => digest.entraId)).toEqual([null]);
    expect(await dueRows(ports)).toEqual(['2026-11-21 A1 1']);
    const { Ann } = await linkAll(ports, ['Ann']);
    expect(await digestsOf(ports, Ann!)).toEqual([]);
    world.clock.set('2026-11-23T10:00:00Z');
    expect(asked(await run(ports))).toEqual(['A1 2026-11-20 +1']);
  });

  it('asks the head of service about a milestone without lead, else the plan owner, else lists it every day', async () => {
    const world = createWorld();
    const { ports } = world;
    await loadPlan(ports, [
      { ref: 'A1', due: '2026-11-18', leads: [] },
      { ref: 'B1', due: '2027-05-28', leads: ['Hal'], area: 'B' },
    ]);
    const { Hal } = await linkAll(ports, ['Hal']);
    expect((await run(ports)).skipped).toEqual([{ plan: PLAN, ref: 'A1', officer: null, reason: 'no-lead' }]);
    expect(await dueRows(ports)).toContain('2026-11-19 A1 1');
    await setHeads(ports, 'A', [Hal!]);
    world.clock.set('2026-11-19T10:00:00Z');
    expect(asked(await run(ports))).toEqual(['A1 2026-11-18 +1']);
    await deliver(world);
    expect(cardsOf(world)).toEqual(['chat-Hal: A1']);
  });

  it('leaves the row that an update wrote between its read and its move', async () => {
    const world = createWorld();
    const { ports } = world;
    await loadPlan(ports, [{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }]);
    const { Ann } = await linkAll(ports, ['Ann']);
    let answered = false;
    const slow = world.start({
      hook: async ({ table }) => {
        if (table !== 'People' || answered) return;
        answered = true;
        const inputs = { cause: 'c', recovery: '2026-11-18' };
        const by = { kind: 'officer', id: Ann! } as const;
        const saved = await recordUpdate(ports, { plan: PLAN, ref: 'A1', by, rev: 1, rating: 'amber', inputs });
        expect(saved.kind).toBe('saved');
      },
    });
    await run(slow.ports);
    await deliver(world);
    // Answered before the card left: nothing was sent; the date that was given is looked at on its next working day.
    expect(cardsOf(world)).toEqual([]);
    expect((await digestsOf(ports, Ann!)).map((digest) => digest.state)).toEqual(['waived']);
    world.clock.set('2026-11-19T10:00:00Z');
    expect(asked(await run(ports))).toEqual(['A1 given:2026-11-18 passed']);
  });

  it('asks once when a date was given both for recovery and for the next step', async () => {
    const world = createWorld();
    const { ports } = world;
    await loadPlan(ports, [{ ref: 'A1', due: '2027-03-31', leads: ['Ann'] }]);
    const { Ann } = await linkAll(ports, ['Ann']);
    const inputs = { cause: 'c', recovery: '2026-11-19', nextStep: 'n', nextStepBy: '2026-11-19' };
    const by = { kind: 'officer', id: Ann! } as const;
    await recordUpdate(ports, { plan: PLAN, ref: 'A1', by, rev: 1, rating: 'amber', inputs });
    world.clock.set('2026-11-20T10:00:00Z');
    const report = await run(ports);
    expect(report.failed).toEqual([]);
    expect(asked(report)).toEqual(['A1 given:2026-11-19 passed']);
  });

  it('leaves the rows of an officer who could not be planned where the run that takes over finds them', async () => {
    const world = createWorld();
    const { ports } = world;
    await loadPlan(ports, [
      { ref: 'A1', due: '2026-11-18', leads: ['Ann'] },
      { ref: 'A2', due: '2026-11-18', leads: ['Ben'] },
    ]);
    const { Ann } = await linkAll(ports, ['Ann', 'Ben']);
    const faulty = world.start({
      fault: ({ table, partition, act }) =>
        table === 'Ledger' && partition === Ann && act === 'submit' ? 'fails' : null,
    });
    const report = await run(faulty.ports, 'slot');
    expect(report.failed).toEqual([Ann]);
    expect(asked(report)).toEqual(['A2 2026-11-18 0']);
    expect(asked(await run(ports, 'slot'))).toEqual(['A1 2026-11-18 0']);
  });

  it('planned for one officer by two at once asks each thing once', async () => {
    const world = createWorld();
    const { ports } = world;
    await loadPlan(ports, [
      { ref: 'A1', due: '2026-11-18', leads: ['Ann'] },
      { ref: 'A2', due: '2026-11-25', leads: ['Ann'] },
    ]);
    const { Ann } = await linkAll(ports, ['Ann']);
    const slots = ['one', 'two', 'three', 'three'];
    const reports = await Promise.all(slots.map((slot) => run(world.start().ports, slot)));
    expect(reports.flatMap(asked)).toEqual(['A1 2026-11-18 0', 'A2 2026-11-25 -5']);
    expect(await digestsOf(ports, Ann!)).toHaveLength(1);
    expect((await ports.ledger.read(Ann!)).count).toBe(1);
    await deliver(world);
    expect(cardsOf(world)).toEqual(['chat-Ann: A1, A2']);
    // What the others opened and did not need goes after an hour.
    world.clock.advance(3_600_000);
    await deliver(world);
    expect(await ports.openDigests.list()).toEqual([]);
  });

  it('looks no more at what is closed, and anew at what has moved', async () => {
    const world = createWorld();
    const { ports } = world;
    await loadPlan(ports, [
      { ref: 'A1', due: '2026-11-18', leads: ['Ann'] },
      { ref: 'A2', due: '2026-11-18', leads: ['Ann'] },
    ]);
    await linkAll(ports, ['Ann']);
    await run(ports);
    await deliver(world);
    const by = { kind: 'operator' } as const;
    const closing = { plan: PLAN, ref: 'A1', by, rev: null, rating: 'green', inputs: { note: 'n' } } as const;
    expect((await recordUpdate(ports, { ...closing, state: 'withdrawn' })).kind).toBe('saved');
    const stored = await ports.plans.milestone(PLAN, 'A2');
    const to = civilDate('2026-11-25');
    const after = { ...stored!.milestone, due: { kind: 'day', date: to, text: 'moved' } } as const;
    const stamp = { at: ports.clock.now(), by, why: 'moved' };
    await commitMilestones(ports, PLAN, [{ after, before: stored, inputHash: 'm' }], stamp, todayOf(ports));
    world.clock.set('2026-11-19T10:00:00Z');
    // The stage of the new date that has come is asked, and not the one of the old date.
    expect(asked(await run(ports))).toEqual(['A2 2026-11-25 -5']);
    expect(await dueRows(ports)).toEqual(['2026-11-25 A2 2']);
  });

  it('asks who takes over a milestone what is owed for it, at once', async () => {
    const world = createWorld();
    const { ports } = world;
    await loadPlan(ports, [
      { ref: 'A1', due: '2026-11-25', leads: ['Ann'] },
      { ref: 'B1', due: '2027-05-28', leads: ['Ben'] },
    ]);
    const { Ben } = await linkAll(ports, ['Ann', 'Ben']);
    expect(asked(await run(ports))).toEqual(['A1 2026-11-25 -5']);
    const stored = await ports.plans.milestone(PLAN, 'A1');
    const after = { ...stored!.milestone, leads: [Ben!] };
    const stamp = { at: ports.clock.now(), by: { kind: 'operator' }, why: 'handed over' } as const;
    await commitMilestones(ports, PLAN, [{ after, before: stored, inputHash: 'h' }], stamp, todayOf(ports));
    await deliver(world);
    // Not hers any more: her card has nothing to ask.
    expect(cardsOf(world)).toEqual([]);
    world.clock.set('2026-11-19T10:00:00Z');
    expect(asked(await run(ports))).toEqual(['A1 2026-11-25 -5']);
    await deliver(world);
    expect(cardsOf(world)).toEqual(['chat-Ben: A1']);
    expect((await ports.leadIndex.of(Ben!)).map(({ value }) => value.ref)).toEqual(['A1', 'B1']);
  });

  it('leaves a row ahead of its milestone alone', async () => {
    const world = createWorld();
    const { ports } = world;
    await loadPlan(ports, [{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }]);
    await ports.dueIndex.put({
      date: civilDate('2026-11-17'),
      plan: PLAN,
      ref: 'A1',
      rev: 2,
      writtenAt: ports.clock.now(),
    });
    await run(ports);
    expect(await dueRows(ports)).toContain('2026-11-17 A1 2');
  });
});

describe('an escalation', () => {
  async function lateWorld(): Promise<{ world: World; ids: Record<string, string> }> {
    const world = createWorld('2026-11-04T10:00:00Z');
    const { ports } = world;
    await loadPlan(
      ports,
      [
        { ref: 'A1', due: '2026-11-04', leads: ['Ann'] },
        { ref: 'B1', due: '2027-05-28', leads: ['Hal'], area: 'B' },
      ],
      civilDate('2026-11-04'),
    );
    return { world, ids: await linkAll(ports, ['Ann', 'Hal']) };
  }
  const days = ['04', '05', '11'].map((day) => `2026-11-${day}T10:00:00Z`);

  it('tells the head of service at stage +10, once', async () => {
    const { world, ids } = await lateWorld();
    await setHeads(world.ports, 'A', [ids.Hal!]);
    for (const day of [...days, '2026-11-18T10:00:00Z', '2026-11-19T10:00:00Z', '2026-12-02T10:00:00Z']) {
      world.clock.set(day);
      const report = await run(world.ports);
      await deliver(world);
      const told = day.startsWith('2026-11-18') ? [{ plan: PLAN, ref: 'A1', officers: [ids.Ann], to: ids.Hal }] : [];
      expect([day, report.escalations]).toEqual([day, told]);
    }
    expect(cardsOf(world).filter((card) => card.startsWith('chat-Hal'))).toEqual(['chat-Hal: A1']);
  });

  it('waits for somebody to tell, and tells them on the next working day after they are named', async () => {
    const { world, ids } = await lateWorld();
    for (const day of [...days, '2026-11-18T10:00:00Z', '2026-11-19T10:00:00Z']) {
      world.clock.set(day);
      await run(world.ports);
      await deliver(world);
    }
    await setHeads(world.ports, 'A', [ids.Hal!]);
    world.clock.set('2026-11-20T10:00:00Z');
    expect(asked(await run(world.ports))).toEqual(['A1 escalation:2026-11-04 +10']);
  });

  it('comes with the first stage after the grace, and no day before it says otherwise', async () => {
    const world = createWorld('2026-11-18T10:00:00Z');
    const { ports } = world;
    await loadPlan(ports, [
      { ref: 'A1', due: '2026-10-05', leads: ['Ann'] },
      { ref: 'B1', due: '2027-05-28', leads: ['Hal'], area: 'B' },
    ]);
    const ids = await linkAll(ports, ['Ann', 'Hal']);
    await setHeads(ports, 'A', [ids.Hal!]);
    const told: string[] = [];
    for (let day = 18; day < 18 + 30; day += 1) {
      const report = await run(ports);
      const preview = await previewSweep(ports, todayOf(ports));
      expect(preview.digests).toEqual([]);
      await deliver(world);
      if (report.escalations.length > 0) told.push(todayOf(ports));
      world.clock.advance(86_400_000);
    }
    // Delivered on 18 November; ten working days later is 2 December; the next stage is +50, on 14 December.
    expect(told).toEqual(['2026-12-14']);
  });
});

describe('a preview', () => {
  it('says what the sweep of the same day does, and writes nothing', async () => {
    const world = createWorld();
    const { ports } = world;
    await loadPlan(ports, [
      { ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Ben'] },
      { ref: 'A2', due: '2026-11-10', leads: ['Ann'] },
      { ref: 'A3', due: '2026-12-16', leads: ['Cat'] },
    ]);
    await linkAll(ports, ['Ann', 'Ben']);
    const before = JSON.stringify(world.tables.dump());
    const preview = await previewSweep(ports, todayOf(ports));
    expect(JSON.stringify(world.tables.dump())).toBe(before);
    const report = await run(ports);
    expect(report.digests).toEqual(preview.digests);
    expect(report.escalations).toEqual(preview.escalations);
    expect((await previewSweep(ports, todayOf(ports))).digests.map((digest) => digest.entraId)).toEqual([null]);
  });
});
