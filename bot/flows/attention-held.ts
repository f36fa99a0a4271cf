import { heldOf } from '../domain/held-asks.js';
import type { Judged } from './attention-judge.js';
import type { AttentionRow, Ports, Versioned } from './ports.js';
import { mapLimited } from './side-by-side.js';

/** Words that wait to be looked at: over as soon as nothing of the milestone is held, however that came about. */
export async function judgeHeld(
  { plans }: Pick<Ports, 'plans'>,
  rows: readonly Versioned<AttentionRow>[],
): Promise<readonly { readonly row: Versioned<AttentionRow>; readonly judged: Judged }[]> {
  const judged = await mapLimited(rows, 8, async (row) => {
    const { subject, because, since, evidence } = row.value;
    if (subject.kind !== 'held') return [];
    const stored = await plans.milestone(subject.plan, subject.ref);
    const held = stored !== null && heldOf(stored.milestone).length > 0;
    const rest = { actions: [], asked: [], waits: null, row, etag: null };
    return [{ row, judged: held ? ({ subject, because, since, evidence, ...rest } as const) : ('over' as const) }];
  });
  return judged.flat();
}
