import { checkOn, type Others } from './check.js';
import type { CivilDate } from './dates.js';
import type { KeyEntry } from './key.js';
import { approvedDate, isClosed, isComplete, isOpen, isOverdue, type Milestone, type Ref } from './plan.js';
import { isDeferred } from './other-asks.js';
import { POLICY } from './policy.js';
import { declaredOn, disagrees, gradeOn, ratingOn } from './rating.js';
import { compareExceptions, exceptionOf, headOf, type Rated } from './rollup-exceptions.js';
import type { Before, ByArea, Class, Rollup, RollupFacts, RollupRow } from './rollup-facts.js';
import { gradesOf, listsOf } from './rollup-lists.js';
import { moveSince } from './rollup-moves.js';
import type { Counts } from './views.js';
import { workingDaysAfter } from './working-days.js';

const CLASSES: readonly Class[] = ['red', 'amber', 'green', 'complete', 'none', 'closed'];

/** Works out the summary of some milestones of a plan. Pure: the same facts give the same figures. */
export function rollUp(facts: RollupFacts): Rollup {
  const { plan, before } = facts;
  const others = othersOn(facts, facts.today);
  const rated = facts.milestones.map((milestone) => rate(facts, milestone, others));
  const refs = (which: (each: Rated) => boolean): Ref[] => rated.filter(which).map((each) => each.milestone.ref);
  const since = (which: (each: Rated) => boolean): Ref[] => (before === null ? [] : refs(which));
  const moved = before === null ? [] : rated.flatMap((each) => moveSince(each));
  const grades = gradesOf(plan.key, rated, before !== null);
  const graded = new Set(grades.flatMap((grade) => grade.refs));
  return {
    preset: plan.preset,
    key: plan.key,
    counts: count(rated.map((each) => each.now)),
    refs: byClass((which) => refs((each) => each.now === which)),
    grades,
    before: before === null ? null : (before.counts ?? count(rated.flatMap(({ was }) => was ?? []))),
    since: before?.asAt ?? null,
    areas: facts.areas.map((area) => areaOf(facts, area, rated)),
    texts: rated.map(({ milestone: { ref, text } }) => ({ ref, text })),
    rows: rated.map((each) => rowOf(each)),
    overdue: refs((each) => isOverdue(each.milestone, facts.today)),
    ...listsOf(facts),
    exceptions: rated.flatMap((each) => exceptionOf(facts, each, others)).sort(compareExceptions),
    disagreements: rated.flatMap((each) => disagreement(facts, each, others)),
    moved,
    silent: byArea(
      facts,
      refs((each) => isSilent(facts, each.milestone)),
    ),
    noUpdate: byArea(
      facts,
      refs((each) => each.now === 'none' && isOpen(each.milestone) && !graded.has(each.milestone.ref)),
    ),
    awaitingEvidence: refs((each) => each.milestone.state === 'delivered' && each.milestone.evidenceDue !== null),
    unchangedGreen: since((each) => each.now === 'green' && each.was === 'green'),
    confirmedOnly: refs((each) => each.now === 'green' && each.milestone.update?.confirmedOnly === true),
    changes: {
      added: since((each) => each.past === undefined),
      closed: since((each) => each.now === 'closed' && each.was !== null && each.was !== 'closed'),
      worsened: since((each) => isWorse(each.now, each.was)),
      improved: rated.flatMap((each) => improvement(each)),
      completed: since((each) => each.now === 'complete' && each.was !== null && each.was !== 'complete'),
      moved: moved.map((move) => move.ref),
    },
  };
}

/** Every milestone of the plan as it stood on a day: what others wait for may be in another area. */
function othersOn({ history }: RollupFacts, day: CivilDate): Others {
  return new Map(
    [...history].flatMap(([ref, pasts]) => {
      const last = pasts.filter(({ on }) => on <= day).at(-1);
      return last === undefined ? [] : [[ref, last.milestone] as const];
    }),
  );
}

function rate(facts: RollupFacts, milestone: Milestone, others: Others): Rated {
  const { before } = facts;
  const past = before?.milestones.get(milestone.ref);
  const [now, grade] = gradedOn(milestone, facts, facts.today, others);
  const [was, wasGrade] =
    past === undefined || before === null ? [null, null] : gradedOn(past, before, before.asAt, before.milestones);
  return { milestone, now, grade, past, was, wasGrade };
}

/** The class that counts on a day, and its word; nothing that is closed has one. */
function gradedOn(
  milestone: Milestone,
  { plan, calendar }: Pick<Before, 'plan' | 'calendar'>,
  on: CivilDate,
  others: Others,
): [Class, KeyEntry | null] {
  if (isClosed(milestone)) return ['closed', null];
  return [ratingOn(milestone, plan.preset, calendar, on, others), gradeOn(milestone, plan, calendar, on, others)];
}

function rowOf({ milestone, now, grade }: Rated): RollupRow {
  const { ref, area, state, update, deliveredOn } = milestone;
  const due = approvedDate(milestone);
  return { ref, area, rating: now, grade, state, due, forecast: update?.forecast ?? null, deliveredOn };
}

function byClass(refsOf: (which: Class) => Ref[]): Rollup['refs'] {
  const found = Object.fromEntries(CLASSES.map((which) => [which, refsOf(which)]));
  return found as Record<Class, Ref[]>;
}

function count(classes: readonly Class[]): Counts {
  const of = (which: Class): number => classes.filter((each) => each === which).length;
  return {
    red: of('red'),
    amber: of('amber'),
    green: of('green'),
    complete: of('complete'),
    none: of('none'),
    closed: of('closed'),
    total: classes.length,
  };
}

function areaOf(
  { plan }: RollupFacts,
  { code, title }: RollupFacts['areas'][number],
  rated: readonly Rated[],
): Rollup['areas'][number] {
  const own = rated.filter((each) => each.milestone.area === code);
  const grades = gradesOf(plan.key, own, false).map(({ entry, refs }) => ({ entry, count: refs.length }));
  return { code, title, counts: count(own.map((each) => each.now)), grades };
}

function disagreement(facts: RollupFacts, { milestone }: Rated, others: Others): Rollup['disagreements'] {
  if (!isOpen(milestone)) return [];
  const { plan, calendar, today } = facts;
  const declared = declaredOn(milestone, calendar, today);
  const check = checkOn(milestone, calendar, today, others);
  const grade = gradeOn(milestone, { ...plan, preset: 'confidence' }, calendar, today);
  return disagrees(declared, check.rating)
    ? [{ ref: milestone.ref, text: milestone.text, declared, grade, check }]
    : [];
}

/** Asked, delivered at least ten working days ago, and nobody answered; not while it is deferred (RULES 4). */
function isSilent({ unansweredSince, calendar, today }: RollupFacts, milestone: Milestone): boolean {
  const since = unansweredSince.get(milestone.ref);
  if (since === undefined || isComplete(milestone) || !isOpen(milestone) || isDeferred(milestone, today)) return false;
  return workingDaysAfter(calendar, since, today) >= POLICY.silentAfter;
}

/** Better than before. Complete is told elsewhere, and to fall silent is never to improve. */
function improvement({ milestone, now, was }: Rated): Rollup['changes']['improved'] {
  if (now === 'closed' || now === 'complete' || now === 'none' || was === null || was === 'closed') return [];
  return isWorse(was, now) ? [{ ref: milestone.ref, from: was, to: now }] : [];
}

/** Lower in the order of severity; silence is neither better nor worse than green. */
function isWorse(now: Class, was: Class | null): boolean {
  if (now === 'closed' || was === null || was === 'closed') return false;
  const level = { red: 3, amber: 2, none: 1, green: 1, complete: 0 };
  return level[now] > level[was] && level[now] > 1;
}

function byArea(facts: RollupFacts, refs: readonly Ref[]): ByArea[] {
  const areaOf = new Map(facts.milestones.map((milestone) => [milestone.ref, milestone.area]));
  return facts.areas
    .map((area) => ({
      code: area.code,
      area: area.title,
      head: headOf(facts, area),
      refs: refs.filter((ref) => areaOf.get(ref) === area.code),
    }))
    .filter((area) => area.refs.length > 0);
}
