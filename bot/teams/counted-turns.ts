import type { AnswerCounter } from '../flows/count-answers.js';
import type { Turns } from './turns.js';

/** Presses that save something, by their verbs. */
function saves(verb: string): boolean {
  return verb.startsWith('record-') || verb === 'still-on-track';
}

/** Counts how long submissions take, from when we know who sent them to their answer; those that fail took all the time. */
export function countedTurns(turns: Turns, { answered, passed }: AnswerCounter, now: () => number): Turns {
  const after = async <T>(running: Promise<T>): Promise<T> => {
    try {
      return await running;
    } finally {
      passed();
    }
  };
  return {
    onCard: async (action) => {
      if (!saves(action.verb)) return after(turns.onCard(action));
      const began = now();
      try {
        const answer = await turns.onCard(action);
        answered(now() - began);
        return answer;
      } catch (error) {
        answered(Infinity);
        throw error;
      }
    },
    onText: (said) => after(turns.onText(said)),
    onInstalled: (presence) => after(turns.onInstalled(presence)),
    onRemoved: (presence) => after(turns.onRemoved(presence)),
  };
}
