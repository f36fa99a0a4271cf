import { withoutUnseen } from './plain-text.js';
import { withoutManners } from './typed-line.js';

/** A question of a leader about one milestone, as it was said in their own chat. */
export interface AskCommand {
  readonly kind: 'ask';
  /** Empty where it was left out. */
  readonly ref: string;
  /** As typed; empty where only its form is wanted. */
  readonly question: string;
}

const ASK = /^ask(?: a question)?(?: (?:about|on|of))?(?: (?<ref>[^:]{1,80}?))?(?:\s*:\s*(?<question>.*))?$/is;

/** "ask FD 2.1: why did it move?", "ask about FD 2.1": read before anything else, since a question may be long. */
export function readAsk(text: string): AskCommand | null {
  const [before = '', ...after] = withoutUnseen(text).trim().split(':');
  // The ref as any line is read; the question as it was typed.
  const line = [withoutManners(before.replace(/\s+/g, ' ').trim()), ...after].join(':');
  const found = ASK.exec(line)?.groups;
  if (found === undefined) return null;
  const ref = (found.ref ?? '')
    .replace(/["'“”]/g, '')
    .replace(/[.?!,]+$/, '')
    .trim();
  return { kind: 'ask', ref, question: (found.question ?? '').trim() };
}

/** "show FD 2.1", "show Front door", "show": after everything else that begins so. */
export function readShow(line: string): { readonly kind: 'show'; readonly what: string } | null {
  if (/^(?:show|view)(?: me)?$/i.test(line)) return { kind: 'show', what: '' };
  const what = /^(?:show|look at|open|view)(?: me)?(?: the)?(?: area)? (?<what>.+)$/i.exec(line)?.groups?.what;
  return what === undefined ? null : { kind: 'show', what };
}
