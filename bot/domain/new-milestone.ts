import { withUpdate } from './answer.js';
import { resolveMeeting, type Board } from './boards.js';
import type { CivilDate, Instant } from './dates.js';
import { marksOf, type FileSaid } from './file-said.js';
import { entryOfClass, type Key } from './key.js';
import { dueByMeeting } from './meeting-days.js';
import { endOfYear, withPause } from './pause.js';
import { CLOSED_STATES, type Due, type Milestone, type OfficerId, type PlanId } from './plan.js';
import type { PlanFile, PlanRow, StateSuggestion } from './read-plan.js';
import { withoutWords } from './update.js';

/** What the rows of a file are loaded among. */
export interface Loading {
  readonly plan: PlanId;
  readonly file: PlanFile;
  readonly asAt: CivilDate;
  /** From when it counts. */
  readonly at: Instant;
  readonly key: Key;
  readonly yearStarts: number;
  /** The officers of the names in the file. */
  readonly officers: ReadonlyMap<string, OfficerId>;
  readonly boards: readonly Board[];
  /** Every suggestion is taken as accepted. */
  readonly acceptSuggestions: boolean;
}

/** The milestone that a row brings. */
export function newMilestone(row: PlanRow, order: number, loading: Loading): Milestone {
  const { plan, asAt } = loading;
  const due = resolveMeeting(row.due, loading.boards, asAt);
  const { accepted, open } = suggestedFor(row, loading);
  const fresh: Milestone = {
    ...{ plan, ref: row.ref, area: row.area, objective: row.objective, order },
    ...{ text: row.text, tags: row.tags, leads: leadsOf(row, loading), leadsText: row.leadsCell },
    ...{ due, baseline: baselineOf(due), moves: [], state: 'not-started', update: null, answeredOn: null },
    ...{ overdueAnswers: [], deliveredOn: null, evidenceDue: null },
    printed: {
      ...{ progress: row.progress, evidence: row.evidence, sameAs: row.sameAs },
      ...{ mark: row.mark, state: row.statePrinted },
    },
    fileSaid: fileSaidOf(row, loading),
    ...{ settledThrough: null, deferral: null, proposal: null, ledSince: [], decided: null, closure: null },
    ...{ waitsFor: row.waitsFor, answers: [] },
    // Nobody is asked about what is declared complete.
    queries: [...(open === undefined || row.declared === 'complete' ? [] : [open.query]), ...row.queries],
    ...{ marking: row.marking ?? null, cleared: [], wording: null, challenges: [], importedOn: asAt },
    ...(row.raisedOn !== undefined && { raisedOn: row.raisedOn }),
  };
  const declared = row.declared === null ? fresh : withDeclared(fresh, row, loading);
  return accepted === undefined ? declared : withAccepted(declared, accepted, loading);
}

/** What the file says of it, by which the next file is compared. */
export function fileSaidOf(row: PlanRow, loading: Loading): FileSaid {
  const { file, asAt: on } = loading;
  return { on, refPrinted: row.refPrinted, leads: leadsOf(row, loading), marks: marksOf(row, file) };
}

export function leadsOf({ leads }: PlanRow, { officers }: Pick<Loading, 'officers'>): readonly OfficerId[] {
  return [...new Set(leads.map(({ name }) => officers.get(name)).filter((id) => id !== undefined))];
}

/** What the file suggests of a row: accepted by an admin, or open still. */
export function suggestedFor({ ref }: PlanRow, { file, acceptSuggestions }: Loading) {
  const own = file.suggestions.filter((one) => one.ref === ref);
  const accepted = own.find((one) => acceptSuggestions || one.accepted === true);
  return { accepted, open: own.find((one) => one !== accepted) };
}

/** Declared by the plan's owner: it rates or closes the milestone and quiets no stage (RULES 4). */
export function withDeclared(before: Milestone, row: PlanRow, { asAt, at, key }: Loading): Milestone {
  if (row.declared === null) return before;
  const words = withoutWords(row.declared, gradeOf(row, key) ?? row.declared);
  return withUpdate(before, words, { by: { kind: 'import' }, at, on: asAt });
}

/** The id of the key's entry; of a class that somebody decided, that of the entry which means it. */
export function gradeOf({ grade, declared }: PlanRow, key: Key): string | null {
  return grade ?? (declared === null ? null : entryOfClass(key, declared).id);
}

/** What an administrator accepted of what the file suggests. */
export function withAccepted(
  milestone: Milestone,
  { state, because: reason, replacedBy = [], rating }: StateSuggestion,
  { asAt, at, key, yearStarts }: Loading,
): Milestone {
  const by = { kind: 'import' } as const;
  if (rating !== undefined) {
    const rated = withUpdate(milestone, withoutWords(rating.rating, rating.grade), { by, at, on: asAt });
    return { ...rated, state };
  }
  if (state === 'delivered' || state === 'evidenced') {
    const { id } = entryOfClass(key, 'complete');
    const complete = withUpdate(milestone, withoutWords('complete', id), { by, at, on: asAt });
    return { ...complete, state };
  }
  if (state === 'paused') return withPause(milestone, { by, on: asAt, until: endOfYear(yearStarts, asAt), reason });
  if (!CLOSED_STATES.includes(state)) return { ...milestone, state };
  const closure = { state, reason, replacedBy, proposedBy: by, approvedBy: by, on: asAt, where: null };
  return { ...milestone, state, closure, deliveredOn: null };
}

/** The approved date that a due brings; null for what has none of its own. */
export function baselineOf(due: Due): CivilDate | null {
  switch (due.kind) {
    case 'day':
      return due.date;
    case 'period':
      return due.to;
    case 'meeting':
      return dueByMeeting(due);
    case 'recurring':
    case 'awaited':
    case 'ongoing':
      return null;
  }
}
