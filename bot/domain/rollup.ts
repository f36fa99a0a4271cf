import type { CivilDate } from './dates.js';
import { approvedDate, isClosed, isComplete, isOpen, isOverdue, type Milestone, type Ref } from './plan.js';
import { POLICY } from './policy.js';
import { checkOn } from './check.js';
import { declaredOn, disagrees, ratingOn } from './rating.js';
import { compareExceptions, exceptionOf, headOf, type Class, type Rated } from './rollup-exceptions.js';
import type { ByArea, Rollup, RollupFacts, RollupMove } from './rollup-facts.js';
import type { Counts } from './views.js';
import { workingDaysAfter } from './working-days.js';

/** Works out the summary of some milestones of a plan. Pure: the same facts give the same figures. */
export function rollUp(facts: RollupFacts): Rollup {
  const rated = facts.milestones.map((milestone) => rate(facts, milestone));
  const refs = (which: (each: Rated) => boolean): Ref[] => rated.filter(which).map((each) => each.milestone.ref);
  const known = facts.before !== null;
  const since = (which: (each: Rated) => boolean): Ref[] => (known ? refs(which) : []);
  const exceptions = rated.flatMap((each) => exceptionOf(facts, each)).sort(compareExceptions);
  const moved = known ? rated.flatMap((each) => moveSince(each)) : [];
  return {
    counts: count(rated.map((each) => each.now)),
    before: facts.before === null ? null : count(pastClasses(facts, facts.before)),
    since: facts.before?.asAt ?? null,
    areas: facts.areas.map((area) => ({
      code: area.code,
      title: area.title,
      counts: count(rated.filter((each) => each.milestone.area === area.code).map((each) => each.now)),
    })),
    texts: rated.map(({ milestone: { ref, text } }) => ({ ref, text })),
    overdue: refs((each) => isOverdue(each.milestone, facts.today)),
    withoutDate: refs((each) => isOpen(each.milestone) && approvedDate(each.milestone) === null),
    withoutLead: refs((each) => isOpen(each.milestone) && each.milestone.leads.length === 0),
    exceptions,
    disagreements: rated.flatMap((each) => disagreement(facts, each)),
    moved,
    silent: byArea(
      facts,
      refs((each) => isSilent(facts, each.milestone)),
    ),
    noUpdate: byArea(
      facts,
      refs((each) => each.now === 'none' && isOpen(each.milestone)),
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

function rate(facts: RollupFacts, milestone: Milestone): Rated {
  const rev = facts.before?.revisions.get(milestone.ref);
  const past = facts.history.get(milestone.ref)?.find((image) => image.rev === rev)?.milestone;
  const was = past === undefined || facts.before === null ? null : classOf(facts, past, facts.before.asAt);
  return { milestone, now: classOf(facts, milestone, facts.today), past, was };
}

function classOf(facts: RollupFacts, milestone: Milestone, on: CivilDate): Class {
  return isClosed(milestone) ? 'closed' : ratingOn(milestone, facts.plan.preset, facts.calendar, on);
}

function pastClasses(facts: RollupFacts, before: NonNullable<RollupFacts['before']>): Class[] {
  return [...before.revisions].flatMap(([ref, rev]) => {
    const past = facts.history.get(ref)?.find((image) => image.rev === rev);
    return past === undefined ? [] : [classOf(facts, past.milestone, before.asAt)];
  });
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

function disagreement(facts: RollupFacts, { milestone }: Rated): Rollup['disagreements'] {
  if (!isOpen(milestone)) return [];
  const declared = declaredOn(milestone, facts.calendar, facts.today);
  const check = checkOn(milestone, facts.calendar, facts.today);
  return disagrees(declared, check.rating) ? [{ ref: milestone.ref, text: milestone.text, declared, check }] : [];
}

function moveSince({ milestone, past }: Rated): RollupMove[] {
  if (past === undefined) return [];
  const [from, to] = [approvedDate(past), approvedDate(milestone)];
  if (from === to) return [];
  const reason = milestone.moves.at(-1)?.reason ?? null;
  return [{ ref: milestone.ref, text: milestone.text, from, to, reason }];
}

/** Asked, delivered at least ten working days ago, and nobody answered (RULES 4). */
function isSilent(facts: RollupFacts, milestone: Milestone): boolean {
  const since = facts.unansweredSince.get(milestone.ref);
  if (since === undefined || isComplete(milestone) || !isOpen(milestone)) return false;
  return workingDaysAfter(facts.calendar, since, facts.today) >= POLICY.silentAfter;
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
