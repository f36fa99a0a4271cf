import { anyOpeningOf, isRefShaped, lastNumberOf, lettersOf, openingOf, pageLabelIn, stemOf } from './plan-shapes.js';
import { oneLine, quoted, sameWords } from './words.js';

/** One of the milestones that a row holds. */
export interface RefAndText {
  /** Empty when there is none. */
  readonly ref: string;
  readonly text: string;
}

/** What the ref column and the text of one row say together. */
export interface RefReading {
  /** At least one; several where one row holds several milestones. */
  readonly parts: readonly RefAndText[];
  /** The ref of the objective, where the column holds that; empty otherwise. */
  readonly objective: string;
  readonly page: { readonly page: number; readonly label: string; readonly ref: string } | null;
  readonly doubts: readonly RefDoubt[];
}

export interface RefDoubt {
  readonly code: 'conflicting-refs' | 'row-split';
  readonly message: string;
}

/** How a plan prints its refs, known from all its rows. */
export interface RefStyle {
  /** Refs without letters open the texts ("1.1 We will"), so that "2.5 Posts" would be one too. */
  readonly numbersOpen: boolean;
  /** The ref column holds the refs of objectives. */
  readonly objectiveRefs: boolean;
  /** Refs that a row of their own has. */
  readonly own: ReadonlySet<string>;
  /** The letters of its refs: with these, a ref opens a text whatever follows. */
  readonly letters: ReadonlySet<string>;
}

interface RefCells {
  readonly ref: string;
  readonly milestone: string;
}

const NO_REF = /^(?:t\.?b\.?c\.?|n\/?a|none|[-–—?.]+)$/i;

export function refStyleOf(rows: readonly RefCells[]): RefStyle {
  const read = rows
    .filter(({ milestone }) => milestone !== '')
    .map(({ ref, milestone }) => ({ ref: withoutLabel(ref), opening: openingOf(milestone)?.ref ?? '' }));
  const below = read.filter(({ ref, opening }) => opening !== '' && isStemOf(ref, opening));
  const bare = read.filter(({ ref, opening }) => /^\d/.test(opening) && (ref === '' || isStemOf(ref, opening)));
  const blank = read.filter(({ ref, opening }) => ref === '' || isStemOf(ref, opening));
  const numbersOpen = bare.length > 2 && bare.length * 3 >= blank.length * 2;
  const printed = read.filter(({ ref }) => ref !== '');
  const own = read.flatMap(({ ref, opening }) => (stemOf(ref) === '' && opening !== '' ? [ref, opening] : [ref]));
  const withStems = read.flatMap(({ ref, opening }) => [ref, isAcronym(lettersOf(opening)) ? opening : '']);
  return {
    numbersOpen,
    objectiveRefs: below.length > 0 && below.length * 2 >= printed.length,
    own: new Set(own.map(sameWords)),
    letters: new Set(withStems.filter((ref) => isRefShaped(ref) && stemOf(ref) !== '').map(lettersOf)),
  };
}

function isAcronym(letters: string): boolean {
  return /\p{Lu}.*\p{Lu}/u.test(letters);
}

/** The refs and texts of a row: the column's, or those that open the text, with page labels taken off. */
export function readRefs({ ref: cell, milestone }: RefCells, style: RefStyle): RefReading {
  const label = pageLabelIn(oneLine(cell));
  const page = label ?? null;
  const ref = withoutLabel(cell);
  const none = { objective: '', page, doubts: [] };
  const listed = refsListedIn(ref);
  if (listed.length > 1) return { ...none, ...severalRefs(listed, milestone, style, ref) };
  const opening = ownOpening(ref, milestone, style);
  if (opening === undefined) {
    const ofObjective = style.objectiveRefs && ref !== '' && stemOf(ref) === '' && lettersOf(ref) !== '';
    if (ofObjective) return { ...none, objective: ref, parts: partsOf({ ref: '', text: milestone }, style) };
    return { ...none, parts: partsUnder(ref, milestone, style), doubts: conflict(ref, milestone) };
  }
  const objective = isObjectiveOf(ref, opening.ref, style) ? ref : '';
  return { ...none, objective, parts: partsOf({ ref: opening.ref, text: opening.rest }, style) };
}

function withoutLabel(cell: string): string {
  const line = oneLine(cell);
  const ref = pageLabelIn(line)?.ref ?? line;
  return NO_REF.test(ref) ? '' : ref;
}

function isStemOf(ref: string, of: string): boolean {
  return ref !== '' && sameWords(stemOf(of)) === sameWords(ref);
}

/** "COM 3" beside "COM 4.1 We will": where the column holds objectives, it stands under that one all the same. */
function isObjectiveOf(ref: string, of: string, { objectiveRefs }: RefStyle): boolean {
  const sameLetters = lettersOf(ref) !== '' && sameWords(lettersOf(ref)) === sameWords(lettersOf(of));
  return isStemOf(ref, of) || (objectiveRefs && stemOf(ref) === '' && sameLetters);
}

/** The ref that opens a text, when it is the milestone's own. */
function ownOpening(ref: string, text: string, style: RefStyle): RefAndOpening | undefined {
  const opening = openingOf(text) ?? openingInStyle(ref, text, style);
  if (opening === undefined) return undefined;
  if (sameWords(opening.ref) === sameWords(ref)) return deepest(opening, text);
  if (isObjectiveOf(ref, opening.ref, style)) return opening;
  const letters = lettersOf(opening.ref);
  const isRef = letters === '' ? style.numbersOpen : isAcronym(letters) || style.letters.has(letters);
  return ref === '' && isRef ? opening : undefined;
}

type RefAndOpening = NonNullable<ReturnType<typeof openingOf>>;

/** In the letters of the plan's refs a ref opens a text whatever follows, unless another row has it: "SG 1.2 and its audit". */
function openingInStyle(ref: string, text: string, { letters, own }: RefStyle): RefAndOpening | undefined {
  const opening = anyOpeningOf(text);
  if (opening === undefined) return undefined;
  const isOwn = sameWords(opening.ref) === sameWords(ref);
  const isOfPlan = isStemOf(ref, opening.ref) || letters.has(lettersOf(opening.ref));
  if (!isOwn && (!isOfPlan || own.has(sameWords(opening.ref)))) return undefined;
  return opening.rest === '' ? { ...opening, rest: text } : opening;
}

/** Of a ref that opens the text more than once. */
function deepest(opening: RefAndOpening, text: string): RefAndOpening {
  const again = opening.rest === text ? undefined : (openingOf(opening.rest) ?? anyOpeningOf(opening.rest));
  const isSame = again !== undefined && again.rest !== '' && sameWords(again.ref) === sameWords(opening.ref);
  return isSame ? deepest(again, opening.rest) : opening;
}

function conflict(ref: string, text: string): RefDoubt[] {
  const opening = openingOf(text);
  if (ref === '' || opening === undefined || stemOf(ref) === '' || lettersOf(opening.ref) === '') return [];
  if (sameWords(opening.ref) === sameWords(ref)) return [];
  if (sameWords(lettersOf(opening.ref)) !== sameWords(lettersOf(ref))) return [];
  const message = `the ref is ${quoted(ref)}, and the text begins with ${quoted(opening.ref)}. ${quoted(ref)} was taken; correct one of the two.`;
  return [{ code: 'conflicting-refs', message }];
}

/* ---- Several milestones in one row ---- */

/** "PMQA 1.4 PMQA 1.5", or one a line; empty unless refs are all that the cell holds. */
function refsListedIn(cell: string): string[] {
  const refs = cell.match(/(?:\p{L}[\p{L}/&-]{0,11} ?)?\d{1,3}\.\d{1,3}[a-z]?/giu) ?? [];
  const rest = refs.reduce((left, ref) => left.replace(ref, ' '), cell);
  return /^(?:[\s,;&/]|\band\b)*$/i.test(rest) && refs.every(isRefShaped) ? refs.map(oneLine) : [];
}

function severalRefs(
  refs: readonly string[],
  text: string,
  style: RefStyle,
  cell: string,
): Pick<RefReading, 'parts' | 'doubts'> {
  const first = refs[0] ?? '';
  const split = partsUnder(first, text, { ...style, own: new Set() });
  const same =
    split.length === refs.length && split.every(({ ref }, at) => sameWords(ref) === sameWords(refs[at] ?? ''));
  if (same) return { parts: split, doubts: [] };
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.length === refs.length) {
    return { parts: lines.flatMap((line, at) => partsUnder(refs[at] ?? '', line, style)), doubts: [] };
  }
  const message = `${quoted(cell)} are ${String(refs.length)} refs, and where one text ends and the next begins cannot be told. They were kept as one, under ${quoted(first)}; give each a row of its own.`;
  return { parts: partsUnder(first, text, style), doubts: [{ code: 'row-split', message }] };
}

/** The text of a ref that is known, without that ref before it; not cut where it begins with another. */
function partsUnder(ref: string, text: string, style: RefStyle): readonly RefAndText[] {
  if (conflict(ref, text).length > 0) return [{ ref, text }];
  return partsOf({ ref, text: ownOpening(ref, text, style)?.rest ?? text }, style);
}

/** A text cut where a ref of the same parent begins a line or a sentence, unless that ref has a row of its own. */
function partsOf(whole: RefAndText, style: RefStyle): readonly RefAndText[] {
  if (stemOf(whole.ref) === '') return [whole];
  const parts: RefAndText[] = [];
  let [ref, from] = [whole.ref, 0];
  for (const start of whole.text.matchAll(/(?:\n+|[.;:!?)\]] )(?=\S)/g)) {
    const at = start.index + start[0].length;
    const next = openingOf(whole.text.slice(at));
    if (next === undefined || !follows(next.ref, ref, start[0].startsWith('\n')) || style.own.has(sameWords(next.ref)))
      continue;
    parts.push({ ref, text: whole.text.slice(from, start.index + 1).trim() });
    [ref, from] = [next.ref, whole.text.length - next.rest.length];
  }
  return [...parts, { ref, text: whole.text.slice(from).trim() }];
}

/** Refs of one parent; without letters only the very next number, and only where a line begins. */
function follows(next: string, ref: string, beginsLine: boolean): boolean {
  if (sameWords(stemOf(next)) !== sameWords(stemOf(ref)) || sameWords(next) === sameWords(ref)) return false;
  return lettersOf(next) !== '' || (beginsLine && lastNumberOf(next) === (lastNumberOf(ref) ?? 0) + 1);
}
