/** The images of a plan as some readers may see them: everything that leadership reads comes through here (RULES 6). */
import type { Milestone, Plan, Ref } from '../domain/plan.js';
import { asTold, heldTexts, mayBeNamed, type Readership } from '../domain/told-words.js';
import type { PlanAsAt } from './as-at.js';
import type { HistoryRow } from './ports.js';

/** For counting, and for who may read everything: figures count what is in scope, whatever its marking. */
export const WHOLE_READERSHIP: Readership = { ceiling: 'restricted' };

export interface Telling {
  /** An image, of whatever time, with its texts as they may be told. */
  readonly told: (milestone: Milestone) => Milestone;
  /** A plan with all of its images, likewise. */
  readonly toldPlan: (plan: PlanAsAt) => PlanAsAt;
  /** Refs of the plan that are counted and never named. */
  readonly unnamed: ReadonlySet<Ref>;
  /** How many texts of some milestones wait until somebody has looked at them. */
  readonly heldIn: (milestones: readonly Milestone[]) => number;
}

/**
 * Who may read what is decided by what is known at present, also of an image of the past: what was marked since is not
 * told any more, and what was found harmless since is.
 */
export function tellingTo(
  readership: Readership,
  rows: readonly HistoryRow[],
  plan: Pick<Plan, 'smallNumber'>,
): Telling {
  const present = new Map(
    rows.flatMap(({ image }) => (image.kind === 'milestone' ? [[image.milestone.ref, image.milestone] as const] : [])),
  );
  const asMarkedNow = (milestone: Milestone): Milestone => {
    const { marking, cleared } = present.get(milestone.ref) ?? milestone;
    return { ...milestone, marking, cleared };
  };
  const told = (milestone: Milestone): Milestone => asTold(asMarkedNow(milestone), plan, readership);
  return {
    told,
    toldPlan: (one) => ({
      ...one,
      milestones: one.milestones.map(({ milestone, rev }) => ({ milestone: told(milestone), rev })),
      history: new Map(
        [...one.history].map(([ref, pasts]) => [
          ref,
          pasts.map((past) => ({ ...past, milestone: told(past.milestone) })),
        ]),
      ),
    }),
    unnamed: new Set([...present.values()].filter((one) => !mayBeNamed(one, readership)).map(({ ref }) => ref)),
    heldIn: (milestones) => milestones.reduce((sum, one) => sum + heldTexts(asMarkedNow(one), plan).length, 0),
  };
}
