/** Refs that their readers may not be told, in what is said of those that they may read of (RULES 6). */
import type { Decided, Proposal } from './said.js';
import type { Milestone, Ref } from './plan.js';

/** In place of such a ref. */
export const UNNAMED = 'one that is not named here';

/** A milestone that points at such refs as it may be told: that it points somewhere is told, and not where. */
export function withoutRefs(milestone: Milestone, unnamed: ReadonlySet<Ref>): Milestone {
  if (unnamed.size === 0) return milestone;
  const told = (ref: Ref): Ref => (unnamed.has(ref) ? UNNAMED : ref);
  const all = (refs: readonly Ref[]): readonly Ref[] => [...new Set(refs.map(told))];
  const wished = (one: Proposal): Proposal =>
    one.replacedBy === undefined ? one : { ...one, replacedBy: all(one.replacedBy) };
  const decision = (one: Decided): Decided => ({ ...one, proposal: wished(one.proposal) });
  const { printed, update, closure, proposal, decided, decidedBefore } = milestone;
  return {
    ...milestone,
    waitsFor: all(milestone.waitsFor),
    printed: { ...printed, sameAs: printed.sameAs !== null && unnamed.has(printed.sameAs) ? null : printed.sameAs },
    update: update && pointing(update, told),
    closure: closure && { ...closure, replacedBy: all(closure.replacedBy) },
    proposal: proposal && wished(proposal),
    decided: decided && decision(decided),
    ...(decidedBefore !== undefined && { decidedBefore: decidedBefore.map(decision) }),
  };
}

function pointing(update: NonNullable<Milestone['update']>, told: (ref: Ref) => Ref): Milestone['update'] {
  const { sameAs, waitsOn } = update;
  return {
    ...update,
    sameAs: sameAs && { ...sameAs, ref: told(sameAs.ref) },
    waitsOn: waitsOn?.kind === 'milestone' ? { ...waitsOn, ref: told(waitsOn.ref) } : waitsOn,
  };
}
