/** A draft of an import as cards show it, and what was typed on them as decisions. */
import { inWords } from '../domain/dates.js';
import type {
  DoubtView,
  ImportAsksView,
  ImportDoubtsView,
  ImportFoundView,
  SaidOfFile,
} from '../domain/import-views.js';
import type { Decision, OpenDecision } from '../domain/plan-decisions.js';
import { readKind } from '../domain/plan-kinds.js';
import { faultOf, isMappingFault, mappedBy, NOTHING, TOGETHER, withMapping } from '../domain/plan-mapping.js';
import type { PlanKind } from '../domain/plan.js';
import type { MappedColumn } from '../domain/plan-columns.js';
import type { ReadDraft, UnreadDraft } from './import-draft.js';
import { countsOf } from './import-plan.js';
import type { ImportDraft, Ports } from './ports.js';

const OPEN_ON_PAGE = 5;
const TOLD_AT_MOST = 60;
const KEY_LENGTH = 12;

type Typed = Readonly<Record<string, string>>;
type Error = ImportFoundView['error'];

/** @param typed what stands on the card, where that could not be taken */
export function foundView(
  ports: Pick<Ports, 'hash'>,
  read: ReadDraft,
  error: Error = null,
  typed: Typed = {},
): ImportFoundView {
  const { draft, file, printed, open, existing } = read;
  const { id, fileName, decisions } = draft;
  const plan = typed.plan ?? draft.plan;
  const title = existing?.title ?? typed.title ?? draft.title;
  return {
    ...{ draft: id, fileName, plan, title, error, exists: existing !== null },
    said: saidOf(read, error, typed),
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

const OF_BOARDS: readonly PlanKind[] = ['matters', 'work-programme', 'clearance'];

function saidOf({ draft, file, existing }: ReadDraft, error: Error, typed: Typed): SaidOfFile {
  const kind = draft.kind ?? null;
  const wanted = error?.field === 'board' || error?.field === 'meeting';
  const read = file.tracker?.kind ?? 'improvement';
  const board = draft.board ?? file.tracker?.board ?? '';
  const { area, objective, milestone } = file.levels;
  return {
    asat: typed.asat ?? inWords(draft.asAt),
    ...{ kind: typed.kind === undefined ? kind : (readKind(typed.kind) ?? null) },
    board: wanted || OF_BOARDS.includes(read) ? (typed.board ?? board) : null,
    meeting: wanted || read === 'clearance' ? (typed.meeting ?? meetingOf(draft)) : null,
    levels: existing === null ? (typed.levels ?? [area, objective, milestone].join('; ')) : null,
  };
}

function meetingOf({ meeting }: ImportDraft): string {
  return meeting == null ? '' : inWords(meeting);
}

/** A file that can be read once more is said of it. */
export function asksView(
  { draft, wants = 'board' }: UnreadDraft,
  error: Error = null,
  typed: Typed = {},
): ImportAsksView {
  const said = { kind: draft.kind ?? null, board: typed.board ?? draft.board ?? '' };
  const meeting = typed.meeting ?? meetingOf(draft);
  return { draft: draft.id, fileName: draft.fileName, error, wants, said: { ...said, meeting } };
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
    open: shown.map((one) => doubtView(ports, one, { draft, faults, typed })),
    told: told.slice(0, TOLD_AT_MOST),
    toldBeyond: Math.max(0, told.length - TOLD_AT_MOST),
  };
}

/** The page on which the first choice stands that cannot be followed; null where all can. */
export function pageOfFault({ open, faults }: ReadDraft): number | null {
  const at = open.findIndex(({ id }) => faults.some((one) => one.id === id));
  return at < 0 ? null : Math.floor(at / OPEN_ON_PAGE);
}

/** A decision with what was chosen of it: on the card, else before. */
export function doubtView(
  ports: Pick<Ports, 'hash'>,
  one: OpenDecision,
  { draft, faults, typed }: Pick<ReadDraft, 'draft' | 'faults'> & { readonly typed: Typed },
): DoubtView {
  const key = keyOf(ports, one.id);
  const before = draft.decisions.find(({ id }) => id === one.id);
  return {
    ...{ key, row: one.row, place: one.place, ref: one.ref, question: one.question, cell: one.cell },
    ...{ assumed: one.assumed, choices: one.choices },
    chosen: typed[`choose_${key}`] ?? before?.choice ?? one.choices[0]?.id ?? '',
    typed: typed[`typed_${key}`] ?? before?.typed ?? '',
    fault: faults.find(({ id }) => id === one.id)?.message ?? null,
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
  { draft, open }: Pick<ReadDraft, 'draft' | 'open'>,
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
  const said = typed.trim();
  const typing = choices.filter((one) => one.typed !== null);
  const left = choice === '' || choice === choices[0]?.id;
  // Who types beside what was assumed means the one choice that takes something typed: nothing typed is lost.
  const meant = said !== '' && left && typing.length === 1 ? typing[0] : undefined;
  const chosen = meant ?? choices.find((one) => one.id === choice);
  if (chosen === undefined) return null;
  return chosen.typed === null || said === '' ? { id, choice: chosen.id } : { id, choice: chosen.id, typed: said };
}
