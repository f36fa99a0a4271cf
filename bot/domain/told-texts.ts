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

/** The told texts as a tree, so that nothing else of a milestone is walked: rollups look at thousands of them. */
interface Branch {
  /** The path that ends here; null where none does. */
  path: string | null;
  /** What stands below, by name; `[]` stands for each of several. */
  readonly below: Map<string, Branch>;
}

const TOLD = TOLD_TEXTS.reduce<Branch>(
  (tree, path) => {
    let at = tree;
    for (const name of path.match(/\[\]|[^.[\]]+/g) ?? []) {
      const next = at.below.get(name) ?? { path: null, below: new Map<string, Branch>() };
      at.below.set(name, next);
      at = next;
    }
    at.path = path;
    return tree;
  },
  { path: null, below: new Map() },
);

/** Null where a text is to be left out, which only one of `MAY_BE_LEFT_OUT` may be. */
export type ChangeText = (text: string, path: string) => string | null;

/** The milestone with each of its told texts as `change` has it; the very same where nothing changes. */
export function changedTexts(milestone: Milestone, change: ChangeText): Milestone {
  // What comes back has the shape that went in: only texts were put in place of texts.
  return changedIn(milestone, TOLD, change) as Milestone;
}

function changedIn(value: unknown, { path, below }: Branch, change: ChangeText): unknown {
  if (typeof value === 'string') return path === null ? value : change(value, path);
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? changedInEach(value, below.get('[]'), change) : changedInFields(value, below, change);
}

function changedInEach(list: readonly unknown[], each: Branch | undefined, change: ChangeText): unknown {
  if (each === undefined || list.length === 0) return list;
  const next = list.map((one) => changedIn(one, each, change));
  return next.some((one, at) => one !== list[at]) ? next : list;
}

function changedInFields(value: object, below: Branch['below'], change: ChangeText): unknown {
  const fields = value as Readonly<Record<string, unknown>>;
  const changed: Record<string, unknown> = {};
  let any = false;
  for (const [name, branch] of below) {
    const one = fields[name];
    const next = one === undefined ? one : changedIn(one, branch, change);
    if (next === one) continue;
    changed[name] = next;
    any = true;
  }
  return any ? { ...value, ...changed } : value;
}
