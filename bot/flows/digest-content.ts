import { civilDateAt } from '../domain/dates.js';
import { areaOfRef, isOfMilestone } from '../domain/leader-asks.js';
import { milestoneView } from '../domain/milestone-view.js';
import { isComplete, sharedLevels, type Milestone, type OfficerId, type Plan, type PlanId } from '../domain/plan.js';
import type { DigestRow, DigestView, LeaderRow, MilestoneView } from '../domain/views.js';
import { askedIn } from '../domain/windows.js';
import { decidedFor, rowsOf, type Owed, type Rows } from './digest-rows.js';
import type { Directory } from './directory.js';
import { keyOf } from './key-of.js';
import { leaderRows } from './leader-rows.js';
import type { Digest, DigestEntry, OfficerLedger, PlanOutline, Ports } from './ports.js';
import { toldTo } from './seen-by.js';
import { mapLimited } from './side-by-side.js';
import { todayOf } from './today.js';
import { factsOf, readAround } from './view-facts.js';
import { wholeLedger } from './whole-ledger.js';

type Reads = Pick<Ports, 'plans' | 'ledger' | 'rollups' | 'calendar' | 'clock' | 'zone'>;

export interface DigestContent {
  readonly view: DigestView;
  /** What the digest asked that still stands; nothing left means that there is no reason to send it. */
  readonly standing: readonly DigestEntry[];
}

/** What a digest has to say for itself; the rest of its card is what is owed now. */
type Shown = Pick<Digest, 'officer' | 'entries' | 'plannedAt' | 'more' | 'doubts' | 'short'> &
  Partial<Pick<Digest, 'settledAt'>>;

/** Everything an officer owes now: what a digest shows, worst first (RULES 3). */
export async function digestContent(
  ports: Reads,
  directory: Directory,
  digest: Shown,
  outline = outlinesOnce(ports),
): Promise<DigestContent> {
  const ledger = await wholeLedger(ports, directory.officers, digest.officer);
  const { asked, outlines } = await readAsked(ports, ledger, outline);
  const rows = await rowsOf(ports, directory, ledger, asked, digest.entries);
  const leaders = await leaderRows(ports, directory, ledger, outlines);
  const standing = digest.entries.filter((entry) => stands(entry, rows, leaders));
  const owed = [...rows.yours, ...rows.waiting, ...rows.told];
  const plansOf = (ids: readonly string[]): readonly Plan[] =>
    [...new Set(ids)].flatMap((id) => outlines.get(id)?.plan ?? []);
  const shown = owed.map(({ link }) => link.plan);
  const plans = plansOf(shown);
  return {
    view: {
      asAt: todayOf(ports),
      ...rows,
      leaders,
      answered: answeredOf(ports, directory, digest, asked).filter(
        (view) => !owed.some(({ link }) => link.ref === view.link.ref && link.plan === view.link.plan),
      ),
      more: digest.more,
      repeat: digest.doubts > 0,
      short: digest.short,
      levels: sharedLevels(plans),
      ...reportingOf(ports, rows.yours),
      // Whoever asked for what is answered by now asked for the card all the same.
      ...firstOf(ports, directory, digest, plansOf([...shown, ...digest.entries.map(({ plan }) => plan)])),
    },
    standing,
  };
}

/** What this digest asked and that has been answered, put off, proposed or decided since. */
function answeredOf(
  ports: Reads,
  directory: Directory,
  digest: Shown,
  asked: readonly Owed[],
): readonly MilestoneView[] {
  const { officer } = digest;
  const today = todayOf(ports);
  const mine = new Set(digest.entries.map((entry) => keyOf(entry)));
  return asked
    .filter((one) => mine.has(keyOf(one.milestone)) && answeredSince(ports, one, digest))
    .map((one) => {
      const told = toldTo(officer, one, directory.officers, today);
      const view = milestoneView(told, one.rev, factsOf(ports, directory, one, one.around, officer));
      const { decided, update } = one.milestone;
      const isNews = decided !== null && (decided.enteredOn ?? decided.on) >= civilDateAt(digest.plannedAt, ports.zone);
      const isLast = isNews && (update === null || update.on < decided.on);
      return isLast ? { ...view, decided: decidedFor(ports, directory, one, officer, today) } : view;
    });
}

/** What an officer owes, without a digest: for "10 left" and "my milestones". */
export async function owedBy(ports: Reads, directory: Directory, officer: OfficerId): Promise<readonly DigestRow[]> {
  const ledger = await wholeLedger(ports, directory.officers, officer);
  const { asked } = await readAsked(ports, ledger, outlinesOnce(ports));
  return (await rowsOf(ports, directory, ledger, asked, [])).yours;
}

/** How a plan is laid out; null for one that is not there. */
export type ReadOutline = (plan: PlanId) => Promise<PlanOutline | null>;

/** Reads each outline once for one piece of work, however many ask for it at the same moment. */
export function outlinesOnce({ plans }: Pick<Ports, 'plans'>): ReadOutline {
  const read = new Map<PlanId, Promise<PlanOutline | null>>();
  return (plan) => {
    const known = read.get(plan) ?? plans.outline(plan);
    read.set(plan, known);
    // One that failed is read again by whoever asks next.
    known.catch(() => read.delete(plan));
    return known;
  };
}

async function readAsked(
  ports: Reads,
  ledger: OfficerLedger,
  readOutline: ReadOutline,
): Promise<{ readonly asked: readonly Owed[]; readonly outlines: ReadonlyMap<PlanId, PlanOutline | null> }> {
  const keys = new Map(ledger.asked.map((row) => [keyOf(row), row]));
  const plans = [...new Set(ledger.asked.map((row) => row.plan))];
  const outlines = new Map(await Promise.all(plans.map(async (plan) => [plan, await readOutline(plan)] as const)));
  const read = await mapLimited([...keys.values()].filter(isOfMilestone), 8, async ({ plan, ref }): Promise<Owed[]> => {
    const outline = outlines.get(plan);
    const stored = outline == null ? null : await ports.plans.milestone(plan, ref);
    if (outline == null || stored === null) return [];
    const area = outline.areas.find((one) => one.code === stored.milestone.area);
    return [{ ...stored, plan: outline.plan, area, around: await readAround(ports, stored.milestone) }];
  });
  return { asked: read.flat(), outlines };
}

function stands(entry: DigestEntry, rows: Rows, leaders: readonly LeaderRow[]): boolean {
  const isIt = (row: MilestoneView): boolean => row.link.plan === entry.plan && row.link.ref === entry.ref;
  const every: readonly DigestRow[] = [...rows.yours, ...rows.waiting, ...rows.told];
  const { because } = entry.ask;
  if (because === 'sign-off' || because === 'release') {
    const code = areaOfRef(entry.ref) ?? '';
    return leaders.some(({ kind, link }) => kind === because && link.plan === entry.plan && link.ref === code);
  }
  if (because === 'challenge') return rows.yours.some((row) => isIt(row) && row.wanted === 'challenge');
  if (because === 'answer-release') return rows.waiting.some((row) => isIt(row) && row.wanted === 'release');
  if (because === 'challenge-told') return every.some((row) => isIt(row) && row.asked !== undefined);
  if (because === 'escalation' || because === 'approval')
    return rows.waiting.some((row) => isIt(row) && row.wanted !== 'release' && row.wanted !== 'held');
  if (because === 'held') return every.some((row) => isIt(row) && (row.wanted === 'held' || row.wanted === 'update'));
  if (because === 'question') return rows.yours.some((row) => isIt(row) && row.wanted === 'answer');
  if (because === 'decided') return every.some((row) => isIt(row) && (row.decided ?? row.decidedBefore) !== undefined);
  if (because === 'behalf')
    return every.some((row) => isIt(row) && (row.entered === true || row.enteredBefore !== undefined));
  return rows.yours.some((row) => isIt(row) && row.wanted !== 'challenge');
}

/** Answered, delivered, put off, proposed to be changed or decided after the digest was planned. */
function answeredSince(ports: Reads, { milestone }: { milestone: Milestone }, { plannedAt }: Shown): boolean {
  const { update, proposal, deferral, decided } = milestone;
  if (isComplete(milestone) || (update !== null && update.at >= plannedAt)) return true;
  const day = civilDateAt(plannedAt, ports.zone);
  const answers = (proposal?.questions ?? []).flatMap(({ answer }) => answer ?? []);
  return [proposal, deferral, decided, ...answers].some((one) => one !== null && one.on >= day);
}

/** The windows in which the plans are asked about of which something is owed. */
function reportingOf(ports: Reads, yours: readonly DigestRow[]): Pick<DigestView, 'reporting'> {
  const plans = new Set(yours.map(({ link }) => link.plan));
  const found = [...plans].flatMap((plan) => askedIn(ports.calendar, plan, todayOf(ports)) ?? []);
  const windows = [...new Map(found.map(({ id, name, freezes }) => [id, { name, freezes }])).values()];
  return windows.length === 0 ? {} : { reporting: windows };
}

/** Of the first card that somebody gets, also when it is rebuilt later. */
function firstOf(ports: Reads, directory: Directory, digest: Shown, plans: readonly Plan[]): Pick<DigestView, 'first'> {
  const first = directory.officers.get(digest.officer)?.firstDeliveredOn ?? null;
  const { settledAt = null } = digest;
  const isFirst = first === null || (settledAt !== null && civilDateAt(settledAt, ports.zone) === first);
  if (!isFirst) return {};
  const owners = plans.flatMap(({ owner }) => owner ?? []);
  return { first: { askedBy: [...new Set(owners)].map((owner) => directory.nameOf(owner)) } };
}
