/** What leaders ask about a milestone, and what is answered: it stays with the milestone (RULES 5, 6). */
import { inWords, type CivilDate } from './dates.js';
import type { Challenge, Milestone } from './plan.js';
import { asTyped } from './plain-text.js';
import type { Refusal } from './reasons.js';
import type { ChallengeAnswer } from './said-to-leaders.js';
import { addWorkingDays, type Calendar } from './working-days.js';

/** No question and no answer may hold more characters than this. */
export const LONGEST_CHALLENGE = 500;
/** So many questions about one milestone may be without an answer at once, and so many are kept with it in all. */
export const UNANSWERED_AT_MOST = 5;
const KEPT_AT_MOST = 50;
/** An answer that nobody released is told after so many working days. */
const TOLD_AFTER = 2;

/** What comes of asking, answering or releasing: the milestone after it, or why it cannot be. */
export type Challenged = { readonly milestone: Milestone } | Refusal;

/** The milestone with one more question. */
export function withChallenge(milestone: Milestone, asking: Omit<Challenge, 'answer'>): Challenged {
  const { challenges, ref } = milestone;
  const refusal = wrongText(asking.text, 'Write the question, in a sentence.');
  if (refusal !== null) return refusal;
  if (unanswered(milestone).length >= UNANSWERED_AT_MOST) {
    const message = `${String(UNANSWERED_AT_MOST)} questions about ${ref} have no answer yet. Ask again when one of them has been answered.`;
    return { code: 'too-many', message };
  }
  if (challenges.length >= KEPT_AT_MOST) {
    const message = `${String(KEPT_AT_MOST)} questions have been asked about ${ref}, and no more are kept. Talk to who leads it.`;
    return { code: 'too-many', message };
  }
  const asked: Challenge = { ...asking, text: asTyped(asking.text), answer: null };
  return { milestone: { ...milestone, challenges: [...challenges, asked] } };
}

/** The milestone with the answer to one of its questions. */
export function withChallengeAnswer(
  milestone: Milestone,
  id: string,
  answer: Omit<ChallengeAnswer, 'waitsUntil'>,
  calendar: Calendar,
): Challenged {
  const found = challengeOf(milestone, id);
  if (found === null) return notAsked(milestone);
  if (found.answer !== null) {
    const message = `That question was answered on ${inWords(found.answer.on)}.`;
    return { code: 'answered-already', message };
  }
  const refusal = wrongText(answer.text, 'Write the answer, in a sentence.');
  if (refusal !== null) return refusal;
  const waitsUntil = addWorkingDays(calendar, answer.on, TOLD_AFTER);
  return { milestone: instead(milestone, { ...found, answer: { ...answer, text: asTyped(answer.text), waitsUntil } }) };
}

/** The milestone with the answer to one of its questions released: from now on it may be told. */
export function withRelease(
  milestone: Milestone,
  id: string,
  released: NonNullable<ChallengeAnswer['released']>,
): Challenged {
  const found = challengeOf(milestone, id);
  if (found === null) return notAsked(milestone);
  const { answer } = found;
  if (answer === null) return { code: 'not-answered', message: 'That question has no answer yet.' };
  if (isTellable(found, released.on)) {
    return {
      code: 'told-already',
      message: 'That answer may be told already: it was released, or its two working days are over.',
    };
  }
  return { milestone: instead(milestone, { ...found, answer: { ...answer, released } }) };
}

export function challengeOf({ challenges }: Pick<Milestone, 'challenges'>, id: string): Challenge | null {
  return challenges.find((one) => one.id === id) ?? null;
}

/** Those without an answer, the oldest first. */
export function unanswered({ challenges }: Pick<Milestone, 'challenges'>): readonly Challenge[] {
  return challenges.filter(({ answer }) => answer === null);
}

/** Its answer may be told on a day: the head of service has released it, or two working days have passed. */
export function isTellable({ answer }: Pick<Challenge, 'answer'>, day: CivilDate): boolean {
  return answer !== null && (answer.released !== null || day >= answer.waitsUntil);
}

/** Those whose answer waits to be released on a day, the oldest first. */
export function unreleased({ challenges }: Pick<Milestone, 'challenges'>, day: CivilDate): readonly Challenge[] {
  return challenges.filter((one) => one.answer !== null && !isTellable(one, day));
}

function instead(milestone: Milestone, changed: Challenge): Milestone {
  return { ...milestone, challenges: milestone.challenges.map((one) => (one.id === changed.id ? changed : one)) };
}

function notAsked({ ref }: Milestone): Refusal {
  return { code: 'nothing-asked', message: `There is no such question about ${ref}.` };
}

function wrongText(text: string, missing: string): Refusal | null {
  const length = asTyped(text).length;
  if (length === 0) return { code: 'no-text', message: missing };
  if (length <= LONGEST_CHALLENGE) return null;
  const most = String(LONGEST_CHALLENGE);
  return { code: 'too-long', message: `It has ${String(length)} characters. Give at most ${most}.` };
}
