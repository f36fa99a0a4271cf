import type { AskedPerson, Whom } from './asked-of.js';
import type { Ask } from './asks.js';
import type { CivilDate } from './dates.js';
import { asksOn, lookOn } from './look-on.js';
import type { Known } from './people.js';
import { presentPeriod, type Milestone, type OfficerId } from './plan.js';
import { ledFrom } from './told-asks.js';
import type { Calendar } from './working-days.js';

/**
 * A milestone as one of those who are asked sees it. Where each member of a group has to answer, whoever has answered is
 * asked as if the milestone's last answer were their own, and is not asked about dates that another of them gave.
 */
export function asSeenBy(milestone: Milestone, { asked, awaited }: Whom, officer: OfficerId): Milestone {
  const person = asked.find((one) => one.officer === officer);
  if (person === undefined || awaited.length === 0) return milestone;
  const seen = withoutDatesOfOthers(milestone, asked, person);
  const own = lastAnswerOf(milestone, person);
  if (own === null || (milestone.answeredOn !== null && own <= milestone.answeredOn)) return seen;
  const period = presentPeriod(milestone);
  const settled = period !== null && period.from <= own ? { settledThrough: period.to, overdueAnswers: [] } : {};
  return { ...seen, answeredOn: own, ...settled };
}

export interface AskFacts {
  readonly people: Known;
  readonly calendar: Calendar;
  readonly today: CivilDate;
  /** Something waits, and nobody is set who may decide it (`nobodyDecides`). */
  readonly undecidable: boolean;
}

/**
 * What one of those who are asked is to be asked on a day, before looking at what they were asked already. Who took it
 * over is not asked for what came before that day.
 */
export function asksOf(
  milestone: Milestone,
  whom: Whom,
  officer: OfficerId,
  { people, calendar, today, undecidable }: AskFacts,
): readonly Ask[] {
  const seen = asSeenBy(milestone, whom, officer);
  const asks = undecidable ? stagesDue(seen, calendar, today) : asksOn(seen, calendar, today);
  const speaksFor = whom.asked.find((one) => one.officer === officer)?.speaksFor ?? [officer];
  const from = ledFrom(milestone, speaksFor, people);
  return from === null ? asks : asks.filter(({ on }) => on >= from);
}

/** Of what waits and nobody may decide: it quiets nothing from the date on. */
function stagesDue(milestone: Milestone, calendar: Calendar, today: CivilDate): readonly Ask[] {
  const asks = asksOn({ ...milestone, proposal: null }, calendar, today);
  return asks.filter(({ because, step }) => because === 'stage' && Number(step) >= 0);
}

/** The first day after `after` on which something may become owed by anybody who is asked; null when none is known. */
export function lookOnFor(milestone: Milestone, whom: Whom, calendar: Calendar, after: CivilDate): CivilDate | null {
  const seen = new Set([milestone, ...whom.asked.map(({ officer }) => asSeenBy(milestone, whom, officer))]);
  const days = [...seen].map((one) => lookOn(one, calendar, after)).filter((day) => day !== null);
  return days.sort()[0] ?? null;
}

/** How many of those who each have to answer owe nothing today; null where one answer is enough. */
export function groupProgress(
  milestone: Milestone,
  whom: Whom,
  calendar: Calendar,
  today: CivilDate,
): { readonly answered: number; readonly of: number } | null {
  if (whom.awaited.length === 0) return null;
  const owing = whom.asked
    .filter(({ officer }) => asksOn(asSeenBy(milestone, whom, officer), calendar, today).length > 0)
    .flatMap(({ speaksFor }) => speaksFor);
  const answered = whom.awaited.filter((member) => !owing.includes(member)).length;
  return { answered, of: whom.awaited.length };
}

/**
 * The last day by which everybody had answered whose answer this person's is: one answer of a deputy is one for all of
 * them. Null while it is missing for somebody.
 */
export function lastAnswerOf({ answers }: Milestone, { speaksFor }: AskedPerson): CivilDate | null {
  const days = speaksFor.map((one) => answers.find(({ by }) => by === one)?.on ?? null);
  return days.includes(null) ? null : (days.filter((day) => day !== null).sort()[0] ?? null);
}

function withoutDatesOfOthers(milestone: Milestone, asked: readonly AskedPerson[], person: AskedPerson): Milestone {
  const { update } = milestone;
  if (update?.by.kind !== 'officer') return milestone;
  const { id } = update.by;
  const gave = (one: AskedPerson): boolean => one.officer === id || one.speaksFor.includes(id);
  if (gave(person) || !asked.some(gave)) return milestone;
  return { ...milestone, update: { ...update, recovery: null, nextStepBy: null } };
}
