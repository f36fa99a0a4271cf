/** What is addressed to somebody about one thing: a question, a decision, an answer entered in their name. */
import { stepOf, type Ask } from './asks.js';
import { leadsToAsk, standInLine, type Accountable } from './asked-of.js';
import { addDays, type CivilDate } from './dates.js';
import { leadsOf } from './escalation.js';
import { personsOf, present, whoIsThere, type Known } from './people.js';
import type { Milestone, OfficerId, Proposal, Question } from './plan.js';
import { POLICY } from './policy.js';
import { addWorkingDays, workingDayOnOrAfter, type Calendar } from './working-days.js';

/** The first question about what waits that nobody has answered; null when there is none. */
export function openQuestion({ proposal }: Pick<Milestone, 'proposal'>): Question | null {
  return proposal?.questions?.find(({ answer }) => answer === null) ?? null;
}

/** The last answer to a question about what waits: its decider is asked again from that day on. */
export function lastAnswered({ questions = [] }: Proposal): (Question & { readonly answeredOn: CivilDate }) | null {
  const answered = questions.flatMap((one) => (one.answer === null ? [] : { ...one, answeredOn: one.answer.on }));
  return answered.reduce<(typeof answered)[number] | null>(
    (last, one) => (last === null || one.answeredOn >= last.answeredOn ? one : last),
    null,
  );
}

/** Put on the first working day, again 5 and 10 working days later, then every 10: up to the first after `day`. */
export function chased(about: Pick<Ask, 'because' | 'anchor'>, from: CivilDate, calendar: Calendar, day: CivilDate) {
  const first = workingDayOnOrAfter(calendar, from);
  const asks: Ask[] = [{ ...about, step: 'ask', on: first }];
  for (let step: number = POLICY.approverChased; (asks.at(-1)?.on ?? first) <= day;) {
    asks.push({ ...about, step: stepOf(step), on: addWorkingDays(calendar, first, step) });
    step += step < POLICY.stagesRepeat ? POLICY.approverChased : POLICY.stagesRepeat;
  }
  return asks;
}

/** A question about what waits, until it has its answer. */
export function questionAsks(milestone: Milestone, calendar: Calendar, day: CivilDate): readonly Ask[] {
  const question = openQuestion(milestone);
  if (question === null) return [];
  return chased({ because: 'question', anchor: `question:${question.id}` }, question.on, calendar, day);
}

/** The last decision, and the last answer where somebody else entered it: told once, and not when it is long ago. */
export function toldAsks({ decided, update }: Milestone, calendar: Calendar, day: CivilDate): readonly Ask[] {
  const told = (because: 'decided' | 'behalf', about: string, on: CivilDate): readonly Ask[] =>
    day > addDays(on, POLICY.toldFor)
      ? []
      : [{ because, anchor: `${because}:${about}`, step: 'told', on: workingDayOnOrAfter(calendar, on) }];
  return [
    ...(decided === null ? [] : told('decided', decided.proposal.id, decided.enteredOn ?? decided.on)),
    ...(update?.onBehalf == null ? [] : told('behalf', update.at, update.on)),
  ];
}

/** Everybody to whom one of these asks is addressed on a day; those who are away are left out. */
export function addressees(ask: Ask, one: Accountable, people: Known, today: CivilDate): readonly OfficerId[] {
  if (ask.because === 'question') return whoAnswers(one, people, today);
  return ask.because === 'decided' ? whoHears(one.milestone, people, today) : whoSaid(one.milestone, people, today);
}

/**
 * Who proposed it, while they or their deputy may still speak for it; else its leads, heads of service, the plan's owner,
 * the admins: the nearest of them who is there. Never who asked; nobody at all is possible.
 */
export function whoAnswers(one: Accountable, people: Known, today: CivilDate): readonly OfficerId[] {
  const { milestone, area, plan } = one;
  const asker = openQuestion(milestone)?.by;
  const asked = asker?.kind === 'officer' ? present(people, [asker.id]) : [];
  const accountable = personsOf(people, [...(area?.heads ?? []), ...(plan.owner === null ? [] : [plan.owner])]);
  const concerned = new Set([...leadsOf(milestone, people, today), ...accountable]);
  const proposer = personOf(milestone.proposal?.by, people).filter((id) => concerned.has(id));
  const leads = leadsToAsk(milestone, people, today).asked.map(({ officer }) => officer);
  const line = [whoIsThere(people, proposer, today), leads, ...standInLine(one, people, today)];
  return line.map((ids) => ids.filter((id) => !asked.includes(id))).find((ids) => ids.length > 0) ?? [];
}

/** A question waits that nobody can answer at present: it holds up nothing. */
export function isUnanswerable(one: Accountable, people: Known, today: CivilDate): boolean {
  return openQuestion(one.milestone) !== null && whoAnswers(one, people, today).length === 0;
}

/** Its leads, and who proposed what was decided, also where that ended their lead; not who decided it. */
export function whoHears(milestone: Milestone, people: Known, today: CivilDate): readonly OfficerId[] {
  const { decided } = milestone;
  if (decided === null) return [];
  const { proposal, by } = decided;
  const leads = leadsToAsk(milestone, people, today).asked.map(({ officer }) => officer);
  const proposer = whoIsThere(people, personOf(proposal.by, people), today);
  const not = personOf(by, people);
  return [...new Set([...leads, ...proposer])].filter((id) => !not.includes(id));
}

/** In whose name it was entered. */
function whoSaid({ update }: Milestone, people: Known, today: CivilDate): readonly OfficerId[] {
  if (update?.onBehalf == null) return [];
  const enteredBy = personOf(update.onBehalf.enteredBy, people);
  const said = personOf(update.by, people).filter((id) => !enteredBy.includes(id));
  return whoIsThere(people, said, today).filter((id) => said.includes(id));
}

function personOf(actor: Proposal['by'] | undefined, people: Known): readonly OfficerId[] {
  return actor?.kind === 'officer' ? present(people, [actor.id]) : [];
}

/**
 * The day from which who took it over answers for it: what came before was asked of another (RULES 1: nothing is
 * back-dated). Null for everybody else, and for who speaks for somebody who led it before.
 */
export function ledFrom({ ledSince }: Milestone, speaksFor: readonly OfficerId[], people: Known): CivilDate | null {
  const since = present(people, speaksFor).map(
    (id) => ledSince.findLast(({ officer }) => personsOf(people, [officer]).includes(id))?.on ?? null,
  );
  return since.includes(null) ? null : (since.filter((day) => day !== null).sort()[0] ?? null);
}
