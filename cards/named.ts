import { LARGEST, sizeOf, type Built, type Card } from './render.js';

/**
 * Puts the id of a reminder on every button of its card, so that a press tells which card it was, also where Teams never
 * said that it arrived. It identifies and authorises nothing: the token beside it does the one, the tables the other.
 */
export function named(card: Card, reminder: string): Card {
  return withName(card, reminder) as Card;
}

/**
 * What takes the place of such a card for its presser, with the same id: so that what is saved on a form, some presses
 * later, is still known to answer it. Left out where it would make the card too large.
 */
export function namedAsBefore(built: Built, reminder: string): Built {
  const card = named(built.card, reminder);
  return sizeOf(card) > LARGEST ? built : { ...built, card };
}

function withName(part: unknown, reminder: string): unknown {
  if (Array.isArray(part)) return part.map((one: unknown) => withName(one, reminder));
  if (typeof part !== 'object' || part === null) return part;
  const fields = Object.entries(part).map(([key, value]) => [key, withName(value, reminder)] as const);
  const copy: Record<string, unknown> = Object.fromEntries(fields);
  if (copy.type !== 'Action.Execute') return copy;
  return { ...copy, data: { ...(copy.data as object | undefined), reminder } };
}
