/** What would be asked today, had nothing been said or agreed: told to whoever foresees a round of reminders. */
import type { CivilDate } from './dates.js';
import { asksOn } from './look-on.js';
import type { Milestone } from './plan.js';
import { rulesOf } from './plan-rules.js';
import { addWorkingDays, type Calendar } from './working-days.js';

/**
 * Why nothing is asked of the leads although a day to ask has come: an answer settled it, it was put off, it is paused,
 * or what somebody proposed waits for a decision (RULES 2).
 */
export const QUIET_REASONS = ['answered', 'deferred', 'paused', 'awaits-decision'] as const;
export type QuietReason = (typeof QUIET_REASONS)[number];

/**
 * Null where nothing would be asked anyway, or is. An answer is told of only while it keeps days quiet: what was
 * answered long ago is nobody's reminder of today.
 */
export function quietToday(milestone: Milestone, calendar: Calendar, today: CivilDate): QuietReason | null {
  const { state, proposal, deferral, answeredOn } = milestone;
  const paused = state === 'paused';
  const deferred = deferral !== null && today <= deferral.until;
  if (!paused && proposal === null && !deferred && answeredOn === null) return null;
  const { quietAfterAnswer } = rulesOf(calendar, milestone.plan);
  if (!paused && proposal === null && !deferred) {
    const recent = addWorkingDays(calendar, today, -quietAfterAnswer);
    const said = answeredOn !== null && answeredOn >= recent && answeredOn <= today;
    if (!said || asksOn(milestone, calendar, today).length > 0) return null;
    return asksOn(unsaid(milestone), calendar, today).some(({ on }) => on >= recent) ? 'answered' : null;
  }
  if (asksOn(unsaid(milestone), calendar, today).length === 0) return null;
  if (paused) return 'paused';
  return proposal === null ? 'deferred' : 'awaits-decision';
}

/** As if nobody had answered, proposed, put off or paused anything. */
function unsaid(milestone: Milestone): Milestone {
  const state = milestone.state === 'paused' ? 'in-progress' : milestone.state;
  return { ...milestone, state, proposal: null, deferral: null, answeredOn: null, overdueAnswers: [] };
}
