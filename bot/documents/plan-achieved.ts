import type { PlanWarning } from '../domain/plan-warnings.js';
import type { Draft } from './plan-drafts.js';
import type { Above } from './plan-outline.js';
import { lettersOf, stemOf } from './plan-shapes.js';
import { oneLine, quoted, sameWords } from './words.js';

const ACHIEVED =
  /^(?:(?:appendix|annex|part|section) \w{1,3}[.:–—-]? )?(?:\d+[.)]? )?(?:archive of )?(?:(?:achieved|completed)(?: (?:outcomes?|actions?|objectives?|milestones?))|(?:outcomes?|actions?) achieved|achieved)[:.]?$/i;

/** Whether words head a part of the plan in which everything is complete: "Achieved outcomes". */
export function headsAchieved(words: string): boolean {
  const line = oneLine(words);
  return line.length < 80 && ACHIEVED.test(line);
}

/** The words of a row that does, and holds nothing else; undefined for any other. */
export function achievedIn(cells: readonly string[]): string | undefined {
  const [only, ...others] = new Set(cells.filter((cell) => cell !== ''));
  return only !== undefined && others.length === 0 && headsAchieved(only) ? oneLine(only) : undefined;
}

/**
 * Where one that was achieved stood before it was moved: in the area of those with its letters, under the objective of
 * those with its stem. Only what its own row leaves open is taken from there.
 */
export function parentBefore(ref: string, own: Above, drafts: readonly Draft[]): Above {
  const letters = sameWords(lettersOf(ref));
  if (letters === '') return own;
  const sameArea = drafts.find((draft) => sameWords(lettersOf(draft.ref)) === letters && draft.area !== '');
  const stem = sameWords(stemOf(ref));
  const sibling = drafts.find(
    (draft) => stem !== '' && sameWords(stemOf(draft.ref)) === stem && draft.objective !== '',
  );
  const area = own.area !== '' || sameArea === undefined ? own : { ...own, ...areaOf(sameArea) };
  if (own.objective !== '' || sibling?.area !== area.area) return area;
  return { ...area, objective: sibling.objective, objectiveCode: sibling.objectiveCode };
}

function areaOf({ area, areaCode, areaInRow }: Above): Pick<Above, 'area' | 'areaCode' | 'areaInRow'> {
  return { area, areaCode, areaInRow };
}

/** Said once for each such part. */
export function toldOfAchieved(drafts: readonly Draft[]): PlanWarning[] {
  const parts = new Map<string, Draft[]>();
  for (const draft of drafts) {
    if (draft.achieved !== undefined) parts.set(draft.achieved, [...(parts.get(draft.achieved) ?? []), draft]);
  }
  return [...parts].flatMap(([words, own]): PlanWarning[] => {
    const [first] = own;
    if (first === undefined) return [];
    const what = own.length === 1 ? 'One row stands' : `${String(own.length)} rows stand`;
    const message = `${what} under ${quoted(words)}, and without a rating of another kind counts as complete, because the plan says so.`;
    return [{ code: 'achieved', row: first.row, ref: null, cell: words.slice(0, 1000), message }];
  });
}
