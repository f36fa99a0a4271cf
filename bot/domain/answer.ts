import type { CivilDate, Instant } from './dates.js';
import { isOverdue, type Actor, type Milestone, type State } from './plan.js';
import type { UpdateWords } from './update.js';

/** The milestone after an answer. `state` only where an operator sets one apart from the rating. */
export function withUpdate(
  milestone: Milestone,
  words: UpdateWords,
  stamp: { readonly by: Actor; readonly at: Instant; readonly on: CivilDate },
  state?: State,
): Milestone {
  const complete = words.rating === 'complete';
  const answered = stamp.by.kind !== 'import';
  const after: Milestone = {
    ...milestone,
    update: { ...words, ...stamp },
    state: state ?? (complete ? 'delivered' : 'in-progress'),
    deliveredOn: complete ? words.doneOn : null,
    evidenceDue: complete ? words.evidenceDue : null,
    answeredOn: answered ? stamp.on : milestone.answeredOn,
  };
  // Of what it is after the answer: a delivery taken back after the date is overdue again (RULES 2).
  const late = answered && isOverdue(after, stamp.on) && !milestone.overdueAnswers.includes(stamp.on);
  return late ? { ...after, overdueAnswers: [...milestone.overdueAnswers, stamp.on] } : after;
}
