/** What nobody spoke of, by area under the head of service's name: never a list of late people (RULES 6). */
import { inWords } from './dates.js';
import type { ReportSection, Words } from './report.js';
import type { ReportFacts } from './report-facts.js';
import type { ByArea } from './rollup-facts.js';
import { joined, list, paragraph, sentence, under, words } from './report-words.js';
import { stateInWords } from './state-words.js';
import { isClosed } from './plan.js';

export function silenceSections(facts: ReportFacts): readonly ReportSection[] {
  const { rollup } = facts;
  const below = [
    ...under({ level: 2, heading: 'No update' }, list(byArea(facts, rollup.noUpdate))),
    ...under({ level: 2, heading: 'Asked, and no answer yet' }, list(byArea(facts, rollup.silent))),
    ...under({ level: 2, heading: 'Paused' }, list(pausedLines(facts))),
    ...under({ level: 2, heading: 'Deferred' }, list(deferredLines(facts))),
  ];
  return under({ level: 1, heading: 'Nothing heard, paused or deferred' }, [], below);
}

function byArea({ plan }: ReportFacts, areas: readonly ByArea[]): readonly Words[] {
  return areas.map(({ area, head, refs }) => {
    const who = head === null || plan.naming === 'none' ? '' : ` (${head})`;
    return words(`${area}${who}: `, `${String(refs.length)}. ${refs.join(', ')}.`);
  });
}

function pausedLines({ rollup }: ReportFacts): readonly Words[] {
  return rollup.paused.map(({ ref, text, until, reason = '' }) => {
    const rest = until === undefined ? '' : `Until ${inWords(until)}${reason === '' ? '.' : `: ${sentence(reason)}`}`;
    return words(`${ref} `, joined(sentence(text), rest));
  });
}

function deferredLines({ rollup }: ReportFacts): readonly Words[] {
  return rollup.deferred.map(({ ref, text, until, reason }) =>
    words(`${ref} `, joined(sentence(text), `Until ${inWords(until)}: ${sentence(reason)}`)),
  );
}

/** What was added, and what ended in another way than by delivery: the total then and now. */
export function changesSection(facts: ReportFacts): readonly ReportSection[] {
  const { rollup, milestones } = facts;
  const closedSince = new Set(rollup.changes.closed);
  const closed = milestones.filter((one) => isClosed(one) && (rollup.since === null || closedSince.has(one.ref)));
  const lines = closed.map(({ ref, text, closure, state }) => {
    const instead = closure === null || closure.replacedBy.length === 0 ? '' : ` by ${closure.replacedBy.join(', ')}`;
    const why = closure === null ? '' : `Reason: ${sentence(closure.reason)}`;
    return words(`${ref} `, joined(sentence(text), `Closed as ${stateInWords(state)}${instead}.`, why));
  });
  const added = rollup.changes.added;
  const then =
    rollup.before === null
      ? ''
      : `${String(rollup.before.total)} in all last time, ${String(rollup.counts.total)} now.`;
  const blocks = [
    ...(added.length === 0 ? [] : [paragraph(`${added.join(', ')}.`, 'Added: ')]),
    ...list(lines),
    ...(then === '' || (added.length === 0 && lines.length === 0) ? [] : [paragraph(then)]),
  ];
  return under({ level: 1, heading: 'Added, withdrawn or otherwise closed' }, blocks);
}
