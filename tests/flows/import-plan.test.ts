import { describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { importPlan } from '../../bot/flows/import-plan.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import type { StorageCall } from '../support/faulty-driver.js';
import { createWorld, dueRows, loadPlan, PLAN, planFile, WEDNESDAY, type RowWish } from '../support/world.js';

/** More than one transaction of milestones, and more than one of areas and objectives. */
const MANY: readonly RowWish[] = Array.from({ length: 65 }, (_, index) => ({
  ref: `R${String(index)}`,
  due: '2026-12-18',
  leads: [`Lead ${String(index % 7)}`, `Lead ${String(index % 5)}`],
  area: `Z${String(index % 20)}`,
}));

describe('an import', () => {
  it('writes 30 milestones in one transaction at most, index first, and says when it exists', async () => {
    const world = createWorld();
    const order: string[] = [];
    const watched = world.start({
      hook: async ({ act, table, writes }) => {
        await Promise.resolve();
        if (act === 'submit' && writes.some((write) => write.row.startsWith('m|'))) {
          order.push(`${table} ${String(writes.filter((write) => write.row.startsWith('m|')).length)}`);
        }
      },
    });
    expect(await loadPlan(watched.ports, MANY)).toBe('loaded');
    expect(order).toEqual(['Plans 30', 'Plans 30', 'Plans 5']);
    expect(await loadPlan(watched.ports, MANY)).toBe('exists');
    const contents = await world.ports.plans.contents(PLAN);
    expect(contents?.milestones.map(({ milestone }) => milestone.ref)).toEqual(MANY.map(({ ref }) => ref));
    expect(await dueRows(world.ports)).toHaveLength(65);
  });

  it('takes milestones whose texts are all as long as they may be, in transactions that storage takes', async () => {
    const world = createWorld();
    const few = planFile(MANY.slice(0, 30));
    const [words, cell] = ['"\n'.repeat(2_000), '"\n'.repeat(5_000)];
    const file = {
      ...few,
      rows: few.rows.map((row) => ({ ...row, text: words, progress: cell, evidence: cell })),
      areas: few.areas.map((area) => ({ ...area, title: '中'.repeat(500) })),
    };
    const order = { plan: PLAN, title: 'The plan', file, asAt: WEDNESDAY, acceptSuggestions: false };
    expect(await importPlan(world.ports, order)).toBe('loaded');
    const contents = await world.ports.plans.contents(PLAN);
    expect(contents?.milestones.map(({ milestone }) => milestone.printed.progress)).toEqual(few.rows.map(() => cell));
  });

  it('completes when it is run again after a crash at any write, and leaves no trace of the crash', async () => {
    const isWrite = ({ act }: StorageCall): boolean => act === 'submit';
    let writes = 0;
    const reference = createWorld();
    await loadPlan(
      reference.start({
        fault: (call) => {
          if (isWrite(call)) writes += 1;
          return null;
        },
      }).ports,
      MANY,
    );
    expect(writes).toBeGreaterThan(70);
    for (let at = 1; at <= writes; at += 1) {
      const world = createWorld();
      let seen = 0;
      const fault = at % 2 === 0 ? ('crash-before' as const) : ('crash-after' as const);
      const dying = world.start({ fault: (call) => (isWrite(call) && (seen += 1) === at ? fault : null) });
      await expect(loadPlan(dying.ports, MANY)).rejects.toThrow();
      world.clock.advance(60_000);
      const again = await loadPlan(world.ports, MANY);
      if (at < writes - 1) expect(again).toBe('loaded');
      const contents = await world.ports.plans.contents(PLAN);
      expect([at, contents?.areas.length, contents?.objectives.length, contents?.milestones.length]).toEqual([
        at,
        20,
        20,
        65,
      ]);
      expect(await world.ports.brokenLinks(PLAN)).toEqual([]);
      expect(await world.ports.people.officers()).toHaveLength(7);
      for (const { value } of await world.ports.people.officers()) {
        const led = contents?.milestones.filter(({ milestone }) => milestone.leads.includes(value.id)) ?? [];
        expect(await world.ports.leadIndex.of(value.id)).toHaveLength(led.length);
      }
      expect(new Set(await dueRows(world.ports)).size).toBe(65);
    }
  });

  it('never mixes two files under one id, whichever is longer', async () => {
    const few: readonly RowWish[] = [
      { ref: 'A1', due: '2026-12-18', leads: ['Ann'] },
      { ref: 'A2', due: '2026-12-18', leads: ['Bob'], declared: 'amber' },
    ];
    const more: RowWish = { ref: 'A3', due: '2027-01-29', leads: ['Ann'] };
    const [a1, a2] = few as [RowWish, RowWish];
    const others: Readonly<Record<string, readonly RowWish[]>> = {
      'a ref that the file has not': [a1, more, { ...more, ref: 'A4' }],
      'another date': [{ ...a1, due: '2027-02-26' }, a2, more],
      'another lead': [{ ...a1, leads: ['Cat'] }, a2, more],
      'another rating': [a1, { ...a2, declared: 'green' }, more],
      'no rating': [a1, { ref: 'A2', due: '2026-12-18', leads: ['Bob'] }, more],
      'another area': [{ ...a1, area: 'B' }, a2, more],
      'another order': [more, a1, a2],
      'the same rows': few,
      'fewer rows': [a1],
    };
    for (const [what, wishes] of Object.entries(others)) {
      const world = createWorld();
      await loadPlan(world.ports, few);
      const before = await world.ports.plans.contents(PLAN);
      expect([what, await loadPlan(world.ports, wishes)]).toEqual([what, 'exists']);
      expect(await world.ports.plans.contents(PLAN), what).toEqual(before);
    }
  });

  it('goes on with its own file whatever people said since, and takes no longer one for it', async () => {
    const world = createWorld();
    let parts = 0;
    const isPart = ({ act, table, writes }: StorageCall): boolean =>
      act === 'submit' && table === 'Plans' && writes.some(({ row }) => row.startsWith('m|'));
    const dying = world.start({ fault: (call) => (isPart(call) && (parts += 1) === 2 ? 'crash-before' : null) });
    await expect(loadPlan(dying.ports, MANY)).rejects.toThrow();
    const by = { kind: 'officer', id: (await world.ports.people.byName('Lead 1'))!.value.id } as const;
    const said = { plan: PLAN, ref: 'R1', by, rev: 1, rating: 'green', inputs: { note: 'Under way' } } as const;
    expect(await recordUpdate(world.ports, said)).toMatchObject({ kind: 'saved' });
    const more: RowWish = { ref: 'R65', due: '2027-01-29', leads: ['Lead 1'] };
    expect(await loadPlan(world.ports, [...MANY, more])).toBe('exists');
    expect(await loadPlan(world.ports, MANY)).toBe('loaded');
    const after = await world.ports.plans.contents(PLAN);
    expect(after?.milestones).toHaveLength(65);
    expect(after?.milestones[1]?.milestone.update?.rating).toBe('green');
    expect(await loadPlan(world.ports, [...MANY, more])).toBe('exists');
  });

  it('counts from its as-at date, and looks at what has come since', async () => {
    const world = createWorld();
    await loadPlan(world.ports, [{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }], civilDate('2026-10-01'));
    const stored = await world.ports.plans.milestone(PLAN, 'A1');
    expect(stored?.at).toBe('2026-09-30T23:00:00.000Z');
    expect(await dueRows(world.ports)).toEqual(['2026-10-21 A1 1']);
  });

  it('takes what a status column declares as said by the owner: it quiets no stage', async () => {
    const world = createWorld();
    await loadPlan(world.ports, [
      { ref: 'A1', due: '2026-11-18', leads: ['Ann'], declared: 'amber' },
      { ref: 'A2', due: '2026-11-18', leads: ['Ann'], declared: 'complete' },
    ]);
    const stored = await world.ports.plans.milestone(PLAN, 'A1');
    expect(stored?.milestone).toMatchObject({ state: 'in-progress', answeredOn: null, update: { rating: 'amber' } });
    expect(await dueRows(world.ports)).toEqual(['2026-11-18 A1 1']);
  });

  it('refuses to mix with another load of the same plan at the same moment, and one of them completes', async () => {
    const world = createWorld();
    const outcomes = await Promise.allSettled([
      loadPlan(world.start().ports, MANY),
      loadPlan(world.start().ports, MANY),
    ]);
    expect(outcomes.some((outcome) => outcome.status === 'fulfilled')).toBe(true);
    const contents = await world.ports.plans.contents(PLAN);
    expect(contents?.milestones).toHaveLength(65);
    expect(await world.ports.brokenLinks(PLAN)).toEqual([]);
    expect(planFile(MANY).areas).toHaveLength(20);
    expect(contents?.plan.importedOn).toBe(WEDNESDAY);
  });
});
