/** What others change in a plan while its year is closed goes into the plan of the next one, too. */
import { expect, it } from 'vitest';
import { addMilestone } from '../../bot/flows/add-milestone.js';
import { reopenRows, tagMilestones } from '../../bot/flows/care-milestones.js';
import { closePlan, reopenPlan } from '../../bot/flows/close-plan.js';
import type { Ports } from '../../bot/flows/ports.js';
import { setRules } from '../../bot/flows/set-rules.js';
import { createWorld, loadPlan, PLAN, type World } from '../support/world.js';

const BY = { kind: 'operator' } as const;
const NEXT = 'next';
const CLOSE = { plan: PLAN, by: BY, into: NEXT, title: null, reason: 'The year is over' };

async function planned(): Promise<World> {
  const world = createWorld();
  await loadPlan(world.ports, [{ ref: 'A1', due: '2027-03-05', leads: ['Ann'] }]);
  return world;
}

/** Something happens as soon as milestones stand in the next plan. */
function whenCopied({ ports }: World, happens: () => Promise<unknown>): Ports {
  let happened = false;
  const commit: Ports['plans']['commit'] = async (plan, changes) => {
    const written = await ports.plans.commit(plan, changes);
    if (plan === NEXT && !happened && changes.some(({ image }) => image.kind === 'milestone')) {
      happened = true;
      await happens();
    }
    return written;
  };
  return { ...ports, plans: { ...ports.plans, commit } };
}

async function tagsIn(
  { ports }: World,
  plan: string,
): Promise<readonly (readonly [string, string, readonly string[]])[]> {
  const contents = await ports.plans.contents(plan);
  return (contents?.milestones ?? []).map(({ milestone: { ref, state, tags } }) => [ref, state, tags] as const);
}

it('what is added, or changed, between copying and ending is carried as it is then', async () => {
  const world = await planned();
  const added = { ref: 'Z9', text: 'Added meanwhile', due: '5 March 2027', leads: '', area: null, tags: [] };
  const objective = { code: 'new', title: 'Begun late' };
  const area = { code: 'A', title: null };
  const ports = whenCopied(world, async () => {
    await tagMilestones(world.ports, { plan: PLAN, by: BY, refs: ['A1'], add: ['late'], remove: [] });
    expect(await addMilestone(world.ports, { plan: PLAN, by: BY, ...added, objective, area })).toMatchObject({
      kind: 'done',
    });
  });
  expect((await closePlan(ports, CLOSE)).kind).toBe('done');
  expect(await tagsIn(world, NEXT)).toEqual([
    ['A1', 'not-started', ['late']],
    ['Z9', 'not-started', []],
  ]);
  expect((await world.ports.plans.contents(NEXT))?.objectives.map(({ title }) => title)).toContain('Begun late');
  expect((await tagsIn(world, PLAN)).map(([, state]) => state)).toEqual(['carried-over', 'carried-over']);
});

it('what was opened again goes as it became, but for what people went on with there', async () => {
  for (const [wentOn, tags] of [
    [false, ['late']],
    [true, ['theirs']],
  ] as const) {
    const world = await planned();
    await closePlan(world.ports, CLOSE);
    await reopenPlan(world.ports, { plan: PLAN, by: BY, reason: 'A mistake' });
    await reopenRows(world.ports, { plan: PLAN, by: BY, refs: ['A1'], reason: 'A mistake' });
    await tagMilestones(world.ports, { plan: PLAN, by: BY, refs: ['A1'], add: ['late'], remove: [] });
    if (wentOn) await tagMilestones(world.ports, { plan: NEXT, by: BY, refs: ['A1'], add: ['theirs'], remove: [] });
    expect((await closePlan(world.ports, CLOSE)).kind).toBe('done');
    expect(await tagsIn(world, NEXT)).toEqual([['A1', 'not-started', tags]]);
    expect(await tagsIn(world, PLAN)).toMatchObject([['A1', 'carried-over', ['late']]]);
  }
});

it('the numbers of a plan go with it, also where making the next one broke off', async () => {
  const world = await planned();
  await setRules(world.ports, PLAN, { redAfter: 3 }, BY);
  let broken = true;
  const commit: Ports['diary']['commit'] = async (changes) => {
    if (broken) throw new Error('The process died');
    return world.ports.diary.commit(changes);
  };
  const ports = { ...world.ports, diary: { ...world.ports.diary, commit } };
  await expect(closePlan(ports, CLOSE)).rejects.toThrow('died');
  broken = false;
  await closePlan(ports, CLOSE);
  expect(await world.ports.diary.rules()).toContainEqual({ plan: NEXT, rules: { redAfter: 3 } });
});
