/** A draft of an import as cards show it, and what was typed on them as decisions. */
import type { ImportDifferenceView, ImportDoubtsView, ImportFoundView } from '../domain/import-views.js';
import type { Decision, OpenDecision } from '../domain/plan-decisions.js';
import type { PlanDifference } from '../domain/plan-difference.js';
import { faultOf, isMappingFault, mappedBy, NOTHING, TOGETHER, withMapping } from '../domain/plan-mapping.js';
import type { MappedColumn } from '../domain/read-plan.js';
import type { ReadDraft } from './import-draft.js';
import { countsOf } from './import-plan.js';
import type { Ports } from './ports.js';

const OPEN_ON_PAGE = 5;
const TOLD_AT_MOST = 60;
const KEY_LENGTH = 12;

type Typed = Readonly<Record<string, string>>;
type Error = ImportFoundView['error'];

export function foundView(ports: Pick<Ports, 'hash'>, read: ReadDraft, error: Error = null): ImportFoundView {
  const { draft, file, printed, open, existing } = read;
  const { id, fileName, plan, title, decisions } = draft;
  return {
    ...{ draft: id, fileName, plan, title: existing?.title ?? title, error, exists: existing !== null },
    counts: countsOf(file),
    levels: file.levels,
    areas: file.areas.map((area) => area.title),
    columns: file.columns.map((column) => ({ ...column, key: keyOf(ports, column.heading) })),
    doubts: printed.warnings.length + printed.rejected.length + printed.suggestions.length,
    open: open.length,
    decided: open.filter(({ id: one }) => decisions.some((decision) => decision.id === one)).length,
    keptOut: file.rejected.length,
  };
}

/** Short, and the same at each reading: a field of a form is found again by it whatever stands around it by then. */
function keyOf({ hash }: Pick<Ports, 'hash'>, of: string): string {
  return hash(of).slice(0, KEY_LENGTH);
}

/** What was chosen for the columns of a draft; `columns`: what is said of them now. */
export function columnsTyped(
  ports: Pick<Ports, 'hash'>,
  { draft, file }: ReadDraft,
  typed: Typed,
): { readonly columns: readonly MappedColumn[] } | { readonly message: string } {
  const changed = file.columns.flatMap(({ heading, field, also }): readonly MappedColumn[] => {
    const chosen = typed[`column_${keyOf(ports, heading)}`] ?? '';
    const now = also === undefined ? (field ?? NOTHING) : TOGETHER;
    return chosen === '' || chosen === now ? [] : (mappedBy(heading, chosen) ?? []);
  });
  const fault = faultOf(changed);
  if (fault !== undefined && isMappingFault(fault)) return fault;
  return { columns: withMapping(draft.columns, changed) };
}

/** A page of what can be decided; what is only told stands on the last. */
export function doubtsView(
  ports: Pick<Ports, 'hash'>,
  read: ReadDraft,
  wanted: number,
  typed: Typed = {},
): ImportDoubtsView {
  const { draft, open, faults } = read;
  const pages = Math.max(1, Math.ceil(open.length / OPEN_ON_PAGE));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  const shown = open.slice(page * OPEN_ON_PAGE, (page + 1) * OPEN_ON_PAGE);
  const told = page === pages - 1 ? onlyTold(read) : [];
  const wrong = shown.map((one) => faults.find(({ id }) => id === one.id)).find((one) => one !== undefined);
  return {
    ...{ draft: draft.id, fileName: draft.fileName, page, pages },
    error: wrong === undefined ? null : { field: 'choices', message: wrong.message },
    open: shown.map((one) => {
      const key = keyOf(ports, one.id);
      const before = draft.decisions.find(({ id }) => id === one.id);
      return {
        ...{ key, row: one.row, place: one.place, ref: one.ref, question: one.question, cell: one.cell },
        ...{ assumed: one.assumed, choices: one.choices },
        chosen: typed[`choose_${key}`] ?? before?.choice ?? one.choices[0]?.id ?? '',
        typed: typed[`typed_${key}`] ?? before?.typed ?? '',
        fault: faults.find(({ id }) => id === one.id)?.message ?? null,
      };
    }),
    told: told.slice(0, TOLD_AT_MOST),
    toldBeyond: Math.max(0, told.length - TOLD_AT_MOST),
  };
}

function onlyTold({ printed, open }: ReadDraft): { readonly place: string; readonly message: string }[] {
  const asked = new Set(open.map(({ code, row, ref }) => [code, row, ref].join('|')));
  const warned = printed.warnings.filter(({ code, row, ref }) => !asked.has([code, row, ref].join('|')));
  const kept = printed.rejected.filter(({ orphan }) => orphan === undefined);
  return [
    ...kept.map(({ message }) => ({ place: 'Kept out', message })),
    ...warned.map(({ ref, message }) => ({ place: ref ?? '', message })),
  ];
}

/** The decisions of a draft with those of one form, which may be of another page or of before. */
export function decisionsTyped(
  ports: Pick<Ports, 'hash'>,
  { draft, open }: ReadDraft,
  typed: Typed,
): readonly Decision[] {
  const said = open.flatMap((one): Decision[] => {
    const decision = decisionIn(one, typed[`choose_${keyOf(ports, one.id)}`], typed[`typed_${keyOf(ports, one.id)}`]);
    return decision === null ? [] : [decision];
  });
  const ids = new Set(said.map(({ id }) => id));
  const isAssumed = ({ id, choice }: Decision): boolean => open.find((one) => one.id === id)?.choices[0]?.id === choice;
  return [...draft.decisions.filter(({ id }) => !ids.has(id)), ...said.filter((one) => !isAssumed(one))];
}

function decisionIn({ id, choices }: OpenDecision, choice = '', typed = ''): Decision | null {
  const chosen = choices.find((one) => one.id === choice);
  if (chosen === undefined) return null;
  return chosen.typed === null || typed.trim() === '' ? { id, choice } : { id, choice, typed: typed.trim() };
}

export function differenceView({ draft, existing }: ReadDraft, difference: PlanDifference): ImportDifferenceView {
  const { added, gone, back, foundAgain, changed, headings, unchanged, decisions } = difference;
  const dates = changed.filter(({ changes }) => changes.some(({ field }) => field === 'date'));
  const others = changed.filter((one) => !dates.includes(one));
  const wordsOf = ({ changes }: (typeof changed)[number]): string =>
    changes
      .map(({ field, from, to, taken }) => `${field}: “${from}” becomes “${to}”${taken ? '' : ', left as it is'}`)
      .join('; ');
  const section = (heading: string, lines: readonly { readonly ref: string; readonly words: string }[]) => {
    return { heading, count: lines.length, lines };
  };
  return {
    ...{ draft: draft.id, fileName: draft.fileName, title: existing?.title ?? draft.title, unchanged, error: null },
    sections: [
      section(
        'New',
        added.map(({ ref, text }) => ({ ref, words: text })),
      ),
      section(
        'Date moved',
        dates.map((one) => ({ ref: one.ref, words: wordsOf(one) })),
      ),
      section(
        'Changed',
        others.map((one) => ({ ref: one.ref, words: wordsOf(one) })),
      ),
      section(
        'Moved or removed',
        gone.map(({ ref, text }) => ({ ref, words: text })),
      ),
      section(
        'In the file again',
        back.map((ref) => ({ ref, words: 'stood in no file for a while' })),
      ),
      section(
        'Found again under another ref',
        foundAgain.map(({ ref, fileRef, because }) => ({ ref, words: `“${fileRef}” in the file, ${because}` })),
      ),
      section(
        'Titles',
        headings.map(({ code, from, to }) => ({
          ref: code,
          words: from === null ? `new: ${to}` : `“${from}” becomes “${to}”`,
        })),
      ),
      section(
        'To be decided at the command line',
        decisions.map(({ ref, question }) => ({ ref: ref ?? '', words: question })),
      ),
    ],
  };
}
