import type { Card } from './render.js';

/**
 * Puts the id of a reminder on every button of its card, so that a press tells which card it was, also where Teams never
 * said that it arrived. It identifies and authorises nothing: the token beside it does the one, the tables the other.
 */
export function named(card: Card, reminder: string): Card {
  return withName(card, reminder) as Card;
}

function withName(part: unknown, reminder: string): unknown {
  if (Array.isArray(part)) return part.map((one: unknown) => withName(one, reminder));
  if (typeof part !== 'object' || part === null) return part;
  const fields = Object.entries(part).map(([key, value]) => [key, withName(value, reminder)] as const);
  const copy: Record<string, unknown> = Object.fromEntries(fields);
  if (copy.type !== 'Action.Execute') return copy;
  return { ...copy, data: { ...(copy.data as object | undefined), reminder } };
}
