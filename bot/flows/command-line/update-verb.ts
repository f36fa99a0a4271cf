import { entryNamed, entryOfClass, declarable, wordsOfKey, type KeyEntry } from '../../domain/key.js';
import { checkOn } from '../../domain/check.js';
import type { Accountable } from '../../domain/asked-of.js';
import type { CivilDate } from '../../domain/dates.js';
import { isTheirOwn, leadsOf } from '../../domain/escalation.js';
import { present } from '../../domain/people.js';
import type { SaidOfSource } from '../../domain/on-behalf.js';
import type { Milestone, Outcome, State } from '../../domain/plan.js';
import { KEY } from '../../domain/policy.js';
import { awaitsDischarge } from '../../domain/proposals.js';
import { declaredOn, gradeOn, ratingOn } from '../../domain/rating.js';
import { standingOn } from '../../domain/standing.js';
import { yearOver } from '../../domain/year-over.js';
import { asInputs } from '../../domain/update.js';
import type { UpdateInputs } from '../../domain/views.js';
import { recordAct } from '../audit.js';
import { readDirectory } from '../directory.js';
import type { Officer, PlanContents, StoredMilestone } from '../ports.js';
import { recordUpdate, type Recorded, type Submission } from '../record-update.js';
import { todayOf } from '../today.js';
import { readWaitedFor } from '../waited-for.js';
import { CommandError, namedOfficer, type Answer, type CommandPorts, type Common } from './answer.js';
import { asOnForm, faultsInWords } from './field-options.js';
import { onBehalfOf } from './on-behalf-words.js';
import { storedOf } from './orders.js';
import { planOf } from './plan-verbs.js';

export interface UpdateWords {
  readonly plan: string;
  readonly ref: string;
  readonly by: string;
  /** A word, letter or id of the plan's key, or the name of a class. */
  readonly rating: string | null;
  readonly state: State | null;
  /** Of a delivery: whether it achieved what it was for. */
  readonly outcome: Outcome | null;
  readonly inputs: UpdateInputs;
  /** Where it came from, as typed, when somebody else enters it and is to be named beside it; else null. */
  readonly from: SaidOfSource | null;
}

/** Records an answer that came by another way, in the name of the officer who gave it. */
export async function updateVerb(ports: CommandPorts, common: Common, words: UpdateWords): Promise<Answer> {
  const contents = await planOf(ports, words.plan);
  const stored = storedOf(contents, words.ref);
  const officer = await namedOfficer(ports, words.by);
  const entry = ratingMeant(ports, common.asAt, contents, stored.milestone, words);
  mustAgree(words, entry);
  await mustBeTheirs(ports, contents, stored, officer, words);
  const { plan, state } = words;
  const { ref } = stored.milestone;
  const submission: Submission = {
    plan,
    ref,
    by: { kind: 'officer', id: officer.id },
    rev: null,
    rating: entry.id,
    inputs: inputsOf(contents, stored.milestone, entry, words, common.asAt),
    enteredBy: common.by,
    ...(await onBehalfOf(ports, common, contents, officer, words.from)),
    ...(state !== null && { state }),
  };
  const recorded = await recordUpdate(ports, submission, common.asAt);
  const refused = recorded.kind === 'saved' ? null : recorded.kind;
  await recordAct(ports, common.by, 'update entered', `${plan} ${ref} for ${officer.id}`, refused);
  return answerRecorded(ports, common, recorded, officer.name);
}

function inputsOf(
  { plan: { bodies } }: PlanContents,
  milestone: Milestone,
  entry: KeyEntry,
  words: UpdateWords,
  asAt: CivilDate,
): UpdateInputs {
  const { inputs, outcome } = words;
  const typed = { ...known(milestone, entry, words, asAt), ...inputs, ...(outcome !== null && { outcome }) };
  return asOnForm(typed, { ref: milestone.ref, milestones: [], bodies });
}

/** The entry of the plan's key that is meant; without a word, the one that was declared last. */
function ratingMeant(
  ports: CommandPorts,
  asAt: CivilDate,
  { plan }: PlanContents,
  milestone: Milestone,
  words: UpdateWords,
): KeyEntry {
  const { update } = milestone;
  if (words.rating === null && (isDelivered(words.state) || words.outcome !== null)) {
    return entryOfClass(declarable(plan.key), 'complete');
  }
  const lapsed = update?.rating === 'green' && declaredOn(milestone, ports.calendar, asAt) === 'none';
  const unrated = update === null || update.grade === KEY.none.id || lapsed;
  // A state alone says nothing of how it is going: what was said stands, and a closed one needs no rating.
  if (words.rating === null && words.state !== null && (unrated || DECIDED.includes(words.state))) return KEY.none;
  if (words.rating === null && unrated) {
    throw new CommandError('rating', `Nobody has rated ${milestone.ref} of late. Give --rating.`, 2);
  }
  const entry = entryNamed(plan.key, words.rating ?? update?.grade ?? '');
  if (entry !== undefined) return entry;
  throw new CommandError(
    'rating',
    `“${words.rating ?? ''}” is no rating of this plan. Give ${wordsOfKey(plan.key)}.`,
    2,
  );
}

function mustAgree({ state, outcome }: UpdateWords, { word, rating }: KeyEntry): void {
  const complete = rating === 'complete';
  if (state !== null && isDelivered(state) !== complete) {
    const both = `the state “${state}” and the rating ${word}`;
    throw new CommandError('state', `A delivered one is complete, and only that is: ${both} contradict each other.`, 2);
  }
  if (outcome === null || complete) return;
  throw new CommandError('outcome', `Only what is complete has an outcome: leave out --outcome, or ${word}.`, 2);
}

/**
 * What was said already need not be said again to set a state, to confirm evidence or to tell an outcome; but for dates
 * that have passed, and evidence that was only promised where it is confirmed.
 */
function known({ update }: Milestone, entry: KeyEntry, words: UpdateWords, asAt: CivilDate): UpdateInputs {
  const { state, outcome, rating } = words;
  const same = update !== null && update.rating === entry.rating && (entry.rating === 'complete' || rating === null);
  if (!same || (state === null && outcome === null)) return {};
  const promised = state === 'evidenced' ? ['evidenceDue'] : [];
  const kept = Object.entries(asInputs(update)).filter(
    ([field, text]) => !promised.includes(field) && (!AHEAD.includes(field) || text >= asAt),
  );
  return Object.fromEntries(kept);
}

/** Dates that lie ahead when they are given. */
const AHEAD: readonly string[] = ['recovery', 'forecast', 'nextStepBy', 'evidenceDue'];

function isDelivered(state: State | null): boolean {
  return state === 'delivered' || state === 'evidenced';
}

/** States that a head of service or the plan's owner decides, and nobody about their own (RULES 5). */
const DECIDED: readonly State[] = ['evidenced', 'withdrawn', 'superseded', 'business-as-usual', 'carried-over'];

async function mustBeTheirs(
  ports: CommandPorts,
  { plan, areas }: PlanContents,
  { milestone }: StoredMilestone,
  officer: Officer,
  { state, outcome }: UpdateWords,
): Promise<void> {
  const one = { milestone, area: areas.find(({ code }) => code === milestone.area), plan };
  const today = todayOf(ports);
  if (state === 'evidenced') await mustConfirm(ports, one, officer, today);
  if (state !== null && DECIDED.includes(state)) await mustDecide(ports, one, officer, state, today);
  if (outcome === 'not-achieved') await mustDecide(ports, one, officer, 'complete, outcome not achieved', today);
}

/** The same people who decide about a proposal, and about nothing of their own (`decide.ts`). */
async function mustDecide(
  { people }: CommandPorts,
  one: Accountable,
  { id, name }: Officer,
  what: string,
  today: CivilDate,
): Promise<void> {
  const { officers } = await readDirectory(people);
  const { milestone } = one;
  const near = standingOn(id, one, officers, today);
  if ((near === 'head' || near === 'owner') && !isTheirOwn(id, milestone, officers, today)) return;
  const who =
    'Only the head of service of the area or the plan owner decide that, and not about what they lead or proposed';
  throw new CommandError('not-theirs', `${who}: ${name} cannot set ${milestone.ref} to ${what}.`);
}

/** Evidence is confirmed by someone who is neither lead, co-lead nor deputy for it, standing in or not (RULES 4). */
async function mustConfirm(
  { people }: CommandPorts,
  { milestone }: Accountable,
  { id, name }: Officer,
  today: CivilDate,
): Promise<void> {
  const { officers } = await readDirectory(people);
  const leads = [...leadsOf(milestone, officers, today)];
  const deputies = leads.flatMap((lead) => officers.get(lead)?.deputy ?? []);
  if (!present(officers, [...leads, ...deputies]).includes(id)) return;
  const who = 'Evidence is confirmed by somebody who neither leads it nor stands in for its lead';
  throw new CommandError('not-theirs', `${who}: ${name} cannot confirm that of ${milestone.ref}.`);
}

async function answerRecorded(ports: CommandPorts, common: Common, recorded: Recorded, name: string): Promise<Answer> {
  switch (recorded.kind) {
    case 'saved': {
      const { stored, outline } = recorded.found;
      const { plan } = outline;
      const { ref } = stored.milestone;
      const others = await readWaitedFor(ports, stored.milestone);
      const facts = [ports.calendar, common.asAt, others] as const;
      const rating = ratingOn(stored.milestone, plan.preset, ...facts);
      const { word } = gradeOn(stored.milestone, plan, ...facts);
      const check = checkOn(stored.milestone, ...facts);
      const dates = entryOfClass(plan.key, check.rating).word;
      return {
        json: { asAt: common.asAt, ref, rev: stored.rev, rating, ratingLabel: word, check },
        lines: [
          `${ref} is ${word}. The dates say ${dates}: ${check.because}.`,
          ...(awaitsDischarge(stored.milestone) ? ['It is complete when its board has discharged it.'] : []),
        ],
      };
    }
    case 'invalid':
      throw new CommandError('invalid', faultsInWords(recorded.errors, recorded.found.outline.plan.bodies));
    case 'not-offered':
      throw new CommandError('not-offered', recorded.why);
    case 'refused':
      throw new CommandError(
        'not-theirs',
        `${name} neither leads ${recorded.found.stored.milestone.ref} nor is accountable for it.`,
      );
    case 'not-for-them':
      throw new CommandError(
        'not-for-them',
        `Who enters it may not do so for ${name}: an admin, the head of service of the area, the plan owner or a supporter of theirs can.`,
      );
    case 'closed': {
      const { ref, state } = recorded.found.stored.milestone;
      const over = yearOver(recorded.found.outline.plan);
      if (over !== null) throw new CommandError(over.code, over.message);
      const paused = `${ref} is paused. Give --state in-progress as well when it goes on.`;
      throw new CommandError('closed', state === 'paused' ? paused : `${ref} is ${state} and takes no more updates.`);
    }
    case 'conflict':
      throw new CommandError(
        'changed-meanwhile',
        'by' in recorded.conflict
          ? `${recorded.conflict.by} answered at the same moment. Look again, then say it again.`
          : 'It was changed at the same moment. Look again, then say it again.',
      );
    case 'gone':
      throw new CommandError('no-such-ref', 'It is no longer in the plan.');
  }
}
