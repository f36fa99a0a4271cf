import { nearestRefs, sameRef } from './refs.js';
import { didYouMean } from './nearest.js';
import type { Milestone, Ref } from './plan.js';
import { pointerIn } from './pointer.js';
import type { SameAs, WaitsOn } from './said.js';

/** A milestone of the same plan, at its newest revision. */
export interface PlanMilestone {
  readonly milestone: Milestone;
  readonly rev: number;
}

/** What may stand in the way of a milestone, and what its words may be the same as. */
export interface Neighbours {
  /** The milestone that is answered for. */
  readonly ref: Ref;
  /** All of its plan; left empty where no ref was typed. */
  readonly milestones: readonly PlanMilestone[];
  /** The plan's list of bodies and systems. */
  readonly bodies: readonly string[];
}

/** What was meant, or what is wrong with it in a sentence or two. */
export type Meant<T> = { readonly meant: T } | { readonly wrong: string };

/**
 * The milestone whose words stand for this one's: another of the plan, of which something was said, and no circle. Of one
 * whose printed words only point at another ("See A1") it is that one, as it stands now.
 */
export function meantBySameAs(typed: string, neighbours: Neighbours): Meant<SameAs> {
  const found = other(typed, neighbours, 'be the same as itself');
  if ('wrong' in found) return found;
  const { milestone } = found.meant;
  if (leadsTo(neighbours.ref, milestone, neighbours.milestones)) {
    const why = `${milestone.ref} already says the same as ${neighbours.ref}: neither would say anything.`;
    return { wrong: `${why} Say it in your own words.` };
  }
  const there = pointedAt(found.meant, neighbours.milestones);
  if (there === null) {
    const { ref, update } = milestone;
    const rated = `${ref} was rated in the plan, but nobody has said anything of it that could stand here.`;
    const why = update?.by.kind === 'import' ? rated : `Nothing has been said of ${ref} yet that could stand here.`;
    return { wrong: `${why} Say it in your own words.` };
  }
  return { meant: { ref: there.milestone.ref, rev: there.rev } };
}

/** Where the words are, over printed ones that only point elsewhere; null where nothing is said in the end. */
export function pointedAt(from: PlanMilestone, all: readonly PlanMilestone[]): PlanMilestone | null {
  const seen = new Set<Ref>();
  for (let at: PlanMilestone | undefined = from; at !== undefined && !seen.has(at.milestone.ref);) {
    if (ownWords(at.milestone) !== null || at.milestone.update?.sameAs != null) return at;
    seen.add(at.milestone.ref);
    const next = printedPointer(at.milestone);
    at = all.find(({ milestone }) => milestone.ref === next);
  }
  return null;
}

/** The one that its text in the plan points at, until somebody has answered. */
export function printedPointer(milestone: Pick<Milestone, 'update' | 'printed'>): Ref | null {
  return isAnswered(milestone) ? null : milestone.printed.sameAs;
}

/** Another milestone of the plan that it waits for. */
export function meantByWaitsOn(typed: string, neighbours: Neighbours): Meant<WaitsOn> {
  const found = other(typed, neighbours, 'wait for itself');
  return 'wrong' in found ? found : { meant: { kind: 'milestone', ref: found.meant.milestone.ref } };
}

/** A body or system from the plan's list, whatever the case. */
export function meantByBody(typed: string, { bodies }: Neighbours): Meant<WaitsOn> {
  const name = bodies.find((one) => plain(one) === plain(typed));
  if (name !== undefined) return { meant: { kind: 'body', name } };
  const known = bodies.length === 0 ? 'The plan has no list of them.' : `There are: ${bodies.join('; ')}.`;
  return { wrong: `“${typed}” is not among the plan’s bodies and systems. ${known}` };
}

/**
 * What was said by the last answer, or what the plan prints until there is one; null where there are no words. Printed
 * ones that only point elsewhere are none, and its own "same as" is not followed.
 */
export function ownWords(milestone: Pick<Milestone, 'update' | 'printed'>): string | null {
  const { update, printed } = milestone;
  const said = update?.note ?? update?.cause ?? update?.evidence ?? update?.nextStep ?? null;
  if (said !== null || isAnswered(milestone)) return said;
  const isPointer = printed.sameAs !== null && pointerIn(printed.progress ?? '')?.only === true;
  return isPointer ? null : printed.progress;
}

/** A rating declared at import is no answer. */
function isAnswered({ update }: Pick<Milestone, 'update'>): boolean {
  return update !== null && update.by.kind !== 'import';
}

function other(typed: string, { ref, milestones }: Neighbours, itself: string): Meant<PlanMilestone> {
  if (sameRef(typed, ref)) return { wrong: `${ref} cannot ${itself}. Give another ref, or leave it empty.` };
  const found = milestones.find(({ milestone }) => sameRef(milestone.ref, typed));
  if (found !== undefined) return { meant: found };
  const known = milestones.map(({ milestone }) => milestone.ref).filter((one) => one !== ref);
  const near = didYouMean(nearestRefs(typed, known));
  return { wrong: `There is no “${typed}” in this plan.${near === '' ? ' Give a ref as the plan prints it.' : near}` };
}

/** Whether the words of one are, over however many others, those of `ref`. */
function leadsTo(ref: Ref, from: Milestone, all: readonly PlanMilestone[]): boolean {
  const seen = new Set<Ref>();
  for (let at: Milestone | undefined = from; at !== undefined && !seen.has(at.ref);) {
    if (at.ref === ref) return true;
    seen.add(at.ref);
    const next: Ref | null = at.update?.sameAs?.ref ?? printedPointer(at);
    at = all.find(({ milestone }) => milestone.ref === next)?.milestone;
  }
  return false;
}

function plain(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}
