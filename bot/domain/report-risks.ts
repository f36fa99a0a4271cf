/** Ambers and reds, last of the narrative: each with its cause, remedial action, recovery date and accountable name. */
import { inWords } from './dates.js';
import { entryOfClass } from './key.js';
import type { ReportBlock, ReportSection, Words } from './report.js';
import type { ReportFacts } from './report-facts.js';
import type { Rollup } from './rollup-facts.js';
import { nextOf, progressOf } from './report-told.js';
import { capital, joined, list, markOf, saidLine, sentence, under, unnamedBlock, words } from './report-words.js';

type Exception = Rollup['exceptions'][number];

export function riskSections(facts: ReportFacts): readonly ReportSection[] {
  const { rollup } = facts;
  const shown = rollup.exceptions;
  const below = (['red', 'amber'] as const).flatMap((rating) => {
    const own = shown.filter((one) => one.rating === rating);
    const all = rollup.counts[rating];
    const blocks = own.flatMap((one) => blocksOf(facts, one));
    const heading = `${entryOfClass(rollup.key, rating).word}: ${String(all)}`;
    return under({ level: 2, heading }, [...unnamedBlock(all - own.length), ...blocks]);
  });
  return under({ level: 1, heading: 'Amber and red' }, [], [...below, ...differing(facts)]);
}

function blocksOf(facts: ReportFacts, one: Exception): readonly ReportBlock[] {
  const mark = markOf(one.grade ?? entryOfClass(facts.rollup.key, one.rating));
  const name: Words = { strong: `${one.ref} `, rest: sentence(one.text), rating: mark };
  const milestone = facts.milestones.find(({ ref }) => ref === one.ref);
  const told = milestone === undefined ? '' : joined(progressOf(milestone), nextOf(milestone));
  return [
    { kind: 'paragraph', words: name },
    ...list([...whatIsSaid(one), ...saidLine('Progress: ', told), standing(facts, one)]),
  ];
}

/** A gap is said: cause, remedial action and recovery date are asked for. */
function whatIsSaid({ cause, remedy, help, recovery, forecast, check }: Exception): readonly Words[] {
  const dates = check.rating === 'red' || check.rating === 'amber';
  const asked = [
    words('Cause: ', sentence(cause) || 'none given.'),
    words('Remedial action: ', sentence(remedy) || 'none given.'),
    words('Recovery date: ', recovery === null ? 'none given.' : `${inWords(recovery)}.`),
  ];
  const nothing = `${cause ?? ''}${remedy ?? ''}`.trim() === '' && recovery === null;
  return [
    ...(nothing ? [words('', 'No cause, remedial action or recovery date given.')] : asked),
    ...saidLine('Help needed: ', help),
    ...(forecast === null ? [] : [words('Forecast: ', `${inWords(forecast)}.`)]),
    ...(dates ? [words('The dates say: ', sentence(capital(check.because)))] : []),
  ];
}

/** Where it belongs, who is accountable, when it is due, and since when it has been so. */
function standing({ plan, rollup }: ReportFacts, one: Exception): Words {
  const { area, accountable, dueOn, dueText, stale, updatedOn, was, since } = one;
  const under = plan.naming === 'none' || accountable === null ? '' : `, under ${accountable}`;
  const due = dueOn === null ? `No date: “${dueText}”.` : `Due ${inWords(dueOn)}.`;
  const changed = was === null || was === one.rating ? '' : `It was ${entryOfClass(rollup.key, was).word} last time.`;
  const from = since === null ? '' : `So since ${inWords(since)}.`;
  const old = stale && updatedOn !== null ? `Not updated since ${inWords(updatedOn)}.` : '';
  const never = updatedOn === null ? 'Never updated.' : old;
  return words(`${plan.levels.area}: `, joined(`${area}${under}.`, due, changed, from, never));
}

function differing({ rollup }: ReportFacts): readonly ReportSection[] {
  const lines = rollup.disagreements.map(({ ref, text, grade, check }) => {
    const dates = entryOfClass(rollup.key, check.rating).word;
    return words(
      `${ref} `,
      joined(sentence(text), `Rated ${grade.word}; the dates say ${dates}: ${sentence(check.because)}`),
    );
  });
  return under({ level: 2, heading: 'Where rating and dates differ' }, list(lines));
}
