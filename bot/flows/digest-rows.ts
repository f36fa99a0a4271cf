/** What one officer owes, what waits for them, and what they are told: row by row, as it stands now. */
import { whomToAsk } from '../domain/asked-of.js';
import { blockersOf } from '../domain/blockers.js';
import type { CivilDate } from '../domain/dates.js';
import { compareUrgency } from '../domain/digest-plan.js';
import { decidedView, enteredView } from '../domain/due-view.js';
import { asksOf, asSeenBy } from '../domain/each-answers.js';
import { decidersOf, escalatesTo, nobodyDecides } from '../domain/escalation.js';
import { askedNextOn } from '../domain/look-on.js';
import { isOwed } from '../domain/milestone-view.js';
import { approvedDate, isOverdue, type Area, type OfficerId, type Plan, type Ref } from '../domain/plan.js';
import type { Decided } from '../domain/said.js';
import { enteredFor, openQuestion, whoAnswers } from '../domain/told-asks.js';
import type { BlockerView, DecidedView, DigestRow, DigestView } from '../domain/views.js';
import { toAnswer, toldOfQuestions, toRelease } from './challenge-rows.js';
import type { Directory } from './directory.js';
import { escalationTold, ledgersOnce } from './escalation-told.js';
import { keyOf } from './key-of.js';
import { toLook, toReword } from './held-rows.js';
import type { DigestEntry, OfficerLedger, Ports, StoredMilestone } from './ports.js';
import { toldTo } from './seen-by.js';
import { todayOf } from './today.js';
import { factsOf, rowFor, type Around } from './view-facts.js';

type Reads = Pick<Ports, 'plans' | 'ledger' | 'calendar' | 'clock' | 'zone'>;

/** A milestone that an officer was asked about, as it stands now. */
export interface Owed extends StoredMilestone {
  readonly plan: Plan;
  readonly area: Area | undefined;
  readonly around: Around;
}

export interface Rows {
  readonly yours: readonly DigestRow[];
  readonly waiting: DigestView['waiting'];
  readonly told: readonly DigestRow[];
  readonly blockers: readonly BlockerView[];
}

/** What the rows of one officer are made of. */
export interface Reading {
  readonly ports: Reads;
  readonly directory: Directory;
  readonly ledger: OfficerLedger;
  readonly today: CivilDate;
}

/** @param entries what the card itself says: what its reader is told stands on that card only */
export async function rowsOf(
  ports: Reads,
  directory: Directory,
  ledger: OfficerLedger,
  asked: readonly Owed[],
  entries: readonly DigestEntry[],
): Promise<Rows> {
  const reading: Reading = { ports, directory, ledger, today: todayOf(ports) };
  const sorted = [...asked].sort((a, b) => compareUrgency({ ...a, asks: [] }, { ...b, asks: [] }));
  const own = sorted.filter((one) => isOwedBy(reading, one) || isToAnswer(reading, one));
  const blockers = blockersOf(
    own.map(({ milestone, around }) => ({ milestone, others: around.others })),
    ports.calendar,
    reading.today,
  );
  const told = new Map(sorted.map((one) => [keyOf(one.milestone), tellingOf(reading, one, entries)]));
  const ownOwed = await ownRows(reading, own, blockers, told);
  const rewords = sorted.filter((one) => !own.includes(one)).flatMap((one) => toReword(reading, one) ?? []);
  const owed = [...rewords, ...ownOwed];
  const waits = sorted.flatMap((one) => waitingRow(reading, one, told.get(keyOf(one.milestone)) ?? {}));
  const shown = new Set([...owed, ...waits].map(({ link }) => keyOf(link)));
  const yours = [...sorted.flatMap((one) => toAnswer(reading, one)), ...owed];
  const waiting = [
    ...waits,
    ...sorted.flatMap((one) => toRelease(reading, one)),
    ...sorted.flatMap((one) => toLook(reading, one)),
  ];
  return {
    yours,
    waiting,
    told: sorted.flatMap((one) => {
      const news = told.get(keyOf(one.milestone)) ?? {};
      if (shown.has(keyOf(one.milestone)) || Object.keys(news).length === 0) return [];
      return [{ ...rowFor(ports, directory, one, ledger.officer), ...news, wanted: 'nothing' as const }];
    }),
    blockers,
  };
}

async function ownRows(
  reading: Reading,
  own: readonly Owed[],
  blockers: readonly (BlockerView & { readonly plan: string })[],
  told: ReadonlyMap<string, Telling>,
): Promise<readonly DigestRow[]> {
  const { ports, directory, ledger } = reading;
  const read = ledgersOnce(ports, directory);
  const rows: DigestRow[] = [];
  for (const one of own) {
    const refs = blockers.flatMap(({ plan, blocker }): Ref[] =>
      plan === one.plan.id && blocker.kind === 'milestone' ? [blocker.ref] : [],
    );
    const row = rowFor(ports, directory, one, ledger.officer, new Set(refs));
    const escalation = row.escalation ?? (await escalationTold(ports, directory, one, read));
    const wanted = isToAnswer(reading, one) ? ('answer' as const) : row.wanted;
    rows.push({ ...row, escalation, wanted, ...told.get(keyOf(one.milestone)) });
  }
  return rows;
}

function waitingRow({ ports, directory, ledger, today }: Reading, one: Owed, told: Telling): Rows['waiting'] {
  const decides = isToDecide(one, directory, ledger, today);
  if (!decides && !(isEscalated(one, directory, ledger, today) && isOverdue(one.milestone, today))) return [];
  const leads = one.milestone.leads.map((lead) => directory.nameOf(lead));
  const row = rowFor(ports, directory, one, ledger.officer);
  // Whether what was promised has happened is asked of its lead, not of who decides.
  const asked = decides ? ({ wanted: 'decision', passed: null } as const) : {};
  return [{ ...row, leads, ...asked, ...told }];
}

/** What a row says beside what is asked. */
type Telling = Pick<DigestRow, 'decided' | 'decidedBefore' | 'entered' | 'enteredBefore' | 'asked'>;

function tellingOf(reading: Reading, asked: Owed, entries: readonly DigestEntry[]): Telling {
  const { ports, directory, ledger, today } = reading;
  const milestone = toldTo(ledger.officer, asked, directory.officers, today);
  const one = { ...asked, milestone };
  const { decided, update } = milestone;
  const anchors = new Set(
    entries.filter((entry) => keyOf(entry) === keyOf(one.milestone)).map(({ ask }) => ask.anchor),
  );
  const isTold = ({ proposal }: Decided): boolean => anchors.has(`decided:${proposal.id}`);
  const before = (milestone.decidedBefore ?? []).filter(isTold).flatMap((earlier) => {
    const then = { ...one, milestone: { ...milestone, decided: earlier } };
    return decidedFor(ports, directory, then, ledger.officer, today) ?? [];
  });
  const entered = enteredFor(milestone).filter(({ at }) => anchors.has(`behalf:${at}`));
  const older = entered.filter(({ at }) => update?.onBehalf == null || at !== update.at);
  const facts = factsOf(ports, directory, one, one.around, ledger.officer);
  return {
    ...(decided !== null && isTold(decided)
      ? { decided: decidedFor(ports, directory, one, ledger.officer, today) }
      : {}),
    ...(before.length > 0 && { decidedBefore: before.map((each) => ({ ...each, next: null, evidenceDue: null })) }),
    ...(entered.length > older.length && { entered: true }),
    ...(older.length > 0 && { enteredBefore: older.map((each) => enteredView(each, facts)) }),
    ...toldOfQuestions(reading, one, anchors),
  };
}

/** What was decided, in the eyes of one reader, and when its leads are asked next. */
export function decidedFor(
  ports: Reads,
  directory: Directory,
  one: Owed,
  reader: OfficerId,
  today: CivilDate,
): DecidedView | undefined {
  const facts = factsOf(ports, directory, one, one.around, reader);
  const seen = asSeenBy(one.milestone, whomToAsk(one, directory.officers, today), reader);
  const next = seen.proposal === null ? askedNextOn(seen, ports.calendar, today) : null;
  return decidedView(one.milestone, facts, next) ?? undefined;
}

/** Asked of them, as lead, member, deputy or in a lead's place, and not answered by them (RULES 2). */
function isOwedBy({ ports, directory, ledger, today }: Reading, one: Owed): boolean {
  const people = directory.officers;
  const whom = whomToAsk(one, people, today);
  const theirs = whom.asked.some((person) => person.officer === ledger.officer);
  const undecidable = nobodyDecides(one, people, today);
  const asks = asksOf(one.milestone, whom, ledger.officer, { people, calendar: ports.calendar, today, undecidable });
  return theirs && isOwed(one.milestone, asks, ledger.asked);
}

/** Asked a question about what waits, which nobody has answered, and which is theirs to answer. */
function isToAnswer({ directory, ledger, today }: Reading, one: Owed): boolean {
  const question = openQuestion(one.milestone);
  if (question === null || !isTold(ledger, one, `question:${question.id}`)) return false;
  return whoAnswers(one, directory.officers, today).includes(ledger.officer);
}

/** Asked for a decision that still waits, and theirs to take (RULES 2, 5). */
function isToDecide(one: Owed, { officers }: Directory, ledger: OfficerLedger, today: CivilDate): boolean {
  const { proposal } = one.milestone;
  if (proposal === null || !decidersOf(one, officers, today).includes(ledger.officer)) return false;
  const anchor = `approval:${proposal.id}`;
  return isTold(ledger, one, anchor) || ledger.asked.some((row) => row.anchor.startsWith(`${anchor}:`));
}

function isEscalated(one: Owed, { officers }: Directory, ledger: OfficerLedger, today: CivilDate): boolean {
  const anchor = `escalation:${approvedDate(one.milestone) ?? ''}`;
  return isTold(ledger, one, anchor) && escalatesTo(one, officers, today).includes(ledger.officer);
}

function isTold({ asked }: OfficerLedger, { plan, milestone }: Owed, anchor: string): boolean {
  return asked.some((row) => row.plan === plan.id && row.ref === milestone.ref && row.anchor === anchor);
}
