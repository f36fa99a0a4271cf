import { whomToAsk, type Accountable, type Whom } from '../domain/asked-of.js';
import type { Others } from '../domain/check.js';
import { asSeenBy, groupProgress } from '../domain/each-answers.js';
import { decidersOf, decidesLater, escalatesTo } from '../domain/escalation.js';
import { digestRow, type ViewFacts } from '../domain/milestone-view.js';
import type { Milestone, OfficerId, Ref } from '../domain/plan.js';
import type { DigestRow, SameAsView } from '../domain/views.js';
import { readPrintedSameAs, readSaidThere } from './answered-for.js';
import { graceUntil } from './ask-whom.js';
import type { Directory } from './directory.js';
import { toTell } from './escalation-told.js';
import type { Ports } from './ports.js';
import { toldTo } from './seen-by.js';
import { todayOf } from './today.js';
import { readWaitedFor } from './waited-for.js';

/** What a view of a milestone takes from others of its plan. */
export interface Around {
  /** Those that it waits for. */
  readonly others: Others;
  /** The one that its text in the plan points at; null once somebody has answered. */
  readonly sameAs: SameAsView | null;
  /** What its last update says by "same as". */
  readonly saidThere: SameAsView | null;
}

export async function readAround(ports: Pick<Ports, 'plans'>, milestone: Milestone): Promise<Around> {
  const [others, sameAs, saidThere] = await Promise.all([
    readWaitedFor(ports, milestone),
    readPrintedSameAs(ports, milestone),
    readSaidThere(ports, milestone.plan, milestone.update?.sameAs),
  ]);
  return { others, sameAs, saidThere };
}

/** What a view of a milestone is worked out from, for one reader. */
export function factsOf(
  ports: Pick<Ports, 'calendar' | 'clock' | 'zone'>,
  directory: Directory,
  one: Accountable,
  around: Around,
  reader: OfficerId,
): ViewFacts {
  const { calendar } = ports;
  const today = todayOf(ports);
  const whom = whomToAsk(one, directory.officers, today);
  return {
    plan: one.plan,
    calendar,
    today,
    nameOf: directory.nameOf,
    reader,
    graceUntil: graceUntil(one.milestone, whom, directory.officers, calendar),
    approvers: decidersOf(one, directory.officers, today),
    approvesLater: one.milestone.proposal === null ? null : decidesLater(one, directory.officers, today),
    group: groupProgress(one.milestone, whom, calendar, today),
    ...around,
  };
}

/** The row of a milestone as its reader sees it: of a group in which each has to answer, by their own last answer. */
export function rowFor(
  ports: Pick<Ports, 'calendar' | 'clock' | 'zone'>,
  directory: Directory,
  one: Accountable & { readonly rev: number; readonly around: Around },
  reader: OfficerId,
  blockers?: ReadonlySet<Ref>,
): DigestRow {
  const today = todayOf(ports);
  const whom = whomToAsk(one, directory.officers, today);
  // Who only stands in for a lead is nobody whose silence would be told.
  const led = whom.asked.some(({ because }) => because !== 'stand-in');
  const to = toTell(one, directory, led ? escalatesTo(one, directory.officers, today)[0] : undefined);
  const facts = { ...factsOf(ports, directory, one, one.around, reader), ...(blockers && { blockers }) };
  const seen = asSeenBy(toldTo(reader, one, directory.officers, today), whom, reader);
  const row = digestRow(seen, one.rev, facts, to);
  const instead = insteadOf(whom, reader)?.map((id) => directory.nameOf(id));
  return instead === undefined ? row : { ...row, insteadOf: instead };
}

/** In whose place somebody is asked; empty where no lead is usable, undefined for who is asked themselves. */
function insteadOf({ asked, notAsked }: Whom, reader: OfficerId): readonly OfficerId[] | undefined {
  const person = asked.find(({ officer }) => officer === reader);
  if (person?.because === 'deputy') return person.speaksFor;
  if (person?.because !== 'stand-in') return undefined;
  return notAsked.filter(({ reason }) => reason === 'away').map(({ officer }) => officer);
}
