import type { CivilDate } from '../domain/dates.js';
import { inWords } from '../domain/dates.js';
import { levelOf } from '../domain/marking.js';
import { newMilestone, type Loading } from '../domain/new-milestone.js';
import { nextPlan, type NextPlan } from '../domain/next-plan.js';
import { decided } from '../domain/plan-decide.js';
import { isBetween, type Decision, type DecisionFault } from '../domain/plan-decisions.js';
import type { PlanDifference } from '../domain/plan-difference.js';
import type { Actor, OfficerId, PlanId } from '../domain/plan.js';
import type { PlanFile } from '../domain/read-plan.js';
import type { MappedColumn } from '../domain/plan-columns.js';
import type { Refusal } from '../domain/reasons.js';
import { recordAct } from './audit.js';
import { commitMilestones, inTransactions, type MilestoneChange } from './commit-milestones.js';
import { enrol } from './enrol.js';
import { importInstant, whyOf } from './import-plan.js';
import { raiseFileDoubts, raiseGone, settleFoundAgain } from './import-attention.js';
import { raiseHeld } from './raise-held.js';
import { commitHeadings } from './reimport-headings.js';
import type { Outcome, PlanContents, Ports } from './ports.js';
import { readingsAbout, type ChannelReading } from './readings.js';
import { ringFor } from './ring.js';
import { todayOf } from './today.js';
import { markingTold } from './told-post.js';

/** A later file of a plan that is there, and what was decided about both. */
export interface NextFile {
  readonly plan: PlanId;
  /** As read; `decisions` of the file itself are applied here, too. */
  readonly file: PlanFile;
  readonly asAt: CivilDate;
  readonly decisions: readonly Decision[];
  readonly acceptSuggestions: boolean;
  readonly enteredBy: Actor;
  /** What is said of its columns now, beside what was said before; left out for nothing. */
  readonly columns?: readonly MappedColumn[] | undefined;
}

/** `faults`: decisions that cannot be followed; nothing was written. */
export type NextFileAnswer =
  | { readonly kind: 'difference' | 'applied'; readonly difference: PlanDifference }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'faults'; readonly faults: readonly DecisionFault[] };

const TRIES = 5;

/** What a later file would change; writes nothing. */
export async function differenceTo(ports: Ports, next: NextFile): Promise<NextFileAnswer> {
  const found = await compared(ports, next, await knownNames(ports, next.file));
  return 'kind' in found ? found : { kind: 'difference', difference: found.next.difference };
}

/**
 * Applies a later file as revisions (H12): headings first, then milestones, at most 30 in a transaction. May be run again
 * after a crash, and beside others: what was written already says nothing new. The act, or its refusal, is recorded.
 */
export async function applyFile(ports: Ports, next: NextFile): Promise<NextFileAnswer> {
  const first = await compared(ports, next, await knownNames(ports, next.file));
  if ('kind' in first) {
    const why = first.kind === 'refused' ? first.refusal.code : 'decisions';
    await recordAct(ports, next.enteredBy, 'next file loaded', next.plan, why);
    return first;
  }
  // Names are enrolled as the decisions have them, and nobody whom nothing names.
  const names = first.file.rows.flatMap(({ leads }) => leads.map(({ name }) => name));
  const officers = await enrol(ports, names);
  for (let tried = 0; tried < TRIES; tried += 1) {
    const found = await compared(ports, next, officers);
    if ('kind' in found) return found;
    if ((await write(ports, next, found)) === 'conflict') continue;
    await raiseFileDoubts(ports, next.plan, found.file);
    await recordAct(ports, next.enteredBy, 'next file loaded', next.plan);
    return { kind: 'applied', difference: first.next.difference };
  }
  throw new Error(`Plan ${next.plan} is being changed by somebody else at this moment`);
}

interface Found {
  readonly contents: PlanContents;
  readonly loading: Loading;
  /** With what was decided about it. */
  readonly file: PlanFile;
  readonly next: NextPlan;
}

async function compared(
  ports: Ports,
  order: NextFile,
  officers: ReadonlyMap<string, OfficerId>,
): Promise<Found | Exclude<NextFileAnswer, { kind: 'difference' | 'applied' }>> {
  const contents = await ports.plans.contents(order.plan);
  const refusal = contents === null ? noPlan(order.plan) : refused(contents, order);
  if (contents === null || refusal !== null) return { kind: 'refused', refusal: refusal ?? noPlan(order.plan) };
  const isOwn = (one: Decision): boolean => !isBetween(one);
  const { file, faults } = decided(order.file, order.decisions.filter(isOwn));
  const { plan } = contents;
  const loading: Loading = {
    ...{ plan: plan.id, file, asAt: order.asAt, at: importInstant(ports, order.asAt) },
    ...{ key: plan.key, yearStarts: plan.yearStarts, officers },
    ...{ boards: (await ports.diary.read()).boards, acceptSuggestions: order.acceptSuggestions },
  };
  const milestones = contents.milestones.map(({ milestone }) => milestone);
  const names = new Map((await ports.people.officers()).map(({ value }) => [value.id, value.name]));
  const nameOf = (id: OfficerId): string => names.get(id) ?? id.replace(UNKNOWN, '');
  const others = order.decisions.filter((one) => !isOwn(one));
  const next = nextPlan({ ...contents, milestones }, loading, others, nameOf);
  const wrong = [...faults, ...next.faults];
  return wrong.length > 0 ? { kind: 'faults', faults: wrong } : { contents, loading, file, next };
}

function noPlan(plan: PlanId): Refusal {
  return { code: 'no-such-plan', message: `There is no plan “${plan}”.` };
}

function refused({ plan }: PlanContents, { asAt }: NextFile): Refusal | null {
  if (plan.closed !== null) {
    const message = `“${plan.id}” was closed on ${inWords(plan.closed.on)}. Load the file as a plan of its own.`;
    return { code: 'plan-closed', message };
  }
  const last = plan.file?.on ?? plan.importedOn;
  if (asAt >= last) return null;
  const message = `A file as at ${inWords(last)} is loaded already. A file as at ${inWords(asAt)} came before it.`;
  return { code: 'earlier-file', message };
}

/** Stands in for the id of somebody who is not enrolled yet. */
const UNKNOWN = /^new:/;

async function knownNames({ people }: Ports, { rows }: PlanFile): Promise<ReadonlyMap<string, OfficerId>> {
  const names = new Set(rows.flatMap(({ leads }) => leads.map(({ name }) => name)));
  const found = new Map<string, OfficerId>();
  for (const name of names) found.set(name, (await people.byName(name))?.value.id ?? `new:${name}`);
  return found;
}

async function write(ports: Ports, order: NextFile, { contents, loading, next }: Found): Promise<Outcome> {
  const headings = await commitHeadings(ports, contents, next, loading, order);
  if (headings === 'conflict') return 'conflict';
  const stored = new Map(contents.milestones.map((one) => [one.milestone.ref, one]));
  const own = { ...loading, file: next.file };
  const changes = [
    ...next.changed.map(({ before, after }) => ({ after, before: stored.get(before.ref) ?? null })),
    ...next.added.map(({ row, order: place }) => ({ after: newMilestone(row, place, own), before: null })),
  ].map((one): MilestoneChange => ({ ...one, inputHash: ports.hash(JSON.stringify(one.after)) }));
  const stamp = { at: loading.at, by: { kind: 'import' }, why: whyOf(order) } as const;
  for (const part of inTransactions(changes, ({ after }) => after)) {
    // Listed and marked first: what a crash leaves written is new no more when the file is loaded again.
    for (const { after } of part) {
      await raiseHeld(ports, after);
      await raiseGone(ports, after);
    }
    const told: ChannelReading[] = [];
    for (const { after } of part.filter(isMarkedOtherwise)) told.push(...(await readingsAbout(ports, after)));
    const commit = (): Promise<Outcome> => commitMilestones(ports, order.plan, part, stamp, todayOf(ports));
    if ((await markingTold(ports, told, commit)) === 'conflict') return 'conflict';
    for (const { after } of part) {
      await ringFor(ports.log, () => ports.bells.refresh({ plan: after.plan, ref: after.ref }));
    }
  }
  await settleFoundAgain(ports, order.plan, [
    ...contents.milestones.map(({ milestone }) => milestone),
    ...changes.map(({ after }) => after),
  ]);
  return 'written';
}

function isMarkedOtherwise({ after, before }: MilestoneChange): boolean {
  return levelOf(before?.milestone.marking ?? null) !== levelOf(after.marking);
}
