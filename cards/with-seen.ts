import { LARGEST, sizeOf, type Built, type Card } from './render.js';

/**
 * The form that comes back, with what says which texts their writer was asked about already on the button that saves it:
 * nobody is asked twice about the same words. Left out where it would make the card too large.
 */
export function withSeen(built: Built, verb: string, seen: readonly string[]): Built {
  const card = marked(built.card, verb, seen.join(',')) as Card;
  return sizeOf(card) > LARGEST ? built : { ...built, card };
}

function marked(node: unknown, verb: string, seen: string): unknown {
  if (Array.isArray(node)) return node.map((one) => marked(one, verb, seen));
  if (typeof node !== 'object' || node === null) return node;
  const { type, verb: own, data } = node as Record<string, unknown>;
  if (type === 'Action.Execute' && own === verb && typeof data === 'object') {
    return { ...node, data: { ...data, seen } };
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, marked(value, verb, seen)]));
}
