import type { Area, Milestone, Objective, OfficerId, Plan } from '../domain/plan.js';
import type { Officer } from './ports-people.js';

/** A plan as a report prints it: everything as it stood on one day. */
export interface PlanPrint {
  readonly plan: Plan;
  readonly areas: readonly Area[];
  readonly objectives: readonly Objective[];
  /** In printed order. */
  readonly milestones: readonly Milestone[];
  /** By their ids, earlier ones included. */
  readonly officers: ReadonlyMap<OfficerId, Pick<Officer, 'name' | 'aliases'>>;
}
