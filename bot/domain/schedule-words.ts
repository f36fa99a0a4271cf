/** When a schedule runs, in words. */
import { minutesOfDayAt, momentInWords, civilDateAt, type Instant } from './dates.js';
import { inList } from './lists.js';
import { POLICY } from './policy.js';
import type { When } from './schedule-when.js';
import type { Calendar } from './working-days.js';

const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');

/** "20, 15 and 10 working days before the papers of Performance Board are published, at 09:00". */
export function whenSaid(when: When): string {
  switch (when.kind) {
    case 'cron':
      return cronSaid(when.cron);
    case 'weekdays':
      return `every working day at ${clockTime(when.at)}`;
    case 'month-day': {
      const which = when.nth < 0 ? 'last' : (ORDINALS[when.nth - 1] ?? `${String(when.nth)}th`);
      return `the ${which} working day of the month at ${clockTime(when.at)}`;
    }
    case 'before-papers': {
      const days = when.days.length === 1 && when.days[0] === 1 ? 'working day' : 'working days';
      const list = inList(when.days.map(String));
      return `${list} ${days} before the papers of ${when.board} are published, at ${clockTime(when.at)}`;
    }
  }
}

/** As `readWhen` reads it: to change what was typed. */
export function whenTyped(when: When): string {
  switch (when.kind) {
    case 'cron':
      return when.cron;
    case 'weekdays':
      return `weekdays at ${clockTime(when.at)}`;
    case 'month-day':
      return whenSaid(when).replace(/^the /, '');
    case 'before-papers':
      return `${inList(when.days.map(String))} working days before papers of ${when.board} at ${clockTime(when.at)}`;
  }
}

/** The patterns that people use most have words; the others stand as they are. */
function cronSaid(cron: string): string {
  const found = /^(\d{1,2}) (\d{1,2}) \* \* (\*|1-5)$/.exec(cron.trim());
  if (found === null) return `by the pattern ${cron}`;
  const time = clockTime(Number(found[2]) * 60 + Number(found[1]));
  return found[3] === '*' ? `every day at ${time}` : `Monday to Friday at ${time}`;
}

/** "08:30". */
export function clockTime(minutes: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Whether cards may leave at a moment: on a working day, within decent hours (RULES 3). */
export function isDecent(
  moment: Instant,
  { calendar, zone }: { readonly calendar: Calendar; readonly zone: string },
): boolean {
  const minutes = minutesOfDayAt(moment, zone);
  return calendar.isWorkingDay(civilDateAt(moment, zone)) && minutes >= POLICY.opens && minutes < POLICY.closes;
}

/** "9am on Tuesday 1 December 2026 (outside decent hours: cards wait until the next working morning)". */
export function slotSaid(
  slot: Instant,
  around: { readonly calendar: Calendar; readonly zone: string },
  asks: boolean,
): string {
  const words = momentInWords(slot, around.zone);
  if (!asks || isDecent(slot, around)) return words;
  return `${words} (outside decent hours: cards wait until ${clockTime(POLICY.opens)} on a working day)`;
}
