/** A schedule as a person reads it: what it does, when it runs next, or why it does not. */
import { inWords, momentInWords, type CivilDate, type Instant } from '../domain/dates.js';
import { inList } from '../domain/lists.js';
import { nextSlotsOf, type Around } from '../domain/schedule-slots.js';
import { faultInWhen } from '../domain/schedule-when.js';
import { slotSaid, whenSaid } from '../domain/schedule-words.js';
import { channelName } from './channel-names.js';
import { reasonOf } from './fault.js';
import { doneAhead, isAhead, missedSlots, type SlotNeeds } from './missed-slots.js';
import type { Ports, Schedule } from './ports.js';
import { aroundOf } from './schedule-around.js';

interface Standing {
  /** The oldest missed slot, when it lies more than seven days back: it runs again when a person says so. */
  readonly refusedSince: Instant | null;
  /** Done, or made, for a time that has not come: the clock was ahead, or is behind. */
  readonly ahead: Instant | null;
  /** Its runs cannot be read. */
  readonly unreadable: string | null;
}

export async function howItStands(ports: SlotNeeds, schedule: Schedule): Promise<Standing> {
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
export async function troubleOf(ports: SlotNeeds, schedule: Schedule, standing: Standing): Promise<string | null> {
  const { id } = schedule;
  const { refusedSince, ahead, unreadable } = standing;
  const now = momentInWords(ports.clock.now(), ports.zone);
  if (unreadable !== null) return `does not run: what it did before cannot be read (${unreadable})`;
  if (refusedSince !== null) {
    const since = momentInWords(refusedSince, ports.zone);
    const why = `has stopped: it missed ${since}, more than 7 days ago. The clock shows ${now}.`;
    return `${why} If that is right, ask now with: schedules run ${id}; or begin again from now with: schedules resume ${id}`;
  }
  if (ahead === null) return boardTrouble(ports, schedule);
  const then = momentInWords(ahead, ports.zone);
  return `has a mark of ${then}, which has not come: the clock was ahead, or is behind. It shows ${now}; if that is wrong, put it right. It runs all the same, and nobody is asked twice`;
}

/** The board left the calendar, or nobody says any more when its papers are published. */
async function boardTrouble({ diary }: SlotNeeds, { when }: Schedule): Promise<string | null> {
  if (when.kind !== 'before-papers') return null;
  const fault = faultInWhen(when, (await diary.present()).boards);
  return fault === null ? null : `does not run: ${fault.replace(/\.$/, '')}`;
}

type ViewNeeds = SlotNeeds & Pick<Ports, 'channels'>;

/** As JSON shows it. */
export async function describe(ports: ViewNeeds, schedule: Schedule) {
  const { id, kind, plans, area, tag, when, paused, pausedUntil } = schedule;
  const nameOf = await channelNames(ports);
  const channel = schedule.channel === null ? null : nameOf(schedule.channel);
  const { next, nextInWords } = nextRuns(schedule, await aroundOf(ports, schedule), ports.clock.now());
  const standing = await howItStands(ports, schedule);
  const [refusedSince, trouble] = [standing.refusedSince, await troubleOf(ports, schedule, standing)];
  const [only = null] = plans ?? [];
  const plan = plans?.length === 1 ? only : null;
  const scope = { plan, plans, area, tag, channel, what: narrowedInWords(schedule, nameOf) };
  const cron = when.kind === 'cron' ? when.cron : null;
  const at = { cron, when: whenSaid(when) };
  return { id, kind, ...scope, ...at, paused, pausedUntil, next, nextInWords, refusedSince, trouble };
}

/** The next three runs; those at which cards would wait say so. */
export function nextRuns({ kind, when }: Pick<Schedule, 'kind' | 'when'>, around: Around, now: Instant) {
  const next = nextSlotsOf(when, around, now, 3);
  return { next, nextInWords: next.map((slot) => slotSaid(slot, around, kind === 'sweep')) };
}

/** "CiN plan, area FD, tagged “Rec 1”, in Leadership / Board". */
export function narrowedInWords(
  { plans, area, tag, channel }: Pick<Schedule, 'plans' | 'area' | 'tag' | 'channel'>,
  nameOf: (channel: string) => string,
): string {
  return [
    plans === null ? 'every plan' : inList(plans),
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

export function pausedWords(until: CivilDate | null): string {
  return until === null ? 'paused' : `paused until ${inWords(until)}`;
}
