import { inWords } from '../../domain/dates.js';
import { entryOfClass } from '../../domain/key.js';
import { workingDaysInWords } from '../../domain/overdue.js';
import type { Plan } from '../../domain/plan.js';
import { stateInWords } from '../../domain/state-words.js';
import { table } from './answer.js';
import type { milestoneJson } from './milestone-json.js';

type Told = ReturnType<typeof milestoneJson>;

/** Milestones for a person at a terminal: a heading, and a line for each. */
export function milestoneLines(milestones: readonly Told[], plan: Plan): string[] {
  const heading = ['Ref', 'Rating', 'Dates say', 'Due', 'State', 'Last update', 'Led by', ''];
  const rows = milestones.map((one) => [
    one.ref,
    one.ratingLabel,
    entryOfClass(plan.key, one.check.rating).word,
    dueInWords(one),
    standingInWords(one),
    one.lastUpdate === null ? 'none' : `${one.lastUpdate.at.slice(0, 10)} ${one.lastUpdate.by}`,
    one.leads.map(({ name }) => name).join(', ') || 'nobody',
    one.text.slice(0, 60),
  ]);
  return table([heading, ...rows]);
}

/** As printed, with its day where that does not say it. */
function dueInWords({ due }: Told): string {
  return due.date === null || due.text === due.date ? due.text : `${due.text} (${due.date})`;
}

function standingInWords({ state, overdueDays, deferral, pause, proposal }: Told): string {
  return [
    stateInWords(state),
    ...(overdueDays === null ? [] : [overdueDays === 0 ? 'overdue' : `${workingDaysInWords(overdueDays)} overdue`]),
    ...(pause === null ? [] : [`until ${inWords(pause.until)}, by ${pause.by.name}: ${pause.reason}`]),
    ...(deferral === null ? [] : [`deferred until ${inWords(deferral.until)}`]),
    ...(proposal === null ? [] : ['waits for a decision']),
  ].join(', ');
}
