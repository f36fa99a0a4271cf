import type { AskedBeside } from '../domain/digest-plan.js';
import { leaderAsksOn } from '../domain/leader-asks.js';
import type { CivilDate } from '../domain/dates.js';
import type { OfficerId, PlanId } from '../domain/plan.js';
import type { Directory } from './directory.js';
import { reasonOf } from './fault.js';
import { knownAlone } from './looked.js';
import type { Ports } from './ports.js';
import { holdsStill } from './window-runs.js';
import { findDraft, type WindowDraft } from './window-draft.js';

/**
 * Whom the windows ask whose figures are frozen and not posted: to sign off an area, to release a summary. One read a plan
 * that has such a window; plans without are not looked at. One that cannot be read stops no other.
 */
export async function askLeaders(
  ports: Ports,
  directory: Directory,
  today: CivilDate,
  plans: ReadonlySet<PlanId> | null = null,
): Promise<ReadonlyMap<OfficerId, readonly AskedBeside[]>> {
  return askLeadersOf(ports, directory, today, await findDrafts(ports, today, plans));
}

/** The summaries of windows that are frozen and not posted. */
export async function findDrafts(
  ports: Ports,
  today: CivilDate,
  plans: ReadonlySet<PlanId> | null,
): Promise<readonly WindowDraft[]> {
  const { windows = [] } = ports.calendar;
  if (windows.length === 0) return [];
  const noted = await knownAlone(ports, 'windows', 'windows');
  if (noted !== null && !noted.drafts && holdsStill(ports, noted, windows)) return [];
  const drafts: WindowDraft[] = [];
  for (const plan of await ports.plans.ids()) {
    if (plans !== null && !plans.has(plan)) continue;
    try {
      const waits = await findDraft(ports, plan, today);
      if (waits.kind === 'draft') drafts.push(waits.draft);
    } catch (error) {
      ports.log.error('leaders-not-asked', { plan, reason: reasonOf(error) });
    }
  }
  return drafts;
}

/** Whom these ask for what. */
export function askLeadersOf(
  { calendar, log }: Pick<Ports, 'calendar' | 'log'>,
  { officers }: Directory,
  today: CivilDate,
  drafts: readonly WindowDraft[],
): ReadonlyMap<OfficerId, readonly AskedBeside[]> {
  const found = new Map<OfficerId, AskedBeside[]>();
  for (const draft of drafts) {
    const plan = draft.plan.id;
    try {
      const asks = leaderAsksOn(draft, officers, calendar, today);
      const each = asks.flatMap(({ ref, to, ask }) => to.map((id) => ({ id, one: { plan, ref, asks: [ask] } })));
      for (const { id, one } of each) found.set(id, [...(found.get(id) ?? []), one]);
    } catch (error) {
      log.error('leaders-not-asked', { plan, reason: reasonOf(error) });
    }
  }
  return found;
}
