import type { Others } from './check.js';
import type { CivilDate } from './dates.js';
import type { KeyEntry } from './key.js';
import { approvedDate, isClosed, isComplete, isOpen, isOverdue, type Area, type Milestone, type Ref } from './plan.js';
import { isDeferred } from './other-asks.js';
import { declaredOn, disagrees, gradeOn, ratingOn } from './rating.js';
import { dueNextOf, passedOf } from './rollup-ahead.js';
import { checkToTell, compareExceptions, exceptionOf, headOf, KINDS, type Rated } from './rollup-exceptions.js';
import type { Before, ByArea, Class, Rollup, RollupFacts, RollupRow, Sizes } from './rollup-facts.js';
import { gradesOf, listsOf } from './rollup-lists.js';
import { movedEver, moveSince } from './rollup-moves.js';
import { withoutNames } from './rollup-listed.js';
import { isSilence } from './silence.js';
import type { Counts } from './views.js';

const CLASSES: readonly Class[] = ['red', 'amber', 'green', 'complete', 'none', 'closed'];

/** Works out the summary of some milestones of a plan. Pure: the same facts give the same figures. */
export function rollUp(facts: RollupFacts): Rollup {
  return withoutNames(figuresOf(facts), facts.unnamed);
}

function figuresOf(facts: RollupFacts): Rollup {
  const { plan, before } = facts;
  const others = othersOn(facts, facts.today);
  // Once: with a map made anew for each, a plan of 10,000 took a minute.
  const then = before === null ? null : othersThen(before);
  const rated = facts.milestones.map((milestone) => rate(facts, milestone, others, then));
  const refs = (which: (each: Rated) => boolean): Ref[] => rated.filter(which).map((each) => each.milestone.ref);
  const grades = gradesOf(plan.key, rated, before !== null);
  const graded = new Set(grades.flatMap((grade) => grade.refs));
  const exceptions = rated.flatMap((each) => exceptionOf(facts, each, others)).sort(compareExceptions);
  const lists = { ...listsOf(facts), ...changesOf(facts, rated), ...greensOf(facts, rated) };
  const overdue = refs((each) => isOverdue(each.milestone, facts.today));
  return {
    plan: plan.id,
    naming: plan.naming,
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
    withheld: 0,
    sizes: sizesOf({ ...lists, overdue }),
    kinds: kindsOf(exceptions),
    overdue,
    ...lists,
    exceptions,
    disagreements: rated.flatMap((each) => disagreement(facts, each, others)),
    movedEver: movedEver(facts),
    passed: passedOf(facts),
    dueNext: dueNextOf(facts, rated),
    silent: byArea(
      facts,
      refs((each) => isSilent(facts, each.milestone)),
    ),
    noUpdate: byArea(
      facts,
      refs((each) => each.now === 'none' && isOpen(each.milestone) && !graded.has(each.milestone.ref)),
    ),
    awaitingEvidence: refs((each) => each.milestone.state === 'delivered' && each.milestone.evidenceDue !== null),
  };
}

/** What is not as it was in the summary before; nothing in the first. */
function changesOf(facts: RollupFacts, rated: readonly Rated[]): Pick<Rollup, 'moved' | 'changes'> {
  const { before } = facts;
  const since = (which: (each: Rated) => boolean): Ref[] =>
    before === null ? [] : rated.filter(which).map((each) => each.milestone.ref);
  const moved = before === null ? [] : rated.flatMap((each) => moveSince(facts, each));
  const counted = new Set(facts.milestones.map(({ ref }) => ref));
  // Where only a part of what was counted then is counted now, the rest has not gone: it is not asked for.
  const then = before?.counts == null ? [] : [...before.milestones.keys()];
  return {
    moved,
    changes: {
      added: since((each) => each.past === undefined),
      closed: since((each) => each.now === 'closed' && each.was !== null && each.was !== 'closed'),
      reopened: since((each) => each.now !== 'closed' && each.was === 'closed'),
      gone: then.filter((ref) => !counted.has(ref)),
      worsened: since((each) => isWorse(each.now, each.was)),
      improved: rated.flatMap((each) => improvement(each)),
      completed: since((each) => each.now === 'complete' && each.was !== null && each.was !== 'complete'),
      moved: moved.map((move) => move.ref),
    },
  };
}

function greensOf({ before }: RollupFacts, rated: readonly Rated[]): Pick<Rollup, 'unchangedGreen' | 'confirmedOnly'> {
  const green = rated.filter(({ now }) => now === 'green');
  const refs = (some: readonly Rated[]): Ref[] => some.map(({ milestone }) => milestone.ref);
  return {
    unchangedGreen: before === null ? [] : refs(green.filter(({ was }) => was === 'green')),
    confirmedOnly: refs(green.filter(({ milestone }) => milestone.update?.confirmedOnly === true)),
  };
}

/** How many there are of what is told as a number. */
export function sizesOf(lists: Readonly<Record<keyof Sizes, readonly Ref[]>>): Sizes {
  return {
    overdue: lists.overdue.length,
    withoutDate: lists.withoutDate.length,
    ongoing: lists.ongoing.length,
    withoutLead: lists.withoutLead.length,
    evidenced: lists.evidenced.length,
    unchangedGreen: lists.unchangedGreen.length,
    confirmedOnly: lists.confirmedOnly.length,
  };
}

/** How many exceptions there are of each kind. */
export function kindsOf(exceptions: Rollup['exceptions']): Rollup['kinds'] {
  return KINDS.map((kind) => ({ kind, count: exceptions.filter((each) => each.kind === kind).length })).filter(
    ({ count: size }) => size > 0,
  );
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

function rate(facts: RollupFacts, milestone: Milestone, others: Others, othersBefore: Others | null): Rated {
  const { before } = facts;
  const past = before?.milestones.get(milestone.ref);
  const [now, grade] = gradedOn(milestone, facts, facts.today, others);
  const [was, wasGrade] =
    past === undefined || before === null || othersBefore === null
      ? [null, null]
      : gradedOn(past, before, before.asAt, othersBefore);
  return { milestone, now, grade, past, was, wasGrade };
}

function othersThen({ milestones, beside }: Before): Others {
  return beside === undefined ? milestones : new Map([...beside, ...milestones]);
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

function areaOf(facts: RollupFacts, area: Area, rated: readonly Rated[]): Rollup['areas'][number] {
  const { plan, before } = facts;
  const own = rated.filter((each) => each.milestone.area === area.code);
  const grades = gradesOf(plan.key, own, before !== null).map(({ entry, count: size, before: was }) => {
    return { entry, count: size, before: was };
  });
  return {
    code: area.code,
    title: area.title,
    head: headOf(facts, area),
    counts: count(own.map((each) => each.now)),
    before: before === null ? null : count(own.flatMap(({ was }) => was ?? [])),
    grades,
  };
}

function disagreement(facts: RollupFacts, { milestone }: Rated, others: Others): Rollup['disagreements'] {
  if (!isOpen(milestone)) return [];
  const { plan, calendar, today } = facts;
  const declared = declaredOn(milestone, calendar, today);
  const check = checkToTell(facts, milestone, others);
  const grade = gradeOn(milestone, { ...plan, preset: 'confidence' }, calendar, today);
  return disagrees(declared, check.rating)
    ? [{ ref: milestone.ref, text: milestone.text, declared, grade, check }]
    : [];
}

/** Asked, and nobody answered in ten working days or over a freeze; not while it is deferred (RULES 4). */
function isSilent({ unansweredSince, calendar, today }: RollupFacts, milestone: Milestone): boolean {
  const since = unansweredSince.get(milestone.ref);
  if (since === undefined || isComplete(milestone) || !isOpen(milestone) || isDeferred(milestone, today)) return false;
  return isSilence(since, milestone.plan, calendar, today);
}

/** Better than before. Complete is told elsewhere, and to fall silent is never to improve. */
function improvement({ milestone, now, was }: Rated): Rollup['changes']['improved'] {
  if (now === 'closed' || now === 'complete' || now === 'none' || was === null || was === 'closed') return [];
  const { ref, text } = milestone;
  return isWorse(was, now) ? [{ ref, text, from: was, to: now }] : [];
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
