/** What is done about each kind of activity: to the flows and back. Every press is answered by us. */
import type { Log } from '../flows/ports.js';
import { cardActionOf, presenceOf, saidOf } from './activities.js';
import { cardBody, errorBody, textBody } from './answers.js';
import { arrivalOf, LATE, within } from './in-time.js';
import type { SayReplies } from './reply.js';
import type { SdkTurn } from './sdk.js';
import type { Reply, Turns } from './turns.js';

/** Milliseconds from the arrival of words until we say that the answer takes longer. */
const SAY_LATE_MS = 4_000;

const LATE_WORDS = 'This takes longer than usual. The answer comes here as soon as it is ready.';
const NOT_OURS = 'This card cannot be read any more. Please write "my milestones" to get a new one.';
const NOT_KNOWN = 'This is not supported here.';

/** The name of the invoke that a press of a button on a card comes as. */
export const PRESS = 'adaptiveCard/action';

/** One for each way an activity is routed; whatever fits none of them is left unanswered, with HTTP 200. */
export interface Answering {
  /** An `invoke` of a button. */
  readonly press: (turn: SdkTurn) => Promise<void>;
  /** Any other `invoke`, and a press that the router takes for none. */
  readonly unknownInvoke: (turn: SdkTurn) => Promise<void>;
  /** A `message`. */
  readonly words: (turn: SdkTurn) => Promise<void>;
  /** An `installationUpdate` or a `conversationUpdate`. */
  readonly presence: (turn: SdkTurn) => Promise<void>;
}

/** Each throws what the flows throw; the SDK then says a fixed sentence. */
export function answering(turns: Turns, say: SayReplies, log: Log, sayLateMs = SAY_LATE_MS): Answering {
  return {
    press: (turn) => answerPress(turn, turns, log),
    unknownInvoke: (turn) =>
      turn.answer(errorBody(400, 'BadRequest', turn.activity.name === PRESS ? NOT_OURS : NOT_KNOWN)),
    words: async (turn) => {
      const running = turns.onText(saidOf(turn.activity));
      await say(turn, await orSayLate(turn, running, say, sayLateMs));
    },
    presence: async (turn) => {
      const change = presenceOf(turn.activity);
      if (change === null) return;
      if (change.came) await say(turn, await turns.onInstalled(change.presence));
      else await turns.onRemoved(change.presence);
    },
  };
}

async function answerPress(turn: SdkTurn, turns: Turns, log: Log): Promise<void> {
  const action = cardActionOf(turn.activity);
  if (action === null) {
    log.warn('press-unreadable');
    await turn.answer(errorBody(400, 'BadRequest', NOT_OURS));
    return;
  }
  const answer = await turns.onCard(action);
  await turn.answer('card' in answer ? cardBody(answer.card) : textBody(answer.text));
}

/** Words are answered by a message of its own, so the answer may follow; but nobody is left without a word. */
async function orSayLate(
  turn: SdkTurn,
  running: Promise<readonly Reply[]>,
  say: SayReplies,
  sayLateMs: number,
): Promise<readonly Reply[]> {
  const first = await within(sayLateMs - arrivalOf(turn).elapsedMs(), running);
  if (first !== LATE) return first;
  // It may fail meanwhile: that is told when it is asked for.
  running.catch(() => undefined);
  await say(turn, [{ text: LATE_WORDS }]);
  return running;
}
