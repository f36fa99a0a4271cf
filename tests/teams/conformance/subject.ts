/** What is judged: a bot that is spoken to over HTTP as Teams speaks, and that speaks to Teams over HTTP. */
import type { Log, Message, Messenger } from '../../../bot/flows/ports.js';
import type { AdapterSettings } from '../../../bot/teams/adapter.js';
import { answering, type Answering } from '../../../bot/teams/answering.js';
import { createBridge } from '../../../bot/teams/bridge.js';
import { createMessenger } from '../../../bot/teams/messenger.js';
import { replying } from '../../../bot/teams/reply.js';
import type { Sdk, SdkTurn } from '../../../bot/teams/sdk.js';
import type { MadeCard, Turns } from '../../../bot/teams/turns.js';

/** What stands around it; all addresses are on loopback. */
export interface Surroundings {
  readonly appId: string;
  readonly tenantId: string;
  /** Tenants whose members may read in shared channels. */
  readonly readingTenants: readonly string[];
  /** Where the keys of inbound tokens are published, and who signs them. */
  readonly inbound: NonNullable<AdapterSettings['inbound']>;
  /** Of the connector. */
  readonly serviceUrl: string;
  /** Milliseconds after which a request that nobody answers is given up. */
  readonly sendLimitMs: number;
  /** What people do is told to these. */
  readonly turns: Turns;
  readonly toCard: (message: Message) => MadeCard;
  readonly log: Log;
}

export interface Subject {
  /** Header names in lower case. The body of an answer that has none is undefined. */
  receive(headers: Readonly<Record<string, string>>, body: string): Promise<{ status: number; body: unknown }>;
  readonly messenger: Messenger;
}

export type MakeSubject = (around: Surroundings) => Subject;

/** Everything of ours around an SDK: this is how one is judged. */
export function subjectOn<T extends SdkTurn>(
  makeSdk: (settings: AdapterSettings, log: Log) => Sdk<T>,
  makeRouter: (to: Answering) => (turn: T) => Promise<unknown>,
): MakeSubject {
  return ({ appId, tenantId, readingTenants, inbound, serviceUrl, sendLimitMs, turns, toCard, log }) => {
    const bot = { appId, tenantId, type: 'SingleTenant', password: null } as const;
    const hosts = { hosts: ['smba.trafficmanager.net', new URL(serviceUrl).host], allowHttpLoopback: true };
    const sdk = makeSdk({ bot, inAzure: false, inbound, sendLimitMs }, log);
    const say = replying({
      log,
      sleep: () => Promise.resolve(),
      turn: () => Promise.resolve(0),
      throttled: () => Promise.resolve(),
    });
    const rules = { ...hosts, bot: { appId, tenantId, issuer: inbound.issuer }, readingTenants };
    const bridge = createBridge(sdk, rules, makeRouter(answering(turns, say, log)), log);
    return {
      receive: async (headers, body) => {
        const answer = await bridge(headers, () => new Response(body).body);
        return { status: answer.status, body: answer.jsonBody };
      },
      messenger: createMessenger(sdk, { ...hosts, bot, serviceUrl, toCard }, log),
    };
  };
}
