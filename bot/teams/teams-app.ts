/**
 * The router: teams-ai's Application, without its storage and without AI. Every press is answered by us: as soon as one of
 * teams-ai's own handlers returns a card with `refresh`, that route writes all later answers, whoever they are for, into
 * the shared message (platform.md 4.4).
 */
import { Application, type TurnState } from '@microsoft/teams-ai';
import type { Answering } from './answering.js';
import { turnOf, type ContextTurn } from './context-turn.js';

/** Takes a turn to what answers it. Throws what that throws; the adapter then says a fixed sentence. */
export function createTeamsApp(to: Answering): (turn: ContextTurn) => Promise<boolean> {
  const app = new Application<TurnState>({ removeRecipientMention: false, startTypingTimer: false });
  stopTyping(app);
  app.adaptiveCards.actionExecute(/^/, async (context) => {
    await to.press(turnOf(context));
    return '';
  });
  app.addRoute(
    (context) => Promise.resolve(turnOf(context).activity.type === 'invoke'),
    (context) => to.unknownInvoke(turnOf(context)),
    true,
  );
  app.activity('message', (context) => to.words(turnOf(context)));
  app.activity(['installationUpdate', 'conversationUpdate'], (context) => to.presence(turnOf(context)));
  return (turn) => app.run(turn.context);
}

/** The option `startTypingTimer: false` is read nowhere, and one timer would be shared by all turns. */
function stopTyping(app: Application): void {
  app.startTypingTimer = () => undefined;
}
