import type { Instant } from '../domain/dates.js';
import { isInScope, scopeOf } from '../domain/scope.js';
import type { Told } from '../domain/since-posted.js';
import type { Readership } from '../domain/told-words.js';
import { asItStood } from './as-at.js';
import type { Ports, Snapshot } from './ports.js';
import { countedIn, outlineOf } from './as-counted.js';
import { tellingTo } from './told-plan.js';

/** What a snapshot counted, then and by a later instant, as its readers may see it; null when there is no such plan. */
export async function readSince(
  ports: Pick<Ports, 'plans' | 'zone'>,
  snapshot: Snapshot,
  limit: Instant,
  readership: Readership,
): Promise<{ readonly then: Told; readonly now: Told } | null> {
  const scope = scopeOf(snapshot.scope);
  const rows = await ports.plans.history(scope.plan);
  const [then, now] = [outlineOf(ports, rows, snapshot), asItStood(rows, limit, ports.zone)];
  if (then === null || now === null) return null;
  const { told } = tellingTo(readership, rows, now.plan);
  const counted = countedIn(then, snapshot).map(({ milestone }) => milestone);
  const refs = new Set(counted.map(({ ref }) => ref));
  const present = now.milestones
    .map(({ milestone }) => milestone)
    .filter((milestone) => refs.has(milestone.ref) || isInScope(milestone, scope));
  return {
    then: { key: then.plan.key, milestones: counted.map(told) },
    now: { key: now.plan.key, milestones: present.map(told) },
  };
}
