import { resolveMeeting, type Board } from '../domain/boards.js';
import { momentAt, type CivilDate, type Instant } from '../domain/dates.js';
import {
  PLAN_DEFAULTS,
  type Actor,
  CLOSED_STATES,
  type Area,
  type Due,
  type Milestone,
  type Objective,
  type OfficerId,
  type Plan,
  type PlanId,
} from '../domain/plan.js';
import { dueByMeeting } from '../domain/meeting-days.js';
import { entryOfClass } from '../domain/key.js';
import { DEFAULT_KEY } from '../domain/policy.js';
import type { PlanFile, PlanRow, StateSuggestion } from '../domain/read-plan.js';
import { withoutWords } from '../domain/update.js';
import { endOfYear, withPause } from '../domain/pause.js';
import { withUpdate } from '../domain/answer.js';
import { commitMilestones, inTransactions, type MilestoneChange } from './commit-milestones.js';
import { enrol } from './enrol.js';
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
  return existing !== null && !isHalfOf(existing, file);
}

/**
 * Loads a plan that is not there yet. May be run again after a crash: what was loaded stays, the rest follows.
 * `exists` when a plan of that id is complete already, or was loaded from another file: files are never mixed.
 */
export async function importPlan(ports: Ports, order: ImportOrder): Promise<'loaded' | 'exists'> {
  const existing = await ports.plans.contents(order.plan);
  if (existing !== null && !isHalfOf(existing, order.file)) return 'exists';
  const at = importInstant(ports, order.asAt);
  const names = order.file.rows.flatMap((row) => row.leads.map((lead) => lead.name));
  const officers = await enrol(ports, names);
  const { boards } = await ports.diary.read();
  await commitOutline(ports, order, existing, at);
  const known = new Set(existing?.milestones.map((stored) => stored.milestone.ref));
  const changes = order.file.rows
    .map((row, index) => milestoneOf(order, row, index, { officers, boards, at }))
    .filter((milestone) => !known.has(milestone.ref))
    .map((after): MilestoneChange => ({ after, before: null, inputHash: ports.hash(JSON.stringify(after)) }));
  for (const part of inTransactions(changes, ({ after }) => after)) {
    const stamp = { at, by: { kind: 'import' }, why: whyOf(order) } as const;
    const outcome = await commitMilestones(ports, order.plan, part, stamp, order.asAt);
    if (outcome === 'conflict') throw new Error(`Plan ${order.plan} is being loaded by somebody else at this moment`);
  }
  return 'loaded';
}

function whyOf({ enteredBy }: ImportOrder): string {
  return enteredBy?.kind === 'officer' ? `import, entered by ${enteredBy.id}` : 'import';
}

/** An import counts from its as-at date (RULES 7): from now when that is today, else from the start of that day. */
function importInstant(ports: Ports, asAt: CivilDate): Instant {
  return asAt === todayOf(ports) ? ports.clock.now() : momentAt(asAt, 0, ports.zone);
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

/** What the milestones of a file are loaded among. */
interface Surroundings {
  readonly officers: ReadonlyMap<string, OfficerId>;
  readonly boards: readonly Board[];
  readonly at: Instant;
}

function milestoneOf(
  order: ImportOrder,
  row: PlanRow,
  index: number,
  { officers, boards, at }: Surroundings,
): Milestone {
  const due = resolveMeeting(row.due, boards, order.asAt);
  const accepted = order.acceptSuggestions ? order.file.suggestions.find((one) => one.ref === row.ref) : undefined;
  const suggested = order.file.suggestions.find((one) => one.ref === row.ref && one !== accepted);
  const leads = row.leads.map((lead) => officers.get(lead.name)).filter((id) => id !== undefined);
  const fresh: Milestone = {
    plan: order.plan,
    ref: row.ref,
    area: row.area,
    objective: row.objective,
    order: index,
    text: row.text,
    tags: row.tags,
    leads: [...new Set(leads)],
    leadsText: row.leadsCell,
    due,
    baseline: baselineOf(due),
    moves: [],
    state: 'not-started',
    update: null,
    answeredOn: null,
    overdueAnswers: [],
    deliveredOn: null,
    evidenceDue: null,
    printed: {
      ...{ progress: row.progress, evidence: row.evidence, sameAs: row.sameAs },
      ...{ mark: row.mark, state: row.statePrinted },
    },
    settledThrough: null,
    deferral: null,
    proposal: null,
    ledSince: [],
    decided: null,
    closure: null,
    waitsFor: row.waitsFor,
    answers: [],
    // Nobody is asked about what is declared complete.
    queries: [...(suggested === undefined || row.declared === 'complete' ? [] : [suggested.query]), ...row.queries],
    marking: row.marking ?? null,
    cleared: [],
    wording: null,
    challenges: [],
    importedOn: order.asAt,
  };
  return withAccepted(withDeclared(fresh, row, order, at), accepted, order, at);
}

/** Declared by the plan's owner: it rates or closes the milestone and quiets no stage (RULES 4). */
function withDeclared(fresh: Milestone, row: PlanRow, { asAt }: ImportOrder, at: Instant): Milestone {
  if (row.declared === null) return fresh;
  const words = withoutWords(row.declared, row.grade ?? row.declared);
  return withUpdate(fresh, words, { by: { kind: 'import' }, at, on: asAt });
}

/** What an administrator accepted of what the file suggests. */
function withAccepted(
  milestone: Milestone,
  suggested: StateSuggestion | undefined,
  { asAt, policy }: ImportOrder,
  at: Instant,
): Milestone {
  if (suggested === undefined) return milestone;
  const { state, because: reason, replacedBy = [] } = suggested;
  const by = { kind: 'import' } as const;
  if (state === 'delivered' || state === 'evidenced') {
    const { id } = entryOfClass((policy ?? POLICY).key, 'complete');
    const complete = withUpdate(milestone, withoutWords('complete', id), { by, at, on: asAt });
    return { ...complete, state };
  }
  if (state === 'paused') {
    const until = endOfYear((policy ?? POLICY).yearStarts, asAt);
    return withPause(milestone, { by, on: asAt, until, reason });
  }
  if (!CLOSED_STATES.includes(state)) return { ...milestone, state };
  const closure = { state, reason, replacedBy, proposedBy: by, approvedBy: by, on: asAt, where: null };
  return { ...milestone, state, closure, deliveredOn: null };
}

function baselineOf(due: Due): CivilDate | null {
  switch (due.kind) {
    case 'day':
      return due.date;
    case 'period':
      return due.to;
    case 'meeting':
      return dueByMeeting(due);
    case 'recurring':
    case 'awaited':
    case 'ongoing':
      return null;
  }
}
