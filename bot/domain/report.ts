/**
 * What leadership reads as a document: headed sections in the council's order, the plan's own table, and the same as
 * sheets. Texts are as people wrote them, masked already (`asTold`) and not escaped: each writer escapes for its own
 * kind of file. Pure, and the same for the same figures.
 */
import type { CivilDate, Instant } from './dates.js';
import type { KeyEntry } from './key.js';
import type { MarkingLevel } from './marking.js';
import type { Levels } from './plan.js';

export interface Report {
  readonly title: string;
  /** "Progress report as at 9am on Wednesday 18 November 2026." */
  readonly position: string;
  readonly asAt: CivilDate;
  /** When the figures were read: the date of the file, so that the same figures make the same file. */
  readonly made: Instant;
  readonly marking: MarkingLevel;
  /** "Internal: not for publication." Printed on every page. */
  readonly markingLine: string;
  readonly levels: Levels;
  /** The narrative, in the order of reading; only what has words. */
  readonly sections: readonly ReportSection[];
  /** The whole plan in its own columns, on wide pages, with the key behind it. */
  readonly wide: readonly ReportSection[];
  /** The same figures for a workbook: a sheet a kind. */
  readonly sheets: readonly ReportSheet[];
}

/** A heading with what stands under it. 1 stands under the title, 2 under 1, 3 under 2. */
export interface ReportSection {
  readonly level: 1 | 2 | 3;
  readonly heading: string;
  readonly blocks: readonly ReportBlock[];
}

export type ReportBlock =
  | { readonly kind: 'paragraph'; readonly words: Words }
  | { readonly kind: 'list'; readonly lines: readonly Words[] }
  | { readonly kind: 'table'; readonly table: ReportTable };

/** A line whose beginning stands out: a ref, "Cause: ". A rating before it keeps its letter and its word. */
export interface Words {
  readonly strong: string;
  readonly rest: string;
  readonly rating?: RatingMark;
}

/** Letter, word and colour: never a colour alone. */
export interface RatingMark {
  readonly letter: string;
  readonly word: string;
  readonly colour: KeyEntry['colour'];
}

export interface ReportTable {
  /** Says what it is, for those who hear it. */
  readonly caption: string;
  readonly columns: readonly ReportColumn[];
  /** The first cell of each names the row. */
  readonly rows: readonly (readonly ReportCell[])[];
}

export interface ReportColumn {
  readonly heading: string;
  /** In shares of the width of the page. */
  readonly width: number;
}

export type ReportCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'rating'; readonly mark: RatingMark }
  | { readonly kind: 'number'; readonly value: number | null }
  | { readonly kind: 'date'; readonly date: CivilDate | null };

export interface ReportSheet {
  readonly name: string;
  /** Lines above the tables: on the first sheet, what the report is. */
  readonly intro: readonly string[];
  /** One table, to be filtered; the first sheet has several. */
  readonly tables: readonly ReportTable[];
}
