import { inWords } from '../bot/domain/dates.js';
import type { RollupView } from '../bot/domain/views.js';
import { keyOf, type KeyModel } from './key.js';
import { escapeMarkdown } from './markdown.js';
import { compile, LARGEST, sizeOf, fitted, type Built, type Card } from './render.js';
import { kindIn, type ExceptionModel, type Telling } from './rollup-exceptions.js';
import { cellsOf, changeOf, gradesInWords, unsaid, type CellModel } from './rollup-counts.js';
import { rowsOf, summarySections, type SummarySection, type TableModel } from './rollup-sections.js';
import template from './rollup.card.json';
import type { NoteModel } from './rows.js';
import { counted, cut, entryOf, unitOf } from './words.js';

interface SectionModel {
  readonly heading: string;
  readonly intro: readonly string[];
  readonly exceptions: readonly ExceptionModel[];
  readonly table: readonly TableModel[];
  readonly lines: readonly NoteModel[];
  readonly more: readonly string[];
}

interface RollupModel {
  readonly title: string;
  readonly position: readonly string[];
  readonly headline: string;
  readonly counts: readonly { readonly cells: readonly CellModel[] }[];
  readonly inAll: readonly string[];
  readonly sections: readonly SectionModel[];
  readonly leftOut: readonly { readonly heading: string; readonly lines: readonly string[] }[];
  readonly key: readonly { readonly heading: string; readonly entries: readonly KeyModel[] }[];
}

/** What a chat list shows of it is shorter still. */
const SUMMARY_LENGTH = 380;

const render = compile<RollupModel>(template);

/** What leadership reads in the channel: what changed, what is at risk, exceptions first. Nothing to press. */
export function rollupCard(view: RollupView): Built {
  return {
    card: wholeOf(view, 'full') ?? wholeOf(view, 'short') ?? mostlyWhole(view) ?? partOf(view),
    summary: cut(`${titleOf(view)}: ${headlineOf(view)}`, SUMMARY_LENGTH),
  };
}

/** Everything, at one length of telling; null when that is more than Teams takes. */
function wholeOf(view: RollupView, words: Telling['words']): Card | null {
  const key = [{ heading: 'What the words mean', entries: keyOf(view.key, view.preset) }];
  const sections = summarySections(view, { words, whole: Infinity });
  const card = render({ ...fixedOf(view), ...cutTo(sections, Infinity), key });
  return sizeOf(card) <= LARGEST ? card : null;
}

/** Everything but the meanings of the words, which help tells too; as many exceptions in a block as there is room for. */
function mostlyWhole(view: RollupView): Card | null {
  const exceptions = view.sections.reduce((sum, { rows }) => sum + rows.length, 0);
  const card = fitted(exceptions, (whole) => {
    const sections = summarySections(view, { words: 'short', whole });
    return render({ ...fixedOf(view), ...cutTo(sections, Infinity), key: [] });
  });
  return sizeOf(card) <= LARGEST ? card : null;
}

/** Too much for one card: a paragraph an exception, no key, and what still does not fit is left out from the end. */
function partOf(view: RollupView): Card {
  const sections = summarySections(view, { words: 'short', whole: 0 });
  const rows = sections.reduce((sum, section) => sum + rowsOf(section), 0);
  return fitted(rows, (most) => render({ ...fixedOf(view), ...cutTo(sections, most), key: [] }));
}

function titleOf({ planTitle }: RollupView): string {
  return cut(planTitle) || 'Progress summary';
}

function fixedOf(view: RollupView): Pick<RollupModel, 'title' | 'position' | 'headline' | 'counts' | 'inAll'> {
  const since =
    view.since === null ? ' This is the first summary.' : ` Changes are since the last one, on ${inWords(view.since)}.`;
  return {
    title: escapeMarkdown(titleOf(view)),
    position: [`Progress summary as at ${escapeMarkdown(view.time)} on ${inWords(view.asAt)}.${since}`],
    headline: escapeMarkdown(headlineOf(view)),
    counts: cellsOf(view),
    inAll: [escapeMarkdown(inAllOf(view)), gapsOf(view)].filter((words) => words !== ''),
  };
}

/** One sentence whose parts add up to its first number. */
function headlineOf(view: RollupView): string {
  const sizes = view.sections.map(({ kind, rows, more }) => ({ kind, size: rows.length + more.length }));
  const filled = sizes.filter(({ size }) => size > 0);
  const parts = filled.map(({ kind, size }) => kindIn(view, kind).counts(size));
  const all = sizes.reduce((sum, { size }) => sum + size, 0);
  const attention =
    all === 0
      ? 'Nothing needs attention.'
      : `${String(all)} ${all === 1 ? 'needs' : 'need'} attention: ${parts.join(', ')}.`;
  const none = unsaid(view.counts, view.grades);
  const said = gradesInWords(view.grades, (entry) => entryOf(entry).word);
  const quiet = [...said, ...(none === 0 ? [] : [`${String(none)} with no update`])];
  return quiet.length === 0 ? attention : `${attention} ${quiet.join(', ')}.`;
}

function inAllOf({ counts, before, levels, preset }: RollupView): string {
  const change = before === null ? '' : `, ${changeOf(counts.total - before.total)}`;
  const closed = counts.closed === 0 ? '' : ' Closed: withdrawn, superseded, business as usual or carried over.';
  const rates = preset === 'dates' ? ' The dates give the ratings.' : '';
  return `${counted(counts.total, unitOf(levels))} in all${change}.${closed}${rates}`;
}

function gapsOf({ overdue, withoutDate, withoutLead, ongoing }: RollupView): string {
  const gaps = [
    ...(overdue > 0 ? [`${String(overdue)} overdue`] : []),
    ...(withoutDate > 0 ? [`${String(withoutDate)} without a date`] : []),
    ...(withoutLead > 0 ? [`${String(withoutLead)} without a lead`] : []),
    ...(ongoing > 0 ? [`${String(ongoing)} ongoing, without an end`] : []),
  ];
  return gaps.length === 0 ? '' : `Of these, ${gaps.join(', ')}.`;
}

/** The first `most` rows in the order of reading; what is left out is said, by section and number. */
function cutTo(sections: readonly SummarySection[], most: number): Pick<RollupModel, 'sections' | 'leftOut'> {
  let room = most;
  const kept: SectionModel[] = [];
  const gone: string[] = [];
  for (const section of sections) {
    const shown = Math.min(room, rowsOf(section));
    room -= shown;
    if (shown > 0) kept.push(modelOf(section, shown));
    else gone.push(section.called);
  }
  const lines = [`Not on this card because it is full: ${gone.join('; ')}.`];
  return { sections: kept, leftOut: gone.length === 0 ? [] : [{ heading: 'Left out here', lines }] };
}

function modelOf(section: SummarySection, shown: number): SectionModel {
  const { heading, intro, header } = section;
  const rows = section.table.slice(0, shown).map((cells) => ({ cells }));
  const hidden = rowsOf(section) - shown;
  return {
    heading: escapeMarkdown(heading),
    intro,
    exceptions: section.exceptions.slice(0, shown),
    table: rows.length === 0 ? [] : [{ header: header.map(escapeMarkdown), rows }],
    lines: section.lines.slice(0, shown),
    more: hidden > 0 ? [`And ${String(hidden)} more, left out because the card is full.`] : [],
  };
}
