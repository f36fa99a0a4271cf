import { dueMark, marksOf, textMark } from './file-said.js';
import type { Decision, DecisionFault, OpenDecision } from './plan-decisions.js';
import { wrongChoice } from './plan-decide.js';
import { said, whereOf } from './plan-decide-ways.js';
import type { Milestone } from './plan.js';
import type { PlanFile, PlanRow } from './read-plan.js';
import { plainRef } from './refs.js';

/** A row of a file and the milestone that it is. */
export interface Match {
  readonly milestone: Milestone;
  readonly row: PlanRow;
  /** Why, where its printed ref does not say so. */
  readonly because: string | null;
}

interface Matching {
  readonly matches: readonly Match[];
  /** What may be the same, to be decided; in `matches` already where that was assumed or decided. */
  readonly decisions: readonly OpenDecision[];
  readonly faults: readonly DecisionFault[];
}

/** What a plan has in the place of a row's titles. */
type ParentOf = (milestone: Milestone) => string;

/**
 * Which milestone each row of a later file is (H12): by the ref as printed; where that was made here, or stands twice, by
 * its words, its parent and its date. What only resembles a milestone is asked, with the reason.
 *
 * @param parentOf the mark of a milestone's area and objective by their titles
 */
export function matchRows(
  milestones: readonly Milestone[],
  file: PlanFile,
  parentOf: ParentOf,
  decisions: readonly Decision[],
): Matching {
  const state: State = { file, parentOf, left: new Set(milestones), rows: new Set(file.rows), matches: [] };
  byRef(state);
  // The surest first: whatever is left then has less to choose from.
  const own = (row: PlanRow): string => plainRef(row.ref);
  byKey(
    state,
    'the same words, date and ref',
    (m) => [m.text, m.due, m.ref],
    (r, row) => [r.text, r.due, own(row)],
    false,
  );
  byKey(
    state,
    'the same words, date and place',
    (m) => [m.text, m.due, m.parent],
    (r) => [r.text, r.due, r.parent],
    false,
  );
  byKey(
    state,
    'the same words in the same place',
    (m) => [m.text, m.parent],
    (r) => [r.text, r.parent],
    true,
  );
  byKey(
    state,
    'the same words',
    (m) => [m.text],
    (r) => [r.text],
    true,
  );
  return asked(state, decisions);
}

interface State {
  readonly file: PlanFile;
  readonly parentOf: ParentOf;
  readonly left: Set<Milestone>;
  readonly rows: Set<PlanRow>;
  readonly matches: Match[];
}

function take({ left, rows, matches }: State, milestone: Milestone, row: PlanRow, because: string | null): void {
  left.delete(milestone);
  rows.delete(row);
  matches.push({ milestone, row, because });
}

/**
 * Refs as printed. Of a ref that stands twice in a file, which is the second depends on where the rows stand; one that
 * was made here may be printed for something else.
 */
function byRef(state: State): void {
  const refs = new Set([...state.rows].map(({ ref }) => plainRef(ref)));
  const twice = (ref: string): boolean => {
    const bare = ref.replace(/\(\d+\)$/, '');
    return bare !== ref || refs.has(`${ref}(2)`);
  };
  const known = new Map([...state.left].map((milestone) => [plainRef(milestone.ref), milestone]));
  for (const row of [...state.rows]) {
    const found = known.get(plainRef(row.ref));
    if (found === undefined || !row.refPrinted || twice(plainRef(row.ref))) continue;
    if (found.fileSaid?.refPrinted !== false || resembles(found, row)) take(state, found, row, null);
  }
}

function resembles({ text }: Milestone, row: PlanRow): boolean {
  return textMark(text) === textMark(row.text) || likeness(wordsOf(text), wordsOf(row.text)) >= ALIKE_FROM;
}

interface Keys {
  readonly text: string;
  readonly due: string;
  readonly parent: string;
  readonly ref: string;
}

/** Each row with a milestone of the same key; `alone`: only where either side has one of it. */
function byKey(
  state: State,
  because: string,
  ofMilestone: (keys: Keys) => readonly string[],
  ofRow: (keys: Keys, row: PlanRow) => readonly string[],
  alone: boolean,
): void {
  const milestones = grouped([...state.left], (one) => ofMilestone(keysOf(one, state)).join('\n'));
  const rows = grouped([...state.rows], (row) => {
    const { text, due, parent } = marksOf(row, state.file);
    return ofRow({ text, due, parent, ref: plainRef(row.ref) }, row).join('\n');
  });
  for (const [key, same] of rows) {
    const found = milestones.get(key) ?? [];
    if (alone && (same.length > 1 || found.length > 1)) continue;
    same.forEach((row, at) => {
      const milestone = found[at];
      if (milestone !== undefined) take(state, milestone, row, because);
    });
  }
}

/** By what the last file said of it, where one did. */
function keysOf(milestone: Milestone, { parentOf }: State): Keys {
  const { fileSaid, text, due, ref } = milestone;
  const marks = fileSaid?.marks ?? { text: textMark(text), due: dueMark(due), parent: parentOf(milestone) };
  return { text: marks.text, due: marks.due, parent: marks.parent, ref: plainRef(ref) };
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

/* ---- What only resembles ---- */

/** Words that have less in common are about something else. */
const ALIKE_FROM = 0.4;
/** From here on somebody is asked; from there on it is taken for the same while nobody says otherwise. */
const ASKED_FROM = 0.55;
const ASSUMED_FROM = 0.75;
/** More pairs are not compared: such a file has little in common with the plan. */
const MOST_PAIRS = 400_000;

interface Pair {
  readonly milestone: Milestone;
  readonly row: PlanRow;
  readonly likeness: number;
  readonly because: string;
}

function asked(state: State, decisions: readonly Decision[]): Matching {
  const given = new Map(decisions.map((one) => [one.id, one]));
  const open: OpenDecision[] = [];
  const faults: DecisionFault[] = [];
  for (const pair of likely(state)) {
    if (!state.left.has(pair.milestone) || !state.rows.has(pair.row)) continue;
    const decision = decisionOf(pair);
    open.push(decision);
    const own = given.get(decision.id);
    const wrong = own === undefined ? null : wrongChoice({ open: decision }, own);
    if (wrong !== null) faults.push({ id: decision.id, message: wrong });
    const chosen = own === undefined || wrong !== null ? decision.choices[0]?.id : own.choice;
    if (chosen === 'same') take(state, pair.milestone, pair.row, pair.because);
    else state.rows.delete(pair.row);
  }
  return { matches: state.matches, decisions: open, faults };
}

/** The likeliest first; each row with one milestone only. */
function likely(state: State): readonly Pair[] {
  if (state.left.size * state.rows.size > MOST_PAIRS) return [];
  const words = new Map([...state.left].map((one) => [one, wordsOf(one.text)]));
  const pairs = [...state.rows].flatMap((row) => {
    const [own, marks] = [wordsOf(row.text), marksOf(row, state.file)];
    return [...words].flatMap(([milestone, others]): Pair[] => {
      const alike = likeness(own, others);
      const keys = keysOf(milestone, state);
      const [sameParent, sameDate] = [keys.parent === marks.parent, keys.due === marks.due];
      const total = alike * 0.7 + (sameParent ? 0.15 : 0) + (sameDate ? 0.15 : 0);
      if (alike < ALIKE_FROM || total < ASKED_FROM) return [];
      const beside = [sameParent ? ['the same place'] : [], sameDate ? ['the same date'] : []].flat();
      return [{ milestone, row, likeness: total, because: ['nearly the same words', ...beside].join(', ') }];
    });
  });
  return pairs.sort((a, b) => b.likeness - a.likeness || a.row.row - b.row.row);
}

function decisionOf({ row, milestone, likeness: alike, because }: Pair): OpenDecision {
  const same = { id: 'same', label: `It is ${milestone.ref}`, typed: null };
  const other = { id: 'new', label: 'It is a new one', typed: null };
  // Another ref that is printed is meant to be another.
  const assumed = alike >= ASSUMED_FROM && !row.refPrinted;
  return {
    id: `match:${plainRef(row.ref)}:${plainRef(milestone.ref)}:${textMark(row.text).slice(0, 8)}`,
    kind: 'match',
    code: null,
    row: row.row,
    ref: milestone.ref,
    question: `${whereOf(row)}: is ${said(row.text)} what was ${milestone.ref}, ${said(milestone.text)} (${because})?`,
    cell: row.text.slice(0, 1000),
    assumed: assumed ? `It is taken for ${milestone.ref}` : `It is new, and ${milestone.ref} is moved or removed`,
    choices: assumed ? [same, other] : [other, same],
  };
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []);
}

/** How much of the words of two texts both have, from 0 to 1. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0;
  let both = 0;
  for (const word of a) if (b.has(word)) both += 1;
  return (2 * both) / (a.size + b.size);
}
