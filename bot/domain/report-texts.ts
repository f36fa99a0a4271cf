/** Every text that a report prints as somebody wrote it, with the place where it stands. */
import type { Ref } from './plan.js';
import type { ReportFacts } from './report-facts.js';

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
  return [...ofMilestones(facts), ...ofQuestions(facts), ...ofThePlan(facts)].filter(({ text }) => text.trim() !== '');
}

function ofMilestones({ milestones }: ReportFacts): readonly ReportText[] {
  return milestones.flatMap(({ ref, text, update, printed, moves, deferral, closure, proposal }) => {
    const said = (field: string, words: string | null | undefined): ReportText[] =>
      words == null ? [] : [{ ref, field, text: words, said: true }];
    const spoken = update !== null && update.by.kind !== 'import';
    return [
      { ref, field: 'wording', text, said: false },
      ...(spoken ? said('progress', update.note) : said('printed progress', printed.progress)),
      ...said('cause', update?.cause),
      ...said('remedial action', update?.remedy),
      ...said('help needed', update?.help),
      ...said('next step', update?.nextStep),
      ...said('evidence', update?.evidence ?? printed.evidence),
      ...moves.flatMap(({ reason }) => said('reason for a new date', reason)),
      ...said('reason for the deferral', deferral?.reason),
      ...said('reason for closing it', closure?.reason),
      ...said('reason of the proposal', proposal?.reason),
    ];
  });
}

function ofQuestions({ questions }: ReportFacts): readonly ReportText[] {
  return questions.flatMap(({ ref, text, answer }) => [
    { ref, field: 'question', text, said: true },
    ...(answer === null ? [] : [{ ref, field: 'answer', text: answer, said: true }]),
  ]);
}

function ofThePlan({ signing, overall, measures, correction }: ReportFacts): readonly ReportText[] {
  const said = (field: string, text: string | null | undefined): ReportText[] =>
    text == null ? [] : [{ ref: null, field, text, said: true }];
  return [
    ...said('reason for the overall rating', overall?.reason),
    ...(signing?.signed ?? []).flatMap(({ area, words }) => said(`words of the sign-off of ${area}`, words)),
    ...measures.flatMap(({ code, caveat, now }) => [
      ...said(`caveat of ${code}`, caveat),
      ...said(`caveat of ${code} now`, now?.caveat),
    ]),
    ...said('reason for the correction', correction?.reason),
  ];
}
