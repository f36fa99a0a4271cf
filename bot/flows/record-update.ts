import type { CivilDate } from '../domain/dates.js';
import { choicesFor, notYetComplete } from '../domain/choices.js';
import { declarable, entryChosen, type KeyEntry } from '../domain/key.js';
import { KEY } from '../domain/policy.js';
import { endOfYear, withPause } from '../domain/pause.js';
import { isRunning } from '../domain/year-over.js';
import { isOpen, sameActor, type Actor, type Milestone, type Plan } from '../domain/plan.js';
import { mayEnterFor } from '../domain/on-behalf.js';
import { mayUpdate, type Standing } from '../domain/rights.js';
import type { DateWish } from '../domain/later-date.js';
import { putForward } from '../domain/put-forward.js';
import { readUpdate, type ReadAnswer } from '../domain/update.js';
import { withUpdate } from '../domain/answer.js';
import type { Meanwhile } from '../domain/meanwhile.js';
import type { FormConflict, FormError } from '../domain/views.js';
import { readAnsweredFor } from './answered-for.js';
import { commitMilestones, type MilestoneChange } from './commit-milestones.js';
import { readDirectory } from './directory.js';
import type { HistoryRow, Ports } from './ports.js';
import { ringFor } from './ring.js';
import { sinceCard, type Since } from './since-card.js';
import { behalfOf, hashOf, whyOf, type Submission } from './submission.js';
import { todayOf } from './today.js';
import { accountable, answering, findMilestone, standing, type Found, type Shown } from './found-milestone.js';

export type { Submission } from './submission.js';

export type Recorded =
  | { readonly kind: 'gone' }
  /** Not theirs to update; `saved` when this very submission was, before that. */
  | { readonly kind: 'refused'; readonly found: Found; readonly standing: Standing; readonly saved: boolean }
  /** Not theirs to enter for this lead; `saved` as before. */
  | { readonly kind: 'not-for-them'; readonly found: Found; readonly saved: boolean }
  /** Closed or paused, or its plan's year is over: it takes no updates. */
  | { readonly kind: 'closed'; readonly found: Found }
  /** The rating is not in the plan's key any more, or cannot be given yet: why, in a sentence or two. */
  | { readonly kind: 'not-offered'; readonly found: Found; readonly why: string }
  | { readonly kind: 'invalid'; readonly found: Found; readonly errors: readonly FormError[] }
  /** Somebody answered since the card was made, or changed what it rests on: their words, and the officer's own kept. */
  | { readonly kind: 'conflict'; readonly found: Found; readonly conflict: FormConflict }
  | {
      readonly kind: 'saved';
      /** As it was written; as it is now where it was written before. */
      readonly found: Shown;
      readonly before: Milestone;
      readonly update: NonNullable<Milestone['update']>;
      /** The later date that does not wait for a decision, and why not; null where it does, or there is none. */
      readonly notPutForward: (DateWish & { readonly why: string }) | null;
      /** The same submission arrived again: nothing was written this time. */
      readonly replayed: boolean;
    };

/** An answer that nobody else's stands against is written onto the newest revision; so often is it tried. */
const TRIES = 5;

/**
 * Records one answer: validated, authorised, written with its history in one transaction, once however often the same
 * submission is delivered (DESIGN 5).
 */
export async function recordUpdate(ports: Ports, submission: Submission, today = todayOf(ports)): Promise<Recorded> {
  return attempt(ports, submission, today, TRIES);
}

async function attempt(ports: Ports, submission: Submission, today: CivilDate, tries: number): Promise<Recorded> {
  const found = await findMilestone(ports, submission.plan, submission.ref);
  if (found === null) return { kind: 'gone' };
  const inputHash = hashOf(ports, submission);
  const rev = submission.rev ?? found.stored.rev;
  const entry = entryOf(submission, found);
  const isOurs = (row: HistoryRow): boolean => sameActor(row.by, submission.by) && row.inputHash === inputHash;
  const since = await sinceCard(ports, found.stored, { rev, rating: entry?.rating ?? null, isOurs });
  const mine = standing(submission.by, found);
  if (!mayUpdate(mine) && submission.by.kind === 'officer') {
    return { kind: 'refused', found, standing: mine, saved: since.kind === 'recorded' };
  }
  if (!mayEnter(submission, found)) return { kind: 'not-for-them', found, saved: since.kind === 'recorded' };
  if (since.kind === 'recorded') return replayed(ports, found, submission, since);
  const resumed = found.stored.milestone.state === 'paused' && submission.state !== undefined;
  const over = !isRunning(found.outline.plan);
  if (over || (!takesUpdates(found) && !resumed && submission.by.kind === 'officer')) {
    return { kind: 'closed', found };
  }
  if (since.kind === 'changed' || tries === 0) {
    const what = since.kind === 'changed' ? since.what : (['other'] as const);
    return { kind: 'conflict', found, conflict: await conflictOf(ports, found, submission, what) };
  }
  if (entry === undefined) return { kind: 'not-offered', found, why: whyNotOffered(submission.rating, found) };
  const read = await readAnswer(ports, found, submission, entry, today);
  if ('errors' in read) return { kind: 'invalid', found, errors: read.errors };
  const written = await write(ports, found, submission, read, inputHash);
  // Somebody wrote it at the same moment: what that was decides.
  return written ?? attempt(ports, { ...submission, rev }, today, tries - 1);
}

/** Who enters an answer for somebody has the right to at this moment; operators are admins. */
function mayEnter({ by, enteredBy, onBehalf }: Submission, found: Found): boolean {
  if (onBehalf === undefined || enteredBy?.kind !== 'officer' || by.kind !== 'officer') return true;
  return mayEnterFor({ id: enteredBy.id, admin: onBehalf.admin }, by.id, accountable(found), found.people);
}

async function readAnswer(
  ports: Ports,
  { outline, stored }: Found,
  { inputs }: Submission,
  entry: Pick<KeyEntry, 'id' | 'rating'>,
  today: CivilDate,
): Promise<ReturnType<typeof readUpdate>> {
  return readUpdate(entry, inputs, today, await readAnsweredFor(ports, outline, stored.milestone, inputs));
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

/** Delivered ones may be corrected; closed and paused ones take no updates (but a state that takes it up again), nor does a plan whose year is over. */
export function takesUpdates({ stored: { milestone }, outline: { plan } }: Pick<Found, 'stored' | 'outline'>): boolean {
  return isRunning(plan) && (isOpen(milestone) || milestone.state === 'delivered');
}

/** Null when somebody else wrote the same milestone since it was read. */
async function write(
  ports: Ports,
  found: Found,
  submission: Submission,
  { words, wish }: ReadAnswer,
  inputHash: string,
): Promise<Recorded | null> {
  const { stored, outline } = found;
  const at = laterOf(ports.clock.now(), stored.at);
  const on = todayOf(ports);
  const circumstances = { state: submission.state, ...answering(submission.by, found) };
  const { by, enteredBy } = submission;
  const said = { ...words, onBehalf: behalfOf(submission) };
  const answered = withUpdate(stored.milestone, said, { by, at, on }, circumstances);
  const put = putForward(pausedBy(answered, outline.plan), wish, { id: ports.random.id(), by, at, on, enteredBy }, on);
  const after = put.milestone;
  const change: MilestoneChange = { after, before: stored, inputHash };
  const stamp = { at, by: submission.by, why: whyOf(submission) };
  const outcome = await commitMilestones(ports, outline.plan.id, [change], stamp, on);
  if (outcome === 'conflict') return null;
  await ringFor(ports.log, () => ports.bells.refresh({ plan: outline.plan.id, ref: stored.milestone.ref }));
  const update = after.update;
  if (update === null) return { kind: 'gone' };
  // Nothing is read any more: what is written is not to be lost behind storage that stalls.
  const shown = { ...found, stored: { milestone: after, rev: stored.rev + 1 } };
  return { kind: 'saved', found: shown, before: stored.milestone, update, notPutForward: put.refused, replayed: false };
}

/** Paused by an answer with a state: until the plan's year ends, by who said it, and in their words. */
function pausedBy(answered: Milestone, plan: Plan): Milestone {
  const { state, pause = null, update } = answered;
  if (state !== 'paused' || pause !== null || update === null) return answered;
  const { by, on, note, cause } = update;
  return withPause(answered, { by, on, until: endOfYear(plan.yearStarts, on), reason: note ?? cause ?? '' });
}

/** This very submission, delivered twice or its answer lost: the success is shown again. */
async function replayed(
  ports: Ports,
  found: Found,
  submission: Submission,
  { before, after }: Extract<Since, { kind: 'recorded' }>,
): Promise<Recorded> {
  const { plan, ref, update } = after;
  if (update === null) return { kind: 'gone' };
  // The first time may have ended before it rang.
  await ringFor(ports.log, () => ports.bells.refresh({ plan, ref }));
  const asThen = { ...found, stored: { ...found.stored, milestone: before } };
  const read = await readAnswer(ports, asThen, submission, { id: update.grade, rating: update.rating }, update.on);
  const { by, enteredBy } = submission;
  const { at, on } = update;
  const wish = 'wish' in read ? read.wish : null;
  const { refused } = putForward(after, wish, { id: '', by, at, on, enteredBy }, on);
  return { kind: 'saved', found, before, update, notPutForward: refused, replayed: true };
}

async function conflictOf(
  { people }: Pick<Ports, 'people'>,
  { stored, outline }: Found,
  { by: says, enteredBy: reader = says }: Submission,
  what: readonly Meanwhile[],
): Promise<FormConflict> {
  const { update } = stored.milestone;
  if (update === null || !what.includes('answered')) return { meanwhile: what };
  const { on, rating, note, cause, by, onBehalf } = update;
  const { nameOf } = await readDirectory(people);
  const called = (one: Actor): string => (one.kind === 'officer' ? nameOf(one.id) : 'An administrator');
  const entered = onBehalf === null ? null : `${called(onBehalf.enteredBy)} for ${called(by)}`;
  return {
    by: entered ?? (sameActor(by, reader) ? 'You' : called(by)),
    on,
    rating,
    grade: entryChosen(outline.plan.key, update),
    note: note ?? cause,
  };
}

export function laterOf<T extends string>(a: T, b: T): T {
  return a > b ? a : b;
}
