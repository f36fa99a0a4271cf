import { inWords, type CivilDate } from '../../domain/dates.js';
import { decidersOf } from '../../domain/escalation.js';
import type { Milestone, Ref, State } from '../../domain/plan.js';
import { movableDate, proposedInWords } from '../../domain/proposals.js';
import { defer, endDeferral } from '../defer.js';
import { readDirectory } from '../directory.js';
import { propose, type ProposalOrder } from '../propose.js';
import { CommandError, type Answer, type CommandPorts, type Common } from './answer.js';
import { actorJson, proposalJson } from './decision-json.js';
import { jsonOf, orderOf, storedOf, warningLines, wellDone, type AboutWords } from './orders.js';
import { planOf } from './plan-verbs.js';

export interface ProposeWords extends AboutWords {
  readonly date: CivilDate | null;
  readonly state: State | null;
  /** Refs, separated by commas or semicolons. */
  readonly replacedBy: string | null;
  readonly reason: string;
}

/** Proposes a new date or an end, in the name of the officer who wants it. */
export async function proposeVerb(ports: CommandPorts, common: Common, words: ProposeWords): Promise<Answer> {
  const order = await orderOf(ports, common, words);
  const proposed = await proposedIn(ports, words);
  const done = wellDone(await propose(ports, { ...order, proposed, reason: words.reason }, common.asAt));
  const { stored } = done.found;
  const { nameOf, officers } = await readDirectory(ports.people);
  const { area, outline } = done.found;
  const about = { milestone: stored.milestone, area, plan: outline.plan };
  const deciders = decidersOf(about, officers, common.asAt);
  return {
    json: {
      ...jsonOf(common, done),
      proposal: proposalJson(stored.milestone, nameOf),
      approvers: deciders.map((id) => ({ id, name: nameOf(id) })),
    },
    lines: [...proposedLines(stored.milestone, deciders.map(nameOf)), ...warningLines(done)],
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
  { plan, date, state, replacedBy }: ProposeWords,
): Promise<ProposalOrder['proposed']> {
  if (date !== null && replacedBy !== null) {
    throw new CommandError('usage', '--replaced-by goes with --state superseded.', 2);
  }
  if (date !== null && state === null) return { date };
  if (date === null && state !== null) return { state, replacedBy: await refsOf(ports, plan, replacedBy) };
  throw new CommandError('usage', 'Give the new date with --date, or the end with --state: one of them.', 2);
}

/** The refs of a plan that a text names. */
async function refsOf(ports: CommandPorts, plan: string, text: string | null): Promise<readonly Ref[]> {
  if (text === null) return [];
  const contents = await planOf(ports, plan);
  const named = text.split(/[;,]/).map((one) => one.trim());
  return named.filter((one) => one !== '').map((one) => storedOf(contents, one).milestone.ref);
}

function proposedLines(milestone: Milestone, deciders: readonly string[]): string[] {
  const { ref, proposal, due } = milestone;
  if (proposal === null) return [`Nothing waits for a decision about ${ref} any more.`];
  const who =
    deciders.length === 0
      ? 'Nobody may decide that yet: name a head of service or a plan owner with: heads'
      : `${deciders.join(' or ')} will be asked to decide`;
  const dated = movableDate(milestone) === null ? 'it has no date' : `“${due.text}” counts`;
  const meanwhile = `Until then ${proposal.date === null ? 'it stays open' : dated}, and its leads are not chased`;
  return [`${ref}: proposed ${proposedInWords(proposal)}. ${who}. ${meanwhile}.`];
}
