import { lacksDate } from './meeting-days.js';
import type { Calendar } from './working-days.js';
import type { CivilDate } from './dates.js';
import { entryChosen, ownGrades, type Key, type KeyEntry } from './key.js';
import { isDeferred } from './other-asks.js';
import { isComplete, isOpen, type Milestone } from './plan.js';
import { rulesOf } from './plan-rules.js';
import type { Rated } from './rollup-exceptions.js';
import type { OwnGrade, Rollup, RollupFacts } from './rollup-facts.js';
import { addWorkingDays } from './working-days.js';

type Lists = Pick<
  Rollup,
  | 'withoutDate'
  | 'ongoing'
  | 'withoutLead'
  | 'paused'
  | 'deferred'
  | 'proposals'
  | 'evidenced'
  | 'outcomeNotAchieved'
  | 'differing'
  | 'groups'
>;

/** What is listed whatever its rating: gaps, what rests, what waits, and how what is complete came out. */
export function listsOf({ milestones, today, withoutLead, groups, plan, calendar }: RollupFacts): Lists {
  const open = milestones.filter(isOpen);
  const refs = (some: readonly Milestone[]): Lists['evidenced'] => some.map(({ ref }) => ref);
  const named = (some: readonly Milestone[]): Lists['outcomeNotAchieved'] =>
    some.map(({ ref, text }) => ({ ref, text }));
  return {
    withoutDate: refs(open.filter(({ due }) => lacksDate(due))),
    ongoing: refs(open.filter(({ due }) => due.kind === 'ongoing')),
    withoutLead: refs(open.filter(({ ref }) => withoutLead.has(ref))),
    paused: milestones
      .filter(({ state }) => state === 'paused')
      .map(({ ref, text, pause }) => ({ ref, text, ...(pause && { until: pause.until, reason: pause.reason }) })),
    deferred: open.flatMap((milestone) => {
      const { ref, text, deferral } = milestone;
      if (deferral === null || !isDeferred(milestone, today)) return [];
      return [{ ref, text, until: deferral.until, reason: deferral.reason }];
    }),
    proposals: milestones.flatMap(({ ref, text, proposal }) => {
      if (proposal === null) return [];
      const { date, state, evidence, handover, reason, on } = proposal;
      const other = {
        ...(evidence === true && { evidence }),
        ...(handover !== undefined && { handover: true as const }),
      };
      return [{ ref, text, date, state, ...other, reason, on }];
    }),
    evidenced: refs(milestones.filter(({ state }) => state === 'evidenced')),
    outcomeNotAchieved: named(
      milestones.filter((milestone) => isComplete(milestone) && milestone.update?.outcome === 'not-achieved'),
    ),
    differing: open.flatMap((milestone) => {
      const grades = differingAnswers(milestone, plan.key, calendar, today);
      return grades.length < 2 ? [] : [{ ref: milestone.ref, text: milestone.text, grades }];
    }),
    groups: open.flatMap(({ ref, text }) => {
      const found = groups.get(ref);
      return found === undefined || found.answered >= found.of ? [] : [{ ref, text, ...found }];
    }),
  };
}

/** What each lead said last, where that is not the same: in the order of the key. What a Green outlives is left out. */
function differingAnswers(
  { answers, plan }: Milestone,
  key: Key,
  calendar: Calendar,
  today: CivilDate,
): readonly KeyEntry[] {
  const since = addWorkingDays(calendar, today, -rulesOf(calendar, plan).greenLapsesAfter);
  const said = answers.filter(({ on }) => on >= since).map((answer) => entryChosen(key, answer));
  const once = new Map(said.map((entry) => [entry.id, entry]));
  const order = (entry: KeyEntry): number => key.findIndex(({ id }) => id === entry.id);
  return [...once.values()].sort((a, b) => order(a) - order(b));
}

/** How many were given each grade of a scale that maps to nothing, in the order of the key. */
export function gradesOf(key: Key, rated: readonly Rated[], known: boolean): readonly OwnGrade[] {
  return ownGrades(key).map((entry) => {
    const own = rated.filter(({ grade }) => grade?.id === entry.id);
    const before = known ? rated.filter(({ wasGrade }) => wasGrade?.id === entry.id).length : null;
    return { entry, refs: own.map(({ milestone }) => milestone.ref), count: own.length, before };
  });
}
