import { inWords, type CivilDate } from '../../domain/dates.js';
import { headlineOf } from '../../domain/headline.js';
import { entryOfClass } from '../../domain/key.js';
import type { Levels } from '../../domain/plan.js';
import type { Rollup } from '../../domain/rollup-facts.js';
import { counted } from './answer.js';

/** The figures of a summary as outside readers rely on them (DESIGN 6): every list there, empty or not. */
export function rollupJson(rollup: Rollup): object {
  const { changes, counts, refs } = rollup;
  return {
    preset: rollup.preset,
    since: rollup.since,
    counts,
    before: rollup.before,
    withheld: rollup.withheld,
    refs,
    grades: rollup.grades.map((grade) => ({
      word: grade.entry.word,
      count: grade.count,
      id: grade.entry.id,
      refs: grade.refs,
    })),
    overdue: rollup.overdue,
    areas: rollup.areas.map(({ code, title, counts: own, before, grades }) => ({
      code,
      title,
      counts: own,
      before,
      grades: grades.map(({ entry, count }) => ({ word: entry.word, count })),
    })),
    exceptions: rollup.exceptions.map(exceptionJson(rollup)),
    disagreements: rollup.disagreements.map(({ ref, declared, grade, check }) => ({
      ref,
      declared,
      declaredLabel: grade.word,
      check: check.rating,
      because: check.because,
    })),
    ...datesJson(rollup),
    silent: rollup.silent.map((area) => ({ area: area.code, refs: area.refs })),
    noUpdate: rollup.noUpdate.map((area) => ({ area: area.code, refs: area.refs })),
    withoutDate: rollup.withoutDate,
    ongoing: rollup.ongoing,
    withoutLead: rollup.withoutLead,
    paused: rollup.paused.map(({ ref }) => ref),
    deferred: rollup.deferred.map(({ ref, until, reason }) => ({ ref, until, reason })),
    proposals: rollup.proposals.map(({ ref, date, state, evidence = false, handover = false, reason, on }) => {
      return { ref, date, state, evidence, handover, reason, on };
    }),
    differing: rollup.differing.map(({ ref, grades }) => ({ ref, answers: grades.map(({ word }) => word) })),
    groups: rollup.groups.map(({ ref, answered, of }) => ({ ref, answered, of })),
    evidenced: rollup.evidenced,
    awaitingEvidence: rollup.awaitingEvidence,
    outcomeNotAchieved: rollup.outcomeNotAchieved.map(({ ref }) => ref),
    confirmedOnly: rollup.confirmedOnly,
    unchangedGreen: rollup.unchangedGreen,
    changes: { ...changes, improved: changes.improved.map((one) => one.ref) },
  };
}

/** Dates that moved, since and ever, that have passed, and that are to come. */
function datesJson(rollup: Rollup): object {
  return {
    moved: rollup.moved.map(({ ref, from, to, reason, approvedBy, where, times }) => {
      return { ref, from, to, reason, approvedBy, where, times };
    }),
    movedEver: {
      milestones: rollup.movedEver.milestones,
      moves: rollup.movedEver.moves,
      slip: rollup.movedEver.slip,
      by: rollup.movedEver.rows.map(({ ref, times, slip }) => ({ ref, times, slip })),
    },
    passed: rollup.passed.map(({ ref, date, words, saidOn }) => ({ ref, date, words, saidOn })),
    dueNext: {
      until: rollup.dueNext.until,
      window: rollup.dueNext.window,
      due: rollup.dueNext.rows.map(({ ref, on }) => ({ ref, on })),
    },
  };
}

function exceptionJson({ key }: Rollup): (each: Rollup['exceptions'][number]) => object {
  return ({ ref, kind, rating, grade, was, because, cause, remedy, help, recovery, forecast, ...each }) => ({
    ref,
    kind,
    rating,
    ratingLabel: (grade ?? entryOfClass(key, rating)).word,
    was,
    because,
    cause,
    remedy,
    help,
    recovery,
    forecast,
    overdueDays: each.overdueDays,
    accountable: each.accountable,
    notUpdatedSince: each.stale ? each.updatedOn : null,
  });
}

/** The same for a person at a terminal. */
export function rollupLines(rollup: Rollup, levels: Levels): string[] {
  const { exceptions } = rollup;
  return [
    headlineOf(rollup, levels),
    ...exceptions.map((each) => exceptionLine(rollup, each)),
    ...changeLines(rollup),
    ...listLines(rollup),
  ];
}

/** Dates that moved, have passed or are to come. */
function changeLines({ moved, movedEver, passed, dueNext, withheld }: Rollup): string[] {
  const day = (date: CivilDate | null): string => (date === null ? 'no date' : inWords(date));
  return [
    ...moved.map(({ ref, from, to, reason, approvedBy }) => {
      const by = approvedBy === null ? '' : ` Approved by ${approvedBy}.`;
      return `${ref} was moved from ${day(from)} to ${day(to)}: ${ended(reason ?? 'no reason given')}${by}`;
    }),
    ...(movedEver.moves === 0
      ? []
      : [
          `Dates were moved ${counted(movedEver.moves, 'time')} since the plan began, for ${String(movedEver.milestones)} of it.`,
        ]),
    ...passed.map(({ ref, date, words }) => {
      return `${ref} gave a date that has passed, ${inWords(date)}${words === null ? '.' : `: ${ended(words)}`}`;
    }),
    ...(dueNext.rows.length === 0
      ? []
      : [`Due by ${inWords(dueNext.until)}: ${dueNext.rows.map(({ ref }) => ref).join(', ')}.`]),
    ...(withheld === 0 ? [] : [`Counted and not named because of their marking: ${String(withheld)}.`]),
  ];
}

function exceptionLine({ key }: Rollup, each: Rollup['exceptions'][number]): string {
  const { ref, rating, grade, because, cause, stale, updatedOn } = each;
  const old = stale && updatedOn !== null ? ` Not updated since ${inWords(updatedOn)}.` : '';
  const why = [cause ?? '', because].filter((words) => words !== '').join('; ');
  return `  ${ref} ${(grade ?? entryOfClass(key, rating)).word}: ${ended(why || 'no cause given')}${old}`;
}

/** Ends in one full stop, unless it ends in another mark. */
function ended(words: string): string {
  return /[.?!…]$/.test(words) ? words : `${words}.`;
}

function listLines(rollup: Rollup): string[] {
  const { paused, deferred, proposals, withoutDate, withoutLead, ongoing, outcomeNotAchieved } = rollup;
  const listed = (words: string, refs: readonly string[]): string[] =>
    refs.length === 0 ? [] : [`${words}: ${refs.join(', ')}.`];
  return [
    ...rollup.disagreements.map(({ ref, grade, check }) => {
      const dates = entryOfClass(rollup.key, check.rating).word;
      return `${ref} is rated ${grade.word}, and the dates say ${dates}: ${ended(check.because)}`;
    }),
    ...listed('Without a date', withoutDate),
    ...listed('Ongoing', ongoing),
    ...listed('Without a lead', withoutLead),
    ...listed(
      'Paused',
      paused.map(({ ref }) => ref),
    ),
    ...deferred.map(({ ref, until, reason }) => `${ref} is deferred until ${inWords(until)}: ${ended(reason)}`),
    ...(proposals.length === 0
      ? []
      : [
          `${counted(proposals.length, 'proposal')} waiting for a decision: ${proposals.map(({ ref }) => ref).join(', ')}.`,
        ]),
    ...listed(
      'Complete, outcome not achieved',
      outcomeNotAchieved.map(({ ref }) => ref),
    ),
  ];
}
