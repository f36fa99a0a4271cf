import { noticeCard, savedCard, updateChooseCard, updateFormCard, type Built } from '../../cards/index.js';
import { choicesFor } from '../domain/choices.js';
import type { BehalfView, NoticeView } from '../domain/views.js';
import { reasonOf } from '../flows/fault.js';
import { recordUpdate, whyNotOffered, type Recorded } from '../flows/record-update.js';
import { findMilestone, type Found } from '../flows/found-milestone.js';
import { chooseView, formView, savedView } from '../flows/show.js';
import type { Submission } from '../flows/submission.js';
import { LATE, within } from './in-time.js';
import { carriedBehalf, enteredFor, mayNotEnter } from './press-behalf.js';
import { holding, refused, type CardDesk, type Press } from './press.js';
import { mayNot, OUT_OF_DATE, savedBefore, unsaved } from './refusals.js';

/** Which rating, its form, and what was typed into it: of the presser, or of somebody for whom they enter it. */
export async function aboutUpdate(desk: CardDesk, press: Press): Promise<Built> {
  const { ports } = desk;
  const { claim, verb, action, reader, sign } = press;
  const found = await findMilestone(ports, claim.plan, claim.ref);
  const behalf = found === null ? null : await carriedBehalf(ports, found, action);
  if (behalf === 'wrong') return refused(press, OUT_OF_DATE);
  if (verb === 'record-update' && action.rating !== null) {
    const { plan, ref, rev } = claim;
    const said = { plan, ref, rev, rating: action.rating, inputs: action.inputs, ...saidBy(press, behalf) };
    return answerRecorded(desk, press, behalf, await recordUpdate(ports, said));
  }
  const refusal = await mayNotAnswer(ports, found, press, behalf);
  if (found === null || refusal !== null) return refused(press, refusal === null ? OUT_OF_DATE : unsaved(refusal));
  if (verb === 'choose-rating' && action.rating !== null) {
    // What was typed for another rating comes along.
    const typed = Object.keys(action.inputs).length === 0 ? null : { inputs: action.inputs };
    return holding(desk, press, 'form', formFor(desk, press, found, behalf, typed));
  }
  const view = chooseView(ports, found, reader, action.ticks, action.inputs);
  return updateChooseCard(withBehalf(await holding(desk, press, 'form', view), behalf), sign);
}

/** Whose answer it is, and who entered it from where. */
function saidBy(
  { reader, admin }: Press,
  behalf: BehalfView | null,
): Pick<Submission, 'by' | 'enteredBy' | 'onBehalf'> {
  const presser = { kind: 'officer', id: reader } as const;
  if (behalf === null) return { by: presser };
  const { officer, source, on } = behalf;
  return { by: { kind: 'officer', id: officer }, enteredBy: presser, onBehalf: { source, on, admin } };
}

function mayNotAnswer(
  ports: CardDesk['ports'],
  found: Found | null,
  press: Press,
  behalf: BehalfView | null,
): Promise<NoticeView | null> {
  return found === null || behalf === null
    ? mayNot(ports, found, press.reader)
    : mayNotEnter(ports, found, press, behalf.officer);
}

function withBehalf<View extends object>(view: View, behalf: BehalfView | null): View {
  return behalf === null ? view : { ...view, behalf };
}

/** The form of the rating that was pressed; where that is not offered any more, the choice again. */
async function formFor(
  { ports }: CardDesk,
  { action, reader, sign }: Press,
  found: Found,
  behalf: BehalfView | null,
  typed: Parameters<typeof formView>[5],
): Promise<Built> {
  const grade = choicesFor(found.outline.plan.key, found.stored.milestone, found.today).find(
    ({ id }) => id === action.rating,
  );
  if (grade !== undefined) {
    const view = await formView(ports, found, reader, grade, action.ticks, typed);
    return updateFormCard(withBehalf(view, behalf), sign);
  }
  const why = whyNotOffered(action.rating ?? '', found);
  const view = await chooseView(ports, found, reader, action.ticks, action.inputs, why);
  return updateChooseCard(withBehalf(view, behalf), sign);
}

async function answerRecorded(
  desk: CardDesk,
  press: Press,
  behalf: BehalfView | null,
  recorded: Recorded,
): Promise<Built> {
  const { ports } = desk;
  const { action, reader } = press;
  switch (recorded.kind) {
    case 'gone':
      return refused(press, OUT_OF_DATE);
    case 'refused':
    case 'not-for-them':
    case 'closed': {
      const refusal = await mayNotAnswer(ports, recorded.found, press, behalf);
      if (recorded.kind !== 'closed' && recorded.saved) return refused(press, savedBefore(refusal ?? OUT_OF_DATE));
      return refused(press, refusal === null ? OUT_OF_DATE : unsaved(refusal));
    }
    case 'saved':
      if (behalf !== null && !recorded.replayed) await enteredFor(ports, recorded.found, reader, behalf);
      return holding(desk, press, 'confirmation', answerSaved(desk, press, behalf, recorded));
    case 'not-offered':
    case 'invalid':
    case 'conflict': {
      const typed = {
        inputs: action.inputs,
        errors: recorded.kind === 'invalid' ? recorded.errors : [],
        conflict: recorded.kind === 'conflict' ? recorded.conflict : null,
      };
      return holding(desk, press, 'form', formFor(desk, press, recorded.found, behalf, typed));
    }
  }
}

/** It is saved: what cannot be read for the card, or not soon enough, is left out rather than that. */
async function answerSaved(
  { ports, asideMs }: CardDesk,
  { action, reader, sign }: Press,
  behalf: BehalfView | null,
  recorded: Extract<Recorded, { kind: 'saved' }>,
): Promise<Built> {
  const view = savedView(ports, recorded, reader, action.ticks).catch((error: unknown): typeof LATE => {
    ports.log.error('saved-not-shown', { reason: reasonOf(error) });
    return LATE;
  });
  const shown = await within(asideMs, view);
  if (shown !== LATE) return savedCard(withBehalf(shown, behalf), sign);
  const { ref, text } = recorded.found.stored.milestone;
  return noticeCard({ title: 'It is saved', lines: [`${ref} ${text}`, 'Your list shows what comes next.'] }, sign);
}
