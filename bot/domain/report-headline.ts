/** The first part of a report: the sentence of the card, the figures behind it, and how the whole is rated. */
import { inWords } from './dates.js';
import { figuresOf, headlineOf } from './headline.js';
import type { ReportBlock, ReportSection, ReportTable } from './report.js';
import type { ReportFacts } from './report-facts.js';
import {
  capital,
  joined,
  markOf,
  number,
  paragraph,
  pluralOf,
  rating,
  sentence,
  tableBlock,
  text,
  under,
  unitOf,
  unnamedLine,
} from './report-words.js';
import { entryOfClass } from './key.js';

export function headlineSection(facts: ReportFacts): readonly ReportSection[] {
  const { rollup, plan } = facts;
  return under({ level: 1, heading: 'Headline' }, [
    paragraph(headlineOf(rollup, plan.levels)),
    ...asidesOf(facts).map((line) => paragraph(line)),
    ...tableBlock(figuresTable(facts)),
  ]);
}

/** What the figures leave out, and what they are compared with. */
function asidesOf({ rollup, plan, correction, held }: ReportFacts): readonly string[] {
  const { withheld } = rollup;
  return [
    ...(correction === null
      ? []
      : [`This corrects the figures of ${inWords(correction.of)}: ${sentence(correction.reason)}`]),
    rollup.since === null
      ? 'This is the first summary: there is nothing to compare it with yet.'
      : `Changes are since the last summary, on ${inWords(rollup.since)}.`,
    ...(rollup.counts.closed === 0
      ? []
      : ['Closed: withdrawn, superseded, business as usual or carried over. Percentages leave these out.']),
    ...(plan.preset === 'dates' ? ['The dates give the ratings.'] : []),
    ...(withheld === 0 ? [] : [unnamedLine(withheld)]),
    ...(held === 0
      ? []
      : [`Held: ${String(held)} ${held === 1 ? 'text waits' : 'texts wait'} until the head of service has looked.`]),
  ];
}

/** A row a figure, with the share of what is not closed. */
export function figuresTable({ rollup, plan }: Pick<ReportFacts, 'rollup' | 'plan'>): ReportTable {
  const { counts, key } = rollup;
  const open = counts.total - counts.closed;
  const entries = new Map(rollup.grades.map(({ entry }) => [entry.id, entry]));
  const rows = figuresOf(rollup).map(({ id, word, now, before }) => {
    const entry = entries.get(id) ?? (isClass(id) ? entryOfClass(key, id) : null);
    const share = id === 'closed' || open === 0 ? '' : `${String(Math.round((now * 100) / open))}%`;
    const name = entry === null ? rating({ letter: '–', word, colour: 'default' }) : rating(markOf(entry));
    return [name, number(now), number(before), text(share)];
  });
  const all = [text('Total'), number(counts.total), number(rollup.before?.total ?? null), text('')];
  return {
    caption: `${capital(pluralOf(unitOf(plan.levels)))} by rating`,
    columns: [
      { heading: 'Rating', width: 4 },
      { heading: 'Now', width: 2 },
      { heading: 'Last time', width: 2 },
      { heading: 'Share of what is not closed', width: 3 },
    ],
    rows: [...rows, all],
  };
}

const CLASSES = ['red', 'amber', 'green', 'complete', 'none'] as const;

function isClass(id: string): id is (typeof CLASSES)[number] {
  return CLASSES.some((one) => one === id);
}

/** How its owner rates the whole plan, and the worst of what counts beside it. */
export function overallSection({ overall }: ReportFacts): readonly ReportSection[] {
  if (overall === null) return [];
  const { grade, reason, by, on, since, before, suggested } = overall;
  const was = before === null ? '' : ` It was ${before.grade.word} before.`;
  const blocks: ReportBlock[] = [
    { kind: 'paragraph', words: { rating: markOf(grade), strong: '', rest: `since ${inWords(since)}.${was}` } },
    paragraph(joined(sentence(reason), `Said by ${by} on ${inWords(on)}.`), 'Reason: '),
    ...(suggested === null ? [] : [paragraph(`${suggested.word}.`, 'The worst of what counts: ')]),
  ];
  return under({ level: 1, heading: 'Overall rating' }, blocks);
}
