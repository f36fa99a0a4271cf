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
