/** Who looks at what the guard holds: the head of service, or an admin; nobody clears their own alone (RULES 6). */
import { personsOf, whoIsThere, type Known } from './people.js';
import type { Actor, Area, Milestone, OfficerId, Plan } from './plan.js';
import { mayDo, type STANDINGS } from './rights.js';
import type { CivilDate } from './dates.js';

type Standing = (typeof STANDINGS)[number];

/** An area with what says who is accountable for it. */
export interface Answerable {
  readonly area: Pick<Area, 'heads'> | undefined;
  readonly plan: Pick<Plan, 'owner'>;
}

/** Who is asked to look: the heads of service but the writers, else the plan owner, else the admins; those who are there. */
export function lookersOf(
  { area, plan }: Answerable,
  writers: readonly OfficerId[],
  people: Known,
  today: CivilDate,
): readonly OfficerId[] {
  const wrote = new Set(personsOf(people, writers));
  const admins = [...people.values()].filter(({ roles }) => roles.includes('admin')).map(({ id }) => id);
  const line = [area?.heads ?? [], plan.owner === null ? [] : [plan.owner], admins.sort()];
  const there = line.map((ids) => whoIsThere(people, ids, today).filter((id) => !wrote.has(id)));
  return there.find((ids) => ids.length > 0) ?? [];
}

/** Whether somebody may clear what was written by `writers`: a head of service, the owner or an admin, never their own. */
export function mayClear(
  by: OfficerId,
  admin: boolean,
  about: Answerable,
  writers: readonly OfficerId[],
  people: Known,
): boolean {
  const own = personsOf(people, writers).includes(by);
  return mayDo('clear-held', { standings: standingsOf(by, admin, about, people), own });
}

/** What somebody is to an area and its plan who answers for it; `admin` as read in this turn. */
export function standingsOf(
  by: OfficerId,
  admin: boolean,
  { area, plan }: Answerable,
  people: Known,
): readonly Standing[] {
  const is = (ids: readonly OfficerId[]): boolean => personsOf(people, ids).includes(by);
  return [
    ...(is(area?.heads ?? []) ? (['head'] as const) : []),
    ...(plan.owner !== null && is([plan.owner]) ? (['owner'] as const) : []),
    ...(admin || people.get(by)?.roles.includes('admin') === true ? (['admin'] as const) : []),
  ];
}

/** Who wrote a text of a milestone; empty for what a file or an operator brought. */
export function writersOf(milestone: Milestone, text: string): readonly OfficerId[] {
  const said = wordsOf(milestone).filter(([words]) => words.includes(text));
  const officers = said.flatMap(([, actors]) => actors.flatMap((one) => (one?.kind === 'officer' ? [one.id] : [])));
  return [...new Set(officers)];
}

type Written = readonly [words: readonly (string | null | undefined)[], by: readonly (Actor | null | undefined)[]];

function wordsOf({
  update,
  deferral,
  pause,
  closure,
  proposal,
  decided,
  decidedBefore = [],
  challenges,
  moves,
}: Milestone) {
  const decisions = [...decidedBefore, ...(decided === null ? [] : [decided])];
  const proposals = [...(proposal === null ? [] : [proposal]), ...decisions.map((one) => one.proposal)];
  const questions = proposals.flatMap((one) => one.questions ?? []);
  const written: Written[] = [
    ...(update === null ? [] : [ofUpdate(update)]),
    ...(deferral === null ? [] : [[[deferral.reason], [deferral.by]] as const]),
    ...(pause == null ? [] : [[[pause.reason], [pause.by]] as const]),
    ...(closure === null ? [] : [[[closure.reason], [closure.proposedBy, closure.approvedBy]] as const]),
    ...proposals.map((one) => [[one.reason], [one.by, one.enteredBy]] as const),
    ...questions.map(({ text, by }) => [[text], [by]] as const),
    ...questions.map(({ answer }) => [[answer?.text], [answer?.by]] as const),
    ...decisions.map(({ reason, by }) => [[reason], [by]] as const),
    ...challenges.map(({ text, by }) => [[text], [by]] as const),
    ...challenges.map(({ answer }) => [[answer?.text], [answer?.by]] as const),
    ...moves.map(({ reason, approvedBy }) => [[reason], [approvedBy]] as const),
  ];
  return written;
}

function ofUpdate({
  note,
  cause,
  remedy,
  help,
  nextStep,
  evidence,
  evidenceLink,
  by,
  onBehalf,
}: NonNullable<Milestone['update']>): Written {
  return [
    [note, cause, remedy, help, nextStep, evidence, evidenceLink],
    [by, onBehalf?.enteredBy],
  ];
}
