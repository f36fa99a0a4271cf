import { inWords, type CivilDate } from './dates.js';
import type { Key } from './key.js';
import type { Actor } from './plan.js';

/** One thing that a revision of a milestone changed, in words. */
export interface HistoryChange {
  readonly kind:
    | 'loaded'
    | 'update'
    | 'date'
    | 'closed'
    | 'state'
    | 'proposed'
    | 'refused'
    | 'approved'
    | 'asked'
    | 'lapsed'
    | 'deferred'
    | 'deferral-ended'
    | 'leads'
    | 'wording'
    | 'place'
    | 'marked'
    | 'cleared';
  readonly words: string;
}

/** Whose names, and whose words for ratings. */
export interface HistoryFacts {
  readonly key: Key;
  readonly nameOf: (officer: string) => string;
  /** The words that “same as” meant at this revision, as they stood then; without them only the ref is told. */
  readonly saidThere?: string | null;
  /** Ids of leaders' questions whose answer its reader may not know yet. */
  readonly untold?: ReadonlySet<string>;
}

export function named(name: string, text: string | null): string[] {
  return text === null || text === '' ? [] : [`${name}${spoken(text)}`];
}

export function told(what: string, date: CivilDate | null): string[] {
  return date === null ? [] : [`${what} ${inWords(date)}.`];
}

/** A person's words stay theirs: in quotation marks, unchanged. */
export function spoken(text: string): string {
  const words = text.trim();
  if (words === '') return '';
  return /[.!?…]$/.test(words) ? `“${words}”` : `“${words}”.`;
}

export function nameOf(actor: Actor, { nameOf: name }: HistoryFacts): string {
  return actor.kind === 'officer' ? name(actor.id) : 'an administrator';
}
