import { describe, expect, it } from 'vitest';
import type { StateSuggestion } from '../../bot/domain/read-plan.js';
import { importPlan } from '../../bot/flows/import-plan.js';
import { createWorld, PLAN, planFile, WEDNESDAY } from '../support/world.js';

const BASE = { because: 'Row 2: the colour of the cell says so.', query: 'Is it still so?' };
const AMBER: StateSuggestion = {
  ...BASE,
  ref: 'R1',
  state: 'in-progress',
  rating: { rating: 'amber', grade: 'amber' },
};
const BLUE: StateSuggestion = {
  ...BASE,
  ref: 'R2',
  state: 'delivered',
  rating: { rating: 'complete', grade: 'complete' },
};

async function loaded(acceptSuggestions: boolean) {
  const world = createWorld();
  const rows = ['R1', 'R2'].map((ref) => ({ ref, due: '2026-12-18', leads: ['Jo Farl'] }));
  const file = { ...planFile(rows), suggestions: [AMBER, BLUE] };
  await importPlan(world.ports, { plan: PLAN, title: 'The plan', file, asAt: WEDNESDAY, acceptSuggestions });
  const contents = await world.ports.plans.contents(PLAN);
  return (contents?.milestones ?? []).map(({ milestone }) => milestone);
}

describe('a rating that only a colour showed', () => {
  it('is declared by nobody: without acceptance it is asked of the lead', async () => {
    const found = await loaded(false);
    expect(found.map(({ state, update }) => [state, update])).toEqual([
      ['not-started', null],
      ['not-started', null],
    ]);
    expect(found.map(({ queries }) => queries)).toEqual([['Is it still so?'], ['Is it still so?']]);
  });

  it('rates and closes where an admin accepts it', async () => {
    const found = await loaded(true);
    expect(found.map(({ state, update }) => [state, update?.rating])).toEqual([
      ['in-progress', 'amber'],
      ['delivered', 'complete'],
    ]);
  });
});
