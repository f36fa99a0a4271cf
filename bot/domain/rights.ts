import type { Area, Milestone, OfficerId, Plan } from './plan.js';

/** What somebody may be to a milestone (RULES 5). */
export type Standing = 'lead' | 'head' | 'owner' | 'admin' | 'none';

/** How a person stands to a milestone; the nearest standing first. */
export function standingOf(
  officer: OfficerId,
  milestone: Milestone,
  area: Area | undefined,
  plan: Plan,
  admin: boolean,
): Standing {
  if (milestone.leads.includes(officer)) return 'lead';
  if (area?.heads.includes(officer) === true) return 'head';
  if (plan.owner === officer) return 'owner';
  return admin ? 'admin' : 'none';
}

/** Leads, the head of service of the area and the plan owner may update; an admin only on behalf, named (RULES 5). */
export function mayUpdate(standing: Standing): boolean {
  return standing === 'lead' || standing === 'head' || standing === 'owner';
}

/**
 * Whether somebody may decide about what is proposed: as head of service of the area or as plan owner, unless they lead
 * it or proposed it themselves (RULES 5). Members and deputies of leads are for the caller to leave out.
 */
export function mayApprove(officer: OfficerId, milestone: Milestone, area: Area | undefined, plan: Plan): boolean {
  const { leads, proposal } = milestone;
  if (leads.includes(officer) || (proposal?.by.kind === 'officer' && proposal.by.id === officer)) return false;
  return area?.heads.includes(officer) === true || plan.owner === officer;
}

/**
 * Evidence is confirmed by the head of service of the area or the plan's owner, where they are neither lead, co-lead nor
 * deputy for it (RULES 4, 5).
 *
 * @param answering members of groups that lead it, and the deputies of its leads, whether or not they stand in now
 */
export function mayConfirmEvidence(
  officer: OfficerId,
  { leads }: Milestone,
  area: Area | undefined,
  plan: Plan,
  answering: readonly OfficerId[],
): boolean {
  if (leads.includes(officer) || answering.includes(officer)) return false;
  return area?.heads.includes(officer) === true || plan.owner === officer;
}
