import type { CivilDate } from '../../bot/domain/dates.js';
import { approvedDate, isClosed, isComplete } from '../../bot/domain/plan.js';
import type { PlanContents } from '../../bot/flows/ports.js';

/** How many milestones of a plan are open, and due by a day. */
export function countOpen(contents: PlanContents | null, by: CivilDate): number {
  const due = (contents?.milestones ?? []).filter(({ milestone }) => {
    const date = approvedDate(milestone);
    return !isComplete(milestone) && !isClosed(milestone) && date !== null && date <= by;
  });
  return due.length;
}
