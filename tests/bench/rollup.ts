/** How long the figures of a summary take: of a whole plan, and of what changed since the summary before. */
import { civilDate } from '../../bot/domain/dates.js';
import { wholePlan } from '../../bot/domain/scope.js';
import { freeze } from '../../bot/flows/plan-rollup.js';
import type { Ports, Snapshot } from '../../bot/flows/ports.js';
import { readRollup } from '../../bot/flows/read-rollup.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { withinATurn } from '../../bot/flows/within-a-turn.js';
import { createWorld, loadPlan, PLAN } from '../support/world.js';
import { WHOLE_READERSHIP } from '../../bot/flows/told-plan.js';
import type { Bench, Env, Measured } from './bench.js';
import { inTurn, median, spread } from './measure.js';

const LOADED = civilDate('2026-09-01');
const TODAY = civilDate('2026-11-18');
const LEADS = 40;
const CHANGES = 500;
/** Of our own: a summary is on time when it is posted within a minute of its slot; most of that is left for the rest. */
const SIZES = [
  { name: '1k', milestones: 1_000, atMost: 2_000, most: 5 },
  { name: '10k', milestones: 10_000, atMost: 20_000, most: 3 },
] as const;
const NOTE = 'Storage is in memory, so that the time is the processor’s; the target is our own.';

export const rollup: Bench = {
  id: 'rollup',
  about:
    'the figures of 1,000 and 10,000 milestones, in full and after 500 changes, beside reading milestone by milestone',
  run: async (env) => {
    const found: Measured[] = [];
    for (const size of SIZES) found.push(...(await sized(env, size)));
    return found;
  },
};

async function sized(env: Env, size: (typeof SIZES)[number]): Promise<readonly Measured[]> {
  const runs = Math.min(env.runs, size.most);
  const ports = await planOf(size.milestones);
  const before = await freeze(ports, wholePlan(PLAN), null, null);
  if (before === null) throw new Error('There is no plan');
  env.say(`${String(size.milestones)} milestones are there`);
  const full = await inTurn(runs, { ours: () => figures(ports, null), naive: () => naive(ports, before) });
  await change(ports);
  const later = await inTurn(runs, { ours: () => figures(ports, before), full: () => figures(ports, null) });
  const target = { atMost: size.atMost };
  return [
    {
      id: `rollup-${size.name}-full`,
      unit: 'ms',
      ...spread(full.ours),
      peer: { name: 'only reading each milestone and its history by itself', value: median(full.naive) },
      target,
      note: NOTE,
    },
    {
      id: `rollup-${size.name}-after-${String(CHANGES)}`,
      unit: 'ms',
      ...spread(later.ours),
      peer: { name: 'the figures alone, of the same plan, without what changed', value: median(later.full) },
      target,
      note: NOTE,
    },
  ];
}

async function planOf(milestones: number): Promise<Ports> {
  const world = createWorld(`${LOADED}T09:00:00Z`);
  const rows = Array.from({ length: milestones }, (_, number) => ({
    ref: `M${String(number)}`,
    area: `A${String(number % 10)}`,
    due: number % 3 === 0 ? '2026-10-30' : '2027-03-31',
    leads: [`Lead ${String(number % LEADS)}`],
  }));
  await loadPlan(world.ports, rows, LOADED);
  world.clock.set(`${TODAY}T08:00:00Z`);
  return world.ports;
}

async function change(ports: Ports): Promise<void> {
  for (let number = 0; number < CHANGES; number += 1) {
    const inputs = { note: 'The first cohort has been invited.' };
    const said = {
      plan: PLAN,
      ref: `M${String(number)}`,
      by: { kind: 'operator' },
      rev: null,
      rating: 'green',
      inputs,
    } as const;
    const { kind } = await recordUpdate(withinATurn(ports), said);
    if (kind !== 'saved') throw new Error(`A change was not saved: ${kind}`);
  }
}

async function figures(ports: Ports, before: Snapshot | null): Promise<number> {
  const began = performance.now();
  await readRollup(ports, wholePlan(PLAN), TODAY, before, WHOLE_READERSHIP);
  return performance.now() - began;
}

/** As it is done where nobody thought of reading a plan at once; nothing is counted here yet. */
async function naive({ plans }: Ports, { revisions }: Snapshot): Promise<number> {
  const began = performance.now();
  for (const [ref] of revisions) {
    await plans.milestone(PLAN, ref);
    await plans.milestoneHistory(PLAN, ref);
  }
  return performance.now() - began;
}
