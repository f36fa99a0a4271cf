/** Closure days as a card changes them. */
import { addDays, inWords, type CivilDate } from '../domain/dates.js';
import { inList } from '../domain/lists.js';
import type { Actor } from '../domain/plan.js';
import { recordAct } from './audit.js';
import { readDay, type CalendarSaved } from './calendar-shown.js';
import { changeClosures } from './closure-days.js';
import type { Ports } from './ports.js';

/** Longer closures are more likely a slip of the pen; who means it says it twice. */
export const CLOSED_AT_ONCE = 31;

export async function saveClosures(
  ports: Ports,
  typed: Readonly<Record<string, string>>,
  act: 'close' | 'open',
  by: Actor,
): Promise<CalendarSaved> {
  const wrong = (field: string, message: string): CalendarSaved => ({ kind: 'wrong', error: { field, message } });
  const first = readDay(ports, typed.first ?? '');
  if ('message' in first) return wrong('first', first.message);
  const last = (typed.last ?? '').trim() === '' ? first : readDay(ports, typed.last ?? '');
  if ('message' in last) return wrong('last', last.message);
  if (last.day < first.day) return wrong('last', `${inWords(last.day)} is before ${inWords(first.day)}.`);
  const days = daysBetween(first.day, last.day);
  if (days.length > CLOSED_AT_ONCE)
    return wrong('last', `At most ${String(CLOSED_AT_ONCE)} days can be closed at once.`);
  const order = act === 'open' ? { add: [], remove: days } : { add: days, remove: [] };
  const made = await changeClosures(ports, { ...order, by });
  if (made.kind === 'conflict') return wrong('', 'Somebody else changed the calendar at the same moment. Press again.');
  if (made.kind === 'nothing') {
    const why = act === 'open' ? 'is entered as a closure day' : 'would be a working day';
    return wrong('first', `None of these days ${why}.`);
  }
  await recordAct(ports, by, act === 'open' ? 'closure days removed' : 'closure days added', made.days.join(' '));
  const said = act === 'open' ? 'Open again on' : 'Closed on';
  return { kind: 'saved', name: '', done: [`${said} ${inList(made.days.map(inWords))}`] };
}

function daysBetween(first: CivilDate, last: CivilDate): readonly CivilDate[] {
  const days: CivilDate[] = [];
  for (let day = first; day <= last && days.length <= CLOSED_AT_ONCE; day = addDays(day, 1)) days.push(day);
  return days;
}
