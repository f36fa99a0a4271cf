/** RULES 7 and guarantees.md I8, over random histories: what was frozen or is as at a day never changes. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, civilDate, instant, type CivilDate } from '../../bot/domain/dates.js';
import { wholePlan, type Scope } from '../../bot/domain/scope.js';
import { freeze } from '../../bot/flows/plan-rollup.js';
import type { Ports, Snapshot } from '../../bot/flows/ports.js';
import { readRollup, rollupOfSnapshot } from '../../bot/flows/read-rollup.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { WHOLE_READERSHIP } from '../../bot/flows/told-plan.js';
import { terminal } from '../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, type World } from '../support/world.js';

const REFS = ['A1', 'A2', 'B1', 'B2'] as const;
const SCOPES: readonly Scope[] = [
  wholePlan(PLAN),
  { plan: PLAN, area: 'A', tag: null },
  { plan: PLAN, area: 'B', tag: null },
];

const anyAnswer = fc.record({
  kind: fc.constant('answer' as const),
  ref: fc.constantFrom(...REFS),
  rating: fc.constantFrom('green', 'amber', 'red', 'complete'),
  waits: fc.option(fc.constantFrom(...REFS), { nil: null }),
});
const anyDeed = fc.oneof(
  { weight: 5, arbitrary: anyAnswer },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('days' as const), days: fc.integer({ min: 1, max: 25 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('freeze' as const), scope: fc.constantFrom(...SCOPES) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('preset' as const), preset: fc.constantFrom('dates', 'confidence') }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('closed' as const), ahead: fc.integer({ min: 1, max: 20 }) }) },
);
type Deed = typeof anyDeed extends fc.Arbitrary<infer T> ? T : never;

async function started(): Promise<World> {
  const world = createWorld();
  await loadPlan(
    world.ports,
    REFS.map((ref) => ({ ref, due: '2026-12-04', leads: ['Ann'], area: ref.charAt(0), declared: 'green' as const })),
  );
  await linkAll(world.ports, ['Ann']);
  return world;
}

async function act(world: World, deed: Deed): Promise<void> {
  const { ports, clock } = world;
  clock.advance(61_000);
  switch (deed.kind) {
    case 'days':
      clock.set(`${addDays(civilDate(clock.now().slice(0, 10)), deed.days)}T10:00:00Z`);
      return;
    case 'preset':
      await terminal(world)('policy', '--plan', PLAN, '--preset', deed.preset);
      return;
    case 'closed':
      await terminal(world)('calendar', 'closure', addDays(civilDate(clock.now().slice(0, 10)), deed.ahead));
      return;
    case 'freeze':
      await freeze(ports, deed.scope, null, null);
      return;
    case 'answer':
      await answer(ports, deed);
  }
}

async function answer(ports: Ports, { ref, rating, waits }: Extract<Deed, { kind: 'answer' }>): Promise<void> {
  const today = ports.clock.now().slice(0, 10);
  const waitsOn = waits === null || waits === ref ? {} : { waitsOnRef: waits };
  const trouble = { cause: 'c', remedy: 'r', recovery: '2028-01-28', ...waitsOn };
  const inputs =
    rating === 'complete' ? { doneOn: today, evidence: 'e' } : rating === 'green' ? { note: 'n', ...waitsOn } : trouble;
  await recordUpdate(ports, { plan: PLAN, ref, by: { kind: 'operator' }, rev: null, rating, inputs });
}

const snapshotsOf = async (ports: Ports): Promise<readonly Snapshot[]> => {
  const scopes = await ports.rollups.scopes();
  return (await Promise.all(scopes.map((scope) => ports.rollups.snapshots(scope)))).flat();
};

/** Everything that a reader sees of the figures: not only the counts. */
async function figuresOf(ports: Ports, snapshots: readonly Snapshot[]): Promise<string> {
  const rolled = await Promise.all(snapshots.map((one) => rollupOfSnapshot(ports, one, null, WHOLE_READERSHIP)));
  return JSON.stringify(rolled.map((one) => one?.rollup));
}

async function asAt(ports: Ports, days: readonly CivilDate[]): Promise<string> {
  const all = days.flatMap((day) => SCOPES.map((scope) => readRollup(ports, scope, day, null, WHOLE_READERSHIP)));
  return JSON.stringify((await Promise.all(all)).map((one) => one?.rollup ?? null));
}

it('figures that were frozen, and those as at any day gone by, are the same however much is said afterwards', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyDeed, { minLength: 3, maxLength: 10 }),
      fc.array(anyDeed, { minLength: 1, maxLength: 6 }),
      async (first, then) => {
        const world = await started();
        const { ports } = world;
        for (const deed of first) await act(world, deed);
        for (const scope of SCOPES) await freeze(ports, scope, null, null);
        const frozen = await snapshotsOf(ports);
        const today = civilDate(ports.clock.now().slice(0, 10));
        const days = [civilDate('2026-11-18'), addDays(today, -3), today].filter((day) => day <= today);
        world.clock.set(`${addDays(today, 1)}T08:00:00Z`);
        const [figures, daily] = [await figuresOf(ports, frozen), await asAt(ports, days)];
        for (const one of frozen) {
          const rolled = await rollupOfSnapshot(ports, one, null, WHOLE_READERSHIP);
          expect(rolled?.rollup.counts).toEqual(one.counts);
        }
        for (const deed of then) await act(world, deed);
        expect(await figuresOf(ports, frozen)).toBe(figures);
        expect(await asAt(ports, days)).toBe(daily);
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

it('every answer that was acknowledged a minute before the time of a summary is in it, whoever comes between', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 12 }),
      fc.constantFrom(...SCOPES),
      fc.integer({ min: -55, max: 70 * 60 }),
      fc.integer({ min: 0, max: 90 }),
      async (at, scope, lateSeconds, slow) => {
        const world = await started();
        const slot = instant('2026-11-18T12:00:00Z');
        world.clock.set('2026-11-18T11:30:00Z');
        const saved: { readonly ref: string; readonly rev: number; readonly at: string }[] = [];
        const save = async (ref: string): Promise<void> => {
          const by = { kind: 'operator' } as const;
          const order = { plan: PLAN, ref, by, rev: null, rating: 'green', inputs: { note: String(saved.length) } };
          const recorded = await recordUpdate(world.ports, order);
          if (recorded.kind !== 'saved') throw new Error(recorded.kind);
          const rev = (await world.ports.plans.milestone(PLAN, ref))?.rev ?? 0;
          saved.push({ ref, rev, at: world.clock.now() });
        };
        for (const ref of REFS) await save(ref);
        world.clock.set('2026-11-18T12:00:00Z');
        world.clock.advance(lateSeconds * 1000);
        let calls = 0;
        // Another answers, and storage takes its time, in the middle of the reading.
        const other = world.start({
          hook: async () => {
            calls += 1;
            if (calls !== at) return;
            await save('A1');
            await save('B2');
            world.clock.advance(slow * 1000);
          },
        });
        const snapshot = (await freeze(other.ports, scope, slot, null))!;
        const counted = new Map(snapshot.revisions);
        for (const { ref, rev, at: when } of saved) {
          const early = Date.parse(when) <= Date.parse(snapshot.asOf) - 60_000;
          if (early && counted.has(ref)) expect(counted.get(ref)).toBeGreaterThanOrEqual(rev);
        }
        const rolled = await rollupOfSnapshot(world.ports, snapshot, null, WHOLE_READERSHIP);
        expect(rolled?.rollup.counts).toEqual(snapshot.counts);
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);

it('a part of a plan counts what it waits for outside of it, now and whenever it is shown again', async () => {
  const world = createWorld();
  const { ports } = world;
  await loadPlan(ports, [
    { ref: 'A1', due: '2027-01-29', leads: ['Ann'], area: 'A' },
    { ref: 'B1', due: '2027-03-31', leads: ['Ann'], area: 'B' },
  ]);
  await linkAll(ports, ['Ann']);
  await answer(ports, { kind: 'answer', ref: 'A1', rating: 'green', waits: 'B1' });
  await terminal(world)('policy', '--plan', PLAN, '--preset', 'dates');
  const snapshot = (await freeze(ports, { plan: PLAN, area: 'A', tag: null }, null, null))!;
  expect(snapshot).toMatchObject({ counts: { amber: 1, total: 1 }, beside: [['B1', 1]] });
  world.clock.advance(61_000);
  await answer(ports, { kind: 'answer', ref: 'B1', rating: 'complete', waits: null });
  const rolled = await rollupOfSnapshot(ports, snapshot, null, WHOLE_READERSHIP);
  expect(rolled?.rollup.counts).toEqual(snapshot.counts);
  expect(rolled?.rollup.changes.gone).toEqual([]);
});
