import { Template } from 'adaptivecards-templating';
import type { CardLink } from '../bot/domain/views.js';
import parts from './parts.json';

/** An Adaptive Card as JSON. */
export type Card = Readonly<Record<string, unknown>>;

/** A card with the words that stand for it in a list of chats. */
export interface Built {
  readonly card: Card;
  readonly summary: string;
}

/** Gives the token to place at a button. */
export type Sign = (verb: string, link: CardLink) => string;

/** The place of a button that belongs to no milestone. */
export const NOWHERE: CardLink = { plan: '', ref: '', rev: 0 };

/** Teams counts a card in UTF-16: two bytes a character (DESIGN 5). */
export const LARGEST = 40_960;

/** Templates are filled with strings only: a number or null in a TextBlock breaks the whole card on phones. */
type Strings<M> = {
  readonly [K in keyof M]: M[K] extends string
    ? string
    : M[K] extends readonly (infer E)[]
      ? readonly (E extends string ? string : Strings<E>)[]
      : Strings<M[K]>;
};

/**
 * Turns a template into a function of its model. The template is built at the first use and kept; a model's strings are
 * data to it and are never read as template text.
 */
export function compile<M extends Strings<M>>(template: object): (model: M) => Card {
  let ready: Template | undefined;
  return (model) => {
    ready ??= templateOf(template);
    return withoutBlanks(ready.expand({ $root: model })) as Card;
  };
}

/** Reads every expression in a template once: most of the work of a card. */
export function templateOf(template: object): Template {
  return new Template(withParts(template));
}

export function sizeOf(card: Card): number {
  return JSON.stringify(card).length * 2;
}

/** The card with as many rows as fit: all of them, or the most for which `build` stays within the limit. */
export function fitted(rows: number, build: (rows: number) => Card): Card {
  const whole = build(rows);
  if (sizeOf(whole) <= LARGEST || rows === 0) return whole;
  let best = build(0);
  let [low, high] = [0, rows - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const card = build(middle);
    if (sizeOf(card) <= LARGEST) [best, low] = [card, middle];
    else high = middle - 1;
  }
  return best;
}

/** All rows in full; where that is too large all of them leaner, and where that is, too, as many as fit. */
export function fittedOrLean(rows: number, build: (rows: number, lean: boolean) => Card): Card {
  const whole = build(rows, false);
  return sizeOf(whole) <= LARGEST ? whole : fitted(rows, (most) => build(most, true));
}

/** Texts without words are left out: phones reject them. */
function withoutBlanks(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutBlanks).filter((part) => !isBlank(part));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withoutBlanks(value)]));
}

function isBlank(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return part === '';
  const { type, text, inlines } = part as Record<string, unknown>;
  if (type === 'RichTextBlock') return Array.isArray(inlines) && inlines.length === 0;
  return (type === 'TextRun' || type === 'TextBlock') && text === '';
}

/** Puts the shared pieces of parts.json where a template names them: `{ "$part": "row", "$data": "${rows}" }`. */
function withParts(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withParts);
  if (typeof node !== 'object' || node === null) return node;
  const { $part, ...own } = node as Record<string, unknown>;
  const added = Object.fromEntries(Object.entries(own).map(([key, value]) => [key, withParts(value)]));
  if (typeof $part !== 'string') return added;
  const part = (parts as Record<string, object | undefined>)[$part];
  if (part === undefined) throw new Error(`parts.json has no part "${$part}"`);
  return { ...(withParts(part) as object), ...added };
}
