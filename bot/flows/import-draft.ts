import { withHeldTold } from '../domain/held-in-file.js';
import { decided, openDecisions } from '../domain/plan-decide.js';
import { isBetween, type Decision, type DecisionFault, type OpenDecision } from '../domain/plan-decisions.js';
import { withMapping } from '../domain/plan-mapping.js';
import type { Actor, Plan } from '../domain/plan.js';
import { DEFAULT_KEY } from '../domain/policy.js';
import { isRefused, type PlanFile, type Refused } from '../domain/read-plan.js';
import { recordAct } from './audit.js';
import { importPlan } from './import-plan.js';
import type { ImportDraft, Ports } from './ports.js';
import { raiseHeld } from './raise-held.js';
import type { NextFile } from './reimport.js';
import { todayOf } from './today.js';
import { withoutLongRefs } from './without-long-refs.js';

/** A draft with its file, read as was said of its columns. */
export interface ReadDraft {
  readonly draft: ImportDraft;
  readonly etag: string;
  /** As printed. */
  readonly printed: PlanFile;
  /** As decided. */
  readonly file: PlanFile;
  readonly open: readonly OpenDecision[];
  readonly faults: readonly DecisionFault[];
  /** The plan of that id, where it is there already. */
  readonly existing: Plan | null;
}

/** A draft whose file is no plan as it is read now: what it wants is said, or its columns have to be others. */
export interface UnreadDraft extends Refused {
  readonly draft: ImportDraft;
  readonly etag: string;
}

const LONGEST_NAME = 120;

/** Reads a file that was sent, and keeps it as a draft unless it is no plan, whatever might be said of it. */
export async function beginDraft(
  ports: Ports,
  { bytes, fileName, by }: { readonly bytes: Uint8Array; readonly fileName: string; readonly by: Actor },
): Promise<ReadDraft | UnreadDraft | Refused> {
  const name = fileName.slice(0, LONGEST_NAME);
  const title = name.replace(/\.[a-z]{1,5}$/i, '').trim() || 'Plan';
  const draft: ImportDraft = {
    ...{ id: ports.random.id(), by, begun: ports.clock.now(), fileName: name, title, asAt: todayOf(ports) },
    ...{ plan: planIdOf(title), columns: [], decisions: [] },
  };
  const read = await readBytes(ports, draft, bytes);
  if (isRefused(read) && read.wants === undefined) {
    await recordAct(ports, by, 'plan file sent', '', 'not a plan');
    return read;
  }
  await ports.drafts.begin(draft, bytes);
  await recordAct(ports, by, 'plan file sent', draft.id);
  const stored = await ports.drafts.read(draft.id);
  return { ...read, draft, etag: stored?.etag ?? '' };
}

/** "Improvement plan 2018-19" as `improvement-plan-2018-19`. */
function planIdOf(title: string): string {
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return plain.slice(0, 40).replace(/^-+|-+$/g, '') || 'plan';
}

/** Null where it is gone. */
export async function readDraft(ports: Ports, id: string): Promise<ReadDraft | UnreadDraft | null> {
  const [stored, bytes] = await Promise.all([ports.drafts.read(id), ports.drafts.bytes(id)]);
  if (stored === null || bytes === null) return null;
  return { ...(await readBytes(ports, stored.draft, bytes)), draft: stored.draft, etag: stored.etag };
}

async function readBytes(ports: Ports, draft: ImportDraft, bytes: Uint8Array): Promise<ReadDraft | Refused> {
  const existing = (await ports.plans.contents(draft.plan))?.plan ?? null;
  const officers = await ports.people.officers();
  const read = await ports.readPlan(bytes, {
    knownNames: officers.flatMap(({ value }) => [value.name, ...value.aliases]),
    period: null,
    yearStarts: existing?.yearStarts ?? 4,
    key: existing?.key ?? DEFAULT_KEY,
    columns: withMapping(existing?.columns ?? [], draft.columns),
    tracker: {
      kind: draft.kind ?? existing?.kind ?? null,
      board: draft.board ?? existing?.board ?? null,
      meeting: draft.meeting ?? null,
      asAt: draft.asAt,
    },
  });
  if (isRefused(read)) return read;
  const { levels = existing?.levels ?? read.levels } = draft;
  const printed = withHeldTold(withoutLongRefs(ports, draft.plan, { ...read, levels }));
  const open = openDecisions(printed);
  const { file, faults } = decided(printed, decisionsOn(open, draft));
  return { draft, etag: '', printed, file, open, faults, existing };
}

/** What was decided about the file as it is read now: with other columns, other things are open. */
function decisionsOn(open: readonly OpenDecision[], { decisions }: ImportDraft): readonly Decision[] {
  const ids = new Set(open.map(({ id }) => id));
  return decisions.filter(({ id }) => ids.has(id));
}

/** The file as one that follows on another, by whoever presses. */
export function nextFileOf({ draft, printed, open }: ReadDraft, enteredBy: Actor): NextFile {
  const { plan, asAt, columns } = draft;
  const decisions = [...decisionsOn(open, draft), ...draft.decisions.filter(isBetween)];
  return { plan, file: printed, asAt, decisions, columns, acceptSuggestions: false, enteredBy };
}

/** `conflict`: somebody changed it at the same moment. A file that can be read no more is told, and nothing is kept. */
export async function changeDraft(
  ports: Ports,
  read: Pick<ReadDraft, 'draft' | 'etag'>,
  change: Partial<Omit<ImportDraft, 'id' | 'by' | 'begun' | 'fileName'>>,
): Promise<ReadDraft | Refused | 'conflict'> {
  const draft = { ...read.draft, ...change };
  const bytes = await ports.drafts.bytes(draft.id);
  if (bytes === null) return 'conflict';
  const next = await readBytes(ports, draft, bytes);
  if (isRefused(next)) return next;
  if ((await ports.drafts.change(draft, read.etag)) === 'conflict') return 'conflict';
  return { ...next, etag: (await ports.drafts.read(draft.id))?.etag ?? '' };
}

/** Loads a draft as a plan that is not there yet. May be run again; the draft goes when all of it is in. */
export async function loadDraft(ports: Ports, { draft, file }: ReadDraft, by: Actor): Promise<'loaded' | 'exists'> {
  const { plan, title, asAt, columns } = draft;
  const order = { plan, title, file, asAt, columns, acceptSuggestions: false, enteredBy: by };
  const done = await importPlan(ports, order);
  await recordAct(ports, by, 'plan imported', plan, done === 'exists' ? 'exists' : null);
  if (done === 'exists') return done;
  for (const { milestone } of (await ports.plans.contents(plan))?.milestones ?? []) await raiseHeld(ports, milestone);
  await ports.drafts.remove(draft.id);
  return done;
}

export async function dropDraft(ports: Ports, id: string, by: Actor): Promise<void> {
  await ports.drafts.remove(id);
  await recordAct(ports, by, 'plan file discarded', id);
}
