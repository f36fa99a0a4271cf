import type { CivilDate } from './dates.js';
import type { Due } from './due-kinds.js';
import { baselineOf } from './new-milestone.js';
import { approvedDate, type DateMove, type Milestone } from './plan.js';
import { oneLine } from './quoted.js';
import { LONGEST_REASON } from './reasons.js';

/**
 * A milestone with the date of a later file, as an approved date that moved: from the one before, with the reason as the
 * file prints it (H22). The day of a meeting and the end of what happens again are no slip (RULES 1).
 *
 * @param progress what the file prints anew of its progress; null where that is nothing
 */
export function withFileDue(before: Milestone, due: Due, progress: string | null, on: CivilDate): Milestone {
  const [from, to] = [baselineOf(before.due), baselineOf(due)];
  const isSlip = from !== to && [before.due, due].every(({ kind }) => kind !== 'meeting' && kind !== 'recurring');
  const reason = progress === null ? null : reasonIn(progress);
  const move: DateMove = { from, to, reason, on, approvedBy: { kind: 'import' }, was: before.due.text };
  const after: Milestone = {
    ...before,
    due,
    baseline: before.baseline ?? to,
    moves: isSlip ? [...before.moves, move] : before.moves,
    // What was proposed has come: there is nothing left to decide.
    proposal: before.proposal?.date != null && before.proposal.date === to ? null : before.proposal,
  };
  // Another day: its stages come anew, and so does what answers while overdue postpone.
  return approvedDate(after) === approvedDate(before) ? after : { ...after, overdueAnswers: [] };
}

const TELLS_WHY =
  /\b(?:timescales?|deadlines?|target dates?|due dates?|completion dates?|dates?)\b.*\b(?:extended|extension|put back|moved|changed|revised|amended|delayed|postponed)\b|\b(?:extended|put back|moved|revised|delayed|postponed)\b.*\b(?:to|until|till|because|due to|in order to)\b/i;

/** The sentence that tells of the move, as printed; null where none does: the reason is not recorded. */
function reasonIn(progress: string): string | null {
  const sentences = oneLine(progress.replace(/\n+/g, '. ')).split(/(?<=[.!?])\s+/);
  const found = sentences.find(
    (sentence) => TELLS_WHY.test(sentence) && !/\b(?:not|never|if|unless)\b/i.test(sentence),
  );
  return found === undefined ? null : found.slice(0, LONGEST_REASON);
}
