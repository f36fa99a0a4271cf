import { expect, it } from 'vitest';
import type { Plan } from '../../bot/domain/plan.js';
import { changeOf, planImage } from '../../bot/flows/images.js';
import { d } from '../support/builders.js';
import { addChannels } from '../support/scheduled.js';
import { quarter2, runOf, setWindow, tickAt } from '../support/windows.js';
import { createWorld, linkAll, loadPlan, PLAN } from '../support/world.js';

it('a plan that is opened again after the freeze has its figures with the next tick', async () => {
  const world = createWorld();
  const { ports } = world;
  await loadPlan(ports, [{ ref: 'A1', due: '2027-03-31', leads: ['Ann'] }]);
  await linkAll(ports, ['Ann']);
  await addChannels(ports, ['leaders']);
  await setWindow(ports, quarter2());
  const close = async (closed: Plan['closed']): Promise<void> => {
    const plan = (await ports.plans.outline(PLAN))!.plan;
    expect(await ports.plans.commit(PLAN, [changeOf(ports, planImage(plan, { closed }), plan, 'closed')])).toBe(
      'written',
    );
  };
  await close({ on: d('2026-11-27'), by: { kind: 'operator' }, into: null });
  for (const time of ['12:05', '12:10', '12:15', '12:20']) await tickAt(world, `2026-11-27T${time}:00Z`);
  expect(await runOf(ports)).toBeNull();
  await close(null);
  await tickAt(world, '2026-11-27T12:25:00Z');
  expect(await runOf(ports)).not.toBeNull();
});
