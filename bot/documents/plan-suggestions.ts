import { STATES, type Due, type State } from '../domain/plan.js';
import type { StateSuggestion } from '../domain/read-plan.js';
import { headingOf, type Columns, type Field } from './plan-columns.js';
import type { DatedDraft } from './plan-dated.js';
import type { CellDoubt } from './plan-leads.js';
import type { Said } from './plan-statements.js';
import { quoted, sameWords, shortened } from './words.js';

type Suggested = Omit<StateSuggestion, 'ref'>;

/** A state that the row speaks of without declaring it: in its State column, behind its text, for a date, in its progress. */
export function suggestionIn(
  draft: DatedDraft,
  mark: string | null,
  own: State | null,
  said: Said,
  columns: Columns,
): Suggested | null {
  const where = (field: Field): string => `Row ${String(draft.row)}: the text under ${headingOf(field, columns)}`;
  const beside = mark === null ? '' : `, and that under ${headingOf('milestone', columns)} ends with ${quoted(mark)}`;
  // A sentence says why, and what takes its place, where the column has the state alone.
  if (own !== null && own !== said.suggestion?.state) {
    const query = `The plan's own column says “${shortened(draft.cells.state)}”. If that is so, propose it.`;
    return { state: own, because: `${where('state')} is ${quoted(draft.cells.state)}${beside}.`, query };
  }
  if (mark !== null && own === null) {
    const query = `The plan's text ends with “${shortened(mark)}”. If it is complete, choose Complete.`;
    return { state: 'delivered', because: `${where('milestone')} ends with ${quoted(mark)}.`, query };
  }
  const inDate = doneWordIn(draft.due);
  if (inDate !== null && own === null) {
    const query = `The plan prints “${inDate}” where its date should be. If it is complete, choose Complete.`;
    return { state: 'delivered', because: `${where('due')} says ${quoted(inDate)}.`, query };
  }
  if (said.suggestion === null) return null;
  const { because, ...suggestion } = said.suggestion;
  return { ...suggestion, because: `${where('progress')} ${because}${beside}.` };
}

/** "Completed" instead of a date. */
function doneWordIn(due: Due): string | null {
  return due.kind === 'awaited' && /^completed?\b/i.test(due.text) ? due.text : null;
}

/** States that a rating says already, or that say nothing yet. */
const PLAIN: readonly State[] = ['not-started', 'in-progress'];

/** The state in a column of its own; a word that is none is told. */
export function readState(cell: string): { readonly state: State | null; readonly doubts: readonly CellDoubt[] } {
  const word = sameWords(cell).replaceAll(' ', '-');
  const state = STATES.find((one) => one === word);
  if (cell === '' || state !== undefined)
    return { state: state === undefined || PLAIN.includes(state) ? null : state, doubts: [] };
  const message = `${quoted(cell)} is not a state that is known here. Nothing was taken from it.`;
  return { state: null, doubts: [{ code: 'unknown-rating', message }] };
}
