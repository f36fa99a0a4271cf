import { readDue } from '../domain/due.js';
import type { Ref } from '../domain/plan.js';
import type { PlanRow, PlanWarning, StateSuggestion } from '../domain/read-plan.js';
import type { Codes } from './plan-codes.js';
import type { Columns, Field } from './plan-columns.js';
import { headingOf, type Draft } from './plan-drafts.js';
import { readLeads, type CellDoubt } from './plan-leads.js';
import { doneWordIn, pointerIn, readRating, readTags, readText } from './plan-marks.js';
import type { GivenRef } from './plan-refs.js';
import { quoted, sameWords, shortened } from './words.js';

export interface RowReading {
  readonly row: PlanRow;
  readonly warnings: readonly PlanWarning[];
  readonly suggestion: StateSuggestion | null;
}

/** The title of the area for milestones whose area cell is blank, here and above. */
export const NO_AREA = 'Area not given';

const LONGEST_NOTE = 10_000;

/** One milestone out of its cells, with every doubt about them. */
export function readRow(draft: Draft, given: GivenRef, codes: Codes, at: number, columns: Columns): RowReading {
  const { row, cells } = draft;
  const objective = codes.objectiveOf[at];
  const due = readDue(cells.due);
  const leads = readLeads(cells.leads);
  const rating = readRating(cells.declared);
  const { text, mark } = readText(cells.milestone);
  const progress = readNote(cells.progress);
  const evidence = readNote(cells.evidence);
  const told = (field: Field, doubts: readonly CellDoubt[]): PlanWarning[] =>
    doubts.map(({ code, message }) => {
      const where = `Row ${String(row)}, ${headingOf(field, columns)}`;
      return { code, row, ref: given.ref, cell: shortened(cells[field]), message: `${where}: ${message}` };
    });
  return {
    row: {
      row,
      ref: given.ref,
      refPrinted: given.printed,
      area: objective?.area ?? '',
      objective: objective?.code ?? '',
      text,
      due: due.due,
      dueCell: cells.due,
      leads: leads.leads,
      leadsCell: cells.leads,
      declared: rating.declared,
      progress: progress.note,
      evidence: evidence.note,
      tags: readTags(cells.tags, draft.objective, text),
    },
    warnings: [
      ...told('area', missingParents(draft, columns)),
      ...told('due', due.fault ? [due.fault] : []),
      ...told('leads', leads.doubts),
      ...told('declared', rating.doubts),
      ...told('progress', progress.doubts),
      ...told('evidence', evidence.doubts),
    ],
    suggestion: rating.declared === 'complete' ? null : suggestion(given.ref, row, mark, cells.progress, columns),
  };
}

function readNote(cell: string): { readonly note: string | null; readonly doubts: readonly CellDoubt[] } {
  if (cell.length <= LONGEST_NOTE) return { note: cell === '' ? null : cell, doubts: [] };
  const message = `the text has ${String(cell.length)} characters, and at most 10,000 are kept. It was left out; shorten it.`;
  return { note: null, doubts: [{ code: 'text-too-long', message }] };
}

/** Only where the plan has such a column, and neither the row nor one above fills it. */
function missingParents({ area, objective }: Draft, columns: Columns): CellDoubt[] {
  const doubts: CellDoubt[] = [];
  if (columns.at.area !== undefined && area === '') {
    const message = `it is blank here and above. The milestone stands under "${NO_AREA}"; fill it in.`;
    doubts.push({ code: 'missing-parent', message });
  }
  if (columns.at.objective !== undefined && objective === '') {
    const where = headingOf('objective', columns);
    const message = `nothing stands under ${where} here or above. The milestone stands under its area; fill it in.`;
    doubts.push({ code: 'missing-parent', message });
  }
  return doubts;
}

function suggestion(
  ref: Ref,
  row: number,
  mark: string | null,
  progress: string,
  columns: Columns,
): StateSuggestion | null {
  const said = (what: string): StateSuggestion => ({ ref, state: 'delivered', because: `Row ${String(row)}: ${what}` });
  if (mark) return said(`the text under ${headingOf('milestone', columns)} ends with ${quoted(mark)}.`);
  const word = doneWordIn(progress);
  return word ? said(`the text under ${headingOf('progress', columns)} begins with ${quoted(word)}.`) : null;
}

/** Progress that points at another row ("As above", "See WFD 3.1") where no such row speaks. */
export function unresolvedPointers(rows: readonly PlanRow[]): PlanWarning[] {
  const refs = new Set(rows.map(({ ref }) => sameWords(ref)));
  return rows.flatMap(({ row, ref, progress }, at) => {
    const pointer = pointerIn(progress ?? '');
    if (!pointer) return [];
    const resolved =
      typeof pointer.to === 'string'
        ? rows[pointer.to === 'above' ? at - 1 : at + 1]?.progress != null
        : refs.has(sameWords(pointer.to.ref)) && sameWords(pointer.to.ref) !== sameWords(ref);
    if (resolved) return [];
    const words = quoted(progress ?? '');
    const message = `Row ${String(row)}: the progress ${words} points at no other row that has a text. It was kept as printed; write what is meant.`;
    return [{ code: 'unresolved-reference' as const, row, ref, cell: shortened(progress ?? ''), message }];
  });
}
