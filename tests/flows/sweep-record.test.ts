import { describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import type { Ports, SweepRecord } from '../../bot/flows/ports.js';
import { previewSweep } from '../../bot/flows/preview-sweep.js';
import { sweep } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import { commitMilestones } from '../../bot/flows/commit-milestones.js';
import { createWorld, linkAll, loadPlan, PLAN, type World } from '../support/world.js';

const CAUSE = { kind: 'schedules', schedules: ['weekdays'] } as const;
const run = (ports: Ports, slot: string) => sweep(ports, { slot, today: todayOf(ports), atOnce: true, cause: CAUSE });

const linesOf = ({ asked, passed }: SweepRecord): string[] => [
  ...asked.map(({ officer, ref, step }) => `${officer} ${ref} ${step}`),
  ...passed.map(({ officer, ref, reason }) => `${officer ?? 'nobody'} ${ref} ${reason}`),
];

async function loaded(): Promise<World & { readonly Ann: string; readonly Ben: string }> {
  const world = createWorld();
  await loadPlan(world.ports, [
    { ref: 'A1', due: '2026-11-18', leads: ['Ann'] },
    { ref: 'A2', due: '2026-11-18', leads: ['Ben'] },
    { ref: 'A3', due: '2026-11-18', leads: ['Cat'] },
    { ref: 'A4', due: '2027-11-18', leads: ['Cat'] },
  ]);
  const { Ann, Ben } = await linkAll(world.ports, ['Ann', 'Ben']);
  return { ...world, Ann: Ann!, Ben: Ben! };
}

describe('what is kept of a round of reminders', () => {
  it('is what it asked and whom it passed over, once', async () => {
    const { ports, Ann, Ben } = await loaded();
    await run(ports, 'slot');
    const [head, ...more] = await ports.sweeps.list();
    expect([head, more]).toMatchObject([
      { slot: 'slot', cause: CAUSE, counts: { people: 2, asked: 3, unlinked: 1 } },
      [],
    ]);
    const record = (await ports.sweeps.find('slot'))!.value;
    expect(linesOf(record).slice(0, 2)).toEqual([`${Ann} A1 0`, `${Ben} A2 0`]);
    expect(record.asked.map(({ linked }) => linked)).toEqual([true, true, false]);
  });

  it('is nothing where nothing was found', async () => {
    const { ports } = await loaded();
    await run(ports, 'slot');
    await run(ports, 'later');
    expect((await ports.sweeps.list()).map(({ slot }) => slot)).toEqual(['slot']);
  });

  it('is one record of an attempt that died and the one that took it over', async () => {
    const { ports, Ann, Ben } = await loaded();
    let planned = (): void => undefined;
    const first = new Promise<void>((resolve) => (planned = resolve));
    const dying: Ports = {
      ...ports,
      ledger: {
        ...ports.ledger,
        plan: async (...args) => {
          const outcome = await ports.ledger.plan(...args);
          planned();
          return outcome;
        },
      },
    };
    let turns = 0;
    const renew = async (): Promise<void> => {
      turns += 1;
      if (turns === 1) return;
      await first;
      throw new Error('The process is gone');
    };
    const order = { slot: 'slot', today: todayOf(ports), atOnce: true, cause: CAUSE, renew };
    await expect(sweep(dying, order)).rejects.toThrow('gone');
    expect(await ports.sweeps.list()).toEqual([]);
    await run(ports, 'slot');
    const record = (await ports.sweeps.find('slot'))!.value;
    expect(linesOf(record).slice(0, 2).sort()).toEqual([`${Ann} A1 0`, `${Ben} A2 0`].sort());
    expect(record.passed.filter(({ officer }) => officer === Ann || officer === Ben)).toEqual([]);
    expect(record.counts).toMatchObject({ people: 2, asked: 3 });
  });

  it('grows by what a second attempt found after the first had kept its own', async () => {
    const { ports, Ann } = await loaded();
    const { dueIndex } = ports;
    const dying = { ...ports, dueIndex: { ...dueIndex, remove: () => Promise.reject(new Error('gone')) } };
    await expect(run(dying, 'slot')).rejects.toThrow('gone');
    const before = (await ports.sweeps.find('slot'))!.value;
    await run(ports, 'slot');
    expect(await ports.sweeps.list()).toHaveLength(1);
    const after = (await ports.sweeps.find('slot'))!.value;
    expect(linesOf(after)).toEqual(linesOf(before));
    expect(linesOf(after)).toContain(`${Ann} A1 0`);
  });

  it('stops no reminder where it cannot be kept', async () => {
    const { ports } = await loaded();
    const full = { ...ports, sweeps: { ...ports.sweeps, save: () => Promise.reject(new Error('full')) } };
    expect((await run(full, 'slot')).digests).toHaveLength(3);
  });

  it('tells of what was answered, put off, paused or put forward', async () => {
    const { ports } = await loaded();
    const today = civilDate('2026-11-18');
    const by = { kind: 'operator' } as const;
    const pause = { by, on: today, until: civilDate('2027-01-31'), reason: 'the school is being rebuilt' };
    const deferral = { by, on: today, until: civilDate('2026-12-31'), reason: 'later' };
    const changes: Readonly<Record<string, object>> = {
      A1: { answeredOn: today },
      A2: { state: 'paused', pause },
      A3: { answeredOn: null, deferral },
    };
    for (const [ref, change] of Object.entries(changes)) {
      const before = (await ports.plans.milestone(PLAN, ref))!;
      const after = { ...before.milestone, ...change };
      const stamp = { at: ports.clock.now(), by, why: 'said' };
      await commitMilestones(ports, PLAN, [{ after, before, inputHash: ref }], stamp, today);
    }
    const quiet = async (day: string): Promise<string[]> =>
      (await previewSweep(ports, civilDate(day))).quiet.map(({ ref, reason }) => `${ref} ${reason}`);
    expect(await quiet('2026-11-18')).toEqual(['A1 answered', 'A2 paused', 'A3 deferred']);
    // What was answered long ago is nobody's reminder of today.
    expect(await quiet('2027-01-18')).toEqual(['A2 paused']);
  });
});
