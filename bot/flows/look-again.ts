import type { OfficerId } from '../domain/plan.js';
import type { Ports, StoredMilestone } from './ports.js';
import { mapLimited } from './side-by-side.js';
import { todayOf } from './today.js';

type Needs = Pick<Ports, 'plans' | 'dueIndex' | 'leadIndex' | 'clock' | 'zone'>;

/**
 * Has the next sweep look at everything an officer leads: they became known, or can be reached again. Index first: this
 * comes before the change that makes it true (DESIGN 4).
 */
export async function lookAgainFor(ports: Needs, officer: OfficerId): Promise<void> {
  const rows = await ports.leadIndex.of(officer);
  const led = await mapLimited(rows, 8, ({ value }) => ports.plans.milestone(value.plan, value.ref));
  await lookAgainAt(
    ports,
    led.filter((one) => one !== null),
  );
}

/** The same for some milestones, at the revision they have. */
export async function lookAgainAt(ports: Needs, stored: readonly StoredMilestone[]): Promise<void> {
  const date = todayOf(ports);
  await mapLimited(stored, 8, ({ milestone: { plan, ref }, rev }) =>
    ports.dueIndex.put({ date, plan, ref, rev, writtenAt: ports.clock.now() }),
  );
}
