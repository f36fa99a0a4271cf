import { momentAt, type CivilDate, type Instant } from '../domain/dates.js';
import { newMilestone, type Loading } from '../domain/new-milestone.js';
import { PLAN_DEFAULTS, type Actor, type Area, type Objective, type Plan, type PlanId } from '../domain/plan.js';
import { DEFAULT_KEY } from '../domain/policy.js';
import { isRunning } from '../domain/year-over.js';
import type { PlanFile } from '../domain/read-plan.js';
import type { MappedColumn } from '../domain/plan-columns.js';
import { commitMilestones, inTransactions, type MilestoneChange } from './commit-milestones.js';
import { enrol } from './enrol.js';
import { leftBy } from '../domain/file-left.js';
import { raiseFileDoubts } from './import-attention.js';
import { isHalfOf } from './half-loaded.js';
import type { Change, Image, PlanContents, Ports, Revision } from './ports.js';
import { todayOf } from './today.js';

export interface ImportOrder {
  readonly plan: PlanId;
  readonly title: string;
  readonly file: PlanFile;
  readonly asAt: CivilDate;
  readonly acceptSuggestions: boolean;
  /** How the plan rates; Red, Amber, Green and Complete by people, with a year from April, when left out. */
  readonly policy?: Pick<Plan, 'key' | 'yearStarts' | 'preset'>;
  /** What was said of its columns, remembered for its next file. */
  readonly columns?: readonly MappedColumn[];
  /** Who loads it, for the history. */
  readonly enteredBy?: Actor;
}

const POLICY: Pick<Plan, 'key' | 'yearStarts' | 'preset'> = { key: DEFAULT_KEY, yearStarts: 4, preset: 'confidence' };

export interface ImportCounts {
  readonly areas: number;
  readonly objectives: number;
  readonly milestones: number;
  readonly leads: number;
}

/** Counts of a plan file as it would be loaded. */
export function countsOf(file: PlanFile): ImportCounts {
  const leads = new Set(file.rows.flatMap((row) => row.leads.map((lead) => lead.name.toLowerCase())));
  return {
    areas: file.areas.length,
    objectives: file.objectives.length,
    milestones: file.rows.length,
    leads: leads.size,
  };
}

/** Whether there is a plan of that id, other than one of which loading this very file broke off. */
export async function isTaken({ plans }: Pick<Ports, 'plans'>, plan: PlanId, file: PlanFile): Promise<boolean> {
  const existing = await plans.contents(plan);
  return existing !== null && !goesOn(existing, file);
}

/** Loading this very file broke off, and its year was not closed since. */
function goesOn(existing: PlanContents, file: PlanFile): boolean {
  return isRunning(existing.plan) && isHalfOf(existing, file);
}

/**
 * Loads a plan that is not there yet. May be run again after a crash: what was loaded stays, the rest follows.
 * `exists` when a plan of that id is complete already, or was loaded from another file: files are never mixed.
 */
export async function importPlan(ports: Ports, order: ImportOrder): Promise<'loaded' | 'exists'> {
  const existing = await ports.plans.contents(order.plan);
  if (existing !== null && !goesOn(existing, order.file)) return 'exists';
  const at = importInstant(ports, order.asAt);
  const names = order.file.rows.flatMap((row) => row.leads.map((lead) => lead.name));
  const officers = await enrol(ports, names);
  const { boards } = await ports.diary.read();
  const { plan, file, asAt, acceptSuggestions, policy = POLICY } = order;
  const loading: Loading = {
    ...{ plan, file, asAt, at, officers, boards, acceptSuggestions },
    ...{ yearStarts: policy.yearStarts, key: file.tracker?.key ?? policy.key },
  };
  // Before what it is about, so that a crash leaves too much on the list and never too little.
  await raiseFileDoubts(ports, order.plan, order.file);
  await commitOutline(ports, order, existing, at);
  const known = new Set(existing?.milestones.map((stored) => stored.milestone.ref));
  const changes = order.file.rows
    .map((row, index) => newMilestone(row, index, loading))
    .filter((milestone) => !known.has(milestone.ref))
    .map((after): MilestoneChange => ({ after, before: null, inputHash: ports.hash(JSON.stringify(after)) }));
  for (const part of inTransactions(changes, ({ after }) => after)) {
    const stamp = { at, by: { kind: 'import' }, why: whyOf(order) } as const;
    const outcome = await commitMilestones(ports, order.plan, part, stamp, order.asAt);
    if (outcome === 'conflict') throw new Error(`Plan ${order.plan} is being loaded by somebody else at this moment`);
  }
  return 'loaded';
}

/** What the history says of an import. */
export function whyOf({ enteredBy }: Pick<ImportOrder, 'enteredBy'>): string {
  return enteredBy?.kind === 'officer' ? `import, entered by ${enteredBy.id}` : 'import';
}

/** An import counts from its as-at date (RULES 7): from now when that is today, else from the start of that day. */
export function importInstant(ports: Pick<Ports, 'clock' | 'zone'>, asAt: CivilDate): Instant {
  return asAt === todayOf(ports) ? ports.clock.now() : momentAt(asAt, 0, ports.zone);
}

/** What a tracker of another kind is, the board that its dates go by, and its own scale. */
function ofTracker({ tracker }: PlanFile): Partial<Plan> {
  if (tracker === undefined) return {};
  const { kind, board, key } = tracker;
  return { kind, board, ...(key !== null && { key }) };
}

async function commitOutline(
  ports: Ports,
  order: ImportOrder,
  existing: PlanContents | null,
  at: Instant,
): Promise<void> {
  const { file } = order;
  const plan: Plan = {
    id: order.plan,
    title: order.title,
    levels: file.levels,
    importedOn: order.asAt,
    owner: null,
    bodies: [],
    ...PLAN_DEFAULTS,
    ...(order.policy ?? POLICY),
    columns: order.columns ?? [],
    ...ofTracker(file),
    file: { on: order.asAt, rows: file.rows.length, ...leftBy(file) },
  };
  const areas = file.areas.map((area, index): Area => ({ ...area, order: index, heads: [], signed: null }));
  const objectives = file.objectives.map((objective, index): Objective => ({ ...objective, order: index }));
  const known = new Set(existing?.areas.map((area) => area.code));
  const knownObjectives = new Set(existing?.objectives.map((objective) => objective.code));
  const images: Image[] = [
    ...(existing === null ? [{ kind: 'plan', plan } as const] : []),
    ...areas.filter(({ code }) => !known.has(code)).map((area): Image => ({ kind: 'area', area })),
    ...objectives
      .filter(({ code }) => !knownObjectives.has(code))
      .map((objective): Image => ({ kind: 'objective', objective })),
  ];
  for (const part of inTransactions(images, (image) => image)) {
    const outcome = await ports.plans.commit(
      order.plan,
      part.map((image) => newImage(ports, image, at)),
    );
    if (outcome === 'conflict') throw new Error(`Plan ${order.plan} is being loaded by somebody else at this moment`);
  }
}

function newImage(ports: Ports, image: Image, at: Instant): Change {
  const previous: Revision | null = null;
  const inputHash = ports.hash(JSON.stringify(image));
  return { image, previous, at, recordedAt: ports.clock.now(), by: { kind: 'import' }, why: 'import', inputHash };
}
