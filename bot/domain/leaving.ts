/**
 * What passes to somebody else when a person leaves, or when all that stands under one name is handed over (RULES 1:
 * nobody gets back-dated work). What was said and decided stays theirs.
 */
import type { CivilDate } from './dates.js';
import { isClosed, type Area, type Milestone, type OfficerId, type Plan } from './plan.js';

/** Who leaves, by each id that is theirs, and who has it from then on. */
export interface Moving {
  readonly from: readonly OfficerId[];
  /** Who leads on; null: nobody, so that the head of service of the area is asked. */
  readonly to: OfficerId | null;
  /** Who is head of service and plan owner in their place; null: nobody. */
  readonly areasTo: OfficerId | null;
}

/** Something is still to be asked of its leads: evidence too. */
function isUnfinished(milestone: Milestone): boolean {
  return milestone.state !== 'evidenced' && !isClosed(milestone);
}

/** Whether somebody leads what something is still to be asked about. */
export function isLedBy(milestone: Milestone, ids: readonly OfficerId[]): boolean {
  return isUnfinished(milestone) && milestone.leads.some((lead) => ids.includes(lead));
}

/**
 * A milestone after it; the same one where nothing of it changes. Co-leads stay. A handover to or from who leaves is one to
 * or from who takes over; it is gone where nothing is left of it.
 *
 * @param since from which day who takes over answers for it
 */
export function milestoneAfter(milestone: Milestone, { from, to }: Moving, since: CivilDate): Milestone {
  if (!isUnfinished(milestone)) return milestone;
  const moves = to !== null && isLedBy(milestone, from);
  const after = moves ? { ...milestone, ...ledAfter(milestone, from, to, since) } : milestone;
  const proposal = proposalAfter(after, from, to);
  return proposal === milestone.proposal ? after : { ...after, proposal };
}

function ledAfter(
  { leads, ledSince }: Milestone,
  from: readonly OfficerId[],
  to: OfficerId,
  since: CivilDate,
): Pick<Milestone, 'leads' | 'ledSince'> {
  const others = ledSince.filter(({ officer }) => !from.includes(officer));
  // Who led it all along is asked as before.
  const isNew = !leads.includes(to);
  return {
    leads: replaced(leads, from, to),
    ledSince: isNew ? [...others.filter(({ officer }) => officer !== to), { officer: to, on: since }] : others,
  };
}

function proposalAfter(
  { leads, proposal }: Milestone,
  from: readonly OfficerId[],
  to: OfficerId | null,
): Milestone['proposal'] {
  if (proposal?.handover === undefined) return proposal;
  const { handover } = proposal;
  const now = (id: OfficerId): OfficerId | null => (from.includes(id) ? to : id);
  const [giver, taker] = [now(handover.from) ?? handover.from, now(handover.to)];
  if (taker === null || leads.includes(taker)) return null;
  if (giver === handover.from && taker === handover.to) return proposal;
  return { ...proposal, handover: { from: giver, to: taker } };
}

/** The same list where none of them is in it. */
function replaced(ids: readonly OfficerId[], from: readonly OfficerId[], to: OfficerId | null): readonly OfficerId[] {
  if (!ids.some((id) => from.includes(id))) return ids;
  return [...new Set(ids.flatMap((id) => (from.includes(id) ? (to ?? []) : [id])))];
}

/** Heads of service of an area after it; the same list where nothing changes. */
export function headsAfter({ heads }: Pick<Area, 'heads'>, { from, areasTo }: Moving): readonly OfficerId[] {
  return replaced(heads, from, areasTo);
}

export function ownerAfter({ owner }: Pick<Plan, 'owner'>, { from, areasTo }: Moving): OfficerId | null {
  return owner !== null && from.includes(owner) ? areasTo : owner;
}

/** What others have of somebody. */
interface Ties {
  readonly id: OfficerId;
  readonly deputy: OfficerId | null;
  readonly supporters: readonly OfficerId[];
  readonly group: { readonly rule: 'any' | 'each'; readonly members: readonly OfficerId[] } | null;
}

/** Somebody else after it: nobody becomes their own deputy or supporter. The same value where nothing changes. */
export function otherAfter<T extends Ties>(other: T, { from, to }: Moving): T {
  const { id, deputy, supporters, group } = other;
  const named = deputy !== null && from.includes(deputy);
  const helps = replaced(supporters, from, to);
  const members = group === null ? null : replaced(group.members, from, to);
  if (!named && supporters === helps && members === (group?.members ?? null)) return other;
  return {
    ...other,
    deputy: named ? (to === id ? null : to) : deputy,
    supporters: helps.filter((one) => one !== id),
    group: group === null || members === null ? group : { ...group, members },
  };
}
