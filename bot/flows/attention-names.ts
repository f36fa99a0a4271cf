import { scopeInWords } from '../domain/readings.js';
import type { Instant } from '../domain/dates.js';
import { scopeOf } from '../domain/scope.js';
import { channelName } from './channel-names.js';
import type { Directory } from './directory.js';
import type { Ports } from './ports.js';

/** What the words need beside the row. */
export interface Names {
  readonly zone: string;
  readonly now: Instant;
  readonly nameOf: (officer: string) => string;
  /** The title of a plan, or of the part of one that a scope's key names; the name of a channel as people know it. */
  readonly planTitle: (key: string) => string;
  readonly channelName: (channel: string) => string;
}

/** The names of all that can stand on the list. */
export async function waitingNames(
  ports: Pick<Ports, 'plans' | 'channels' | 'clock' | 'zone'>,
  { nameOf }: Pick<Directory, 'nameOf'>,
): Promise<Names> {
  const titles = new Map((await ports.plans.list()).map(({ id, title }) => [id, title]));
  const channels = new Map((await ports.channels.list()).map(({ value }) => [value.id, channelName(value)]));
  return {
    zone: ports.zone,
    now: ports.clock.now(),
    nameOf,
    planTitle: (key) => {
      const scope = scopeOf(key);
      return scopeInWords(scope, titles.get(scope.plan) ?? scope.plan);
    },
    channelName: (channel) => channels.get(channel) ?? `the channel ${channel}`,
  };
}
