/** A small council as it mostly is: three plans, three schedules, windows, channels, an admin. */
import { civilDate, instant } from '../../bot/domain/dates.js';
import type { OfficerId } from '../../bot/domain/plan.js';
import { addChannels, addSchedule } from './scheduled.js';
import { quarter2, setWindow } from './windows.js';
import { createWorld, linkAll, loadPlan, type RowWish, type World } from './world.js';

export const PLANS = ['plan-a', 'plan-b', 'plan-c'] as const;
const NAMES = Array.from({ length: 10 }, (_, n) => `Officer ${String.fromCharCode(65 + n)}`);

/** @param wishes the milestones of one plan; unless given, each of ten leads has one in each plan, due in December */
export async function deployment(
  wishes?: readonly RowWish[],
  names: readonly string[] = NAMES,
): Promise<{ readonly world: World; readonly ids: Readonly<Record<string, OfficerId>> }> {
  const world = createWorld('2026-11-18T07:00:00Z');
  const { ports } = world;
  for (const plan of wishes === undefined ? PLANS : PLANS.slice(0, 1)) {
    const own = NAMES.map((name, n) => ({
      ref: `${plan}-${String(n)}`,
      due: `2026-12-${String(10 + n)}`,
      leads: [name],
    }));
    await loadPlan(ports, wishes ?? own, civilDate('2026-09-01'), plan);
    await addChannels(ports, [`channel-${plan}`], plan);
  }
  const ids = await linkAll(ports, names);
  const admin = await ports.people.officer(ids[names[0] ?? ''] ?? '');
  if (admin === null) throw new Error('There is no admin');
  await ports.people.put({ ...admin.value, roles: ['admin'] }, admin.etag);
  const createdAt = instant('2026-11-17T12:00:00Z');
  await addSchedule(ports, { id: 'asks', when: { kind: 'weekdays', at: 9 * 60 }, createdAt });
  await addSchedule(ports, { id: 'again', when: { kind: 'weekdays', at: 14 * 60 }, createdAt });
  await addSchedule(ports, {
    id: 'monthly',
    kind: 'rollup',
    when: { kind: 'month-day', nth: 1, at: 9 * 60 },
    createdAt,
  });
  await setWindow(ports, quarter2({ plan: null }));
  return { world, ids };
}
