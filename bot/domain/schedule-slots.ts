/** The moments at which a schedule runs. */
import { plainBoard, type Board, type Meeting } from './boards.js';
import { addDays, addMs, civilDate, civilDateAt, momentAt, type CivilDate, type Instant } from './dates.js';
import { newestSlot, nextSlots, slotsBetween } from './next-run.js';
import type { When } from './schedule-when.js';
import { addWorkingDays, workingDayOnOrAfter, workingDayOnOrBefore, type Calendar } from './working-days.js';

/** What decides about moments beside the words. */
export interface Around {
  readonly calendar: Calendar;
  /** Only those that were not removed have meetings to come. */
  readonly boards: readonly Board[];
  readonly zone: string;
  /** The occasions that a schedule has run for: never again, wherever their meeting is moved to. */
  readonly ran: ReadonlySet<string>;
}

/** Further ahead nothing is looked for: `0 9 29 2 *` comes once in eight years around 2100. */
const FURTHEST_MS = 9 * 366 * 86_400_000;

/**
 * The first `limit` moments after `after`, up to and including `upTo`. They strictly increase; those of every kind but
 * cron lie on working days. A time that the clocks skip comes at the next one that exists; a repeated time comes once.
 */
export function slotsOf(
  when: When,
  around: Around,
  after: Instant,
  upTo: Instant,
  limit = Infinity,
): readonly Instant[] {
  switch (when.kind) {
    case 'cron':
      return slotsBetween(when.cron, around.zone, after, upTo, limit);
    case 'before-papers': {
      const slots = occasionsOf(when, around).map(({ slot }) => slot);
      return [...new Set(slots)]
        .filter((slot) => after < slot && slot <= upTo)
        .sort()
        .slice(0, limit);
    }
    case 'weekdays':
    case 'month-day':
      return onDays(when, around, after, upTo, limit);
  }
}

function onDays(
  when: Extract<When, { kind: 'weekdays' | 'month-day' }>,
  around: Around,
  after: Instant,
  upTo: Instant,
  limit: number,
): readonly Instant[] {
  const slots: Instant[] = [];
  const last = civilDateAt(upTo, around.zone);
  const first = civilDateAt(after, around.zone);
  const days = when.kind === 'weekdays' ? eachDay(first, last) : eachMonth(when.nth, around.calendar, first, last);
  for (const day of days) {
    if (slots.length >= limit) break;
    if (when.kind === 'weekdays' && !around.calendar.isWorkingDay(day)) continue;
    const slot = momentAt(day, when.at, around.zone);
    if (after < slot && slot <= upTo) slots.push(slot);
  }
  return slots;
}

function* eachDay(first: CivilDate, last: CivilDate): Generator<CivilDate> {
  for (let day = first; day <= last; day = addDays(day, 1)) yield day;
}

/** The nth working day of each month from that of `first` to that of `last`. */
function* eachMonth(nth: number, calendar: Calendar, first: CivilDate, last: CivilDate): Generator<CivilDate> {
  for (let month = monthOf(first); month <= last; month = monthOf(addDays(month, 31))) {
    const following = monthOf(addDays(month, 31));
    const day =
      nth < 0
        ? workingDayOnOrBefore(calendar, addDays(following, -1))
        : addWorkingDays(calendar, workingDayOnOrAfter(calendar, month), nth - 1);
    // A month that is closed throughout, or too short, has none.
    if (month <= day && day < following) yield day;
  }
}

function monthOf(day: CivilDate): CivilDate {
  return civilDate(`${day.slice(0, 7)}-01`);
}

/** One time for one meeting: a meeting that is moved stays the same meeting. */
export interface Occasion {
  /** "performance board/2026-12-08/20": stays what it is wherever the meeting is moved to. */
  readonly id: string;
  readonly slot: Instant;
  readonly meeting: Meeting;
  /** When its papers are published. */
  readonly publishedOn: CivilDate;
}

/** All times before the papers of a board that a schedule has not run for yet, earliest first. */
export function occasionsOf(
  { board: name, days, at }: Extract<When, { kind: 'before-papers' }>,
  { calendar, boards, zone, ran }: Around,
): readonly Occasion[] {
  const board = boards.find((one) => !one.removed && plainBoard(one.name) === plainBoard(name));
  const publishes = board?.publishes ?? null;
  if (board === undefined || publishes === null) return [];
  const found = namedMeetings(board).flatMap(({ meeting, id }) => {
    const publishedOn = publicationOf(calendar, meeting.on, publishes);
    return days.map((before) => ({
      id: `${plainBoard(board.name)}/${id}/${String(before)}`,
      slot: momentAt(workingDaysBefore(calendar, publishedOn, before), at, zone),
      meeting,
      publishedOn,
    }));
  });
  return found.filter(({ id }) => !ran.has(id)).sort((a, b) => (a.slot < b.slot ? -1 : 1));
}

/** The day on which the papers of a meeting are published. */
export function publicationOf(calendar: Calendar, meets: CivilDate, publishes: number): CivilDate {
  return workingDaysBefore(calendar, meets, publishes);
}

/** So many working days before a day; with none, the day itself or the working day before it. */
export function workingDaysBefore(calendar: Calendar, day: CivilDate, count: number): CivilDate {
  return count === 0 ? workingDayOnOrBefore(calendar, day) : addWorkingDays(calendar, day, -count);
}

/** By the day for which it was first called; of several for one day the one that was moved keeps the name. */
export function namedMeetings(board: Board): readonly { readonly meeting: Meeting; readonly id: string }[] {
  const seen = new Map<CivilDate, number>();
  const movedFirst = [...board.meetings].sort((a, b) => Number(a.on === a.called) - Number(b.on === b.called));
  return movedFirst.map((meeting) => {
    const nth = (seen.get(meeting.called) ?? 0) + 1;
    seen.set(meeting.called, nth);
    return { meeting, id: nth === 1 ? meeting.called : `${meeting.called}#${String(nth)}` };
  });
}

/** The occasions whose time lies after `after`, up to and including `upTo`; empty for kinds that have none. */
export function occasionsBetween(when: When, around: Around, after: Instant, upTo: Instant): readonly string[] {
  if (when.kind !== 'before-papers') return [];
  return occasionsOf(when, around).flatMap(({ id, slot }) => (after < slot && slot <= upTo ? [id] : []));
}

/** The next moments. */
export function nextSlotsOf(when: When, around: Around, after: Instant, count: number): readonly Instant[] {
  if (when.kind === 'cron') return nextSlots(when.cron, around.zone, after, count);
  return slotsOf(when, around, after, addMs(after, FURTHEST_MS), count);
}

/** The newest moment after `after`, up to and including `upTo`; null when there is none. */
export function newestSlotOf(when: When, around: Around, after: Instant, upTo: Instant): Instant | null {
  if (when.kind === 'cron') return newestSlot(when.cron, around.zone, after, upTo);
  return slotsOf(when, around, after, upTo).at(-1) ?? null;
}
