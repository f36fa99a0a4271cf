import { Cron } from 'croner';
import { addMs, civilDate, civilDateAt, minutesOfDayAt, momentAt, type Instant } from './dates.js';

/** `0 9 29 2 *` comes once in eight years around 2100. */
const FURTHEST_MS = 9 * 366 * 86_400_000;

/**
 * The first `limit` moments after `after`, up to and including `upTo`, that a pattern of five fields names on the
 * clocks of a zone. A time that the clocks skip comes at the next one that exists; a repeated time counts once, the first
 * time; what falls on one moment is one slot.
 */
export function slotsBetween(
  cron: string,
  zone: string,
  after: Instant,
  upTo: Instant,
  limit = Infinity,
): readonly Instant[] {
  // The pattern is read on a clock that never changes; which moments those times are is decided here. Croner by itself
  // drops skipped times of some patterns.
  const job = new Cron(cron, { timezone: 'UTC', paused: true, mode: '5-part' });
  const slots: Instant[] = [];
  let wall = job.nextRun(new Date(`${civilDateAt(after, zone)}T${clockAt(after, zone)}Z`));
  while (wall !== null && slots.length < limit) {
    const slot = momentAt(civilDate(wall.toISOString().slice(0, 10)), minutesOf(wall), zone);
    if (slot > upTo) break;
    if (slot > (slots.at(-1) ?? after)) slots.push(slot);
    wall = job.nextRun(wall);
  }
  return slots;
}

function clockAt(moment: Instant, zone: string): string {
  const minutes = minutesOfDayAt(moment, zone);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00`;
}

function minutesOf(wall: Date): number {
  return wall.getUTCHours() * 60 + wall.getUTCMinutes();
}

/** The next moments a pattern names. */
export function nextSlots(cron: string, zone: string, after: Instant, count: number): readonly Instant[] {
  return slotsBetween(cron, zone, after, addMs(after, FURTHEST_MS), count);
}

/** The newest moment that a pattern names after `after`, up to and including `upTo`; null when there is none. */
export function newestSlot(cron: string, zone: string, after: Instant, upTo: Instant): Instant | null {
  // From near to far: between two distant moments a pattern may name a hundred thousand.
  for (let span = 86_400_000; ; span *= 8) {
    const from = addMs(upTo, -span);
    const newest = slotsBetween(cron, zone, from > after ? from : after, upTo).at(-1);
    if (newest !== undefined || from <= after) return newest ?? null;
  }
}

/**
 * What is wrong with a pattern; null when it is good. Slots lie on five minutes, since the tick does (DESIGN 4).
 */
export function faultInCron(cron: string): string | null {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5) {
    const many = fields.length === 1 ? '1 field' : `${String(fields.length)} fields`;
    return `“${cron}” has ${many}. Give five: minute, hour, day of month, month, day of week. ${EXAMPLE}`;
  }
  try {
    const job = new Cron(cron, { paused: true, mode: '5-part', timezone: 'UTC' });
    const next = job.nextRuns(24, new Date('2026-01-01T00:00:00Z'));
    if (next.length === 0) return `“${cron}” names no moment that ever comes.`;
    if (next.some((moment) => moment.getUTCMinutes() % 5 !== 0)) {
      return `“${cron}” names minutes that are not multiples of five. Give 0, 5, 10 and so on.`;
    }
    return null;
  } catch {
    return `“${cron}” is not a schedule: ${unreadField(fields)}. ${EXAMPLE}`;
  }
}

const EXAMPLE = 'For 8.30 on Monday to Friday: "30 8 * * 1-5".';

const FIELDS = [
  'the minute, 0 to 59 in steps of five',
  'the hour, 0 to 23',
  'the day of the month, 1 to 31',
  'the month, 1 to 12',
  'the day of the week, 0 to 6 from Sunday',
] as const;

/** The first field that cannot be read where all others are `*`. */
function unreadField(fields: readonly string[]): string {
  const at = fields.findIndex((field, index) => {
    try {
      new Cron(FIELDS.map((_, other) => (other === index ? field : '*')).join(' '), { paused: true, mode: '5-part' });
      return false;
    } catch {
      return true;
    }
  });
  return at === -1 ? 'it cannot be read' : `“${fields[at] ?? ''}” cannot be ${FIELDS[at] ?? ''}`;
}
