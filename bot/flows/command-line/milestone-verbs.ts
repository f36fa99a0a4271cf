import { isOverdue, type State } from '../../domain/plan.js';
import { present, readDirectory } from '../directory.js';
import { namedOfficer, type Answer, type CommandPorts, type Common } from './answer.js';
import { aheadLines, loadedPlan } from './loaded.js';
import { milestoneJson } from './milestone-json.js';
import { milestoneLines } from './milestone-lines.js';

export interface MilestonesWords {
  readonly plan: string;
  readonly lead: string | null;
  readonly state: State | null;
  readonly tag: string | null;
  readonly overdue: boolean;
}

/** The milestones of a plan as at a day. */
export async function milestonesVerb(ports: CommandPorts, common: Common, words: MilestonesWords): Promise<Answer> {
  const { plan, milestones: all } = await loadedPlan(ports, common, words.plan);
  const { nameOf, officers } = await readDirectory(ports.people);
  const lead = words.lead === null ? null : (await namedOfficer(ports, words.lead)).id;
  const chosen = all
    .map(({ milestone }) => ({ ...milestone, leads: present(officers, milestone.leads) }))
    .filter((milestone) => lead === null || milestone.leads.includes(lead))
    .filter((milestone) => words.state === null || milestone.state === words.state)
    .filter((milestone) => words.tag === null || milestone.tags.includes(words.tag))
    .filter((milestone) => !words.overdue || isOverdue(milestone, common.asAt));
  const others = new Map(all.map(({ milestone }) => [milestone.ref, milestone]));
  const facts = { plan, others, calendar: ports.calendar, asAt: common.asAt, nameOf };
  const milestones = chosen.map((milestone) => milestoneJson(milestone, facts));
  return {
    json: { asAt: common.asAt, milestones },
    lines: [
      ...aheadLines(ports, common),
      ...(milestones.length === 0 ? ['No such milestones.'] : milestoneLines(milestones, plan)),
    ],
  };
}
