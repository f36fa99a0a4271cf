import { inWords } from '../bot/domain/dates.js';
import type { Counts, RollupView } from '../bot/domain/views.js';
import { exceptionLine, exceptionOf, kindIn, type ExceptionModel, type Telling } from './rollup-exceptions.js';
import { datesSayWords, nameOf, type NoteModel } from './rows.js';
import { capital, cut, listedUpTo, mark, pluralOf, sentence, shownRef, unitOf } from './words.js';

/** A table of two columns with its header. */
export interface TableModel {
  readonly header: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[] }[];
}

/** A section of the summary with its rows, of one sort: exceptions, lines, or the rows of a table. */
export interface SummarySection {
  readonly heading: string;
  readonly intro: readonly string[];
  readonly exceptions: readonly ExceptionModel[];
  readonly lines: readonly NoteModel[];
  readonly header: readonly string[];
  readonly table: readonly (readonly string[])[];
  /** What the line of things left out calls it: "still amber: 4". */
  readonly called: string;
}

const REFS_AT_MOST = 25;

/** Everything after the counts, in the order of reading; only what has rows. */
export function summarySections(view: RollupView, telling: Telling): readonly SummarySection[] {
  return [
    ...exceptionSections(view, telling),
    improvedSection(view),
    differSection(view),
    movedSection(view),
    quietSection(mark('none'), 'no update', view.noUpdate, view),
    quietSection('Asked, and no answer yet', 'asked, and no answer yet', view.silent, view),
    alsoSection(view),
    areasSection(view),
  ].filter((section) => rowsOf(section) > 0);
}

export function rowsOf({ exceptions, lines, table }: SummarySection): number {
  return exceptions.length + lines.length + table.length;
}

function section(heading: string, called: string, own: Partial<SummarySection>): SummarySection {
  return { heading, called, intro: [], exceptions: [], lines: [], header: [], table: [], ...own };
}

function exceptionSections(view: RollupView, telling: Telling): readonly SummarySection[] {
  return view.sections.map(({ kind, rows, more }) => {
    const count = rows.length + more.length;
    const words = kindIn(view, kind);
    const also =
      more.length === 0
        ? []
        : [{ strong: rows.length === 0 ? '' : 'Also: ', rest: `${listedUpTo(more.map(shownRef), REFS_AT_MOST)}.` }];
    const told =
      telling === 'brief'
        ? { lines: [...rows.map(exceptionLine), ...also] }
        : { exceptions: rows.map((row, at) => exceptionOf(row, at, view.since, telling)), lines: also };
    return section(`${words.heading}: ${String(count)}`, words.counts(count), told);
  });
}

function improvedSection({ improved }: RollupView): SummarySection {
  const count = String(improved.length);
  return section(`Improved: ${count}`, `${count} improved`, {
    lines: improved.map(({ ref, from, to }) => ({ strong: shownRef(ref), rest: ` ${mark(to)}, was ${mark(from)}.` })),
  });
}

function differSection({ disagreements }: RollupView): SummarySection {
  const count = String(disagreements.length);
  return section(`Rating and dates differ: ${count}`, `${count} where rating and dates differ`, {
    lines: disagreements.map(({ ref, text, declared, check }) => {
      const name = nameOf(ref, text);
      const said = `${sentence(name.text)} The lead says ${mark(declared)}, the dates say ${mark(check.rating)}`;
      return { strong: name.ref, rest: `${said}${datesSayWords(check)}` };
    }),
  });
}

function movedSection({ moved, since }: RollupView): SummarySection {
  const count = String(moved.length);
  const when = since === null ? '' : ' since last time';
  return section(`Dates moved: ${count}${when}`, `${count} with a date that moved`, {
    lines: moved.map(({ ref, text, from, to, reason }) => {
      const name = nameOf(ref, text);
      const why = reason === null || reason.trim() === '' ? 'none given.' : sentence(cut(reason, 160));
      const [before, after] = [from, to].map((date) => (date === null ? 'no date' : inWords(date)));
      return {
        strong: name.ref,
        rest: `${sentence(name.text)} From ${before ?? ''} to ${after ?? ''}. Reason: ${why}`,
      };
    }),
  });
}

/** Under the head of service's name, by area and ref: never a list of late people (RULES 6). */
function quietSection(title: string, called: string, areas: RollupView['silent'], view: RollupView): SummarySection {
  const count = String(areas.reduce((sum, { refs }) => sum + refs.length, 0));
  return section(`${title}: ${count}`, `${count} ${called}`, {
    header: [`Head of service, ${areaWord(view)}`, capital(pluralOf(unitOf(view.levels)))],
    table: areas
      .filter(({ refs }) => refs.length > 0)
      .map(({ area, head, refs }) => [
        `${head === null ? 'None set' : cut(head)}, ${cut(area)}`,
        listedUpTo(refs.map(shownRef), REFS_AT_MOST),
      ]),
  });
}

function alsoSection(view: RollupView): SummarySection {
  const refs = (strong: string, found: readonly string[]): readonly NoteModel[] =>
    found.length === 0
      ? []
      : [{ strong: `${strong}: ${String(found.length)}.`, rest: ` ${listedUpTo(found.map(shownRef), REFS_AT_MOST)}.` }];
  const count = (strong: string, number: number): readonly NoteModel[] =>
    number === 0 ? [] : [{ strong: `${strong}:`, rest: ` ${String(number)}.` }];
  const since = view.since === null ? '' : ' since last time';
  const lines = [
    ...refs('Delivered, waiting for evidence', view.awaitingEvidence),
    ...completedLine(`Completed${since}`, view.completed),
    ...refs(`Added${since}`, view.added),
    ...refs(`Closed${since}`, view.closedSince),
    ...count(`${mark('green')}, no change`, view.unchangedGreen),
    ...count('Confirmed on track, no detail given', view.confirmedOnly),
  ];
  return section('Also', 'what was delivered, completed, added and closed', { lines });
}

function completedLine(strong: string, completed: RollupView['completed']): readonly NoteModel[] {
  if (completed.length === 0) return [];
  const names = completed.slice(0, 10).map(({ ref, text }) => {
    const name = nameOf(ref, text);
    return sentence(`${name.ref}${name.text}`);
  });
  const others = completed.length - names.length;
  const rest = ` ${names.join(' ')}${others > 0 ? ` And ${String(others)} more.` : ''}`;
  return [{ strong: `${strong}: ${String(completed.length)}.`, rest }];
}

function areasSection(view: RollupView): SummarySection {
  const word = areaWord(view);
  return section(`By ${word}`, `the counts by ${word}`, {
    lines: view.areas.map(({ title, counts }) => ({ strong: `${cut(title)}:`, rest: ` ${countsInWords(counts)}` })),
  });
}

/** "2 ◆ Red, 5 ● Green, 1 closed: 8 in all." It adds up. */
function countsInWords(counts: Counts): string {
  const rated = (['red', 'amber', 'green', 'complete', 'none'] as const)
    .filter((rating) => counts[rating] > 0)
    .map((rating) => `${String(counts[rating])} ${mark(rating)}`);
  const parts = counts.closed > 0 ? [...rated, `${String(counts.closed)} closed`] : rated;
  if (parts.length === 0) return 'none.';
  return parts.length === 1 ? `${parts.join('')}.` : `${parts.join(', ')}: ${String(counts.total)} in all.`;
}

/** What the plan calls an area, in lower case. */
function areaWord({ levels }: RollupView): string {
  return (cut(levels.area, 40) || 'area').toLowerCase();
}
