import { inWords } from '../../domain/dates.js';
import { entryOfClass } from '../../domain/key.js';
import type { Rollup } from '../../domain/rollup-facts.js';
import { counted } from './answer.js';

/** The figures of a summary as outside readers rely on them (DESIGN 6): every list there, empty or not. */
export function rollupJson(rollup: Rollup): object {
  const { changes, counts, refs } = rollup;
  return {
    preset: rollup.preset,
    counts,
    refs,
    grades: rollup.grades.map((grade) => ({
      word: grade.entry.word,
      count: grade.refs.length,
      id: grade.entry.id,
      refs: grade.refs,
    })),
    overdue: rollup.overdue,
    areas: rollup.areas.map(({ code, title, counts: own, grades }) => ({
      code,
      title,
      counts: own,
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
    moved: rollup.moved.map(({ ref, from, to, reason }) => ({ ref, from, to, reason })),
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
    changes: { ...changes, improved: changes.improved.map((one) => one.ref) },
  };
}

function exceptionJson({ key }: Rollup): (each: Rollup['exceptions'][number]) => object {
  return ({ ref, kind, rating, grade, because, cause, remedy, help, recovery, overdueDays, stale, updatedOn }) => ({
    ref,
    kind,
    rating,
    ratingLabel: (grade ?? entryOfClass(key, rating)).word,
    because,
    cause,
    remedy,
    help,
    recovery,
    overdueDays,
    notUpdatedSince: stale ? updatedOn : null,
  });
}

/** The same for a person at a terminal. */
export function rollupLines(rollup: Rollup): string[] {
  const { counts, overdue, key, grades } = rollup;
  const graded = grades.reduce((sum, { refs }) => sum + refs.length, 0);
  const parts = [
    ...(['red', 'amber', 'green', 'complete'] as const).map(
      (rating) => `${String(counts[rating])} ${entryOfClass(key, rating).word}`,
    ),
    ...grades.map(({ entry, refs }) => `${String(refs.length)} ${entry.word}`),
    `${String(counts.none - graded)} no update`,
    `${String(counts.closed)} closed`,
  ];
  const head = `${String(counts.total)} in all: ${parts.join(', ')}; ${String(overdue.length)} overdue.`;
  return [head, ...rollup.exceptions.map((each) => exceptionLine(rollup, each)), ...listLines(rollup)];
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
