import { challengeFormCard, changedCard, noticeCard, type Built } from '../../cards/index.js';
import { challengeOf, unanswered } from '../domain/challenges.js';
import type { ChangeDone, ChangeError, NoticeView } from '../domain/views.js';
import type { Challenge, Milestone } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import { recordAct } from '../flows/audit.js';
import { answerChallenge, mayNotAnswer, releaseAnswer } from '../flows/challenge.js';
import type { Changed, Order } from '../flows/change-milestone.js';
import { reasonOf } from '../flows/fault.js';
import { findMilestone, type Found } from '../flows/found-milestone.js';
import { changedView } from '../flows/show-change.js';
import { challengeFormView } from '../flows/show-challenge.js';
import { LATE, within } from './in-time.js';
import { holding, refused, type CardDesk, type Press, type PressAnswer } from './press.js';
import { OUT_OF_DATE, unsaved } from './refusals.js';

type Done = Extract<Changed, { kind: 'done' }>;

/** "Answer", on a question of a leader: the box, for who may answer. */
export async function openChallenge(desk: CardDesk, press: Press): Promise<PressAnswer> {
  const { claim } = press;
  const found = await findMilestone(desk.ports, claim.plan, claim.ref);
  if (found === null) return refused(press, OUT_OF_DATE);
  const why = mayNotAnswer(orderOf(press), found);
  if (why !== null) return notTheirs(desk, press, found, why);
  return form(desk, press, found, null, []);
}

/** "Send the answer": kept with the question that the form showed; or the form again, with what was typed. */
export async function recordChallenge(desk: CardDesk, press: Press): Promise<PressAnswer> {
  const { action } = press;
  const text = action.fields.answer ?? '';
  const shown = await questionShown(desk, press);
  const answered = await answerChallenge(desk.ports, { ...orderOf(press), challenge: shown, text });
  switch (answered.kind) {
    case 'gone':
      return refused(press, OUT_OF_DATE);
    case 'refused': {
      const { refusal, found } = answered;
      if (refusal.code === 'not-theirs') return notTheirs(desk, press, found, refusal);
      const inBox = refusal.code === 'no-text' || refusal.code === 'too-long';
      if (!inBox) return refused(press, noticeOf(found.stored.milestone, refusal));
      const challenge = shown === null ? null : challengeOf(found.stored.milestone, shown);
      return form(desk, press, found, challenge, [{ field: 'answer', message: refusal.message }]);
    }
    case 'done':
      return holding(desk, press, 'confirmation', confirmed(desk, press, answered, answeredDone(answered, shown)));
  }
}

/** "Release": lets what waited on that card be told now. */
export async function releaseWaiting(desk: CardDesk, press: Press): Promise<PressAnswer> {
  const released = await releaseAnswer(desk.ports, { ...orderOf(press), challenge: null });
  switch (released.kind) {
    case 'gone':
      return refused(press, OUT_OF_DATE);
    case 'refused':
      if (released.refusal.code === 'not-theirs') return notTheirs(desk, press, released.found, released.refusal);
      return refused(press, noticeOf(released.found.stored.milestone, released.refusal));
    case 'done':
      return holding(desk, press, 'confirmation', confirmed(desk, press, released, { kind: 'released' }));
  }
}

function orderOf({ claim, reader }: Press): Order {
  const { plan, ref, rev } = claim;
  return { plan, ref, rev, by: { kind: 'officer', id: reader } };
}

/** The oldest question that had no answer when the form was made; null where that revision is not known. */
async function questionShown({ ports }: CardDesk, { claim }: Press): Promise<string | null> {
  const shown = await ports.plans.milestoneRevision(claim.plan, claim.ref, claim.rev);
  return shown?.image.kind === 'milestone' ? (unanswered(shown.image.milestone)[0]?.id ?? null) : null;
}

async function form(
  desk: CardDesk,
  press: Press,
  found: Found,
  challenge: Challenge | null,
  errors: readonly ChangeError[],
): Promise<Built> {
  const { action, reader, sign } = press;
  const inputs = { answer: action.fields.answer ?? '' };
  const reading = { reader, ticks: action.ticks, typed: { inputs, errors } };
  const view = await challengeFormView(desk.ports, found, reading, challenge ?? undefined);
  if (view === null) return refused(press, noticeOf(found.stored.milestone, ANSWERED));
  return holding(desk, press, 'form', Promise.resolve(challengeFormCard(view, sign)));
}

const ANSWERED: Refusal = { code: 'answered-already', message: 'Every question about it has its answer.' };

function noticeOf({ ref, text }: Milestone, { message }: Refusal): NoticeView {
  return unsaved({ title: 'It was not saved', lines: [`${ref} ${text}`, message] });
}

async function notTheirs({ ports }: CardDesk, press: Press, found: Found, { code, message }: Refusal): Promise<Built> {
  const { ref, text, plan } = found.stored.milestone;
  await recordAct(ports, { kind: 'officer', id: press.reader }, press.verb, `${plan} ${ref}`, code);
  return refused(press, unsaved({ title: 'This is not yours to answer', lines: [`${ref} ${text}`, message] }));
}

function answeredDone({ after }: Done, shown: string | null): ChangeDone {
  const answer = shown === null ? null : (challengeOf(after, shown)?.answer ?? null);
  return { kind: 'answered-leader', waitsUntil: answer?.released == null ? (answer?.waitsUntil ?? null) : null };
}

/** It is saved: what cannot be read for the card, or not soon enough, is left out rather than that. */
async function confirmed(
  { ports, asideMs }: CardDesk,
  { reader, action, sign }: Press,
  changed: Done,
  done: ChangeDone,
): Promise<Built> {
  const made = changedView(ports, changed, { reader, ticks: action.ticks, typed: null }, done);
  const view = made.catch((error: unknown): typeof LATE => {
    ports.log.error('saved-not-shown', { reason: reasonOf(error) });
    return LATE;
  });
  const shown = await within(asideMs, view);
  if (shown !== LATE) return changedCard(shown, sign);
  const { ref, text } = changed.found.stored.milestone;
  return noticeCard({ title: 'It is saved', lines: [`${ref} ${text}`, 'Your list shows what comes next.'] }, sign);
}
