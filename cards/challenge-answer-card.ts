import { inWords } from '../bot/domain/dates.js';
import type { ChallengeAnswerView } from '../bot/domain/views.js';
import { escapeMarkdown } from './markdown.js';
import type { Built } from './render.js';
import { nameOf, type NoteModel } from './rows.js';
import { renderReply, reply } from './summary-reply.js';
import { capital, cut, quote, sentence, shownRef } from './words.js';

/** As much as may be asked, and answered. */
const TEXT_LENGTH = 520;

/** In the thread of a summary: what was asked about a milestone, and the answer. Nothing to press. */
export function challengeAnswerCard(view: ChallengeAnswerView): Built {
  const ref = shownRef(view.ref);
  const title = `Answer about ${ref}`;
  const card = renderReply(
    reply({
      title: escapeMarkdown(title),
      position: [escapeMarkdown(cut(view.planTitle))],
      named: [nameOf(view.ref, view.milestone)],
      notes: [asked(view), ...answered(view)],
    }),
  );
  return { card, summary: `${title}: ${cut(view.answer ?? '', 120)}` };
}

function asked({ asker, on, text }: ChallengeAnswerView): NoteModel {
  return { strong: `${capital(cut(asker))} asked on ${inWords(on)}:`, rest: ` ${sentence(quote(text, TEXT_LENGTH))}` };
}

function answered({ answer, by, answeredOn }: ChallengeAnswerView): readonly NoteModel[] {
  if (answer === null || answeredOn === null) return [];
  const who = by === null ? 'Answered' : `${capital(cut(by))} answered`;
  return [{ strong: `${who} on ${inWords(answeredOn)}:`, rest: ` ${sentence(quote(answer, TEXT_LENGTH))}` }];
}
