import { beforeEach, describe, expect, it } from 'vitest';
import { drain } from '../../../bot/flows/drain.js';
import { fileOf, terminal, type Terminal } from '../../support/command-line.js';
import { createWorld, digestsOf, linkAll, loadPlan, PLAN, type World } from '../../support/world.js';

/** A plan that was loaded by mistake is taken back whole, and whoever was asked about it is named. */
const WRONG = `Ref,Area,Objective,Milestone,Due,Leads,RAG
W1,Early help,Hubs,Open the family hub,20 November 2025,Ann,Green
W2,Early help,Hubs,Agree the lease,1 December 2025,Bob,Amber
W3,Early help,Hubs,Paint the hall,1 December 2025,Cat,Complete
`;
const CLOSE = ['plans', 'withdraw', 'wrong', '--reason', 'The file of last year'] as const;

let world: World;
let type: Terminal;
let ids: Record<string, string>;

beforeEach(async () => {
  world = createWorld();
  await loadPlan(world.ports, [{ ref: 'A1', due: '2026-11-18', leads: ['Dan'], declared: 'green' }]);
  type = terminal(world);
  await type('import', fileOf('plan.csv', WRONG), '--plan', 'wrong');
  ids = await linkAll(world.ports, ['Ann', 'Bob', 'Cat', 'Dan']);
});

async function ask(): Promise<void> {
  await type('sweep');
  await drain(world.ports);
}

describe('a plan that was loaded by mistake', () => {
  it('is noticed by its dates before it is loaded', async () => {
    const { lines } = await type('import', fileOf('plan.csv', WRONG), '--plan', 'other', '--dry-run');
    expect(lines[1]).toMatch(/^2 of 3 dates have passed: .* Is it the file of this year\?$/);
  });

  it('is shown first with whom it concerns, and nothing is written', async () => {
    await ask();
    await type('update', 'W2', '--plan', 'wrong', '--by', 'Bob', '--rating', 'green', '--note', 'Signed');
    const { exit, json, lines } = await type(...CLOSE, '--dry-run');
    expect([exit, json]).toMatchObject([
      0,
      { dryRun: true, withdrawn: ['W1', 'W2'], asked: ['Ann', 'Bob'], answered: [{ ref: 'W2', by: 'Bob' }] },
    ]);
    expect(lines[1]).toBe('Asked about it, and to be told: Ann and Bob.');
    expect((await world.ports.plans.outline('wrong'))?.plan.closed).toBeNull();
  });

  it('is asked about no more, whatever was planned, and what was answered stays', async () => {
    await type('sending', 'stop');
    await ask();
    await type('update', 'W2', '--plan', 'wrong', '--by', 'Bob', '--rating', 'green', '--note', 'Signed');
    expect(await type(...CLOSE)).toMatchObject({ exit: 0, json: { dryRun: false } });
    await type('sending', 'start');
    await ask();
    expect((await digestsOf(world.ports, ids.Ann ?? '')).map(({ state }) => state)).toEqual(['waived']);
    expect((await digestsOf(world.ports, ids.Dan ?? '')).map(({ state }) => state)).toEqual(['sent']);
    expect((await type('history', 'W2', '--plan', 'wrong')).lines.join(' ')).toContain('Signed');
    expect((await type('milestones', '--plan', 'wrong', '--state', 'withdrawn')).json).toMatchObject({
      milestones: [{ ref: 'W1' }, { ref: 'W2' }],
    });
  });

  it('may be taken back again; nothing happens to the other plan, and nothing without a reason', async () => {
    expect(await type('plans', 'withdraw', 'wrong')).toMatchObject({ exit: 2 });
    expect(await type(...CLOSE)).toMatchObject({ exit: 0, json: { asked: [], answered: [] } });
    expect(await type(...CLOSE)).toMatchObject({ exit: 0, json: { withdrawn: [] } });
    expect(await type('plans', 'withdraw', 'none', '--reason', 'x')).toMatchObject({ exit: 1 });
    expect((await world.ports.plans.outline(PLAN))?.plan.closed).toBeNull();
  });
});
