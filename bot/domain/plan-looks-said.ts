import { gradeOf, suggestedFor, withAccepted, withDeclared } from './new-milestone.js';
import type { Conflict } from './plan-conflicts.js';
import { changed, isDecided, says, takenOr, type Compared, type Look, type Step } from './plan-looks.js';
import { isClosed, isComplete, type Milestone } from './plan.js';
import type { StateSuggestion } from './read-plan.js';

/** What is said of a milestone, as a later file has it: progress, rating, state, what it leaves open. */

/** As printed, from the day of the file on; it quiets no stage (RULES 7). */
export const printed: Look = (after, compared) => {
  const { row, loading } = compared;
  const others = { sameAs: row.sameAs, mark: row.mark, state: row.statePrinted };
  const told = says(compared, 'progress');
  if (!told && !says(compared, 'evidence') && !says(compared, 'state')) return { after };
  const before = after.printed;
  const on = told ? loading.asAt : before.on;
  const next = { progress: row.progress, evidence: row.evidence, ...others, ...(on !== undefined && { on }) };
  if (JSON.stringify({ ...next, on: 0 }) === JSON.stringify({ ...before, on: 0 })) return { after };
  const isProgress = (before.progress ?? '') !== (row.progress ?? '');
  const change = isProgress
    ? changed('progress', before.progress ?? '', row.progress ?? '')
    : changed('evidence', before.evidence ?? '', row.evidence ?? '');
  const told2 = isProgress || (before.evidence ?? '') !== (row.evidence ?? '');
  return { after: { ...after, printed: next, wording: null }, ...(told2 && { change }) };
};

/**
 * Declared by the plan's owner, as of the day of the file. What people answered since the last file stays until it is
 * decided, and what is complete already keeps its day and its evidence.
 */
export const rating: Look = (after, compared) => {
  const { row, loading, words } = compared;
  const grade = gradeOf(row, loading.key);
  if (!says(compared, 'declared') || row.declared === null || grade === null || isClosed(after)) return { after };
  const complete = isComplete(after);
  if (after.update?.grade === grade || (complete && row.declared === 'complete')) return { after };
  const both = [after.update === null ? '' : words.rating(after.update.grade), words.rating(grade)] as const;
  const holds = (complete || isAnsweredSince(after, compared)) && !isDecided(compared, 'declared');
  const asked = holds ? ratingAsked(both) : null;
  return takenOr({ after, compared, asked }, 'rating', both, () =>
    stillPaused(after, withDeclared(after, row, loading)),
  );
};

function ratingAsked([here, there]: readonly [string, string]): Conflict {
  return { field: 'declared', what: 'rating', here, there };
}

/** Since the last file, or on its day; or for a later day than that of this one. */
function isAnsweredSince({ update }: Milestone, { then, loading }: Compared): boolean {
  if (update === null) return false;
  return update.on > loading.asAt || (update.by.kind !== 'import' && update.on >= then.on);
}

/** A pause has its own end: a rating in a file is none, unless it says that all is done. */
function stillPaused(before: Milestone, rated: Milestone): Milestone {
  if (before.state !== 'paused' || isComplete(rated)) return rated;
  return { ...rated, state: 'paused', ...(before.pause !== undefined && { pause: before.pause }) };
}

/** What the file speaks of without declaring it: accepted by an admin, else asked of the lead. */
export const state: Look = (after, compared) => {
  const { row, loading } = compared;
  const { accepted, open } = suggestedFor(row, loading);
  const about = ['state', 'progress', 'text', 'due', 'declared'] as const;
  const spoken = accepted?.accepted === true || about.some((one) => says(compared, one));
  if (!spoken || isOldNews(accepted, after, compared)) return { after };
  if (accepted?.rating !== undefined) return coloured(after, accepted, compared);
  if (accepted !== undefined && accepted.state !== after.state && !isComplete(after)) {
    const change = changed('state', after.state, accepted.state);
    return { after: withAccepted(after, accepted, loading), change };
  }
  return {
    after: open === undefined || isComplete(after) || isClosed(after) ? after : withQueries(after, [open.query]),
  };
};

/** Accepted with all others, said by the last file already, and answered since. */
function isOldNews(accepted: StateSuggestion | undefined, after: Milestone, compared: Compared): boolean {
  if (accepted === undefined || accepted.accepted === true || !isAnsweredSince(after, compared)) return false;
  const fields = accepted.rating === undefined ? (['state', 'progress'] as const) : (['declared'] as const);
  return !fields.some((field) => says(compared, field));
}

/** A rating that only a colour shows, accepted by an admin: by itself, or with all others where nobody answered since. */
function coloured(after: Milestone, accepted: StateSuggestion, compared: Compared): Step {
  const { loading, words } = compared;
  const grade = accepted.rating?.grade ?? '';
  if (after.update?.grade === grade || isComplete(after) || isClosed(after)) return { after };
  const both = [after.update === null ? '' : words.rating(after.update.grade), words.rating(grade)] as const;
  const asked = accepted.accepted !== true && isAnsweredSince(after, compared) ? ratingAsked(both) : null;
  const take = (): Milestone => stillPaused(after, withAccepted(after, accepted, loading));
  return takenOr({ after, compared, asked }, 'rating', both, take);
}

export const queries: Look = (after, compared) => {
  const about = (['due', 'progress', 'parent', 'waits'] as const).some((field) => says(compared, field));
  const next = about && !isComplete(after) && !isClosed(after) ? withQueries(after, compared.row.queries) : after;
  const fresh = next.queries.filter((query) => !compared.before.queries.includes(query));
  return { after: next, ...(fresh.length > 0 && { change: changed('queries', '', fresh.join(' ')) }) };
};

function withQueries(after: Milestone, asked: readonly string[]): Milestone {
  const fresh = asked.filter((query) => !after.queries.includes(query));
  return fresh.length === 0 ? after : { ...after, queries: [...after.queries, ...fresh] };
}
