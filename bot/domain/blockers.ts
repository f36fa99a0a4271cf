/** What holds several milestones up: told once, with all that wait for it (plans.md H48, H49). */
import { heldUpBy, type Others } from './check.js';
import type { CivilDate } from './dates.js';
import { isOpen, type Milestone, type Ref } from './plan.js';
import type { BlockerView } from './told-views.js';
import type { Calendar } from './working-days.js';

/** A milestone of one reader, with those of its plan that it may wait for. */
export interface Waiting {
  readonly milestone: Milestone;
  readonly others: Others;
}

/** A body outside the plan is told from so many on that wait for it. */
const SEVERAL = 2;

/**
 * What holds up some milestones of one reader, each blocker once and the one that holds up most first: a milestone that
 * is late or due later than what waits for it, or a body that several wait for.
 */
export function blockersOf(
  waiting: readonly Waiting[],
  calendar: Calendar,
  today: CivilDate,
): readonly (BlockerView & { readonly plan: string })[] {
  const found = new Map<string, BlockerView & { readonly plan: string }>();
  for (const { milestone, others } of waiting.filter((one) => isOpen(one.milestone))) {
    for (const blocker of blockersOfOne(milestone, others, calendar, today)) {
      const name = JSON.stringify([milestone.plan, blocker.kind, nameOf(blocker)]);
      const holds: readonly Ref[] = [...(found.get(name)?.holds ?? []), milestone.ref];
      found.set(name, { plan: milestone.plan, blocker, holds });
    }
  }
  return [...found.values()]
    .filter(({ blocker, holds }) => blocker.kind === 'milestone' || holds.length >= SEVERAL)
    .sort((a, b) => b.holds.length - a.holds.length);
}

function blockersOfOne(
  milestone: Milestone,
  others: Others,
  calendar: Calendar,
  today: CivilDate,
): readonly BlockerView['blocker'][] {
  const on = milestone.update?.waitsOn ?? null;
  return [
    ...heldUpBy(milestone, calendar, today, others).map((one) => ({ kind: 'milestone', ...one }) as const),
    ...(on?.kind === 'body' ? [{ kind: 'body', name: on.name } as const] : []),
  ];
}

function nameOf(blocker: BlockerView['blocker']): string {
  return blocker.kind === 'body' ? blocker.name : blocker.ref;
}
