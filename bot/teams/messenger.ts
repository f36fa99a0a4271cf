/** The Messenger port: one card, one request, and an honest account of what became of it. */
import { randomUUID } from 'node:crypto';
import type { Chat, Log, Message, Messenger, PostOutcome } from '../flows/ports.js';
import { cardMessage } from './answers.js';
import type { Connector, Sdk } from './sdk.js';
import { allowedServiceUrl, type HostRules } from './service-host.js';
import type { MadeCard } from './turns.js';

export interface MessengerSettings extends HostRules {
  /** Null in local mode. */
  readonly bot: { readonly appId: string; readonly tenantId: string } | null;
  /** Where a chat is opened with someone who never wrote; null: it cannot be. */
  readonly serviceUrl: string | null;
  /** Puts a message into a card. Throws when it cannot. */
  readonly toCard: (message: Message) => MadeCard | Promise<MadeCard>;
}

/** All that it needs of the SDK. */
type ConnectorMaker = Pick<Sdk, 'connectorFor'>;

const TOKEN_LIMIT_MS = 10_000;

export function createMessenger(sdk: ConnectorMaker, settings: MessengerSettings, log: Log): Messenger {
  const connect = connectorCache(sdk, settings);
  const watched = (outcome: PostOutcome): PostOutcome => {
    if (outcome.kind === 'unauthorised') {
      // Of all cards and nobody's in particular; what became of one card is told by who sent it.
      log.warn('token-refused', { reason: outcome.reason });
      connect.forgetToken();
    }
    return outcome;
  };
  return {
    async prepare(chat, message, replaces) {
      const connector = await connect.to(chat.serviceUrl);
      const activity = await activityFor(message, settings);
      const { conversationId } = chat;
      const name = idOf(message);
      const posted = (): Promise<PostOutcome> =>
        replaces === null
          ? connector.post(conversationId, activity, name)
          : connector.put(conversationId, replaces, activity, name);
      return { send: async () => watched(inChat(await posted(), chat)) };
    },
    async openChat(entraId, mayLeave) {
      const { serviceUrl } = settings;
      if (serviceUrl === null) return { outcome: { kind: 'refused', reason: 'no-service-url' }, chat: null };
      const connector = await connect.to(serviceUrl);
      const parameters = conversationWith(entraId, settings);
      if (!mayLeave()) return { outcome: { kind: 'not-accepted', reason: 'not-sent', retryAfterMs: null }, chat: null };
      const outcome = watched(await connector.open(parameters, randomUUID()));
      if (outcome.kind !== 'accepted' || outcome.activityId === null) return { outcome, chat: null };
      const chat = { serviceUrl, conversationId: outcome.activityId, botId: parameters.bot.id };
      return { outcome: { kind: 'accepted', activityId: null, conversationId: chat.conversationId }, chat };
    },
  };
}

/** By which a request is found in the logs of Teams: that of a card is in ours, too. */
function idOf(message: Message): string {
  return message.kind === 'digest' ? message.reminder : randomUUID();
}

/** Teams names the conversation only when it made a new one. */
function inChat(outcome: PostOutcome, chat: Chat): PostOutcome {
  if (outcome.kind !== 'accepted') return outcome;
  return { ...outcome, conversationId: outcome.conversationId ?? chat.conversationId };
}

async function activityFor(message: Message, settings: MessengerSettings): Promise<object> {
  const { card, summary } = await settings.toCard(message);
  return cardMessage(card, summary);
}

/** By Entra id, which works for a personal chat only; never by address (platform.md 2.2). */
function conversationWith(entraId: string, { bot }: MessengerSettings): { readonly bot: { readonly id: string } } {
  const common = { isGroup: false, members: [{ id: entraId }] };
  if (bot === null) return { ...common, bot: { id: 'bot' } };
  const tenant = { tenantId: bot.tenantId, channelData: { tenant: { id: bot.tenantId } } };
  return { ...common, bot: { id: `28:${bot.appId}` }, ...tenant };
}

interface Connections {
  /** A client with its token at hand. Throws when the host is not allowed, or no token can be had. */
  to(serviceUrl: string): Promise<Connector>;
  /** The next client fetches a new token: Teams did not take the last one. */
  forgetToken(): void;
}

function connectorCache(sdk: ConnectorMaker, rules: HostRules): Connections {
  const clients = new Map<string, Connector>();
  let refused = false;
  return {
    async to(serviceUrl) {
      if (!allowedServiceUrl(serviceUrl, rules)) throw new Error('the service URL is not on an allowed host');
      const connector = clients.get(serviceUrl) ?? (await sdk.connectorFor(serviceUrl));
      clients.set(serviceUrl, connector);
      const fresh = refused;
      refused = false;
      await withToken(connector, fresh);
      return connector;
    },
    forgetToken() {
      refused = true;
    },
  };
}

/** Nobody waits for a token longer than that. */
async function withToken(connector: Connector, fresh: boolean): Promise<void> {
  const late = new Promise<never>((_, reject) => {
    AbortSignal.timeout(TOKEN_LIMIT_MS).addEventListener('abort', () => {
      reject(new Error('no token within 10 seconds'));
    });
  });
  await Promise.race([connector.ready(fresh), late]);
}
