/**
 * JSON as strictly as an open door needs it: an object, not too deep, no key twice, no key that reaches into prototypes,
 * no text that storage or another reader would change, no number that is none. `JSON.parse` alone keeps the last of two
 * equal keys, and another reader may keep the first.
 */

export type JsonFault =
  'not-json' | 'not-an-object' | 'too-deep' | 'duplicate-key' | 'forbidden-key' | 'forbidden-text' | 'not-a-number';

/** Levels of objects and lists; a flat object is one. */
export const MAX_DEPTH = 20;

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

export function strictJson(text: string): { readonly object: Record<string, unknown> } | { readonly fault: JsonFault } {
  const fault = shapeFault(text);
  if (fault !== null) return { fault };
  const value = parsed(text);
  if (value === undefined) return { fault: 'not-json' };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { fault: 'not-an-object' };
  const inside = valueFault(value);
  return inside === null ? { object: value as Record<string, unknown> } : { fault: inside };
}

/** One pass over the characters, in time linear to their number whatever they are; `JSON.parse` judges the grammar. */
function shapeFault(text: string): JsonFault | null {
  /** The keys of each object that is open; null for a list. */
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '{' || sign === '[') {
      open.push(sign === '{' ? new Set() : null);
      if (open.length > MAX_DEPTH) return 'too-deep';
    } else if (sign === '}' || sign === ']') {
      open.pop();
    } else if (sign === '"') {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      const fault = keys != null && followedByColon(text, end) ? keyFault(text.slice(at, end + 1), keys) : null;
      if (fault !== null) return fault;
      at = end;
    }
  }
  return null;
}

/** The place of the closing quote; the end of the text when there is none. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1;
  return at;
}

function followedByColon(text: string, end: number): boolean {
  let at = end + 1;
  while (' \t\r\n'.includes(text.charAt(at)) && at < text.length) at += 1;
  return text.charAt(at) === ':';
}

/** Keys are compared as they read, not as they are spelled: `\u005f` is an underscore. */
function keyFault(quoted: string, keys: Set<string>): JsonFault | null {
  const key = parsed(quoted);
  if (typeof key !== 'string') return 'not-json';
  if (FORBIDDEN_KEYS.has(key)) return 'forbidden-key';
  if (keys.has(key)) return 'duplicate-key';
  keys.add(key);
  return isPlain(key) ? null : 'forbidden-text';
}

/** What the grammar lets through: `1e999` is read as infinite, and half of a pair as a character. */
function valueFault(value: unknown): JsonFault | null {
  if (typeof value === 'string') return isPlain(value) ? null : 'forbidden-text';
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'not-a-number';
  if (typeof value !== 'object' || value === null) return null;
  for (const inner of Object.values(value)) {
    const fault = valueFault(inner);
    if (fault !== null) return fault;
  }
  return null;
}

/** No half of a surrogate pair, which UTF-8 cannot hold, and no NUL, at which some readers stop. */
function isPlain(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
