import { inWords } from '../bot/domain/dates.js';
import type { MilestoneView } from '../bot/domain/views.js';
import { NOWHERE, type Sign } from './render.js';
import { BECAUSE_LENGTH, statusOf, type StatusModel } from './rows.js';
import { capital, cut, entryOf, quote, sentence, type Said } from './words.js';

/** One of two opinions that stand side by side. */
export interface OpinionModel extends StatusModel {
  readonly who: string;
  readonly because: string;
}

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
  if (lastUpdate === null)
    return { who: 'Last update', ...statusOf('none', ''), because: 'Nothing has been said yet.' };
  const note =
    lastUpdate.note === null || lastUpdate.note.trim() === '' ? '.' : sentence(`: ${quote(lastUpdate.note)}`);
  return {
    who: lastUpdate.byReader ? 'You last said' : `${capital(cut(lastUpdate.by))} last said`,
    ...statusOf(lastUpdate.grade ?? lastUpdate.rating, ''),
    because: `On ${inWords(lastUpdate.on)}${note}`,
  };
}

/** The rating being given, with what it means. */
export function nowSaid(said: Said): OpinionModel {
  const { definition } = entryOf(said);
  return { who: 'You say', ...statusOf(said, ''), because: definition === '' ? '' : capital(sentence(definition)) };
}

/** What the facts say: people know it as "the dates". */
export function datesOpinion({ check }: MilestoneView): OpinionModel {
  const because = cut(check.because, BECAUSE_LENGTH);
  return {
    who: 'The dates say',
    ...statusOf(check.grade ?? check.rating, ''),
    because: because === '' ? 'Nothing against it.' : capital(sentence(because)),
  };
}

export function carriedOf(ticks: readonly string[]): readonly CarriedModel[] {
  return ticks.map((token, at) => ({ id: `in_track_${String(at)}`, token }));
}

export function backOf(ticks: readonly string[], sign: Sign): BackModel {
  return { backToken: sign('back-to-digest', NOWHERE), inputs: ticks.length === 0 ? 'none' : 'auto' };
}
