/** The performance measures of a plan whose year ends: those that have not ended go on in the plan of the next one. */
import { bare } from './measure-rows.js';
import type { Measure } from './measures.js';
import type { Milestone } from './plan.js';

/** The copies that stand to be made or brought up to date: where its code is another measure's there, that one stands. */
export function measuresGoing<M extends Measure & { readonly rev: number }>(
  from: readonly Measure[],
  there: readonly M[],
): readonly { readonly measure: Measure; readonly before: M | null }[] {
  return from.flatMap((measure): readonly { readonly measure: Measure; readonly before: M | null }[] => {
    if (measure.ended) return [];
    const { plan, code } = measure;
    const before = there.find((one) => one.carriedFrom?.plan === plan && one.carriedFrom.code === code) ?? null;
    if (before === null)
      return there.some((one) => one.code.toLowerCase() === code.toLowerCase()) ? [] : [{ measure, before }];
    // People went on with it there: theirs stands.
    return before.rev > 1 ? [] : [{ measure, before }];
  });
}

/** A measure with all its values, beside the milestone that was carried; else beside the area in which its milestone was. */
export function carriedMeasure(
  measure: Measure,
  into: string,
  from: readonly Milestone[],
  there: readonly Milestone[],
): Measure {
  const { plan, code, ref } = measure;
  const carriedFrom = { plan, code };
  if (ref === null) return bare({ ...measure, plan: into, carriedFrom });
  const went = there.find((one) => one.carriedFrom?.plan === plan && one.carriedFrom.ref === ref);
  const area = went === undefined ? (from.find((one) => one.ref === ref)?.area ?? measure.area) : measure.area;
  return bare({ ...measure, plan: into, ref: went?.ref ?? null, area, carriedFrom });
}
