/** What a summary is about: a whole plan, one of its areas, or what carries a tag. */
import type { Milestone, PlanId } from './plan.js';

/** `area` and `tag` narrow the plan; null does not. Both may be set. */
export interface Scope {
  readonly plan: PlanId;
  /** The code of an area. */
  readonly area: string | null;
  /** A tag as the plan has it: "Recommendation 1". */
  readonly tag: string | null;
}

/** The whole of a plan. */
export function wholePlan(plan: PlanId): Scope {
  return { plan, area: null, tag: null };
}

/** A scope as one text, to file its snapshots under; of a whole plan its id. `~` is in no plan id. */
export function scopeKey({ plan, area, tag }: Scope): string {
  return [plan, ...(area === null ? [] : [`~area:${area}`]), ...(tag === null ? [] : [`~tag:${tag}`])].join('');
}

/** Back from `scopeKey`. */
export function scopeOf(key: string): Scope {
  const [, plan = key, area, tag] = /^([^~]*)(?:~area:(.*?))?(?:~tag:(.*))?$/s.exec(key) ?? [];
  return { plan, area: area ?? null, tag: tag ?? null };
}

export function isInScope(
  { area, tags }: Pick<Milestone, 'area' | 'tags'>,
  scope: Pick<Scope, 'area' | 'tag'>,
): boolean {
  return (scope.area === null || scope.area === area) && (scope.tag === null || tags.includes(scope.tag));
}
