import { leadsToAsk } from '../domain/asked-of.js';
import { asSeenBy } from '../domain/each-answers.js';
import { settledBy } from '../domain/due-view.js';
import { milestoneView, whatFollows, type ViewFacts } from '../domain/milestone-view.js';
import { choicesFor } from '../domain/choices.js';
import { entryChosen, type KeyEntry } from '../domain/key.js';
import { decidersOf, decidesLater } from '../domain/escalation.js';
import type { DecidesLater } from '../domain/milestone-views.js';
import type { Milestone, OfficerId, Proposal } from '../domain/plan.js';
import { FORECAST_ONLY } from '../domain/policy.js';
import { movableDate, proposedInWords } from '../domain/proposals.js';
import { asInputs } from '../domain/update.js';
import type {
  ChooseView,
  DigestView,
  FormError,
  FormView,
  MilestoneView,
  SavedView,
  UpdateInputs,
} from '../domain/views.js';
import { timeInWords, type CivilDate } from '../domain/dates.js';
import { whoHears } from '../domain/told-asks.js';
import { readPointedAt } from './answered-for.js';
import { digestContent, owedBy } from './digest-content.js';
import { readDirectory, type Directory } from './directory.js';
import type { Recorded } from './record-update.js';
import { accountable, type Found, type Shown } from './found-milestone.js';
import type { Ports } from './ports.js';
import { todayOf } from './today.js';
import { toldNames } from './told-names.js';
import { factsOf, readAround, rowFor } from './view-facts.js';
import { wholeLedger } from './whole-ledger.js';

/**
 * What an officer owes as it stands now, as the digest they have in hand shows it, else as their last one would; null
 * when there is nothing to show.
 */
export async function owedView(
  ports: Ports,
  officer: OfficerId,
  activityId: string | null,
  ticked: readonly string[],
): Promise<DigestView | null> {
  const directory = await readDirectory(ports.people);
  const ledger = await wholeLedger(ports, directory.officers, officer);
  const digests = ledger.digests.map(({ value }) => value);
  const inHand = digests.find((digest) => activityId !== null && digest.activityId === activityId);
  const sent = digests.filter(({ state }) => state === 'sent').sort((a, b) => (a.plannedAt < b.plannedAt ? 1 : -1));
  const none = { officer, entries: [], plannedAt: ports.clock.now(), more: 0, doubts: 0, short: false };
  const { view } = await digestContent(ports, directory, inHand ?? sent[0] ?? none);
  const rows = view.yours.length + view.waiting.length + (inHand === undefined ? 0 : view.answered.length);
  return rows === 0 ? null : { ...view, repeat: false, ticked };
}

export async function chooseView(
  ports: Ports,
  found: Found,
  reader: OfficerId,
  ticks: readonly string[],
  inputs: UpdateInputs = {},
  refused?: string,
): Promise<ChooseView> {
  const choices = choicesFor(found.outline.plan.key, found.stored.milestone, found.today);
  const view = { milestone: await viewOf(ports, found, reader), choices, inputs, ticks };
  return refused === undefined ? view : { ...view, refused };
}

/** A form for one rating: started from the last update of that rating, or with what was typed and what is wrong. */
export async function formView(
  ports: Ports,
  found: Found,
  reader: OfficerId,
  grade: KeyEntry,
  ticks: readonly string[],
  typed: {
    readonly inputs: UpdateInputs;
    readonly errors?: readonly FormError[];
    readonly conflict?: FormView['conflict'];
  } | null,
): Promise<FormView> {
  const { milestone } = found.stored;
  const { bodies } = found.outline.plan;
  const last = milestone.update;
  const lastGrade = last === null ? null : entryChosen(found.outline.plan.key, last);
  const before =
    last === null || lastGrade?.id !== grade.id || last.confirmedOnly
      ? {}
      : stillTrue(asInputs(last, milestone.proposal), milestone, bodies);
  const inputs = typed?.inputs ?? before;
  return {
    milestone: await viewOf(ports, found, reader),
    rating: grade.rating,
    grade,
    ticks,
    inputs,
    errors: typed?.errors ?? [],
    conflict: typed?.conflict ?? null,
    ...(await decidersFor(ports, found, reader)),
    bodies,
    pointsAt: await readPointedAt(ports, milestone, inputs.sameAs ?? ''),
    today: todayOf(ports),
  };
}

/**
 * What was said last, as far as it still holds: without a body that has left the plan's list since; a forecast after the
 * approved date that waits for nobody is only a forecast, and need not be explained again.
 */
function stillTrue(
  { waitsOnBody, ...inputs }: UpdateInputs,
  milestone: Milestone,
  bodies: readonly string[],
): UpdateInputs {
  const { forecast = '', moveReason } = inputs;
  const approved = movableDate(milestone);
  const only = moveReason === undefined && approved !== null && forecast > approved;
  return {
    ...inputs,
    ...(only && { moveReason: FORECAST_ONLY }),
    ...(waitsOnBody !== undefined && bodies.includes(waitsOnBody) && { waitsOnBody }),
  };
}

/** Names of who decides about what the reader puts forward: never they themselves (RULES 5). */
export async function decidersFor(
  ports: Ports,
  found: Found,
  reader: OfficerId,
): Promise<{ readonly deciders: readonly string[]; readonly decidesLater: DecidesLater | null }> {
  const { officers, nameOf } = await readDirectory(ports.people);
  const one = accountable(found);
  const today = todayOf(ports);
  const proposal: Proposal = {
    id: '',
    date: null,
    state: null,
    reason: '',
    by: { kind: 'officer', id: reader },
    on: today,
  };
  const about = { ...one, milestone: { ...one.milestone, proposal } };
  const later = decidesLater(about, officers, today);
  return {
    deciders: decidersOf(about, officers, today).map(nameOf),
    decidesLater: later && { name: nameOf(later.officer), until: later.until },
  };
}

export async function savedView(
  ports: Ports,
  recorded: Extract<Recorded, { kind: 'saved' }>,
  reader: OfficerId,
  ticks: readonly string[],
): Promise<SavedView> {
  const { found, before, update, notPutForward, replayed } = recorded;
  const { milestone } = found.stored;
  const directory = await readDirectory(ports.people);
  const around = await readAround(ports, milestone);
  // Only who has a card can see it change.
  const whom = leadsToAsk(milestone, directory.officers, todayOf(ports));
  const seen = (one: typeof milestone): typeof milestone => asSeenBy(one, whom, reader);
  const others = whom.asked
    .map(({ officer }) => officer)
    .filter((officer) => officer !== reader && directory.officers.get(officer)?.chat != null);
  return {
    // With this answer, even if somebody gave another since: it is this one that was saved.
    milestone: await viewOf(
      ports,
      { ...found, stored: { ...found.stored, milestone: { ...milestone, update } } },
      reader,
    ),
    ticks,
    time: timeInWords(update.at, ports.zone),
    on: update.on,
    given: asInputs(update, milestone.proposal),
    settled: settledBy(before, milestone),
    ...whatFollows(seen(before), seen(milestone), await readFacts(ports, found, reader)),
    ahead: rowFor(ports, directory, { ...found.stored, ...found.outline, area: found.area, around }, reader).escalation,
    evidenceDue: update.evidenceDue,
    notPutForward,
    inPlaceOf: closureReplaced(before, milestone),
    lapsed: lapsedIn(before, milestone, directory, reader, todayOf(ports)),
    coLeads: others.map((lead) => directory.nameOf(lead)),
    left: await owedBy(ports, directory, reader),
    replayed,
  };
}

/** An end that was proposed, in whose place a date waits now; null where there was none, or it waits on. */
function closureReplaced({ proposal: was }: Milestone, { proposal: now }: Milestone): string | null {
  return was?.state == null || now?.date == null ? null : proposedInWords(was);
}

/** What came to nothing by an answer; null where nothing did, or something was decided since. */
function lapsedIn(
  { proposal }: Milestone,
  milestone: Milestone,
  directory: Directory,
  reader: OfficerId,
  today: CivilDate,
): SavedView['lapsed'] {
  const { decided } = milestone;
  if (proposal === null || decided?.lapsed !== true || decided.proposal.id !== proposal.id) return null;
  const hear = whoHears(milestone, directory.officers, today).filter((id) => id !== reader);
  return { what: proposedInWords(proposal, directory.nameOf), ...toldNames(hear, directory) };
}

export async function viewOf(ports: Ports, found: Shown, reader: OfficerId): Promise<MilestoneView> {
  const facts = await readFacts(ports, found, reader);
  return milestoneView(found.stored.milestone, found.stored.rev, facts);
}

async function readFacts(ports: Ports, { stored, outline, area }: Shown, reader: OfficerId): Promise<ViewFacts> {
  const directory = await readDirectory(ports.people);
  const { milestone } = stored;
  const around = await readAround(ports, milestone);
  return factsOf(ports, directory, { plan: outline.plan, milestone, area }, around, reader);
}
