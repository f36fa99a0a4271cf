import { resolveMeeting } from './boards.js';
import { dueMark, tagsMark, textMark } from './file-said.js';
import { LEVELS_OF_MARKING, levelOf, printedMarking, type Marking } from './marking.js';
import { leadsOf, type Loading } from './new-milestone.js';
import { changed, isDecided, says, takenOr, type Look } from './plan-looks.js';
import { withFileDue } from './plan-next-due.js';
import { withoutQueriesOf } from './plan-decide-ways.js';
import type { Milestone } from './plan.js';

/** What a milestone is, as a later file has it: its date, its words, its leads, its place. */

export const date: Look = (after, compared) => {
  const { row, loading, then } = compared;
  if (!says(compared, 'due')) return { after };
  const due = resolveMeeting(row.due, loading.boards, loading.asAt);
  if (dueMark(due) === dueMark(after.due)) return { after };
  const moved = dueMark(after.due) !== then.marks.due && !isDecided(compared, 'due');
  const words = [after.due.text, due.text] as const;
  const asked = moved ? ({ field: 'due', what: 'date', here: words[0], there: words[1] } as const) : null;
  const printed = says(compared, 'progress') ? row.progress : null;
  return takenOr({ after, compared, asked }, 'date', words, () =>
    withFileDue(
      { ...after, queries: withoutQueriesOf({ ...row, due: after.due, queries: after.queries }) },
      due,
      printed,
      loading.asAt,
    ),
  );
};

export const text: Look = (after, compared) => {
  const { row, then } = compared;
  if (!says(compared, 'text') || textMark(after.text) === textMark(row.text)) return { after };
  const renamed = textMark(after.text) !== then.marks.text && !isDecided(compared, 'text');
  const words = [after.text, row.text] as const;
  const asked = renamed ? ({ field: 'text', what: 'text', here: words[0], there: words[1] } as const) : null;
  // What an editor cleared for the public was about other words.
  return takenOr({ after, compared, asked }, 'text', words, () => ({ ...after, text: row.text, wording: null }));
};

export const leads: Look = (after, compared) => {
  const { row, then, loading, words } = compared;
  if (!says(compared, 'leads')) return { after };
  const wanted = leadsOf(row, loading);
  const printed = after.leadsText === row.leadsCell ? after : { ...after, leadsText: row.leadsCell };
  if (isSameSet(wanted, after.leads)) return { after: printed };
  const handed = !isSameSet(after.leads, then.leads) && !isDecided(compared, 'leads');
  const both = [words.leads(after.leads), words.leads(wanted)] as const;
  const asked = handed ? ({ field: 'leads', what: 'leads', here: both[0], there: both[1] } as const) : null;
  return takenOr({ after: printed, compared, asked }, 'leads', both, () => withLeads(printed, wanted, loading));
};

/** Nothing from before is asked of whoever leads it from now on (RULES 1). */
function withLeads(after: Milestone, wanted: Milestone['leads'], { asAt }: Loading): Milestone {
  const kept = after.ledSince.filter(({ officer }) => wanted.includes(officer) && after.leads.includes(officer));
  const fresh = wanted.filter((officer) => !after.leads.includes(officer)).map((officer) => ({ officer, on: asAt }));
  const { proposal } = after;
  const lost = proposal?.handover !== undefined && !wanted.includes(proposal.handover.from);
  return { ...after, leads: wanted, ledSince: [...kept, ...fresh], ...(lost && { proposal: null }) };
}

export const parent: Look = (after, compared) => {
  const { row, words } = compared;
  const same = row.area === after.area && row.objective === after.objective;
  if (!says(compared, 'parent') || same) return { after };
  const { area, objective } = row;
  return { after: { ...after, area, objective }, change: changed('parent', words.parent(after), words.parent(row)) };
};

/** Tags that the file has anew are added, those that it has no more are taken off; those that people gave stay. */
export const tags: Look = (after, compared) => {
  if (!says(compared, 'tags')) return { after };
  const was = compared.then.marks.tags.split('\n');
  const own = after.tags.filter((tag) => !was.includes(tag) || compared.row.tags.includes(tag));
  const next = [...new Set([...own, ...compared.row.tags.filter((tag) => !was.includes(tag))])];
  if (tagsMark(next) === tagsMark(after.tags)) return { after };
  return { after: { ...after, tags: next }, change: changed('tags', after.tags.join('; '), next.join('; ')) };
};

/** The stricter one, where people marked it since. A file that marks nothing loosens nothing: it may only lack the column. */
export const marking: Look = (after, compared) => {
  const { row, then } = compared;
  const wanted = row.marking ?? null;
  if (!says(compared, 'marking') || wanted === null) return { after };
  const own = printedMarking(after.marking) !== then.marks.marking && !isDecided(compared, 'marking');
  const rank = (one: Marking | null): number => LEVELS_OF_MARKING.indexOf(levelOf(one));
  const next = own && rank(after.marking) > rank(wanted) ? after.marking : wanted;
  if (printedMarking(next) === printedMarking(after.marking)) return { after };
  const change = changed('marking', printedMarking(after.marking), printedMarking(next));
  return { after: { ...after, marking: next }, change };
};

export const waits: Look = (after, compared) => {
  const { waitsFor } = compared.row;
  if (!says(compared, 'waits') || isSameSet(waitsFor, after.waitsFor)) return { after };
  return { after: { ...after, waitsFor }, change: changed('waits', after.waitsFor.join('; '), waitsFor.join('; ')) };
};

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return [...a].sort().join('\n') === [...b].sort().join('\n');
}
