import type { SaidMarks } from './file-said.js';
import type { Decision, OpenDecision } from './plan-decisions.js';
import { said, whereOf } from './plan-decide-ways.js';
import type { Ref } from './plan.js';
import type { PlanRow } from './read-plan.js';
import { plainRef } from './refs.js';
import { textMark } from './file-said.js';

/** Something that both the file and people changed since the last file. */
export interface Conflict {
  readonly field: keyof SaidMarks;
  /** “date”, “text”. */
  readonly what: string;
  /** As it stands here, and in the file. */
  readonly here: string;
  readonly there: string;
}

/** What is asked about it, and what was chosen: what stands here, while nobody says otherwise. */
export function conflict(
  { field, what, here, there }: Conflict,
  {
    row,
    before,
    given,
  }: { readonly row: PlanRow; readonly before: { readonly ref: Ref }; readonly given: ReadonlyMap<string, Decision> },
): { readonly open: OpenDecision; readonly chosen: string } {
  const mine = here === '' ? 'nothing' : said(here);
  const theirs = there === '' ? 'nothing' : said(there);
  const open: OpenDecision = {
    id: `since:${field}:${plainRef(before.ref)}:${textMark(`${here}\n${there}`).slice(0, 8)}`,
    kind: 'since',
    code: null,
    row: row.row,
    ref: before.ref,
    question: `${whereOf(row)}, ${before.ref}: the ${what} was changed here to ${mine} since the last file, and this file has ${theirs}; which holds?`,
    cell: there.slice(0, 1000),
    assumed: `What stands here holds: ${mine}`,
    choices: [
      { id: 'keep', label: 'Keep what stands here', typed: null },
      { id: 'file', label: 'Take what the file has', typed: null },
    ],
  };
  return { open, chosen: given.get(open.id)?.choice ?? 'keep' };
}
