import { approvedDate, type Milestone } from '../../domain/plan.js';
import { inWords, type CivilDate } from '../../domain/dates.js';
import { decidersOf } from '../../domain/escalation.js';
import { workingDaysInWords } from '../../domain/overdue.js';
import { movableDate, proposedInWords } from '../../domain/proposals.js';
import { stateInWords } from '../../domain/state-words.js';
import { workingDaysAfter } from '../../domain/working-days.js';
import { openQuestion } from '../answer-question.js';
import { planAsAt, type PlanAsAt } from '../as-at.js';
import type { Changed } from '../change-milestone.js';
import { decideProposal } from '../decide.js';
import { readDirectory, readDirectoryAsAt, type Directory } from '../directory.js';
import { CommandError, table, type Answer, type CommandPorts, type Common } from './answer.js';
import { closureJson, movesJson, proposalJson } from './decision-json.js';
import { aheadLines } from './loaded.js';
import { jsonOf, orderOf, wellDone, type AboutWords } from './orders.js';
import { planOf } from './plan-verbs.js';

/** What waits for an approval as at a day, the longest first: of one plan, or of all. */
export async function approvalsVerb(ports: CommandPorts, common: Common, plan: string | null): Promise<Answer> {
  const ids = plan === null ? (await ports.plans.list()).map(({ id }) => id) : [(await planOf(ports, plan)).plan.id];
  const directory = await readDirectoryAsAt(ports, common.asAt);
  const plans = await Promise.all(ids.map((id) => planAsAt(ports, id, common.asAt)));
  const waiting = plans
    .flatMap((one) => (one === null ? [] : waitingIn(ports, common, directory, one)))
    .sort((a, b) => (a.since < b.since ? -1 : 1));
  const rows = waiting.map(({ plan: id, ref, what, reason, by, waitingDays, approvers }) => [
    ...(ids.length > 1 ? [id] : []),
    ref,
    reason === '' ? what : `${what}: ${reason}`,
    `by ${by}`,
    waitingDays === 0 ? 'new today' : `waiting ${workingDaysInWords(waitingDays)}`,
    approvers.length === 0 ? 'nobody may decide it yet' : `for ${approvers.map(({ name }) => name).join(' or ')}`,
  ]);
  return {
    json: { asAt: common.asAt, approvals: waiting.map(({ json }) => json) },
    lines: [...aheadLines(ports, common), ...(rows.length === 0 ? ['Nothing waits for an approval.'] : table(rows))],
  };
}

interface Waiting {
  readonly plan: string;
  readonly ref: string;
  readonly what: string;
  readonly reason: string;
  readonly by: string;
  readonly since: CivilDate;
  readonly waitingDays: number;
  readonly approvers: readonly { readonly id: string; readonly name: string }[];
  readonly json: object;
}

function waitingIn(ports: CommandPorts, { asAt }: Common, directory: Directory, asOf: PlanAsAt): Waiting[] {
  const { plan, areas, milestones } = asOf;
  const { nameOf, officers } = directory;
  return milestones.flatMap(({ milestone, rev }): Waiting[] => {
    const { proposal, ref, text } = milestone;
    if (proposal === null) return [];
    const area = areas.find((one) => one.code === milestone.area);
    const approvers = decidersOf({ milestone, area, plan }, officers, asAt).map((id) => ({ id, name: nameOf(id) }));
    const waitingDays = workingDaysAfter(ports.calendar, proposal.on, asAt);
    const by = proposal.by.kind === 'officer' ? nameOf(proposal.by.id) : proposal.by.kind;
    const proposed = proposalJson(milestone, nameOf);
    const json = { plan: plan.id, ref, rev, text, ...proposed, since: proposal.on, waitingDays, approvers };
    const { on: since } = proposal;
    const reason = proposal.evidence === true ? (milestone.update?.evidence ?? '') : proposal.reason;
    const what = `${proposedInWords(proposal, nameOf)}${openQuestion(milestone) === null ? '' : ', a question waits'}`;
    return [{ plan: plan.id, ref, what, reason, by, since, waitingDays, approvers, json }];
  });
}

export interface DecideWords extends AboutWords {
  readonly accept: boolean;
  readonly reason: string | null;
  readonly where: string | null;
  readonly on: CivilDate | null;
}

/** Records who accepted or refused what was proposed; with `where`, that it was decided elsewhere. */
export async function decideVerb(ports: CommandPorts, common: Common, words: DecideWords): Promise<Answer> {
  const { accept, reason, where, on } = words;
  if (where === null && on !== null) {
    throw new CommandError('usage', '--on is the day of a decision taken elsewhere. Say where with --where.', 2);
  }
  if (where !== null && on === null) {
    throw new CommandError('usage', 'Give the day on which it was decided there with --on.', 2);
  }
  const order = await orderOf(ports, common, words);
  const elsewhere = where === null || on === null ? null : { where, on };
  const decided = await decideProposal(ports, { ...order, accept, reason: reason ?? '', elsewhere }, common.asAt);
  const done = wellDone(elsewhere === null ? orElsewhere(decided, common) : decided);
  const directory = await readDirectory(ports.people);
  const { milestone } = done.found.stored;
  return {
    json: {
      ...jsonOf(common, done),
      decision: accept ? 'accepted' : 'refused',
      state: milestone.state,
      baseline: milestone.baseline,
      approved: approvedDate(milestone),
      moves: movesJson(milestone, directory.nameOf),
      closure: closureJson(milestone, directory.nameOf),
    },
    lines: [decidedInWords(milestone, done.before, accept, directory.nameOf)],
  };
}

/** A refusal says how a decision taken elsewhere is recorded. */
function orElsewhere(decided: Changed, { asAt }: Common): Changed {
  if (decided.kind !== 'refused' || decided.refusal.code !== 'not-theirs') return decided;
  const how = `If it was decided elsewhere, record where and when: --where "Improvement Board" --on ${asAt}`;
  return { ...decided, refusal: { ...decided.refusal, message: `${decided.refusal.message} ${how}` } };
}

function decidedInWords(milestone: Milestone, before: Milestone, accept: boolean, nameOf: Directory['nameOf']): string {
  const { ref, evidenceDue } = milestone;
  const { proposal } = before;
  const what = proposal === null ? 'it' : proposedInWords(proposal, nameOf);
  if (accept) return acceptedInWords(milestone, before, nameOf);
  const then =
    proposal?.evidence === true && evidenceDue !== null ? `It is due again by ${inWords(evidenceDue)}` : null;
  return `${ref}: not accepted, ${what}. ${then ?? 'Everything stays as it was'}, and its leads are told why.`;
}

function acceptedInWords(milestone: Milestone, before: Milestone, nameOf: Directory['nameOf']): string {
  const { ref, due, state } = milestone;
  const { date = null, evidence, handover } = before.proposal ?? {};
  if (evidence === true) return `${ref}: its evidence is confirmed. It counts as complete.`;
  if (handover !== undefined) {
    const [to, from] = [nameOf(handover.to), nameOf(handover.from)];
    return `${ref} is led by ${to} now, in place of ${from}. Nothing due before today is asked of ${to}.`;
  }
  if (date === null && state === 'evidenced') {
    return `${ref} is discharged: “${milestone.decided?.where ?? 'its board'}” has decided so. It counts as complete.`;
  }
  if (date === null) return `${ref} is closed as ${stateInWords(state)}. Nobody is asked about it now.`;
  const from = movableDate(before);
  return `${ref} is now due “${due.text}”${from === null ? '' : `, moved from ${inWords(from)}`}.`;
}
