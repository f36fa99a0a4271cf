import { entryOfClass } from '../bot/domain/key.js';
import type { RollupView } from '../bot/domain/views.js';
import { alsoLines, deferredLines, differingLines, groupLines, proposalLines } from './rollup-also.js';
import { areasSection } from './rollup-areas.js';
import { measuresSection, questionsSection, signingSection, sinceSection } from './rollup-beside.js';
import { dueNextSection, movedSection, passedSection } from './rollup-dates.js';
import { exceptionLine, exceptionOf, type Telling } from './rollup-exceptions.js';
import { kindIn } from './rollup-kinds.js';
import { capped, lined, refLine, section, type ListLength, type RefLine, type SummarySection } from './rollup-lines.js';
import { datesSayWords, type NoteModel } from './rows.js';
import { counted, cut, listedUpTo, mark, overdue, shownRef } from './words.js';

/** Everything after the counts, in the order of reading; only what has rows. */
export function summarySections(view: RollupView, telling: Telling): readonly SummarySection[] {
  const { refs } = telling;
  return [
    ...exceptionSections(view, telling),
    differSection(view, telling),
    movedSection(view, telling),
    passedSection(view, telling),
    ...(telling.words === 'full' ? waitingSections(view, telling) : []),
    quietSection(mark('none'), 'no update', view.noUpdate, refs),
    quietSection('Asked, and no answer yet', 'asked, and no answer yet', view.silent, refs),
    dueNextSection(view, telling),
    section('Also', 'what was delivered, completed, added, paused and closed', { lines: alsoLines(view, telling) }),
    measuresSection(view, telling),
    questionsSection(view, telling),
    signingSection(view),
    ...(view.areas.length > 1 ? [areasSection(view, telling)] : []),
    sinceSection(view),
  ].filter((one) => rowsOf(one) > 0);
}

/** What waits or rests, each in a line: the message only names it. */
function waitingSections(view: RollupView, most: ListLength): readonly SummarySection[] {
  return [
    lined('Leads differ', 'where leads differ', differingLines(view), most),
    lined('Waiting for a decision', 'waiting for a decision', proposalLines(view), most),
    lined('Deferred', 'deferred', deferredLines(view), most),
    lined(
      'Not everybody of a group has answered',
      'where not everybody of a group has answered',
      groupLines(view),
      most,
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
  const late = view.sections.some(({ kind }) => kind === 'overdue') ? [] : [overdueSection(view, telling)];
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
    ...(more.length === 0 ? [] : [alsoLine(more, rows.length, telling)]),
    ...(kind === 'improved' ? capped(improvedLines(view), telling) : []),
    ...(kind === 'overdue' ? aboveLine(view, telling) : []),
  ];
  return section(`${words.heading}: ${String(total)}`, words.counts(count), { exceptions, lines });
}

function alsoLine(more: readonly string[], told: number, { refs }: ListLength): NoteModel {
  return { strong: told === 0 ? '' : 'Also: ', rest: `${listedUpTo(more.map(shownRef), refs)}.` };
}

/** "Told above: WFD 1.1, WFD 3.3 (38 working days); CIC 1.1 (7 working days).": overdue, and told for its rating. */
function aboveLine({ overdueAbove }: RollupView, { refs }: ListLength): readonly NoteModel[] {
  if (overdueAbove.length === 0) return [];
  const late = [...overdueAbove].sort((a, b) => b.days - a.days);
  const named = late.slice(0, refs);
  const by = [...new Set(named.map(({ days }) => days))].map((days) => {
    const same = named.filter((one) => one.days === days).map(({ ref }) => shownRef(ref));
    return `${same.join(', ')} (${days === 0 ? overdue(0) : counted(days, 'working day')})`;
  });
  const more = late.length > named.length ? ` and ${String(late.length - named.length)} more` : '';
  return [{ strong: 'Told above: ', rest: `${by.join('; ')}${more}.` }];
}

function overdueSection(view: RollupView, most: ListLength): SummarySection {
  return section(`Overdue: ${String(view.overdue)}`, `${String(view.overdue)} overdue`, {
    lines: aboveLine(view, most),
  });
}

function improvedSection(view: RollupView, most: ListLength): SummarySection {
  return lined('Improved', 'improved', improvedLines(view), most);
}

function improvedLines({ improved, key }: RollupView): readonly RefLine[] {
  return improved.map(({ ref, text, from, to }) =>
    refLine(ref, text, `${mark(entryOfClass(key, to))}, was ${mark(entryOfClass(key, from))}.`),
  );
}

function differSection({ disagreements }: RollupView, most: ListLength): SummarySection {
  const lines = disagreements.map(({ ref, text, declared, grade, check }) => {
    const said = `The lead says ${mark(grade ?? declared)}, the dates say ${mark(check.grade ?? check.rating)}`;
    return refLine(ref, text, `${said}${datesSayWords(check)}`);
  });
  return lined('Rating and dates differ', 'where rating and dates differ', lines, most);
}

/** Under the head of service’s name, by area and ref: never a list of late people (RULES 6). */
function quietSection(title: string, called: string, areas: RollupView['silent'], most: number): SummarySection {
  const count = String(areas.reduce((sum, { refs }) => sum + refs.length, 0));
  const lines = areas
    .filter(({ refs }) => refs.length > 0)
    .map(({ area, head, refs }) => ({
      strong: `${cut(area)} (${head === null ? 'no head of service set' : cut(head)}): `,
      rest: `${listedUpTo(refs.map(shownRef), most)}.`,
    }));
  return section(`${title}: ${count}`, `${count} ${called}`, { lines });
}
