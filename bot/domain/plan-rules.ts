/** Numbers of the rule book (`POLICY`) that a plan may have its own of. Days are working days. */
export interface PlanRules {
  /** Stages before and on the date, earliest first: -20, -5, 0. The last is 0. */
  readonly stagesBefore?: readonly number[] | undefined;
  /** Stages after the date, earliest first: 1, 5, 10; then one every `stagesRepeat`. */
  readonly stagesAfter?: readonly number[] | undefined;
  readonly stagesRepeat?: number | undefined;
  /** The stage at which the head of service is told; the one before it announces that. */
  readonly escalationFrom?: number | undefined;
  /** Red when overdue, or forecast late, by more than this. */
  readonly redAfter?: number | undefined;
  /** Amber from so many approved moves. */
  readonly movesForAmber?: number | undefined;
  /** Green lapses on the day after so many since the last update, in a plan without windows. */
  readonly greenLapsesAfter?: number | undefined;
  /** An update quiets stages for so many days. */
  readonly quietAfterAnswer?: number | undefined;
  /** Silent: asked, delivered at least so many days ago, and unanswered. */
  readonly silentAfter?: number | undefined;
}
