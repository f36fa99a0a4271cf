import { Temporal } from 'temporal-polyfill';
import type { CivilDate } from './dates.js';
import type { Cadence } from './due-kinds.js';

/** How often something happens, as a plan says it. */
export interface Rhythm {
  /** Null for one that no period here has: each term, each day. */
  readonly cadence: Cadence | null;
  /** What was assumed to read it, as a clause. */
  readonly assumed: string | null;
}

const TWO = '(?:two|2|other|second)';
const EACH = '(?:every|each|once a|once per|per)';
const NUMBER = '(?:three|four|five|six|seven|eight|nine|ten|eighteen|\\d+)';
/** Narrow columns break a word at its hyphen, "Six-" above "monthly". */
const DASH = '(?: ?- ?| )';
const BI = 'bi ?-? ?';

/** The words for each; the first that is found is meant, so the longer stand first. */
const RHYTHMS: readonly (readonly [RegExp, Rhythm])[] = [
  rhythm(`${BI}monthly`, 'two-monthly', 'it can also mean twice a month'),
  rhythm(`(?:two|2)${DASH}monthly|every ${TWO} months?|alternate months`, 'two-monthly'),
  rhythm(`${BI}(?:annual(?:ly)?|yearly)`, 'half-yearly', 'it can also mean every two years'),
  rhythm(`(?:six|6)${DASH}monthly|half${DASH}yearly|every (?:six|6) months|semi ?-? ?annual(?:ly)?`, 'half-yearly'),
  rhythm(`twice (?:a|per|each) year|twice(?: a |${DASH}|/)(?:yearly|year)`, 'half-yearly'),
  rhythm(`(?:two|2)${DASH}weekly|fortnightly|${EACH} fortnight|every ${TWO} weeks?`, 'fortnightly'),
  rhythm(`${BI}weekly`, 'fortnightly', 'it can also mean twice a week'),
  rhythm(`(?:bi|semi|tri) ?-? ?(?:daily|weekly|monthly|quarterly|termly|yearly|annual(?:ly)?)`, null),
  rhythm(`(?:twice|\\w+ times)${DASH}(?:daily|weekly|monthly|quarterly|termly|yearly|annually)`, null),
  rhythm(`(?:three|3)${DASH}monthly|quarterly|${EACH} quarter|every (?:three|3) months`, 'quarterly'),
  rhythm(`(?:twelve|12)${DASH}monthly|every (?:twelve|12) months`, 'yearly'),
  rhythm(`daily|${EACH} (?:working )?day|${EACH} (?:half${DASH}?)?term|(?:half${DASH}?)?termly|biennial(?:ly)?`, null),
  rhythm(`(?:twice|\\w+ times) (?:a|per|each) (?:week|month|term|year)`, null),
  rhythm(`${NUMBER}${DASH}(?:weekly|monthly|yearly)|every (?:\\w+) (?:days?|weeks?|months?|terms?|years?)`, null),
  rhythm(`monthly|${EACH} month`, 'monthly'),
  rhythm(`weekly|${EACH} week`, 'weekly'),
  rhythm(`annually|yearly|${EACH} year|per annum|annual(?=$)`, 'yearly'),
];

function rhythm(words: string, cadence: Cadence | null, assumed: string | null = null): readonly [RegExp, Rhythm] {
  return [new RegExp(`(?<![a-z\\d-])(?:${words})(?![a-z\\d])`, 'i'), { cadence, assumed }];
}

/** The frame with a `~` for how often; null when it does not say. */
export function rhythmIn(frame: string): { readonly frame: string; readonly rhythm: Rhythm } | null {
  const found = RHYTHMS.find(([pattern]) => pattern.test(frame));
  return found ? { frame: frame.replace(found[0], '~'), rhythm: found[1] } : null;
}

/** Months in one period; null for weeks. */
export const MONTHS_IN: Readonly<Record<Cadence, number | null>> = {
  weekly: null,
  fortnightly: null,
  monthly: 1,
  'two-monthly': 2,
  quarterly: 3,
  'half-yearly': 6,
  yearly: 12,
};

/** The last day of the period that begins on a day. */
export function endOfPeriodFrom(start: CivilDate, cadence: Cadence): CivilDate {
  const months = MONTHS_IN[cadence];
  const length = months === null ? { days: cadence === 'weekly' ? 7 : 14 } : { months };
  return Temporal.PlainDate.from(start).add(length).subtract({ days: 1 }).toString() as CivilDate;
}
