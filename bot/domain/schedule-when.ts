/** When a schedule runs, as admins say it. */
import { Cron } from 'croner';
import { boardCalled, type Board } from './boards.js';
import { faultInCron } from './next-run.js';
import { POLICY } from './policy.js';

/** All are read on the clocks of the organisation's zone; `at` is minutes after midnight, a multiple of five. */
export type When =
  /** Five fields: minute, hour, day of month, month, day of week. The only kind that knows no working days. */
  | { readonly kind: 'cron'; readonly cron: string }
  /** Every working day. */
  | { readonly kind: 'weekdays'; readonly at: number }
  /** The nth working day of each month, from 1; -1 is the last. A month without so many has none. */
  | { readonly kind: 'month-day'; readonly nth: number; readonly at: number }
  /** So many working days before the papers of each meeting of a board are published; largest first. */
  | { readonly kind: 'before-papers'; readonly board: string; readonly days: readonly number[]; readonly at: number };

/** Further ahead nobody reports for a meeting. */
const MOST_DAYS = 120;
/** More in one schedule are hardly meant. */
const MOST_OFFSETS = 10;
/** A month has at least so many working days, whatever is closed in it; after them "last" is meant. */
const LAST_NTH = 15;

/** What is wrong with it, in a sentence; null when it is good. */
export function faultInWhen(when: When, boards: readonly Board[]): string | null {
  if (when.kind === 'cron') return faultInCron(when.cron) ?? tooOften(when.cron);
  const { at } = when;
  if (!Number.isInteger(at) || at < 0 || at >= 24 * 60) return 'That is no time of day. Give one such as 08:30.';
  if (at % 5 !== 0) return 'The minutes are no multiple of five. Give 0, 5, 10 and so on.';
  if (when.kind === 'month-day') return faultInNth(when.nth);
  return when.kind === 'before-papers' ? faultInPapers(when, boards) : null;
}

function faultInNth(nth: number): string | null {
  if (nth === -1 || (Number.isInteger(nth) && nth >= 1 && nth <= LAST_NTH)) return null;
  return `Not every month has that working day. Say the first to the ${String(LAST_NTH)}th, or the last.`;
}

function faultInPapers(
  { board, days }: Extract<When, { kind: 'before-papers' }>,
  boards: readonly Board[],
): string | null {
  if (days.length === 0) return 'Say how many working days before the papers are published, such as 20, 15 and 10.';
  if (days.length > MOST_OFFSETS) return `More than ${String(MOST_OFFSETS)} times for one meeting are too many.`;
  const wrong = days.find((day) => !Number.isInteger(day) || day < 0 || day > MOST_DAYS);
  if (wrong !== undefined) return `Give working days from 0 to ${String(MOST_DAYS)}, such as 20, 15 and 10.`;
  const found = boardCalled(boards, board);
  if (found === undefined) {
    const names = boards.flatMap(({ name, removed }) => (removed ? [] : [name]));
    const known = names.length === 0 ? 'There is none yet.' : `There are: ${names.join(', ')}.`;
    return `No board in the calendar is called “${board}”. ${known}`;
  }
  if (found.publishes !== null) return null;
  return `Nobody has said yet how many working days before its meetings the papers of ${found.name} are published. Say it with: calendar board "${found.name}" --publishes 5`;
}

/** A pattern whose runs follow each other too closely: everybody would be asked by machine. Null where it does not. */
function tooOften(cron: string): string | null {
  const job = new Cron(cron, { paused: true, mode: '5-part', timezone: 'UTC' });
  // More than a day of every five minutes: what comes too soon after another comes so on each of its days.
  const runs = job.nextRuns(300, new Date('2026-01-01T00:00:00Z')).map((run) => run.getTime());
  const least = POLICY.scheduleEvery * 60_000;
  if (runs.every((run, index) => index === 0 || run - (runs[index - 1] ?? 0) >= least)) return null;
  const often = `more often than every ${String(POLICY.scheduleEvery)} minutes`;
  return `“${cron}” runs ${often}, and nothing new becomes due so quickly. Give times that lie further apart.`;
}

/** The same days in order, each once. */
export function inOrderOfDays(days: readonly number[]): readonly number[] {
  return [...new Set(days)].sort((a, b) => b - a);
}
