/** The channels that read summaries, as a person reads them: what goes there, up to what, and when next. */
import { inWords, momentInWords } from '../domain/dates.js';
import { nextSlotsOf } from '../domain/schedule-slots.js';
import { readingInWords } from '../domain/readings.js';
import { windowsFor, type ReportingWindow } from '../domain/windows.js';
import { channelName, shortId } from './channel-names.js';
import type { Channel, Ports, Reading, Schedule } from './ports.js';
import { isMeant, isOfPlan } from './readings.js';
import { aroundOf, type AroundSchedule } from './schedule-around.js';
import { todayOf } from './today.js';

export interface ListedReading extends Reading {
  /** "ILACS plan: up to internal, with each reporting window". */
  readonly words: string;
  /** "9am on Monday 5 October 2026"; null where nothing is set. */
  readonly next: string | null;
}

export interface ListedChannel {
  readonly channel: Channel;
  readonly id: string;
  readonly name: string;
  readonly reads: readonly ListedReading[];
  /** Why nothing is posted there at present; null where something is. */
  readonly trouble: string | null;
}

type Needs = Pick<
  Ports,
  'channels' | 'plans' | 'schedules' | 'runs' | 'diary' | 'calendar' | 'clock' | 'zone' | 'hash'
>;

/** All of them, by name. */
export async function listChannels(ports: Needs): Promise<readonly ListedChannel[]> {
  const titles = new Map((await ports.plans.list()).map(({ id, title }) => [id, title]));
  const posting: Posting[] = [];
  for (const { value } of await ports.schedules.list()) {
    if (value.kind !== 'rollup' || value.paused) continue;
    posting.push({ schedule: value, around: await aroundOf(ports, value) });
  }
  const windows = await ports.diary.windows();
  const channels = (await ports.channels.list()).map(({ value }) => value);
  return channels
    .map((channel) => ({
      channel,
      id: shortId(ports, channel),
      name: channelName(channel),
      reads: channel.reads.map((reading) => ({
        ...reading,
        words: readingInWords(reading, titles.get(reading.plan) ?? reading.plan),
        next: channel.goneAt === null ? nextFor(ports, channel, reading, posting, windows) : null,
      })),
      trouble: troubleOf(channel),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}

function troubleOf({ goneAt, outsiders, reads }: Channel): string | null {
  if (goneAt !== null) return 'Waymark was taken out of it: mention Waymark there again, or remove it';
  if (outsiders === 'unconfirmed') {
    return 'members of other organisations read it: nothing is posted until an admin confirms it';
  }
  return reads.length === 0 ? 'it reads nothing' : null;
}

interface Posting {
  readonly schedule: Schedule;
  readonly around: AroundSchedule;
}

/** The earliest of what schedules and reporting windows post there. */
function nextFor(
  { clock, zone }: Pick<Needs, 'clock' | 'zone'>,
  channel: Channel,
  reading: Reading,
  posting: readonly Posting[],
  windows: readonly ReportingWindow[],
): string | null {
  const slots = posting
    .filter(({ schedule }) => isOfPlan(schedule, reading.plan) && isMeant({ channel, reading }, schedule))
    .flatMap(({ schedule, around }) => nextSlotsOf(schedule.when, around, clock.now(), 1));
  const [slot] = slots.sort();
  const today = todayOf({ clock, zone });
  const window = reading.withWindow ? windowsFor(windows, reading.plan).find(({ posts }) => posts >= today) : undefined;
  const scheduled = slot === undefined ? null : momentInWords(slot, zone);
  if (window === undefined) return scheduled;
  // A window's summary is posted in the morning of its day.
  const first = slot === undefined || window.posts <= slot.slice(0, 10);
  return first ? `${inWords(window.posts)} (${window.name})` : scheduled;
}
