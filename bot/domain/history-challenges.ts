import { askerOf } from './challenge-views.js';
import { nameOf, spoken, type HistoryChange, type HistoryFacts } from './history-words.js';
import type { Challenge, Milestone } from './plan.js';

/** What leaders asked in a revision, what was answered, and what was released. */
export function challenged(before: Milestone, after: Milestone, facts: HistoryFacts): HistoryChange[] {
  const known = new Map(before.challenges.map((one) => [one.id, one]));
  return after.challenges
    .map((one) => toldOf(one, facts))
    .flatMap((one): HistoryChange[] => {
      const words = changeIn(known.get(one.id) ?? null, one, facts);
      return words.map((each) => ({ kind: 'asked', words: each }));
    });
}

function toldOf(one: Challenge, { untold }: HistoryFacts): Challenge {
  return untold?.has(one.id) === true ? { ...one, answer: null } : one;
}

function changeIn(
  was: Challenge | null,
  { by, from, text, answer }: Challenge,
  facts: HistoryFacts,
): readonly string[] {
  const asker = askerOf({ by, from }, facts.nameOf);
  const asked = was === null ? [`${asker} asked: ${spoken(text)}`] : [];
  const before = was?.answer ?? null;
  const answered =
    answer !== null && before === null ? [`${nameOf(answer.by, facts)} answered ${asker}: ${spoken(answer.text)}`] : [];
  const released = answer?.released ?? null;
  const told =
    released !== null && (before?.released ?? null) === null && before !== null
      ? [`${nameOf(released.by, facts)} released the answer to ${asker}.`]
      : [];
  return [...asked, ...answered, ...told];
}
