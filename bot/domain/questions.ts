import { inWords, type CivilDate } from './dates.js';
import type { Actor, Milestone, Proposal, Question } from './plan.js';
import { asTyped } from './plain-text.js';
import { LONGEST_REASON, type Refusal } from './reasons.js';

/** So many questions may be asked about one proposal. */
export const QUESTIONS_AT_MOST = 10;

/** What who decides wants to know about what waits. `id` differs from that of every other question. */
export type Asking = Pick<Question, 'id' | 'by' | 'on' | 'text'>;

/** The milestone with a question about what waits; nobody is chased for the decision until it is answered. */
export function withQuestion(milestone: Milestone, asking: Asking): { readonly milestone: Milestone } | Refusal {
  const { proposal, ref } = milestone;
  if (proposal === null) return { code: 'nothing-waits', message: `Nothing waits for a decision about ${ref}.` };
  const { questions = [] } = proposal;
  const refusal = wrongText(asking.text, 'Write the question, in a sentence.');
  if (refusal !== null) return refusal;
  if (questions.length >= QUESTIONS_AT_MOST) {
    const message = `${String(QUESTIONS_AT_MOST)} questions have been asked about this. Approve it, or refuse it with a reason.`;
    return { code: 'too-many', message };
  }
  const { id, by, on, text } = asking;
  const asked = [...questions, { id, by, on, text: asTyped(text), answer: null }];
  return { milestone: { ...milestone, proposal: { ...proposal, questions: asked } } };
}

/** The milestone with the answer to one question about what waits. */
export function withAnswer(
  milestone: Milestone,
  question: string,
  text: string,
  by: Actor,
  on: CivilDate,
): { readonly milestone: Milestone } | Refusal {
  const { proposal, ref } = milestone;
  const found = proposal?.questions?.find(({ id }) => id === question);
  if (proposal === null || found === undefined) {
    return { code: 'nothing-asked', message: `That question about ${ref} is not waiting any more.` };
  }
  if (found.answer !== null) {
    return { code: 'answered-already', message: `That question was answered on ${inWords(found.answer.on)}.` };
  }
  const refusal = wrongText(text, 'Write the answer, in a sentence.');
  if (refusal !== null) return refusal;
  const answered: Question = { ...found, answer: { by, on, text: asTyped(text) } };
  return { milestone: { ...milestone, proposal: withInstead(proposal, answered) } };
}

function withInstead(proposal: Proposal, question: Question): Proposal {
  return { ...proposal, questions: proposal.questions?.map((one) => (one.id === question.id ? question : one)) };
}

function wrongText(text: string, missing: string): Refusal | null {
  const length = asTyped(text).length;
  if (length === 0) return { code: 'no-text', message: missing };
  if (length <= LONGEST_REASON) return null;
  const most = String(LONGEST_REASON);
  return { code: 'too-long', message: `It has ${String(length)} characters. Give at most ${most}.` };
}
