import type { RejectedRow } from '../domain/read-plan.js';
import type { PlanWarning, WarningCode } from '../domain/plan-warnings.js';
import type { TableRow } from './csv.js';
import { achievedIn, parentBefore, toldOfAchieved } from './plan-achieved.js';
import { bannerIn } from './plan-banners.js';
import { FIELDS, headingOf, type Columns, type Field } from './plan-columns.js';
import { EMPTY, inherited, isUsed, underBanner, type Above } from './plan-outline.js';
import type { PageMark } from './plan-pages.js';
import { readRefs, refStyleOf, type RefReading } from './plan-ref-cells.js';
import { orphanRow, rejection } from './plan-rejects.js';
import { pageLabelIn } from './plan-shapes.js';
import { splitRow, type Cells } from './plan-split-rows.js';
import { listed, oneLine, quoted, sameWords } from './words.js';

/** A milestone of a row, its blank area and objective filled from above, before codes and generated refs. */
export interface Draft extends Above {
  readonly row: number;
  /** As printed, without the label of a page; empty when there is none. */
  readonly ref: string;
  readonly cells: Cells;
  /** Its progress may be that of another milestone of the same row. */
  readonly sharedProgress: boolean;
  /** The words over its part of the plan, where all of that is complete. */
  readonly achieved: string | undefined;
  readonly doubts: readonly RowDoubt[];
}

/** A doubt about a whole row, before its ref is known. */
export interface RowDoubt {
  readonly code: WarningCode;
  readonly cell: string;
  readonly message: string;
}

export interface Drafts {
  readonly drafts: readonly Draft[];
  readonly rejected: readonly RejectedRow[];
  /** Rejected rows that hold a text and nothing else, in a plan that prints refs: part of a row, most likely. */
  readonly orphans: readonly RejectedRow[];
  /** About rows that hold no milestone. */
  readonly warnings: readonly PlanWarning[];
  readonly pages: readonly PageMark[];
  /** The plan's word for an area, where rows between name the areas; empty where none does. */
  readonly areaWord: string;
}

interface Walk {
  above: Above;
  areaWord: string;
  achieved: string | undefined;
  readonly drafts: Draft[];
  readonly rejected: RejectedRow[];
  readonly orphans: RejectedRow[];
  /** Rows with the label of a page and no milestone. */
  readonly labels: { readonly row: number; readonly label: string }[];
  readonly pages: PageMark[];
  /** Rows that name an area or objective for rows below. */
  readonly outline: { readonly row: TableRow; readonly above: Above }[];
}

/** The rows under the headings: those that hold milestones, and those kept out with the reason. */
export function readDrafts(rows: readonly TableRow[], columns: Columns): Drafts {
  const below = rows.filter(({ row, cells }) => row > columns.row && !isHeadingAgain(cells, columns));
  const style = refStyleOf(below.map(({ cells }) => cellsIn(cells, columns)));
  const refs = below.map(({ cells }) => readRefs(cellsIn(cells, columns), style));
  const printsRefs = refs.some(({ parts }) => parts.some(({ ref }) => ref !== ''));
  const walk: Walk = {
    ...{
      above: EMPTY,
      areaWord: '',
      achieved: undefined,
      drafts: [],
      rejected: [],
      orphans: [],
      labels: [],
      pages: [],
      outline: [],
    },
  };
  below.forEach((row, at) => {
    const reading = refs[at];
    if (row.page !== undefined) walk.pages.push({ row: row.row, page: row.page });
    if (reading !== undefined && !isBetween(walk, row)) takeRow(walk, row, reading, columns, printsRefs);
  });
  for (const { row, above } of walk.outline.filter((one) => !isUsed(one.above, walk.drafts))) {
    walk.rejected.push(withoutMilestones(row, above));
  }
  return {
    ...walk,
    rejected: walk.rejected.sort((a, b) => a.row - b.row),
    warnings: [...toldOfLabels(walk), ...toldOfAchieved(walk.drafts)],
  };
}

/** A heading printed again on top of the next page. */
export function isHeadingAgain(cells: readonly string[], { headings }: Columns): boolean {
  return headings.every((heading, at) => sameWords(cells[at] ?? '') === sameWords(heading));
}

/** A row between milestones: the name of an area, or only the label of a page. */
function isBetween(walk: Walk, row: TableRow): boolean {
  const banner = bannerIn(row.cells);
  if (banner !== undefined) {
    walk.above = underBanner(banner.words);
    walk.areaWord ||= banner.word;
    walk.outline.push({ row, above: walk.above });
    return true;
  }
  const achieved = achievedIn(row.cells);
  if (achieved !== undefined) {
    enterPart(walk, achieved);
    return true;
  }
  const filled = row.cells.filter((cell) => cell !== '');
  const label = filled.length === 1 ? pageLabelIn(oneLine(filled[0] ?? '')) : null;
  if (label?.ref !== '') return false;
  walk.pages.push({ row: row.row, page: label.page });
  walk.labels.push({ row: row.row, label: label.label });
  return true;
}

/** What was achieved stands apart: its first row goes on with no area and no objective from before. */
function enterPart(walk: Walk, achieved: string | undefined): void {
  if (walk.achieved !== achieved) walk.above = EMPTY;
  walk.achieved = achieved;
}

function toldOfLabels({ labels }: Walk): PlanWarning[] {
  const [first] = labels;
  if (first === undefined) return [];
  const rows = labels.map(({ row }) => String(row)).join(', ');
  const what = labels.length === 1 ? `Row ${rows} holds` : `Rows ${rows} hold`;
  const message = `${what} page labels and no milestone: ${listed(labels.map(({ label }) => label))}. They were left out; check that they are no more than that.`;
  const cell = labels
    .map(({ label }) => label)
    .join(', ')
    .slice(0, 1000);
  return [{ code: 'page-label', row: first.row, ref: null, cell, message }];
}

function takeRow(walk: Walk, row: TableRow, refs: RefReading, columns: Columns, printsRefs: boolean): void {
  const printed = cellsIn(row.cells, columns);
  if (row.achieved !== undefined) enterPart(walk, row.achieved ?? undefined);
  const { achieved } = walk;
  const above = inherited(printed, walk.above, refs.objective);
  const [first] = refs.parts;
  walk.above = achieved === undefined ? above : parentBefore(first?.ref ?? '', above, walk.drafts);
  if (refs.page !== null) walk.pages.push({ row: row.row, page: refs.page.page });
  if (isOutline(row, printed, refs, columns)) {
    walk.outline.push({ row, above: walk.above });
    if (refs.page !== null) walk.labels.push({ row: row.row, label: refs.page.label });
    return;
  }
  const found = { ...printed, ref: refs.parts[0]?.ref ?? '' };
  const orphan = printsRefs && isOrphan(found, refs) ? orphanRow(row, found) : undefined;
  const refusal =
    orphan ?? rejection(row, { ...found, area: walk.above.area, objective: walk.above.objective }, columns);
  if (orphan) walk.orphans.push(orphan);
  if (refusal) walk.rejected.push(refusal);
  else walk.drafts.push(...draftsOf(row.row, printed, refs, { ...walk.above, achieved }, columns));
}

function draftsOf(
  row: number,
  printed: Cells,
  refs: RefReading,
  above: Above & Pick<Draft, 'achieved'>,
  columns: Columns,
): Draft[] {
  const { parts, message } = splitRow(printed, refs.parts, (field) => headingOf(field, columns));
  const doubts: RowDoubt[] = [];
  if (refs.page !== null) {
    const { ref, label } = refs.page;
    const rest = ref === '' ? 'no ref' : quoted(ref);
    const message = `of ${quoted(printed.ref)}, ${quoted(label)} was read as the label of a page, which leaves ${rest}. Check the ref.`;
    doubts.push({ code: 'page-label', cell: printed.ref, message });
  }
  for (const { code, message: what } of refs.doubts) doubts.push({ code, cell: printed.ref, message: what });
  if (message !== null) doubts.push({ code: 'row-split', cell: printed.milestone, message });
  return parts.map(({ ref, cells, sharedProgress }, at) => {
    return { row, ref, ...above, cells, sharedProgress, doubts: at === 0 ? doubts : [] };
  });
}

function cellsIn(cells: readonly string[], { at }: Columns): Cells {
  const cell = (field: Field): string => (at[field] === undefined ? '' : (cells[at[field]] ?? ''));
  return Object.fromEntries(FIELDS.map((field) => [field, cell(field)])) as Record<Field, string>;
}

/** Only the name of an area or objective, for the rows below. */
function isOutline({ cells }: TableRow, printed: Cells, refs: RefReading, { at }: Columns): boolean {
  const names: readonly Field[] = ['area', 'areaCode', 'objective', 'objectiveCode'];
  const places = new Set(names.map((field) => at[field]));
  if (refs.objective !== '') places.add(at.ref);
  const filled = cells.flatMap((cell, place) => (cell === '' ? [] : [place]));
  return printed.milestone === '' && filled.length > 0 && filled.every((place) => places.has(place));
}

/** Text that may belong to a row of another page: never attached to a neighbour. */
function isOrphan(found: Cells, { objective }: RefReading): boolean {
  const others: readonly Field[] = [
    'ref',
    'area',
    'areaCode',
    'objective',
    'objectiveCode',
    'due',
    'leads',
    'declared',
  ];
  return objective === '' && found.milestone !== '' && others.every((field) => found[field] === '');
}

function withoutMilestones({ row, cells }: TableRow, { area, objective }: Above): RejectedRow {
  const filled = cells.filter((cell) => cell !== '');
  const what = quoted(objective || area);
  const message = `Row ${String(row)} was kept out: no milestone stands under ${what}. Give it one, or delete the row.`;
  return { row, cell: filled[0] ?? '', cells: filled, message };
}
