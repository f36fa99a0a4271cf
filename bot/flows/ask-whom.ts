import type { Ask } from '../domain/asks.js';
import { whomToAsk, type Accountable, type Whom } from '../domain/asked-of.js';
import { civilDate, type CivilDate } from '../domain/dates.js';
import type { Candidate, Skip, SkipReason } from '../domain/digest-plan.js';
import { asksOf, asSeenBy, type AskFacts } from '../domain/each-answers.js';
import { decidersOf, escalatesTo, nobodyDecides } from '../domain/escalation.js';
import { addressedAsksOn, approvalAsksOn, asksOn, escalationOn } from '../domain/look-on.js';
import type { Known } from '../domain/people.js';
import type { Milestone, OfficerId } from '../domain/plan.js';
import { POLICY } from '../domain/policy.js';
import { whoIsAddressed } from '../domain/addressed.js';
import { isUnanswerable } from '../domain/told-asks.js';
import { addWorkingDays, type Calendar } from '../domain/working-days.js';

const NO_GRACE = civilDate('1900-01-01');

export interface Escalation {
  readonly plan: string;
  readonly ref: string;
  readonly officers: readonly OfficerId[];
  readonly to: OfficerId;
}

/** A milestone without a usable lead, and who is asked instead. */
export interface WithoutLead {
  readonly plan: string;
  readonly ref: string;
  readonly asked: readonly OfficerId[];
}

export interface AskedOf {
  /** By officer: what could be asked of them. */
  readonly candidates: ReadonlyMap<OfficerId, readonly Candidate[]>;
  readonly skipped: readonly Skip[];
  readonly escalations: readonly Escalation[];
  /**
   * Milestones whose escalation has come, but no lead has had a card yet, or there is nobody to tell; and those of which
   * somebody is to hear who is away.
   */
  readonly withheld: readonly Milestone[];
  readonly withoutLead: readonly WithoutLead[];
}

/** What one milestone adds to that. */
interface Part {
  readonly asks: readonly { readonly officer: OfficerId; readonly asks: readonly Ask[] }[];
  readonly skipped: readonly Skip[];
}

/** Pure: whom the rules would ask about some milestones on a day, before looking at what was asked already. */
export function askWhom(
  looked: readonly Accountable[],
  officers: Known,
  calendar: Calendar,
  today: CivilDate,
): AskedOf {
  const parts: Part[] = [];
  const candidates = new Map<OfficerId, Candidate[]>();
  const escalations: Escalation[] = [];
  const withheld: Milestone[] = [];
  const withoutLead: WithoutLead[] = [];
  for (const one of looked) {
    const { milestone } = one;
    const whom = whomToAsk(one, officers, today);
    const told = escalation(one, whom, officers, calendar, today);
    const heard = addressed(one, officers, calendar, today);
    const mine = [
      ofLeads(milestone, whom, { people: officers, calendar, today, undecidable: nobodyDecides(one, officers, today) }),
      ofDeciders(one, officers, calendar, today),
      heard,
      told,
    ];
    for (const [officer, asks] of byOfficer(mine)) {
      candidates.set(officer, [...(candidates.get(officer) ?? []), { milestone, asks }]);
    }
    const { plan, ref } = milestone;
    parts.push(...mine);
    escalations.push(...told.asks.map(({ officer: to }) => ({ plan, ref, officers: milestone.leads, to })));
    if (told.withheld || heard.withheld) withheld.push(milestone);
    if (whom.noLead && whom.asked.length > 0 && asksOn(milestone, calendar, today).length > 0) {
      withoutLead.push({ plan, ref, asked: whom.asked.map(({ officer }) => officer) });
    }
  }
  return { candidates, skipped: parts.flatMap(({ skipped }) => skipped), escalations, withheld, withoutLead };
}

/** Everything about one milestone that could be asked of each. */
function byOfficer(parts: readonly Part[]): ReadonlyMap<OfficerId, readonly Ask[]> {
  const found = new Map<OfficerId, readonly Ask[]>();
  for (const { officer, asks } of parts.flatMap((part) => part.asks)) {
    found.set(officer, [...(found.get(officer) ?? []), ...asks]);
  }
  return found;
}

/** What is asked of the leads, or of who is asked in their place. */
function ofLeads(milestone: Milestone, whom: Whom, facts: AskFacts): Part {
  const { calendar, today, undecidable } = facts;
  if (!undecidable && asksOn(milestone, calendar, today).length === 0) return { asks: [], skipped: [] };
  const asks = [...whom.asked.map(({ officer }) => officer), ...whom.unnamed].map((officer) => ({
    officer,
    asks: asksOf(milestone, whom, officer, facts),
  }));
  const away = whom.notAsked.filter(({ reason }) => reason === 'away');
  const nobody = whom.noLead && whom.asked.length === 0;
  return {
    asks: asks.filter((one) => one.asks.length > 0),
    skipped: [
      ...away.map(({ officer }) => skip(milestone, officer, 'away')),
      ...(nobody ? [skip(milestone, null, 'no-lead')] : []),
    ],
  };
}

/** While something waits for a decision, those who may decide are asked (RULES 2). */
function ofDeciders(one: Accountable, officers: Known, calendar: Calendar, today: CivilDate): Part {
  const unanswered = isUnanswerable(one, officers, today);
  const asks = approvalAsksOn(one.milestone, calendar, today, !unanswered);
  if (asks.length === 0) return { asks: [], skipped: [] };
  const deciders = decidersOf(one, officers, today);
  const skipped = [
    ...(deciders.length > 0 ? [] : [skip(one.milestone, null, 'no-approver')]),
    ...(unanswered ? [skip(one.milestone, null, 'no-answerer')] : []),
  ];
  return { asks: deciders.map((officer) => ({ officer, asks })), skipped };
}

/** A question, a decision, an update entered for somebody: withheld while those whom it concerns are away. */
function addressed(
  one: Accountable,
  officers: Known,
  calendar: Calendar,
  today: CivilDate,
): Part & { readonly withheld: boolean } {
  const each = addressedAsksOn(one.milestone, calendar, today).map((ask) => ({
    ask,
    to: whoIsAddressed(ask, one, officers, today),
  }));
  const asks = each.flatMap(({ ask, to }) => to.map((officer) => ({ officer, asks: [ask] })));
  return { asks, skipped: [], withheld: each.some(({ to }) => to.length === 0) };
}

/** Who is told that nobody answers; withheld while no lead has had a card, or there is nobody to tell. */
function escalation(
  one: Accountable,
  whom: Whom,
  officers: Known,
  calendar: Calendar,
  today: CivilDate,
): Part & { readonly withheld: boolean } {
  const { milestone } = one;
  if (escalationOn(milestone, calendar, today, NO_GRACE) === undefined)
    return { asks: [], skipped: [], withheld: false };
  const grace = graceAmong(
    whom.asked.filter(({ officer }) => escalationOn(asSeenBy(milestone, whom, officer), calendar, today, NO_GRACE)),
    officers,
    calendar,
    milestone.importedOn,
  );
  const toTell = grace === null ? [] : escalatesTo(one, officers, today);
  const ask = grace === null ? undefined : escalationOn(milestone, calendar, today, grace);
  const asks = ask === undefined ? [] : toTell.map((officer) => ({ officer, asks: [ask] }));
  return { asks, skipped: [], withheld: toTell.length === 0 };
}

/**
 * The last day of the grace after the first card that somebody had who is asked about a milestone, or after its load, if
 * that came later (RULES 1); null when none of them has had one, none can be reached, or they only stand in: then nothing
 * escalates (RULES 2).
 */
export function graceUntil(
  { importedOn }: Milestone,
  whom: Whom,
  officers: Known,
  calendar: Calendar,
): CivilDate | null {
  return graceAmong(whom.asked, officers, calendar, importedOn);
}

function graceAmong(
  asked: Whom['asked'],
  officers: Known,
  calendar: Calendar,
  importedOn: CivilDate,
): CivilDate | null {
  const firstCards = asked
    .filter(({ because }) => because !== 'stand-in')
    .map(({ officer }) => officers.get(officer))
    .filter((officer) => officer?.unreachable === null)
    .flatMap((officer) => officer?.firstDeliveredOn ?? []);
  const first = firstCards.sort()[0];
  if (first === undefined) return null;
  return addWorkingDays(calendar, first > importedOn ? first : importedOn, POLICY.firstLoadGrace);
}

function skip({ plan, ref }: Milestone, officer: OfficerId | null, reason: SkipReason): Skip {
  return { plan, ref, officer, reason };
}
