/** The sentences in which an admin reads why somebody is asked or not. */
import { meetingOf } from './boards.js';
import { inWords, type CivilDate } from './dates.js';
import { inList } from './lists.js';
import { workingDaysInWords } from './overdue.js';
import { periodInWords } from './period-words.js';
import { daysBeforeInWords, onDayOf } from './meeting-days.js';
import { approvedDate, isOpen, presentPeriod, type Milestone } from './plan.js';
import { rulesOf } from './plan-rules.js';
import { POLICY } from './policy.js';
import { stateInWords } from './state-words.js';
import { whatWaits } from './what-waits.js';
import { quietedBy } from './why-became.js';
import { lastAsked, owedToday, type Rung, type WhyFacts } from './why-facts.js';
import { addWorkingDays, type Calendar } from './working-days.js';
import { askInWords, cardInWords } from './rung-words.js';

/** When it is due and how it stands: "PMQA 1.1 is due on Friday 18 December 2026, printed as “18/12/26”; not started." */
export function dueSentence(milestone: Milestone): string {
  return `${milestone.ref} ${dueClause(milestone)}; it is ${stateInWords(milestone.state)}.`;
}

function dueClause(milestone: Milestone): string {
  const { due } = milestone;
  const day = approvedDate(milestone);
  const on = day === null ? 'no day' : inWords(day);
  const printed = `printed as “${due.text}”`;
  switch (due.kind) {
    case 'day':
      return `is due on ${on}, ${printed}`;
    case 'period':
      return `is due by ${on}, the last day of what is ${printed}`;
    case 'meeting': {
      const where = meetingOf(due.board);
      if (day === null) return `is due at the next one of ${where}, which the calendar does not have yet`;
      if (due.daysBefore !== undefined) {
        return `is due on ${on}, ${daysBeforeInWords(due)}${where}${onDayOf(due)}, ${printed}`;
      }
      return due.on === null
        ? `is due at ${where}, which the calendar does not have yet: until then by ${on}, ${printed}`
        : `is due at ${where} on ${on}, ${printed}`;
    }
    case 'recurring': {
      const period = presentPeriod(milestone);
      const present = period === null ? '' : `, now for ${periodInWords(period)}`;
      return `wants an update again and again${present}, ${printed}`;
    }
    case 'awaited':
      return `has no date yet, ${printed}`;
    case 'ongoing':
      return `has no end, ${printed}`;
  }
}

/** What is asked today; or what keeps it from being asked. */
export function todaySentence(facts: WhyFacts, nameOf: (officer: string) => string): string {
  const owed = owedToday(facts);
  if (owed.length > 0) return `To be asked today: ${owed.map((ask) => askInWords(ask, facts.calendar)).join('; ')}.`;
  const asked = facts.asks.map((ask) => lastAsked(facts, ask)).filter((row) => row !== null);
  const last = asked.sort((a, b) => (a.at < b.at ? 1 : -1))[0];
  if (last !== undefined) {
    return `Not asked again today: ${askInWords(last, facts.calendar)} was ${cardInWords(last)}, and nobody has answered since.`;
  }
  return `Not asked today: ${reasonNotAsked(facts, nameOf)}.`;
}

function reasonNotAsked(facts: WhyFacts, nameOf: (officer: string) => string): string {
  const { milestone, today, calendar, answers } = facts;
  const { proposal, deferral, deliveredOn } = milestone;
  if (milestone.state === 'delivered') {
    return deliveredOn === null ? 'it is delivered' : `it was delivered on ${inWords(deliveredOn)}`;
  }
  if (!isOpen(milestone)) return `it is ${stateInWords(milestone.state)}`;
  if (proposal !== null) {
    return `${waitsInWords(proposal)} waits for a decision since ${inWords(proposal.on)}`;
  }
  if (deferral !== null && today <= deferral.until) {
    const by = deferral.by.kind === 'officer' ? nameOf(deferral.by.id) : 'an administrator';
    return `${by} put it off until ${inWords(deferral.until)}: ${deferral.reason}`;
  }
  const last = answers.at(-1);
  if (last === undefined) return 'nothing has come yet since it was loaded';
  const said = `${last.by} answered on ${inWords(last.on)}`;
  if (milestone.overdueAnswers.includes(last.on)) {
    return `${said}, after its date, which moves what follows by ${workingDaysInWords(POLICY.postponedBy)}`;
  }
  if (quietedBy(facts, today) === null && last.on !== today) return `${said}, and nothing has come since`;
  const { quietAfterAnswer } = rulesOf(calendar, milestone.plan);
  const until = addWorkingDays(calendar, last.on, quietAfterAnswer);
  const days = workingDaysInWords(quietAfterAnswer);
  return `${said}, which quiets what falls in the next ${days} (until ${inWords(until)})`;
}

function waitsInWords(proposal: NonNullable<Milestone['proposal']>): string {
  const what = whatWaits(proposal);
  switch (what.kind) {
    case 'date':
      return `a new date, ${inWords(what.date)},`;
    case 'evidence':
      return 'its evidence';
    case 'handover':
      return 'handing it over';
    case 'end':
      return what.state === 'delivered' ? 'its discharge by the board' : 'closing it';
  }
}

/** When it goes further up if nobody answers; null when that is not in sight. */
export function escalationSentence(told: readonly string[], on: CivilDate | null): string | null {
  return on === null || told.length === 0
    ? null
    : `Without an answer ${inList(told)} ${told.length === 1 ? 'is' : 'are'} told on ${inWords(on)}.`;
}

/** What comes next for somebody whom it concerns. */
export function nextSentence(
  rungs: readonly Rung[],
  next: CivilDate | null,
  calendar: Pick<Calendar, 'windows'> = {},
): string {
  if (next === null) return 'Nothing more is known to come.';
  const rung = rungs.find(({ on, became }) => on === next && (became === 'ahead' || became === 'postponed'));
  return `Next: ${inWords(next)}${rung === undefined ? '' : `, ${askInWords(rung, calendar)}`}.`;
}
