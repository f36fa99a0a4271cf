import { parseCivilDate, type CivilDate } from '../../domain/dates.js';
import { CLOSED_STATES, OUTCOMES, STATES, type Outcome, type State } from '../../domain/plan.js';
import { todayOf } from '../today.js';
import { calendarAsAt, presentCalendar } from '../working-calendar.js';
import { CommandError, namedOfficer, type CommandPorts, type Common } from './answer.js';

type Options = Readonly<Record<string, string | undefined>>;

/** The day and the person that every verb takes. */
export async function readCommon(ports: CommandPorts, options: Options): Promise<Common> {
  const given = readDay('as-at', options['as-at'] ?? options.today);
  const as = options.as === undefined ? null : await namedOfficer(ports, options.as);
  return {
    asAt: given ?? todayOf(ports),
    by: as === null ? { kind: 'operator' } : { kind: 'officer', id: as.id },
  };
}

/** The working days that a verb counts with: one that only reads, with those known by the end of its day. */
export function workingDaysFor(ports: CommandPorts, { asAt }: Common, known: 'as-known-then' | 'as-known-now') {
  return known === 'as-known-then' ? calendarAsAt(ports, asAt) : presentCalendar(ports);
}

/** A day as typed; `name` is that of its option, empty for a word without one. */
export function readDay(name: string, text: string | undefined): CivilDate | null {
  if (text === undefined) return null;
  const day = parseCivilDate(text);
  if (day !== undefined) return day;
  const option = name === '' ? '' : `--${name} `;
  throw new CommandError('date', `${option}“${text}” is not a day. Write it as YYYY-MM-DD, like 2026-11-18.`, 2);
}

/** A number of people, of days: whole, and not below 0; null when nothing was given. */
export function readCount(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d{1,6}$/.test(text.trim())) return Number(text);
  throw new CommandError('number', `--${name} “${text}” is no whole number.`, 2);
}

/** Days with semicolons or commas between them; null when nothing was given. */
export function readDays(name: string, text: string | undefined): readonly CivilDate[] | null {
  if (text === undefined) return null;
  const parts = text.split(/[;,]/).map((part) => part.trim());
  return parts.filter((part) => part !== '').flatMap((part) => readDay(name, part) ?? []);
}

/** As typed; null when nothing was given. Throws for what is no state. */
export function readState(text: string | undefined): State | null {
  if (text === undefined) return null;
  const wanted = text.toLowerCase().replace(/\s+/g, '-');
  const state = STATES.find((one) => one === wanted);
  if (state !== undefined) return state;
  throw new CommandError('state', `“${text}” is no state. Give one of: ${STATES.join(', ')}.`, 2);
}

/** As a state; for what is none, the ends that somebody can propose. */
export function readEnd(text: string | undefined): State | null {
  const wanted = text?.toLowerCase().replace(/\s+/g, '-');
  if (wanted === undefined || STATES.some((one) => one === wanted)) return readState(text);
  throw new CommandError('state', `“${text ?? ''}” is no end to propose. Give one of: ${CLOSED_STATES.join(', ')}.`, 2);
}

/** As typed; null when nothing was given. Throws for what is no outcome. */
export function readOutcome(text: string | undefined): Outcome | null {
  if (text === undefined) return null;
  const wanted = text.toLowerCase().replace(/\s+/g, '-');
  const outcome = OUTCOMES.find((one) => one === wanted);
  if (outcome !== undefined) return outcome;
  throw new CommandError('outcome', `“${text}” is no outcome. Give one of: ${OUTCOMES.join(', ')}.`, 2);
}
