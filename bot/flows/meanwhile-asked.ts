import { whomToAsk } from '../domain/asked-of.js';
import type { CivilDate } from '../domain/dates.js';
import type { Known } from '../domain/people.js';
import { isOpen } from '../domain/plan.js';
import { isRunning } from '../domain/year-over.js';
import type { MeanwhileAsked } from '../domain/views.js';
import type { Directory } from './directory.js';
import { readablePlans } from './everything.js';
import type { Officer, Ports } from './ports.js';

/** Who is asked for what somebody leads while they are away, with their deputy, as things stand on a day (RULES 2). */
export async function meanwhileAsked(
  ports: Pick<Ports, 'plans' | 'log'>,
  { officers, nameOf }: Directory,
  officer: Officer,
  today: CivilDate,
): Promise<MeanwhileAsked> {
  const put = (awayUntil: CivilDate | null): Known =>
    new Map([...officers].map(([id, one]) => [id, one.id === officer.id ? { ...officer, awayUntil } : one]));
  const [there, away] = [put(null), put(today)];
  const askedFor = new Map<string, number>();
  let [nobody, count] = [0, 0];
  const running = (await readablePlans(ports)).filter(({ plan }) => isRunning(plan));
  for (const { plan, areas, milestones } of running) {
    for (const { milestone } of milestones.filter((one) => isOpen(one.milestone))) {
      const one = { milestone, area: areas.find(({ code }) => code === milestone.area), plan };
      const own = whomToAsk(one, there, today).asked.find((person) => person.officer === officer.id);
      if (own === undefined || own.because === 'stand-in') continue;
      const { asked } = whomToAsk(one, away, today);
      count += 1;
      if (asked.length === 0) nobody += 1;
      for (const person of asked) askedFor.set(person.officer, (askedFor.get(person.officer) ?? 0) + 1);
    }
  }
  const asked = [...askedFor].map(([id, of]) => ({ name: nameOf(id), count: of })).sort((a, b) => b.count - a.count);
  return { asked, nobody, count };
}
