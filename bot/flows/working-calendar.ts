import type { CivilDate, Instant } from '../domain/dates.js';
import { morningAt } from '../domain/windows.js';
import { diaryAsAt, diaryBy } from './diary-as-at.js';
import type { Calendar, Ports } from './ports.js';
import type { NotedPages } from './present-pages.js';
import { todayOf } from './today.js';

/** What is entered at a terminal reaches a running bot within this time. */
const REMEMBERED_MS = 60_000;

type Reads = Pick<Ports, 'diary' | 'workingDays' | 'clock' | 'zone'>;

/**
 * The working days as they are known now, closure days included; read at most once a minute. A piece of work takes them
 * once and keeps them to its end, so that all it decides is decided by one calendar. A read that fails is not remembered.
 */
export function rememberedCalendar(ports: Reads, forMs = REMEMBERED_MS): () => Promise<Calendar> {
  let known: { readonly at: number; readonly calendar: Calendar } | null = null;
  return async () => {
    const at = ports.clock.monotonic();
    if (known === null || at - known.at >= forMs) known = { at, calendar: await presentCalendar(ports) };
    return known.calendar;
  };
}

/** The working days as they are known now. */
export async function presentCalendar(ports: Reads): Promise<Calendar> {
  return calendarOf(ports, await ports.diary.present());
}

/** The working days as the diary has them now. */
export function calendarOf(
  { workingDays, clock, zone }: Omit<Reads, 'diary'>,
  { closures, windows, rules }: Pick<NotedPages, 'closures' | 'windows' | 'rules'>,
): Calendar {
  return {
    ...workingDays(closures?.days ?? []),
    windows: windows?.windows ?? [],
    rules: rules?.plans ?? [],
    morningOf: morningAt(clock.now(), zone),
  };
}

/** The working days as they were known by the end of a day (RULES 7); of a day to come, as they are known now. */
export async function calendarAsAt(ports: Reads, day: CivilDate): Promise<Calendar> {
  if (day >= todayOf(ports)) return presentCalendar(ports);
  const { closedOn, windows, rules } = await diaryAsAt(ports, day);
  return { ...ports.workingDays(closedOn), windows, rules };
}

/** The working days as they were known by an instant. */
export async function calendarBy(ports: Omit<Reads, 'clock'>, limit: Instant): Promise<Calendar> {
  const { closedOn, windows, rules } = await diaryBy(ports, limit);
  return { ...ports.workingDays(closedOn), windows, rules, morningOf: morningAt(limit, ports.zone) };
}
