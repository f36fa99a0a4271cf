/**
 * The router: teams-ai's Application, without its storage and without AI. Every press is answered by us: as soon as one of
 * teams-ai's own handlers returns a card with `refresh`, that route writes all later answers, whoever they are for, into
 * the shared message (platform.md 4.4).
 */
import { Application, type TurnState } from '@microsoft/teams-ai';
import type { TurnContext } from 'botbuilder';
import type { Log } from '../flows/ports.js';
import { cardActionOf, presenceOf, saidOf } from './activities.js';
import { cardBody, errorBody, textBody } from './answers.js';
import type { GatedActivity } from './gate.js';
import { arrivalOf, LATE, within } from './in-time.js';
import type { SayReplies } from './reply.js';
import type { Reply, Turns } from './turns.js';

/** Milliseconds from the arrival of words until we say that the answer takes longer. */
const SAY_LATE_MS = 4_000;

const LATE_WORDS = 'This takes longer than usual. The answer comes here as soon as it is ready.';
const NOT_OURS = 'This card cannot be read any more. Please write "my milestones" to get a new one.';
const NOT_KNOWN = 'This is not supported here.';

/** Takes a turn to the flows and back. Throws what they throw; the adapter then says a fixed sentence. */
export function createTeamsApp(
  turns: Turns,
  say: SayReplies,
  log: Log,
  sayLateMs = SAY_LATE_MS,
): (context: TurnContext) => Promise<boolean> {
  const app = new Application<TurnState>({ removeRecipientMention: false, startTypingTimer: false });
  stopTyping(app);
  app.adaptiveCards.actionExecute(/^/, async (context) => {
    await answerPress(context, turns, log);
    return '';
  });
  const anyInvoke = (context: TurnContext): Promise<boolean> => Promise.resolve(activityOf(context).type === 'invoke');
  app.addRoute(anyInvoke, (context) => answerUnknown(context), true);
  app.activity('message', async (context) => {
    const running = turns.onText(saidOf(activityOf(context)));
    await say(context, await orSayLate(context, running, say, sayLateMs));
  });
  app.activity(['installationUpdate', 'conversationUpdate'], async (context) => {
    const change = presenceOf(activityOf(context));
    if (change === null) return;
    if (change.came) await say(context, await turns.onInstalled(change.presence));
    else await turns.onRemoved(change.presence);
  });
  return (context) => app.run(context);
}

async function answerPress(context: TurnContext, turns: Turns, log: Log): Promise<void> {
  const action = cardActionOf(activityOf(context));
  if (action === null) {
    log.warn('press-unreadable');
    await context.sendActivity(errorBody(400, 'BadRequest', NOT_OURS));
    return;
  }
  const answer = await turns.onCard(action);
  await context.sendActivity('card' in answer ? cardBody(answer.card) : textBody(answer.text));
}

async function answerUnknown(context: TurnContext): Promise<void> {
  const pressed = context.activity.name === 'adaptiveCard/action';
  await context.sendActivity(errorBody(400, 'BadRequest', pressed ? NOT_OURS : NOT_KNOWN));
}

/** Words are answered by a message of its own, so the answer may follow; but nobody is left without a word. */
async function orSayLate(
  context: TurnContext,
  running: Promise<readonly Reply[]>,
  say: SayReplies,
  sayLateMs: number,
): Promise<readonly Reply[]> {
  const first = await within(sayLateMs - arrivalOf(context).elapsedMs(), running);
  if (first !== LATE) return first;
  // It may fail meanwhile: that is told when it is asked for.
  running.catch(() => undefined);
  await say(context, [{ text: LATE_WORDS }]);
  return running;
}

/** The option `startTypingTimer: false` is read nowhere, and one timer would be shared by all turns. */
function stopTyping(app: Application): void {
  app.startTypingTimer = () => undefined;
}

/** What passed the gate is what the adapter was given. */
function activityOf(context: TurnContext): GatedActivity {
  return context.activity as unknown as GatedActivity;
}
