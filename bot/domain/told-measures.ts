import type { Measure } from './measures.js';
import type { Plan } from './plan.js';
import { toldHere, type Readership } from './told-words.js';

/**
 * A measure with its texts as they may be told; its figures are as they were. What the guard holds is masked. The public
 * reads what it is and no remarks on it: nobody clears those.
 */
export function toldMeasure(measure: Measure, plan: Pick<Plan, 'smallNumber'>, { ceiling }: Readership): Measure {
  const isPublic = ceiling === 'public';
  const told = (text: string): string => toldHere(text, plan);
  const remark = (text: string | null): string | null => (text === null || isPublic ? null : told(text));
  const { comparator } = measure;
  return {
    ...measure,
    name: told(measure.name),
    unit: told(measure.unit),
    comparator: comparator && { ...comparator, name: told(comparator.name) },
    caveat: remark(measure.caveat),
    values: measure.values.map((one) => ({
      ...one,
      called: told(one.called),
      noData: remark(one.noData),
      caveat: remark(one.caveat),
    })),
  };
}

/** Every text of a measure that others read. */
export function textsOfMeasure({ name, unit, comparator, caveat, values }: Measure): readonly string[] {
  const said = values.flatMap((one) => [one.called, one.noData, one.caveat]);
  return [name, unit, comparator?.name, caveat, ...said].flatMap((text) => text ?? []);
}
