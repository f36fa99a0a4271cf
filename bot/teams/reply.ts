/** New messages in answer to words: one request each, and one more where Teams asks for a little patience. */
import type { TurnContext } from 'botbuilder';
import * as z from 'zod/v4';
import type { Log } from '../flows/ports.js';
import { cardMessage } from './answers.js';
import { outcomeOfResponse } from './outcome.js';
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
export type SayReplies = (context: TurnContext, replies: readonly Reply[]) => Promise<void>;

/** A person does not wait longer than that; they say it again. */
const PATIENCE_MS = 3_000;
/** Where Teams names no time. */
const USUAL_WAIT_MS = 1_000;

export function replying(needs: ReplyNeeds): SayReplies {
  const { log, sleep } = needs;
  return async (context, replies) => {
    for (const one of replies) {
      const wait = await tried(needs, context, one);
      if (wait === null) continue;
      if (wait <= PATIENCE_MS) await sleep(wait);
      const again = wait <= PATIENCE_MS ? await tried(needs, context, one) : wait;
      if (again === null) continue;
      log.warn('reply-not-taken', { retryAfterMs: again });
      return;
    }
  };
}

/** Null when it was taken; else how many milliseconds to wait. What Teams itself asks for is told to everybody. */
async function tried({ turn, throttled }: ReplyNeeds, context: TurnContext, one: Reply): Promise<number | null> {
  const full = await turn(context.activity.conversation.id);
  if (full > 0) return full;
  try {
    const text = { type: 'message', textFormat: 'plain' } as const;
    await context.sendActivity('card' in one ? cardMessage(one.card, one.summary) : { ...text, text: one.text });
    return null;
  } catch (error) {
    const wait = waitAskedBy(error);
    if (wait === null) throw error;
    await throttled(wait);
    return wait;
  }
}

const ErrorShape = z.object({
  statusCode: z.number(),
  response: z.object({ headers: z.custom<{ get(name: string): string | undefined }>() }).optional(),
});

/** Null for anything but being told that it was not taken, and to wait. */
function waitAskedBy(error: unknown): number | null {
  const read = ErrorShape.safeParse(error).data;
  if (read === undefined) return null;
  const { statusCode: status, response } = read;
  const header = (name: string): string | null => response?.headers.get(name) ?? null;
  const outcome = outcomeOfResponse({ status, body: '', retryAfter: header('retry-after'), date: header('date') });
  return outcome.kind === 'not-accepted' ? (outcome.retryAfterMs ?? USUAL_WAIT_MS) : null;
}
