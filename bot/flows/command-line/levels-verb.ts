import { addDays, inWords, type CivilDate } from '../../domain/dates.js';
import { POSTED_WITHIN_MS, type Level, type LevelId } from '../../domain/levels.js';
import { levelsOf, type Days } from '../levels.js';
import { presentCalendar } from '../working-calendar.js';
import { CommandError, type Answer, type CommandPorts, type Common } from './answer.js';

export interface LevelsWords {
  readonly days: number | null;
  readonly from: CivilDate | null;
  readonly to: CivilDate | null;
}

/** Without any, so many days up to the present one. */
const DAYS = 30;
/** What is counted is kept for so long. */
const MOST_DAYS = 90;

/** Whether what was promised was kept, over some days; the worst of each, and why. */
export async function levelsVerb(ports: CommandPorts, { asAt }: Common, words: LevelsWords): Promise<Answer> {
  const days = daysOf(asAt, words);
  const calendar = await presentCalendar(ports);
  const levels = await levelsOf({ ...ports, calendar }, days);
  const kept = levels.every(({ met }) => met !== false);
  return {
    json: { asAt, ...days, met: kept, levels },
    lines: [
      days.from === days.to ? inWords(days.to) : `${inWords(days.from)} to ${inWords(days.to)}`,
      ...levels.flatMap(linesOf),
    ],
  };
}

function daysOf(asAt: CivilDate, { days, from, to }: LevelsWords): Days {
  if (days !== null && from !== null)
    throw new CommandError('days', 'Give --days or --from, not both: --days counts back from --to, or from today.', 2);
  if (days !== null && (days < 1 || days > MOST_DAYS))
    throw new CommandError(
      'days',
      `--days ${String(days)} is not from 1 to 90: what is counted is kept for 90 days.`,
      2,
    );
  const last = to ?? asAt;
  const first = from ?? addDays(last, 1 - (days ?? DAYS));
  if (first > last) throw new CommandError('days', `--from ${first} lies after --to ${last}.`, 2);
  return { from: first, to: last };
}

interface Words {
  readonly what: string;
  readonly none: string;
  readonly aside: string;
}

const MINUTES = String(POSTED_WITHIN_MS / 60_000);

const WORDS: Readonly<Record<LevelId, Words>> = {
  'reminders-in-a-minute': {
    what: 'Reminders sent within 60 seconds',
    none: 'no reminders in these days',
    aside: 'not judged: answered before, or nobody can be reached',
  },
  'reminders-sent-or-flagged': {
    what: 'Reminders sent, or listed for a person, within 15 minutes',
    none: 'no reminders in these days',
    aside: 'not judged: answered before',
  },
  submissions: { what: 'Submissions answered within a second', none: 'no submissions in these days', aside: '' },
  summaries: {
    what: `Summaries posted within ${MINUTES} minutes`,
    none: 'no summaries in these days',
    aside: 'wait for a person, or are left out',
  },
};

function linesOf({ id, target, value, met, counts, worst }: Level): readonly string[] {
  const { what, none, aside } = WORDS[id];
  const state = met === null ? '-' : met ? 'kept' : 'MISSED';
  const found = value === null ? none : `${String(value)} %, ${String(counts.good)} of ${String(counts.of)}`;
  const beside = [
    ...(counts.open > 0 ? [`${String(counts.open)} still in time`] : []),
    ...(counts.aside > 0 ? [`${String(counts.aside)} ${aside}`] : []),
  ];
  return [
    `${state.padEnd(6)}  ${what} (wanted: ${String(target)} %): ${[found, ...beside].join('; ')}`,
    ...worst.map((one) => `          ${one.id}: ${tookInWords(one.ms)}, ${whyInWords(one.why)}`),
  ];
}

function tookInWords(ms: number): string {
  const seconds = ms / 1_000;
  if (seconds < 120) return `${String(Math.round(seconds * 10) / 10)} seconds`;
  if (seconds < 7_200) return `${String(Math.round(seconds / 60))} minutes`;
  return `${String(Math.round(seconds / 3_600))} hours`;
}

const WHY: readonly (readonly [RegExp, string])[] = [
  [/^planned-late$/, 'its sweep ran late: was the bot down? Look with: doctor'],
  [/^sent-at-try-(\d+)$/, 'sent at try $1'],
  [/^sent-late$/, 'sent late at the first try: many were due at once, or sending was stopped'],
  [/^not-sent-yet$/, 'not sent yet. Look with: sending'],
  [/^nobody-was-told$/, 'neither sent nor listed. Look with: sending, and: doctor'],
  [/^late$/, 'sent or listed too late'],
  [/^http-429.*$/, 'Teams asked us to wait'],
  [/^posted-late$/, 'posted late'],
  [/^not-posted-yet$/, 'not posted yet. Look with: summaries'],
  [/^slow-answers-1$/, 'or longer: 1 answer of that day'],
  [/^slow-answers-(\d+)$/, 'or longer the slowest of $1 answers of that day'],
];

/** Codes that no sentence is known for are told as they are. */
function whyInWords(why: string): string {
  const [pattern, words] = WHY.find(([known]) => known.test(why)) ?? [];
  return pattern === undefined || words === undefined ? why : why.replace(pattern, words);
}
