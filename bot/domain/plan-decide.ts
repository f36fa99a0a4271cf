import { conflictingDates, impossibleDate, noDate, outsideYear } from './plan-decide-dates.js';
import { groupLead, leadsTogether, noLead } from './plan-decide-people.js';
import { lostReference, orphanText, otherParent, ownRef } from './plan-decide-refs.js';
import { isWrong, namedOf, type Doubt, type Way } from './plan-decide-ways.js';
import { suggestion, unknownMarking, unknownRating } from './plan-decide-words.js';
import type { Decision, DecisionFault, OpenDecision } from './plan-decisions.js';
import { textMark } from './file-said.js';
import type { PlanFile } from './read-plan.js';
import type { WarningCode } from './plan-warnings.js';
import { plainRef } from './refs.js';

/** How each doubt can be decided; of the others people are told, and there is nothing to choose. */
const WAYS: Readonly<Partial<Record<WarningCode, Way>>> = {
  'conflicting-dates': conflictingDates,
  'impossible-date': impossibleDate,
  'no-date': noDate,
  'several-dates': noDate,
  'date-outside-period': outsideYear,
  'no-lead': noLead,
  'lead-to-be-named': noLead,
  'group-lead': groupLead,
  'leads-run-together': leadsTogether,
  'missing-ref': ownRef,
  'duplicate-ref': ownRef,
  'ref-under-other-parent': otherParent,
  'unresolved-reference': lostReference,
  'unknown-rating': unknownRating,
  'unknown-marking': unknownMarking,
};

interface Found {
  readonly doubt: Doubt;
  readonly way: Way;
  readonly open: OpenDecision;
}

/** What a person may decide about a file, in the order of its rows. */
export function openDecisions(file: PlanFile): readonly OpenDecision[] {
  return found(file).map(({ open }) => open);
}

/**
 * The file as somebody decided about it, and each decision that cannot be followed, which changes nothing. What was
 * assumed, decided, leaves the file as it is. Pure.
 */
export function decided(
  file: PlanFile,
  decisions: readonly Decision[],
): { readonly file: PlanFile; readonly faults: readonly DecisionFault[] } {
  const known = new Map(found(file).map((one) => [one.open.id, one]));
  const faults: DecisionFault[] = [];
  const done = new Set<string>();
  let after = file;
  for (const decision of inOrder(decisions, known)) {
    const one = known.get(decision.id);
    const wrong =
      one === undefined ? unknown(decision) : done.has(decision.id) ? twice(one) : wrongChoice(one, decision);
    done.add(decision.id);
    if (wrong !== null || one === undefined) {
      faults.push({ id: decision.id, message: wrong ?? unknown(decision) });
      continue;
    }
    if (decision.choice === one.open.choices[0]?.id) continue;
    const next = one.way.follow(one.doubt, decision.choice, (decision.typed ?? '').trim(), after);
    if (isWrong(next)) faults.push({ id: decision.id, message: `${namedOf(one.doubt)}: ${next.wrong}` });
    else after = next;
  }
  return { file: after, faults };
}

/** What is wrong with a decision by itself; null when nothing is. */
export function wrongChoice({ open }: Pick<Found, 'open'>, { choice: chosen, typed = '' }: Decision): string | null {
  const one = open.choices.find(({ id }) => id === chosen);
  const where = open.place ?? `Row ${String(open.row)}`;
  const ids = open.choices.map(({ id }) => id).join(', ');
  if (one === undefined) return `${where}: “${chosen}” is no choice here. Give one of: ${ids}.`;
  if (one.typed === null || typed.trim() !== '') return null;
  const what = { date: 'a date', ref: 'a ref', names: 'names with a semicolon between them' }[one.typed];
  return `${where}: “${chosen}” needs ${what} behind it, like “${chosen}: ${EXAMPLES[one.typed]}”.`;
}

const EXAMPLES = { date: '31 March 2027', ref: 'FD 1.2', names: 'Ada Quill; Bo Marsh' } as const;

function unknown({ id }: Decision): string {
  return `“${id}” is not open in this file: it may be from another reading. Write the fault report anew.`;
}

function twice({ doubt, open }: Found): string {
  return `${namedOf(doubt)}: “${open.id}” is decided twice. Keep one of the two.`;
}

/** Refs come last: until then every row is known by the ref it was read with. */
function inOrder(decisions: readonly Decision[], known: ReadonlyMap<string, Found>): readonly Decision[] {
  const isRef = ({ id }: Decision): boolean => known.get(id)?.open.kind === 'ref';
  return [...decisions.filter((one) => !isRef(one)), ...decisions.filter(isRef)];
}

function found(file: PlanFile): readonly Found[] {
  const ids = new Set<string>();
  const all = doubtsOf(file).flatMap(({ doubt, way, code }): Found[] => {
    const words = way.ask(doubt, file);
    if (words === null) return [];
    const id = idOf(doubt, words.kind);
    // One cell may be doubted twice for the same reason.
    if (ids.has(id)) return [];
    ids.add(id);
    const { row, ref, cell, place } = doubt;
    return [{ doubt, way, open: { id, code, row, ref, cell, ...(place !== undefined && { place }), ...words } }];
  });
  return all.sort((a, b) => a.open.row - b.open.row);
}

function doubtsOf(file: PlanFile): readonly { doubt: Doubt; way: Way; code: WarningCode | null }[] {
  const warned = file.warnings.flatMap((warning) => {
    const { row, ref, place, cell, code } = warning;
    const way = WAYS[code];
    return way === undefined ? [] : [{ doubt: { row, ref, place, cell, warning }, way, code }];
  });
  const rejected = file.rejected.flatMap((one) =>
    one.orphan === undefined
      ? []
      : [{ doubt: { row: one.row, ref: null, cell: one.cell, rejected: one }, way: orphanText, code: ORPHAN }],
  );
  const suggested = file.suggestions
    .filter(({ accepted }) => accepted !== true)
    .map((one) => {
      const row = file.rows.find(({ ref }) => ref === one.ref);
      return {
        doubt: { row: row?.row ?? 0, ref: one.ref, cell: one.because, suggestion: one },
        way: suggestion,
        code: null,
      };
    });
  return [...warned, ...rejected, ...suggested];
}

const ORPHAN: WarningCode = 'text-without-ref';

/** What, of which ref or row, and a mark of the cell: the same at each reading of the same file. */
function idOf({ ref, row, cell }: Doubt, kind: string): string {
  return `${kind}:${ref === null ? `row-${String(row)}` : plainRef(ref)}:${textMark(cell).slice(0, 8)}`;
}
