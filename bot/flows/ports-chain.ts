import type { PlanId } from '../domain/plan.js';

/** Where a history does not add up: evidence that rows were changed, added, removed or exchanged from outside. */
export interface BrokenLink {
  /** The key of the subject's state row, such as `m|PMQA=00201.1`. */
  readonly subject: string;
  readonly rev: number;
  /**
   * `changed`: the row is not what was written. `missing`: it is not there. `unchained`: it does not follow the one before
   * it. `unlisted`: the change feed does not know of it. `state-differs`: the present state is not this newest revision.
   */
  readonly fault: 'changed' | 'missing' | 'unchained' | 'unlisted' | 'state-differs';
}

/** The chains of hashes. What is committed while one is read may show: what still stands in a second look is broken. */
export interface Chains {
  brokenLinks(plan: PlanId): Promise<readonly BrokenLink[]>;
  /** The same of the organisation's diary. */
  brokenDiary(): Promise<readonly BrokenLink[]>;
}
