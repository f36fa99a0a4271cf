/** What a later file would change, as cards show it. */
import type { ImportDifferenceView } from '../domain/import-views.js';
import type { PlanDifference } from '../domain/plan-difference.js';
import { FIELD_WORDS } from '../domain/plan-mapping.js';
import type { Plan } from '../domain/plan.js';
import type { MappedColumn } from '../domain/plan-columns.js';
import type { ReadDraft } from './import-draft.js';
import { doubtView } from './import-views.js';
import type { ImportDraft, Ports } from './ports.js';

const ON_PAGE = 5;

/** What a file would change, with one page of what can be decided between it and the plan. */
export function differenceView(
  ports: Pick<Ports, 'hash'>,
  { draft, existing }: ReadDraft,
  difference: PlanDifference,
  { wanted, told }: { readonly wanted: number; readonly told: readonly string[] },
): ImportDifferenceView {
  const { added, gone, back, foundAgain, changed, headings, unchanged, decisions } = difference;
  const pages = Math.max(1, Math.ceil(decisions.length / ON_PAGE));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  const shown = decisions.slice(page * ON_PAGE, (page + 1) * ON_PAGE);
  const open = shown.map((one) => doubtView(ports, one, { draft, faults: [], typed: {} }));
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
    ...{ open, openInAll: decisions.length, page, pages, told },
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
      section('Columns', columnsChanged(draft, existing)),
    ],
  };
}

/** What is remembered of its columns from then on. */
function columnsChanged({ columns }: ImportDraft, existing: Plan | null): { ref: string; words: string }[] {
  const before = existing?.columns ?? [];
  const isThere = (one: MappedColumn): boolean =>
    before.some(({ heading, field }) => heading === one.heading && field === one.field);
  return columns
    .filter((one) => !isThere(one))
    .map(({ heading, field }) => ({
      ref: '',
      words: `“${heading}” is read as ${field === null ? 'nothing' : FIELD_WORDS[field].toLowerCase()} from now on`,
    }));
}
