import type { Due } from './due-kinds.js';
import { readDue } from './due.js';
import type { DecisionChoice, DecisionKind, OpenDecision } from './plan-decisions.js';
import type { SaidMarks } from './file-said.js';
import { marksOf } from './file-said.js';
import type { Ref } from './plan.js';
import type { PlanFile, PlanRow, RejectedRow, StateSuggestion } from './read-plan.js';
import type { PlanWarning } from './plan-warnings.js';
import { shortened } from './quoted.js';

/** Something that a file leaves open: a warning, a row that was kept out, or a suggestion. */
export interface Doubt {
  readonly row: number;
  readonly ref: Ref | null;
  readonly place?: string | undefined;
  readonly cell: string;
  readonly warning?: PlanWarning;
  readonly rejected?: RejectedRow;
  readonly suggestion?: StateSuggestion;
}

/** How something can be decided, in words. */
export type Asked = Pick<OpenDecision, 'kind' | 'question' | 'assumed' | 'choices'>;

/** Why a decision cannot be followed: the end of a sentence that begins with the row. */
export interface Wrong {
  readonly wrong: string;
}

/** One kind of doubt: what is asked about it, and what follows from an answer. */
export interface Way {
  /** Null where there is nothing to choose. */
  readonly ask: (doubt: Doubt, file: PlanFile) => Asked | null;
  /** The file after another choice than what was assumed. `typed` is never blank where the choice wants something typed. */
  readonly follow: (doubt: Doubt, choice: string, typed: string, file: PlanFile) => PlanFile | Wrong;
}

export function isWrong(found: object): found is Wrong {
  return 'wrong' in found;
}

/* ---- Words ---- */

/** “Row 12”, or where else a person finds it: “Page 12, row 3”. */
export function whereOf({ place, row }: Pick<Doubt, 'place' | 'row'>): string {
  if (place === undefined || place === '') return `Row ${String(row)}`;
  const where = `${place.charAt(0).toUpperCase()}${place.slice(1)}`;
  // A table of a Word document counts its own rows.
  return /\brow \d/i.test(place) ? where : `${where}, row ${String(row)}`;
}

/** “Row 12, FD 1.2”. */
export function namedOf(doubt: Doubt): string {
  return doubt.ref === null ? whereOf(doubt) : `${whereOf(doubt)}, ${doubt.ref}`;
}

/** A cell in the middle of a sentence. */
export function said(cell: string): string {
  return `“${shortened(cell)}”`;
}

export function choice(id: string, label: string, typed: DecisionChoice['typed'] = null): DecisionChoice {
  return { id, label, typed };
}

export function asked(
  kind: DecisionKind,
  question: string,
  assumed: string,
  choices: readonly DecisionChoice[],
): Asked {
  return { kind, question, assumed, choices };
}

/* ---- Changes of one row ---- */

export function rowOf(file: PlanFile, ref: Ref | null): PlanRow | undefined {
  return file.rows.find((row) => row.ref === ref);
}

/** The file with another row in the place of one, which keeps what the file itself said, and with one doubt less. */
export function withRow(
  file: PlanFile,
  doubt: Doubt,
  fields: readonly (keyof SaidMarks)[],
  change: (row: PlanRow) => Partial<PlanRow>,
): PlanFile {
  const rows = file.rows.map((row) => {
    if (row.ref !== doubt.ref) return row;
    const decided = [...new Set([...(row.before?.decided ?? []), ...fields])];
    return { ...row, before: { marks: marksOf(row, file), decided }, ...change(row) };
  });
  return settled({ ...file, rows }, doubt);
}

/** Without the doubt itself. */
export function settled(file: PlanFile, { warning }: Doubt): PlanFile {
  return warning === undefined ? file : { ...file, warnings: file.warnings.filter((one) => one !== warning) };
}

/** Queries that are not about the date as it was printed: somebody has decided it. */
export function withoutQueriesOf(row: PlanRow): readonly string[] {
  const about = [`The date “${row.due.text}” lies outside`, `The plan prints “${row.due.text}” and says`];
  const undated = 'The plan says that it is on track and gives no date.';
  return row.queries.filter((query) => ![...about, undated].some((start) => query.startsWith(start)));
}

/** A date as somebody typed it, in any words that plans use; what is none is said. */
export function typedDue(typed: string): { readonly due: Due } | Wrong {
  const { due } = readDue(typed);
  if (due.kind === 'awaited') return { wrong: `“${shortened(typed)}” is not a date. Write it like 31 March 2027.` };
  return { due };
}

/** The date of a row, decided. */
export function withDue(file: PlanFile, doubt: Doubt, due: Due): PlanFile {
  return withRow(file, doubt, ['due'], (row) => ({ due, queries: withoutQueriesOf(row) }));
}
