import type { CivilDate } from '../../domain/dates.js';
import { lastDayOf } from '../../domain/due-found.js';
import { FIELD_WORDS } from '../../domain/plan-mapping.js';
import type { PlanFile } from '../../domain/read-plan.js';
import { counted } from './answer.js';

/** Every doubt about a file, in lines for a person at a terminal. */
export function faultLines({ warnings, rejected, suggestions }: PlanFile, accepted: boolean): string[] {
  const applied = accepted ? 'suggested and applied' : 'suggested, not applied without --accept-suggestions';
  return [
    ...(warnings.length === 0 ? [] : ['', `${String(warnings.length)} to look at:`]),
    // Each message names its row itself.
    ...warnings.map((fault) => `  ${fault.ref === null ? '' : `${fault.ref}: `}${fault.message}`),
    ...(rejected.length === 0 ? [] : ['', `${String(rejected.length)} kept out:`]),
    ...rejected.map((fault) => `  ${fault.message}`),
    ...(suggestions.length === 0 ? [] : ['', `${String(suggestions.length)} ${applied}:`]),
    ...suggestions.map((one) => `  ${one.ref}: ${one.state}, ${one.because}`),
  ];
}

/**
 * How many dates lie before the day of the load: their leads are all asked to confirm in the next round (RULES 3), so that a
 * file of another year is noticed before anybody has a card.
 */
export function passedLines({ rows }: PlanFile, asAt: CivilDate): string[] {
  const dated = rows.filter(({ due }) => lastDayOf(due) !== null);
  const passed = dated.filter(({ due, declared }) => declared !== 'complete' && (lastDayOf(due) ?? asAt) < asAt).length;
  if (passed === 0) return [];
  const [have, these] = passed === 1 ? ['has', 'it stands'] : ['have', 'these stand'];
  const doubt = passed * 2 > dated.length ? ' Is it the file of this year?' : '';
  return [
    `${String(passed)} of ${counted(dated.length, 'date')} ${have} passed: the next round asks the leads to confirm where ${these}.${doubt}`,
  ];
}

/** What each column was read as, with an example. */
export function columnLines({ columns }: PlanFile): string[] {
  const lines = columns.map(({ heading, field, also, example }) => {
    const holds = [field, also].flatMap((one) => (one == null ? [] : [FIELD_WORDS[one].toLowerCase()]));
    return `  “${heading}”: ${holds.length === 0 ? 'nothing is read from it' : holds.join(' and ')}, as in “${example}”`;
  });
  return lines.length === 0 ? [] : ['', 'Columns, which --columns "HEADING=FIELD; HEADING=" says otherwise:', ...lines];
}
