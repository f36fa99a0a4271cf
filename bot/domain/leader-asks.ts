/** Who is asked to sign off an area of a reporting window, and to release its summary (RULES 5, 7). */
import { compareSteps, stepOf, type Ask } from './asks.js';
import type { CivilDate, Instant } from './dates.js';
import { absenceOf, personsOf, type Known } from './people.js';
import type { Area, OfficerId, Plan } from './plan.js';
import { POLICY } from './policy.js';
import { isSigned } from './sign-off.js';
import type { ReportingWindow } from './windows.js';
import { addWorkingDays, workingDayOnOrAfter, workingDaysAfter, type Calendar } from './working-days.js';

/** A reporting window whose figures are frozen and not posted yet. */
export interface Draft {
  readonly plan: Pick<Plan, 'id' | 'owner' | 'release'>;
  readonly window: ReportingWindow;
  /** Which figures they are: those of a correction have another moment. */
  readonly period: Instant;
  /** The areas that are counted, as they are now. */
  readonly areas: readonly Area[];
  /** The hash of an area's figures. */
  readonly figuresOf: (area: string) => string;
  /** The owner has released these figures, or said not yet. */
  readonly decided: 'released' | 'refused' | null;
}

/** One thing to ask of some people about an area, or about the whole. */
export interface LeaderAsk {
  readonly ref: string;
  readonly to: readonly OfficerId[];
  readonly ask: Ask;
}

const OF_AREA = '@area ';
/** In place of a milestone's ref, where the whole plan is meant. */
export const OF_PLAN = '@plan';

/** In place of a milestone's ref, where an area is meant: no ref begins so. */
export function refOfArea(code: string): string {
  return `${OF_AREA}${code}`;
}

/** The code of the area that is meant; null where it is something else. */
export function areaOfRef(ref: string): string | null {
  return ref.startsWith(OF_AREA) ? ref.slice(OF_AREA.length) : null;
}

/** Whether something was asked about a milestone, and not about an area or a whole plan. */
export function isOfMilestone({ ref }: { readonly ref: string }): boolean {
  return ref !== OF_PLAN && areaOfRef(ref) === null;
}

export function anchorOf(
  because: 'sign-off' | 'release',
  { window, period }: Pick<Draft, 'window' | 'period'>,
): string {
  return `${because}:${window.id}:${period}`;
}

/** Of whom which areas and which release are asked on a day, before looking at what was asked already. */
export function leaderAsksOn(draft: Draft, people: Known, calendar: Calendar, today: CivilDate): readonly LeaderAsk[] {
  const unsigned = unsignedOf(draft);
  const signing = unsigned.map((area): LeaderAsk => {
    const chase = chased('sign-off', draft, draft.window.freezes, calendar, today);
    const ask = askedOnceMore(chase, area, draft, calendar, today);
    return { ref: refOfArea(area.code), to: signersOf(area, draft.plan, people, today), ask };
  });
  const from = releasableFrom(draft, today);
  if (!draft.plan.release || draft.decided !== null || from === null) return signing;
  const owner = ownersOf(draft.plan, people).filter((id) => absenceOf(people, id, today) === null);
  return [...signing, { ref: OF_PLAN, to: owner, ask: chased('release', draft, from, calendar, today) }];
}

/** Areas whose signature is missing, or has lapsed. */
export function unsignedOf({ areas, window, figuresOf }: Pick<Draft, 'areas' | 'window' | 'figuresOf'>) {
  return areas.filter((area) => !isSigned(area, window.id, figuresOf(area.code)));
}

/**
 * Who is asked to sign: the area's heads of service who are there, each for both; else the plan owner. Nobody signs as a
 * deputy (RULES 5).
 */
export function signersOf(
  area: Pick<Area, 'heads'>,
  plan: Pick<Plan, 'owner'>,
  people: Known,
  today: CivilDate,
): readonly OfficerId[] {
  const line = [personsOf(people, area.heads), ownersOf(plan, people)];
  const there = line.map((ids) => ids.filter((id) => absenceOf(people, id, today) === null));
  return there.find((ids) => ids.length > 0) ?? [];
}

function ownersOf({ owner }: Pick<Plan, 'owner'>, people: Known): readonly OfficerId[] {
  return owner === null ? [] : personsOf(people, [owner]);
}

/** As an admin had it asked between two times, on a working day of its own; each time counts the days from the first. */
function askedOnceMore(ask: Ask, { reminded }: Area, { window }: Draft, calendar: Calendar, today: CivilDate): Ask {
  if (reminded?.window !== window.id || reminded.on <= ask.on || reminded.on > today) return ask;
  const days = workingDaysAfter(calendar, workingDayOnOrAfter(calendar, window.freezes), reminded.on);
  const step = stepOf(days);
  return days > 0 && compareSteps(step, ask.step) > 0 ? { ...ask, step, on: reminded.on } : ask;
}

/** From the day of the last signature, or of posting if that comes first; null while neither has come. */
function releasableFrom(draft: Draft, today: CivilDate): CivilDate | null {
  const { areas, window } = draft;
  if (unsignedOf(draft).length > 0) return window.posts <= today ? window.posts : null;
  const days = areas.flatMap(({ signed }) => signed?.on ?? []);
  const last = [window.freezes, ...days].sort().at(-1) ?? window.freezes;
  return last < window.posts ? last : window.posts;
}

/** The newest step that has come: asked on the first working day, and again every so many, until it is done. */
function chased(
  because: 'sign-off' | 'release',
  draft: Draft,
  from: CivilDate,
  calendar: Calendar,
  today: CivilDate,
): Ask {
  const first = workingDayOnOrAfter(calendar, from);
  let ask: Ask = { because, anchor: anchorOf(because, draft), step: 'ask', on: first };
  for (let step: number = POLICY.signersChased; ; step += POLICY.signersChased) {
    const on = addWorkingDays(calendar, first, step);
    if (on > today) return ask;
    ask = { ...ask, step: stepOf(step), on };
  }
}
