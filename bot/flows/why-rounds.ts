/** What rounds of reminders have to do with somebody being asked, or not: what is switched off, and what the last one did. */
import { endOfDay, inWords, type CivilDate } from '../domain/dates.js';
import { passedWords } from '../domain/passed-words.js';
import type { OfficerId, PlanId, Ref } from '../domain/plan.js';
import type { Ports } from './ports.js';
import { standingOf, type Wait } from './round-standing.js';

/** Each keeps everybody from being asked, until a person says otherwise or the day is over. */
const TOLD: readonly Wait['reason'][] = ['schedule-paused', 'sending-stopped', 'asked-to-wait', 'not-a-working-day'];

/** Why what is owed does not leave by itself on a day; empty where nothing keeps it. */
export async function switchedOff(ports: Ports, plan: PlanId, day: CivilDate): Promise<readonly string[]> {
  const { waits } = await standingOf(ports, day, [plan]);
  return waits.filter(({ reason }) => TOLD.includes(reason)).map(({ words }) => words);
}

/** "In the reminders of Monday 16 November 2026 it was passed over: ..."; null where the last round says nothing. */
export async function lastPassed(
  ports: Pick<Ports, 'sweeps' | 'zone'>,
  about: { readonly plan: PlanId; readonly ref: Ref; readonly officers: readonly OfficerId[]; readonly day: CivilDate },
): Promise<string | null> {
  const limit = endOfDay(about.day, ports.zone);
  const newest = (await ports.sweeps.list()).find(({ at }) => at <= limit);
  const record = newest === undefined ? null : await ports.sweeps.find(newest.slot);
  const line = record?.value.passed.find(
    ({ plan, ref, officer }) =>
      plan === about.plan && ref === about.ref && officer !== null && about.officers.includes(officer),
  );
  if (record === null || line === undefined || line.reason === 'already-asked') return null;
  const { because, change } = passedWords(line.reason);
  return `In the reminders of ${inWords(record.value.day)} it was passed over. ${because} ${change}`;
}
