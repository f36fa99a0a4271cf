import { whomToAsk, type Accountable } from '../domain/asked-of.js';
import { decidersOf, escalatesTo, firstBackAfter } from '../domain/escalation.js';
import { addressedAsksOn, allAsksOn } from '../domain/look-on.js';
import { type Known } from '../domain/people.js';
import type { Area, Plan } from '../domain/plan.js';
import type { CivilDate } from '../domain/dates.js';
import { whoIsAddressed } from '../domain/addressed.js';
import type { Calendar } from '../domain/working-days.js';
import { lookAgainAt } from './look-again.js';
import type { Image, PlanContents, Ports, StoredMilestone } from './ports.js';
import { todayOf } from './today.js';

/** Who somebody is, and who is accountable: what decides of whom a milestone is asked. */
export interface Who {
  readonly people: Known;
  readonly plan: Plan;
  readonly areas: readonly Area[];
}

/**
 * Makes a change after which some milestones of a plan may be asked, told or decided of somebody else. The next sweep
 * looks at them: index first (DESIGN 4), and once more after it, for a sweep that came between and moved the rows on.
 */
export async function lookWhereChanged<T>(
  ports: Ports,
  plans: readonly { readonly contents: PlanContents; readonly before: Who; readonly after: Who }[],
  change: () => Promise<T>,
): Promise<T> {
  const today = todayOf(ports);
  const found = plans.flatMap(({ contents, before, after }) =>
    contents.milestones.filter(
      (stored) =>
        allAsksOn(stored.milestone, ports.calendar, today).length > 0 &&
        whom(stored, before, ports.calendar, today) !== whom(stored, after, ports.calendar, today),
    ),
  );
  await lookAgainAt(ports, found);
  const done = await change();
  await lookAgainAt(ports, found);
  return done;
}

/** Who is accountable for a plan and its areas after some changes. */
export function accountableAfter(
  { plan, areas }: Pick<PlanContents, 'plan' | 'areas'>,
  images: readonly Image[],
): Omit<Who, 'people'> {
  const changed = new Map(
    images.flatMap((image) => (image.kind === 'area' ? [[image.area.code, image.area] as const] : [])),
  );
  return {
    plan: images.find((image) => image.kind === 'plan')?.plan ?? plan,
    areas: areas.map((area) => changed.get(area.code) ?? area),
  };
}

/** Everybody whom the rules would ask, tell or let decide, and when the absence of any of them ends. */
function whom(
  { milestone }: StoredMilestone,
  { people, plan, areas }: Who,
  calendar: Calendar,
  today: CivilDate,
): string {
  const one: Accountable = { milestone, area: areas.find(({ code }) => code === milestone.area), plan };
  // Who proposed something, or in whose name it was entered, need not be among those.
  const addressed = addressedAsksOn(milestone, calendar, today).map((ask) => whoIsAddressed(ask, one, people, today));
  return JSON.stringify([
    addressed,
    whomToAsk(one, people, today),
    escalatesTo(one, people, today),
    decidersOf(one, people, today),
    firstBackAfter(one, people, today),
  ]);
}
