/** Schedules as the cards of admins show them. */
import type {
  ScheduleAsk,
  ScheduleReach,
  ScheduleShownView,
  SchedulesView,
  ScheduleView,
} from '../domain/schedule-views.js';
import { readDirectory } from './directory.js';
import type { Ports, Schedule } from './ports.js';
import { byInWords, scheduleHistory } from './schedule-history.js';
import { reachOf, reachSaid } from './schedule-reach.js';
import { describe, pausedWords } from './schedule-view.js';

const WHAT = { sweep: 'Reminders', rollup: 'Summaries', window: 'Reporting windows' } as const;
/** As much of its history as a card shows. */
const SHOWN = 8;

export async function schedulesShown(ports: Ports, done: string | null): Promise<SchedulesView> {
  const schedules: ScheduleView[] = [];
  for (const { value } of await ports.schedules.list()) schedules.push(await viewOf(ports, value));
  const spoilt = (await ports.schedules.unreadable()).map(({ value }) => value);
  return { schedules, spoilt, done };
}

interface More {
  readonly done?: string;
  readonly ask?: ScheduleAsk;
  /** What is to be asked about; what it would reach is counted here. */
  readonly asks?: ScheduleAsk['kind'];
  readonly until?: string;
  readonly error?: ScheduleShownView['error'];
}

/** Null where there is none of that id. */
export async function scheduleShown(ports: Ports, id: string, more: More = {}): Promise<ScheduleShownView | null> {
  const found = (await ports.schedules.list()).find(({ value }) => value.id === id)?.value;
  if (found === undefined) return null;
  const { nameOf } = await readDirectory(ports.people);
  const history = (await scheduleHistory(ports, id))
    .slice(0, SHOWN)
    .map((one) => forPeople(byInWords(one, nameOf, ports.zone)));
  return {
    ...(await viewOf(ports, found)),
    history,
    ask: more.ask ?? (await askOf(ports, found, more.asks)),
    done: more.done ?? null,
    until: more.until ?? '',
    error: more.error ?? null,
  };
}

async function askOf(
  ports: Ports,
  schedule: Schedule,
  asks: ScheduleAsk['kind'] | undefined,
): Promise<ScheduleAsk | null> {
  if (asks === undefined) return null;
  return asks === 'remove'
    ? { kind: 'remove' }
    : { kind: 'run', reach: await reachInWords(ports, schedule), again: false };
}

/** What it would reach now. */
export async function reachInWords(ports: Ports, schedule: Parameters<typeof reachOf>[1]): Promise<ScheduleReach> {
  const count = await reachOf(ports, schedule);
  return { count, words: reachSaid(schedule.kind, count) };
}

async function viewOf(ports: Ports, schedule: Schedule): Promise<ScheduleView> {
  const { id, kind, what, when, nextInWords, refusedSince, trouble } = await describe(ports, schedule);
  const { paused, pausedUntil } = schedule;
  return {
    ...{ id, what: whatSaid(kind, what), when, next: nextInWords },
    paused: paused ? pausedWords(pausedUntil) : null,
    // What to type at the command line is a button here.
    trouble: trouble?.replace(/\.? If that is right, ask now with: .*$/, '') ?? null,
    stopped: refusedSince !== null,
  };
}

/** As cards call what schedules do: the audit calls it by its kind. */
function forPeople(words: string): string {
  return words.replace(
    /\b(sweep|rollup|window) of /g,
    (_, kind: Schedule['kind']) => `${WHAT[kind].toLowerCase()} of `,
  );
}

/** "Reminders of every plan". */
export function whatSaid(kind: Schedule['kind'], of: string): string {
  return `${WHAT[kind]} of ${of}`;
}
