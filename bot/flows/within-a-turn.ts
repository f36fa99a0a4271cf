import type { PlanId } from '../domain/plan.js';
import type { People, Plans, Ports } from './ports.js';

/**
 * Ports for one turn: whoever asks again for everybody, or for how a plan is laid out, gets what the turn read first. A
 * card is made of many parts that each need these, and one answer has to rest on one state of both. What the turn writes
 * itself it sees. Milestones, ledgers and single people are read each time: what is decided on them is written by etag.
 */
export function withinATurn<P extends Pick<Ports, 'people' | 'plans'>>(ports: P): P {
  return { ...ports, people: peopleOnce(ports.people), plans: outlinesOnce(ports.plans) };
}

function peopleOnce(people: People): People {
  const known = new Map<'officers' | 'everybody', Promise<unknown>>();
  const forgetting = forgettingAfter(() => {
    known.clear();
  });
  return {
    ...people,
    officers: () => once(known, 'officers', () => people.officers()),
    everybody: () => once(known, 'everybody', () => people.everybody()),
    put: (officer, etag) => forgetting(() => people.put(officer, etag)),
    merge: (officer, etag, others) => forgetting(() => people.merge(officer, etag, others)),
  };
}

function outlinesOnce(plans: Plans): Plans {
  const known = new Map<PlanId, Promise<unknown>>();
  return {
    ...plans,
    outline: (plan) => once(known, plan, () => plans.outline(plan)),
    commit: async (plan, changes) => {
      const forget = (): boolean => known.delete(plan);
      // Of milestones there is nothing in an outline; but where a race was lost, it is not alone what has moved on.
      if (changes.some(({ image }) => image.kind !== 'milestone')) {
        return forgettingAfter(forget)(() => plans.commit(plan, changes));
      }
      const outcome = await plans.commit(plan, changes);
      if (outcome === 'conflict') forget();
      return outcome;
    },
  };
}

/** What failed is asked again. */
function once<K, T>(known: Map<K, Promise<unknown>>, key: K, read: () => Promise<T>): Promise<T> {
  const found = known.get(key) as Promise<T> | undefined;
  if (found !== undefined) return found;
  const asked = read();
  known.set(key, asked);
  asked.catch(() => {
    if (known.get(key) === asked) known.delete(key);
  });
  return asked;
}

/** Whatever came of a write: one that was refused says that somebody else has written, one that failed may have been done. */
function forgettingAfter(forget: () => void): <T>(write: () => Promise<T>) => Promise<T> {
  return async (write) => {
    // What is read while it is under way may be of before or after.
    forget();
    try {
      return await write();
    } finally {
      forget();
    }
  };
}
