import { entryOfClass } from './key.js';
import type { Levels } from './plan.js';
import type { Rollup } from './rollup-facts.js';
import type { RollupView } from './views.js';
import type { CivilDate } from './dates.js';

/** At most so many exceptions are told in the channel message, worst first; the others are named. */
const EXCEPTIONS_SHOWN = 10;

export interface Heading {
  readonly planTitle: string;
  readonly levels: Levels;
  readonly asAt: CivilDate;
  /** "9am". */
  readonly time: string;
}

/** The part of the figures that the channel message shows, in its order. */
export function rollupView(rollup: Rollup, heading: Heading): RollupView {
  const shown = new Set(rollup.exceptions.slice(0, EXCEPTIONS_SHOWN));
  const kinds = [...new Set(rollup.exceptions.map((each) => each.kind))];
  const completed = new Set(rollup.changes.completed);
  return {
    ...heading,
    since: rollup.since,
    preset: rollup.preset,
    key: rollup.key,
    counts: rollup.counts,
    before: rollup.before,
    grades: rollup.grades.map(({ entry, refs, before }) => ({ entry, count: refs.length, before })),
    overdue: rollup.overdue.length,
    withoutDate: rollup.withoutDate.length,
    ongoing: rollup.ongoing.length,
    withoutLead: rollup.withoutLead.length,
    sections: kinds.map((kind) => {
      const all = rollup.exceptions.filter((each) => each.kind === kind);
      const more = all.filter((each) => !shown.has(each)).map((each) => each.ref);
      return { kind, rows: all.filter((each) => shown.has(each)), more };
    }),
    improved: rollup.changes.improved,
    disagreements: rollup.disagreements.map((each) => ({
      ...each,
      check: { ...each.check, grade: entryOfClass(rollup.key, each.check.rating) },
    })),
    moved: rollup.moved,
    silent: rollup.silent,
    noUpdate: rollup.noUpdate,
    paused: rollup.paused,
    deferred: rollup.deferred,
    proposals: rollup.proposals,
    differing: rollup.differing,
    groups: rollup.groups,
    evidenced: rollup.evidenced.length,
    outcomeNotAchieved: rollup.outcomeNotAchieved,
    completed: rollup.texts.filter(({ ref }) => completed.has(ref)),
    added: rollup.changes.added,
    closedSince: rollup.changes.closed,
    awaitingEvidence: rollup.awaitingEvidence,
    unchangedGreen: rollup.unchangedGreen.length,
    confirmedOnly: rollup.confirmedOnly.length,
    areas: rollup.areas,
  };
}
