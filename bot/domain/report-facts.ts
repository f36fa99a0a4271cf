/** What a report is made of: the figures of one summary, and the plan as it stood, as its readers may see it. */
import type { ChallengeView } from './challenge-views.js';
import type { CivilDate, Instant } from './dates.js';
import type { OverallView, SigningView } from './leader-views.js';
import type { MarkingLevel } from './marking.js';
import type { MeasureView } from './measure-views.js';
import type { Area, Milestone, Objective, OfficerId, Plan, Ref } from './plan.js';
import type { Past, Rollup } from './rollup-facts.js';
import type { Calendar } from './working-days.js';

export interface ReportFacts {
  readonly rollup: Rollup;
  readonly plan: Plan;
  /** What it is narrowed to, in words: "Theme: Front door"; empty for the whole plan. */
  readonly scope: readonly string[];
  /** In printed order, of what is counted. */
  readonly areas: readonly Area[];
  readonly objectives: readonly Objective[];
  /** Counted, and named to these readers; masked, in printed order. */
  readonly milestones: readonly Milestone[];
  /** Every milestone of the plan as it stood: an objective is achieved by all of its own, wherever they are counted. */
  readonly everything: readonly Milestone[];
  /** By ref, every image up to `today`, masked. */
  readonly history: ReadonlyMap<Ref, readonly Past[]>;
  readonly questions: readonly ChallengeView[];
  readonly measures: readonly MeasureView[];
  /** Null where nothing is signed: outside reporting windows. */
  readonly signing: SigningView | null;
  readonly overall: OverallView | null;
  /** Set where these figures correct others. */
  readonly correction: { readonly of: CivilDate; readonly reason: string } | null;
  /** How many texts wait until somebody has looked at them. */
  readonly held: number;
  readonly ceiling: MarkingLevel;
  readonly calendar: Calendar;
  readonly today: CivilDate;
  /** "9am"; null for the end of a day gone by. */
  readonly time: string | null;
  readonly made: Instant;
  readonly nameOf: (officer: OfficerId) => string;
}
