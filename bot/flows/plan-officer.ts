import type { Asked } from '../domain/asks.js';
import { momentAt, type CivilDate } from '../domain/dates.js';
import { planDigest, type AskedBeside, type Candidate, type PlannedDigest, type Skip } from '../domain/digest-plan.js';
import type { OfficerId, PlanId } from '../domain/plan.js';
import { POLICY } from '../domain/policy.js';
import { workingDayOnOrAfter } from '../domain/working-days.js';
import type { Directory } from './directory.js';
import { keyOf } from './key-of.js';
import { newDigest } from './new-digest.js';
import { reasonOf } from './fault.js';
import { reminderId } from './reminder-id.js';
import type { Digest, Ports, SweepCause } from './ports.js';
import { wholeLedger, type WholeLedger } from './whole-ledger.js';

export interface SweepOrder {
  /** Names the sweep: the same slot planned again asks nobody twice. */
  readonly slot: string;
  readonly today: CivilDate;
  /** Asks only about these; left out or null: about every plan. */
  readonly plans?: ReadonlySet<PlanId> | null;
  /** A person ran it: sent at once, whatever the hour (RULES 3). */
  readonly atOnce: boolean;
  /** Who or what began it, for its record; left out where none is kept. */
  readonly cause?: SweepCause;
  /** Called between pieces of work, to keep the right to do it. Throws when that is lost. */
  readonly renew?: () => Promise<void>;
  /** Called for each card that is planned. */
  readonly planned?: () => void;
}

export interface SweptDigest {
  readonly officer: OfficerId;
  /** Null for somebody known only by name: listed, but nothing is written or sent. */
  readonly entraId: string | null;
  readonly entries: PlannedDigest['entries'];
  /** What it asks that is about no milestone. */
  readonly beside: PlannedDigest['beside'];
}

export interface Planned {
  readonly officer: OfficerId;
  readonly digest: SweptDigest | null;
  readonly skipped: readonly Skip[];
  /** What an earlier attempt at the same sweep asked of them already. */
  readonly earlier: Digest['entries'];
  /** Milestones about which a card to them may not have arrived, by `keyOf`. */
  readonly doubtful: readonly string[];
  readonly candidates: readonly Candidate[];
  readonly failed: boolean;
}

/** Writes the digest of one officer in one sweep, if they are owed one; by the name of the sweep, at most once. */
export async function planOfficer(
  ports: Ports,
  order: SweepOrder,
  directory: Directory,
  officer: OfficerId,
  candidates: readonly Candidate[],
  others: readonly AskedBeside[] = [],
): Promise<Planned> {
  const known = directory.officers.get(officer);
  const reader = { id: officer, entraId: known?.entraId ?? null, unreachable: known?.unreachable ?? null };
  try {
    for (let tried = 0; tried < 5; tried += 1) {
      const before = await wholeLedger(ports, directory.officers, officer);
      const plan = planDigest(reader, candidates, before, order.today, others, ports.calendar);
      const settled = { officer, candidates, failed: false, earlier: [], doubtful: doubtfulIn(before) };
      const card = before.digests.find(({ value }) => value.slot === order.slot);
      if (card !== undefined) return oneCard(settled, plan, card.value);
      const { entries, beside } = plan;
      const nothing = entries.length + beside.length === 0;
      const digest = nothing ? null : { officer, entraId: reader.entraId, entries, beside };
      if (digest === null || reader.entraId === null) return { ...settled, digest, skipped: plan.skipped };
      if ((await writeDigest(ports, order, before, plan)) === 'written') {
        order.planned?.();
        return { ...settled, digest, skipped: plan.skipped };
      }
    }
    ports.log.warn('sweep-officer-contended', { officer, slot: order.slot });
  } catch (error) {
    ports.log.error('sweep-officer-failed', { officer, slot: order.slot, reason: reasonOf(error) });
  }
  return { officer, digest: null, skipped: [], earlier: [], doubtful: [], candidates, failed: true };
}

/** One card a person a sweep: what a sweep that was taken over still finds for them comes with the next. */
function oneCard(settled: Omit<Planned, 'digest' | 'skipped'>, plan: PlannedDigest, card: Digest): Planned {
  const { officer } = settled;
  const more = entriesOf(plan).map(({ plan: id, ref }): Skip => ({ plan: id, ref, officer, reason: 'has-a-card' }));
  return { ...settled, digest: null, skipped: [...plan.skipped, ...more], earlier: card.entries };
}

/** What these cards asked may not have been read: a person decides whether it is asked again (RULES 3). */
export function doubtfulIn({ asked, digests }: WholeLedger): readonly string[] {
  const slots = new Set(digests.filter(({ value }) => value.state === 'in-doubt').map(({ value }) => value.slot));
  return asked.filter(({ slot }) => slots.has(slot)).map(keyOf);
}

/** Everything that the card asks, as its ledger rows name it. */
function entriesOf({ entries, beside }: PlannedDigest): Digest['entries'] {
  return [...entries.map(({ milestone: { plan, ref }, ask }) => ({ plan, ref, ask })), ...beside];
}

async function writeDigest(
  ports: Ports,
  order: SweepOrder,
  before: WholeLedger,
  plan: PlannedDigest,
): Promise<'written' | 'conflict'> {
  const at = ports.clock.now();
  const { officer } = before;
  const entries = entriesOf(plan);
  const asked = entries.map(({ plan: id, ref, ask }): Asked => ({
    officer,
    plan: id,
    ref,
    anchor: ask.anchor,
    step: ask.step,
    slot: order.slot,
    at,
  }));
  const digest = newDigest({
    officer,
    slot: order.slot,
    entries,
    plannedAt: at,
    notBefore: order.atOnce ? null : opening(ports, order.today),
    atOnce: order.atOnce,
    more: plan.more,
  });
  await ports.openDigests.add({ slot: order.slot, officer, since: at });
  const own = plan.count - (plan.week === before.week ? before.countedBefore : 0);
  const { slot } = order;
  const reminder = reminderId(ports, officer, slot);
  return ports.traces.span('plan', { reminder, first: true, fields: { slot } }, async (span) => {
    const written = await ports.ledger.plan(before, plan.week, own, asked, digest);
    if (written !== 'written') span.drop();
    else ports.log.info('digest-planned', { reminder, officer, slot, entries: digest.entries.length });
    return written;
  });
}

/** The first moment of decent hours on or after a day (RULES 3). */
function opening({ calendar, zone }: Ports, day: CivilDate): Digest['notBefore'] {
  return momentAt(workingDayOnOrAfter(calendar, day), POLICY.opens, zone);
}
