/** What was said and done of one milestone, in sentences: for lists, for the table and for sheets. */
import { asPrinted, inWords } from './dates.js';
import { approvedDate, isComplete, type Milestone } from './plan.js';
import { joined, saidLine, sentence } from './report-words.js';
import { stateInWords } from './state-words.js';

/** "Completed on 18 November 2026; evidence confirmed." */
export function doneOf(milestone: Milestone): string {
  if (!isComplete(milestone)) return '';
  const on = milestone.deliveredOn === null ? 'Completed' : `Completed on ${asPrinted(milestone.deliveredOn)}`;
  if (milestone.state === 'evidenced') return `${on}; evidence confirmed.`;
  const due = milestone.evidenceDue;
  return due === null ? `${on}; evidence not confirmed yet.` : `${on}; evidence due on ${asPrinted(due)}.`;
}

/** What was last said of it; what the plan printed while nobody has said anything, and says so. */
export function progressOf({ update, printed }: Milestone): string {
  if (update === null || update.by.kind === 'import') {
    return printed.progress === null ? '' : `As printed in the plan: ${sentence(printed.progress)}`;
  }
  const same = update.sameAs === null ? '' : `The same as ${update.sameAs.ref}.`;
  return joined(
    sentence(update.note),
    sentence(update.evidence === null ? null : `Evidence: ${update.evidence}`),
    same,
  );
}

export function nextOf({ update }: Milestone): string {
  if (update?.nextStep == null) return '';
  const by = update.nextStepBy === null ? '' : ` (by ${asPrinted(update.nextStepBy)})`;
  return sentence(`Next: ${update.nextStep.trim().replace(/[.]$/, '')}${by}`);
}

/** As printed, the approved date where that is another, and the forecast; short, for a narrow column. */
export function dueOf(milestone: Milestone): string {
  const { due, update, moves } = milestone;
  const approved = approvedDate(milestone);
  const printed = due.text.trim();
  // "31st March 2017" is no other date.
  const plain = printed.replace(/(\d)(?:st|nd|rd|th)\b/i, '$1').replace(/\s+/g, ' ');
  const own = approved === null || [asPrinted(approved), approved].includes(plain) ? '' : asPrinted(approved);
  const date = approved !== null && own === '' ? asPrinted(approved) : printed || 'No date';
  const moved = moves.filter(({ from }) => from !== null).length;
  return [
    date,
    ...(own === '' || own === date ? [] : [`(${own})`]),
    ...(update?.forecast == null ? [] : [`Forecast: ${asPrinted(update.forecast)}`]),
    ...(moved === 0 ? [] : [`Moved ${moved === 1 ? 'once' : `${String(moved)} times`}`]),
  ].join('\n');
}

/** Everything that was last said of it; what the plan printed while nobody has. */
export function saidOf(milestone: Milestone): string {
  const { update, closure, state } = milestone;
  const said = update !== null && update.by.kind !== 'import';
  const ended = closure === null ? '' : `Closed as ${stateInWords(state)}. ${closure.reason}`.trim();
  const why = said ? [...saidLine('Cause: ', update.cause), ...saidLine('Remedial action: ', update.remedy)] : [];
  return [
    ended,
    doneOf(milestone),
    progressOf(milestone),
    ...why.map(({ strong, rest }) => `${strong}${rest}`),
    nextOf(milestone),
    said ? `(${inWords(update.on)})` : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

export function evidenceOf({ update, printed }: Milestone): string {
  return joined(update?.evidence ?? printed.evidence ?? '', update?.evidenceLink ?? '');
}
