/**
 * The one adapter, on the archived SDK: who we are, whose signatures we take, and one connector client a service URL
 * that posts once and never follows a redirect.
 */
import { TeamsAdapter } from '@microsoft/teams-ai';
import { ConfigurationServiceClientCredentialFactory, type TurnContext } from 'botbuilder';
import { JwtTokenExtractor } from 'botframework-connector/lib/auth/jwtTokenExtractor.js';
import type { Log } from '../flows/ports.js';
import { errorBody } from './answers.js';
import { connectorOf, postingOnce, SEND_LIMIT_MS, type SdkClient } from './connector.js';
import { ContextTurn, invokeResponse, responseSink } from './context-turn.js';
import type { GatedActivity } from './gate.js';
import { reasonOf } from '../flows/fault.js';
import type { Connector, Sdk, SdkAnswer } from './sdk.js';
import { fetchSigningKeys, signingKeys, type SigningKeys } from './signing-keys.js';

export interface AdapterSettings {
  /** Null in local mode: every caller is let in, and nothing we send carries a token. */
  readonly bot: {
    readonly appId: string;
    readonly tenantId: string;
    readonly type: 'SingleTenant' | 'UserAssignedMsi';
    readonly password: string | null;
  } | null;
  /** `azure`: tokens come from the managed identity. Elsewhere there are none without a password. */
  readonly inAzure: boolean;
  /** Keys of inbound tokens on loopback; null: Microsoft's. */
  readonly inbound: { readonly openIdMetadataUrl: string; readonly issuer: string } | null;
  /** Milliseconds that one request may take; `SEND_LIMIT_MS` when left out. */
  readonly sendLimitMs?: number;
}

/** Who signs what Teams sends to us, and for whom we ask tokens: one address for both. */
export const CHANNEL_ISSUER = 'https://api.botframework.com';
const CHANNEL_AUDIENCE = CHANNEL_ISSUER;
/** Where the channel publishes the keys it signs with. */
const CHANNEL_METADATA = 'https://login.botframework.com/v1/.well-known/openidconfiguration';

type CredentialsFactory = NonNullable<ConstructorParameters<typeof TeamsAdapter>[1]>;
type Credentials = ReturnType<ConfigurationServiceClientCredentialFactory['createCredentials']>;

/** Knows who may call us, and signs nothing. */
class TokenlessCredentials extends ConfigurationServiceClientCredentialFactory {
  constructor(readonly onlyAppId: string) {
    super({ MicrosoftAppId: onlyAppId });
  }
  override createCredentials(): Credentials {
    return Promise.resolve({ signRequest: (request) => Promise.resolve(request) });
  }
}

/** Opens the doors of the SDK's adapter that we need and that it keeps for subclasses. */
export class WaymarkAdapter extends TeamsAdapter implements Sdk<ContextTurn> {
  constructor(
    private readonly appId: string,
    readonly signingKeys: SigningKeys,
    private readonly sendLimitMs: number,
    ...rest: ConstructorParameters<typeof TeamsAdapter>
  ) {
    super(...rest);
  }

  async receive(
    authorization: string,
    activity: GatedActivity,
    turn: (turn: ContextTurn) => Promise<unknown>,
  ): Promise<SdkAnswer> {
    const { sink, response } = responseSink();
    const state = { taken: false };
    const request = { method: 'POST', headers: { authorization }, body: { ...activity } };
    await this.process(request, response, async (context) => {
      state.taken = true;
      // The SDK gives every turn a new client, with retries.
      postingOnce(context.turnState.get(this.ConnectorClientKey), this.sendLimitMs);
      await turn(new ContextTurn(context, activity, this.issuerOf(context)));
    });
    const forged = !state.taken && typeof sink.body === 'string' && JWT_ERROR.test(sink.body);
    return forged ? { status: 401, body: undefined } : sink;
  }

  async connectorFor(serviceUrl: string): Promise<Connector> {
    return connectorOf(await this.clientFor(serviceUrl), this.sendLimitMs);
  }

  /** A client for sends of our own. Its credentials fetch a token when first used, not here. */
  async clientFor(serviceUrl: string): Promise<SdkClient> {
    const factory = this.botFrameworkAuthentication.createConnectorFactory(this.createClaimsIdentity(this.appId));
    return postingOnce(await factory.create(serviceUrl, CHANNEL_AUDIENCE), this.sendLimitMs);
  }

  private issuerOf(context: TurnContext): string | null {
    const identity = context.turnState.get<{ getClaimValue(name: string): string | null }>(this.BotIdentityKey);
    return identity.getClaimValue('iss');
  }
}

/** The messages of the JWT library: the SDK lets them through as 500. */
const JWT_ERROR = /^(jwt |invalid (token|signature|algorithm))/;

export function createAdapter(settings: AdapterSettings, log: Log): WaymarkAdapter {
  const { bot, inbound } = settings;
  const identity = {
    MicrosoftAppId: bot?.appId ?? '',
    MicrosoftAppTenantId: bot?.tenantId ?? '',
    ...(bot === null ? {} : { MicrosoftAppType: bot.type }),
    ...(bot?.password == null ? {} : { MicrosoftAppPassword: bot.password }),
  };
  const signs = bot !== null && (bot.password !== null || settings.inAzure);
  /** The SDK's own factories implement the type that its adapter asks for, without descending from it. */
  const credentials: unknown = signs
    ? new ConfigurationServiceClientCredentialFactory(identity)
    : new TokenlessCredentials(identity.MicrosoftAppId);
  const metadataUrl = inbound?.openIdMetadataUrl ?? CHANNEL_METADATA;
  const keys = signingKeys(
    () => fetchSigningKeys(metadataUrl),
    () => performance.now(),
  );
  judgeBy(keys, metadataUrl);
  const adapter = new WaymarkAdapter(
    identity.MicrosoftAppId,
    keys,
    settings.sendLimitMs ?? SEND_LIMIT_MS,
    { ...identity, ...standIn(inbound) },
    credentials as CredentialsFactory,
  );
  adapter.onTurnError = async (context, error) => {
    log.error('turn-failed', { type: context.activity.type, reason: reasonOf(error) });
    await apologise(context, log);
  };
  return adapter;
}

/**
 * The SDK judges every token once more. It would fetch the keys for that itself, each caller for themselves and without
 * a limit; so it is given ours, which it looks up by the address that they are published at.
 */
function judgeBy(keys: SigningKeys, metadataUrl: string): void {
  const { openIdMetadata } = new JwtTokenExtractor({}, metadataUrl, []);
  openIdMetadata.getKey = async (keyId) => {
    const found = await keys(keyId);
    if (found === null) return null;
    return { key: found.key.export({ type: 'spki', format: 'pem' }).toString(), endorsements: [...found.endorsements] };
  };
}

/** With any of these set, the SDK takes none of its defaults: all must be given. */
function standIn(inbound: AdapterSettings['inbound']): Record<string, string> {
  if (inbound === null) return {};
  return {
    ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
    ToChannelFromBotOAuthScope: CHANNEL_AUDIENCE,
    ToBotFromChannelTokenIssuer: inbound.issuer,
    OAuthUrl: CHANNEL_ISSUER,
    ToBotFromChannelOpenIdMetadataUrl: inbound.openIdMetadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: inbound.openIdMetadataUrl,
    CallerId: 'urn:botframework:azure',
  };
}

/** True whether or not it failed after the answer was saved: a second try of what was saved is only shown again. */
const SORRY = 'Something went wrong here. Please try again in a few minutes: what is saved already is not saved twice.';

/** Never says what went wrong: that is for the log. Must not throw, or the SDK would answer 500 with the text. */
async function apologise(context: TurnContext, log: Log): Promise<void> {
  try {
    const type: string = context.activity.type;
    if (type === 'invoke') {
      await context.sendActivity(invokeResponse(errorBody(500, 'Failed', SORRY)));
    } else if (type === 'message') {
      await context.sendActivity(SORRY);
    }
  } catch (error) {
    log.warn('apology-failed', { reason: reasonOf(error) });
  }
}
