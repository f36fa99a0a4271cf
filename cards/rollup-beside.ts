/** What stands beside the figures: who signed them, measures, questions, and what was said since they were posted. */
import { inWords } from '../bot/domain/dates.js';
import type { MeasureView } from '../bot/domain/measure-views.js';
import type { RollupView } from '../bot/domain/views.js';
import {
  andMore,
  capped,
  refLine,
  section,
  type ListLength,
  type RefLine,
  type SummarySection,
} from './rollup-lines.js';
import { measureWords } from './rollup-measures.js';
import type { NoteModel } from './rows.js';
import { capital, cut, quote, sentence, shownRef } from './words.js';

const SAID_LENGTH = 300;
/** No reply tells which these are. */
const MORE_AT_MOST = 200;

/** Who stands by the figures of each area; those that nobody has signed come first. */
export function signingSection({ signing }: RollupView): SummarySection {
  const { signed = [], unsigned = [] } = signing ?? {};
  const lines = [
    ...unsigned.map(({ area, head }) => ({
      strong: 'Not signed off: ',
      rest: `${cut(area)} (${head === null ? 'no head of service set' : cut(head)}).`,
    })),
    ...signed.map(({ area, by, on, words }) => ({
      strong: `${cut(area)}: `,
      rest: `${cut(by)}, ${inWords(on)}.${words.trim() === '' ? '' : ` ${quote(words, SAID_LENGTH)}`}`,
    })),
  ];
  const count = `${String(signed.length)} of ${String(signed.length + unsigned.length)}`;
  return section(`Signed off: ${count}`, 'who signed off what', { lines });
}

/** Measures that no exception of this message stands for: of other milestones, of areas and of the plan itself. */
export function measuresSection(view: RollupView, most: ListLength): SummarySection {
  const told = new Set(view.sections.flatMap(({ rows }) => rows.map(({ ref }) => ref)));
  const others = (view.measures ?? []).filter(({ ref }) => ref === null || !told.has(ref));
  return section('Measures', `${String(others.length)} measures`, {
    lines: capped(
      others.map((measure) => measureLine(measure, view)),
      most,
    ),
  });
}

function measureLine(measure: MeasureView, { areas }: RollupView): RefLine {
  const { code, name, ref, area } = measure;
  const place = ref === null ? areas.find((one) => one.code === area)?.title : shownRef(ref);
  const beside = place === undefined ? '' : ` (${cut(place)})`;
  return { ref: code, strong: `${cut(name)}${beside}: `, rest: measureWords(measure) };
}

/** What leaders asked about milestones, and what was answered. */
export function questionsSection({ questions = [] }: RollupView, most: ListLength): SummarySection {
  const lines = questions.map((one): RefLine => {
    const asked = `${cut(one.asker, 120)} asked on ${inWords(one.on)}: ${sentence(quote(one.text, SAID_LENGTH))}`;
    return { ref: one.ref, strong: `${shownRef(one.ref)} `, rest: `${asked} ${answerWords(one)}` };
  });
  const open = questions.filter(({ state }) => state === 'unanswered').length;
  const waiting = open === 0 ? '' : `, ${String(open)} without an answer`;
  return section(`Questions: ${String(questions.length)}${waiting}`, `${String(questions.length)} questions`, {
    lines: capped(lines, most),
  });
}

function answerWords({ state, answer, by, answeredOn }: NonNullable<RollupView['questions']>[number]): string {
  if (state === 'waiting') return 'The answer waits to be released.';
  if (answer === null) return 'No answer yet.';
  const who = by === null ? 'Answer' : `${cut(by)} answered`;
  const when = answeredOn === null ? '' : ` on ${inWords(answeredOn)}`;
  return `${who}${when}: ${sentence(quote(answer, SAID_LENGTH))}`;
}

/** What was said since this was posted: its figures are as they were (RULES 7). */
export function sinceSection({ sincePosted }: RollupView): SummarySection {
  if (sincePosted === undefined) return section('', '', {});
  const { on, time, rows, more, unnamed } = sincePosted;
  const others: readonly NoteModel[] = [
    ...(more.length === 0 ? [] : [andMore(more.map(shownRef), MORE_AT_MOST)]),
    ...(unnamed === 0 ? [] : [{ strong: '', rest: `${String(unnamed)} more that may not be named here.` }]),
  ];
  const lines = rows.map(({ ref, text, what }) =>
    refLine(ref, text, sentence(capital(what.map((one) => cut(one, SAID_LENGTH)).join('; ')))),
  );
  return section('Since this was posted', 'what was said since this was posted', {
    intro: [`Up to ${cut(time)} on ${inWords(on)}. The figures above stay as they were posted.`],
    lines: [...lines, ...others],
  });
}
