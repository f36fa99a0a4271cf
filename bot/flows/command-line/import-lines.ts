import { FIELD_WORDS } from '../../domain/plan-mapping.js';
import type { PlanFile } from '../../domain/read-plan.js';

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

/** What each column was read as, with an example. */
export function columnLines({ columns }: PlanFile): string[] {
  const lines = columns.map(({ heading, field, also, example }) => {
    const holds = [field, also].flatMap((one) => (one == null ? [] : [FIELD_WORDS[one].toLowerCase()]));
    return `  “${heading}”: ${holds.length === 0 ? 'nothing is read from it' : holds.join(' and ')}, as in “${example}”`;
  });
  return lines.length === 0 ? [] : ['', 'Columns, which --columns "HEADING=FIELD; HEADING=" says otherwise:', ...lines];
}
