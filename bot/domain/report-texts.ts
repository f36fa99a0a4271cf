/**
 * Every text that a report prints as somebody wrote it, with the place where it stands; a test walks a finished report
 * against them. What was said before stands in the list of changes as it was said, and nobody can put it right.
 */
import type { Ref } from './plan.js';
import type { ReportFacts } from './report-facts.js';
import { untitled } from './report-words.js';
import { NOT_CLEARED_WORDS } from './told-words.js';

export interface ReportText {
  /** Null for words about an area or the whole plan. */
  readonly ref: Ref | null;
  /** In words: "progress", "remedial action". */
  readonly field: string;
  readonly text: string;
  /** Said of progress, by a person or in the plan: what is checked more closely than the plan's own wording. */
  readonly said: boolean;
}

export function textsOf(facts: ReportFacts): readonly ReportText[] {
  return [
    ...ofMilestones(facts),
    ...ofQuestions(facts),
    ...ofThePlan(facts),
    ...namesIn(facts),
    ...ofMeasures(facts),
  ].filter(({ text }) => text.trim() !== '');
}

function ofMilestones({ milestones, plan }: ReportFacts): readonly ReportText[] {
  return milestones.flatMap(({ ref, text, due, tags, leadsText, update, printed, moves, ...rest }) => {
    const { deferral, closure, proposal } = rest;
    const shown = (field: string, words: string): ReportText => ({ ref, field, text: words, said: false });
    const said = (field: string, words: string | null | undefined): ReportText[] =>
      words == null ? [] : [{ ref, field, text: words, said: true }];
    const spoken = update !== null && update.by.kind !== 'import';
    return [
      shown('wording', text),
      shown('due', due.text),
      ...(plan.naming === 'leads' ? [shown('leads', leadsText)] : []),
      ...tags.map((tag) => shown('tag', tag)),
      ...(spoken ? said('progress', update.note) : said('printed progress', printed.progress)),
      ...said('cause', update?.cause),
      ...said('remedial action', update?.remedy),
      ...said('help needed', update?.help),
      ...said('next step', update?.nextStep),
      ...said('evidence', update?.evidence ?? printed.evidence),
      ...said('link to the evidence', update?.evidenceLink),
      ...said('what it waits for', update?.waitsOn?.kind === 'body' ? update.waitsOn.name : null),
      ...moves.flatMap(({ reason }) => said('reason for a new date', reason)),
      ...moves.flatMap(({ where }) =>
        said('where a new date was approved', where === NOT_CLEARED_WORDS ? null : where),
      ),
      ...said('reason for the deferral', deferral?.reason),
      ...said('reason for closing it', closure?.reason),
      ...said('reason of the proposal', proposal?.reason),
    ];
  });
}

function ofQuestions({ questions }: ReportFacts): readonly ReportText[] {
  return questions.flatMap(({ ref, text, asker, answer }) => [
    { ref, field: 'question', text, said: true },
    { ref, field: 'who asked', text: asker, said: false },
    ...(answer === null ? [] : [{ ref, field: 'answer', text: answer, said: true }]),
  ]);
}

function ofThePlan({ signing, overall, correction }: ReportFacts): readonly ReportText[] {
  const said = (field: string, text: string | null | undefined): ReportText[] =>
    text == null ? [] : [{ ref: null, field, text, said: true }];
  return [
    ...said('reason for the overall rating', overall?.reason),
    ...(signing?.signed ?? []).flatMap(({ area, words }) => said(`words of the sign-off of ${area}`, words)),
    ...said('reason for the correction', correction?.reason),
  ];
}

/** Words of the plan itself: its levels, areas and objectives. */
function namesIn({ plan, areas, objectives, scope }: ReportFacts): readonly ReportText[] {
  const shown = (field: string, text: string): ReportText => ({ ref: null, field, text, said: false });
  return [
    shown('title of the plan', plan.title),
    ...[plan.levels.area, plan.levels.objective, plan.levels.milestone].map((word) =>
      shown('word for a level of the plan', word),
    ),
    ...scope.map((part) => shown('what it is narrowed to', part)),
    ...areas.map(({ code, title }) => shown(`title of ${code}`, untitled(title))),
    // The number of a ref counts nobody.
    ...objectives.map(({ code, title }) => shown(`title of ${code}`, untitled(title))),
  ];
}

function ofMeasures({ measures }: ReportFacts): readonly ReportText[] {
  return measures.flatMap(({ code, name, unit, target, comparator, caveat, now, before }) => {
    const of = (field: string, text: string | null | undefined, said: boolean): ReportText[] =>
      text == null ? [] : [{ ref: null, field: `${field} of ${code}`, text, said }];
    // Of a value that is there its words are a number, which is told with the measure.
    const noData = [now, before].flatMap((one) =>
      one?.value == null && one?.small !== true ? of('missing value', one?.words, true) : [],
    );
    return [
      ...[...of('name', name, false), ...of('unit', unit, false), ...of('target', target, false)],
      ...[...of('comparator', comparator, false), ...of('caveat', caveat, true)],
      ...[...of('caveat now', now?.caveat, true), ...noData],
      ...[now, before].flatMap((one) => of('period', one?.called, false)),
    ];
  });
}
