import {
  asked,
  choice,
  namedOf,
  rowOf,
  said,
  settled,
  whereOf,
  withRow,
  type Doubt,
  type Way,
  type Wrong,
} from './plan-decide-ways.js';
import type { Ref } from './plan.js';
import type { PlanFile, PlanRow, PrintedObjective } from './read-plan.js';
import { oneLine } from './quoted.js';
import { plainRef, sameRef } from './refs.js';

const LONGEST_REF = 40;

/** A ref that is missing, or stands twice. */
export const ownRef: Way = {
  ask(doubt) {
    if (doubt.ref === null) return null;
    const what = doubt.warning?.code === 'duplicate-ref' ? `${said(doubt.cell)} stands twice` : 'no ref is printed';
    return asked('ref', `${whereOf(doubt)}: ${what}; what is it known by?`, `It is known as ${doubt.ref} from now on`, [
      choice('generated', `Known as ${doubt.ref}`),
      choice('ref', 'Another ref', 'ref'),
    ]);
  },
  follow(doubt, _, typed, file) {
    const ref = oneLine(typed);
    if (ref.length > LONGEST_REF) return { wrong: `${said(ref)} has more than 40 characters.` };
    const taken = file.rows.find((row) => row.ref !== doubt.ref && plainRef(row.ref) === plainRef(ref));
    if (taken !== undefined) return { wrong: `${said(ref)} is the ref of row ${String(taken.row)} already.` };
    return doubt.ref === null ? file : renamed(settled(file, doubt), doubt.ref, ref);
  },
};

/** The file with another ref for a row, wherever it stands. */
function renamed(file: PlanFile, from: Ref, to: Ref): PlanFile {
  const other = (ref: Ref): Ref => (ref === from ? to : ref);
  const rows = file.rows.map((row): PlanRow => {
    const refs = { waitsFor: row.waitsFor.map(other), sameAs: row.sameAs === null ? null : other(row.sameAs) };
    return { ...row, ...refs, ...(row.ref === from && { ref: to, refPrinted: true }) };
  });
  const suggestions = file.suggestions.map((one) => ({
    ...one,
    ref: other(one.ref),
    ...(one.replacedBy && { replacedBy: one.replacedBy.map(other) }),
  }));
  const warnings = file.warnings.map((one) => (one.ref === null ? one : { ...one, ref: other(one.ref) }));
  return { ...file, rows, suggestions, warnings };
}

/** H2: a number that speaks of another objective than the one it stands under. */
export const otherParent: Way = {
  ask(doubt, file) {
    const row = rowOf(file, doubt.ref);
    const other = row === undefined ? undefined : spokenOf(row.ref, file);
    if (row === undefined || other === undefined || other.code === row.objective) return null;
    const question = `${namedOf(doubt)}: its number speaks of ${other.code} and it stands under ${row.objective}; where does it belong?`;
    return asked('parent', question, `It stays under ${row.objective}`, [
      choice('position', `Where it stands: ${row.objective}`),
      choice('number', `By its number: ${other.code}`),
    ]);
  },
  follow(doubt, _chosen, _typed, file) {
    const other = doubt.ref === null ? undefined : spokenOf(doubt.ref, file);
    if (other === undefined) return file;
    return withRow(file, doubt, ['parent'], () => ({ area: other.area, objective: other.code }));
  },
};

/** The objective whose code a ref begins with, the longest one. */
function spokenOf(ref: Ref, { objectives }: PlanFile): PrintedObjective | undefined {
  const plain = plainRef(ref);
  return objectives
    .filter(({ code }) => plain.startsWith(plainRef(code)) && /^\D/.test(plain.slice(plainRef(code).length)))
    .sort((a, b) => b.code.length - a.code.length)[0];
}

/** H39: a pointer that leads nowhere, or something waited for that is no ref of the plan. */
export const lostReference: Way = {
  ask(doubt) {
    const question = `${namedOf(doubt)}: ${said(doubt.cell)} names no other row of the plan; which one is meant?`;
    return asked('reference', question, 'It is kept as printed, and points at nothing', [
      choice('as-printed', 'Keep it as printed'),
      choice('ref', 'This one is meant', 'ref'),
    ]);
  },
  follow(doubt, _, typed, file) {
    const found = rowCalled(typed, file);
    if ('wrong' in found) return found;
    if (found.ref === doubt.ref) return { wrong: `${said(typed)} is the row itself.` };
    if (doubt.warning?.field === 'waits') {
      return withRow(file, doubt, ['waits'], ({ waitsFor }) => ({ waitsFor: [...new Set([...waitsFor, found.ref])] }));
    }
    const isLost = (query: string): boolean => query.includes('and no other row has that text');
    return withRow(file, doubt, ['progress'], ({ queries }) => ({
      sameAs: found.sameAs ?? found.ref,
      queries: queries.filter((query) => !isLost(query)),
    }));
  },
};

/** H5, H6: text without a ref that may be part of another row. */
export const orphanText: Way = {
  ask(doubt, file) {
    const orphan = doubt.rejected?.orphan;
    if (orphan === undefined) return null;
    const above = rowAbove(doubt, file);
    const fresh =
      orphan.text === null || above === undefined
        ? []
        : [choice('new', `A new row under ${above.objective}, the objective above`)];
    return asked('orphan', `${whereOf(doubt)}: where does ${said(doubt.cell)} belong?`, 'It is left out, and told', [
      choice('leave-out', 'Leave it out'),
      choice('attach', 'It is part of this row', 'ref'),
      ...fresh,
    ]);
  },
  follow(doubt, chosen, typed, file) {
    const rest = { ...file, rejected: file.rejected.filter((one) => one !== doubt.rejected) };
    const told = { ...rest, warnings: rest.warnings.filter((one) => !isOf(one, doubt)) };
    return chosen === 'new' ? withNew(doubt, told) : attached(doubt, typed, told);
  },
};

/** What a rejected row was told of in a warning. */
function isOf({ code, row, ref }: PlanFile['warnings'][number], doubt: Doubt): boolean {
  return code === 'text-without-ref' && ref === null && row === doubt.row;
}

function attached(doubt: Doubt, typed: string, file: PlanFile): PlanFile | Wrong {
  const found = rowCalled(typed, file);
  if ('wrong' in found) return found;
  const { text = null, progress = null, evidence = null } = doubt.rejected?.orphan ?? {};
  const joined = (a: string | null, b: string | null): string | null =>
    a === null || b === null ? (a ?? b) : `${a} ${b}`;
  const at: Doubt = { row: found.row, ref: found.ref, cell: doubt.cell };
  const fields = (['text', 'progress', 'evidence'] as const).filter((field) => doubt.rejected?.orphan?.[field] != null);
  return withRow(file, at, fields, (row) => ({
    text: joined(row.text, text) ?? '',
    progress: joined(row.progress, progress),
    evidence: joined(row.evidence, evidence),
  }));
}

function withNew(doubt: Doubt, file: PlanFile): PlanFile {
  const above = rowAbove(doubt, file);
  const { text = null, progress = null, evidence = null } = doubt.rejected?.orphan ?? {};
  if (above === undefined || text === null) return file;
  const fresh: PlanRow = {
    ...{ row: doubt.row, ref: freeRef(above.objective, file), refPrinted: false },
    ...{ area: above.area, objective: above.objective, text, progress, evidence },
    ...{ due: { kind: 'awaited', text: '' }, dueCell: '', leads: [], leadsCell: '', declared: null, grade: null },
    ...{ sameAs: null, mark: null, statePrinted: null, tags: [], waitsFor: [], queries: [] },
  };
  const at = file.rows.indexOf(above) + 1;
  return { ...file, rows: [...file.rows.slice(0, at), fresh, ...file.rows.slice(at)] };
}

/** The row above one that holds no milestone; the first of the file where none is. */
function rowAbove({ row }: Doubt, { rows }: PlanFile): PlanRow | undefined {
  return [...rows].reverse().find((one) => one.row < row) ?? rows[0];
}

/** “FD 1.7”, the next number under an objective that nothing has. */
export function freeRef(objective: string, { rows }: Pick<PlanFile, 'rows'>, taken: readonly Ref[] = []): Ref {
  const known = new Set([...rows.map(({ ref }) => plainRef(ref)), ...taken.map(plainRef)]);
  const stem = objective.slice(0, LONGEST_REF - 6);
  let n = 1;
  while (known.has(plainRef(`${stem}.${String(n)}`))) n += 1;
  return `${stem}.${String(n)}`;
}

function rowCalled(typed: string, { rows }: PlanFile): PlanRow | Wrong {
  const found = rows.find(({ ref }) => sameRef(ref, typed));
  return found ?? { wrong: `${said(typed)} is no ref of this file.` };
}
