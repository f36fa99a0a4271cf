import { inWords, type CivilDate } from './dates.js';
import { begun } from './former-name.js';
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

/** Why a revision was written, with people by name: what is recorded names them by id (RULES 6). */
export function whyInWords(why: string, name: (officer: string) => string): string {
  const said = why
    .replace(/(?<=entered by )\S+$/, (id) => (id === 'operator' ? id : name(id)))
    .replace(/^\S+(?= (?:left|handed everything over)(?:;|$))/, (id) => name(id))
    .replace(/(?<=; handed to )\S+$/, (id) => name(id));
  return begun(said);
}
