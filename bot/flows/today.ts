import { civilDateAt, type CivilDate } from '../domain/dates.js';
import type { Ports } from './ports.js';

/** The civil day it is now, where the organisation is. */
export function todayOf({ clock, zone }: Pick<Ports, 'clock' | 'zone'>): CivilDate {
  return civilDateAt(clock.now(), zone);
}
