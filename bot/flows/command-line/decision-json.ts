import { movableDate } from '../../domain/proposals.js';
import type { Actor, Milestone, OfficerId, Proposal } from '../../domain/plan.js';
import type { OnBehalf } from '../../domain/said.js';
import type { NameOf } from './answer.js';

/** Who said something, for programs. */
export function actorJson(actor: Actor, nameOf: NameOf): { readonly id: string | null; readonly name: string } {
  return actor.kind === 'officer' ? { id: actor.id, name: nameOf(actor.id) } : { id: null, name: actor.kind };
}

/** Who entered an answer for another, and where it came from. */
export function behalfJson({ enteredBy, source, on }: OnBehalf, nameOf: NameOf): object {
  return { by: actorJson(enteredBy, nameOf), source, on };
}

/** What waits: `from` is null where there is no date yet. */
export function proposalJson(milestone: Milestone, nameOf: NameOf): object | null {
  const { proposal } = milestone;
  if (proposal === null) return null;
  const { id, date, state, replacedBy = [], evidence = false, because = null, reason, by, on } = proposal;
  const from = date === null ? null : movableDate(milestone);
  const named = (officer: OfficerId): object => ({ id: officer, name: nameOf(officer) });
  const handover = proposal.handover && { from: named(proposal.handover.from), to: named(proposal.handover.to) };
  const what = { date, from, state, replacedBy, evidence, handover: handover ?? null };
  return { id, ...what, because, reason, by: actorJson(by, nameOf), on, questions: questionsJson(proposal, nameOf) };
}

/** What was asked about it, oldest first, with the answers that came. */
function questionsJson({ questions = [] }: Proposal, nameOf: NameOf): readonly object[] {
  return questions.map(({ id, by, on, text, answer }) => {
    const answered = answer && { by: actorJson(answer.by, nameOf), on: answer.on, text: answer.text };
    return { id, by: actorJson(by, nameOf), on, text, answer: answered };
  });
}

/** How it was closed; null while it is not, and where a state was set without a proposal. */
export function closureJson({ closure }: Milestone, nameOf: NameOf): object | null {
  if (closure === null) return null;
  const { proposedBy, approvedBy } = closure;
  return { ...closure, proposedBy: actorJson(proposedBy, nameOf), approvedBy: actorJson(approvedBy, nameOf) };
}

/** Every date that was moved, oldest first. */
export function movesJson({ moves }: Milestone, nameOf: NameOf): readonly object[] {
  return moves.map(({ from, to, reason, on, approvedBy, was = null, where = null }) => ({
    from,
    to,
    was,
    reason,
    on,
    approvedBy: approvedBy && actorJson(approvedBy, nameOf),
    where,
  }));
}
