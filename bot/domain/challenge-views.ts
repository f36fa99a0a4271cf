/** Questions of leaders and their answers as summaries and reports show them. */
import { isTellable } from './challenges.js';
import type { CivilDate } from './dates.js';
import type { Actor, Area, Challenge, Milestone, OfficerId, Plan, Ref } from './plan.js';

export interface ChallengeView {
  readonly ref: Ref;
  /** What was asked. */
  readonly text: string;
  /** "Ifeoma Leader", or "Cllr Jones (Improvement Board)". */
  readonly asker: string;
  /** The day on which it was asked. */
  readonly on: CivilDate;
  /** `waiting`: there is an answer, which nobody may be told yet. */
  readonly state: 'unanswered' | 'waiting' | 'answered';
  /** Null unless it is `answered`. */
  readonly answer: string | null;
  /** Who answered, as far as the plan names people; null where they are not named, or nothing may be told. */
  readonly by: string | null;
  readonly answeredOn: CivilDate | null;
}

/** An answer in the thread of a summary. */
export interface ChallengeAnswerView extends ChallengeView {
  /** The words of the milestone. */
  readonly milestone: string;
  readonly planTitle: string;
}

/** What a view of them needs to know. */
export interface ChallengeFacts {
  readonly plan: Pick<Plan, 'naming' | 'owner'>;
  readonly areas: readonly Pick<Area, 'code' | 'heads'>[];
  /** The day of the figures: an answer is told on it, or is not. */
  readonly today: CivilDate;
  readonly nameOf: (officer: OfficerId) => string;
}

/**
 * Every question about some milestones, in the order in which they were asked. Pass the milestones as their readers may
 * see them (`asTold`): what is not to be named there must not be among them.
 *
 * @param since leaves out what was told by that day: what a summary had before; null for all, as in a report
 */
export function challengeViews(
  milestones: readonly Milestone[],
  facts: ChallengeFacts,
  since: CivilDate | null = null,
): readonly ChallengeView[] {
  const asked = milestones.flatMap((milestone) => milestone.challenges.map((one) => ({ milestone, one })));
  return asked
    .filter(({ one }) => one.on <= facts.today && (since === null || !isTellable(one, since)))
    .sort((a, b) => (a.one.at < b.one.at ? -1 : 1))
    .map(({ milestone, one }) => viewOf(milestone, one, facts));
}

function viewOf(milestone: Milestone, one: Challenge, facts: ChallengeFacts): ChallengeView {
  const { text, answer } = one;
  const common = { ref: milestone.ref, text, asker: askerOf(one, facts.nameOf), on: askedOn(one) };
  if (answer === null || answer.on > facts.today) {
    return { ...common, state: 'unanswered', answer: null, by: null, answeredOn: null };
  }
  if (!isTellable(one, facts.today)) return { ...common, state: 'waiting', answer: null, by: null, answeredOn: null };
  const by = answererOf(answer.by, milestone, facts);
  return { ...common, state: 'answered', answer: answer.text, by, answeredOn: answer.on };
}

/** Who asked: of a question from a meeting, who did there. */
export function askerOf({ by, from }: Pick<Challenge, 'by' | 'from'>, nameOf: (officer: OfficerId) => string): string {
  if (from.kind === 'meeting') return `${from.who} (${from.which})`;
  return by.kind === 'officer' ? nameOf(by.id) : 'An administrator';
}

/** The day on which it was asked: of what was asked at a meeting, that of the meeting. */
export function askedOn({ on, from }: Pick<Challenge, 'on' | 'from'>): CivilDate {
  return from.kind === 'meeting' ? from.on : on;
}

/** Leads are named only where the plan says so, who is accountable unless it names nobody (RULES 6). */
export function answererOf(
  by: Actor,
  { area }: Pick<Milestone, 'area'>,
  facts: Omit<ChallengeFacts, 'today'>,
): string | null {
  const { plan, areas, nameOf } = facts;
  if (by.kind !== 'officer' || plan.naming === 'none') return null;
  const heads = areas.find(({ code }) => code === area)?.heads ?? [];
  return plan.naming === 'leads' || plan.owner === by.id || heads.includes(by.id) ? nameOf(by.id) : null;
}
