/** Where cases are played: Teams and the issuer of its tokens on loopback, and flows that note what reaches them. */
import { startConnector, type Behaviour, type Connector } from '../../support/connector.js';
import { signature, startOpenId, type OpenId, type TokenWish } from '../../support/openid.js';
import type { CardReply, Reply, Turns } from '../../../bot/teams/turns.js';
import type { PostOutcome } from '../../../bot/flows/ports.js';
import { APP_ID, OTHER_TENANT, recordingLog, TENANT } from '../world.js';
import type { MakeSubject, Subject } from './subject.js';
import type { Case } from './traffic.js';

/** A request is given up after that. Where nobody answers, it need not be waited for; elsewhere machines may be slow. */
const SEND_LIMIT_MS = 8_000;
const HANG_LIMIT_MS = 250;

/** What came of a case. */
export interface Outcome {
  /** Of the request of Teams; null when we spoke. */
  readonly answer: { readonly status: number; readonly body: unknown } | null;
  readonly flows: readonly { readonly kind: string; readonly turn: unknown }[];
  readonly sent: readonly { readonly method: string; readonly path: string; readonly body: unknown }[];
  /** Of what we sent; null when Teams spoke. */
  readonly outcome: PostOutcome | null;
}

export interface Stage {
  play(one: Case): Promise<Outcome>;
  /** Placeholders of a value put in. */
  filled(value: unknown): unknown;
  close(): Promise<void>;
}

export async function startStage(make: MakeSubject): Promise<Stage> {
  const [connector, openId] = await Promise.all([startConnector(), startOpenId()]);
  const flows: { kind: string; turn: unknown }[] = [];
  let answers: NonNullable<Case['flows']> = {};
  const note = <T>(kind: string, turn: unknown, answer: unknown, otherwise: T): Promise<T> => {
    flows.push({ kind, turn });
    if (answers.fail) return Promise.reject(new Error('flows that fail'));
    return Promise.resolve((answer ?? otherwise) as T);
  };
  const turns: Turns = {
    onCard: (turn) => note<CardReply>('card', turn, answers.card, { text: 'done' }),
    onText: (turn) => note<readonly Reply[]>('text', turn, answers.text, []),
    onInstalled: (turn) => note<readonly Reply[]>('installed', turn, answers.installed, []),
    onRemoved: async (turn) => {
      await note('removed', turn, null, null);
    },
  };
  const around = {
    ...{ appId: APP_ID, tenantId: TENANT, readingTenants: [OTHER_TENANT], turns },
    inbound: { openIdMetadataUrl: openId.metadataUrl, issuer: openId.issuer },
    serviceUrl: connector.url,
    toCard: () => ({ card: { type: 'AdaptiveCard', version: '1.5', body: [] }, summary: 'A card' }),
    log: recordingLog([]),
  };
  const patient = make({ ...around, sendLimitMs: SEND_LIMIT_MS });
  const hurried = make({ ...around, sendLimitMs: HANG_LIMIT_MS });
  const filled = (value: unknown): unknown => fill(value, connector.url);
  return {
    filled,
    play: async (one) => {
      flows.length = 0;
      answers = filled(one.flows ?? {}) as typeof answers;
      connector.script(...(filled(one.teams) as Behaviour[]));
      const before = connector.requests.length;
      const subject = one.teams.includes('hang') ? hurried : patient;
      const body = one.in && (filled(one.in.body) as Readonly<Record<string, unknown>>);
      const answer = body ? await subject.receive(headersOf(one, openId, connector), JSON.stringify(body)) : null;
      const outcome = one.out === undefined ? null : await spoken(subject, one.out, connector);
      return { answer, outcome, flows: [...flows], sent: sentSince(connector, before) };
    },
    close: async () => {
      await Promise.all([connector.close(), openId.close()]);
    },
  };
}

const MESSAGE = { kind: 'digest', reader: 'o1', reminder: 'a'.repeat(16), view: {} } as never;

async function spoken({ messenger }: Subject, out: NonNullable<Case['out']>, { url }: Connector): Promise<PostOutcome> {
  if ('openWith' in out) return (await messenger.openChat(out.openWith, () => true)).outcome;
  const chat = { serviceUrl: url, conversationId: out.conversation, botId: `28:${APP_ID}` };
  return (await messenger.prepare(chat, MESSAGE, out.replaces)).send();
}

function sentSince(connector: Connector, before: number): Outcome['sent'] {
  const since = connector.requests.slice(before);
  return since.map(({ method, path, body }) => ({ method, path: decodeURIComponent(path), body }));
}

function headersOf({ in: said }: Case, openId: OpenId, { url }: Connector): Readonly<Record<string, string>> {
  const wish = said?.token ?? 'good';
  if (wish === 'none') return {};
  if (wish === 'good') return { authorization: `Bearer ${openId.token(APP_ID, url)}` };
  const { signedBy, ...parts } = fill(wish, url) as Exclude<typeof wish, string>;
  const given: TokenWish = {
    ...parts,
    ...(signedBy !== undefined && {
      signedBy: signedBy === 'webChat' ? (text, keys) => signature(text, keys.webChat) : signedBy,
    }),
  };
  return { authorization: `Bearer ${openId.token(APP_ID, url, given)}` };
}

function fill(value: unknown, serviceUrl: string): unknown {
  if (typeof value === 'string') return filledText(value, serviceUrl);
  if (Array.isArray(value)) return value.map((one) => fill(one, serviceUrl));
  if (typeof value !== 'object' || value === null) return value;
  const { inSeconds } = value as { readonly inSeconds?: unknown };
  if (typeof inSeconds === 'number') return Math.floor(Date.now() / 1000) + inSeconds;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one, serviceUrl)]));
}

function filledText(text: string, serviceUrl: string): string {
  const known = new Map(Object.entries({ appId: APP_ID, tenant: TENANT, otherTenant: OTHER_TENANT, serviceUrl }));
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => known.get(name) ?? whole);
}
