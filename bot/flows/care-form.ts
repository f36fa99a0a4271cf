/** A form in which somebody looks after one milestone, and what it rests on. */
import { type DeskField, type DeskLine } from '../domain/desk-views.js';
import type { Milestone, OfficerId } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import type { Cared } from './care.js';
import type { Changed } from './change-milestone.js';
import type { PlanContents, Ports, StoredMilestone } from './ports.js';

/** Which milestone, who acts, whether as an admin, and the revision that the form showed. */
export interface CareAbout {
  readonly ports: Ports;
  readonly contents: PlanContents;
  readonly stored: StoredMilestone;
  readonly by: { readonly kind: 'officer'; readonly id: OfficerId };
  readonly admin: boolean;
  readonly rev: number;
  readonly nameOf: (id: OfficerId) => string;
}

/** What stands in its fields, by their names. */
export type Typed = Readonly<Record<string, string>>;
/** What an act came to, or why nothing could be made of what was typed. */
export type CareSaved = Cared | Changed | Refusal;

export interface CareForm {
  /** "Change", before the ref. */
  readonly title: string;
  readonly button: string;
  readonly save: string;
  readonly lines?: (about: CareAbout) => readonly DeskLine[];
  readonly fields: (about: CareAbout) => readonly DeskField[];
  readonly typed: (about: CareAbout) => Typed;
  /** The field at which a refusal with a code is shown. */
  readonly at: Readonly<Record<string, string>>;
  readonly apply: (about: CareAbout, typed: Typed) => Promise<CareSaved>;
  /** What is said when it is done. */
  readonly done: (typed: Typed) => string;
}

/** What of a milestone the form of an admin rests on. */
function restsOn({ text, objective, order, tags: some, leads: who, due, state, pause: paused, closure }: Milestone) {
  return JSON.stringify([text, objective, order, some, who, due, state, paused ?? null, closure]);
}

/** Whether somebody else has changed it since the form was made, in a way that the form would undo unseen. */
export async function changedSince({ ports, stored, rev, by }: CareAbout): Promise<boolean> {
  const { milestone } = stored;
  if (rev >= stored.rev) return false;
  const row = await ports.plans.milestoneRevision(milestone.plan, milestone.ref, rev);
  const newest = await ports.plans.milestoneRevision(milestone.plan, milestone.ref, stored.rev);
  if (newest?.by.kind === 'officer' && newest.by.id === by.id) return false;
  return row?.image.kind !== 'milestone' || restsOn(row.image.milestone) !== restsOn(milestone);
}
