import { openDecisions } from './plan-decide.js';
import { whereOf } from './plan-decide-ways.js';
import type { Decision, DecisionFault, OpenDecision } from './plan-decisions.js';
import type { PlanFile } from './read-plan.js';
import { oneLine } from './quoted.js';

/** The headings of a fault report; the last names what is decided, and is not for people to change. */
export const FAULT_HEADINGS = [
  ...['Page or row', 'Ref', 'What', 'Cell', 'Assumed', 'Decision choices', 'Decision', 'Id'],
] as const;

/** A row of a filled-in fault report: where it stands in its file, and what is said there. */
export interface FilledIn {
  readonly row: number;
  readonly id: string;
  readonly decision: string;
}

/**
 * Every doubt about a file as rows of a table, those that can be decided with their choices and an empty Decision (RULES
 * of the admin's fault report: page or row, the cell, what was assumed).
 *
 * @param more what else is open: between the file and the plan that is there
 */
export function faultRows(file: PlanFile, more: readonly OpenDecision[] = []): readonly (readonly string[])[] {
  const open = openDecisions(file);
  const left = new Set(open);
  const decisionOf = (fits: (one: OpenDecision) => boolean): OpenDecision | undefined => {
    const found = [...left].find(fits);
    if (found !== undefined) left.delete(found);
    return found;
  };
  const warned = file.warnings
    .filter(({ code }) => code !== 'text-without-ref')
    .map(({ code, row, ref, cell, message, place }) => {
      const one = decisionOf(
        (each) => each.code === code && each.ref === ref && each.row === row && each.cell === cell,
      );
      return { order: row, cells: cellsOf({ place, row }, ref, message, cell, one) };
    });
  const rejected = file.rejected.map(({ row, cell, cells = [], message }) => {
    const one = decisionOf((each) => each.kind === 'orphan' && each.row === row && each.cell === cell);
    return { order: row, cells: cellsOf({ row }, null, message, cells.join(' | ') || cell, one) };
  });
  const others = [...left, ...more].map((one) => ({
    order: one.row,
    cells: cellsOf(one, one.ref, one.question, one.cell, one),
  }));
  const rows = [...warned, ...rejected, ...others].sort((a, b) => a.order - b.order).map(({ cells }) => cells);
  return [FAULT_HEADINGS, ...rows];
}

function cellsOf(
  where: { readonly place?: string | undefined; readonly row: number },
  ref: string | null,
  what: string,
  cell: string,
  one: OpenDecision | undefined,
): readonly string[] {
  const choices = one?.choices.map(({ id, label, typed }) =>
    typed === null ? `${id} = ${label}` : `${id}: ${HINTS[typed]}`,
  );
  const assumed = one === undefined ? '' : `${one.assumed} (${one.choices[0]?.id ?? ''})`;
  return [whereOf(where), ref ?? '', what, cell, assumed, choices?.join('; ') ?? '', '', one?.id ?? ''];
}

const HINTS = { date: '31 March 2027', ref: 'THE REF', names: 'Ada Quill; Bo Marsh' } as const;

/** What a filled-in report decides; a blank Decision decides nothing. Every value that cannot be read is told. */
export function decisionsIn(
  filled: readonly FilledIn[],
  open: readonly OpenDecision[],
): { readonly decisions: readonly Decision[]; readonly faults: readonly DecisionFault[] } {
  const known = new Map(open.map((one) => [one.id, one]));
  const decisions: Decision[] = [];
  const faults: DecisionFault[] = [];
  for (const { row, id, decision } of filled) {
    if (decision.trim() === '') continue;
    const one = known.get(id);
    const read = one === undefined ? null : readDecision(decision, one);
    if (read !== null) decisions.push(read);
    else faults.push({ id, message: `Row ${String(row)} of the decisions: ${wrong(decision, id, one)}` });
  }
  return { decisions, faults };
}

function wrong(decision: string, id: string, one: OpenDecision | undefined): string {
  if (one !== undefined) {
    const ids = one.choices.map((choice) => choice.id).join(', ');
    return `“${oneLine(decision)}” is none of its choices. Give one of: ${ids}.`;
  }
  if (id === '') return 'nothing can be decided there. Leave its Decision blank, or put the file right.';
  return `“${id}” is not open in this file. Write the fault report anew.`;
}

/** “text”, “What the text says”, “date: 30 June 2018”, or the date alone where one choice takes something typed. */
function readDecision(text: string, { id, choices }: OpenDecision): Decision | null {
  const plain = (words: string): string => oneLine(words).toLowerCase();
  const named = choices.find((choice) => [choice.id, choice.label].some((words) => plain(words) === plain(text)));
  if (named !== undefined) return { id, choice: named.id };
  const [, head = '', typed = ''] = /^([^:]+):(.*)$/s.exec(text) ?? [];
  const before = choices.find((choice) => plain(choice.id) === plain(head) && choice.typed !== null);
  if (before !== undefined) return { id, choice: before.id, typed: typed.trim() };
  const typing = choices.filter((choice) => choice.typed !== null);
  const [only] = typing;
  return only === undefined || typing.length > 1 ? null : { id, choice: only.id, typed: text.trim() };
}
