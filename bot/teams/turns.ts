/**
 * What people do in Teams, as plain facts, and how we answer. The Teams side turns activities into these and answers
 * into activities; the flows never see a bot framework type.
 */
import type { Instant } from '../domain/dates.js';
import type { UpdateInputs } from '../domain/views.js';
import type { Chat } from '../flows/ports.js';

/** Who acts: from the verified activity, never from the card. What they may do is read from the tables at that moment. */
export interface Person {
  /** The Entra object id, lower case. */
  readonly entraId: string;
  /** The tenant they come from; null only in local mode when the Playground names none. */
  readonly tenantId: string | null;
  /** As Teams shows it: to offer a link with an officer of that name, never to decide anything. */
  readonly name: string | null;
}

export type Scope = 'personal' | 'channel' | 'group';

/** A channel, or a group chat. */
export interface ChannelPlace {
  /** The conversation id of the channel, without any message id. */
  readonly id: string;
  /** Of a group chat its topic. */
  readonly name: string | null;
  readonly team: string | null;
  readonly teamId: string | null;
  readonly kind: 'channel' | 'group';
  /** As Teams says; null where it does not. */
  readonly type: 'standard' | 'shared' | 'private' | null;
}

/** Where it was said, and how to write there again. */
export interface Place {
  readonly scope: Scope;
  /** In a channel its conversation id is the channel's, so that a message there starts a new thread. */
  readonly chat: Chat;
  readonly channel: ChannelPlace | null;
}

/** A press of a button on one of our cards. */
export interface CardAction extends Place {
  readonly actor: Person;
  /** The verb of the button pressed. Compare it with the token's. */
  readonly verb: string;
  /** Our signed token, unread; null when the card carried none. */
  readonly token: string | null;
  /** The `id` of an entry of the plan's key, unread: the key may have changed since. */
  readonly rating: string | null;
  /** What was typed into the update form, as typed. Each at most 4,000 characters. */
  readonly inputs: Readonly<UpdateInputs>;
  /** What was typed or chosen on any other form, by the name of the field, as typed. Each at most 4,000 characters. */
  readonly fields: Readonly<Record<string, string>>;
  /** Which of several alike on one card the button belongs to; null where there is one. */
  readonly row: string | null;
  /** The tokens of the lines that were ticked, unread. */
  readonly ticks: readonly string[];
  /** Which texts the presser has seen the guard's doubts about, unread; absent where none. */
  readonly seen?: readonly string[];
  /** The id of the reminder that the card was sent as, unread; null for other cards. */
  readonly reminder: string | null;
  /** The message that holds the card, for updating it; null when Teams does not say. */
  readonly activityId: string | null;
}

/** A card, and the line that a notification or the chat list shows for it. */
export interface MadeCard {
  readonly card: object;
  readonly summary: string;
}

/** The answer to a press: a card takes the place of the one pressed, for the presser only; a text is shown beside it. */
export type CardReply = { readonly card: object } | { readonly text: string };

/** A file sent with something said. */
export interface SentFile {
  readonly name: string;
  /** Where Teams keeps it: opens for a few minutes to whoever has it, and is never logged. */
  readonly address: string;
}

/** Something said to the bot; mentions of the bot are already taken out, and the text trimmed. */
export interface Said extends Place {
  readonly actor: Person;
  readonly text: string;
  /** Left out where there are none. */
  readonly files?: readonly SentFile[];
  /** When Teams took it; left out where it does not say. Told twice, it is the same. */
  readonly saidAt?: Instant;
}

/** A new message in answer: a card (never with a text beside it), or one text. */
export type Reply = MadeCard | { readonly text: string };

/** The bot came to a chat or channel, or left it. */
export interface Presence extends Place {
  /** Who did it; null when Teams does not say. */
  readonly actor: Person | null;
  /**
   * Teams tells of one installation twice: as `installation`, and as `membership` of the bot in the conversation.
   * Both bring the chat; greet on `installation` only. An upgrade of the app comes as `membership`. The Playground tells
   * of an installation each time its page is loaded, so greet once a person.
   */
  readonly told: 'installation' | 'membership';
  /** Set where it is about a whole team with all its channels: its id. */
  readonly ofTeam: string | null;
}

/** What the flows do about it. May throw: the person then gets a fixed sentence, and the log the reason. */
export interface Turns {
  onCard(action: CardAction): Promise<CardReply>;
  onText(said: Said): Promise<readonly Reply[]>;
  /** Called once for each way of telling; see `told`. */
  onInstalled(presence: Presence): Promise<readonly Reply[]>;
  onRemoved(presence: Presence): Promise<void>;
}
