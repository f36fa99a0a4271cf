import { civilDateAt, instant, inWords } from '../../domain/dates.js';
import { isOpen } from '../../domain/plan.js';
import { yearsBefore, type Keep } from '../../domain/retention.js';
import { readablePlans } from '../everything.js';
import type { PlanContents, Ports } from '../ports.js';
import { counted } from './answer.js';
import type { Finding } from './doctor.js';

/** Plans that are kept longer than they have to be: nothing takes a whole plan away by itself. */
export async function keptFinding(ports: Pick<Ports, 'plans' | 'clock' | 'log'>, keep: Keep): Promise<Finding> {
  const limit = yearsBefore(ports.clock.now(), keep.historyYears);
  const old = (await readablePlans(ports)).filter((contents) => isDone(contents) && newestOf(contents) <= limit);
  const due = old.map(({ plan }) => plan.id);
  const check = 'kept plans';
  const years = counted(keep.historyYears, 'year');
  if (due.length === 0) {
    return { check, level: 'good', message: `none has had its last change, with all of it closed, ${years} ago` };
  }
  const message = `${due.join(', ')}: all of it closed, and nothing changed for ${years}; due for deletion, which is for you to decide`;
  return { check, level: 'note', message };
}

function isDone({ milestones }: PlanContents): boolean {
  return milestones.every(({ milestone }) => !isOpen(milestone) && milestone.state !== 'paused');
}

function newestOf({ plan, milestones }: PlanContents): string {
  return [plan.at, ...milestones.map(({ at }) => at)].sort().at(-1) ?? '';
}

/** What an erasure took out of a history is no fault, but nobody should have to find it out by themselves. */
export async function redactedFindings(
  ports: Pick<Ports, 'redactions' | 'zone'>,
  id: string | null,
  check: string,
): Promise<readonly Finding[]> {
  const rowsOn = new Map<string, number>();
  for (const { at, rows } of await ports.redactions(id)) {
    const day = inWords(civilDateAt(instant(at), ports.zone));
    rowsOn.set(day, (rowsOn.get(day) ?? 0) + rows);
  }
  return [...rowsOn].map(([day, rows]) => {
    const message = `${counted(rows, 'row was', 'rows were')} redacted by an erasure on ${day}`;
    return { check, level: 'note', message };
  });
}
