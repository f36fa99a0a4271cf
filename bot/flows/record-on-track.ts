import type { Instant } from '../domain/dates.js';
import { entryOfClass, type KeyEntry } from '../domain/key.js';
import { settledBy } from '../domain/due-view.js';
import type { Meanwhile } from '../domain/meanwhile.js';
import { mayTick } from '../domain/milestone-view.js';
import type { OfficerId } from '../domain/plan.js';
import type { Period } from '../domain/periods.js';
import { POLICY } from '../domain/policy.js';
import { mayUpdate } from '../domain/rights.js';
import { withUpdate } from '../domain/answer.js';
import { isRunning } from '../domain/year-over.js';
import { stillOnTrack } from '../domain/update.js';
import type { OnTrackView } from '../domain/views.js';
import { commitMilestones, inTransactions, type MilestoneChange } from './commit-milestones.js';
import { owedBy } from './digest-content.js';
import { readDirectory } from './directory.js';
import { laterOf } from './record-update.js';
import { answering, findMilestone, standing } from './found-milestone.js';
import { ringFor } from './ring.js';
import { mapLimited } from './side-by-side.js';
import { sinceCard } from './since-card.js';
import type { HistoryRow, Outcome, Ports } from './ports.js';
import { todayOf } from './today.js';
import { readWaitedFor } from './waited-for.js';

/** A line ticked on a digest: which milestone, at which revision. */
export interface Tick {
  readonly plan: string;
  readonly ref: string;
  readonly rev: number;
}

/** How often one is tried that others change at the same moment. */
const TRIES = 3;

/** Whose ticks, and the one moment that stands in all that is written for them. */
interface Answering {
  readonly officer: OfficerId;
  readonly now: Instant;
}

interface Judged {
  readonly tick: Tick;
  readonly text: string;
  /** Null when it was saved already by this very submission, or cannot be. */
  readonly change: MilestoneChange | null;
  /** The period that it settles, or has settled. */
  readonly settled: Period | null;
  readonly because: string | null;
  /** What the plan calls what it was saved as; null when it was not. */
  readonly grade: KeyEntry | null;
}

/**
 * "Still on track" for several at once (RULES 4): one transaction a plan, at most 30 milestones. Where somebody else
 * wrote at the same moment, each is tried by itself, so that one conflict does not refuse the others.
 */
export async function recordOnTrack(ports: Ports, officer: OfficerId, ticks: readonly Tick[]): Promise<OnTrackView> {
  const answering: Answering = { officer, now: ports.clock.now() };
  const asked = [...new Map(ticks.map((tick) => [`${tick.plan} ${tick.ref}`, tick])).values()];
  const judged = await Promise.all(asked.slice(0, POLICY.onTrackAtMost).map((tick) => judge(ports, answering, tick)));
  const over = asked.slice(POLICY.onTrackAtMost).map((tick): Judged => {
    const because = `only ${String(POLICY.onTrackAtMost)} fit at once: tick it again`;
    return { tick, text: '', change: null, settled: null, because, grade: null };
  });
  const written: Judged[] = [];
  for (const plan of new Set(asked.map((tick) => tick.plan))) {
    written.push(
      ...(await writePlan(
        ports,
        answering,
        plan,
        judged.filter((one) => one.tick.plan === plan),
      )),
    );
  }
  const all = [...written, ...over];
  const grades = all.flatMap(({ because, grade }) => (because === null && grade !== null ? [grade] : []));
  return {
    ...sameGrade(grades),
    saved: all.flatMap(savedOf),
    refused: all.flatMap(({ tick, text, because }) => (because === null ? [] : [{ ref: tick.ref, text, because }])),
    left: await owedBy(ports, await readDirectory(ports.people), officer),
    asAt: todayOf(ports),
  };
}

function savedOf({ tick, text, settled, because }: Judged): OnTrackView['saved'] {
  return because === null ? [{ ref: tick.ref, text, settled }] : [];
}

/** One word for all of them, when they have it in common. */
function sameGrade(grades: readonly KeyEntry[]): Pick<OnTrackView, 'grade'> {
  const [first] = grades;
  return first !== undefined && grades.every(({ word }) => word === first.word) ? { grade: first } : {};
}

async function judge(ports: Ports, { officer, now }: Answering, tick: Tick): Promise<Judged> {
  const by = { kind: 'officer', id: officer } as const;
  const found = await findMilestone(ports, tick.plan, tick.ref);
  const text = found?.stored.milestone.text ?? '';
  const judged = { tick, text, change: null, settled: null, because: null, grade: null } as const;
  const no = (because: string): Judged => ({ ...judged, because });
  if (found === null) return no('it is no longer in the plan');
  const { stored, outline } = found;
  const { milestone } = stored;
  const grade = entryOfClass(outline.plan.key, 'green');
  const inputHash = ports.hash(JSON.stringify(['still on track', officer, tick.plan, tick.ref, tick.rev]));
  const isOurs = (row: HistoryRow): boolean => row.inputHash === inputHash;
  const since = await sinceCard(ports, stored, { rev: tick.rev, rating: grade.rating, isOurs });
  if (since.kind === 'recorded') {
    // The first time may have ended before it rang.
    await ringFor(ports.log, () => ports.bells.refresh({ plan: tick.plan, ref: tick.ref }));
    return { ...judged, settled: settledBy(since.before, since.after), grade };
  }
  if (!mayUpdate(standing(by, found))) return no('somebody else leads it now');
  if (!isRunning(outline.plan)) return no('the year of its plan is closed');
  if (since.kind === 'changed') return no(becauseOf(since.what));
  const words = stillOnTrack(outline.plan.key, milestone.update, todayOf(ports));
  const others = await readWaitedFor(ports, milestone);
  if (words === null || !mayTick(milestone, ports.calendar, todayOf(ports), others)) {
    return no('it needs a sentence from you: press Update');
  }
  const at = laterOf(now, stored.at);
  const after = withUpdate(milestone, words, { by, at, on: todayOf(ports) }, answering(by, found));
  return { ...judged, change: { after, before: stored, inputHash }, settled: settledBy(milestone, after), grade };
}

function becauseOf(what: readonly Meanwhile[]): string {
  if (what.includes('answered')) return 'it was answered since this card was sent';
  return 'it was changed since this card was sent: look at it again';
}

async function writePlan(
  ports: Ports,
  answering: Answering,
  plan: string,
  judged: readonly Judged[],
): Promise<Judged[]> {
  const changes = judged.flatMap((one) => one.change ?? []);
  if (changes.length === 0) return [...judged];
  // Very long ones do not fit one transaction.
  if (inTransactions(changes, ({ after }) => after).length > 1) return oneByOne(ports, answering, judged);
  if ((await commit(ports, answering, plan, changes)) === 'conflict') return oneByOne(ports, answering, judged);
  return [...judged];
}

async function oneByOne(ports: Ports, answering: Answering, judged: readonly Judged[]): Promise<Judged[]> {
  const written: Judged[] = [];
  for (const one of judged) written.push(one.change === null ? one : await alone(ports, answering, one.tick));
  return written;
}

/** Judged again each time: what was written at the same moment may be this very press, delivered twice. */
async function alone(ports: Ports, answering: Answering, tick: Tick): Promise<Judged> {
  let judged = await judge(ports, answering, tick);
  for (let tried = 0; tried < TRIES && judged.change !== null; tried += 1) {
    if ((await commit(ports, answering, tick.plan, [judged.change])) === 'written') return judged;
    judged = await judge(ports, answering, tick);
  }
  return judged.change === null ? judged : { ...judged, because: 'it was changed at the same moment: tick it again' };
}

/** Then others are told, each by a bell of its own. */
async function commit(
  ports: Ports,
  { officer, now }: Answering,
  plan: string,
  changes: readonly MilestoneChange[],
): Promise<Outcome> {
  const stamp = { at: now, by: { kind: 'officer', id: officer }, why: 'still on track' } as const;
  const outcome = await commitMilestones(ports, plan, changes, stamp, todayOf(ports));
  if (outcome === 'written') await ringForAll(ports, plan, changes);
  return outcome;
}

async function ringForAll(ports: Ports, plan: string, changes: readonly MilestoneChange[]): Promise<void> {
  await mapLimited(changes, changes.length, ({ after }) =>
    ringFor(ports.log, () => ports.bells.refresh({ plan, ref: after.ref })),
  );
}
