import { inWords, type CivilDate } from '../../domain/dates.js';
import { planAsAt, type PlanAsAt } from '../as-at.js';
import type { Ports } from '../ports.js';
import { todayOf } from '../today.js';
import { CommandError, type CommandPorts, type Common } from './answer.js';
import { planOf } from './plan-verbs.js';

/** A plan as at the day of the line. Refused when there is none of that id, or it had not been loaded by then. */
export async function loadedPlan(ports: CommandPorts, { asAt }: Common, id: string): Promise<PlanAsAt> {
  const { plan } = await planOf(ports, id);
  const found = await planAsAt(ports, id, asAt);
  if (found !== null) return found;
  throw notLoadedBy(id, asAt, plan.importedOn);
}

export function notLoadedBy(id: string, asAt: CivilDate, importedOn: CivilDate): CommandError {
  const since = `Its figures begin on ${inWords(importedOn)}.`;
  return new CommandError('not-yet-loaded', `“${id}” had not been loaded by ${inWords(asAt)}. ${since}`);
}

/** Of a day to come, what the figures mean. */
export function aheadLines(ports: Pick<Ports, 'clock' | 'zone'>, { asAt }: Common): readonly string[] {
  const today = todayOf(ports);
  if (asAt <= today) return [];
  return [`As recorded on ${inWords(today)}, and as the dates would stand on ${inWords(asAt)}:`];
}
