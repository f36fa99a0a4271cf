/** What was said since a summary was posted: told beneath it, while its figures stand (RULES 7). */
import { inWords, type CivilDate } from './dates.js';
import { entryChosen, type Key } from './key.js';
import { approvedDate, type Milestone, type Ref } from './plan.js';
import { stateInWords } from './state-words.js';

/** So many are told in words; the others by their refs. */
const MOST_ROWS = 10;

export interface SincePostedView {
  /** When this was read: "4:05pm" on that day. */
  readonly on: CivilDate;
  readonly time: string;
  /** In printed order. */
  readonly rows: readonly SincePostedRow[];
  /** Changed as well, and named only, so that the message stays short. */
  readonly more: readonly Ref[];
  /** How many changed that may not be named to its readers. */
  readonly unnamed: number;
}

export interface SincePostedRow {
  readonly ref: Ref;
  readonly text: string;
  /** What changed, as clauses without capital or full stop: "Red, was Green", "due on Friday 18 December 2026, ...". */
  readonly what: readonly string[];
}

/** The milestones of a summary at one time, as its readers may see them. */
export interface Told {
  readonly key: Key;
  /** In printed order. */
  readonly milestones: readonly Milestone[];
}

/** What the section needs beside the two times. */
export interface SinceAround {
  /** Refs that are counted and not named to these readers. */
  readonly unnamed: ReadonlySet<Ref>;
  readonly on: CivilDate;
  readonly time: string;
}

/** Null when nothing changed that leadership is told of. Pure: days that pass change nothing here, only what was said. */
export function sincePosted(then: Told, now: Told, around: SinceAround): SincePostedView | null {
  const known = new Map(then.milestones.map((milestone) => [milestone.ref, milestone]));
  const changed = now.milestones.flatMap((milestone) => {
    const what = changesOf(known.get(milestone.ref), milestone, then.key, now.key);
    return what.length === 0 ? [] : [{ ref: milestone.ref, text: milestone.text, what }];
  });
  const named = changed.filter(({ ref }) => !around.unnamed.has(ref));
  if (changed.length === 0) return null;
  return {
    on: around.on,
    time: around.time,
    rows: named.slice(0, MOST_ROWS),
    more: named.slice(MOST_ROWS).map(({ ref }) => ref),
    unnamed: changed.length - named.length,
  };
}

function changesOf(was: Milestone | undefined, now: Milestone, keyThen: Key, keyNow: Key): readonly string[] {
  if (was === undefined) return ['added'];
  return [
    ...stateChange(was, now),
    ...ratingChange(was, now, keyThen, keyNow),
    ...dateChange(was, now),
    ...proposed(was, now),
    ...deferred(was, now),
  ];
}

function stateChange(was: Milestone, now: Milestone): string[] {
  return was.state === now.state ? [] : [`now ${stateInWords(now.state)}`];
}

function ratingChange(was: Milestone, now: Milestone, keyThen: Key, keyNow: Key): string[] {
  if (now.update === null || now.update.at === was.update?.at) return [];
  const word = entryChosen(keyNow, now.update).word;
  if (was.update === null) return [`${word}, no update before`];
  const before = entryChosen(keyThen, was.update).word;
  return [before === word ? `updated, still ${word}` : `${word}, was ${before}`];
}

function dateChange(was: Milestone, now: Milestone): string[] {
  const [from, to] = [approvedDate(was), approvedDate(now)];
  // Of what recurs the next period comes by itself.
  if (from === to || JSON.stringify(was.due) === JSON.stringify(now.due)) return [];
  if (to === null) return [`no date any more, was due on ${from === null ? '' : inWords(from)}`];
  return [`now due on ${inWords(to)}, ${from === null ? 'had no date before' : `was due on ${inWords(from)}`}`];
}

/** What waits for a decision is told, as it is in the summary; who is to lead it is not. */
function proposed(was: Milestone, now: Milestone): string[] {
  const { proposal } = now;
  if (proposal === null || proposal.id === was.proposal?.id) return [];
  if (proposal.date !== null) return [`${inWords(proposal.date)} is proposed as its date`];
  return proposal.state === null ? [] : [`proposed to end as ${stateInWords(proposal.state)}`];
}

function deferred(was: Milestone, now: Milestone): string[] {
  if (now.deferral === null || now.deferral.until === was.deferral?.until) return [];
  return [`deferred until ${inWords(now.deferral.until)}`];
}
