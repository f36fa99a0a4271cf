/** What is addressed to somebody about one thing: a question, a decision, an answer entered in their name. */
import { stepOf, type Ask } from './asks.js';
import { leadsToAsk, standInLine, type Accountable } from './asked-of.js';
import { addDays, type CivilDate, type Instant } from './dates.js';
import { leadsOf } from './escalation.js';
import { personsOf, present, whoIsThere, type Known } from './people.js';
import type { Decided, Milestone, OfficerId, Proposal, Question, RatingClass } from './plan.js';
import { POLICY } from './policy.js';
import type { OnBehalf } from './said.js';
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

/** So many decisions are kept, the last included. */
const DECISIONS = 5;

/** The milestone with its last decision; those before it are kept as long as somebody may have to be told of them. */
export function withDecided(milestone: Milestone, decided: Decided): Milestone {
  const since = addDays(enteredOn(decided), -POLICY.toldFor);
  const before = decisionsOf(milestone)
    .filter((each) => enteredOn(each) >= since)
    .slice(1 - DECISIONS);
  return { ...milestone, decided, decidedBefore: before.length > 0 ? before : undefined };
}

/** The decisions of which somebody may have to be told, the newest last. */
export function decisionsOf({ decided, decidedBefore = [] }: Milestone): readonly Decided[] {
  return decided === null ? [] : [...decidedBefore, decided];
}

function enteredOn({ on, enteredOn: later = on }: Decided): CivilDate {
  return later;
}

/** An answer that somebody entered for another, as far as it is the last of theirs. */
export interface EnteredFor extends OnBehalf {
  readonly officer: OfficerId;
  /** The moment of the update, and its civil day. */
  readonly at: Instant;
  readonly saidOn: CivilDate;
  readonly rating: RatingClass;
  readonly grade: string;
}

/** Everything that was entered for somebody: also where a co-lead has answered since. */
export function enteredFor({ answers, update }: Milestone): readonly EnteredFor[] {
  const found = answers.flatMap(({ by, on, rating, grade, entered }): EnteredFor[] =>
    entered === undefined || (update?.onBehalf != null && entered.at === update.at)
      ? []
      : [{ ...entered, officer: by, saidOn: on, rating, grade }],
  );
  if (update?.onBehalf == null || update.by.kind !== 'officer') return found;
  const { by, at, on: saidOn, rating, grade, onBehalf } = update;
  return [...found, { ...onBehalf, officer: by.id, at, saidOn, rating, grade }];
}

/** Each decision, and each last answer that somebody else entered: told once, and not when it is long ago. */
export function toldAsks(milestone: Milestone, calendar: Calendar, day: CivilDate): readonly Ask[] {
  const told = (because: 'decided' | 'behalf', about: string, on: CivilDate): readonly Ask[] =>
    day > addDays(on, POLICY.toldFor)
      ? []
      : [{ because, anchor: `${because}:${about}`, step: 'told', on: workingDayOnOrAfter(calendar, on) }];
  return [
    ...decisionsOf(milestone).flatMap((one) => told('decided', one.proposal.id, enteredOn(one))),
    ...enteredFor(milestone).flatMap(({ at, saidOn }) => told('behalf', at, saidOn)),
  ];
}

/** Everybody to whom one of these asks is addressed on a day; those who are away are left out. */
export function addressees(ask: Ask, one: Accountable, people: Known, today: CivilDate): readonly OfficerId[] {
  if (ask.because === 'question') return whoAnswers(one, people, today);
  const { milestone } = one;
  if (ask.because === 'behalf') {
    const said = enteredFor(milestone).filter(({ at }) => ask.anchor === `behalf:${at}`);
    return [...new Set(said.flatMap((each) => whoSaid(each, people, today)))];
  }
  const decided = decisionsOf(milestone).findLast(({ proposal }) => ask.anchor === `decided:${proposal.id}`) ?? null;
  return whoHears({ ...milestone, decided }, people, today);
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

/**
 * Its leads, and who proposed what was decided, also where that ended their lead; not who decided it, nor who took it
 * over since.
 */
export function whoHears(milestone: Milestone, people: Known, today: CivilDate): readonly OfficerId[] {
  const { decided } = milestone;
  if (decided === null) return [];
  const { proposal, by } = decided;
  const leads = leadsToAsk(milestone, people, today)
    .asked.filter(({ speaksFor }) => (ledFrom(milestone, speaksFor, people) ?? '') <= enteredOn(decided))
    .map(({ officer }) => officer);
  const proposer = whoIsThere(people, personOf(proposal.by, people), today);
  const not = personOf(by, people);
  return [...new Set([...leads, ...proposer])].filter((id) => !not.includes(id));
}

/** In whose name it was entered. */
function whoSaid({ officer, enteredBy: by }: EnteredFor, people: Known, today: CivilDate): readonly OfficerId[] {
  const enteredBy = personOf(by, people);
  const said = present(people, [officer]).filter((id) => !enteredBy.includes(id));
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
