import type { FileSaid, SaidMarks } from './file-said.js';
import type { Loading } from './new-milestone.js';
import { conflict, type Conflict } from './plan-conflicts.js';
import type { Decision, OpenDecision } from './plan-decisions.js';
import type { ChangedField, FieldChange } from './plan-difference.js';
import type { Milestone } from './plan.js';
import type { PlanRow } from './read-plan.js';
import { oneLine } from './quoted.js';

/** What one milestone and its row are compared with. */
export interface Compared {
  readonly before: Milestone;
  readonly row: PlanRow;
  readonly then: FileSaid;
  readonly now: SaidMarks;
  readonly loading: Loading;
  readonly given: ReadonlyMap<string, Decision>;
  /** Titles of areas and objectives, and names of officers, in words for people. */
  readonly words: WordsOf;
}

export interface WordsOf {
  readonly parent: (at: Pick<Milestone, 'area' | 'objective'>) => string;
  readonly leads: (leads: readonly string[]) => string;
  readonly rating: (grade: string) => string;
}

/** What one look makes of a milestone. */
export interface Step {
  readonly after: Milestone;
  readonly change?: FieldChange;
  readonly open?: OpenDecision;
}

/** One thing that a later file may say otherwise. */
export type Look = (after: Milestone, compared: Compared) => Step;

/** Whether the file says otherwise than the last one, or somebody decided so now. */
export function says({ row, then, now }: Compared, field: keyof SaidMarks): boolean {
  return now[field] !== then.marks[field] || row.before?.decided.includes(field) === true;
}

export function isDecided({ row }: Compared, field: keyof SaidMarks): boolean {
  return row.before?.decided.includes(field) === true;
}

/** In one line each. */
export function changed(field: ChangedField, from: string, to: string, taken = true): FieldChange {
  return { field, from: oneLine(from), to: oneLine(to), taken };
}

/** Takes what the file says, unless people changed it since and nobody decided for the file. */
export function takenOr(
  {
    after,
    compared,
    asked,
  }: { readonly after: Milestone; readonly compared: Compared; readonly asked: Conflict | null },
  field: ChangedField,
  [from, to]: readonly [string, string],
  take: () => Milestone,
): Step {
  if (asked === null) return { after: take(), change: changed(field, from, to) };
  const { open, chosen } = conflict(asked, compared);
  const taken = chosen === 'file';
  return { after: taken ? take() : after, change: changed(field, from, to, taken), open };
}
