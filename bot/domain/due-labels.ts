/** Words after which a date is not simply the date: they move it, bound it on one side, doubt it or repeat it. */
const TURNS = new Set(
  (
    'not no never nor or either neither than unless if subject pending provided providing dependent depending assuming ' +
    'was were been had may might could would should instead also plus as ' +
    'from since after before until till by within following onward onwards start starts started starting begin begins ' +
    'beginning began commence commences commencing commencement next last previous previously formerly original ' +
    'originally extend extends extended extension revise revised revision change changes changed amended move moves ' +
    'moved slip slipped slippage delay delays delayed postponed deferred brought put pushed late later early ' +
    'earlier mid end ends ending ended tbc tba tbd confirmed agreed determined decided advised arranged awaited ' +
    'awaiting provisional provisionally approx approximately approximate circa around about estimated expected ' +
    'cancelled cancel missed completed achieved done superseded withdrawn ongoing on-going continuous continuing then ' +
    'thereafter afterwards again every each per daily weekly fortnightly monthly quarterly termly half-termly yearly ' +
    'annually bi-monthly bimonthly day days week weeks weekend fortnight month months quarter quarters half term terms ' +
    'year years spring summer autumn winter easter christmas holiday holidays break today tomorrow yesterday now asap ' +
    'monday tuesday wednesday thursday friday saturday sunday'
  ).split(' '),
);

const MONTHS = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)\b/;
/** Words that something must follow. */
const LEADS_ON = /^(?:to|of|and|with|the|an?|at|in|on|for)$/;
const LONGEST = 80;
/** Words that a number behind them counts, as a pattern: "phase 2". */
export const COUNTED =
  '(?:phase|stage|step|part|tranche|cohort|group|round|wave|cycle|draft|version|audit|review|workshop|session|module' +
  '|action|milestone)';
/** "1st audit", "phase 2": numbers that are no part of a date. */
const COUNTS = new RegExp(`(?<![a-z\\d])(?:[1-9] ?(?:st|nd|rd|th)|${COUNTED} \\d{1,2})(?![a-z\\d])`, 'gi');

/** Whether words beside a date can stand there as what it is for, without changing what the date means. */
export function isLabel(words: string): boolean {
  if (words.length > LONGEST || !/[a-z]/i.test(words) || /[#~?;\n]/.test(words)) return false;
  if (/\d/.test(words.replace(COUNTS, ''))) return false;
  const said = words.toLowerCase().match(/[a-z]+(?:-[a-z]+)*/g) ?? [];
  if (LEADS_ON.test(said.at(-1) ?? '')) return false;
  return !said.flatMap((word) => [word, ...word.split('-')]).some((word) => TURNS.has(word) || MONTHS.test(word));
}
