/** A pause: neither asked for nor overdue for a while, always listed, and over by itself on its day (RULES 4). */
import { addDays, civilDate, inWords, type CivilDate } from './dates.js';
import { isOpen, type Milestone, type Pause, type Plan } from './plan.js';
import { wrongReason, type Refusal } from './reasons.js';

/** Days ahead that a pause may always have, also where the plan's year ends sooner. */
const ALWAYS_ALLOWED = 92;

/** The last day until which something may be paused: the end of the plan's year, or three months ahead where that is later. */
export function pausedAtMostUntil({ yearStarts }: Pick<Plan, 'yearStarts'>, today: CivilDate): CivilDate {
  const ahead = addDays(today, ALWAYS_ALLOWED);
  const end = endOfYear(yearStarts, today);
  return end > ahead ? end : ahead;
}

/** The last day of the plan's year that a day lies in. */
export function endOfYear(yearStarts: number, day: CivilDate): CivilDate {
  const year = Number(day.slice(0, 4));
  const month = String(yearStarts).padStart(2, '0');
  const next = [year, year + 1].map((one) => civilDate(`${String(one)}-${month}-01`)).find((first) => first > day);
  return addDays(next ?? civilDate(`${String(year + 2)}-${month}-01`), -1);
}

/** Why it cannot be paused so; null where it can. What is paused already may be paused until another day. */
export function wrongPause(
  milestone: Milestone,
  { until, reason }: Pick<Pause, 'until' | 'reason'>,
  plan: Pick<Plan, 'yearStarts'>,
  today: CivilDate,
): Refusal | null {
  const { ref, state } = milestone;
  if (!isOpen(milestone) && state !== 'paused') {
    const message = `${ref} is ${state.replace(/-/g, ' ')}: only what is open can be paused.`;
    return { code: 'not-open', message };
  }
  const wrong = wrongReason(reason, 'The pause');
  if (wrong !== null) return wrong;
  if (until <= today) return { code: 'until', message: `${inWords(until)} is no day to come. Give a later one.` };
  const last = pausedAtMostUntil(plan, today);
  if (until <= last) return null;
  const message = `${inWords(until)} is too far ahead: a pause lasts at most until ${inWords(last)}, and may be renewed.`;
  return { code: 'until', message };
}

export function withPause(milestone: Milestone, pause: Pause): Milestone {
  return { ...milestone, state: 'paused', pause };
}

/** As it goes on: open, and begun where anybody has said anything of it. */
export function withoutPause(milestone: Milestone): Milestone {
  const begun = milestone.update !== null || milestone.answeredOn !== null;
  return { ...milestone, state: begun ? 'in-progress' : 'not-started', pause: null };
}

/** Its pause has come to its day: it counts again. */
export function isPauseOver({ state, pause }: Milestone, today: CivilDate): boolean {
  return state === 'paused' && pause !== null && pause !== undefined && pause.until <= today;
}

/** A milestone as it counts on a day. */
export function awakeOn(milestone: Milestone, today: CivilDate): Milestone {
  return isPauseOver(milestone, today) ? withoutPause(milestone) : milestone;
}

/** The day on which the rules have to look at what is paused; null for everything else. */
export function pauseEnds({ state, pause }: Milestone): CivilDate | null {
  return state === 'paused' ? (pause?.until ?? null) : null;
}
