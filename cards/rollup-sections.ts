import { entryOfClass } from '../bot/domain/key.js';
import type { RollupView } from '../bot/domain/views.js';
import { alsoLines, deferredLines, differingLines, groupLines, proposalLines } from './rollup-also.js';
import { areasSection } from './rollup-areas.js';
import { measuresSection, questionsSection, signingSection, sinceSection } from './rollup-beside.js';
import { dueNextSection, movedSection, passedSection } from './rollup-dates.js';
import { exceptionLine, exceptionOf, type Telling } from './rollup-exceptions.js';
import { kindIn } from './rollup-kinds.js';
import { capped, lined, refLine, REFS_AT_MOST, section, type RefLine, type SummarySection } from './rollup-lines.js';
import { datesSayWords, type NoteModel } from './rows.js';
import { counted, cut, listedUpTo, mark, overdue, shownRef } from './words.js';

/** Everything after the counts, in the order of reading; only what has rows. */
export function summarySections(view: RollupView, telling: Telling): readonly SummarySection[] {
  const { rows } = telling;
  return [
    ...exceptionSections(view, telling),
    differSection(view, rows),
    movedSection(view, telling),
    passedSection(view, rows),
    ...(telling.words === 'full' ? waitingSections(view) : []),
    quietSection(mark('none'), 'no update', view.noUpdate),
    quietSection('Asked, and no answer yet', 'asked, and no answer yet', view.silent),
    dueNextSection(view, telling),
    section('Also', 'what was delivered, completed, added, paused and closed', { lines: alsoLines(view, telling) }),
    measuresSection(view, rows),
    questionsSection(view, rows),
    signingSection(view),
    ...(telling.byArea && view.areas.length > 1 ? [areasSection(view, telling)] : []),
    sinceSection(view),
  ].filter((one) => rowsOf(one) > 0);
}

/** What waits or rests, each in a line: the message only names it. */
function waitingSections(view: RollupView): readonly SummarySection[] {
  return [
    lined('Leads differ', 'where leads differ', differingLines(view), Infinity),
    lined('Waiting for a decision', 'waiting for a decision', proposalLines(view), Infinity),
    lined('Deferred', 'deferred', deferredLines(view), Infinity),
    lined(
      'Not everybody of a group has answered',
      'where not everybody of a group has answered',
      groupLines(view),
      Infinity,
    ),
  ];
}

export function rowsOf({ exceptions, lines }: SummarySection): number {
  return exceptions.length + lines.length;
}

/** The exceptions by kind; what got better and is none any more stands with those that improved. */
function exceptionSections(view: RollupView, telling: Telling): readonly SummarySection[] {
  let before = 0;
  const told = view.sections.map((one) => {
    const made = kindSection(view, one, telling, before);
    before += one.rows.length;
    return made;
  });
  const better = view.sections.some(({ kind }) => kind === 'improved') ? [] : [improvedSection(view, telling)];
  const late = view.sections.some(({ kind }) => kind === 'overdue') ? [] : [overdueSection(view)];
  const at = view.sections.findIndex(({ kind }) => kind !== 'new' && kind !== 'worsened');
  const place = at < 0 ? told.length : at;
  return [...told.slice(0, place), ...better, ...told.slice(place), ...late];
}

function kindSection(
  view: RollupView,
  { kind, count, rows, more }: RollupView['sections'][number],
  telling: Telling,
  before: number,
): SummarySection {
  const whole = Math.max(0, Math.min(telling.whole - before, rows.length));
  const words = kindIn(view, kind);
  const total = kind === 'overdue' ? view.overdue : kind === 'improved' ? count + view.improved.length : count;
  const exceptions = rows.slice(0, whole).map((row, at) => exceptionOf(row, { at, place: before + at }, view, telling));
  const lines = [
    ...rows.slice(whole).map((row) => exceptionLine(row, view)),
    ...(more.length === 0 ? [] : [alsoLine(more, rows.length)]),
    ...(kind === 'improved' ? capped(improvedLines(view), telling.rows) : []),
    ...(kind === 'overdue' ? aboveLine(view) : []),
  ];
  return section(`${words.heading}: ${String(total)}`, words.counts(count), { exceptions, lines });
}

function alsoLine(more: readonly string[], told: number): NoteModel {
  return { strong: told === 0 ? '' : 'Also: ', rest: `${listedUpTo(more.map(shownRef), REFS_AT_MOST)}.` };
}

/** Overdue, and told above because of what they are rated. */
function aboveLine({ overdueAbove }: RollupView): readonly NoteModel[] {
  if (overdueAbove.length === 0) return [];
  const late = [...overdueAbove].sort((a, b) => b.days - a.days);
  const names = late.map(
    ({ ref, days }) => `${shownRef(ref)} (${days === 0 ? overdue(0) : counted(days, 'working day')})`,
  );
  return [{ strong: 'Told above: ', rest: `${listedUpTo(names, REFS_AT_MOST)}.` }];
}

function overdueSection(view: RollupView): SummarySection {
  return section(`Overdue: ${String(view.overdue)}`, `${String(view.overdue)} overdue`, { lines: aboveLine(view) });
}

function improvedSection(view: RollupView, { rows }: Telling): SummarySection {
  return lined('Improved', 'improved', improvedLines(view), rows);
}

function improvedLines({ improved, key }: RollupView): readonly RefLine[] {
  return improved.map(({ ref, text, from, to }) =>
    refLine(ref, text, `${mark(entryOfClass(key, to))}, was ${mark(entryOfClass(key, from))}.`),
  );
}

function differSection({ disagreements }: RollupView, most: number): SummarySection {
  const lines = disagreements.map(({ ref, text, declared, grade, check }) => {
    const said = `The lead says ${mark(grade ?? declared)}, the dates say ${mark(check.grade ?? check.rating)}`;
    return refLine(ref, text, `${said}${datesSayWords(check)}`);
  });
  return lined('Rating and dates differ', 'where rating and dates differ', lines, most);
}

/** Under the head of service’s name, by area and ref: never a list of late people (RULES 6). */
function quietSection(title: string, called: string, areas: RollupView['silent']): SummarySection {
  const count = String(areas.reduce((sum, { refs }) => sum + refs.length, 0));
  const lines = areas
    .filter(({ refs }) => refs.length > 0)
    .map(({ area, head, refs }) => ({
      strong: `${cut(area)} (${head === null ? 'no head of service set' : cut(head)}): `,
      rest: `${listedUpTo(refs.map(shownRef), REFS_AT_MOST)}.`,
    }));
  return section(`${title}: ${count}`, `${count} ${called}`, { lines });
}
