import { inWords } from '../bot/domain/dates.js';
import { entryOfClass } from '../bot/domain/key.js';
import type { RollupView } from '../bot/domain/views.js';
import { alsoLines, deferredLines, differingLines, groupLines, proposalLines } from './rollup-also.js';
import { countsInWords } from './rollup-counts.js';
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
    lined('Leads differ', 'where leads differ', differingLines(view)),
    movedSection(view),
    lined('Waiting for a decision', 'waiting for a decision', proposalLines(view)),
    lined('Deferred', 'deferred', deferredLines(view)),
    lined('Not everybody of a group has answered', 'where not everybody of a group has answered', groupLines(view)),
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

/** A section of lines, counted in its heading. */
function lined(heading: string, called: string, lines: readonly NoteModel[]): SummarySection {
  const count = String(lines.length);
  return section(`${heading}: ${count}`, `${count} ${called}`, { lines });
}

function exceptionSections(view: RollupView, telling: Telling): readonly SummarySection[] {
  let before = 0;
  return view.sections.map(({ kind, rows, more }) => {
    const count = rows.length + more.length;
    const words = kindIn(view, kind);
    const also =
      more.length === 0
        ? []
        : [{ strong: rows.length === 0 ? '' : 'Also: ', rest: `${listedUpTo(more.map(shownRef), REFS_AT_MOST)}.` }];
    const whole = Math.max(0, Math.min(telling.whole - before, rows.length));
    before += rows.length;
    const exceptions = rows.slice(0, whole).map((row, at) => exceptionOf(row, at, view, telling.words));
    const lines = [...rows.slice(whole).map(exceptionLine), ...also];
    return section(`${words.heading}: ${String(count)}`, words.counts(count), { exceptions, lines });
  });
}

function improvedSection({ improved, key }: RollupView): SummarySection {
  const count = String(improved.length);
  return section(`Improved: ${count}`, `${count} improved`, {
    lines: improved.map(({ ref, from, to }) => ({
      strong: shownRef(ref),
      rest: ` ${mark(entryOfClass(key, to))}, was ${mark(entryOfClass(key, from))}.`,
    })),
  });
}

function differSection({ disagreements }: RollupView): SummarySection {
  const count = String(disagreements.length);
  return section(`Rating and dates differ: ${count}`, `${count} where rating and dates differ`, {
    lines: disagreements.map(({ ref, text, declared, grade, check }) => {
      const name = nameOf(ref, text);
      const said = `${sentence(name.text)} The lead says ${mark(grade ?? declared)}, the dates say ${mark(check.grade ?? check.rating)}`;
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
  return section('Also', 'what was delivered, completed, added, paused and closed', { lines: alsoLines(view) });
}

function areasSection(view: RollupView): SummarySection {
  const word = areaWord(view);
  return section(`By ${word}`, `the counts by ${word}`, {
    lines: view.areas.map(({ title, counts, grades }) => ({
      strong: `${cut(title)}:`,
      rest: ` ${countsInWords(counts, grades, view)}`,
    })),
  });
}

/** What the plan calls an area, in lower case. */
function areaWord({ levels }: RollupView): string {
  return (cut(levels.area, 40) || 'area').toLowerCase();
}
