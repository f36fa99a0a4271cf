import { whomToAsk } from '../domain/asked-of.js';
import { compareUrgency } from '../domain/digest-plan.js';
import { asSeenBy } from '../domain/each-answers.js';
import { decidersOf, escalatesTo } from '../domain/escalation.js';
import { civilDateAt, type CivilDate } from '../domain/dates.js';
import { isOwed, milestoneView } from '../domain/milestone-view.js';
import {
  approvedDate,
  isComplete,
  isOverdue,
  type Area,
  type Milestone,
  type OfficerId,
  type Plan,
} from '../domain/plan.js';
import type { DigestRow, DigestView, MilestoneView } from '../domain/views.js';
import { mapLimited } from './side-by-side.js';
import { keyOf } from './key-of.js';
import type { Directory } from './directory.js';
import type { Digest, DigestEntry, OfficerLedger, PlanOutline, Ports, StoredMilestone } from './ports.js';
import { todayOf } from './today.js';
import { factsOf, readAround, rowFor, type Around } from './view-facts.js';
import { wholeLedger } from './whole-ledger.js';

type Reads = Pick<Ports, 'plans' | 'ledger' | 'calendar' | 'clock' | 'zone'>;

/** A milestone that an officer was asked about, as it stands now. */
interface Owed extends StoredMilestone {
  readonly plan: Plan;
  readonly area: Area | undefined;
  readonly around: Around;
}

export interface DigestContent {
  readonly view: DigestView;
  /** What the digest asked that still stands; nothing left means that there is no reason to send it. */
  readonly standing: readonly DigestEntry[];
}

/** What a digest has to say for itself; the rest of its card is what is owed now. */
type Shown = Pick<Digest, 'officer' | 'entries' | 'plannedAt' | 'more' | 'doubts' | 'short'>;

/** Everything an officer owes now: what a digest shows, worst first (RULES 3). */
export async function digestContent(
  ports: Reads,
  directory: Directory,
  digest: Shown,
  outlines = new Map<string, PlanOutline | null>(),
): Promise<DigestContent> {
  const ledger = await wholeLedger(ports, directory.officers, digest.officer);
  const asked = await readAsked(ports, ledger, outlines);
  const rows = rowsOf(ports, directory, ledger, asked);
  const standing = digest.entries.filter((entry) => stands(entry, rows));
  const entryKeys = new Set(digest.entries.map((entry) => keyOf(entry)));
  const answered = asked
    .filter((one) => entryKeys.has(keyOf(one.milestone)) && answeredSince(ports, one, digest))
    .map((one) => milestoneView(one.milestone, one.rev, factsOf(ports, directory, one, one.around, ledger.officer)));
  const owed = [...rows.yours, ...rows.waiting];
  const planIds = new Set(owed.map((row) => row.link.plan));
  const levels = planIds.size === 1 ? (outlines.get([...planIds][0] ?? '')?.plan.levels ?? null) : null;
  return {
    view: {
      asAt: todayOf(ports),
      yours: rows.yours,
      waiting: rows.waiting,
      answered: answered.filter(
        (view) => !owed.some(({ link }) => link.ref === view.link.ref && link.plan === view.link.plan),
      ),
      more: digest.more,
      repeat: digest.doubts > 0,
      short: digest.short,
      levels,
    },
    standing,
  };
}

/** What an officer owes, without a digest: for "10 left" and "my milestones". */
export async function owedBy(ports: Reads, directory: Directory, officer: OfficerId): Promise<readonly DigestRow[]> {
  const ledger = await wholeLedger(ports, directory.officers, officer);
  const asked = await readAsked(ports, ledger, new Map());
  return rowsOf(ports, directory, ledger, asked).yours;
}

export async function outlineOf(
  ports: Pick<Ports, 'plans'>,
  plan: string,
  outlines: Map<string, PlanOutline | null>,
): Promise<PlanOutline | null> {
  const known = outlines.get(plan);
  if (known !== undefined) return known;
  const read = await ports.plans.outline(plan);
  outlines.set(plan, read);
  return read;
}

interface Rows {
  readonly yours: readonly DigestRow[];
  readonly waiting: DigestView['waiting'];
}

async function readAsked(
  ports: Reads,
  ledger: OfficerLedger,
  outlines: Map<string, PlanOutline | null>,
): Promise<readonly Owed[]> {
  const keys = new Map(ledger.asked.map((row) => [keyOf(row), row]));
  for (const plan of new Set(ledger.asked.map((row) => row.plan))) await outlineOf(ports, plan, outlines);
  const read = await mapLimited([...keys.values()], 8, async ({ plan, ref }): Promise<Owed[]> => {
    const outline = outlines.get(plan);
    const stored = outline == null ? null : await ports.plans.milestone(plan, ref);
    if (outline == null || stored === null) return [];
    const area = outline.areas.find((one) => one.code === stored.milestone.area);
    return [{ ...stored, plan: outline.plan, area, around: await readAround(ports, stored.milestone) }];
  });
  return read.flat();
}

function rowsOf(ports: Reads, directory: Directory, ledger: OfficerLedger, asked: readonly Owed[]): Rows {
  const today = todayOf(ports);
  const reader = ledger.officer;
  const sorted = [...asked].sort((a, b) => compareUrgency({ ...a, asks: [] }, { ...b, asks: [] }));
  const yours = sorted
    .filter((one) => isOwedBy(ports, directory, ledger, one))
    .map((one) => rowFor(ports, directory, one, reader));
  const waiting = sorted.flatMap((one): Rows['waiting'] => {
    const decides = isToDecide(one, directory, ledger, today);
    if (!decides && !(isEscalated(one, directory, ledger, today) && isOverdue(one.milestone, today))) return [];
    const leads = one.milestone.leads.map((lead) => directory.nameOf(lead));
    const row = rowFor(ports, directory, one, reader);
    return [{ ...row, leads, wanted: decides ? 'decision' : row.wanted }];
  });
  return { yours, waiting };
}

/** Asked of them, as lead, member, deputy or in a lead's place, and not answered by them (RULES 2). */
function isOwedBy(ports: Reads, { officers }: Directory, { officer, asked }: OfficerLedger, one: Owed): boolean {
  const today = todayOf(ports);
  const whom = whomToAsk(one, officers, today);
  const theirs = whom.asked.some((person) => person.officer === officer);
  return theirs && isOwed(asSeenBy(one.milestone, whom, officer), asked, ports.calendar, today);
}

/** Asked for a decision that still waits, and theirs to take (RULES 2, 5). */
function isToDecide(one: Owed, { officers }: Directory, { officer, asked }: OfficerLedger, today: CivilDate): boolean {
  const { milestone, plan } = one;
  if (milestone.proposal === null) return false;
  const anchor = `approval:${milestone.proposal.id}`;
  const told = asked.some((row) => row.plan === plan.id && row.ref === milestone.ref && row.anchor === anchor);
  return told && decidersOf(one, officers, today).includes(officer);
}

function isEscalated(one: Owed, { officers }: Directory, ledger: OfficerLedger, today: CivilDate): boolean {
  const { milestone, plan } = one;
  const anchor = `escalation:${approvedDate(milestone) ?? ''}`;
  const told = ledger.asked.some((row) => row.plan === plan.id && row.ref === milestone.ref && row.anchor === anchor);
  return told && escalatesTo(one, officers, today).includes(ledger.officer);
}

function stands(entry: DigestEntry, rows: Rows): boolean {
  const { because } = entry.ask;
  const list: readonly MilestoneView[] = because === 'escalation' || because === 'approval' ? rows.waiting : rows.yours;
  return list.some((row) => row.link.plan === entry.plan && row.link.ref === entry.ref);
}

/** Answered, delivered, put off or proposed to be changed after the digest was planned. */
function answeredSince(ports: Reads, { milestone }: { milestone: Milestone }, { plannedAt }: Shown): boolean {
  const { update, proposal, deferral } = milestone;
  if (isComplete(milestone) || (update !== null && update.at >= plannedAt)) return true;
  const day = civilDateAt(plannedAt, ports.zone);
  return [proposal, deferral].some((one) => one !== null && one.on >= day);
}
