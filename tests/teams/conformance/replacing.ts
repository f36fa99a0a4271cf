/** What is put in the place of ids, names and words of a recording: the same for the same, and nothing of the original. */

export interface Replace {
  /** Notes who the bot is and of which tenant, from an activity that Teams sent. */
  learn(activity: unknown): void;
  /** An activity, whole. */
  activity(value: unknown): unknown;
  /** The body of an answer of Teams. */
  answer(value: unknown): unknown;
  /** One id of a conversation, message or person. */
  id(text: string): string;
}

/** Fields whose values are words of Teams, not of people: kept when they look like one. */
const WORDS = new Set([
  ...['type', 'action', 'channelId', 'conversationType', 'eventType', 'textFormat', 'contentType', 'trigger', 'verb'],
  ...['locale', 'country', 'platform', 'timezone', 'inputHint', 'importance', 'deliveryMode', 'fileType', 'code'],
  ...['subCode', 'errorCode', 'version', 'role'],
]);
const WORD = /^[A-Za-z][\w./+-]{0,79}$/;
/** Names of invokes and events, at the top of an activity. */
const EVENT = /^[A-Za-z]+\/[\w./]+$/;
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/;
const GUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
const WHOLE_GUID = new RegExp(`^${GUID.source}$`, 'i');

export function replacing(): Replace {
  const known = new Map<string, string>();
  const counts = new Map<string, number>();
  const number = (kind: string): number => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return counts.get(kind) ?? 0;
  };
  /** The stand-in of a text, made when it is first met. */
  const standIn = (kind: string, text: string, make: (at: number) => string): string => {
    const key = `${kind} ${text.toLowerCase()}`;
    const found = known.get(key) ?? make(number(kind));
    known.set(key, found);
    return found;
  };
  const guid = (text: string): string =>
    standIn('guid', text, (at) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`);
  const id = (text: string): string => {
    const [place = '', message] = text.split(';messageid=');
    if (message !== undefined) return `${id(place)};messageid=${id(message)}`;
    if (WHOLE_GUID.test(place)) return guid(place);
    if (place.startsWith('28:')) return `28:${guid(place.slice(3))}`;
    const [, start = '', end = ''] = /^(\d+:|a:|f:)?.*?(@thread\.(?:tacv2|v2|skype))?$/s.exec(place) ?? [];
    if (start === '' && /^\d{10,16}$/.test(place)) return standIn('id', place, (at) => String(1_700_000_000_000 + at));
    return standIn('id', place, (at) => `${start}id-${String(at)}${end}`);
  };
  const text = (key: string, value: string, top: boolean): string => {
    if (key === 'serviceUrl') return '{{serviceUrl}}';
    if (WORDS.has(key) && WORD.test(value) && !GUID.test(value)) return value;
    if (key === 'name' && top && EVENT.test(value)) return value;
    if (TIME.test(value)) return value;
    if (/(^|[a-z])(id|ids)$/i.test(key)) return id(value);
    if (/^https?:/i.test(value)) return standIn('url', value, (at) => `https://example.invalid/${String(at)}`);
    if (/name$/i.test(key)) return standIn('name', value, (at) => `Name ${String(at)}`);
    return masked(value, (mentioned) => standIn('name', mentioned, (at) => `Name ${String(at)}`));
  };
  const each = (value: unknown, key: string, depth: number): unknown => {
    if (typeof value === 'string') return text(key, value, depth === 1);
    // Numbers may be telephone numbers as well.
    if (typeof value === 'number') return key === 'errorCode' ? value : 0;
    if (Array.isArray(value)) return value.map((one) => each(one, key, depth + 1));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [field(name), each(one, name, depth + 1)]));
  };
  return {
    learn: (activity) => {
      const { recipient, channelData } = (activity ?? {}) as Record<string, { id?: string; tenant?: { id?: string } }>;
      const [app, tenant] = [recipient?.id?.replace(/^28:/, ''), channelData?.tenant?.id];
      if (app !== undefined) known.set(`guid ${app.toLowerCase()}`, '{{appId}}');
      if (tenant !== undefined) known.set(`guid ${tenant.toLowerCase()}`, '{{tenant}}');
    },
    activity: (value) => each(value, '', 0),
    answer: (value) => each(value, '', 0),
    id,
  };
}

/** Names of fields are words of Teams or of our cards; one that is neither is somebody's. */
function field(name: string): string {
  return /^[A-Za-z@][\w.@-]{0,59}$/.test(name) && !/@.*\./.test(name) ? name : 'field';
}

/** The shape of a text without what it says: letters and digits go, codes of Teams and tags of mentions stay. */
function masked(value: string, nameOf: (mentioned: string) => string): string {
  return value
    .split(/(<at[^>]*>[^<]*<\/at>|\b(?:subCode|errorCode|[A-Z][a-z]+(?:[A-Z][a-z]+)+)\b)/)
    .map((part) => {
      const mentioned = /^<at[^>]*>([^<]*)<\/at>$/.exec(part)?.[1];
      if (mentioned !== undefined) return `<at>${nameOf(mentioned)}</at>`;
      return CODES.has(part) ? part : part.replace(/\p{L}|\p{M}/gu, 'x').replace(/\p{N}/gu, '0');
    })
    .join('');
}

/** Of the documentation of status codes: what an answer is judged by. */
const CODES = new Set([
  ...['BotDisabledByAdmin', 'BotNotInConversationRoster', 'ConversationBlockedByUser', 'MessageWritesBlocked'],
  ...['ForbiddenOperationException', 'ConversationNotFound', 'ActivityNotFoundInConversation', 'InvalidBotApiHost'],
  ...['NotEnoughPermissions', 'BotNotRegistered', 'MessageSizeTooBig', 'PreconditionFailed', 'ServiceError'],
  ...['subCode', 'errorCode', 'BadArgument', 'Throttled'],
]);
