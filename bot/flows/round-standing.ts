/** What stands between a round of reminders and its cards on a day: schedules, working days, hours, stopped sending. */
import {
  addMs,
  civilDateAt,
  endOfDay,
  inWords,
  momentAt,
  timeInWords,
  type CivilDate,
  type Instant,
} from '../domain/dates.js';
import type { PlanId } from '../domain/plan.js';
import { slotsOf } from '../domain/schedule-slots.js';
import { heldBackNow, type HeldBack } from './held-back.js';
import { heldInWords } from './held-back.js';
import type { Ports, Schedule } from './ports.js';
import { aroundOf, type AroundNeeds } from './schedule-around.js';
import { decentFrom } from './sender.js';
import { todayOf } from './today.js';

/** Why a card would not leave as the day's round finds it. */
export interface Wait {
  readonly reason:
    | 'sending-stopped'
    | 'asked-to-wait'
    | 'no-schedule'
    | 'schedule-paused'
    | 'not-that-day'
    | 'not-a-working-day'
    | 'quiet-hours';
  /** Null where nobody knows. */
  readonly until: Instant | CivilDate | null;
  /** A whole sentence. */
  readonly words: string;
}

export interface Standing {
  /** Schedules that ask on that day, earliest first. */
  readonly rounds: readonly { readonly schedule: string; readonly at: Instant }[];
  readonly waits: readonly Wait[];
}

type Needs = AroundNeeds & Pick<Ports, 'schedules' | 'sender' | 'clock'>;

/** @param plans only schedules that ask about one of these count; null for all */
export async function standingOf(ports: Needs, day: CivilDate, plans: readonly PlanId[] | null): Promise<Standing> {
  const sweeps = (await ports.schedules.list())
    .map(({ value }) => value)
    .filter(
      ({ kind, plans: own }) =>
        kind === 'sweep' && (own === null || plans === null || own.some((id) => plans.includes(id))),
    );
  const found = await Promise.all(
    sweeps.map(async (schedule) => ({ schedule, at: await slotOn(ports, schedule, day) })),
  );
  const rounds = found
    .flatMap(({ schedule, at }) => (at === null || isPausedOn(schedule, day) ? [] : [{ schedule: schedule.id, at }]))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  const held = await heldBackNow(ports);
  return {
    rounds,
    waits: [...schedulesWait(ports, sweeps, rounds, day), ...hoursWait(ports, rounds, day), ...heldWait(ports, held)],
  };
}

/** Its first time on that day; none of before it was made. */
async function slotOn(ports: Needs, schedule: Schedule, day: CivilDate): Promise<Instant | null> {
  try {
    const begins = addMs(momentAt(day, 0, ports.zone), -1);
    const from = begins > schedule.createdAt ? begins : schedule.createdAt;
    return slotsOf(schedule.when, await aroundOf(ports, schedule), from, endOfDay(day, ports.zone), 1)[0] ?? null;
  } catch {
    // A pattern that cannot be read: doctor names it.
    return null;
  }
}

function isPausedOn({ paused, pausedUntil }: Schedule, day: CivilDate): boolean {
  return paused && (pausedUntil === null || day < pausedUntil);
}

function schedulesWait(
  ports: Needs,
  sweeps: readonly Schedule[],
  rounds: Standing['rounds'],
  day: CivilDate,
): readonly Wait[] {
  if (rounds.length > 0) return [];
  const paused = sweeps.filter((one) => isPausedOn(one, day));
  const [first] = paused;
  if (sweeps.length === 0) {
    const words = 'There is no schedule for reminders: nobody is asked by itself.';
    return [{ reason: 'no-schedule', until: null, words }];
  }
  if (first !== undefined && paused.length === sweeps.length) {
    const until = paused.map(({ pausedUntil }) => pausedUntil).sort()[0] ?? null;
    const named = paused.map(({ id }) => `“${id}”`).join(', ');
    const till = until === null ? 'until somebody resumes it' : `until ${inWords(until)}`;
    const words = `Reminders are switched off: the schedule ${named} is paused ${till}.`;
    return [{ reason: 'schedule-paused', until, words }];
  }
  const off = first === undefined ? '' : ` (“${first.id}” is paused)`;
  const more = day === todayOf(ports) ? ' any more' : '';
  const words = `No schedule for reminders runs on ${inWords(day)}${more}${off}.`;
  return [{ reason: 'not-that-day', until: null, words }];
}

/** Nothing unsolicited leaves outside working days and hours (RULES 3). */
function hoursWait(ports: Needs, [round]: Standing['rounds'], day: CivilDate): readonly Wait[] {
  if (!ports.calendar.isWorkingDay(day)) {
    const until = decentFrom(ports, momentAt(day, 12 * 60, ports.zone));
    const when = inWords(civilDateAt(until, ports.zone));
    const words = `${inWords(day)} is no working day: what is planned then leaves on ${when} at ${timeInWords(until, ports.zone)}.`;
    return [{ reason: 'not-a-working-day', until, words }];
  }
  if (round === undefined) return [];
  const until = decentFrom(ports, round.at);
  if (until === round.at) return [];
  const leaves = `${timeInWords(until, ports.zone)} on ${inWords(civilDateAt(until, ports.zone))}`;
  const words = `It runs at ${timeInWords(round.at, ports.zone)}, when nobody is written to: cards leave at ${leaves}.`;
  return [{ reason: 'quiet-hours', until, words }];
}

function heldWait({ zone, clock }: Needs, held: HeldBack | null): readonly Wait[] {
  if (held === null) return [];
  const why = heldInWords(held, { zone, now: clock.now() });
  const words = `${why.charAt(0).toUpperCase()}${why.slice(1)}: cards wait until then.`;
  if (held.kind === 'teams') return [{ reason: 'asked-to-wait', until: held.until, words }];
  return [{ reason: 'sending-stopped', until: null, words: words.replace('until then', 'until it is started again') }];
}
