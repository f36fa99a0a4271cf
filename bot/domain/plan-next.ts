import { marksOf, dueMark, tagsMark, textMark, type FileSaid } from './file-said.js';
import { printedMarking } from './marking.js';
import { fileSaidOf, type Loading } from './new-milestone.js';
import type { Milestone } from './plan.js';
import type { OpenDecision } from './plan-decisions.js';
import type { FieldChange } from './plan-difference.js';
import type { Compared, Look } from './plan-looks.js';
import { printed, queries, rating, state } from './plan-looks-said.js';
import { date, leads, marking, parent, tags, text, waits } from './plan-looks-work.js';
import type { PlanRow } from './read-plan.js';

/** A milestone as the next file leaves it. */
export interface Next {
  readonly after: Milestone;
  /** What people see change, or would if it were taken. */
  readonly changes: readonly FieldChange[];
  /** What both the file and people changed since the last file: decided, or to be decided. */
  readonly decisions: readonly OpenDecision[];
}

/**
 * A milestone after a later file (H12): only what the file says otherwise than the last one did is looked at. Where nobody
 * changed it since, the file's word is taken; where somebody did, theirs stays until it is decided.
 */
export function nextOf(
  before: Milestone,
  row: PlanRow,
  loading: Loading,
  context: Pick<Compared, 'given' | 'words'>,
): Next {
  const [then, now] = [before.fileSaid ?? saidBefore(before), marksOf(row, loading.file)];
  const compared: Compared = { before, row, then, now, loading, ...context };
  const changes: FieldChange[] = [];
  const decisions: OpenDecision[] = [];
  let after: Milestone = before.goneSince == null ? before : { ...before, goneSince: null };
  for (const step of STEPS) {
    const { after: next, change, open } = step(after, compared);
    after = next;
    if (change !== undefined) changes.push(change);
    if (open !== undefined) decisions.push(open);
  }
  return { after: withSaid(after, compared), changes, decisions };
}

/** Of what was loaded before files were kept: what the milestone itself keeps as printed. */
function saidBefore(milestone: Milestone): FileSaid {
  const { importedOn: on, leads, text, moves, due, leadsText, printed, update, tags, marking, waitsFor } = milestone;
  return {
    ...{ on, refPrinted: true, leads },
    marks: {
      text: textMark(text),
      // The words of the first date are kept with the first move.
      due: moves.length === 0 ? dueMark(due) : '',
      leads: textMark(leadsText),
      parent: '',
      progress: textMark(printed.progress ?? ''),
      evidence: textMark(printed.evidence ?? ''),
      declared: update?.by.kind === 'import' ? update.grade : '',
      state: textMark(`${printed.mark ?? ''}\n${printed.state ?? ''}`),
      tags: tagsMark(tags),
      marking: printedMarking(marking),
      waits: [...waitsFor].sort().join('\n'),
    },
  };
}

function withSaid(after: Milestone, { row, then, now, loading, before }: Compared): Milestone {
  const said = fileSaidOf(row, loading);
  const same = before.fileSaid !== undefined && JSON.stringify(now) === JSON.stringify(then.marks);
  return same && after === before ? before : { ...after, fileSaid: said };
}

const STEPS: readonly Look[] = [date, text, leads, parent, printed, rating, state, queries, tags, marking, waits];
