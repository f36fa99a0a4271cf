/** A round of reminders as lines: what is foreseen, and what is kept of it afterwards. */
import type { Accountable } from '../domain/asked-of.js';
import { whomToAsk } from '../domain/asked-of.js';
import type { CivilDate } from '../domain/dates.js';
import type { Skip } from '../domain/digest-plan.js';
import type { Known } from '../domain/people.js';
import { quietToday } from '../domain/quiet-today.js';
import type { AskedLine, Passed, SweepListing } from '../domain/sweep-listing.js';
import type { Calendar } from '../domain/working-days.js';
import { keyOf } from './key-of.js';
import type { SweptDigest } from './plan-officer.js';
import type { SweepReport } from './sweep.js';

/** What keeps leads from being asked about some milestones, one line for each whom it concerns. */
export function quietLines(
  looked: readonly Accountable[],
  officers: Known,
  calendar: Calendar,
  today: CivilDate,
): readonly Passed[] {
  return looked.flatMap((one) => {
    const reason = quietToday(one.milestone, calendar, today);
    if (reason === null) return [];
    const { plan, ref } = one.milestone;
    const { asked, unnamed } = whomToAsk(one, officers, today);
    const whom = [...asked.map(({ officer }) => officer), ...unnamed];
    return (whom.length === 0 ? [null] : whom).map((officer) => ({ plan, ref, officer, reason }));
  });
}

/** Asked already, by a card that may not have arrived: then that is why. */
export function withDoubts(skipped: readonly Skip[], doubtful: ReadonlyMap<string, readonly string[]>): Passed[] {
  return skipped.map((skip) => {
    const doubted = skip.officer !== null && doubtful.get(skip.officer)?.includes(keyOf(skip)) === true;
    return skip.reason === 'already-asked' && doubted ? { ...skip, reason: 'in-doubt' } : skip;
  });
}

export function listingOf(report: Pick<SweepReport, 'digests' | 'skipped' | 'quiet' | 'escalations'>): SweepListing {
  return {
    asked: report.digests.flatMap(askedLines),
    passed: [...report.skipped, ...report.quiet],
    escalated: report.escalations,
  };
}

function askedLines({ officer, entraId, entries, beside }: SweptDigest): readonly AskedLine[] {
  const linked = entraId !== null;
  const line = (
    plan: string,
    ref: string,
    { because, anchor, step }: SweptDigest['beside'][number]['ask'],
  ): AskedLine => ({
    ...{ officer, plan, ref, because, anchor, step, linked },
  });
  return [
    ...entries.map(({ milestone: { plan, ref }, ask }) => line(plan, ref, ask)),
    ...beside.map(({ plan, ref, ask }) => line(plan, ref, ask)),
  ];
}
