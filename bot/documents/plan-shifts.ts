import { readDue } from '../domain/due.js';
import type { RejectedRow } from '../domain/read-plan.js';
import { areTogether, FIELDS, headingOf, type Columns, type Field } from './plan-columns.js';
import type { Draft } from './plan-drafts.js';
import { isOfDates } from './plan-name-words.js';
import { readLeads } from './plan-leads.js';
import { wordsIn, type KnownNames } from './plan-names.js';
import { whenIn } from './plan-when.js';
import { shortened } from './words.js';

/** A row whose cells have slipped into other columns: kept out, so that no name is taken for progress. */
export function shifted({ row, cells }: Draft, columns: Columns, known: KnownNames): RejectedRow | undefined {
  const found = misplaced(cells, areTogether(columns), known);
  if (found === undefined) return undefined;
  const { field, what } = found;
  const message = `Row ${String(row)} was kept out: ${what} stands under ${headingOf(field, columns)}. Its cells have shifted; put them right.`;
  const filled = [...new Set(FIELDS.map((one) => cells[one]))].filter((cell) => cell !== '');
  return { row, cell: shortened(cells[field]), cells: filled, message };
}

function misplaced(
  cells: Draft['cells'],
  together: boolean,
  known: KnownNames,
): { field: Field; what: string } | undefined {
  if (isDate(cells.milestone)) return { field: 'milestone', what: 'a date' };
  if (!together && isPeople(cells.due, known)) return { field: 'due', what: 'a name' };
  for (const field of ['progress', 'evidence'] as const) {
    if (isPeople(cells[field], known)) return { field, what: 'a name' };
    const whens = whenIn(cells[field].length > 300 ? '' : cells[field], known);
    const both = whens.every(({ due, leads }) => isPeople(leads, known) && isDate(due));
    if (both || (isDate(cells[field]) && !isDate(cells.due)))
      return { field, what: both ? 'a date with people' : 'a date' };
  }
  return undefined;
}

/** Nothing but a date: a sentence that names a day is no cell that has slipped. */
function isDate(words: string): boolean {
  const bare = wordsIn(words).every(({ text }) => isOfDates(text) || /^(?:by|end|of|the|in|on|due)$/i.test(text));
  if (!bare || words.length > 60) return false;
  const { due, fault } = readDue(words);
  return fault === null && (due.kind === 'day' || due.kind === 'period');
}

/** Nothing but names that are known. */
function isPeople(cell: string, known: KnownNames): boolean {
  if (cell === '' || cell.length > 300) return false;
  const { leads, doubts } = readLeads(cell, known);
  return leads.length > 0 && doubts.length === 0 && leads.every(({ name }) => known.has(name));
}
