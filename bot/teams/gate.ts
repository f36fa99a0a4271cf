/**
 * What is turned away before any handler, and before the SDK: the SDK checks neither the tenant, nor an absent service
 * URL, and without a bot id lets everybody in.
 */
import * as z from 'zod/v4';
import { readBearer, type Bearer } from './bearer.js';
import { MAX_BODY_BYTES } from './read-body.js';
import { allowedServiceUrl, type HostRules } from './service-host.js';
import { strictJson } from './strict-json.js';

export interface GateRules extends HostRules {
  /** Null in local mode: then neither caller nor tenant is checked. */
  readonly bot: { readonly appId: string; readonly tenantId: string; readonly issuer: string } | null;
  /** Tenants whose members may speak in our shared channels; what they may do is decided later. */
  readonly readingTenants: readonly string[];
}

/** Header names in lower case. */
export type Headers = Readonly<Record<string, string>>;

/** The reason is for our log only: the caller gets a fixed sentence. */
export interface Refusal {
  readonly status: 400 | 401 | 403 | 408 | 413;
  readonly reason: string;
}

/** An activity that has what every turn of ours relies on. The rest of it is unchecked. */
export type GatedActivity = z.infer<typeof ActivitySchema> & Readonly<Record<string, unknown>>;

const id = z.string().min(1).max(400);
/** A GUID; those of the Playground are not quite one. */
const entraId = z.string().regex(/^[0-9a-z][0-9a-z-]{0,63}$/i);
const ActivitySchema = z.looseObject({
  type: z.string().min(1).max(60),
  channelId: z.string().min(1).max(60),
  serviceUrl: z.string().min(1),
  id: id.nullish(),
  replyToId: id.nullish(),
  from: z.looseObject({ id, aadObjectId: entraId.nullish(), name: z.string().nullish(), tenantId: id.nullish() }),
  recipient: z.looseObject({ id }),
  conversation: z.looseObject({
    id,
    tenantId: id.nullish(),
    conversationType: z.string().nullish(),
    name: z.string().nullish(),
  }),
  channelData: z
    .looseObject({
      tenant: z.looseObject({ id }).nullish(),
      team: z.looseObject({ id: id.nullish(), name: z.string().nullish() }).nullish(),
      channel: z
        .looseObject({ id: id.nullish(), name: z.string().nullish(), type: z.string().nullish().catch(null) })
        .nullish(),
      /** What a `conversationUpdate` is about: "channelDeleted". */
      eventType: z.string().nullish().catch(null),
    })
    .nullish(),
});

/** Judges what is known before anything is read but the headers. @param now in milliseconds since 1970 */
export function readHeaders(
  headers: Headers,
  rules: GateRules,
  now: number,
): { readonly bearer: Bearer | null } | Refusal {
  const length = headers['content-length'];
  if (length !== undefined && !/^\d{1,9}$/.test(length)) return { status: 400, reason: 'content-length' };
  if (Number(length ?? 0) > MAX_BODY_BYTES) return { status: 413, reason: 'content-length' };
  if (rules.bot === null) return { bearer: null };
  const read = readBearer(headers.authorization ?? '', rules.bot, now);
  return 'reason' in read ? { status: 401, reason: read.reason } : { bearer: read };
}

/** Reads the body into an activity that is for us. */
export function readActivity(body: string, rules: GateRules): { readonly activity: GatedActivity } | Refusal {
  const json = strictJson(body);
  if ('fault' in json) return { status: 400, reason: json.fault };
  const read = ActivitySchema.safeParse(json.object);
  if (!read.success) return { status: 400, reason: `field ${read.error.issues[0]?.path.join('.') ?? ''}` };
  const activity: GatedActivity = read.data;
  const spoken = activity.type === 'message' || activity.type === 'invoke';
  if (spoken && activity.from.aadObjectId == null) return { status: 400, reason: 'field from.aadObjectId' };
  const stranger = notForUs(activity, rules);
  return stranger === null ? { activity } : { status: 403, reason: stranger };
}

/**
 * News in which nobody speaks. Microsoft's own examples of them name no tenant in the conversation:
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events
 */
const NEWS = ['conversationUpdate', 'messageReaction'];

function notForUs(activity: GatedActivity, rules: GateRules): string | null {
  if (!allowedServiceUrl(activity.serviceUrl, rules)) return 'service-url';
  if (rules.bot === null) return ['msteams', 'emulator'].includes(activity.channelId) ? null : 'channel';
  if (activity.channelId !== 'msteams') return 'channel';
  const home = rules.bot.tenantId;
  const sender = activity.channelData?.tenant?.id;
  const place = activity.conversation.tenantId ?? (NEWS.includes(activity.type) ? sender : null);
  if (place?.toLowerCase() !== home) return 'conversation-tenant';
  const shared = activity.conversation.conversationType === 'channel' ? rules.readingTenants : [];
  if (sender == null || ![home, ...shared].includes(sender.toLowerCase())) return 'tenant';
  const own = activity.from.tenantId?.toLowerCase() ?? home;
  return [home, ...shared].includes(own) ? null : 'sender-tenant';
}
