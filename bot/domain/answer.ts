import { inWords, type CivilDate, type Instant } from './dates.js';
import { isMatter } from './meeting-days.js';
import { periodEndingAfter } from './periods.js';
import {
  CLOSED_STATES,
  isComplete,
  isOpen,
  isOverdue,
  presentPeriod,
  sameActor,
  type Actor,
  type Answer,
  type Milestone,
  type OfficerId,
  type State,
} from './plan.js';
import { awaitsDischarge } from './proposals.js';
import { withDecided } from './told-asks.js';
import type { UpdateWords } from './update.js';

/** Who said it, and when. */
export interface Signed {
  readonly by: Actor;
  readonly at: Instant;
  /** The civil day of `at`. */
  readonly on: CivilDate;
}

/** What is known beside the words of an answer. */
export interface Circumstances {
  /** Only where an operator sets it apart from the rating. */
  readonly state?: State | undefined;
  /** Where a group leads of which each has to answer: its members (RULES 2). */
  readonly each?: readonly OfficerId[];
  /** Whose answer it is: of a deputy, that of whom they stand in for (RULES 2). Their own when left out. */
  readonly speaksFor?: readonly OfficerId[];
}

/** The milestone after an answer; with a handover that came to nothing by it as `decided`. */
export function withUpdate(
  milestone: Milestone,
  words: UpdateWords,
  stamp: Signed,
  circumstances: Circumstances = {},
): Milestone {
  const after = answered(milestone, words, stamp, circumstances);
  const { proposal } = milestone;
  const lapsed = after.proposal === null && isComplete(after) && proposal?.handover !== undefined;
  // Who proposed it and says so themselves knows.
  if (!lapsed || sameActor(proposal.by, stamp.by)) return after;
  const { by, on } = stamp;
  const reason = `It was completed on ${inWords(on)}.`;
  return withDecided(after, { proposal, accepted: false, lapsed: true, reason, by, on, where: null });
}

function answered(
  milestone: Milestone,
  words: UpdateWords,
  stamp: Signed,
  { state, each = [], speaksFor }: Circumstances,
): Milestone {
  const answers = answersWith(milestone.answers, words, stamp, speaksFor);
  // Where each has to answer, it is done when each has said so.
  // What a board raised is done when the board has discharged it, whatever its lead says (`putForward`).
  const waits = isMatter(milestone) && stamp.by.kind !== 'import';
  const complete = words.rating === 'complete' && !waits && each.every((member) => hasCompleted(answers, member));
  const said: Milestone = {
    ...milestone,
    update: { ...words, ...stamp },
    state: state ?? (complete ? 'delivered' : 'in-progress'),
    deliveredOn: complete ? words.doneOn : null,
    evidenceDue: complete ? words.evidenceDue : null,
    closure: closureBy(words, stamp, state),
    answers,
    ...(milestone.pause && state !== 'paused' ? { pause: null } : {}),
  };
  // What the file declares quiets no stage, and leaves open what it left open (RULES 4).
  if (stamp.by.kind === 'import') return said;
  const answeredOn = each.length === 0 ? stamp.on : lastOfAll(milestone.answeredOn, answers, each);
  const proposal = stillWaiting(milestone, said);
  const after: Milestone = { ...said, answeredOn, proposal, deferral: null, queries: [], reword: undefined };
  // Of those who each have to answer, one who is not the last leaves the ladder as it was.
  const quiets = each.length === 0 || answeredOn !== milestone.answeredOn;
  const settled = quiets ? withPeriod(after) : after;
  if (state === undefined && isLastIn(settled) && goesWell(settled, each)) return withLastPeriod(settled, milestone);
  return quiets && settled === after ? withOverdueAnswer(after) : settled;
}

/**
 * What waits for a decision after an answer: a new date or an end while it is open; evidence while it is the same. What
 * came to an end, or was taken back, waits no more.
 */
function stillWaiting({ update }: Milestone, said: Milestone): Milestone['proposal'] {
  const { proposal, state, update: words } = said;
  if (awaitsDischarge(said) && words?.rating !== 'complete') return null;
  if (proposal?.evidence !== true) return isOpen(said) ? proposal : null;
  const same = words?.evidence === update?.evidence && words?.evidenceLink === update?.evidenceLink;
  return state === 'delivered' && words?.rating === 'complete' && same ? proposal : null;
}

/** Closed by this answer, whose words say why, and whose author decides it; null where it is open, or open again. */
function closureBy({ note, cause }: UpdateWords, { by, on }: Signed, state: State | undefined): Milestone['closure'] {
  if (state === undefined || !CLOSED_STATES.includes(state)) return null;
  return { state, reason: note ?? cause ?? '', replacedBy: [], proposedBy: by, approvedBy: by, on, where: null };
}

/** Of each person the last answer only. */
function answersWith(
  answers: readonly Answer[],
  { rating, grade, onBehalf }: UpdateWords,
  { by, at, on }: Signed,
  speaksFor: readonly OfficerId[] = by.kind === 'officer' ? [by.id] : [],
): readonly Answer[] {
  const entered = onBehalf === null ? {} : { entered: { ...onBehalf, at } };
  const said = speaksFor.map((id): Answer => ({ by: id, on, rating, grade, ...entered }));
  return [...answers.filter((one) => !speaksFor.includes(one.by)), ...said];
}

function hasCompleted(answers: readonly Answer[], member: OfficerId): boolean {
  return answers.some(({ by, rating }) => by === member && rating === 'complete');
}

/** The day by which every member had answered; as before while one has not. */
function lastOfAll(
  before: CivilDate | null,
  answers: readonly Answer[],
  members: readonly OfficerId[],
): CivilDate | null {
  const days = members.map((member) => answers.find((one) => one.by === member)?.on);
  const first = days.filter((day) => day !== undefined).sort()[0];
  return days.includes(undefined) || first === undefined ? before : first;
}

/** A recurring one with the update of its present period; itself where that has one, has not begun, or there is none. */
function withPeriod(answered: Milestone): Milestone {
  const { answeredOn: on, settledThrough } = answered;
  const period = presentPeriod(answered);
  if (on === null || period === null || period.from > on || period.to <= (settledThrough ?? '')) return answered;
  return { ...answered, settledThrough: period.to, overdueAnswers: [] };
}

/** While it is overdue, an answer postpones what comes next. */
function withOverdueAnswer(answered: Milestone): Milestone {
  const on = answered.answeredOn;
  // Of what it is after the answer: a delivery taken back after the date is overdue again (RULES 2).
  if (on === null || !isOverdue(answered, on) || answered.overdueAnswers.includes(on)) return answered;
  return { ...answered, overdueAnswers: [...answered.overdueAnswers, on] };
}

/** Every period has its update, and none is to come. */
function isLastIn({ due, settledThrough }: Milestone): boolean {
  return due.kind === 'recurring' && settledThrough !== null && periodEndingAfter(due, settledThrough) === null;
}

/** Neither this answer nor, where each has to answer, the last of any of them says that it is not going well. */
function goesWell({ update, answers }: Milestone, each: readonly OfficerId[]): boolean {
  const last = answers.filter(({ by }) => each.includes(by)).map(({ rating }) => rating);
  return [...last, update?.rating].every((rating) => rating !== 'red' && rating !== 'amber');
}

/** Complete when the last update is in (RULES 1). What is said after that changes neither the day nor what was promised. */
function withLastPeriod(milestone: Milestone, before: Milestone): Milestone {
  const { answeredOn, update } = milestone;
  const promised = update?.rating === 'complete' ? null : before.evidenceDue;
  return {
    ...milestone,
    state: 'delivered',
    deliveredOn: update?.doneOn ?? before.deliveredOn ?? update?.on ?? answeredOn,
    evidenceDue: update?.evidenceDue ?? promised,
    proposal: milestone.proposal?.evidence === true ? milestone.proposal : null,
  };
}
