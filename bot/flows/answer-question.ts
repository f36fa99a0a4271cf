import { asTyped } from '../domain/plain-text.js';
import { sameActor } from '../domain/plan.js';
import { withAnswer } from '../domain/questions.js';
import { changeMilestone, type Changed, type Order } from './change-milestone.js';
import type { Ports } from './ports.js';
import { notTheirs } from './propose.js';

export { openQuestion } from '../domain/told-asks.js';

export interface AnswerOrder extends Order {
  /** The question's id. */
  readonly question: string;
  readonly text: string;
}

/** Answers what a decider asked about a proposal: whoever proposed it may, and who may update the milestone. */
export async function answerQuestion(ports: Ports, order: AnswerOrder): Promise<Changed> {
  const { question, text, by } = order;
  return changeMilestone(ports, order, {
    name: 'question answered',
    words: [question, asTyped(text)],
    // On the question alone, which `withAnswer` looks at.
    restsOn: () => null,
    forbids: (found) => {
      const { proposal } = found.stored.milestone;
      return proposal !== null && sameActor(proposal.by, by) ? null : notTheirs(order, found);
    },
    apply: ({ stored: { milestone } }, on) => withAnswer(milestone, question, text, by, on),
  });
}
