import type { State } from './plan.js';

/** "to close it as business as usual": an end that waits for a decision. Delivery does so only where a board discharges it. */
export function endInWords(state: State): string {
  return state === 'delivered' ? 'its discharge by the board' : `to close it as ${stateInWords(state)}`;
}

/** "business as usual": a state as people read it within a sentence. */
export function stateInWords(state: State): string {
  return state === 'evidenced' ? 'delivered, with its evidence confirmed' : state.replaceAll('-', ' ');
}
