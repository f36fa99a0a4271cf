/** From activities, which anybody's client may have shaped, to the plain facts of turns.ts. */
import * as z from 'zod/v4';
import { parseInstant } from '../domain/dates.js';
import { asTypedOnOneLine } from '../domain/plain-text.js';
import { UPDATE_FIELDS } from '../domain/views.js';
import type { GatedActivity } from './gate.js';
import type { CardAction, ChannelPlace, Person, Place, Presence, Said, Scope, SentFile } from './turns.js';

const INPUT_MAX_LENGTH = 4_000;
/** A hundred tokens of 160 characters, with commas. */
const TICKS_MAX_LENGTH = 16_100;
const INPUTS_MAX_COUNT = 130;
const TEXT_MAX_LENGTH = 4_000;
/** Names of people, teams and channels: longer ones are cut, since they are only shown. */
const NAME_MAX_LENGTH = 256;
const MENTIONS_MAX_COUNT = 100;

/**
 * Inputs that a card of ours holds; any other refuses the whole press. `in_note` is a field of the update form;
 * `in_x_NAME` one of any other form, with the row behind it where a card has several (`in_x_reason_3f`);
 * `in_track_LINE` is a tick, and `in_track` several: tokens, separated by commas.
 */
const INPUT_KEY = new RegExp(
  `^in_(${UPDATE_FIELDS.join('|')}|x_[a-z]{1,16}(_[0-9a-f]{1,16})?|track(_[A-Za-z0-9_]{1,60})?)$`,
);
const TICK_KEY = /^in_track(_|$)/;
const FIELD_KEY = 'in_x_';

const ActionSchema = z.looseObject({
  action: z.looseObject({
    type: z.literal('Action.Execute'),
    verb: z.string().min(1).max(60),
    data: z.record(z.string().max(100), z.unknown()).nullish(),
  }),
});
const OwnDataSchema = z.strictObject({
  token: z.string().max(400).optional(),
  rating: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional(),
  row: z
    .string()
    .regex(/^[0-9a-f]{1,16}$/)
    .optional(),
  /** Texts whose doubtful words the writer has seen, each by the start of its hash. */
  seen: z
    .string()
    .regex(/^[a-f0-9]{16}(,[a-f0-9]{16}){0,19}$/)
    .optional(),
  reminder: z
    .string()
    .regex(/^[a-f0-9]{16}$/)
    .optional(),
  /** Whatever Teams itself puts there. */
  msteams: z.unknown().optional(),
});

/** The press of a button; null when it is not one that a card of ours could send. */
export function cardActionOf(activity: GatedActivity): CardAction | null {
  const read = ActionSchema.safeParse(activity.value);
  if (!read.success) return null;
  const entries = Object.entries(read.data.action.data ?? {});
  const own = OwnDataSchema.safeParse(Object.fromEntries(entries.filter(([key]) => !INPUT_KEY.test(key))));
  const typed = inputsOf(entries.filter(([key]) => INPUT_KEY.test(key)));
  if (!own.success || typed === null) return null;
  return {
    ...placeOf(activity),
    actor: personOf(activity),
    verb: read.data.action.verb,
    token: own.data.token ?? null,
    rating: own.data.rating ?? null,
    row: own.data.row ?? null,
    ...(own.data.seen !== undefined && { seen: own.data.seen.split(',') }),
    reminder: own.data.reminder ?? null,
    ...typed,
    activityId: activity.replyToId ?? null,
  };
}

/** Everything arrives as text; an empty one is kept. A tick box that is off says `false` or nothing. */
function inputsOf(
  entries: readonly (readonly [string, unknown])[],
): Pick<CardAction, 'inputs' | 'fields' | 'ticks'> | null {
  if (entries.length > INPUTS_MAX_COUNT) return null;
  const inputs = new Map<string, string>();
  const fields = new Map<string, string>();
  const ticks: string[] = [];
  for (const [key, value] of entries) {
    const isTick = TICK_KEY.test(key);
    if (typeof value !== 'string' || value.length > (isTick ? TICKS_MAX_LENGTH : INPUT_MAX_LENGTH)) return null;
    if (isTick) ticks.push(...value.split(',').filter((tick) => tick !== '' && tick !== 'false'));
    else if (key.startsWith(FIELD_KEY)) fields.set(key.slice(FIELD_KEY.length), value);
    else inputs.set(key.slice('in_'.length), value);
  }
  return { inputs: Object.fromEntries(inputs), fields: Object.fromEntries(fields), ticks };
}

export function saidOf(activity: GatedActivity): Said {
  const text = typeof activity.text === 'string' ? activity.text.slice(0, TEXT_MAX_LENGTH) : '';
  const saidAt = typeof activity.timestamp === 'string' ? parseInstant(activity.timestamp) : undefined;
  const when = saidAt === undefined ? {} : { saidAt };
  const files = filesOf(activity);
  return {
    ...placeOf(activity),
    actor: personOf(activity),
    text: withoutMention(text, activity),
    ...when,
    ...(files.length > 0 && { files }),
  };
}

const ATTACHMENTS_MAX_COUNT = 20;
const FileSchema = z.looseObject({
  contentType: z.literal('application/vnd.microsoft.teams.file.download.info'),
  name: z.string().max(1000),
  content: z.looseObject({ downloadUrl: z.string().min(1).max(4000) }),
});

/** Files that were attached; whatever else hangs on a message, as its own text in HTML, is left. */
function filesOf({ attachments }: GatedActivity): readonly SentFile[] {
  const found = z.array(z.unknown()).catch([]).parse(attachments);
  return found.slice(0, ATTACHMENTS_MAX_COUNT).flatMap((attachment) => {
    const file = FileSchema.safeParse(attachment);
    if (!file.success) return [];
    const { name, content } = file.data;
    return [{ name: shown(name) ?? 'Plan', address: content.downloadUrl }];
  });
}

const MentionsSchema = z.array(z.unknown()).catch([]);
const MentionSchema = z.looseObject({
  type: z.literal('mention'),
  text: z.string().min(1),
  mentioned: z.looseObject({ id: z.string() }),
});

/** Takes mentions of the bot out of a text; those of people stay. */
function withoutMention(text: string, activity: GatedActivity): string {
  let left = text;
  for (const entity of MentionsSchema.parse(activity.entities).slice(0, MENTIONS_MAX_COUNT)) {
    const mention = MentionSchema.safeParse(entity);
    if (mention.success && mention.data.mentioned.id === activity.recipient.id) {
      left = left.split(mention.data.text).join(' ');
    }
  }
  return left.replaceAll(/(&nbsp;|\s)+/g, ' ').trim();
}

const MembersSchema = z.array(z.looseObject({ id: z.string() })).catch([]);

/** Whether the bot came or left, and how Teams told; null for any other news. */
export function presenceOf(activity: GatedActivity): { readonly came: boolean; readonly presence: Presence } | null {
  const change = activity.type === 'installationUpdate' ? installation(activity.action) : membership(activity);
  if (change === null) return null;
  const actor = activity.from.aadObjectId == null ? null : personOf(activity);
  const place = placeOf(activity);
  return { came: change.came, presence: { ...placeTold(place, activity), actor, told: change.told } };
}

/** Of a deleted channel Teams tells in another one of its team. */
const ONE_CHANNEL = ['channelDeleted', 'channelMemberRemoved', 'channelMemberAdded'];

function placeTold(place: Place, { channelData }: GatedActivity): Place & Pick<Presence, 'ofTeam'> {
  const { channel } = place;
  const named = channelData?.channel?.id;
  const one = ONE_CHANNEL.includes(channelData?.eventType ?? '');
  if (channel?.kind === 'channel' && one && named != null) {
    return { ...place, channel: { ...channel, id: named }, ofTeam: null };
  }
  return { ...place, ofTeam: channel?.kind === 'channel' ? channel.teamId : null };
}

interface Change {
  readonly came: boolean;
  readonly told: Presence['told'];
}

function installation(action: unknown): Change | null {
  if (action === 'add') return { came: true, told: 'installation' };
  if (action === 'add-upgrade') return { came: true, told: 'membership' };
  return action === 'remove' ? { came: false, told: 'installation' } : null;
}

/** Nobody can be written to there, whether or not we are told of our own going. */
const PLACE_GONE = ['channelDeleted', 'teamDeleted', 'teamHardDeleted'];

function membership(activity: GatedActivity): Change | null {
  const holdsBot = (members: unknown): boolean =>
    MembersSchema.parse(members).some((member) => member.id === activity.recipient.id);
  if (holdsBot(activity.membersAdded)) return { came: true, told: 'membership' };
  if (PLACE_GONE.includes(activity.channelData?.eventType ?? '')) return { came: false, told: 'membership' };
  return holdsBot(activity.membersRemoved) ? { came: false, told: 'membership' } : null;
}

function personOf(activity: GatedActivity): Person {
  const { from, channelData } = activity;
  return {
    entraId: (from.aadObjectId ?? '').toLowerCase(),
    tenantId: (from.tenantId ?? channelData?.tenant?.id)?.toLowerCase() ?? null,
    name: shown(from.name),
  };
}

/** A name as Teams has it, without what cannot be seen. */
function shown(name: string | null | undefined): string | null {
  return asTypedOnOneLine((name ?? '').slice(0, NAME_MAX_LENGTH)) || null;
}

function placeOf(activity: GatedActivity): Place {
  const { conversation, channelData, recipient, serviceUrl } = activity;
  const scope = scopeOf(activity);
  const conversationId = scope === 'channel' ? (conversation.id.split(';')[0] ?? '') : conversation.id;
  const name = shown(channelData?.channel?.name ?? conversation.name);
  const inTeam = { team: shown(channelData?.team?.name), teamId: channelData?.team?.id ?? null };
  const channel: ChannelPlace = {
    ...{ id: conversationId, name, type: channelTypeOf(channelData?.channel?.type) },
    ...(scope === 'channel' ? { kind: 'channel', ...inTeam } : { kind: 'group', team: null, teamId: null }),
  };
  return {
    scope,
    chat: { serviceUrl, conversationId, botId: recipient.id },
    channel: scope === 'personal' ? null : channel,
  };
}

/** Whatever Teams may call it one day is no reason to refuse it. */
function channelTypeOf(type: string | null | undefined): ChannelPlace['type'] {
  const wanted = type?.toLowerCase();
  return CHANNEL_TYPES.find((one) => one === wanted) ?? null;
}

const CHANNEL_TYPES = ['standard', 'shared', 'private'] as const;

/** When in doubt it is a group: what only one person may read is not said there. */
function scopeOf(activity: GatedActivity): Scope {
  const type = activity.conversation.conversationType ?? (activity.channelId === 'emulator' ? 'personal' : 'groupChat');
  return type === 'personal' ? 'personal' : type === 'channel' ? 'channel' : 'group';
}
