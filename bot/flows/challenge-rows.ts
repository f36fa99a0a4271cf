/** Rows about leaders' questions: to answer, to release, to know. */
import { challengeIn, whoAnswersChallenge, whoReleases } from '../domain/challenge-asks.js';
import { askedByLeader } from '../domain/challenge-rows.js';
import { isTellable, unanswered, unreleased } from '../domain/challenges.js';
import type { CivilDate } from '../domain/dates.js';
import type { Challenge, Milestone, OfficerId } from '../domain/plan.js';
import type { DigestRow, DigestView } from '../domain/views.js';
import type { Owed } from './digest-rows.js';
import type { Directory } from './directory.js';
import type { OfficerLedger, Ports } from './ports.js';
import { toldTo } from './seen-by.js';
import { rowFor } from './view-facts.js';

/** What these rows are made of. */
interface Reading {
  readonly ports: Pick<Ports, 'calendar' | 'clock' | 'zone'>;
  readonly directory: Directory;
  readonly ledger: OfficerLedger;
  readonly today: CivilDate;
}

/** One row for all questions about a milestone that its reader was asked and that nobody has answered. */
export function toAnswer(reading: Reading, one: Owed): readonly DigestRow[] {
  const { directory, ledger, today } = reading;
  const asked = unanswered(told(reading, one)).filter(
    (each) =>
      isInLedger(ledger, one, `challenge:${each.id}`) &&
      whoAnswersChallenge(each, one, directory.officers, today).includes(ledger.officer),
  );
  return asked.length === 0 ? [] : [rowWith(reading, one, 'challenge', asked)];
}

/** One row for all answers about a milestone that wait for its reader to release them. */
export function toRelease(reading: Reading, one: Owed): DigestView['waiting'] {
  const { directory, ledger, today } = reading;
  const waiting = unreleased(told(reading, one), today).filter(
    (each) =>
      isInLedger(ledger, one, `answer-release:${each.id}`) &&
      whoReleases(each, one, directory.officers, today).includes(ledger.officer),
  );
  const leads = one.milestone.leads.map((lead) => directory.nameOf(lead));
  return waiting.length === 0 ? [] : [{ ...rowWith(reading, one, 'release', waiting), leads }];
}

/** Of the asks that a card itself brought, the questions that its reader is told of there. */
export function toldOfQuestions(
  reading: Omit<Reading, 'ports'>,
  one: Owed,
  anchors: ReadonlySet<string>,
): Pick<DigestRow, 'asked'> {
  const { directory, ledger, today } = reading;
  const milestone = told(reading, one);
  const theirs = [...anchors]
    .filter((anchor) => /^challenge-(?:told|answered):/.test(anchor))
    .flatMap((anchor) => challengeIn(milestone, anchor) ?? []);
  const asked = [...new Set(theirs)].map((each) => viewFor(each, directory, ledger.officer, today));
  return asked.length === 0 ? {} : { asked };
}

function rowWith(
  { ports, directory, ledger, today }: Reading,
  one: Owed,
  wanted: 'challenge' | 'release',
  asked: readonly Challenge[],
): DigestRow {
  const row = rowFor(ports, directory, one, ledger.officer);
  return {
    ...row,
    wanted,
    // What else is asked about it stands in a row of its own.
    passed: null,
    tickable: false,
    asked: asked.map((each) => viewFor(each, directory, ledger.officer, today)),
  };
}

/** As its reader may read it: what the guard holds is masked for leaders. */
function told({ directory, ledger, today }: Omit<Reading, 'ports'>, one: Owed): Milestone {
  return toldTo(ledger.officer, one, directory.officers, today);
}

/** Who asked reads the answer when it may be told. */
function viewFor(challenge: Challenge, { nameOf }: Directory, reader: OfficerId, today: CivilDate) {
  const view = askedByLeader(challenge, { nameOf, reader });
  const early = challenge.by.kind === 'officer' && challenge.by.id === reader && !isTellable(challenge, today);
  return early ? { ...view, answer: null } : view;
}

function isInLedger({ asked }: OfficerLedger, { plan, milestone }: Owed, anchor: string): boolean {
  return asked.some((row) => row.plan === plan.id && row.ref === milestone.ref && row.anchor === anchor);
}
