import { inWords } from '../bot/domain/dates.js';
import type { Declared } from '../bot/domain/plan.js';
import { KEY } from '../bot/domain/policy.js';
import type { MilestoneView } from '../bot/domain/views.js';
import { NOWHERE, type Sign } from './render.js';
import { statusOf, type StatusModel } from './rows.js';
import { asPrinted, capital, counted, cut, overdue, quote, sentence } from './words.js';

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

/** "Due DATE, 5 working days overdue." */
export function dueLine(milestone: MilestoneView): string {
  const { dueOn, dueText, overdueDays, daysLeft } = milestone;
  if (dueOn === null)
    return dueText.trim() === '' ? 'No date yet.' : `No date yet. The plan says ${sentence(quote(dueText, 60))}`;
  const due = `Due ${inWords(dueOn)}${asPrinted(dueText, dueOn)}`;
  if (overdueDays !== null) return `${due}, ${overdue(overdueDays)}.`;
  if (daysLeft === null) return `${due}.`;
  return daysLeft === 0 ? `${due}, which is today.` : `${due}, in ${counted(daysLeft, 'working day')}.`;
}

/** The word said last, by whom and when. */
export function lastSaid({ lastUpdate }: MilestoneView): OpinionModel {
  if (lastUpdate === null)
    return { who: 'Last update', ...statusOf('none', ''), because: 'Nothing has been said yet.' };
  const note =
    lastUpdate.note === null || lastUpdate.note.trim() === '' ? '.' : sentence(`: ${quote(lastUpdate.note)}`);
  return {
    who: lastUpdate.byReader ? 'You last said' : `${capital(cut(lastUpdate.by))} last said`,
    ...statusOf(lastUpdate.rating, ''),
    because: `On ${inWords(lastUpdate.on)}${note}`,
  };
}

/** The rating being given, with what it means. */
export function nowSaid(rating: Declared): OpinionModel {
  return { who: 'You say', ...statusOf(rating, ''), because: `${capital(KEY[rating].definition)}.` };
}

/** What the facts say: people know it as "the dates". */
export function datesOpinion({ check }: MilestoneView): OpinionModel {
  const because = cut(check.because, 200);
  return {
    who: 'The dates say',
    ...statusOf(check.rating, ''),
    because: because === '' ? 'Nothing against it.' : capital(sentence(because)),
  };
}

export function carriedOf(ticks: readonly string[]): readonly CarriedModel[] {
  return ticks.map((token, at) => ({ id: `in_track_${String(at)}`, token }));
}

export function backOf(ticks: readonly string[], sign: Sign): BackModel {
  return { backToken: sign('back-to-digest', NOWHERE), inputs: ticks.length === 0 ? 'none' : 'auto' };
}
