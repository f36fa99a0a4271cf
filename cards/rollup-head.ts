/** What stands above the sections of a summary: whose it is, as at when, its headline, and what to know of it first. */
import { inWords } from '../bot/domain/dates.js';
import { headlineOf } from '../bot/domain/headline.js';
import type { RollupView } from '../bot/domain/views.js';
import { escapeMarkdown } from './markdown.js';
import { cellsOf } from './rollup-counts.js';
import { kindIn } from './rollup-kinds.js';
import type { Head } from './rollup-model.js';
import type { NoteModel } from './rows.js';
import { areaWord, cut, entryOf, mark, sentence } from './words.js';

const HEADLINE_LENGTH = 900;
const REASON_LENGTH = 300;

export function headOf(view: RollupView): Head {
  const since =
    view.since === null ? ' This is the first summary.' : ` Changes are since the last one, on ${inWords(view.since)}.`;
  return {
    title: escapeMarkdown(titleOf(view)),
    position: [`Progress summary as at ${escapeMarkdown(view.time)} on ${inWords(view.asAt)}.${since}`],
    notes: notesOf(view),
    headline: escapeMarkdown(headlineIn(view)),
    attention: [attentionOf(view)],
    counts: cellsOf(view),
    beneath: beneathOf(view).map(escapeMarkdown),
  };
}

/** The plan, and what part of it the summary is about. */
export function titleOf({ planTitle, scope }: RollupView): string {
  const parts = [planTitle, scope?.area ?? '', scope?.tag ?? ''].map((part) => cut(part)).filter((part) => part !== '');
  return parts.join(', ') || 'Progress summary';
}

/** The counts in one sentence that adds up, the same as in a report. */
export function headlineIn(view: RollupView): string {
  const { overdue, withoutDate, withoutLead, ongoing } = view;
  const key = view.key.map((entry) => ({ ...entry, word: entryOf(entry).word }));
  const grades = view.grades.map((grade) => ({ ...grade, entry: { ...grade.entry, word: entryOf(grade.entry).word } }));
  const figures = { ...view, key, grades, sizes: { overdue, withoutDate, withoutLead, ongoing } };
  return cut(headlineOf(figures, view.levels), HEADLINE_LENGTH);
}

/** "6 need attention: 2 newly red or amber, 1 worsened, 3 still red." The parts add up to its first number. */
export function attentionOf(view: RollupView): string {
  const filled = view.sections.filter(({ count }) => count > 0);
  const all = filled.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return 'Nothing needs attention.';
  const parts = filled.map(({ kind, count }) => kindIn(view, kind).counts(count));
  return `${String(all)} ${all === 1 ? 'needs' : 'need'} attention: ${parts.join(', ')}.`;
}

/** What a reader has to know before any figure: corrections, and how the whole of it is judged. */
function notesOf({ correction, corrected, overall }: RollupView): readonly NoteModel[] {
  const because = (reason: string): string => ` ${sentence(cut(reason, REASON_LENGTH) || 'No reason was given')}`;
  return [
    ...(corrected === undefined
      ? []
      : [{ strong: `Corrected on ${inWords(corrected.on)}.`, rest: because(corrected.reason) }]),
    ...(correction === undefined
      ? []
      : [{ strong: `This corrects the summary of ${inWords(correction.of)}.`, rest: because(correction.reason) }]),
    ...(overall === undefined ? [] : [overallNote(overall)]),
  ];
}

/** "Overall: ▲ Amber since 30 June. Reason. Priya Raman, 12 July. The worst of its parts is ◆ Red." */
function overallNote({
  grade,
  reason,
  by,
  on,
  since,
  before,
  suggested,
}: NonNullable<RollupView['overall']>): NoteModel {
  const was = before === null ? '' : `, ${mark(before.grade)} before`;
  const worst = suggested === null ? '' : ` The worst of its parts is ${mark(suggested)}.`;
  return {
    strong: `Overall: ${mark(grade)}`,
    rest: ` since ${inWords(since)}${was}. ${sentence(cut(reason, REASON_LENGTH) || 'No reason was given')} ${cut(by)}, ${inWords(on)}.${worst}`,
  };
}

/** What is not to be seen, and how the figures come about. */
function beneathOf({ counts, preset, withheld, held, replies, levels }: RollupView): readonly string[] {
  const are = (count: number): string => `${String(count)} ${count === 1 ? 'is' : 'are'}`;
  const texts = held === 1 ? '1 text is' : `${String(held)} texts are`;
  return [
    ...(counts.closed === 0 ? [] : ['Closed: withdrawn, superseded, business as usual or carried over.']),
    ...(replies === true ? [`The rest follows in the replies, ${areaWord(levels)} by ${areaWord(levels)}.`] : []),
    ...(preset === 'dates' ? ['The dates give the ratings.'] : []),
    ...(withheld === 0
      ? []
      : [`${are(withheld)} counted and not named here because of ${withheld === 1 ? 'its' : 'their'} marking.`]),
    ...(held === 0 ? [] : [`${texts} held until the head of service has looked at ${held === 1 ? 'it' : 'them'}.`]),
  ];
}
