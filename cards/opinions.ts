import type { MilestoneView } from '../bot/domain/views.js';
import { saidByWords, saidOnWords } from './behalf-words.js';
import { NOWHERE, type Sign } from './render.js';
import { BECAUSE_LENGTH, statusOf, type NoteModel, type StatusModel } from './rows.js';
import { capital, cut, entryOf, quote, sentence, shownRef, type Said } from './words.js';

/** One of two opinions that stand side by side. */
export interface OpinionModel extends StatusModel {
  readonly who: string;
  readonly because: readonly string[];
  /** Words too long for half a card: they stand beneath both, over its full width. */
  readonly beneath: readonly NoteModel[];
}

/** About three lines of half a card. */
const HALF_LENGTH = 80;

/** What was ticked on the list, carried along so that it is still ticked on return. */
export interface CarriedModel {
  readonly id: string;
  readonly token: string;
}

/** "Back to list". It sends the inputs only when there are ticks to carry. */
export interface BackModel {
  readonly backToken: string;
  readonly inputs: string;
}

/** The word said last, by whom and when. */
export function lastSaid({ lastUpdate }: MilestoneView): OpinionModel {
  if (lastUpdate === null) return opinion('Last update', 'none', 'Nothing has been said yet.');
  const who = `${saidByWords(lastUpdate)} last said`;
  const said = lastUpdate.grade ?? lastUpdate.rating;
  const on = saidOnWords(lastUpdate);
  const note = wordsOf(lastUpdate);
  if (note === '') return opinion(who, said, `${on}.`);
  const whole = sentence(`${on}: ${note}`);
  return whole.length <= HALF_LENGTH
    ? opinion(who, said, whole)
    : opinion(who, said, `${on}.`, { strong: 'What was said:', rest: ` ${capital(sentence(note))}` });
}

/** What was said, in quotation marks; of what is the same as another, the words that were meant. */
function wordsOf({ note, sameAs }: NonNullable<MilestoneView['lastUpdate']>): string {
  if (cut(note ?? '') !== '') return quote(note ?? '');
  if (sameAs === undefined) return '';
  const there = cut(sameAs.text ?? '') === '' ? '' : `: ${quote(sameAs.text ?? '')}`;
  return `the same as ${shownRef(sameAs.ref)}${there}`;
}

/** The rating being given, with what it means; by whom, where somebody else enters it. */
export function nowSaid(said: Said, by?: string): OpinionModel {
  const { definition } = entryOf(said);
  return halved(by === undefined ? 'You say' : `${capital(cut(by))} says`, 'What that means:', said, definition);
}

/** What the facts say: people know it as "the dates". */
export function datesOpinion({ check }: MilestoneView): OpinionModel {
  const because = cut(check.because, BECAUSE_LENGTH);
  return halved(
    'The dates say',
    'Why the dates say so:',
    check.grade ?? check.rating,
    because === '' ? 'Nothing against it.' : because,
  );
}

/** @param why what stands before words too long for half a card */
function halved(who: string, why: string, said: Said, clause: string): OpinionModel {
  const words = clause === '' ? '' : capital(sentence(clause));
  return words.length <= HALF_LENGTH
    ? opinion(who, said, words)
    : opinion(who, said, '', { strong: why, rest: ` ${words}` });
}

function opinion(who: string, said: Said, because: string, ...beneath: readonly NoteModel[]): OpinionModel {
  return {
    who,
    ...statusOf(said, ''),
    because: [because].filter((words) => words !== ''),
    beneath,
  };
}

export function carriedOf(ticks: readonly string[]): readonly CarriedModel[] {
  return ticks.map((token, at) => ({ id: `in_track_${String(at)}`, token }));
}

export function backOf(ticks: readonly string[], sign: Sign): BackModel {
  return { backToken: sign('back-to-digest', NOWHERE), inputs: ticks.length === 0 ? 'none' : 'auto' };
}
