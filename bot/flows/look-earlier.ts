import { leadsToAsk } from '../domain/asked-of.js';
import { asksAnew } from '../domain/asks.js';
import { addDays, type CivilDate } from '../domain/dates.js';
import { asSeenBy } from '../domain/each-answers.js';
import { allAsksOn, lookOn } from '../domain/look-on.js';
import type { Milestone } from '../domain/plan.js';
import type { Calendar } from '../domain/working-days.js';
import { readDirectory } from './directory.js';
import type { Ports, StoredMilestone } from './ports.js';
import { mapLimited } from './side-by-side.js';
import { todayOf } from './today.js';

/** Has the sweeps look at what the rules come to earlier under the new calendar. */
export async function lookEarlier(ports: Ports, before: Calendar, after: Calendar): Promise<void> {
  const today = todayOf(ports);
  const { officers } = await readDirectory(ports.people);
  for (const id of await ports.plans.ids()) {
    const contents = await ports.plans.contents(id);
    await mapLimited(contents?.milestones ?? [], 8, async ({ milestone, rev }: StoredMilestone) => {
      const whom = leadsToAsk(milestone, officers, today);
      const seen = new Set([milestone, ...whom.asked.map(({ officer }) => asSeenBy(milestone, whom, officer))]);
      const looks = [...seen].map((one) => earlierLook(one, before, after, today)).filter((date) => date !== null);
      const date = looks.sort()[0];
      if (date === undefined) return;
      await ports.dueIndex.put({ date, plan: id, ref: milestone.ref, rev, writtenAt: ports.clock.now() });
    });
  }
}

/** The next look at a milestone, if the change of the calendar brings it forward; else null. */
function earlierLook(milestone: Milestone, before: Calendar, after: Calendar, today: CivilDate): CivilDate | null {
  const anew = asksAnew(allAsksOn(milestone, before, today), allAsksOn(milestone, after, today));
  const next = anew ? today : lookOn(milestone, after, addDays(today, -1));
  const stands = lookOn(milestone, before, today);
  if (next === null || (next > today && stands !== null && stands <= next)) return null;
  return next;
}
