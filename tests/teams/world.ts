/** One bot on loopback, from the HTTP bridge to the connector, with turns that the test watches. */
import type { Log } from '../../bot/flows/ports.js';
import { createAdapter } from '../../bot/teams/adapter.js';
import { answering } from '../../bot/teams/answering.js';
import { createBridge, type HttpAnswer } from '../../bot/teams/bridge.js';
import { replying } from '../../bot/teams/reply.js';
import { createTeamsApp } from '../../bot/teams/teams-app.js';
import type { CardAction, CardReply, Presence, Reply, Said, Turns } from '../../bot/teams/turns.js';
import { startConnector, type Connector } from '../support/connector.js';
import { startOpenId, type OpenId } from '../support/openid.js';

export const APP_ID = '11111111-1111-4111-8111-111111111111';
export const TENANT = '22222222-2222-4222-8222-222222222222';
export const OTHER_TENANT = '33333333-3333-4333-8333-333333333333';
export const PERSON = '44444444-4444-4444-8444-444444444444';

export interface World {
  readonly connector: Connector;
  readonly openId: OpenId;
  /** What reached the flows, oldest first. */
  readonly seen: { readonly kind: string; readonly turn: CardAction | Said | Presence }[];
  readonly logged: { readonly level: string; readonly event: string; readonly fields: object }[];
  /** The pauses, in milliseconds, that everybody was told of; and those that were slept. */
  readonly paused: readonly number[];
  readonly slept: readonly number[];
  /** How the flows answer; set by a test. */
  answers: {
    card: (action: CardAction) => Promise<CardReply>;
    text: (said: Said) => Promise<readonly Reply[]>;
    installed: () => Promise<readonly Reply[]>;
  };
  /** An HTTP request with a good token unless headers are given. */
  post(body: unknown, headers?: Readonly<Record<string, string>>): Promise<HttpAnswer>;
  postBody(body: ReadableStream<Uint8Array>, headers: Readonly<Record<string, string>>): Promise<HttpAnswer>;
  token: OpenId['token'];
  close(): Promise<void>;
}

export function recordingLog(into: { level: string; event: string; fields: object }[]): Log {
  const at =
    (level: string) =>
    (event: string, fields: object = {}): void => {
      into.push({ level, event, fields });
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

export async function startWorld(
  options: {
    readonly local?: boolean;
    readonly limitMs?: number;
    readonly sayLateMs?: number;
    readonly appId?: string;
  } = {},
): Promise<World> {
  const [connector, openId] = await Promise.all([startConnector(), startOpenId()]);
  const logged: World['logged'] = [];
  const log = recordingLog(logged);
  const local = options.local === true;
  const inbound = { openIdMetadataUrl: openId.metadataUrl, issuer: openId.issuer };
  const { appId = APP_ID } = options;
  const bot = { appId, tenantId: TENANT, type: 'SingleTenant', password: null } as const;
  const adapter = createAdapter({ bot: local ? null : bot, inAzure: false, inbound: local ? null : inbound }, log);
  const seen: World['seen'] = [];
  const answers: World['answers'] = {
    card: () => Promise.resolve({ text: 'done' }),
    text: () => Promise.resolve([]),
    installed: () => Promise.resolve([]),
  };
  const turns: Turns = {
    onCard: (turn) => (seen.push({ kind: 'card', turn }), answers.card(turn)),
    onText: (turn) => (seen.push({ kind: 'text', turn }), answers.text(turn)),
    onInstalled: (turn) => (seen.push({ kind: 'installed', turn }), answers.installed()),
    onRemoved: (turn) => (seen.push({ kind: 'removed', turn }), Promise.resolve()),
  };
  const rules = {
    bot: local ? null : { appId, tenantId: TENANT, issuer: openId.issuer },
    readingTenants: [OTHER_TENANT],
    hosts: ['smba.trafficmanager.net', '127.0.0.1'],
    allowHttpLoopback: true,
  };
  const paused: number[] = [];
  const slept: number[] = [];
  const say = replying({
    log,
    sleep: (ms) => (slept.push(ms), Promise.resolve()),
    turn: () => Promise.resolve(0),
    throttled: (ms) => (paused.push(ms), Promise.resolve()),
  });
  const { limitMs, sayLateMs = limitMs } = options;
  const bridge = createBridge(adapter, rules, createTeamsApp(answering(turns, say, log, sayLateMs)), log, limitMs);
  return {
    connector,
    openId,
    seen,
    logged,
    paused,
    slept,
    answers,
    token: (...wish) => openId.token(...wish),
    postBody: (body, headers) => bridge(headers, () => body),
    post: (body, headers) => {
      const sent = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
      const given = headers ?? { authorization: `Bearer ${openId.token(appId, connector.url)}` };
      return bridge(given, () => new Response(typeof sent === 'string' ? sent : Buffer.from(sent)).body);
    },
    close: async () => {
      await Promise.all([connector.close(), openId.close()]);
    },
  };
}

/** A message in a personal chat, as Teams sends it; parts may be replaced. */
export function activity(serviceUrl: string, parts: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    type: 'message',
    id: '1700000000001',
    timestamp: '2026-11-18T10:00:00.000Z',
    channelId: 'msteams',
    serviceUrl,
    from: { id: '29:person', name: 'Alex Wilber', aadObjectId: PERSON },
    recipient: { id: `28:${APP_ID}`, name: 'Waymark' },
    conversation: { id: 'a:personal', conversationType: 'personal', tenantId: TENANT },
    channelData: { tenant: { id: TENANT } },
    text: 'my milestones',
    ...parts,
  };
}

/** A press of a button. */
export function press(serviceUrl: string, action: object, parts: Readonly<Record<string, unknown>> = {}): object {
  const value = { action: { type: 'Action.Execute', ...action }, trigger: 'manual' };
  return activity(serviceUrl, { type: 'invoke', name: 'adaptiveCard/action', replyToId: 'card-1', value, ...parts });
}
