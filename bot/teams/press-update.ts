import { noticeCard, savedCard, updateChooseCard, updateFormCard, type Built } from '../../cards/index.js';
import { choicesFor } from '../domain/choices.js';
import { reasonOf } from '../flows/fault.js';
import { findMilestone, recordUpdate, whyNotOffered, type Found, type Recorded } from '../flows/record-update.js';
import { chooseView, formView, savedView } from '../flows/show.js';
import { LATE, within } from './in-time.js';
import { holding, refused, type CardDesk, type Press } from './press.js';
import { mayNot, OUT_OF_DATE, savedBefore, unsaved } from './refusals.js';

/** Which rating, its form, and what was typed into it. */
export async function aboutUpdate(desk: CardDesk, press: Press): Promise<Built> {
  const { ports } = desk;
  const { claim, verb, action, reader, sign } = press;
  if (verb === 'record-update' && action.rating !== null) {
    const by = { kind: 'officer', id: reader } as const;
    const { plan, ref, rev } = claim;
    const recorded = await recordUpdate(ports, { plan, ref, rev, by, rating: action.rating, inputs: action.inputs });
    return answerRecorded(desk, press, recorded);
  }
  const found = await findMilestone(ports, claim.plan, claim.ref);
  const refusal = await mayNot(ports, found, reader);
  if (found === null || refusal !== null) return refused(press, refusal === null ? OUT_OF_DATE : unsaved(refusal));
  if (verb === 'choose-rating' && action.rating !== null) {
    // What was typed for another rating comes along.
    const typed = Object.keys(action.inputs).length === 0 ? null : { inputs: action.inputs };
    return holding(desk, press, 'form', formFor(desk, press, found, typed));
  }
  const view = chooseView(ports, found, reader, action.ticks, action.inputs);
  return updateChooseCard(await holding(desk, press, 'form', view), sign);
}

/** The form of the rating that was pressed; where that is not offered any more, the choice again. */
async function formFor(
  { ports }: CardDesk,
  { action, reader, sign }: Press,
  found: Found,
  typed: Parameters<typeof formView>[5],
): Promise<Built> {
  const grade = choicesFor(found.outline.plan.key, found.stored.milestone, found.today).find(
    ({ id }) => id === action.rating,
  );
  if (grade !== undefined) {
    return updateFormCard(await formView(ports, found, reader, grade, action.ticks, typed), sign);
  }
  const why = whyNotOffered(action.rating ?? '', found);
  return updateChooseCard(await chooseView(ports, found, reader, action.ticks, action.inputs, why), sign);
}

async function answerRecorded(desk: CardDesk, press: Press, recorded: Recorded): Promise<Built> {
  const { ports } = desk;
  const { action, reader } = press;
  switch (recorded.kind) {
    case 'gone':
      return refused(press, OUT_OF_DATE);
    case 'refused':
    case 'closed': {
      const refusal = await mayNot(ports, recorded.found, reader);
      if (recorded.kind === 'refused' && recorded.saved) return refused(press, savedBefore(refusal ?? OUT_OF_DATE));
      return refused(press, refusal === null ? OUT_OF_DATE : unsaved(refusal));
    }
    case 'saved':
      return holding(desk, press, 'confirmation', answerSaved(desk, press, recorded));
    case 'not-offered':
    case 'invalid':
    case 'conflict': {
      const typed = {
        inputs: action.inputs,
        errors: recorded.kind === 'invalid' ? recorded.errors : [],
        conflict: recorded.kind === 'conflict' ? recorded.conflict : null,
      };
      return holding(desk, press, 'form', formFor(desk, press, recorded.found, typed));
    }
  }
}

/** It is saved: what cannot be read for the card, or not soon enough, is left out rather than that. */
async function answerSaved(
  { ports, asideMs }: CardDesk,
  { action, reader, sign }: Press,
  recorded: Extract<Recorded, { kind: 'saved' }>,
): Promise<Built> {
  const view = savedView(ports, recorded, reader, action.ticks).catch((error: unknown): typeof LATE => {
    ports.log.error('saved-not-shown', { reason: reasonOf(error) });
    return LATE;
  });
  const shown = await within(asideMs, view);
  if (shown !== LATE) return savedCard(shown, sign);
  const { ref, text } = recorded.found.stored.milestone;
  return noticeCard({ title: 'It is saved', lines: [`${ref} ${text}`, 'Your list shows what comes next.'] }, sign);
}
