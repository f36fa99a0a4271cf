/** What doctor says of reporting windows: whether those of a plan have run out. */
import { inWords, type CivilDate } from '../../domain/dates.js';
import { isRunning } from '../../domain/year-over.js';
import { windowsFor } from '../../domain/windows.js';
import type { Ports } from '../ports.js';
import type { Finding } from './doctor.js';

/** A plan that was reported once, and is not to be again: nobody is asked for the whole of it any more. */
export async function windowFindings(
  { diary, plans }: Pick<Ports, 'diary' | 'plans'>,
  today: CivilDate,
): Promise<readonly Finding[]> {
  const windows = await diary.windows();
  const findings: Finding[] = [];
  for (const { id } of windows.length === 0 ? [] : (await plans.list()).filter(isRunning)) {
    const last = windowsFor(windows, id).at(-1);
    if (last === undefined || last.posts >= today) continue;
    const message = `no reporting window of “${id}” is set after “${last.id}”, which was posted on ${inWords(last.posts)}; set the next with: windows add`;
    findings.push({ check: 'windows', level: 'note', message });
  }
  return findings;
}
