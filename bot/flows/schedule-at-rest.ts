/** Schedules of which it is known that nothing is due. */
import { addMs } from '../domain/dates.js';
import { known, noteFound, type Seen } from './looked.js';
import { AHEAD_MS, isAhead, missedSlots } from './missed-slots.js';
import { pagesIn } from './present-pages.js';
import type { Ports, Schedule } from './ports.js';

/** By the runs that were noted, without asking for them; false where that cannot be said, or something is due. */
export async function isAtRest(ports: Ports, seen: Seen, schedule: Schedule): Promise<boolean> {
  const ran = known(ports, seen, `ran ${schedule.id}`, 'ran');
  if (ran === null || isAhead(ports, schedule.createdAt)) return false;
  // Done before its time, as far as this clock knows.
  if (ran.slot !== null && ran.slot > addMs(ports.clock.now(), AHEAD_MS)) return false;
  const diary = known(ports, seen, 'diary', 'diary');
  if (diary === null && schedule.when.kind === 'before-papers') return false;
  const noted = {
    runs: {
      newestDone: () => Promise.resolve(ran.slot),
      occasions: () => Promise.resolve(new Set(ran.occasions)),
    },
    diary: { present: () => Promise.resolve(pagesIn(diary?.pages ?? [])) },
  };
  try {
    const missed = await missedSlots({ ...ports, ...noted }, schedule);
    return missed.kind === 'paused' || (missed.kind === 'due' && missed.slots.length === 0);
  } catch {
    // Whoever looks at it says what is wrong.
    return false;
  }
}

/** Nothing is due of it: its runs are noted for the ticks to come. */
export async function noteAtRest(ports: Ports, seen: Seen, { id, when }: Schedule): Promise<void> {
  if (seen === null) return;
  const slot = await ports.runs.newestDone(id);
  if (slot !== null && isAhead(ports, slot)) return;
  const occasions = when.kind === 'before-papers' ? [...(await ports.runs.occasions(id))] : [];
  await noteFound(ports, seen, `ran ${id}`, { kind: 'ran', slot, occasions });
}
