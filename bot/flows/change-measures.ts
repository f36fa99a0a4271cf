import type { Measure } from '../domain/measures.js';
import { bare } from '../domain/measure-rows.js';
import type { Actor, PlanId } from '../domain/plan.js';
import type { Change, Ports, Revision } from './ports.js';

/** Each is an image, a row of history and one of the change feed: far below what a transaction holds. */
const AT_ONCE = 20;

/**
 * Writes measures as they are to be, each with its history. What was written before somebody else came between stays: the
 * same order again writes the rest.
 *
 * @param known as the plan had them when they were read
 */
export async function saveMeasures(
  ports: Ports,
  plan: PlanId,
  known: readonly (Measure & Revision)[],
  changed: readonly Measure[],
  { by, why }: { readonly by: Actor; readonly why: string },
): Promise<'written' | 'conflict'> {
  const now = ports.clock.now();
  const changes = changed.map((measure): Change => {
    const image = bare(measure);
    return {
      image: { kind: 'measure', measure: image },
      previous: known.find(({ code }) => code === measure.code) ?? null,
      ...{ at: now, recordedAt: now, by, why },
      inputHash: ports.hash(JSON.stringify(image)),
    };
  });
  for (let first = 0; first < changes.length; first += AT_ONCE) {
    const outcome = await ports.plans.commit(plan, changes.slice(first, first + AT_ONCE));
    if (outcome === 'conflict') return outcome;
  }
  return 'written';
}
