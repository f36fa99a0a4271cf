/** Questions of leaders with their answers, and measures with both values: context, never a rating. */
import { inWords } from './dates.js';
import type { MeasureValueView } from './measure-views.js';
import type { ReportBlock, ReportSection, ReportTable } from './report.js';
import type { ReportFacts } from './report-facts.js';
import { capital, joined, list, paragraph, sentence, tableBlock, text, under, words } from './report-words.js';

export function questionsSection({ questions }: ReportFacts): readonly ReportSection[] {
  const blocks = questions.flatMap((one): readonly ReportBlock[] => {
    const by = one.by === null ? '' : `${one.by}, `;
    const answer =
      one.state === 'answered'
        ? `${sentence(one.answer)} (${by}${one.answeredOn === null ? '' : inWords(one.answeredOn)})`
        : one.state === 'waiting'
          ? 'There is an answer, which has not been released yet.'
          : 'Not answered yet.';
    return [
      paragraph(`${sentence(one.text)} (${one.asker}, asked on ${inWords(one.on)})`, `${one.ref} `),
      ...list([words('Answer: ', answer)]),
    ];
  });
  return under({ level: 1, heading: 'Questions and answers' }, blocks);
}

export function measuresSection(facts: ReportFacts): readonly ReportSection[] {
  const caveats = facts.measures.flatMap(({ code, caveat, now }) => {
    const said = joined(sentence(caveat), sentence(now?.caveat ?? null));
    return said === '' ? [] : [words(`${code} `, said)];
  });
  const blocks = [...tableBlock(measuresTable(facts)), ...list(caveats)];
  return under({ level: 1, heading: 'Measures' }, blocks);
}

export function measuresTable({ measures, plan, areas }: ReportFacts): ReportTable {
  return {
    caption: 'Measures, which rate nothing',
    columns: [
      { heading: 'Measure', width: 5 },
      { heading: 'Beside', width: 2.4 },
      { heading: 'Now', width: 4 },
      { heading: 'Before', width: 4 },
      { heading: 'Direction', width: 3 },
      { heading: 'Target', width: 3 },
    ],
    rows: measures.map((one) => {
      const area = areas.find(({ code }) => code === one.area)?.title ?? one.area ?? '';
      const direction = joined(
        capital(one.direction ?? ''),
        one.runRate ?? '',
        one.polarity === '' ? '' : `(${one.polarity})`,
      );
      const compared = joined(one.target ?? 'None set', one.comparator === null ? '' : `(${one.comparator})`);
      const cells = [`${one.code} ${one.name}`, one.ref ?? (area || plan.title), valued(one.now), valued(one.before)];
      return [...cells, direction, compared].map((cell) => text(cell));
    }),
  };
}

/** "113 of 190 (59.4 %), Quarter 2"; where there is none, that nothing was given. */
function valued(value: MeasureValueView | null): string {
  return value === null ? 'No value given' : `${capital(value.words)} (${value.called})`;
}
