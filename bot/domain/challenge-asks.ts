/** Who is asked for answers to leaders' questions, who is told of them, and who lets an answer be told. */
import { leadsToAsk, standInLine, type Accountable } from './asked-of.js';
import type { Ask, AskReason } from './asks.js';
import { challengeOf, isTellable, unanswered } from './challenges.js';
import { addDays, type CivilDate } from './dates.js';
import { personsOf, present, whoIsThere, type Known } from './people.js';
import type { Actor, Challenge, Milestone, OfficerId } from './plan.js';
import { POLICY } from './policy.js';
import { chased } from './told-asks.js';
import { workingDayOnOrAfter, type Calendar } from './working-days.js';

const REASONS: readonly AskReason[] = ['challenge', 'challenge-told', 'answer-release'];

/** It is about a question of a leader. */
export function isOfChallenge({ because }: Pick<Ask, 'because'>): boolean {
  return REASONS.includes(because);
}

/** Of every question without an answer: asked on the first working day, then chased as approvals are. */
export function challengeAsks(milestone: Milestone, calendar: Calendar, day: CivilDate): readonly (readonly Ask[])[] {
  return unanswered(milestone).map(({ id, on }) =>
    chased({ because: 'challenge', anchor: `challenge:${id}` }, on, calendar, day),
  );
}

/** What is put to somebody once: that it was asked, an answer to be released, an answer to who asked in their own chat. */
export function challengeNews(milestone: Milestone, calendar: Calendar, day: CivilDate): readonly Ask[] {
  return milestone.challenges.flatMap((one) => [
    ...(day > addDays(one.on, POLICY.toldFor)
      ? []
      : [
          {
            because: 'challenge-told',
            anchor: `challenge-told:${one.id}`,
            step: 'told',
            on: from(calendar, one.on),
          } as const,
        ]),
    ...releaseAsk(one, calendar, day),
    ...answerTold(one, calendar, day),
  ]);
}

function releaseAsk(one: Challenge, calendar: Calendar, day: CivilDate): readonly Ask[] {
  if (one.answer === null || isTellable(one, day)) return [];
  return [
    { because: 'answer-release', anchor: `answer-release:${one.id}`, step: 'ask', on: from(calendar, one.answer.on) },
  ];
}

/** Who asked in a channel reads the answer there; anybody else who asked is told it on their card. */
function answerTold(one: Challenge, calendar: Calendar, day: CivilDate): readonly Ask[] {
  const { answer, from: place } = one;
  if (answer === null || place.kind === 'post') return [];
  const told = answer.released?.on ?? answer.waitsUntil;
  if (day > addDays(told, POLICY.toldFor)) return [];
  return [
    { because: 'challenge-told', anchor: `challenge-answered:${one.id}`, step: 'told', on: from(calendar, told) },
  ];
}

function from(calendar: Calendar, day: CivilDate): CivilDate {
  return workingDayOnOrAfter(calendar, day);
}

/** The question that one of these asks is about; null for any other ask. */
export function challengeIn(milestone: Pick<Milestone, 'challenges'>, anchor: string): Challenge | null {
  const id = /^(?:challenge|challenge-told|challenge-answered|answer-release):(.*)$/s.exec(anchor)?.[1];
  return id === undefined ? null : challengeOf(milestone, id);
}

/** Everybody to whom one of these asks is addressed on a day; those who are away are left out. */
export function challengeAddressees(ask: Ask, one: Accountable, people: Known, today: CivilDate): readonly OfficerId[] {
  const challenge = challengeIn(one.milestone, ask.anchor);
  if (challenge === null) return [];
  if (ask.because === 'challenge') return whoAnswersChallenge(challenge, one, people, today);
  if (ask.because === 'answer-release') return whoReleases(challenge, one, people, today);
  if (ask.anchor.startsWith('challenge-answered:')) return whoIsThere(people, personOf(challenge.by, people), today);
  return whoIsCopied(challenge, one, people, today);
}

/**
 * Who is asked for the answer: the leads who are there; else the heads of service, the plan's owner, the admins, the
 * nearest of them who is there. Nobody stands in to answer what they asked.
 */
export function whoAnswersChallenge(
  challenge: Pick<Challenge, 'by' | 'from'>,
  one: Accountable,
  people: Known,
  today: CivilDate,
): readonly OfficerId[] {
  const asker = askerOf(challenge, people);
  const leads = leadsToAsk(one.milestone, people, today).asked.map(({ officer }) => officer);
  const standIns = standInLine(one, people, today).map((ids) => ids.filter((id) => !asker.includes(id)));
  return [leads, ...standIns].find((ids) => ids.length > 0) ?? [];
}

/** Who may let the answer be told and is asked to: heads of service of the area, else the plan's owner; not who gave it. */
export function whoReleases(
  { answer }: Challenge,
  { area, plan }: Accountable,
  people: Known,
  today: CivilDate,
): readonly OfficerId[] {
  const answerer = answer === null ? [] : personOf(answer.by, people);
  const line = [area?.heads ?? [], plan.owner === null ? [] : [plan.owner]];
  const there = line.map((ids) => whoIsThere(people, ids, today).filter((id) => accountable(id, ids, people)));
  return there.map((ids) => ids.filter((id) => !answerer.includes(id))).find((ids) => ids.length > 0) ?? [];
}

/** The heads of service are copied, else the plan's owner: not who asked, nor who is asked for the answer. */
export function whoIsCopied(
  challenge: Challenge,
  one: Accountable,
  people: Known,
  today: CivilDate,
): readonly OfficerId[] {
  const { area, plan } = one;
  const not = [...askerOf(challenge, people), ...whoAnswersChallenge(challenge, one, people, today)];
  const heads = whoIsThere(people, area?.heads ?? [], today);
  const copied =
    (area?.heads ?? []).length > 0 || plan.owner === null ? heads : whoIsThere(people, [plan.owner], today);
  return copied.filter((id) => !not.includes(id));
}

/** Nobody releases as a deputy: to be named for that there is no place yet. */
function accountable(id: OfficerId, ids: readonly OfficerId[], people: Known): boolean {
  return personsOf(people, ids).includes(id);
}

/** At a meeting somebody else asks: whoever records it may be the one to answer. */
function askerOf({ by, from: { kind } }: Pick<Challenge, 'by' | 'from'>, people: Known): readonly OfficerId[] {
  return kind === 'meeting' ? [] : personOf(by, people);
}

function personOf(by: Actor, people: Known): readonly OfficerId[] {
  return by.kind === 'officer' ? present(people, [by.id]) : [];
}
