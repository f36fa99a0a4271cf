import { boardCalled, lastMeeting, type Board } from '../domain/boards.js';
import { inWords, type CivilDate } from '../domain/dates.js';
import { isTheirOwn } from '../domain/escalation.js';
import { decide } from '../domain/decide.js';
import type { Actor, Milestone } from '../domain/plan.js';
import { awaitsDischarge, movableDate } from '../domain/proposals.js';
import { LONGEST_REASON, type Refusal } from '../domain/reasons.js';
import type { Named } from '../domain/rights.js';
import { mayDecide } from '../domain/standing.js';
import { asTyped } from '../domain/plain-text.js';
import { changeMilestone, type Changed, type Order } from './change-milestone.js';
import { readDirectory, type Directory } from './directory.js';
import type { Ports } from './ports.js';
import type { Found } from './found-milestone.js';
import { todayOf } from './today.js';
import { ringWhereWaitedFor } from './waited-for.js';
import { whoWants } from './who-wants.js';

export interface DecisionOrder extends Order {
  readonly accept: boolean;
  /** Needed to refuse; may be empty otherwise. */
  readonly reason: string;
  /** Set when it was decided elsewhere and is only recorded: where, and on which day. */
  readonly elsewhere: { readonly where: string; readonly on: CivilDate } | null;
}

/**
 * Accepts or refuses what waits for an approval: a head of service of the area or the plan owner, never about their own
 * (RULES 5). What was decided elsewhere is recorded under the name of who decided it: by an administrator whoever that
 * was, and by anybody where who decided it may. Never by somebody whose own it is.
 */
export async function decideProposal(ports: Ports, order: DecisionOrder, today = todayOf(ports)): Promise<Changed> {
  const directory = await readDirectory(ports.people);
  const { boards } = await ports.diary.read();
  const { accept, by, elsewhere } = order;
  const reason = asTyped(order.reason);
  const where = elsewhere === null ? null : asTyped(elsewhere.where);
  const changed = await changeMilestone(ports, order, {
    name: accept ? 'proposal accepted' : 'proposal refused',
    words: [reason, where, elsewhere?.on ?? null],
    restsOn: whatWaits,
    forbids: (found) => mayNotDecide(order, found, directory),
    apply: ({ stored: { milestone } }, on) => {
      const wrong =
        (elsewhere && wrongElsewhere(elsewhere, today)) ?? (accept ? goneSince(milestone, directory) : null);
      if (wrong !== null) return wrong;
      const met = elsewhere === null && accept ? dischargeAt(milestone, boards, today) : null;
      if (met !== null && 'code' in met) return met;
      const place = { on: elsewhere?.on ?? met?.on ?? on, where: where ?? met?.where ?? null };
      return decide(milestone, { accept, reason, by, ...place, enteredOn: on }, ports.calendar);
    },
  });
  if (changed.kind === 'done' && movableDate(changed.before) !== movableDate(changed.after)) {
    await ringWhereWaitedFor(ports, order.plan, changed.after.ref);
  }
  return changed;
}

/** For the history: where and when, and what was said of it. */
/**
 * What a decision, or a question, is about: what waits, and what it would change. Not the revision: what was said of the
 * milestone since, or answered, is no matter. Of evidence the words are part of it.
 */
export function whatWaits({ proposal, due, update }: Milestone): unknown {
  return [proposal?.id, due, proposal?.evidence === true ? update : null];
}

/**
 * Why somebody may not decide it, or ask about it; null when they may. Neither who decides, nor who enters it for them,
 * may be a lead of it or its proposer.
 */
export function mayNotDecide(
  { by, enteredBy, elsewhere }: Pick<DecisionOrder, 'by' | 'enteredBy' | 'elsewhere'>,
  found: Found,
  { nameOf }: Directory,
): Refusal | null {
  const { stored, people, today } = found;
  const { ref } = stored.milestone;
  const hands = enteredBy?.kind === 'officer' ? [by.id, enteredBy.id] : [by.id];
  const own = hands.find((one) => isTheirOwn(one, stored.milestone, people, today));
  if (own !== undefined) {
    const message = `${nameOf(own)} leads ${ref} or proposed this, and nobody decides about their own.`;
    return { code: 'their-own', message };
  }
  // Whoever could decide it themselves may record it as well.
  if (decides(by, found) || (elsewhere !== null && decides(enteredBy ?? by, found, 'elsewhere'))) return null;
  const message = `Only the head of service of the area or the plan owner may decide that, not ${nameOf(by.id)}.`;
  if (elsewhere === null || stored.milestone.proposal?.evidence === true) return { code: 'not-theirs', message };
  return { code: 'not-theirs', message: `${message} Who else decided it elsewhere is for an administrator to record.` };
}

/**
 * What a board discharges was decided at its last meeting since it was said to be done: that is what whoever approves it
 * records. Null of all else; a refusal where the board has not met since.
 */
function dischargeAt(
  milestone: Milestone,
  boards: readonly Board[],
  today: CivilDate,
): { readonly where: string; readonly on: CivilDate } | Refusal | null {
  const { due, proposal } = milestone;
  if (!awaitsDischarge(milestone) || due.kind !== 'meeting' || proposal === null) return null;
  const on = lastMeeting(boardCalled(boards, due.board), today);
  if (on !== null && on >= proposal.on) return { where: due.board, on };
  const next = due.on === null ? '' : ` It meets next on ${inWords(due.on)}.`;
  const message = `${due.board} discharges ${milestone.ref}, and has not met since it was said to be done on ${inWords(proposal.on)}.${next} Record its decision after that.`;
  return { code: 'not-met', message };
}

/** Who was to take it over has left, or is not asked here any more. */
function goneSince({ proposal }: Milestone, { officers, nameOf }: Directory): Refusal | null {
  const to = proposal?.handover?.to;
  if (to === undefined || officers.get(to)?.outside == null) return null;
  const message = `${nameOf(to)} has left or is of another organisation by now. Refuse it, so that somebody else is named.`;
  return { code: 'has-left', message };
}

function decides(by: Actor, found: Found, named?: Named): boolean {
  return mayDecide(found.stored.milestone, whoWants(by, found, named));
}

function wrongElsewhere({ where, on }: { readonly where: string; readonly on: CivilDate }, today: CivilDate) {
  const length = asTyped(where).length;
  if (length === 0 || length > LONGEST_REASON) {
    return { code: 'where', message: `Say where it was decided, in at most ${String(LONGEST_REASON)} characters.` };
  }
  return on > today ? { code: 'not-yet', message: `${inWords(on)} has not come: nothing was decided then.` } : null;
}
