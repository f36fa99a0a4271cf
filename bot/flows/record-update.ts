import type { CivilDate } from '../domain/dates.js';
import { choicesFor, notYetComplete } from '../domain/choices.js';
import { declarable, entryChosen, type KeyEntry } from '../domain/key.js';
import { KEY } from '../domain/policy.js';
import { isOpen, type Actor, type Area, type Milestone, type Outcome, type State } from '../domain/plan.js';
import { leadsToAsk, type Accountable } from '../domain/asked-of.js';
import type { Known } from '../domain/people.js';
import { mayUpdate, type Standing } from '../domain/rights.js';
import { speaksFor, standingOn } from '../domain/standing.js';
import { readUpdate, type UpdateWords } from '../domain/update.js';
import { withUpdate, type Circumstances } from '../domain/answer.js';
import type { FormError, FormView, UpdateInputs } from '../domain/views.js';
import { commitMilestones, type MilestoneChange } from './commit-milestones.js';
import { readDirectory, type Directory } from './directory.js';
import type { HistoryRow, PlanOutline, Ports, StoredMilestone } from './ports.js';
import { ringFor } from './ring.js';
import { todayOf } from './today.js';

export interface Submission {
  readonly plan: string;
  readonly ref: string;
  /** Who acts: an officer from the verified activity, or the operator at the command line. */
  readonly by: Actor;
  /** The revision the card was made of; null from the command line, which takes the present one. */
  readonly rev: number | null;
  /** The `id` of an entry of the plan's key. */
  readonly rating: string;
  readonly inputs: UpdateInputs;
  /** Set apart from the rating by an operator only. */
  readonly state?: State;
  /** Of a delivery: said by an operator only. */
  readonly outcome?: Outcome;
  /** Who entered it, when that is not the one who says it. */
  readonly enteredBy?: Actor;
}

/** A milestone with its plan, as read in this turn. */
export interface Found {
  readonly stored: StoredMilestone;
  readonly outline: PlanOutline;
  readonly area: Area | undefined;
  /** Everybody, and the day on which they stand to it. */
  readonly people: Known;
  readonly today: CivilDate;
}

export type Recorded =
  | { readonly kind: 'gone' }
  /** Not theirs to update. */
  | { readonly kind: 'refused'; readonly found: Found; readonly standing: Standing }
  /** Closed or paused: it takes no updates. */
  | { readonly kind: 'closed'; readonly found: Found }
  /** The rating is not in the plan's key any more, or cannot be given yet: why, in a sentence or two. */
  | { readonly kind: 'not-offered'; readonly found: Found; readonly why: string }
  | { readonly kind: 'invalid'; readonly found: Found; readonly errors: readonly FormError[] }
  /** Somebody answered since the card was made: their words, and the officer's own text kept. */
  | { readonly kind: 'conflict'; readonly found: Found; readonly conflict: NonNullable<FormView['conflict']> }
  | {
      readonly kind: 'saved';
      readonly found: Found;
      readonly before: Milestone;
      readonly update: NonNullable<Milestone['update']>;
      /** The same submission arrived again: nothing was written this time. */
      readonly replayed: boolean;
    };

/** Reads a milestone with its plan; null when either is not there. */
export async function findMilestone(
  ports: Pick<Ports, 'plans' | 'people' | 'clock' | 'zone'>,
  plan: string,
  ref: string,
): Promise<Found | null> {
  const outline = await ports.plans.outline(plan);
  const stored = outline === null ? null : await ports.plans.milestone(plan, ref);
  if (outline === null || stored === null) return null;
  const area = outline.areas.find((one) => one.code === stored.milestone.area);
  const { officers: people } = await readDirectory(ports.people);
  return { stored, outline, area, people, today: todayOf(ports) };
}

/** What an actor is to a milestone now: rights are read from the tables at the moment of acting. */
export function standing(by: Actor, found: Found): Standing {
  return by.kind === 'officer' ? standingOn(by.id, accountable(found), found.people, found.today) : 'admin';
}

/** Whose answer an officer's is, and who of a group has to answer before the milestone counts as answered (RULES 2). */
export function answering(by: Actor, found: Found): Pick<Circumstances, 'speaksFor' | 'each'> {
  const { stored, people, today } = found;
  const each = leadsToAsk(stored.milestone, people, today).awaited;
  return by.kind === 'officer' ? { each, speaksFor: speaksFor(by.id, accountable(found), people, today) } : { each };
}

function accountable({ stored, area, outline }: Found): Accountable {
  return { milestone: stored.milestone, area, plan: outline.plan };
}

/**
 * Records one answer: validated, authorised, written with its history in one transaction, once however often the same
 * submission is delivered (DESIGN 5).
 */
export async function recordUpdate(ports: Ports, submission: Submission, today = todayOf(ports)): Promise<Recorded> {
  const found = await findMilestone(ports, submission.plan, submission.ref);
  if (found === null) return { kind: 'gone' };
  const { stored } = found;
  const mine = standing(submission.by, found);
  if (!mayUpdate(mine) && submission.by.kind === 'officer') return { kind: 'refused', found, standing: mine };
  const inputHash = hashOf(ports, submission);
  if (submission.rev !== null && stored.rev !== submission.rev) {
    return laterRevision(ports, found, submission, submission.rev, inputHash);
  }
  const resumed = stored.milestone.state === 'paused' && submission.state !== undefined;
  if (!takesUpdates(stored.milestone) && !resumed && submission.by.kind === 'officer') return { kind: 'closed', found };
  const entry = entryOf(submission, found);
  if (entry === undefined) return { kind: 'not-offered', found, why: whyNotOffered(submission.rating, found) };
  const read = readUpdate(entry, submission.inputs, today, submission.outcome);
  if ('errors' in read) return { kind: 'invalid', found, errors: read.errors };
  return write(ports, found, submission, read.words, inputHash);
}

/** What was chosen; with a state that an operator sets apart from any rating, no rating at all. */
function entryOf({ rating, state }: Submission, { stored, outline, today }: Found): KeyEntry | undefined {
  if (state !== undefined && rating === KEY.none.id) return KEY.none;
  return choicesFor(outline.plan.key, stored.milestone, today).find(({ id }) => id === rating);
}

/** Why a rating cannot be given: it is not in the plan's key any more, or Complete comes too early. */
export function whyNotOffered(rating: string, { stored, outline }: Found): string {
  const { key } = outline.plan;
  if (declarable(key).some(({ id }) => id === rating)) return notYetComplete(stored.milestone, key);
  return 'The ratings of this plan have changed since then. Choose one of these; what you typed is kept.';
}

/** Delivered ones may be corrected; closed and paused ones take no updates (but a state that takes it up again). */
export function takesUpdates(milestone: Milestone): boolean {
  return isOpen(milestone) || milestone.state === 'delivered';
}

async function write(
  ports: Ports,
  found: Found,
  submission: Submission,
  words: UpdateWords,
  inputHash: string,
): Promise<Recorded> {
  const { stored, outline } = found;
  const at = laterOf(ports.clock.now(), stored.at);
  const on = todayOf(ports);
  const circumstances = { state: submission.state, ...answering(submission.by, found) };
  const after = withUpdate(stored.milestone, words, { by: submission.by, at, on }, circumstances);
  const change: MilestoneChange = { after, before: stored, inputHash };
  const stamp = { at, by: submission.by, why: whyOf(submission) };
  const outcome = await commitMilestones(ports, outline.plan.id, [change], stamp, on);
  if (outcome === 'conflict') return laterRevision(ports, found, submission, stored.rev, inputHash);
  await ringFor(ports.log, () => ports.bells.refresh({ plan: outline.plan.id, ref: stored.milestone.ref }));
  const fresh = await findMilestone(ports, outline.plan.id, stored.milestone.ref);
  const update = after.update;
  if (fresh === null || update === null) return { kind: 'gone' };
  return { kind: 'saved', found: fresh, before: stored.milestone, update, replayed: false };
}

function whyOf({ enteredBy }: Submission): string {
  if (enteredBy === undefined) return 'update';
  return `update, entered by ${enteredBy.kind === 'officer' ? enteredBy.id : enteredBy.kind}`;
}

/**
 * Somebody wrote revision `rev + 1`. The same officer with the same words: it is this very submission, delivered twice
 * or its answer lost, so the success is shown again. Anything else is a conflict.
 */
async function laterRevision(
  ports: Ports,
  found: Found,
  submission: Submission,
  rev: number,
  inputHash: string,
): Promise<Recorded> {
  const { plan, ref } = submission;
  const next = await ports.plans.milestoneRevision(plan, ref, rev + 1);
  const now = (await findMilestone(ports, plan, ref)) ?? found;
  if (next?.image.kind === 'milestone' && isSame(next, submission, inputHash) && next.image.milestone.update !== null) {
    const { milestone } = next.image;
    const built = await ports.plans.milestoneRevision(plan, ref, rev);
    const before = built?.image.kind === 'milestone' ? built.image.milestone : milestone;
    // The first time may have ended before it rang.
    await ringFor(ports.log, () => ports.bells.refresh({ plan, ref }));
    return { kind: 'saved', found: now, before, update: next.image.milestone.update, replayed: true };
  }
  const directory = await readDirectory(ports.people);
  return {
    kind: 'conflict',
    found: now,
    conflict: lastWords(now, submission, directory, todayOf(ports)),
  };
}

function isSame(row: HistoryRow, submission: Submission, inputHash: string): boolean {
  const same = row.by.kind === submission.by.kind;
  const who = row.by.kind !== 'officer' || submission.by.kind !== 'officer' || row.by.id === submission.by.id;
  return same && who && row.inputHash === inputHash;
}

function lastWords(
  { stored, outline }: Found,
  { by: reader }: Submission,
  directory: Directory,
  today: CivilDate,
): NonNullable<FormView['conflict']> {
  const { update } = stored.milestone;
  const same = reader.kind === 'officer' && update?.by.kind === 'officer' && update.by.id === reader.id;
  const by = same ? 'You' : update?.by.kind === 'officer' ? directory.nameOf(update.by.id) : 'An administrator';
  if (update === null) return { by, on: today, rating: 'none', note: null };
  const { on, rating, note, cause } = update;
  return { by, on, rating, grade: entryChosen(outline.plan.key, update), note: note ?? cause };
}

/** The same words by the same person about the same thing, whatever the order of the fields. */
function hashOf({ hash }: Pick<Ports, 'hash'>, { plan, ref, rating, inputs, state, outcome }: Submission): string {
  const fields = Object.entries(inputs)
    .map(([field, text]) => [field, text.trim()] as const)
    .filter(([, text]) => text !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const said = [plan, ref, rating, state ?? null, fields];
  return hash(JSON.stringify(outcome === undefined ? said : [...said, outcome]));
}

export function laterOf<T extends string>(a: T, b: T): T {
  return a > b ? a : b;
}
