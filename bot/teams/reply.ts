/** New messages in answer to words: one request each, and one more where Teams asks for a little patience. */
import type { Log } from '../flows/ports.js';
import { cardMessage } from './answers.js';
import type { SdkTurn } from './sdk.js';
import type { Reply } from './turns.js';

export interface ReplyNeeds {
  readonly log: Log;
  readonly sleep: (ms: number) => Promise<void>;
  /** Waits for a turn in the rate; milliseconds to wait besides where the conversation, or Teams, takes nothing yet. */
  readonly turn: (conversation: string) => Promise<number>;
  /** Teams asked for a pause: everybody who sends has to know. */
  readonly throttled: (retryAfterMs: number) => Promise<void>;
}

/** Says all of it, in order. Throws when it is not known, or not so, that Teams took it; being told to wait is no error. */
export type SayReplies = (turn: SdkTurn, replies: readonly Reply[]) => Promise<void>;

/** A person does not wait longer than that; they say it again. */
const PATIENCE_MS = 3_000;
/** Where Teams names no time. */
const USUAL_WAIT_MS = 1_000;

export function replying(needs: ReplyNeeds): SayReplies {
  const { log, sleep } = needs;
  return async (turn, replies) => {
    for (const one of replies) {
      const wait = await tried(needs, turn, one);
      if (wait === null) continue;
      if (wait <= PATIENCE_MS) await sleep(wait);
      const again = wait <= PATIENCE_MS ? await tried(needs, turn, one) : wait;
      if (again === null) continue;
      log.warn('reply-not-taken', { retryAfterMs: again });
      return;
    }
  };
}

/** Null when it was taken; else how many milliseconds to wait. What Teams itself asks for is told to everybody. */
async function tried({ turn: place, throttled }: ReplyNeeds, turn: SdkTurn, one: Reply): Promise<number | null> {
  const full = await place(turn.activity.conversation.id);
  if (full > 0) return full;
  const text = { type: 'message', textFormat: 'plain' };
  const putOff = await turn.say('card' in one ? cardMessage(one.card, one.summary) : { ...text, text: one.text });
  if (putOff === null) return null;
  const wait = putOff.retryAfterMs ?? USUAL_WAIT_MS;
  await throttled(wait);
  return wait;
}
