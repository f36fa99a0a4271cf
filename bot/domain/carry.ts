/** The end of a plan's year: what is open goes on in the plan of the next one, with all that was said of it. */
import type { CivilDate } from './dates.js';
import type { CarriedFrom, Milestone, PlanId, Ref } from './plan.js';
import { nextRef } from './care.js';
import { sameRef } from './refs.js';

/** Under which ref each is carried: its own where that is free in the other plan, else a new one there. */
export function carriedRefs(
  carried: readonly Milestone[],
  there: readonly Pick<Milestone, 'ref' | 'objective' | 'carriedFrom'>[],
): ReadonlyMap<Ref, Ref> {
  const known = [...there];
  const refs = new Map<Ref, Ref>();
  for (const { plan, ref, objective } of carried) {
    const before = there.find((one) => one.carriedFrom?.plan === plan && one.carriedFrom.ref === ref);
    const free = !known.some((one) => sameRef(one.ref, ref));
    const made = before?.ref ?? (free ? ref : nextRef(objective, known));
    refs.set(ref, made);
    known.push({ ref: made, objective });
  }
  return refs;
}

/**
 * A milestone in the plan of the next year. What was said, moved, proposed, asked, put off, marked and tagged goes with it;
 * as at a first load, stages before that day count as passed, and what is overdue is asked about once (RULES 1).
 */
export function carried(
  milestone: Milestone,
  into: PlanId,
  { from, refs, on }: { readonly from: CarriedFrom; readonly refs: ReadonlyMap<Ref, Ref>; readonly on: CivilDate },
): Milestone {
  const there = (ref: Ref): readonly Ref[] => [refs.get(ref) ?? []].flat();
  const waitsFor = milestone.waitsFor.flatMap(there);
  return {
    ...milestone,
    plan: into,
    ref: refs.get(milestone.ref) ?? milestone.ref,
    waitsFor,
    carriedFrom: from,
    importedOn: on,
  };
}
