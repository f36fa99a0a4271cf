import { askedFor, type ApprovalFacts } from '../domain/approval-view.js';
import type { ApprovalDone } from '../domain/approval-views.js';
import { inWords } from '../domain/dates.js';
import type { Milestone, OfficerId } from '../domain/plan.js';
import { proposedInWords } from '../domain/proposals.js';
import { whoHears } from '../domain/told-asks.js';
import type { Changed } from './change-milestone.js';
import { readDirectory, type Directory } from './directory.js';
import type { Ports } from './ports.js';
import { toldNames } from './told-names.js';

type Done = Extract<Changed, { kind: 'done' }>;

/** What a decision came to, for who took it; the same again where it was delivered twice. */
export async function decidedView(
  ports: Ports,
  { found, before, after }: Done,
  accepted: boolean,
  reader: OfficerId,
): Promise<ApprovalDone> {
  const directory = await readDirectory(ports.people);
  const { milestone } = found.stored;
  const { ref, text, proposal } = before;
  // Without a proposal before it, it was none of this: nothing is claimed.
  if (proposal === null) return { ref, text, outcome: { kind: 'nothing', why: '' }, told: [] };
  const { nameOf } = directory;
  const { calendar } = ports;
  const facts: ApprovalFacts = { plan: found.outline.plan, calendar, today: found.today, nameOf, reader, inPlan: [] };
  const asked = askedFor(before, proposal, facts);
  const evidenceDue = proposal.evidence === true ? milestone.evidenceDue : null;
  const outcome = accepted
    ? ({ kind: 'accepted', asked } as const)
    : ({ kind: 'refused', asked, evidenceDue } as const);
  const hear = whoHears(after, directory.officers, found.today).filter((id) => id !== reader);
  return { ref, text, outcome, ...toldNames(hear, directory) };
}

/** What a question came to. */
export async function askedView(ports: Ports, { before }: Done): Promise<ApprovalDone> {
  const { nameOf } = await readDirectory(ports.people);
  const { ref, text, proposal } = before;
  const of = proposal?.by.kind === 'officer' ? nameOf(proposal.by.id) : 'its leads';
  return { ref, text, outcome: { kind: 'question', of }, told: [] };
}

/** Why it was not done, to who wanted to: in their own person, and with what became of it meanwhile. */
export async function whyNotDone(
  ports: Ports,
  { found, refusal }: Extract<Changed, { kind: 'refused' }>,
): Promise<string> {
  switch (refusal.code) {
    case 'their-own':
      return 'You lead it, proposed this or entered it for somebody, and nobody decides about their own.';
    case 'not-theirs':
      return 'Only the head of service of its area and the plan owner decide that. You are neither at present.';
    case 'changed-meanwhile':
    case 'nothing-waits':
      return meanwhile(found.stored.milestone, await readDirectory(ports.people));
    default:
      return refusal.message;
  }
}

function meanwhile({ proposal, decided }: Milestone, { nameOf }: Directory): string {
  if (proposal !== null) return 'What waits has changed since this card was made: it is shown below as it is now.';
  if (decided === null) return 'Nothing waits for a decision about it any more.';
  const { accepted, lapsed, by, on } = decided;
  const who = by.kind === 'officer' ? nameOf(by.id) : 'An administrator';
  const what = proposedInWords(decided.proposal, nameOf);
  if (lapsed === true) return `${who} said on ${inWords(on)} that it is complete. Nothing waits for you there.`;
  return `${who} ${accepted ? 'agreed to' : 'refused'} ${what} on ${inWords(on)}. Nothing waits for you there.`;
}
