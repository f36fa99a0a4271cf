/** Schedules that post only a part of what channels read. */
import type { Ports, Schedule } from '../ports.js';
import { isMeant, readingsOfPlan } from '../readings.js';
import { CommandError, type CommandPorts } from './answer.js';
import { named, scopeFor } from './channel-verbs.js';

type Narrowed = Pick<Schedule, 'area' | 'tag' | 'channel'>;

/** The area, tag and channel that were typed, as they are kept. */
export async function narrowedTo(
  ports: CommandPorts,
  words: Narrowed & Pick<Schedule, 'plans'> & { readonly kind: string },
): Promise<Narrowed> {
  const { plans, area, tag, channel } = words;
  if (area === null && tag === null && channel === null) return { area, tag, channel };
  if (words.kind !== 'rollup') {
    throw new CommandError('schedule-kind', 'Only a rollup takes --area, --tag or --channel: a sweep asks people.', 2);
  }
  const [plan, ...others] = plans ?? [];
  if ((plan === undefined || others.length > 0) && (area !== null || tag !== null)) {
    throw new CommandError('schedule-plan', 'Say of which plan that area or tag is, with --plan and one id.', 2);
  }
  const parts = area !== null || tag !== null;
  const scope = plan === undefined || !parts ? { area, tag } : await scopeFor(ports, { plan, area, tag });
  const found = channel === null ? null : await named(ports, channel);
  return { area: scope.area, tag: scope.tag, channel: found?.value.id ?? null };
}

/** A note where a schedule is narrowed to what no channel reads; null otherwise. */
export async function postedNowhere(ports: Pick<Ports, 'channels'>, schedule: Schedule): Promise<string | null> {
  const { kind, plans, area, tag, channel } = schedule;
  if (kind !== 'rollup' || plans === null || (area === null && tag === null && channel === null)) return null;
  for (const plan of plans) {
    if ((await readingsOfPlan(ports, plan)).some((one) => isMeant(one, schedule))) return null;
  }
  return 'Note: no channel reads that yet, so nothing will be posted. See: channels read --help';
}
