/**
 * Where a milestone holds words that somebody wrote and others may read: the one list of them. A test walks what is stored
 * of a milestone against it, so that no new text is ever told unseen by the guard.
 */
import type { Milestone } from './plan.js';

/** Words may hold; `[]` stands for each of several. Those that may be left out are null where nothing was said. */
const OF_A_PROPOSAL = ['reason', 'questions[].text', 'questions[].answer.text'] as const;

const WHERE_DECIDED = ['moves[].where', 'closure.where', 'decided.where', 'decidedBefore[].where'];

/** Null in place of words says that there are none. */
export const MAY_BE_LEFT_OUT: readonly string[] = [
  ...['note', 'cause', 'remedy', 'help', 'nextStep', 'evidence', 'evidenceLink'].map((field) => `update.${field}`),
  ...['progress', 'evidence', 'mark', 'state'].map((field) => `printed.${field}`),
  'moves[].reason',
  'closure.where',
  'decided.where',
  'decidedBefore[].where',
];

/** Addresses: words in their place would lead nowhere. */
export const LINKS: readonly string[] = ['update.evidenceLink'];

export const TOLD_TEXTS: readonly string[] = [
  'text',
  'due.text',
  'moves[].was',
  ...WHERE_DECIDED,
  ...MAY_BE_LEFT_OUT.filter((path) => !WHERE_DECIDED.includes(path)),
  'deferral.reason',
  'pause.reason',
  'closure.reason',
  'queries[]',
  ...['proposal', 'decided.proposal', 'decidedBefore[].proposal'].flatMap((one) =>
    OF_A_PROPOSAL.map((field) => `${one}.${field}`),
  ),
  ...['decided.reason', 'decidedBefore[].reason'],
  ...['text', 'from.who', 'from.which', 'answer.text'].map((field) => `challenges[].${field}`),
];

const TOLD = new Set(TOLD_TEXTS);

/** Null where a text is to be left out, which only one of `MAY_BE_LEFT_OUT` may be. */
export type ChangeText = (text: string, path: string) => string | null;

/** The milestone with each of its told texts as `change` has it; the very same where nothing changes. */
export function changedTexts(milestone: Milestone, change: ChangeText): Milestone {
  // What comes back has the shape that went in: only texts were put in place of texts.
  return changedIn(milestone, '', change) as Milestone;
}

function changedIn(value: unknown, path: string, change: ChangeText): unknown {
  if (typeof value === 'string') return TOLD.has(path) ? change(value, path) : value;
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    const next = list.map((one) => changedIn(one, `${path}[]`, change));
    return next.some((one, at) => one !== list[at]) ? next : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const next = entries.map(
    ([name, one]) => [name, changedIn(one, path === '' ? name : `${path}.${name}`, change)] as const,
  );
  return next.some(([, one], at) => one !== entries[at]?.[1]) ? Object.fromEntries(next) : value;
}
