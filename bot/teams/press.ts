import { noticeCard, type Built, type Sign } from '../../cards/index.js';
import type { OfficerId } from '../domain/plan.js';
import type { NoticeView } from '../domain/views.js';
import { reasonOf } from '../flows/fault.js';
import { holdCard } from '../flows/hold-card.js';
import type { Ports } from '../flows/ports.js';
import type { Caller } from './callers.js';
import type { TokenClaim, TokenFault } from './card-token.js';
import { within } from './in-time.js';
import type { CardAction } from './turns.js';
import type { SummaryVerb, Verb } from './verbs.js';

/** What turns a press into a card. */
export interface CardDesk {
  readonly ports: Ports;
  readonly readToken: (token: string) => TokenClaim | TokenFault;
  /** Signs the buttons of a card made for one reader. */
  readonly signFor: (reader: OfficerId) => Sign;
  /** Milliseconds that what is not essential may take: to hold a card, and to show what follows a saved answer. */
  readonly asideMs: number;
}

/** A press that carried one of our tokens, by a person we know, in their own chat. */
export interface Press {
  readonly action: CardAction;
  readonly verb: Exclude<Verb, 'help' | SummaryVerb>;
  readonly claim: TokenClaim;
  readonly reader: OfficerId;
  /** Whether they are an admin, as read in this turn. */
  readonly admin: Caller['admin'];
  readonly sign: Sign;
}

/** A card in place of the one pressed, or words beside it. */
export type PressAnswer = Built | { readonly text: string };

/** What answers a press. */
export type Handler = (desk: CardDesk, press: Press) => Promise<PressAnswer>;

/** What was typed comes back with the reason, so that it is not lost. */
export function refused({ action, sign }: Press, why: NoticeView): Built {
  return noticeCard({ ...why, typed: action.inputs, fields: action.fields }, sign);
}

/**
 * What the press comes to; meanwhile the digest that it shows on is held. Nobody waits long for that, and it fails
 * nothing: at worst a change by others takes the place of the card.
 */
export async function holding<T>(
  { ports, asideMs }: CardDesk,
  { reader, action }: Press,
  showing: 'form' | 'confirmation' | 'list',
  made: Promise<T>,
): Promise<T> {
  const held = holdCard(ports, reader, action.activityId, showing, action.reminder).catch((error: unknown) => {
    ports.log.warn('card-not-held', { reason: reasonOf(error) });
  });
  const [answer] = await Promise.all([made, within(asideMs, held)]);
  return answer;
}
