/** The words of a plan as its readers may see them: the one place where anything is withheld (RULES 6). */
import { findingsIn, isHeld, type Finding } from './guard.js';
import { isWithin, type MarkingLevel } from './marking.js';
import type { ClearedWording, Milestone, Plan } from './plan.js';
import { changedTexts, LINKS, MAY_BE_LEFT_OUT } from './told-texts.js';

export interface Readership {
  /** Nothing marked above it. */
  readonly ceiling: MarkingLevel;
}

/** In place of a text that the guard holds, until somebody has cleared it. */
export const HELD_WORDS = '[held until the head of service has looked at it]';
/** In place of what no editor has cleared for the public. */
export const NOT_CLEARED_WORDS = '[wording not cleared]';

/** One text of a milestone that the guard holds and nobody has cleared. */
export interface HeldText {
  /** Where it stands: "update.note". */
  readonly path: string;
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** Whether a milestone may be named at all; it is counted in any case. */
export function mayBeNamed({ marking }: Pick<Milestone, 'marking'>, { ceiling }: Readership): boolean {
  return isWithin(marking, ceiling);
}

/**
 * The milestone with its texts as they may be told; figures, dates and ratings are as they were. What the guard holds is
 * masked; where only what is public may be read, what was said gives way to the wording that an editor has cleared.
 */
export function asTold(milestone: Milestone, plan: Pick<Plan, 'smallNumber'>, { ceiling }: Readership): Milestone {
  const told = ceiling === 'public' ? inClearedWording(milestone) : milestone;
  const masks = new Map(heldTexts(told, plan).map(({ text }) => [text, HELD_WORDS]));
  if (masks.size === 0) return told;
  return changedTexts(told, (text, path) => {
    const mask = masks.get(text);
    if (mask === undefined) return text;
    return LINKS.includes(path) ? null : mask;
  });
}

/** Words that belong to no milestone, such as those of a signature, as they may be told: nobody clears them. */
export function toldWords(text: string, plan: Pick<Plan, 'smallNumber'>, { ceiling }: Readership): string {
  return text !== '' && ceiling === 'public' ? NOT_CLEARED_WORDS : toldHere(text, plan);
}

/** Words that everybody may read, unless the guard holds them. */
export function toldHere(text: string, { smallNumber }: Pick<Plan, 'smallNumber'>): string {
  return findingsIn(text, smallNumber).some(isHeld) ? HELD_WORDS : text;
}

/** Every text of a milestone that others may read, is held, and that nobody has cleared. */
export function heldTexts(milestone: Milestone, { smallNumber }: Pick<Plan, 'smallNumber'>): readonly HeldText[] {
  const before = looked.get(milestone);
  if (before !== undefined) return before;
  const held = lookFor(milestone, smallNumber);
  looked.set(milestone, held);
  return held;
}

/** An image never changes, the rules look at one many times, and what is held hangs on no threshold. */
const looked = new WeakMap<Milestone, readonly HeldText[]>();

function lookFor(milestone: Milestone, smallNumber: number): readonly HeldText[] {
  const cleared = new Set(milestone.cleared.map(({ text }) => text));
  const known = [milestone.leadsText];
  const held: HeldText[] = [];
  changedTexts(milestone, (text, path) => {
    const findings = cleared.has(text) ? [] : findingsIn(text, smallNumber, known).filter(isHeld);
    if (findings.length > 0) held.push({ path, text, findings });
    return text;
  });
  return held;
}

/** Whether the cleared wording is of what was said last: a later update needs wording of its own. */
export function isWordingFresh({ wording, update }: Pick<Milestone, 'wording' | 'update'>): boolean {
  return wording !== null && wording.updateAt === (update?.at ?? null);
}

/** Whether there is anything about its progress that the public could read. */
export function saysAnything({ update, printed }: Pick<Milestone, 'update' | 'printed'>): boolean {
  const said =
    update === null ? [] : [update.note, update.cause, update.remedy, update.help, update.nextStep, update.evidence];
  return [...said, printed.progress, printed.evidence].some((text) => text !== null && text !== '');
}

/** Everything said gives way to the cleared wording; without any that holds, words say so. */
function inClearedWording(milestone: Milestone): Milestone {
  const wording = isWordingFresh(milestone) ? milestone.wording : null;
  const bare = changedTexts(milestone, (text, path) => {
    if (path === 'text') return wording === null ? NOT_CLEARED_WORDS : (wording.text ?? text);
    if (path === 'due.text') return text;
    return MAY_BE_LEFT_OUT.includes(path) ? null : NOT_CLEARED_WORDS;
  });
  return withProgress(bare, saysAnything(milestone), wording);
}

function withProgress(bare: Milestone, said: boolean, wording: ClearedWording | null): Milestone {
  const progress = wording?.progress ?? (said ? NOT_CLEARED_WORDS : null);
  if (bare.update !== null) return { ...bare, update: { ...bare.update, note: progress } };
  return { ...bare, printed: { ...bare.printed, progress } };
}
