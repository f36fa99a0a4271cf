import { entryOfClass } from './key.js';
import type { Ref } from './plan.js';
import { SEVERITY } from './policy.js';
import { KINDS } from './rollup-exceptions.js';
import type { Rollup } from './rollup-facts.js';
import { areasWithMore } from './rollup-more.js';
import type { Heading, RollupView } from './views.js';

export type { Heading } from './views.js';

/** At most so many exceptions are told in the channel message, worst first; the others are named. */
const EXCEPTIONS_SHOWN = 10;

type Exception = Rollup['exceptions'][number];

/** The part of the figures that the channel message shows, in its order. */
export function rollupView(rollup: Rollup, heading: Heading, most = EXCEPTIONS_SHOWN): RollupView {
  const { sizes } = rollup;
  const completed = new Set(rollup.changes.completed);
  const replies: ReadonlySet<string> = heading.replies === true ? areasWithMore(rollup, heading) : new Set();
  return {
    ...heading,
    replies: replies.size > 0,
    plan: rollup.plan,
    naming: rollup.naming,
    since: rollup.since,
    preset: rollup.preset,
    key: rollup.key,
    counts: rollup.counts,
    before: rollup.before,
    grades: rollup.grades.map(({ entry, count, before }) => ({ entry, count, before })),
    overdue: sizes.overdue,
    withoutDate: sizes.withoutDate,
    ongoing: sizes.ongoing,
    withoutLead: sizes.withoutLead,
    gaps: { withoutDate: rollup.withoutDate, ongoing: rollup.ongoing, withoutLead: rollup.withoutLead },
    sections: sectionsOf(rollup, most),
    overdueAbove: rollup.exceptions.flatMap(({ ref, kind, overdueDays }) =>
      kind === 'overdue' || overdueDays === null ? [] : [{ ref, days: overdueDays }],
    ),
    improved: improvedOf(rollup),
    disagreements: rollup.disagreements.map((each) => ({
      ...each,
      check: { ...each.check, grade: entryOfClass(rollup.key, each.check.rating) },
    })),
    moved: rollup.moved,
    movedEver: rollup.movedEver,
    passed: rollup.passed,
    dueNext: rollup.dueNext,
    withheld: rollup.withheld,
    held: heading.held ?? 0,
    silent: rollup.silent,
    noUpdate: rollup.noUpdate,
    paused: rollup.paused,
    deferred: rollup.deferred,
    proposals: rollup.proposals,
    differing: rollup.differing,
    groups: rollup.groups,
    evidenced: sizes.evidenced,
    outcomeNotAchieved: rollup.outcomeNotAchieved,
    completed: rollup.texts.filter(({ ref }) => completed.has(ref)),
    added: rollup.changes.added,
    closedSince: closedOf(rollup),
    reopened: rollup.changes.reopened,
    gone: rollup.changes.gone,
    awaitingEvidence: rollup.awaitingEvidence,
    unchangedGreen: sizes.unchangedGreen,
    confirmedOnly: sizes.confirmedOnly,
    areas: rollup.areas.map((area) => ({ ...area, reply: replies.has(area.code) })),
  };
}

/** Each kind with the worst of all told in full, and the others named. */
function sectionsOf({ exceptions, kinds }: Rollup, most: number): RollupView['sections'] {
  const shown = new Set([...exceptions].sort(compareWorst).slice(0, most));
  return kinds.map(({ kind, count }) => {
    const all = exceptions.filter((each) => each.kind === kind);
    const rows = all.filter((each) => shown.has(each));
    return { kind, count, rows, more: all.filter((each) => !shown.has(each)).map(({ ref }) => ref) };
  });
}

/** Red before amber before what is only overdue; of one rating first what is new. */
function compareWorst(a: Exception, b: Exception): number {
  const ratings = SEVERITY.indexOf(a.rating) - SEVERITY.indexOf(b.rating);
  return ratings || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind);
}

/** What got better and is an exception all the same is told among the exceptions. */
function improvedOf({ changes, exceptions }: Rollup): RollupView['improved'] {
  const told = new Set(exceptions.filter(({ kind }) => kind === 'improved').map(({ ref }) => ref));
  return changes.improved.filter(({ ref }) => !told.has(ref));
}

function closedOf({ changes, rows }: Rollup): RollupView['closedSince'] {
  const closed = new Set(changes.closed);
  const byState = new Map<RollupView['closedSince'][number]['state'], Ref[]>();
  for (const { ref, state } of rows) {
    if (closed.has(ref)) byState.set(state, [...(byState.get(state) ?? []), ref]);
  }
  return [...byState].map(([state, refs]) => ({ state, refs }));
}
