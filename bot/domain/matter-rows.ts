/** A schedule of outstanding matters in the four columns that its board reads. */
import { asPrinted } from './dates.js';
import { isMatter } from './meeting-days.js';
import { awaitsDischarge } from './proposals.js';
import { isComplete, type Milestone } from './plan.js';

export const MATTER_HEADINGS = ['Date of Meeting', 'Subject', 'Lead Member or Officer', 'Current Position'] as const;

/** @param words who leads it, and what was last said of it, as far as its readers may read them */
export function matterRow(
  milestone: Milestone,
  { leads, said }: { readonly leads: string; readonly said: string },
): readonly [string, string, string, string] {
  return [
    raised(milestone),
    milestone.text,
    leads,
    [standing(milestone), said].filter((line) => line !== '').join('\n'),
  ];
}

/** When it was raised: the day, else the words that the schedule prints. */
function raised({ raisedOn, due }: Milestone): string {
  return raisedOn == null ? due.text.replace(/^Raised on /, '') : asPrinted(raisedOn);
}

/** What the board has decided, or has still to decide. */
function standing(milestone: Milestone): string {
  if (isComplete(milestone)) {
    const { decided, deliveredOn, due } = milestone;
    const board = decided?.where ?? (due.kind === 'meeting' ? due.board : '');
    const on = deliveredOn === null ? '' : ` on ${asPrinted(deliveredOn)}`;
    return `Discharged${on}${board === '' ? '' : ` (${board})`}.`;
  }
  return isMatter(milestone) && awaitsDischarge(milestone) ? 'Said to be done; to be discharged.' : '';
}
