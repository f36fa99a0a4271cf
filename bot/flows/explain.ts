import { whomToAsk, type Accountable, type Whom } from '../domain/asked-of.js';
import type { Ask } from '../domain/asks.js';
import { civilDateAt, endOfDay, type CivilDate } from '../domain/dates.js';
import { planDigest, type Candidate, type SkipReason } from '../domain/digest-plan.js';
import { asSeenBy } from '../domain/each-answers.js';
import { decidersOf, escalatesTo } from '../domain/escalation.js';
import { begun } from '../domain/former-name.js';
import { askedNextOn, escalationAhead } from '../domain/look-on.js';
import type { OfficerId, Ref } from '../domain/plan.js';
import type { Past } from '../domain/rollup-facts.js';
import { openQuestion, whoAnswers } from '../domain/told-asks.js';
import { owedToday, type AskedAndSent, type GivenAnswer, type Rung, type WhyFacts } from '../domain/why-facts.js';
import { skipSentence, whomSentence, whyStanding, type WhomFacts, type WhyStanding } from '../domain/why-whom.js';
import { dueSentence, escalationSentence, nextSentence, todaySentence } from '../domain/why-words.js';
import { rungsNear } from '../domain/why.js';
import type { PlanAsAt } from './as-at.js';
import { askWhom, graceUntil } from './ask-whom.js';
import { readDirectoryAsAt, type Directory } from './directory.js';
import { codeInWords } from './attention-codes.js';
import { waivedOf } from './card-fate.js';
import type { OfficerLedger, Ports } from './ports.js';
import { todayOf } from './today.js';
import { lastPassed, switchedOff } from './why-rounds.js';
import { wholeLedger } from './whole-ledger.js';

/** Why one person is asked about a milestone on a day, or is not. */
export interface Explained {
  readonly officer: OfficerId;
  readonly name: string;
  readonly standing: WhyStanding;
  /** To be asked that day, and not asked yet. */
  readonly owed: readonly Ask[];
  readonly asked: readonly AskedAndSent[];
  readonly rungs: readonly Rung[];
  /** The next day on which something may become owed by them; null when none is known. */
  readonly next: CivilDate | null;
  readonly because: readonly string[];
}

/** A milestone on a day, and who has to do with it. */
export interface Around {
  readonly one: Accountable;
  readonly past: readonly Past[];
  readonly directory: Directory;
  readonly whom: Whom;
  readonly day: CivilDate;
}

/** Null when the plan as at that day has no such milestone. */
export async function around(ports: Ports, plan: PlanAsAt, ref: Ref, day: CivilDate): Promise<Around | null> {
  const milestone = plan.milestones.find((one) => one.milestone.ref === ref)?.milestone;
  if (milestone === undefined) return null;
  const area = plan.areas.find(({ code }) => code === milestone.area);
  const one = { milestone, area, plan: plan.plan };
  const directory = await readDirectoryAsAt(ports, day);
  const whom = whomToAsk(one, directory.officers, day);
  return { one, past: plan.history.get(ref) ?? [], directory, whom, day };
}

/** Who is asked about it, or leads it and is not: whom an explanation is about where nobody is named. */
export function concerned({ whom }: Around): readonly OfficerId[] {
  return [...new Set([...whom.asked, ...whom.notAsked].map(({ officer }) => officer))];
}

export async function explain(ports: Ports, found: Around, officer: OfficerId): Promise<Explained> {
  const { one, whom, directory, day } = found;
  const { officers, nameOf } = directory;
  const ledger = await asOf(ports, directory, officer, day);
  const candidates = askWhom([one], officers, ports.calendar, day).candidates.get(officer) ?? [];
  const asked = await askedAndSent(ports, found, ledger);
  const facts = factsFor(ports, found, officer, candidates, asked);
  const person: WhomFacts = {
    officer,
    whom,
    deciders: one.milestone.proposal === null ? [] : decidersOf(one, officers, day),
    answer: openQuestion(one.milestone) === null ? [] : whoAnswers(one, officers, day),
    told: escalatesTo(one, officers, day),
    nameOf,
    awayUntil: officers.get(officer)?.awayUntil ?? null,
  };
  const standing = whyStanding(person);
  const grace = graceUntil(one.milestone, whom, officers, ports.calendar);
  const ahead = escalationAhead(one.milestone, ports.calendar, day, grace);
  const next = nextFor(facts, standing, ahead);
  const rungs = standing === 'none' ? [] : rungsNear(facts);
  const sentences = [
    dueSentence(one.milestone),
    whomSentence(person),
    standing === 'none' ? null : todaySentence(facts, nameOf),
    skipSentence(
      keptBack(found, officer, facts, candidates, ledger),
      nameOf(officer),
      unreachable(found, officer, ports.zone),
    ),
    ...(owedToday(facts).length > 0 && standing !== 'none' ? await switchedOff(ports, one.milestone.plan, day) : []),
    await lastPassed(ports, { ...one.milestone, officers: idsOf(found, officer), day }),
    standing === 'none' ? null : nextSentence(rungs, next, facts.calendar),
    ASKED.includes(standing) ? escalationSentence(others(person.told, officer).map(nameOf), ahead) : null,
  ];
  const because = sentences.filter((sentence) => sentence !== null).map(begun);
  const owed = owedToday(facts);
  return { officer, name: nameOf(officer), standing, owed, asked: facts.asked, rungs, next, because };
}

/** Records name them by the id that they had then. */
function idsOf({ directory }: Around, officer: OfficerId): readonly OfficerId[] {
  return [officer, ...(directory.officers.get(officer)?.formerIds ?? [])];
}

/** Nobody is told about themselves. */
function others(told: readonly OfficerId[], officer: OfficerId): readonly OfficerId[] {
  return told.filter((id) => id !== officer);
}

/** What an officer had been asked by the end of a day. */
async function asOf(ports: Ports, { officers }: Directory, officer: OfficerId, day: CivilDate): Promise<OfficerLedger> {
  const limit = endOfDay(day, ports.zone);
  const ledger = await wholeLedger(ports, officers, officer);
  const digests = ledger.digests.filter(({ value }) => value.plannedAt <= limit);
  // What became of a card after that day was not known yet.
  const known = digests.map(({ value, etag }) => {
    const settled = value.settledAt !== null && value.settledAt <= limit;
    return { value: settled || day >= civilDateAt(ports.clock.now(), ports.zone) ? value : unsettled(value), etag };
  });
  return { ...ledger, asked: ledger.asked.filter(({ at }) => at <= limit), digests: known };
}

function unsettled<D extends { readonly state: string }>(digest: D): D & { readonly state: 'planned' } {
  return { ...digest, state: 'planned' };
}

/** What was asked about it, oldest first, with what became of each card. */
async function askedAndSent(
  ports: Ports,
  { one, directory, day }: Around,
  ledger: OfficerLedger,
): Promise<readonly AskedAndSent[]> {
  const { plan, ref } = one.milestone;
  const stopped = day === todayOf(ports) && (await ports.sender.read()).value.stopped;
  const rows = ledger.asked.filter((row) => row.plan === plan && row.ref === ref);
  const asked = rows.map(async ({ officer, anchor, step, slot, at }): Promise<AskedAndSent> => {
    const card = ledger.digests.find(({ value }) => value.slot === slot && value.officer === officer)?.value;
    const known = {
      anchor,
      step,
      slot,
      at,
      on: civilDateAt(at, ports.zone),
      delivery: card?.state ?? 'unknown',
    } as const;
    const waived = card === undefined ? null : await waivedOf(ports, card, directory.nameOf);
    return { ...known, doubted: (card?.doubts ?? 0) > 0, held: stopped, waived };
  });
  return (await Promise.all(asked)).sort((a, b) => (a.at < b.at ? -1 : 1));
}

function factsFor(
  ports: Ports,
  { one, whom, past, directory, day }: Around,
  officer: OfficerId,
  candidates: readonly Candidate[],
  asked: readonly AskedAndSent[],
): WhyFacts {
  return {
    milestone: asSeenBy(one.milestone, whom, officer),
    asks: candidates.flatMap(({ asks }) => asks),
    asked,
    answers: answersFor(past, whom, officer, directory.nameOf),
    calendar: ports.calendar,
    today: day,
  };
}

/** Every answer by a person, oldest first; where each of a group has to answer, only those that count for this one. */
function answersFor(
  past: readonly Past[],
  { asked, awaited }: Whom,
  officer: OfficerId,
  nameOf: (officer: OfficerId) => string,
): readonly GivenAnswer[] {
  const person = asked.find((one) => one.officer === officer);
  const own = person === undefined || awaited.length === 0 ? null : new Set([officer, ...person.speaksFor]);
  const said = past.flatMap(({ milestone: { update } }) =>
    update === null || update.by.kind === 'import' ? [] : update,
  );
  const counting = said.filter(({ by }) => own === null || (by.kind === 'officer' && own.has(by.id)));
  const once = new Map(counting.map((update) => [update.at, update]));
  return [...once.values()].map(({ on, by }) => ({
    on,
    by: by.kind === 'officer' ? nameOf(by.id) : 'an administrator',
  }));
}

/** Of those who are asked about the work: while a decision waits, they are not. */
const ASKED: readonly WhyStanding[] = ['lead', 'co-lead', 'member', 'deputy', 'stand-in'];

function nextFor(facts: WhyFacts, standing: WhyStanding, escalates: CivilDate | null): CivilDate | null {
  const { milestone, calendar, today } = facts;
  if (standing === 'head') return escalates;
  const about = standing === 'approver' || standing === 'proposer';
  const asked = about || (ASKED.includes(standing) && milestone.proposal === null);
  return asked ? askedNextOn(milestone, calendar, today) : null;
}

/** Why no card would leave although something is owed; null when nothing keeps it back. */
function keptBack(
  { directory, day }: Around,
  officer: OfficerId,
  facts: WhyFacts,
  candidates: readonly Candidate[],
  ledger: OfficerLedger,
): SkipReason | null {
  if (owedToday(facts).length === 0) return null;
  const known = directory.officers.get(officer);
  if ((known?.entraId ?? null) === null) return 'not-linked';
  const reader = { id: officer, entraId: known?.entraId ?? null, unreachable: known?.unreachable ?? null };
  return planDigest(reader, candidates, ledger, day, [], facts.calendar).skipped[0]?.reason ?? null;
}

function unreachable({ directory }: Around, officer: OfficerId, zone: string): string | null {
  const code = directory.officers.get(officer)?.unreachable ?? null;
  return code === null ? null : codeInWords(code, zone);
}
