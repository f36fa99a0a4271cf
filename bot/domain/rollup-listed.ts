/** Figures that name only some of what they count. */
import type { Ref } from './plan.js';
import type { Rollup } from './rollup-facts.js';

interface WithRef {
  readonly ref: Ref;
}

/** The figures without the names of what is marked above its readers: in every number it counts as before (RULES 6). */
export function withoutNames(rollup: Rollup, unnamed: ReadonlySet<Ref>): Rollup {
  if (unnamed.size === 0) return rollup;
  const withheld = rollup.rows.filter(({ ref }) => unnamed.has(ref)).length;
  return { ...listedOnly(rollup, (ref) => !unnamed.has(ref)), withheld };
}

/** Every list with some milestones only; every number as it was. */
export function listedOnly(rollup: Rollup, keep: (ref: Ref) => boolean): Rollup {
  const refs = (all: readonly Ref[]): Ref[] => all.filter(keep);
  const rows = <T extends WithRef>(all: readonly T[]): T[] => all.filter(({ ref }) => keep(ref));
  const areas = (all: Rollup['silent']): Rollup['silent'] =>
    all.map((area) => ({ ...area, refs: refs(area.refs) })).filter((area) => area.refs.length > 0);
  const { movedEver, dueNext } = rollup;
  return {
    ...rollup,
    refs: {
      red: refs(rollup.refs.red),
      amber: refs(rollup.refs.amber),
      green: refs(rollup.refs.green),
      complete: refs(rollup.refs.complete),
      none: refs(rollup.refs.none),
      closed: refs(rollup.refs.closed),
    },
    grades: rollup.grades.map((grade) => ({ ...grade, refs: refs(grade.refs) })),
    texts: rows(rollup.texts),
    exceptions: rows(rollup.exceptions),
    disagreements: rows(rollup.disagreements),
    silent: areas(rollup.silent),
    noUpdate: areas(rollup.noUpdate),
    moved: rows(rollup.moved),
    movedEver: { ...movedEver, rows: rows(movedEver.rows) },
    passed: rows(rollup.passed),
    dueNext: { ...dueNext, rows: rows(dueNext.rows) },
    overdue: refs(rollup.overdue),
    withoutDate: refs(rollup.withoutDate),
    ongoing: refs(rollup.ongoing),
    withoutLead: refs(rollup.withoutLead),
    paused: rows(rollup.paused),
    deferred: rows(rollup.deferred),
    proposals: rows(rollup.proposals),
    differing: rows(rollup.differing),
    groups: rows(rollup.groups),
    evidenced: refs(rollup.evidenced),
    awaitingEvidence: refs(rollup.awaitingEvidence),
    outcomeNotAchieved: rows(rollup.outcomeNotAchieved),
    unchangedGreen: refs(rollup.unchangedGreen),
    confirmedOnly: refs(rollup.confirmedOnly),
    changes: changesListed(rollup.changes, refs, rows),
  };
}

function changesListed(
  changes: Rollup['changes'],
  refs: (all: readonly Ref[]) => Ref[],
  rows: <T extends WithRef>(all: readonly T[]) => T[],
): Rollup['changes'] {
  return {
    added: refs(changes.added),
    closed: refs(changes.closed),
    reopened: refs(changes.reopened),
    gone: refs(changes.gone),
    worsened: refs(changes.worsened),
    improved: rows(changes.improved),
    completed: refs(changes.completed),
    moved: refs(changes.moved),
  };
}
