import type { Area, Milestone, Objective, OfficerId, Plan, Ref } from '../domain/plan.js';
import type { Officer } from './ports-people.js';

/** A plan as a report prints it: everything as it stood on one day. */
/** What a milestone counts as in the figures beside it. */
export interface Standing {
  /** The class it counts as: red, amber, green, complete, none or closed. */
  readonly countsAs: string;
  /** Why it needs attention: "New", "Overdue"; empty where it does not. */
  readonly attention: string;
}

export interface PlanPrint {
  readonly plan: Plan;
  readonly areas: readonly Area[];
  readonly objectives: readonly Objective[];
  /** In printed order. */
  readonly milestones: readonly Milestone[];
  /** By their ids, earlier ones included. */
  /** Beside each, what it counts as, so that the figures can be counted from the file; left out for the plan alone. */
  readonly standing?: ReadonlyMap<Ref, Standing>;
  readonly officers: ReadonlyMap<OfficerId, Pick<Officer, 'name' | 'aliases'>>;
}
