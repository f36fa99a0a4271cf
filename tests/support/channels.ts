import type { Channel, Schedule } from '../../bot/flows/ports.js';
import { wholeReading } from '../../bot/domain/readings.js';

/** What a channel has that reads the whole of some plans. */
export function reading(
  ...plans: readonly string[]
): Pick<Channel, 'kind' | 'teamId' | 'outsiders' | 'reads' | 'goneAt'> {
  return { kind: 'channel', teamId: null, outsiders: 'none', reads: plans.map(wholeReading), goneAt: null };
}

/** Of a schedule that narrows nothing. */
export const WHOLE: Pick<Schedule, 'area' | 'tag' | 'channel'> = { area: null, tag: null, channel: null };
