import { changedCard, noticeCard, type Built } from '../../cards/index.js';
import { fieldOf, readDeferral, readEnd } from '../domain/read-change.js';
import type { ChangeError } from '../domain/change-views.js';
import { answerQuestion, openQuestion } from '../flows/answer-question.js';
import type { Changed, Order } from '../flows/change-milestone.js';
import { defer, endDeferral } from '../flows/defer.js';
import { reasonOf } from '../flows/fault.js';
import { proposeHandover } from '../flows/hand-over.js';
import { propose, takeBack } from '../flows/propose.js';
import { findMilestone, type Found } from '../flows/found-milestone.js';
import { changedView } from '../flows/show-change.js';
import { LATE, within } from './in-time.js';
import { changeInputs, mayNotChange, sameForm, type ChangeForm } from './press-change.js';
import { holding, refused, type CardDesk, type Press } from './press.js';
import { OUT_OF_DATE, unsaved } from './refusals.js';

const MEANWHILE = 'It was changed since this card was made: how it stands now is above. Save it if it still holds.';

type About = Parameters<typeof changedView>[3];
/** What came of the press, or what is wrong with what was typed. */
type Tried = Changed | { readonly kind: 'invalid'; readonly errors: readonly ChangeError[] };

type Recording = (desk: CardDesk, press: Press) => Promise<Built>;

/** "Leave it until then". */
export const recordDefer = recording('defer', 'defer', tryDefer);
/** "Ask about it again now". */
export const recordDeferEnd = recording(null, 'end-defer', ({ ports }, press) => endDeferral(ports, orderOf(press)));
/** An end other than delivery, proposed. */
export const recordEnd = recording('end', 'propose', tryEnd);
/** Another lead, proposed. */
export const recordHandover = recording('handover', 'propose', tryHandover);
/** "Take it back". */
export const recordTakenBack = recording(null, 'take-back', ({ ports }, press) => takeBack(ports, orderOf(press)));
/** The answer to a question about what waits. */
export const recordAnswer = recording('answer', 'answer', tryAnswer);

/** Saved, or the same form again with what is wrong with it. */
function recording(
  form: ChangeForm | null,
  about: About,
  attempt: (desk: CardDesk, press: Press, found: Found) => Promise<Tried>,
): Recording {
  return async (desk, press) => {
    const found = await findMilestone(desk.ports, press.claim.plan, press.claim.ref);
    if (found === null) return refused(press, OUT_OF_DATE);
    return answered(desk, press, found, { form, about }, await attempt(desk, press, found));
  };
}

function orderOf({ claim, reader }: Press): Order {
  const { plan, ref, rev } = claim;
  return { plan, ref, rev, by: { kind: 'officer', id: reader } };
}

async function tryDefer({ ports }: CardDesk, press: Press): Promise<Tried> {
  const read = readDeferral(changeInputs(press));
  return 'errors' in read ? { kind: 'invalid', ...read } : defer(ports, { ...orderOf(press), ...read });
}

async function tryEnd({ ports }: CardDesk, press: Press): Promise<Tried> {
  const contents = await ports.plans.contents(press.claim.plan);
  const known = contents?.milestones.map(({ milestone }) => milestone.ref) ?? [];
  const read = readEnd(changeInputs(press), known);
  if ('errors' in read) return { kind: 'invalid', ...read };
  const { state, replacedBy, reason } = read;
  return propose(ports, { ...orderOf(press), proposed: { state, replacedBy }, reason });
}

async function tryHandover({ ports }: CardDesk, press: Press): Promise<Tried> {
  const { to = '', from = '', reason = '' } = changeInputs(press);
  return proposeHandover(ports, { ...orderOf(press), to, from: from === '' ? null : from, reason });
}

async function tryAnswer({ ports }: CardDesk, press: Press, { stored }: Found): Promise<Tried> {
  const { answer = '' } = changeInputs(press);
  // Delivered twice, it has its answer: then that is the question, and the history says whose it was.
  const { proposal } = stored.milestone;
  const shown = await ports.plans.milestoneRevision(press.claim.plan, press.claim.ref, press.claim.rev);
  const then = shown?.image.kind === 'milestone' ? openQuestion(shown.image.milestone) : null;
  const question = then ?? (proposal === null ? null : openQuestion(stored.milestone));
  return answerQuestion(ports, { ...orderOf(press), question: question?.id ?? '', text: answer });
}

async function answered(
  desk: CardDesk,
  press: Press,
  found: Found,
  { form, about }: { readonly form: ChangeForm | null; readonly about: About },
  tried: Tried,
): Promise<Built> {
  switch (tried.kind) {
    case 'gone':
      return refused(press, OUT_OF_DATE);
    case 'invalid': {
      const why = await mayNotChange(desk.ports, found, press, press.verb);
      if (why !== null) return refused(press, unsaved(why));
      return form === null ? refused(press, OUT_OF_DATE) : sameForm(desk, press, found, form, tried.errors);
    }
    case 'refused': {
      const { code, message } = tried.refusal;
      const unasked = form === 'answer' && openQuestion(tried.found.stored.milestone) === null;
      if (code === 'not-theirs' || form === null || unasked || isOver(code)) return refused(press, noticeOf(tried));
      const error = {
        field: fieldOf(tried.refusal, form),
        message: code === 'changed-meanwhile' ? MEANWHILE : message,
      };
      return sameForm(desk, press, tried.found, form, [error]);
    }
    case 'done':
      return holding(desk, press, 'confirmation', confirmed(desk, press, tried, about));
  }
}

/** It cannot be said any more, whatever is typed. */
function isOver(code: string): boolean {
  return ['closed', 'nothing-waits', 'nothing-asked', 'answered-already', 'no-lead'].includes(code);
}

function noticeOf({ found, refusal }: Extract<Changed, { kind: 'refused' }>) {
  const { ref, text } = found.stored.milestone;
  const title = refusal.code === 'not-theirs' ? 'This is not yours to change' : 'It was not saved';
  return unsaved({ title, lines: [`${ref} ${text}`, refusal.message] });
}

/** It is saved: what cannot be read for the card, or not soon enough, is left out rather than that. */
async function confirmed(
  { ports, asideMs }: CardDesk,
  { reader, action, sign }: Press,
  done: Extract<Changed, { kind: 'done' }>,
  about: About,
): Promise<Built> {
  const view = changedView(ports, done, { reader, ticks: action.ticks, typed: null }, about).catch(
    (error: unknown): typeof LATE => {
      ports.log.error('saved-not-shown', { reason: reasonOf(error) });
      return LATE;
    },
  );
  const shown = await within(asideMs, view);
  if (shown !== LATE) return changedCard(shown, sign);
  const { ref, text } = done.found.stored.milestone;
  return noticeCard({ title: 'It is saved', lines: [`${ref} ${text}`, 'Your list shows what comes next.'] }, sign);
}
