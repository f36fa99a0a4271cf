import { namesOf } from '../domain/people.js';
import type { OfficerId } from '../domain/plan.js';
import { readDirectory } from './directory.js';
import type { Ports, StoredMilestone } from './ports.js';
import { mapLimited } from './side-by-side.js';
import { todayOf } from './today.js';

type Needs = Pick<Ports, 'plans' | 'dueIndex' | 'leadIndex' | 'people' | 'clock' | 'zone'>;

/**
 * Has the next sweep look at everything an officer leads, in a group or as a deputy too: they became known, or can be reached
 * again. Index first: this comes before the change that makes it true (DESIGN 4).
 */
export async function lookAgainFor(ports: Needs, officer: OfficerId): Promise<void> {
  const { officers } = await readDirectory(ports.people);
  const names = namesOf(officers, officer, todayOf(ports));
  const rows = (await mapLimited(names, 4, (id) => ports.leadIndex.of(id))).flat();
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
