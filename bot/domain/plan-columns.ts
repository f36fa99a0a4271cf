/** What a column of a plan can hold. */
export const PLAN_FIELDS = [
  'ref',
  'areaCode',
  'area',
  'objectiveCode',
  'objective',
  'milestone',
  'due',
  'leads',
  'declared',
  'state',
  'progress',
  'evidence',
  'tags',
  'waits',
  'sameAs',
  'marking',
] as const;
export type PlanField = (typeof PLAN_FIELDS)[number];

/** What somebody said that a column holds; null: nothing is read from it. Remembered with the plan. */
export interface MappedColumn {
  /** As printed; compared without case and spaces. */
  readonly heading: string;
  readonly field: PlanField | null;
}
