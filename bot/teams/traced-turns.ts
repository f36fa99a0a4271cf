import type { Traces } from '../flows/ports-traces.js';
import type { Turns } from './turns.js';
import { isVerb } from './verbs.js';

/**
 * Every turn as a span. A press on a card that was sent as a reminder stands in the trace of that: the button carries its
 * id, which identifies and authorises nothing, so that who tampers with it is only told in a wrong place.
 */
export function tracedTurns(turns: Turns, traces: Traces): Turns {
  const told = <T>(kind: string, act: () => Promise<T>): Promise<T> =>
    traces.span('turn', { kind: 'server', fields: { kind } }, act);
  return {
    onCard: (action) => {
      const verb = isVerb(action.verb) ? action.verb : 'other';
      return traces.span('turn', { kind: 'server', reminder: action.reminder, fields: { verb } }, () =>
        turns.onCard(action),
      );
    },
    onText: (said) => told('text', () => turns.onText(said)),
    onInstalled: (presence) => told('installed', () => turns.onInstalled(presence)),
    onRemoved: (presence) => told('removed', () => turns.onRemoved(presence)),
  };
}
