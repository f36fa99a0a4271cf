import { inWords, type CivilDate } from '../../domain/dates.js';
import type { Accountable } from '../../domain/asked-of.js';
import { decidersOf, decidesLater } from '../../domain/escalation.js';
import type { Known } from '../../domain/people.js';
import type { Milestone, Proposal, Ref, State } from '../../domain/plan.js';
import { movableDate, proposedInWords } from '../../domain/proposals.js';
import { FORECAST_ONLY, MOVE_REASONS } from '../../domain/policy.js';
import { defer, endDeferral } from '../defer.js';
import { readDirectory } from '../directory.js';
import { proposeHandover } from '../hand-over.js';
import { propose, type ProposalOrder } from '../propose.js';
import { CommandError, type Answer, type CommandPorts, type Common, type NameOf } from './answer.js';
import { actorJson, proposalJson } from './decision-json.js';
import { jsonOf, orderOf, storedOf, warningLines, wellDone, type AboutWords, type Done } from './orders.js';
import { planOf } from './plan-verbs.js';

export interface ProposeWords extends AboutWords {
  readonly date: CivilDate | null;
  readonly state: State | null;
  /** Refs, separated by commas or semicolons. */
  readonly replacedBy: string | null;
  /** Of a new date, the `id` of an entry of `MOVE_REASONS`. */
  readonly because: string | null;
  readonly reason: string;
}

/** Proposes a new date or an end, in the name of the officer who wants it. */
export async function proposeVerb(ports: CommandPorts, common: Common, words: ProposeWords): Promise<Answer> {
  const order = await orderOf(ports, common, words);
  const proposed = await proposedIn(ports, words);
  const changed = await propose(ports, { ...order, proposed, reason: words.reason }, common.asAt);
  return proposedAnswer(ports, common, wellDone(changed));
}

export interface HandoverWords extends AboutWords {
  readonly to: string;
  /** Whose part; null for that of who says it, else of the only lead. */
  readonly from: string | null;
  readonly reason: string;
}

/** Proposes another lead in place of one, in the name of the officer who wants it. */
export async function handOverVerb(ports: CommandPorts, common: Common, words: HandoverWords): Promise<Answer> {
  const order = await orderOf(ports, common, words);
  const { to, from, reason } = words;
  const changed = await proposeHandover(ports, { ...order, to, from, reason }, common.asAt);
  return proposedAnswer(ports, common, wellDone(changed));
}

/** What waits now, and for whom. */
async function proposedAnswer(ports: CommandPorts, common: Common, done: Done): Promise<Answer> {
  const { stored, area, outline } = done.found;
  const { nameOf, officers } = await readDirectory(ports.people);
  const about = { milestone: stored.milestone, area, plan: outline.plan };
  const deciders = decidersOf(about, officers, common.asAt);
  return {
    json: {
      ...jsonOf(common, done),
      proposal: proposalJson(stored.milestone, nameOf),
      approvers: deciders.map((id) => ({ id, name: nameOf(id) })),
    },
    lines: [
      ...proposedLines(stored.milestone, whoIsAsked(about, officers, common.asAt, nameOf), nameOf),
      ...warningLines(done),
    ],
  };
}

export interface DeferWords extends AboutWords {
  readonly until: CivilDate;
  readonly reason: string;
}

/** Puts off asking about a milestone, in the name of the officer who wants it. */
export async function deferVerb(ports: CommandPorts, common: Common, words: DeferWords): Promise<Answer> {
  const order = await orderOf(ports, common, words);
  const { until, reason } = words;
  const done = wellDone(await defer(ports, { ...order, until, reason }, common.asAt));
  const { nameOf } = await readDirectory(ports.people);
  const { ref, deferral } = done.found.stored.milestone;
  const again = done.warning === null ? ' It is asked about again on the first working day after that.' : '';
  return {
    json: {
      ...jsonOf(common, done),
      deferral: deferral && { ...deferral, by: actorJson(deferral.by, nameOf) },
    },
    lines: [`${ref} is deferred until ${inWords(until)}.${again}`, ...warningLines(done)],
  };
}

/** Ends a deferral before its day. */
export async function endDeferralVerb(ports: CommandPorts, common: Common, words: AboutWords): Promise<Answer> {
  const done = wellDone(await endDeferral(ports, await orderOf(ports, common, words), common.asAt));
  const { ref } = done.found.stored.milestone;
  return { json: { ...jsonOf(common, done), deferral: null }, lines: [`${ref} is not deferred any more.`] };
}

/** A new date or an end: exactly one of them is asked for. */
async function proposedIn(
  ports: CommandPorts,
  { plan, date, state, replacedBy, because }: ProposeWords,
): Promise<ProposalOrder['proposed']> {
  if (date !== null && replacedBy !== null) {
    throw new CommandError('usage', '--replaced-by goes with --state superseded.', 2);
  }
  if (date === null && because !== null) throw new CommandError('usage', '--because goes with --date.', 2);
  if (date !== null && state === null) return { date, ...(because !== null && { because }) };
  if (date === null && state !== null) return { state, replacedBy: await refsOf(ports, plan, replacedBy) };
  throw new CommandError('usage', 'Give the new date with --date, or the end with --state: one of them.', 2);
}

/** The `id` of a reason for which an approved date moves. */
export function readBecause(text: string | undefined): string | null {
  const known = MOVE_REASONS.map(({ id }) => id).filter((id) => id !== FORECAST_ONLY);
  if (text === undefined || known.some((id) => id === text)) return text ?? null;
  throw new CommandError('because', `“${text}” is not among the reasons. Give one of: ${known.join(', ')}.`, 2);
}

/** The refs of a plan that a text names. */
async function refsOf(ports: CommandPorts, plan: string, text: string | null): Promise<readonly Ref[]> {
  if (text === null) return [];
  const contents = await planOf(ports, plan);
  const named = text.split(/[;,]/).map((one) => one.trim());
  return named.filter((one) => one !== '').map((one) => storedOf(contents, one).milestone.ref);
}

/** Who is asked to decide, as a sentence without its end. */
function whoIsAsked(about: Accountable, officers: Known, asAt: CivilDate, nameOf: NameOf): string {
  const deciders = decidersOf(about, officers, asAt).map(nameOf);
  if (deciders.length > 0) return `${deciders.join(' or ')} will be asked to decide`;
  const later = decidesLater(about, officers, asAt);
  return later === null
    ? 'Nobody may decide that yet: name a head of service or a plan owner with: heads'
    : `${nameOf(later.officer)} decides, is away until ${inWords(later.until)}, and it waits until then`;
}

function proposedLines(milestone: Milestone, who: string, nameOf: NameOf): string[] {
  const { ref, proposal } = milestone;
  if (proposal === null) return [`Nothing waits for a decision about ${ref} any more.`];
  const meanwhile = `Until then ${untilThen(milestone, proposal, nameOf)}, and its leads are not chased`;
  return [`${ref}: proposed ${proposedInWords(proposal, nameOf)}. ${who}. ${meanwhile}.`];
}

function untilThen(milestone: Milestone, { date, handover }: Proposal, nameOf: NameOf): string {
  if (handover !== undefined) return `${nameOf(handover.from)} leads it`;
  if (date === null) return 'it stays open';
  return movableDate(milestone) === null ? 'it has no date' : `“${milestone.due.text}” counts`;
}
