import type { Due } from '../../bot/domain/due-kinds.js';
import { digestRow, type ViewFacts } from '../../bot/domain/milestone-view.js';
import type { Milestone } from '../../bot/domain/plan.js';
import type { DigestRow, DigestView } from '../../bot/domain/views.js';
import { digestCard } from '../../cards/index.js';
import { aPlan, d, ENGLAND } from '../support/builders.js';
import { sign } from './samples.js';
import { ofType } from './shape.js';

const NAMES: Readonly<Record<string, string>> = { lead: 'Hannah Osei', sam: 'Sam Osei', head: 'Priya Nair' };

export function facts(today: string, given: Partial<ViewFacts> = {}): ViewFacts {
  return {
    plan: aPlan(),
    calendar: ENGLAND,
    today: d(today),
    nameOf: (officer) => NAMES[officer] ?? officer,
    reader: 'lead',
    graceUntil: null,
    approvers: [],
    group: null,
    sameAs: null,
    ...given,
  };
}

export function rowOf(milestone: Milestone, today: string, given: Partial<ViewFacts> = {}): DigestRow {
  return digestRow(milestone, 3, facts(today, given), null);
}

export function digestOf(today: string, rows: readonly DigestRow[], given: Partial<DigestView> = {}): DigestView {
  const none = { waiting: [], answered: [], more: 0, repeat: false, levels: null };
  return { asAt: d(today), yours: rows, ...none, ...given };
}

/** The words of a row as they are read, one line each. */
export function wordsOn(milestone: Milestone, today: string, given: Partial<ViewFacts> = {}): readonly string[] {
  return linesOf(digestCard(digestOf(today, [rowOf(milestone, today, given)]), sign).card);
}

/** Texts of which several make one line are put together. */
export function linesOf(card: object): readonly string[] {
  return ofType(card as never, 'RichTextBlock').map(({ inlines }) =>
    (inlines as readonly (string | { readonly text: string })[])
      .map((part) => (typeof part === 'string' ? part : part.text))
      .join(''),
  );
}

/** Every quarter of the financial year. */
export const quarterly = (until: string | null, text: string): Due => ({
  kind: 'recurring',
  cadence: 'quarterly',
  first: null,
  until: until === null ? null : d(until),
  yearStarts: 4,
  text,
});
