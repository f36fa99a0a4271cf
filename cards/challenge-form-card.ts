import { inWords } from '../bot/domain/dates.js';
import type { ChallengeFormView } from '../bot/domain/views.js';
import { changeForm } from './change-form.js';
import { anyOf } from './change-words.js';
import type { Built, Sign } from './render.js';
import { capital, cut, quote, sentence, shownRef } from './words.js';

/** As much of a question as may be asked. */
const QUESTION_LENGTH = 520;

/** The answer to a leader's question, by who leads the milestone. */
export function challengeFormCard(view: ChallengeFormView, sign: Sign): Built {
  const { milestone, question, heads, more } = view;
  const asker = cut(question.by) || 'Leadership';
  const releases = anyOf(heads) === '' ? 'It is told' : `${anyOf(heads)} can release it at once; otherwise it is told`;
  const others =
    more === 0
      ? []
      : [
          `${more === 1 ? 'One more question' : `${String(more)} more questions`} about it ${more === 1 ? 'waits' : 'wait'} after this one.`,
        ];
  const words = {
    title: 'Answer leadership',
    intro: [],
    fields: [{ name: 'answer', input: 'box', label: 'Your answer', required: true }],
    next: [`${releases} two working days after you send it.`, ...others],
    seen: `${capital(asker)} and everybody who reads the summary or the report read your words. Please leave out children’s names and case numbers.`,
    save: {
      title: 'Send the answer',
      verb: 'record-challenge',
      tooltip: `Answer about ${shownRef(milestone.link.ref)}`,
    },
    others: [],
  } as const;
  const asked = sentence(
    `${capital(asker)} asked on ${inWords(question.on)}: ${quote(question.text, QUESTION_LENGTH)}`,
  );
  return changeForm(view, { ...words, intro: [asked] }, sign);
}
