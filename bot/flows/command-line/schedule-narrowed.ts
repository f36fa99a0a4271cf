/** Schedules that post only a part of what channels read. */
import { channelName } from '../channel-names.js';
import type { Ports, Schedule } from '../ports.js';
import { isMeant, readingsOfPlan } from '../readings.js';
import { CommandError, type CommandPorts } from './answer.js';
import { named, scopeFor } from './channel-verbs.js';

type Narrowed = Pick<Schedule, 'area' | 'tag' | 'channel'>;

/** The area, tag and channel that were typed, as they are kept. */
export async function narrowedTo(
  ports: CommandPorts,
  words: Narrowed & Pick<Schedule, 'plan'> & { readonly kind: string },
): Promise<Narrowed> {
  const { plan, area, tag, channel } = words;
  if (area === null && tag === null && channel === null) return { area, tag, channel };
  if (words.kind !== 'rollup') {
    throw new CommandError('schedule-kind', 'Only a rollup takes --area, --tag or --channel: a sweep asks people.', 2);
  }
  if (plan === null && (area !== null || tag !== null)) {
    throw new CommandError('schedule-plan', 'Say of which plan that area or tag is, with --plan.', 2);
  }
  const scope = plan === null ? { area, tag } : await scopeFor(ports, { plan, area, tag });
  const found = channel === null ? null : await named(ports, channel);
  return { area: scope.area, tag: scope.tag, channel: found?.value.id ?? null };
}

/** "CiN plan, area FD, tagged “Rec 1”, in Leadership / Board". */
export function narrowedInWords({ plan, area, tag, channel }: Schedule, nameOf: (channel: string) => string): string {
  return [
    plan ?? 'every plan',
    ...(area === null ? [] : [`area ${area}`]),
    ...(tag === null ? [] : [`tagged “${tag}”`]),
    ...(channel === null ? [] : [`in ${nameOf(channel)}`]),
  ].join(', ');
}

/** The names of channels, by id. */
export async function channelNames({ channels }: Pick<Ports, 'channels'>): Promise<(channel: string) => string> {
  const names = new Map((await channels.list()).map(({ value }) => [value.id, channelName(value)]));
  return (channel) => names.get(channel) ?? 'a channel that is registered no more';
}

/** A note where a schedule is narrowed to what no channel reads; null otherwise. */
export async function postedNowhere(ports: Pick<Ports, 'channels'>, schedule: Schedule): Promise<string | null> {
  const { kind, plan, area, tag, channel } = schedule;
  if (kind !== 'rollup' || plan === null || (area === null && tag === null && channel === null)) return null;
  const meant = (await readingsOfPlan(ports, plan)).some((one) => isMeant(one, schedule));
  if (meant) return null;
  return 'Note: no channel reads that yet, so nothing will be posted. See: channels read --help';
}
