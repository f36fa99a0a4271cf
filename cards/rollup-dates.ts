import { inWords, type CivilDate } from '../bot/domain/dates.js';
import type { MovedEver, RollupMoveView, RollupView } from '../bot/domain/views.js';
import type { Telling } from './rollup-exceptions.js';
import { capped, lined, refLine, section, type ListLength, type SummarySection } from './rollup-lines.js';
import { counted, cut, listedUpTo, mark, numberInWords, quote, sentence, shownRef, unitOf } from './words.js';

const REASON_LENGTH = 160;

/** Dates that moved since the summary before, each with its reason and who approved it; and how often dates moved at all. */
export function movedSection(view: RollupView, telling: ListLength & Pick<Telling, 'words'>): SummarySection {
  const { moved, movedEver, since } = view;
  const count = String(moved.length);
  const ever = everLine(view, telling);
  const heading =
    since === null
      ? `Dates moved: ${String(movedEver.moves)} since the plan began`
      : `Dates moved since last time: ${count}`;
  const lines = capped(
    moved.map((move) => moveLine(move, view)),
    telling,
  );
  return section(heading, `${count} with a date that moved`, { lines: [...lines, ...ever] });
}

function moveLine(move: RollupMoveView, { naming }: RollupView): ReturnType<typeof refLine> {
  const { ref, text, from, to, reason, times } = move;
  const why = reason === null || reason.trim() === '' ? 'none given.' : sentence(cut(reason, REASON_LENGTH));
  const moves = times > 1 ? `, in ${String(times)} moves` : '';
  const said = [`From ${dayOf(from)} to ${dayOf(to)}${moves}.`, `Reason: ${why}`, approvedWords(move, naming)];
  return refLine(ref, text, said.filter((words) => words !== '').join(' '));
}

/** "Approved by Priya Raman (Improvement Board)." */
function approvedWords({ approvedBy, where }: RollupMoveView, naming: RollupView['naming']): string {
  const place = where === null || where.trim() === '' ? '' : cut(where);
  if (approvedBy !== null) return `Approved by ${cut(approvedBy)}${place === '' ? '' : ` (${place})`}.`;
  if (place !== '') return `Decided at: ${sentence(place)}`;
  return naming === 'none' ? '' : 'Who approved it is not recorded.';
}

function dayOf(date: CivilDate | null): string {
  return date === null ? 'no date' : inWords(date);
}

/** "9 moves of 5 milestones since the plan began, 126 working days later in all. Three times or more: ..." */
function everLine(
  { movedEver, levels }: RollupView,
  { words, refs }: Pick<Telling, 'words' | 'refs'>,
): SummarySection['lines'] {
  const { moves, milestones, slip, rows, often: from } = movedEver;
  if (moves === 0) return [];
  const full = words === 'full';
  const often = full ? rows : rows.filter(({ times }) => times >= from);
  const names = listedUpTo(often.map(oftenMoved), refs);
  const which = full ? '' : ` ${numberInWords(from)} times or more:`;
  const many = often.length === 0 ? '' : `${which} ${names}.`;
  return [
    {
      strong: 'Since the plan began: ',
      rest: `${counted(moves, 'move')} of ${counted(milestones, unitOf(levels))}${slipInWords(slip)}.${many}`,
    },
  ];
}

function oftenMoved({ ref, times, slip }: MovedEver['rows'][number]): string {
  const later = slip > 0 ? `, ${counted(slip, 'working day')}` : '';
  return `${shownRef(ref)} (${counted(times, 'move')}${later})`;
}

function slipInWords(slip: number): string {
  if (slip === 0) return '';
  return `, ${counted(Math.abs(slip), 'working day')} ${slip > 0 ? 'later' : 'earlier'} in all`;
}

/** Dates that somebody gave, and that have passed without an answer. */
export function passedSection({ passed }: RollupView, most: ListLength): SummarySection {
  const lines = passed.map(({ ref, text, date, words, saidOn }) => {
    const said = words === null || words.trim() === '' ? '' : `: ${quote(words, REASON_LENGTH)}`;
    return refLine(ref, text, sentence(`${inWords(date)}, given on ${inWords(saidOn)}${said}`));
  });
  return lined('Dates given that have passed', 'with a date given that has passed', lines, most);
}

/** What is due before the next summary: its refs by date, and in full its words as well. */
export function dueNextSection(
  { dueNext }: RollupView,
  { words, refs: most }: Pick<Telling, 'words' | 'refs'>,
): SummarySection {
  const { until, window, count, rows } = dueNext;
  const when = window === null ? '' : `, when the figures of ${cut(window)} are taken`;
  const full = rows.map(({ ref, text, on, grade }) => refLine(ref, text, `${inWords(on)}, ${mark(grade)}.`));
  return section(`Due before the next summary: ${String(count)}`, `${String(count)} due before the next summary`, {
    intro: rows.length === 0 ? [] : [`By ${inWords(until)}${when}.`],
    lines: words === 'full' ? full : byDate(rows, most),
  });
}

/** "Wednesday 25 November 2026: FD 1.2." A line a date. */
function byDate(rows: RollupView['dueNext']['rows'], most: number): SummarySection['lines'] {
  const named = rows.slice(0, most);
  const more = rows.length - named.length;
  return [...new Set(named.map(({ on }) => on))].map((date, at, { length }) => {
    const refs = named.filter(({ on }) => on === date).map(({ ref }) => shownRef(ref));
    const rest = more > 0 && at === length - 1 ? `${refs.join(', ')} and ${String(more)} more.` : `${refs.join(', ')}.`;
    return { strong: `${inWords(date)}: `, rest };
  });
}
