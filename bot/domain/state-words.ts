import type { State } from './plan.js';

/** "business as usual": a state as people read it within a sentence. */
export function stateInWords(state: State): string {
  return state === 'evidenced' ? 'delivered, with its evidence confirmed' : state.replaceAll('-', ' ');
}
