import { approvedDate, isOverdue, type Due, type Milestone, type Plan, type State } from '../../domain/plan.js';
import { isDeclared, KEY } from '../../domain/policy.js';
import { checkOn, declaredOn, ratingOn } from '../../domain/rating.js';
import { sameRef } from '../../domain/command.js';
import type { UpdateInputs } from '../../domain/views.js';
import { planAsAt } from '../as-at.js';
import { present, readDirectory } from '../directory.js';
import { recordUpdate, type Recorded, type Submission } from '../record-update.js';
import { standingOf } from '../../domain/rights.js';
import type { Officer, PlanContents, StoredMilestone } from '../ports.js';
import { recordAct } from '../audit.js';
import {
  CommandError,
  namedOfficer,
  table,
  type Answer,
  type CommandPorts,
  type Common,
  type NameOf,
} from './answer.js';
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
  const milestones =
    plan === null ? [] : chosen.map((milestone) => describe(ports, common, plan.plan, milestone, nameOf));
  const rows = milestones.map((one) => [
    one.ref,
    one.ratingLabel,
    one.due.text,
    one.leads.map((each) => each.name).join(', '),
    one.text.slice(0, 60),
  ]);
  return { json: { asAt: common.asAt, milestones }, lines: rows.length === 0 ? ['No such milestones.'] : table(rows) };
}

export interface UpdateWords {
  readonly plan: string;
  readonly ref: string;
  readonly by: string;
  readonly rating: string | null;
  readonly state: State | null;
  readonly inputs: UpdateInputs;
}

/** Records an answer that came by another way, in the name of the officer who gave it. */
export async function updateVerb(ports: CommandPorts, common: Common, words: UpdateWords): Promise<Answer> {
  const contents = await planOf(ports, words.plan);
  const stored = contents.milestones.find(({ milestone }) => sameRef(milestone.ref, words.ref));
  if (stored === undefined)
    throw new CommandError('no-such-ref', `There is no “${words.ref}” in the plan “${words.plan}”.`);
  const officer = await namedOfficer(ports, words.by);
  const { ref } = stored.milestone;
  const delivered = words.state === 'delivered' || words.state === 'evidenced';
  const known = delivered ? 'complete' : declaredOn(stored.milestone, ports.calendar, common.asAt);
  const rating = words.rating ?? known;
  if (rating === 'none') throw new CommandError('rating', `Nobody has rated ${ref} of late. Give --rating.`, 2);
  if (!isDeclared(rating)) {
    throw new CommandError('rating', `“${rating}” is no rating. Give red, amber, green or complete.`, 2);
  }
  if (words.state !== null && delivered !== (rating === 'complete')) {
    const both = `the state “${words.state}” and the rating ${rating}`;
    throw new CommandError('state', `A delivered one is complete, and only that is: ${both} contradict each other.`, 2);
  }
  if (words.state !== null && DECIDED.includes(words.state)) mustDecide(contents, stored, officer, words.state);
  const { plan, inputs, state } = words;
  const by = { kind: 'officer', id: officer.id } as const;
  const entered = { plan, ref, by, rev: null, rating, inputs, enteredBy: common.by };
  const submission: Submission = state === null ? entered : { ...entered, state };
  const recorded = await recordUpdate(ports, submission, common.asAt);
  const refused = recorded.kind === 'saved' ? null : recorded.kind;
  await recordAct(ports, common.by, 'update entered', `${plan} ${ref} for ${officer.id}`, refused);
  return answerRecorded(ports, common, recorded, officer.name);
}

/** States that a head of service or the plan's owner decides, and nobody about their own (RULES 5). */
const DECIDED: readonly State[] = ['evidenced', 'withdrawn', 'superseded', 'business-as-usual', 'carried-over'];

function mustDecide(contents: PlanContents, stored: StoredMilestone, { id, name }: Officer, state: State): void {
  const area = contents.areas.find((one) => one.code === stored.milestone.area);
  const nearest = standingOf(id, stored.milestone, area, contents.plan, false);
  if (nearest === 'head' || nearest === 'owner') return;
  const who = 'Only the head of service of the area or the plan owner, who do not lead it, decide that';
  throw new CommandError('not-theirs', `${who}: ${name} cannot set ${stored.milestone.ref} to ${state}.`);
}

function answerRecorded(ports: CommandPorts, common: Common, recorded: Recorded, name: string): Answer {
  switch (recorded.kind) {
    case 'saved': {
      const { stored, outline } = recorded.found;
      const rating = ratingOn(stored.milestone, outline.plan.preset, ports.calendar, common.asAt);
      const check = checkOn(stored.milestone, ports.calendar, common.asAt);
      const { ref } = stored.milestone;
      const said = `${ref} is ${KEY[rating].word}. The dates say ${KEY[check.rating].word}: ${check.because}.`;
      return { json: { asAt: common.asAt, ref, rev: stored.rev, rating, check }, lines: [said] };
    }
    case 'invalid':
      throw new CommandError('invalid', recorded.errors.map((error) => `${error.field}: ${error.message}`).join(' '));
    case 'refused':
      throw new CommandError(
        'not-theirs',
        `${name} neither leads ${recorded.found.stored.milestone.ref} nor is accountable for it.`,
      );
    case 'closed':
      throw new CommandError(
        'closed',
        `${recorded.found.stored.milestone.ref} is ${recorded.found.stored.milestone.state} and takes no more updates.`,
      );
    case 'conflict':
      throw new CommandError(
        'changed-meanwhile',
        `${recorded.conflict.by} answered at the same moment. Look again, then say it again.`,
      );
    case 'gone':
      throw new CommandError('no-such-ref', 'It is no longer in the plan.');
  }
}

function describe(ports: CommandPorts, { asAt }: Common, plan: Plan, milestone: Milestone, nameOf: NameOf) {
  const rating = ratingOn(milestone, plan.preset, ports.calendar, asAt);
  return {
    ref: milestone.ref,
    area: milestone.area,
    objective: milestone.objective,
    text: milestone.text,
    leads: milestone.leads.map((id) => ({ id, name: nameOf(id) })),
    due: dueJson(milestone.due),
    state: milestone.state,
    rating,
    ratingLabel: KEY[rating].word,
    check: checkOn(milestone, ports.calendar, asAt),
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
