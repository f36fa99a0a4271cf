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
 * Who is asked when a milestone has no usable lead: the area's heads of service, else the plan owner (RULES 2). Empty
 * when nobody is known: then it is a matter for the admins.
 */
export function standIns(area: Area | undefined, plan: Plan): readonly OfficerId[] {
  if (area !== undefined && area.heads.length > 0) return area.heads;
  return plan.owner === null ? [] : [plan.owner];
}

/** Whom an escalation goes to: lead -> head of service -> plan owner, never to a lead of it (RULES 5). */
export function escalatesTo(milestone: Milestone, area: Area | undefined, plan: Plan): readonly OfficerId[] {
  const heads = (area?.heads ?? []).filter((head) => !milestone.leads.includes(head));
  if (heads.length > 0) return heads;
  return plan.owner === null || milestone.leads.includes(plan.owner) ? [] : [plan.owner];
}

/**
 * Whether somebody may decide about what is proposed, or was: as head of service of the area or as plan owner, unless
 * they lead it or proposed it themselves (RULES 5).
 */
export function mayApprove(officer: OfficerId, milestone: Milestone, area: Area | undefined, plan: Plan): boolean {
  if (isTheirOwn(officer, milestone)) return false;
  return area?.heads.includes(officer) === true || plan.owner === officer;
}

/** They lead it, or proposed what waits: then they decide nothing about it, not even for others. */
export function isTheirOwn(officer: OfficerId, { leads, proposal }: Milestone): boolean {
  return leads.includes(officer) || (proposal?.by.kind === 'officer' && proposal.by.id === officer);
}

/**
 * Who is asked to decide about what waits: the heads of service of the area, else the plan owner (RULES 5). Empty when
 * nobody may: then it is a matter for the admins.
 */
export function approvers(milestone: Milestone, area: Area | undefined, plan: Plan): readonly OfficerId[] {
  const heads = (area?.heads ?? []).filter((head) => mayApprove(head, milestone, area, plan));
  if (heads.length > 0) return heads;
  return plan.owner !== null && mayApprove(plan.owner, milestone, area, plan) ? [plan.owner] : [];
}
