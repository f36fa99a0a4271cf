import type { Ask } from '../domain/asks.js';
import { civilDate, type CivilDate } from '../domain/dates.js';
import type { Candidate, Skip } from '../domain/digest-plan.js';
import { asksOn, escalationOn } from '../domain/look-on.js';
import type { Area, Milestone, OfficerId, Plan } from '../domain/plan.js';
import { POLICY } from '../domain/policy.js';
import { escalatesTo, standIns } from '../domain/rights.js';
import { addWorkingDays, type Calendar } from '../domain/working-days.js';
import { present } from './directory.js';
import type { Officer } from './ports.js';

const NO_GRACE = civilDate('1900-01-01');

/** One milestone on the day of a sweep, with the plan around it. */
export interface Looked {
  readonly milestone: Milestone;
  readonly area: Area | undefined;
  readonly plan: Plan;
}

export interface Escalation {
  readonly plan: string;
  readonly ref: string;
  readonly officers: readonly OfficerId[];
  readonly to: OfficerId;
}

export interface AskedOf {
  /** By officer: what could be asked of them. */
  readonly candidates: ReadonlyMap<OfficerId, readonly Candidate[]>;
  readonly skipped: readonly Skip[];
  readonly escalations: readonly Escalation[];
  /** Milestones whose escalation has come, but no lead has had a card yet, or there is nobody to tell. */
  readonly withheld: readonly Milestone[];
}

/** Pure: whom the rules would ask about some milestones on a day, before looking at what was asked already. */
export function askWhom(
  looked: readonly Looked[],
  officers: ReadonlyMap<OfficerId, Officer>,
  calendar: Calendar,
  today: CivilDate,
): AskedOf {
  const candidates = new Map<OfficerId, Candidate[]>();
  const skipped: Skip[] = [];
  const escalations: Escalation[] = [];
  const withheld: Milestone[] = [];
  const add = (officer: OfficerId, milestone: Milestone, asks: readonly Ask[]): void => {
    candidates.set(officer, [...(candidates.get(officer) ?? []), { milestone, asks }]);
  };
  for (const { milestone, area, plan } of looked) {
    const asks = asksOn(milestone, calendar, today);
    const askedOf = present(officers, milestone.leads.length > 0 ? milestone.leads : standIns(area, plan));
    if (asks.length > 0) for (const officer of askedOf) add(officer, milestone, asks);
    if (asks.length > 0 && askedOf.length === 0) {
      skipped.push({ plan: milestone.plan, ref: milestone.ref, officer: null, reason: 'no-lead' });
    }
    const ask = escalationOn(milestone, calendar, today, NO_GRACE);
    const grace = graceUntil(milestone, officers, calendar);
    const toTell = ask === undefined || grace === null ? [] : present(officers, escalatesTo(milestone, area, plan));
    if (ask !== undefined && toTell.length === 0) withheld.push(milestone);
    const now = grace === null ? undefined : escalationOn(milestone, calendar, today, grace);
    for (const to of now === undefined ? [] : toTell) {
      if (now !== undefined) add(to, milestone, [now]);
      escalations.push({ plan: milestone.plan, ref: milestone.ref, officers: milestone.leads, to });
    }
  }
  return { candidates, skipped, escalations, withheld };
}

/**
 * The last day of the grace after the first card that a lead of a milestone has had (RULES 1); null when none has had
 * one, or none can be reached: then nothing escalates (RULES 2).
 */
export function graceUntil(
  milestone: Milestone,
  officers: ReadonlyMap<OfficerId, Officer>,
  calendar: Calendar,
): CivilDate | null {
  const firstCards = milestone.leads
    .map((lead) => officers.get(lead))
    .filter((officer) => officer?.unreachable === null)
    .flatMap((officer) => officer?.firstDeliveredOn ?? []);
  const first = firstCards.sort()[0];
  return first === undefined ? null : addWorkingDays(calendar, first, POLICY.firstLoadGrace);
}
