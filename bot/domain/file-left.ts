/** What a file leaves open once it is loaded: kept with the plan until an admin settles it. */
import { openDecisions } from './plan-decide.js';
import type { DecisionKind } from './plan-decisions.js';
import type { FileLeft } from './plan.js';
import type { PlanFile } from './read-plan.js';

/** What nobody but an admin is asked about: of all else the lead is, or it is listed apart. */
const FOR_ADMINS: readonly DecisionKind[] = ['impossible-date', 'leads', 'parent', 'rating', 'state', 'marking'];

/** @param file as it was loaded, with what was decided about it. Nothing where it leaves nothing open. */
export function leftBy(file: PlanFile): { readonly left?: FileLeft } {
  const texts = file.rejected.flatMap(({ row, orphan }) => {
    if (orphan === undefined) return [];
    const { text, progress, evidence } = orphan;
    return [{ row, text, progress, evidence }];
  });
  const open = openDecisions(file)
    .filter(({ kind }) => FOR_ADMINS.includes(kind))
    .map(({ ref, question, assumed }) => ({ ref, question, assumed }));
  return texts.length === 0 && open.length === 0 ? {} : { left: { texts, open } };
}
