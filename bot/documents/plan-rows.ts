import { readMarking, type Marking } from '../domain/marking.js';
import { entryOfClass } from '../domain/key.js';
import type { Period } from '../domain/periods.js';
import type { PlanReading, PlanRow, StateSuggestion } from '../domain/read-plan.js';
import type { PlanWarning } from '../domain/plan-warnings.js';
import type { Ref } from '../domain/plan.js';
import type { Codes } from './plan-codes.js';
import { placeOf, type Columns, type Field } from './plan-columns.js';
import type { DatedDraft } from './plan-dated.js';
import { endOfQuarter, lastDayOf, outsideYear } from './plan-doubts.js';
import { readLeads, type CellDoubt } from './plan-leads.js';
import { readRating, readTags, readText } from './plan-marks.js';
import type { KnownNames } from './plan-names.js';
import type { GivenRef } from './plan-refs.js';
import { anyOpeningOf, openingOf } from './plan-shapes.js';
import { readStatements, type Said } from './plan-statements.js';
import { readState, suggestionIn } from './plan-suggestions.js';
import { quoted, sameWords } from './words.js';

export interface RowReading {
  readonly row: PlanRow;
  readonly warnings: readonly PlanWarning[];
  readonly suggestion: StateSuggestion | null;
}

/** What all rows of a file are read by. */
export interface RowNeeds extends Omit<PlanReading, 'columns'> {
  readonly columns: Columns;
  readonly known: KnownNames;
  readonly codes: Codes;
  /** The plan's year, given or taken from its dates. */
  readonly year: Period | null;
}

/** The title of the area for milestones whose area cell is blank, here and above. */
export const NO_AREA = 'Area not given';

const LONGEST_NOTE = 10_000;
const LONGEST_CELL = 1000;

/** One milestone out of its cells, with every doubt about them. */
export function readRow(draft: DatedDraft, given: GivenRef, at: number, needs: RowNeeds): RowReading {
  const { row, cells, label } = draft;
  const objective = needs.codes.objectiveOf[at];
  const leads = readLeads(draft.leadWords, needs.known);
  const rating = ratingOf(draft, needs);
  const { text, mark } = readText(withoutItsRef(cells.milestone, given));
  const [progress, evidence] = [readNote(cells.progress), readNote(cells.evidence)];
  const said = saidIn(draft, needs);
  const ownState = readState(cells.state);
  const marking = readMarking(cells.marking);
  const complete = rating.entry?.rating === 'complete';
  // That it is delivered is said by its rating; that it is evidenced or withdrawn is not.
  const own = complete && ownState.state === 'delivered' ? null : ownState.state;
  const read = suggestionIn(draft, mark, own, said, needs.columns);
  const suggested = complete && read?.state === 'delivered' ? null : read;
  const found: PlanRow = {
    ...{
      row,
      ref: given.ref,
      refPrinted: given.printed,
      area: objective?.area ?? '',
      objective: objective?.code ?? '',
    },
    text: labelled(text, given.ref, label),
    ...{ due: draft.due, dueCell: cells.due, leads: leads.leads, leadsCell: cells.leads },
    ...{ declared: rating.entry?.rating ?? null, grade: rating.entry?.id ?? null },
    ...{ progress: progress.note, evidence: evidence.note, sameAs: null },
    ...{ mark, statePrinted: own === null ? null : cells.state },
    tags: [...new Set([...readTags(cells.tags, draft.objective, text), ...said.tags])],
    waitsFor: [],
    ...(marking !== null && { marking }),
    queries: complete ? [] : said.queries,
  };
  // What is done is looked at no more, and dates before the plan's year are the rule there.
  const done = complete || suggested?.state === 'delivered';
  const outside = done ? null : outsideYear(found, needs.year);
  const query = outside === null ? [] : [outside.query];
  const told = toldOf(draft, given.ref, needs.columns);
  return {
    row: { ...found, queries: [...found.queries, ...query, ...withoutDate(draft)] },
    warnings: [
      ...draft.doubts.map(({ code, cell, message }) => ({
        code,
        row,
        ref: given.ref,
        cell,
        message: `Row ${String(row)}: ${message}`,
      })),
      ...told('area', missingParent(draft, 'area', needs.columns)),
      ...told('objective', missingParent(draft, 'objective', needs.columns)),
      ...told('due', draft.dueFaults),
      ...told('due', outside === null ? [] : [{ code: 'date-outside-period', message: outside.message }]),
      ...told('leads', draft.sameLeads ? [] : leads.doubts),
      ...told('declared', rating.doubts),
      ...told('state', ownState.doubts),
      ...told('progress', [...progress.doubts, ...said.doubts]),
      ...told('evidence', evidence.doubts),
      ...told('marking', unknownMarking(marking)),
    ],
    suggestion: suggested === null ? null : { ref: given.ref, ...suggested },
  };
}

/** As its own column says; among what was achieved it is complete where that says nothing. */
function ratingOf({ cells, achieved }: DatedDraft, { key }: RowNeeds): ReturnType<typeof readRating> {
  const printed = readRating(cells.declared, key);
  const silent = printed.entry === null && printed.doubts.length === 0;
  return achieved !== undefined && silent ? { entry: entryOfClass(key, 'complete'), doubts: [] } : printed;
}

/** A word that nobody reads: what it is on is shown to as few as what is restricted. */
function unknownMarking(marking: Marking | null) {
  if (marking?.printed == null) return [];
  const message = `${quoted(marking.printed)} is none of public, internal and restricted, so it counts as restricted.`;
  return [{ code: 'unknown-marking' as const, message }];
}

/** A text that opens with the very ref that was made for it: it is its own, and printed again beside it, it goes too. */
function withoutItsRef(text: string, { ref, printed }: GivenRef): string {
  const opening = printed ? undefined : (openingOf(text) ?? anyOpeningOf(text));
  const isOwn = opening !== undefined && opening.rest !== '' && sameWords(opening.ref) === sameWords(ref);
  return isOwn ? opening.rest : text;
}

/** What a date is for behind the text that it has in common with others; a text that is only its ref adds nothing. */
function labelled(text: string, ref: Ref, label: string | null): string {
  if (label === null) return text;
  const words = text.replace(/\.$/, '');
  return sameWords(words) === sameWords(ref) ? label : `${words} – ${label}`;
}

function toldOf({ row, cells }: DatedDraft, ref: Ref, columns: Columns) {
  return (field: Field, doubts: readonly CellDoubt[]): PlanWarning[] =>
    doubts.map(({ code, message, other }) => {
      const where = placeOf(row, field, columns);
      const cell = cells[field].slice(0, LONGEST_CELL);
      return { code, row, ref, cell, message: `${where}: ${message}`, field, ...(other && { other }) };
    });
}

function readNote(cell: string): { readonly note: string | null; readonly doubts: readonly CellDoubt[] } {
  if (cell.length <= LONGEST_NOTE) return { note: cell === '' ? null : cell, doubts: [] };
  const message = `the text has ${String(cell.length)} characters, and at most 10,000 are kept. It was left out; shorten it.`;
  return { note: null, doubts: [{ code: 'text-too-long', message }] };
}

const SILENT: Said = { suggestion: null, doubts: [], queries: [], tags: [] };

function saidIn({ cells, due, sharedProgress, part }: DatedDraft, { year }: RowNeeds): Said {
  if (cells.progress.length > LONGEST_NOTE) return SILENT;
  const said = readStatements(cells.progress, {
    dueText: due.text,
    dueOn: lastDayOf(due),
    endOfQuarter: (quarter) => endOfQuarter(year, quarter),
  });
  const suggestion = sharedProgress ? null : said.suggestion;
  // Of several dates of one cell, the progress is told of once.
  return { ...said, suggestion, doubts: part === 1 ? said.doubts : [] };
}

/** Only where the plan has such a column, and neither the row nor one above fills it. */
function missingParent(draft: DatedDraft, field: 'area' | 'objective', columns: Columns): CellDoubt[] {
  if (draft.part > 1 || columns.at[field] === undefined || draft[field] !== '') return [];
  const parent = field === 'area' ? `"${NO_AREA}"` : 'its area';
  const message = `it is blank here and above. The milestone stands under ${parent}; fill it in.`;
  return [{ code: 'missing-parent', message }];
}

/** "On track to deliver within timescales" says nothing where there is no date. */
function withoutDate({ due, cells }: DatedDraft): string[] {
  if (due.kind !== 'awaited' || !/\bon track\b/i.test(cells.progress)) return [];
  return ['The plan says that it is on track and gives no date. Say by when it will be done.'];
}
