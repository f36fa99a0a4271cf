import { approvedDate, isOverdue, type Due, type Milestone, type Plan, type State } from '../../domain/plan.js';
import { checkOn, type Others } from '../../domain/check.js';
import { gradeOn, ratingOn } from '../../domain/rating.js';
import { planAsAt } from '../as-at.js';
import { present, readDirectory } from '../directory.js';
import { namedOfficer, table, type Answer, type CommandPorts, type Common, type NameOf } from './answer.js';
import { planOf } from './plan-verbs.js';

export interface MilestonesWords {
  readonly plan: string;
  readonly lead: string | null;
  readonly state: State | null;
  readonly tag: string | null;
  readonly overdue: boolean;
}

/** The milestones of a plan as at a day. */
export async function milestonesVerb(ports: CommandPorts, common: Common, words: MilestonesWords): Promise<Answer> {
  await planOf(ports, words.plan);
  const plan = await planAsAt(ports, words.plan, common.asAt);
  const { nameOf, officers } = await readDirectory(ports.people);
  const lead = words.lead === null ? null : (await namedOfficer(ports, words.lead)).id;
  const chosen = (plan?.milestones ?? [])
    .map(({ milestone }) => ({ ...milestone, leads: present(officers, milestone.leads) }))
    .filter((milestone) => lead === null || milestone.leads.includes(lead))
    .filter((milestone) => words.state === null || milestone.state === words.state)
    .filter((milestone) => words.tag === null || milestone.tags.includes(words.tag))
    .filter((milestone) => !words.overdue || isOverdue(milestone, common.asAt));
  const others = new Map(plan?.milestones.map(({ milestone }) => [milestone.ref, milestone]));
  const milestones =
    plan === null ? [] : chosen.map((milestone) => describe(ports, common, plan.plan, milestone, others, nameOf));
  const rows = milestones.map((one) => [
    one.ref,
    one.ratingLabel,
    one.due.text,
    one.leads.map((each) => each.name).join(', '),
    one.text.slice(0, 60),
  ]);
  return { json: { asAt: common.asAt, milestones }, lines: rows.length === 0 ? ['No such milestones.'] : table(rows) };
}

function describe(
  ports: CommandPorts,
  { asAt }: Common,
  plan: Plan,
  milestone: Milestone,
  others: Others,
  nameOf: NameOf,
) {
  const facts = [ports.calendar, asAt, others] as const;
  return {
    ref: milestone.ref,
    area: milestone.area,
    objective: milestone.objective,
    text: milestone.text,
    leads: milestone.leads.map((id) => ({ id, name: nameOf(id) })),
    due: dueJson(milestone.due),
    state: milestone.state,
    rating: ratingOn(milestone, plan.preset, ...facts),
    ratingLabel: gradeOn(milestone, plan, ...facts).word,
    check: checkOn(milestone, ...facts),
    baseline: milestone.baseline,
    approved: approvedDate(milestone),
    forecast: milestone.update?.forecast ?? null,
    deliveredOn: milestone.deliveredOn,
    evidenceDue: milestone.evidenceDue,
    tags: milestone.tags,
    lastUpdate: lastUpdate(milestone, nameOf),
  };
}

function lastUpdate({ update, printed, importedOn }: Milestone, nameOf: NameOf): object | null {
  if (update === null)
    return printed.progress === null ? null : { at: importedOn, by: 'as printed', note: printed.progress };
  const by =
    update.by.kind === 'officer' ? nameOf(update.by.id) : update.by.kind === 'import' ? 'as printed' : 'operator';
  const note = update.note ?? update.cause ?? (update.by.kind === 'import' ? printed.progress : null);
  return { at: update.at, by, note };
}

function dueJson(due: Due): { kind: Due['kind']; date: string | null; text: string } {
  const date = due.kind === 'day' ? due.date : due.kind === 'period' ? due.to : null;
  return { kind: due.kind, date, text: due.text };
}
