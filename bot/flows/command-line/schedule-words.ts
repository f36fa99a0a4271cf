/** A schedule as a person reads it: when it runs next, or why it does not. */
import { inWords, momentInWords, type CivilDate, type Instant } from '../../domain/dates.js';
import { nextSlots } from '../../domain/next-run.js';
import { doneAhead, isAhead, missedSlots } from '../missed-slots.js';
import type { Ports, Schedule } from '../ports.js';
import { reasonOf } from '../fault.js';
import { channelNames, narrowedInWords } from './schedule-narrowed.js';

type Needs = Pick<Ports, 'runs' | 'clock' | 'zone'>;

interface Standing {
  /** The oldest missed slot, when it lies more than seven days back: it runs again when a person says so. */
  readonly refusedSince: Instant | null;
  /** Done, or made, for a time that has not come: the clock was ahead, or is behind. */
  readonly ahead: Instant | null;
  /** Its runs cannot be read. */
  readonly unreadable: string | null;
}

export async function howItStands(ports: Needs, schedule: Schedule): Promise<Standing> {
  try {
    const missed = await missedSlots(ports, schedule);
    const done = await doneAhead(ports, schedule);
    const made = isAhead(ports, schedule.createdAt) ? schedule.createdAt : null;
    return { refusedSince: missed.kind === 'refused' ? missed.first : null, ahead: done ?? made, unreadable: null };
  } catch (error) {
    return { refusedSince: null, ahead: null, unreadable: reasonOf(error) };
  }
}

/** What is wrong and what to do; null when all is well. To be read after the schedule's name. */
export function troubleOf(ports: Needs, { id }: Schedule, standing: Standing): string | null {
  const { refusedSince, ahead, unreadable } = standing;
  const now = momentInWords(ports.clock.now(), ports.zone);
  if (unreadable !== null) return `does not run: what it did before cannot be read (${unreadable})`;
  if (refusedSince !== null) {
    const since = momentInWords(refusedSince, ports.zone);
    const why = `has stopped: it missed ${since}, more than 7 days ago. The clock shows ${now}.`;
    return `${why} If that is right, ask now with: schedules run ${id}; or begin again from now with: schedules resume ${id}`;
  }
  if (ahead === null) return null;
  const then = momentInWords(ahead, ports.zone);
  return `has a mark of ${then}, which has not come: the clock was ahead, or is behind. It shows ${now}; if that is wrong, put it right. It runs all the same, and nobody is asked twice`;
}

/** As JSON shows it. */
export async function describe(ports: Needs & Pick<Ports, 'channels'>, schedule: Schedule) {
  const { id, kind, plan, area, tag, cron, paused, pausedUntil } = schedule;
  const nameOf = await channelNames(ports);
  const channel = schedule.channel === null ? null : nameOf(schedule.channel);
  const next = nextSlots(cron, ports.zone, ports.clock.now(), 3);
  const nextInWords = next.map((slot) => momentInWords(slot, ports.zone));
  const standing = await howItStands(ports, schedule);
  const [refusedSince, trouble] = [standing.refusedSince, troubleOf(ports, schedule, standing)];
  const scope = { plan, area, tag, channel, what: narrowedInWords(schedule, nameOf) };
  return { id, kind, ...scope, cron, paused, pausedUntil, next, nextInWords, refusedSince, trouble };
}

export function pausedWords(until: CivilDate | null): string {
  return until === null ? 'paused' : `paused until ${inWords(until)}`;
}
