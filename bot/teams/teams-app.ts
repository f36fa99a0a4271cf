/**
 * The router: teams-ai's Application, without its storage and without AI. Every press is answered by us: as soon as one of
 * teams-ai's own handlers returns a card with `refresh`, that route writes all later answers, whoever they are for, into
 * the shared message (platform.md 4.4).
 */
import { Application, type TurnState } from '@microsoft/teams-ai';
import type { TurnContext } from 'botbuilder';
import type { Log } from '../flows/ports.js';
import { cardActionOf, presenceOf, saidOf } from './activities.js';
import { cardBody, cardMessage, errorBody, textBody } from './answers.js';
import { faultOf } from './fault.js';
import type { GatedActivity } from './gate.js';
import type { Reply, Turns } from './turns.js';

/** Teams sends a press again after 10 to 15 seconds without an answer. */
export const TURN_LIMIT_MS = 5_000;

const LATE = 'This takes longer than usual. Please look again in a minute; what you sent may already be saved.';
const NOT_OURS = 'This card cannot be read any more. Please write "my milestones" to get a new one.';
const NOT_KNOWN = 'This is not supported here.';

/** Takes a turn to the flows and back. Throws what they throw; the adapter then says a fixed sentence. */
export function createTeamsApp(
  turns: Turns,
  log: Log,
  limitMs = TURN_LIMIT_MS,
): (context: TurnContext) => Promise<boolean> {
  const app = new Application<TurnState>({ removeRecipientMention: false, startTypingTimer: false });
  stopTyping(app);
  app.adaptiveCards.actionExecute(/^/, async (context) => {
    await answerPress(context, turns, log, limitMs);
    return '';
  });
  const anyInvoke = (context: TurnContext): Promise<boolean> => Promise.resolve(activityOf(context).type === 'invoke');
  app.addRoute(anyInvoke, (context) => answerUnknown(context), true);
  app.activity('message', async (context) => {
    const replies = await inTime(() => turns.onText(saidOf(activityOf(context))), limitMs, log);
    await reply(context, replies === 'late' ? [{ text: LATE }] : replies);
  });
  app.activity(['installationUpdate', 'conversationUpdate'], async (context) => {
    await answerPresence(context, turns, log, limitMs);
  });
  return (context) => app.run(context);
}

async function answerPress(context: TurnContext, turns: Turns, log: Log, limitMs: number): Promise<void> {
  const action = cardActionOf(activityOf(context));
  if (action === null) {
    log.warn('press-unreadable');
    await context.sendActivity(errorBody(400, 'BadRequest', NOT_OURS));
    return;
  }
  const answer = await inTime(() => turns.onCard(action), limitMs, log);
  if (answer === 'late') await context.sendActivity(textBody(LATE));
  else await context.sendActivity('card' in answer ? cardBody(answer.card) : textBody(answer.text));
}

async function answerUnknown(context: TurnContext): Promise<void> {
  const pressed = context.activity.name === 'adaptiveCard/action';
  await context.sendActivity(errorBody(400, 'BadRequest', pressed ? NOT_OURS : NOT_KNOWN));
}

async function answerPresence(context: TurnContext, turns: Turns, log: Log, limitMs: number): Promise<void> {
  const change = presenceOf(activityOf(context));
  if (change === null) return;
  if (!change.came) return turns.onRemoved(change.presence);
  const replies = await inTime(() => turns.onInstalled(change.presence), limitMs, log);
  if (replies !== 'late') await reply(context, replies);
}

async function reply(context: TurnContext, replies: readonly Reply[]): Promise<void> {
  for (const one of replies) {
    const text = { type: 'message', textFormat: 'plain' } as const;
    await context.sendActivity('card' in one ? cardMessage(one.card, one.summary) : { ...text, text: one.text });
  }
}

/** Waits no longer than the limit; the work itself goes on, and the log tells how it ended. */
async function inTime<T>(work: () => Promise<T>, limitMs: number, log: Log): Promise<T | 'late'> {
  const running = work();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, limitMs, 'late');
  });
  const first = await Promise.race([running, limit]).finally(() => {
    clearTimeout(timer);
  });
  if (first !== 'late') return first;
  log.warn('turn-late', { limitMs });
  running.then(
    () => {
      log.info('turn-late-done');
    },
    (error: unknown) => {
      log.error('turn-late-failed', faultOf(error));
    },
  );
  return 'late';
}

/** The option `startTypingTimer: false` is read nowhere, and one timer would be shared by all turns. */
function stopTyping(app: Application): void {
  app.startTypingTimer = () => undefined;
}

/** What passed the gate is what the adapter was given. */
function activityOf(context: TurnContext): GatedActivity {
  return context.activity as unknown as GatedActivity;
}
