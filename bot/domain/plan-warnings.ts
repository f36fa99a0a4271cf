import type { CivilDate } from './dates.js';
import type { Ref } from './plan.js';
import type { PlanField } from './plan-columns.js';

/**
 * What can be doubtful about a plan as printed. The first twelve are the contract of `import --json` (DESIGN 6);
 * the rest were added since.
 */
export const WARNING_CODES = [
  'no-date',
  'impossible-date',
  'date-outside-period',
  'several-dates',
  'no-lead',
  'group-lead',
  'ref-under-other-parent',
  'duplicate-ref',
  'missing-ref',
  'unresolved-reference',
  'text-without-ref',
  'conflicting-dates',
  /** One of several leads is "tbc": the others stand. */
  'lead-to-be-named',
  /** A word in the RAG column that the key does not have. */
  'unknown-rating',
  /** A row without an area or objective, and nothing above to inherit it from. */
  'missing-parent',
  /** A progress or evidence text too long to keep. */
  'text-too-long',
  /** A column that nothing is read from. */
  'unread-column',
  /** A date was taken from the words, and something was assumed for it: a season, an inferred year, "bi-monthly". */
  'date-assumed',
  /** Several people stand in one cell without a sign between them, and two words were taken for one name. */
  'leads-run-together',
  /** Numbers within one objective that no row has. */
  'gap-in-refs',
  /** A ref that has not the form of the plan's other refs. */
  'unknown-ref',
  /** The ref column and the beginning of the text have different refs. */
  'conflicting-refs',
  /** The label of a page stands in the ref column. */
  'page-label',
  /** Page labels jump: a page may not be in the file. */
  'missing-pages',
  /** One row holds two milestones. */
  'row-split',
  /** An extension that the progress tells of, without the date before. */
  'extended-in-text',
  /** The progress says that it will be told of later. */
  'deferral-in-text',
  /** It is due before something that it waits for. */
  'due-before-dependency',
  /** Words above the headings. */
  'unread-row',
  /** One code stands beside two titles. */
  'other-title',
  /** A word in the Marking column that is none of public, internal and restricted: nobody reads it but who works on it. */
  'unknown-marking',
  /** A text that may say who a child is: others read it once somebody has cleared it. */
  'held',
  /** Rows under "Achieved outcomes" count as complete. */
  'achieved',
  /** The rest of a row that a page ended in: joined to it. */
  'row-joined',
  /** A table that is not the plan's. */
  'unread-table',
  /** Words between the plan's tables, in a note or in a box, that nothing is read from. */
  'unread-text',
  /** Colours that no key in the file explains were read as what they look like. */
  'colours-assumed',
  /** A heading that somebody said what it holds, and that the file does not have. */
  'missing-column',
  /** A sheet of a workbook that nothing is read from. */
  'unread-sheet',
  /** Rows or columns that people do not see, and that were read. */
  'hidden-cells',
  /** A cell with an error, or a formula without its value: read as empty. */
  'cell-error',
  /** One matter stands twice: raised at two meetings. */
  'raised-twice',
  /** The board that dates go by was taken from the words above the headings. */
  'board-assumed',
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

/** A doubt about the file, for the admin: what, in which row, what was assumed, what to do. */
export interface PlanWarning {
  readonly code: WarningCode;
  /** As in `PlanRow`; the heading's own row when it is about a whole column. */
  readonly row: number;
  /** Null when the doubt is not about one milestone. */
  readonly ref: Ref | null;
  /** The words in the cell, as printed, up to 1000 characters. */
  readonly cell: string;
  readonly message: string;
  /** Where in the file, for people: “page 12, row 3 of the table”, “sheet “Plan””; left out where the row says it all. */
  readonly place?: string | undefined;
  /** The column that it is about, where it is about one cell. */
  readonly field?: PlanField | undefined;
  /** The day that other words of the row speak of, where two contradict each other. */
  readonly other?: CivilDate | undefined;
}
