/** What somebody may be to a milestone (RULES 5). */
export type Standing = 'lead' | 'head' | 'owner' | 'admin' | 'none';

/** Leads, the head of service of the area and the plan owner may update; an admin only on behalf, named (RULES 5). */
export function mayUpdate(standing: Standing): boolean {
  return standing === 'lead' || standing === 'head' || standing === 'owner';
}
