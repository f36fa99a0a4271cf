/** The forms on which leaders ask about milestones, and leads answer. */
import { whoAnswersChallenge, whoIsCopied } from '../domain/challenge-asks.js';
import { askedByLeader } from '../domain/challenge-rows.js';
import { unanswered } from '../domain/challenges.js';
import { parseCivilDate } from '../domain/dates.js';
import { gradeOn, ratingOn } from '../domain/rating.js';
import type { Actor, Challenge } from '../domain/plan.js';
import { asTyped } from '../domain/plain-text.js';
import type { AskFormView, AskInputs, ChallengeFormView, SummaryHead } from '../domain/views.js';
import { readDirectory } from './directory.js';
import { seenBy } from './seen-by.js';
import type { Ports } from './ports.js';
import { accountable, type Found } from './found-milestone.js';
import { formOf, type Reading } from './show-change.js';
import { whoWants } from './who-wants.js';

/** What an ask form is made of besides its milestone. */
export interface AskReading {
  readonly head: SummaryHead;
  readonly reader: string;
  readonly own: boolean;
  readonly meeting: boolean;
  readonly inputs: AskInputs;
  readonly errors: AskFormView['errors'];
}

/** One box to ask; for an admin who records what was asked at a meeting, three more. */
export async function askView(ports: Ports, found: Found, reading: AskReading): Promise<AskFormView> {
  const { stored, outline, people, today } = found;
  const { officers, nameOf } = await readDirectory(ports.people);
  const by: Actor = { kind: 'officer', id: reading.reader };
  const seen = seenBy(whoWants(by, found).standings, outline.plan)(stored.milestone);
  const challenge: Challenge = {
    ...{ id: '', text: '', by, on: today, at: ports.clock.now(), answer: null },
    from: reading.meeting ? { kind: 'meeting', which: '', on: today, who: '' } : { kind: 'chat' },
  };
  const one = accountable(found);
  return {
    head: reading.head,
    link: { plan: outline.plan.id, ref: seen.ref, rev: stored.rev },
    text: seen.text,
    rating: ratingOn(seen, outline.plan.preset, ports.calendar, today),
    grade: gradeOn(seen, outline.plan, ports.calendar, today),
    answers: whoAnswersChallenge(challenge, one, people, today).map(nameOf),
    copied: whoIsCopied(challenge, one, officers, today).map(nameOf),
    own: reading.own,
    meeting: reading.meeting,
    inputs: reading.inputs,
    errors: reading.errors,
  };
}

/** Where a question from such a form comes from; or what is wrong with what was typed of the meeting. */
export function readMeeting(
  { which = '', on = '', who = '' }: AskInputs,
  today: string,
): { readonly from: Challenge['from'] } | { readonly errors: AskFormView['errors'] } {
  const day = parseCivilDate(on);
  const errors: AskFormView['errors'] = [
    ...(asTyped(which) === '' ? [{ field: 'which', message: 'Say at which meeting it was asked.' } as const] : []),
    ...(day === undefined ? [{ field: 'on', message: 'Give the day of the meeting.' } as const] : []),
    ...(day !== undefined && day > today
      ? [{ field: 'on', message: 'That day has not come yet. Give the day on which it was asked.' } as const]
      : []),
    ...(asTyped(who) === '' ? [{ field: 'who', message: 'Say who asked it.' } as const] : []),
  ];
  if (errors.length > 0 || day === undefined) return { errors };
  return { from: { kind: 'meeting', which: asTyped(which), on: day, who: asTyped(who) } };
}

/** The form with one question to answer; null when none is left without an answer. */
export async function challengeFormView(
  ports: Ports,
  found: Found,
  reading: Reading,
  challenge: Challenge | null = unanswered(found.stored.milestone)[0] ?? null,
): Promise<ChallengeFormView | null> {
  if (challenge === null) return null;
  const { nameOf } = await readDirectory(ports.people);
  const more = unanswered(found.stored.milestone).filter(({ id }) => id !== challenge.id).length;
  return {
    ...(await formOf(ports, found, reading, {})),
    question: askedByLeader(challenge, { nameOf, reader: reading.reader }),
    more,
    heads: (found.area?.heads ?? []).map(nameOf),
  };
}
