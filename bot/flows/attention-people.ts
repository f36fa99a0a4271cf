import { isOpen } from '../domain/plan.js';
import type { Found, Judged } from './attention-judge.js';
import type { AttentionRow, Ports, Versioned } from './ports.js';
import { mapLimited } from './side-by-side.js';

/** What is over by itself: a lead who was linked, or leads nothing here any more; a milestone that is back in its file. */
export async function judgeSettled(
  ports: Pick<Ports, 'people' | 'plans'>,
  rows: readonly Versioned<AttentionRow>[],
): Promise<readonly { readonly row: Versioned<AttentionRow>; readonly judged: Judged }[]> {
  const judged = await mapLimited(rows, 8, async (row) => {
    const { subject, because, since, evidence } = row.value;
    if (subject.kind !== 'lead' && subject.kind !== 'milestone') return [];
    const still = subject.kind === 'lead' ? await isUnlinked(ports, subject.officer) : await isGone(ports, subject);
    const actions = subject.kind === 'milestone' ? (['seen'] as const) : [];
    const found: Found = { subject, because, since, evidence, actions, asked: [], waits: null, row, etag: null };
    return [{ row, judged: still ? found : ('over' as const) }];
  });
  return judged.flat();
}

async function isUnlinked({ people }: Pick<Ports, 'people'>, id: string): Promise<boolean> {
  const officer = (await people.officer(id))?.value;
  if (officer?.id !== id) return false;
  const { entraId, outside, group, erased } = officer;
  return entraId === null && outside === null && group === null && erased !== true;
}

async function isGone(
  { plans }: Pick<Ports, 'plans'>,
  { plan, ref }: { readonly plan: string; readonly ref: string },
): Promise<boolean> {
  const milestone = (await plans.milestone(plan, ref))?.milestone;
  if (milestone === undefined || !isOpen(milestone)) return false;
  return (milestone.goneSince ?? null) !== null;
}
