/** What figures need to know of asking: who is asked about each milestone, what reached them, what became of it. */
import { whomToAsk } from '../domain/asked-of.js';
import { civilDateAt, type CivilDate, type Instant } from '../domain/dates.js';
import { groupProgress } from '../domain/each-answers.js';
import type { Milestone, OfficerId } from '../domain/plan.js';
import type { RollupFacts } from '../domain/rollup-facts.js';
import { unansweredSince, type Delivery } from '../domain/silence.js';
import type { PlanAsAt } from './as-at.js';
import type { Directory } from './directory.js';
import type { Calendar, OfficerLedger, Ports } from './ports.js';
import { mapLimited } from './side-by-side.js';
import { wholeLedger } from './whole-ledger.js';

/** What was known when figures were made: later facts change none of them (RULES 7). */
export interface KnownThen {
  readonly asAt: CivilDate;
  /** What is recorded after it does not count. */
  readonly limit: Instant;
  readonly calendar: Calendar;
}

export async function readAsking(
  ports: Ports,
  { plan, areas }: Pick<PlanAsAt, 'plan' | 'areas'>,
  milestones: readonly Milestone[],
  people: Directory['officers'],
  { asAt, limit, calendar }: KnownThen,
): Promise<Pick<RollupFacts, 'unansweredSince' | 'withoutLead' | 'groups'>> {
  const asked = milestones.map((milestone) => {
    const area = areas.find(({ code }) => code === milestone.area);
    return { milestone, whom: whomToAsk({ milestone, area, plan }, people, asAt) };
  });
  const officers = [...new Set(asked.flatMap(({ whom }) => whom.asked.map(({ officer }) => officer)))];
  const ledgers = await mapLimited(
    officers,
    8,
    async (officer) => [officer, await wholeLedger(ports, people, officer)] as const,
  );
  const byOfficer = new Map<OfficerId, OfficerLedger>(ledgers);
  const unanswered = asked.flatMap(({ milestone, whom }) => {
    const deliveredTo = (officer: OfficerId): readonly Delivery[] =>
      deliveries(byOfficer.get(officer), milestone)
        .filter((at) => at <= limit)
        .map((at) => ({ at, on: civilDateAt(at, ports.zone) }));
    const since = unansweredSince(milestone, whom, people, deliveredTo);
    return since === null ? [] : [[milestone.ref, since] as const];
  });
  const groups = asked.flatMap(({ milestone, whom }) => {
    const progress = groupProgress(milestone, whom, calendar, asAt);
    return progress === null ? [] : [[milestone.ref, progress] as const];
  });
  return {
    unansweredSince: new Map(unanswered),
    withoutLead: new Set(asked.filter(({ whom }) => whom.noLead).map(({ milestone }) => milestone.ref)),
    groups: new Map(groups),
  };
}

/** When a lead's cards that ask for an update certainly arrived: not what they were only told, or are to decide. */
function deliveries(ledger: OfficerLedger | undefined, milestone: Milestone): readonly Instant[] {
  const cards = (ledger?.asked ?? [])
    .filter((row) => row.plan === milestone.plan && row.ref === milestone.ref)
    .filter(({ anchor }) => !/^(?:escalation|approval|question|decided|behalf):/.test(anchor))
    .map(cardOf);
  return (ledger?.digests ?? [])
    .filter(({ value }) => value.state === 'sent' && cards.includes(cardOf(value)))
    .flatMap(({ value }) => value.settledAt ?? []);
}

function cardOf({ officer, slot }: { readonly officer: OfficerId; readonly slot: string }): string {
  return `${officer} ${slot}`;
}
