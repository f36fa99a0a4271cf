import type { Cells } from './plan-split-rows.js';
import { oneLine, sameWords } from './words.js';

/** The area and objective that a row stands under; blank means "as above". */
export interface Above {
  /** Empty when neither this row nor one above gives it. */
  readonly area: string;
  /** From a column of its own; empty otherwise. */
  readonly areaCode: string;
  /** A row of its own names the area, with code and title together. */
  readonly areaInRow: boolean;
  readonly objective: string;
  /** From a column of its own, or the ref column where that holds the refs of objectives. */
  readonly objectiveCode: string;
}

export const EMPTY: Above = { area: '', areaCode: '', areaInRow: false, objective: '', objectiveCode: '' };

/** Under a row that names the area. */
export function underBanner(words: string): Above {
  return { ...EMPTY, area: words, areaInRow: true };
}

/**
 * Blank means "as above", except that a new area does not go on with the objective of the one before, nor a new code
 * with the title of another.
 */
export function inherited(printed: Cells, above: Above, objectiveRef: string): Above {
  const areaCode = oneLine(printed.areaCode);
  const otherArea = isOther(areaCode, above.areaCode);
  const area = oneLine(printed.area) || (otherArea ? areaCode : above.area);
  const same = !otherArea && sameWords(area) === sameWords(above.area);
  const code = oneLine(printed.objectiveCode) || objectiveRef;
  const goesOn = same && !isOther(code, above.objectiveCode);
  const objective = oneLine(printed.objective) || (goesOn ? above.objective : '');
  const sameObjective = goesOn && sameWords(objective) === sameWords(above.objective);
  return {
    area,
    areaCode: areaCode || (same ? above.areaCode : ''),
    areaInRow: printed.area === '' && !otherArea && above.areaInRow,
    objective,
    objectiveCode: code || (sameObjective ? above.objectiveCode : ''),
  };
}

function isOther(code: string, before: string): boolean {
  return code !== '' && sameWords(code) !== sameWords(before);
}

/** Some milestone stands under it. */
export function isUsed(one: Above, milestones: readonly Above[]): boolean {
  return milestones.some(
    ({ area, objective, objectiveCode }) =>
      area === one.area &&
      (one.objective === '' || objective === one.objective) &&
      (one.objectiveCode === '' || objectiveCode === one.objectiveCode),
  );
}
