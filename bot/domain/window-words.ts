/** What a reporting window asks, in words. */
import type { Ask } from './asks.js';
import { inWords, parseCivilDate, type CivilDate } from './dates.js';
import type { ReportingWindow } from './windows.js';
import type { Calendar } from './working-days.js';

type Knows = Pick<Calendar, 'windows'>;

/** "the question for Quarter 2"; of a plan without windows "the question of the quarter". */
export function windowAskInWords({ anchor, step }: Pick<Ask, 'anchor' | 'step'>, calendar: Knows): string {
  const about = idOf(anchor);
  if (parseCivilDate(about) !== undefined) return 'the question of the quarter';
  const name = called(about, calendar);
  return `the question for ${name}${step === 'open' ? '' : ', asked again'}`;
}

/** Why a card lists something: "as Quarter 2 is being reported:". */
export function reportedInWords({ anchor }: Pick<Ask, 'anchor'>, calendar: Knows): string {
  const about = idOf(anchor);
  return parseCivilDate(about) === undefined ? `as ${called(about, calendar)} is being reported:` : 'for the quarter';
}

/** What happens on a day of a window: "the figures are frozen at noon on Friday 9 October 2026". */
export function stepInWords(what: 'opens' | 'chases' | 'freezes' | 'posts', on: CivilDate): string {
  const day = inWords(on);
  switch (what) {
    case 'opens':
      return `everybody is asked on ${day}`;
    case 'chases':
      return `whoever has not answered is asked again on ${day}`;
    case 'freezes':
      return `the figures are frozen at noon on ${day}`;
    case 'posts':
      return `the summary is posted at nine on ${day}`;
  }
}

/** Its name, while it is known; else its id. */
function called(id: string, { windows = [] }: Knows): string {
  return windows.find((one: ReportingWindow) => one.id === id)?.name ?? `“${id}”`;
}

function idOf(anchor: string): string {
  return anchor.slice(anchor.indexOf(':') + 1);
}
