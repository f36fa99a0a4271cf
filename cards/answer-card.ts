import { inWords } from '../bot/domain/dates.js';
import type { AnswerFormView } from '../bot/domain/views.js';
import { changeForm } from './change-form.js';
import type { Built, Sign } from './render.js';
import { cut, quote, sentence, shownRef } from './words.js';

/** As much of a question as may be asked. */
const QUESTION_LENGTH = 520;

/** The answer to what who decides wants to know first. */
export function answerCard(view: AnswerFormView, sign: Sign): Built {
  const { milestone, question, what } = view;
  const asker = cut(question.by) || 'Who decides';
  const words = {
    title: 'Answer the question',
    intro: [],
    fields: [{ name: 'answer', input: 'box', label: 'Your answer', required: true }],
    next: [`${asker} then decides on what you proposed: ${cut(what, 200)}. Nobody is reminded meanwhile.`],
    seen: `${asker} and leadership read your words. Please leave out children’s names and case numbers.`,
    save: { title: 'Send the answer', verb: 'record-answer', tooltip: `Answer about ${shownRef(milestone.link.ref)}` },
    others: [],
  } as const;
  const asked = sentence(`${asker} asked on ${inWords(question.on)}: ${quote(question.text, QUESTION_LENGTH)}`);
  return changeForm(view, { ...words, intro: [asked] }, sign);
}
