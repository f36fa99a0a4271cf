/** Of which areas a reply in the thread has more to tell than the message. */
import type { Ref } from './plan.js';
import type { Rollup } from './rollup-facts.js';
import type { Heading } from './rollup-part-views.js';

/** The message names so many of a list whatever else it has to tell. */
const NAMED = 10;

/** Codes of the areas with anything that the message leaves out or may cut short; of the others no reply is posted. */
export function areasWithMore(rollup: Rollup, { measures = [], questions = [] }: Heading): ReadonlySet<string> {
  const areaOf = new Map(rollup.rows.map(({ ref, area }) => [ref, area]));
  const refs = [
    ...shortened(rollup),
    ...tooMany(rollup),
    ...[...measures, ...questions].flatMap(({ ref }) => ref ?? []),
  ];
  return new Set([
    ...refs.flatMap((ref) => areaOf.get(ref) ?? []),
    ...measures.flatMap(({ area }) => area ?? []),
    ...[...rollup.silent, ...rollup.noUpdate].flatMap(({ code, refs: own }) => (own.length > NAMED ? [code] : [])),
  ]);
}

/** What the message only counts, only names, or tells in fewer words. */
function shortened(rollup: Rollup): readonly Ref[] {
  const rows = [
    ...[rollup.exceptions, rollup.disagreements, rollup.moved, rollup.movedEver.rows, rollup.passed],
    ...[rollup.dueNext.rows, rollup.deferred, rollup.proposals, rollup.differing, rollup.groups],
    rollup.changes.improved,
  ].flatMap((all): readonly Ref[] => all.map(({ ref }) => ref));
  return [...rows, ...rollup.withoutDate, ...rollup.withoutLead, ...rollup.ongoing];
}

/** What the message names, as long as that is not too much. */
function tooMany({ awaitingEvidence, paused, outcomeNotAchieved, changes }: Rollup): readonly Ref[] {
  const refs = [paused, outcomeNotAchieved].map((all) => all.map(({ ref }) => ref));
  const lists = [awaitingEvidence, changes.completed, changes.added, changes.closed, changes.reopened, ...refs];
  return lists.flatMap((list) => (list.length > NAMED ? list : []));
}
