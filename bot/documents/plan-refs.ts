import type { Ref } from '../domain/plan.js';
import type { PrintedObjective } from '../domain/read-plan.js';
import type { PlanWarning } from '../domain/plan-warnings.js';
import type { Codes } from './plan-codes.js';
import type { DatedDraft as Draft } from './plan-dated.js';
import { codeBefore, isRefShaped, stemOf } from './plan-shapes.js';
import { quoted, sameWords } from './words.js';

const LONGEST_REF = 40;

export interface GivenRef {
  readonly ref: Ref;
  readonly printed: boolean;
}

export interface Refs {
  /** In the order of the drafts, each one different from all others. */
  readonly refs: readonly GivenRef[];
  readonly warnings: readonly PlanWarning[];
}

/**
 * A ref for every milestone: as printed where there is one, else its objective's code and its number there. In a
 * plan that prints refs, a missing one is told; of two that are the same, the second is marked "(2)", and so is the second
 * of two milestones out of one row.
 */
export function refsFor(drafts: readonly Draft[], codes: Codes): Refs {
  const taken = new Set(drafts.map(({ ref }) => ref.toLowerCase()).filter(isUsable));
  const printsRefs = drafts.some(({ ref }) => ref !== '');
  const times = new Map<string, number>();
  const places = new Map<PrintedObjective, number>();
  const warnings: PlanWarning[] = [];
  const refOf = (draft: Draft, objective: PrintedObjective): GivenRef => {
    const place = (places.get(objective) ?? 0) + 1;
    places.set(objective, place);
    if (!isUsable(draft.ref)) {
      const ref = madeRef(objective.code, place, taken);
      if (printsRefs) warnings.push(missing(draft, ref));
      return { ref, printed: false };
    }
    const time = (times.get(draft.ref.toLowerCase()) ?? 0) + 1;
    times.set(draft.ref.toLowerCase(), time);
    const ref = time > 1 ? repeatedRef(draft.ref, time, taken) : draft.ref;
    if (ref !== draft.ref) warnings.push(duplicate(draft, ref));
    return { ref, printed: true };
  };
  let last: GivenRef | null = null;
  const refs = drafts.map((draft, at): GivenRef => {
    const objective = codes.objectiveOf[at];
    if (!objective) throw new Error(`Row ${String(draft.row)} has no objective`);
    if (draft.part > 1 && last !== null) return { ...last, ref: repeatedRef(last.ref, draft.part, taken) };
    last = refOf(draft, objective);
    return last;
  });
  return { refs, warnings: [...warnings, ...underOthers(drafts, refs, codes), ...unknownShapes(drafts, refs)] };
}

function isUsable(ref: string): boolean {
  return ref !== '' && ref.length <= LONGEST_REF;
}

function madeRef(code: string, place: number, taken: Set<string>): Ref {
  const objective = code.slice(0, LONGEST_REF - 6);
  let n = place;
  while (taken.has(`${objective}.${String(n)}`.toLowerCase())) n += 1;
  const ref = `${objective}.${String(n)}`;
  taken.add(ref.toLowerCase());
  return ref;
}

function repeatedRef(printed: string, time: number, taken: Set<string>): Ref {
  for (let n = time; ; n += 1) {
    const mark = ` (${String(n)})`;
    const ref = `${printed.slice(0, LONGEST_REF - mark.length)}${mark}`;
    if (taken.has(ref.toLowerCase())) continue;
    taken.add(ref.toLowerCase());
    return ref;
  }
}

function missing({ row, ref: printed, cells }: Draft, ref: Ref): PlanWarning {
  const found =
    printed === '' ? 'has no ref' : `has a ref of ${String(printed.length)} characters, and at most 40 are taken`;
  const message = `Row ${String(row)} ${found}. It is known as ${quoted(ref)} from now on; print that ref in the plan.`;
  return { code: 'missing-ref', row, ref, cell: cells.ref, message };
}

function duplicate({ row, ref: printed }: Draft, ref: Ref): PlanWarning {
  const message = `Row ${String(row)} has the ref ${quoted(printed)} of a row above. It is known as ${quoted(ref)}; give it its own ref.`;
  return { code: 'duplicate-ref', row, ref, cell: printed, message };
}

/** Refs whose number speaks of another objective than the one they stand under. They stay where they stand. */
function underOthers(drafts: readonly Draft[], refs: readonly GivenRef[], codes: Codes): PlanWarning[] {
  const known = new Set(codes.objectives.map(({ code }) => code));
  return drafts.flatMap((draft, at) => {
    const parent = codes.objectiveOf[at];
    const given = refs[at];
    if (!parent || given?.printed !== true || !speaksOfAnother(draft, parent, known)) return [];
    const { row, ref: cell } = draft;
    const message = `Row ${String(row)}: ${quoted(given.ref)} stands under ${quoted(parent.code)}. It was left there, with its ref; check which of the two is right.`;
    return [{ code: 'ref-under-other-parent' as const, row, ref: given.ref, cell, message }];
  });
}

function speaksOfAnother({ ref, objectiveCode, part }: Draft, parent: PrintedObjective, known: ReadonlySet<string>) {
  const stem = stemOf(ref);
  if (part > 1 || stem === '' || sameWords(stem) === sameWords(parent.code)) return false;
  const said = sameWords(objectiveCode) === sameWords(parent.code) || codeBefore(parent.title) === parent.code;
  return said || known.has(stem);
}

/** Where nearly all refs have a form that refs have, one that has not may be a slip of another column. */
function unknownShapes(drafts: readonly Draft[], refs: readonly GivenRef[]): PlanWarning[] {
  const printed = drafts.flatMap(({ row, ref: cell, part }, at) => {
    const given = refs[at];
    return part === 1 && given?.printed === true ? [{ row, ref: given.ref, cell }] : [];
  });
  const odd = printed.filter(({ cell }) => !isRefShaped(cell));
  if (odd.length * 4 > printed.length) return [];
  return odd.map(({ row, ref, cell }) => {
    const message = `Row ${String(row)}: ${quoted(ref)} has not the form of the plan's other refs. It was taken as printed; check that it is a ref.`;
    return { code: 'unknown-ref' as const, row, ref, cell, message };
  });
}
