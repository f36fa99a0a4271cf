import type { CivilDate } from './dates.js';
import { isDeferred, overdueAtFirstLoad } from './other-asks.js';
import { approvedDate, presentPeriod, type Milestone } from './plan.js';
import { rulesOf } from './plan-rules.js';
import { owedToday, type AskedAndSent, type Became, type GivenAnswer, type Rung, type WhyFacts } from './why-facts.js';
import { addWorkingDays, workingDayOnOrAfter, type Calendar } from './working-days.js';

/** Something to ask about, before anything is known of what became of it. */
export type Coming = Pick<Rung, 'anchor' | 'step' | 'on' | 'wasOn' | 'movedBy'>;

/** What is known of it besides. */
interface Known {
  readonly mine: AskedAndSent | null;
  readonly after: GivenAnswer | null;
  readonly quiets: GivenAnswer | null;
  readonly mayBeQuiet: boolean;
  readonly from: CivilDate;
}

/** What became of it by the end of the day, or will become of it as things are. */
export function becameOf(facts: WhyFacts, coming: Coming, { mine, after, quiets, mayBeQuiet, from }: Known): Became {
  const { milestone, today, calendar } = facts;
  const { on, step } = coming;
  if (mine !== null) return after === null ? 'asked' : 'answered';
  if (owedToday(facts).some((ask) => ask.anchor === coming.anchor && ask.step === step)) return 'owed';
  if (from < milestone.importedOn || isBeforeConfirmation(milestone, calendar, coming)) return 'before-load';
  // Only a rung of the period's own date waits for the period.
  if (coming.anchor === approvedDate(milestone) && on < (presentPeriod(milestone)?.from ?? '')) return 'not-begun';
  if (quiets !== null) return 'quieted';
  // Of the rungs of a date, only those before it are muted.
  if (mayBeQuiet && (Number.isNaN(Number(step)) || Number(step) < 0) && isDeferred(milestone, on)) return 'deferred';
  if (after !== null && on <= today) return 'answered';
  if (
    milestone.proposal !== null &&
    on >= milestone.proposal.on &&
    !/^(?:approval|question|decided|behalf|challenge|challenge-told|challenge-answered|answer-release):/.test(
      coming.anchor,
    )
  ) {
    return 'waits';
  }
  if (on <= today) return 'passed-over';
  return coming.wasOn === null ? 'ahead' : 'postponed';
}

/** Overdue when it was loaded: what falls on the day of the confirmation, or before, is asked by that. */
function isBeforeConfirmation(milestone: Milestone, calendar: Calendar, { anchor, on }: Coming): boolean {
  if (!overdueAtFirstLoad(milestone) || anchor !== approvedDate(milestone)) return false;
  return on <= workingDayOnOrAfter(calendar, milestone.importedOn);
}

/** The last answer that keeps a day quiet: within 10 working days before it, and not given while overdue (RULES 2). */
export function quietedBy({ milestone, answers, calendar }: WhyFacts, day: CivilDate): GivenAnswer | null {
  const quiets = answers.filter(
    ({ on }) =>
      on < day &&
      !milestone.overdueAnswers.includes(on) &&
      day <= addWorkingDays(calendar, on, rulesOf(calendar, milestone.plan).quietAfterAnswer),
  );
  return quiets.at(-1) ?? null;
}
