import { resolveMeeting, type Board } from '../domain/boards.js';
import { addDays, type CivilDate } from '../domain/dates.js';
import {
  approvedDate,
  isClosed,
  isComplete,
  type Actor,
  type Milestone,
  type PlanId,
  type Ref,
} from '../domain/plan.js';
import { isRunning } from '../domain/year-over.js';
import { reasonOf } from './fault.js';
import { commitMilestones, inTransactions, type MilestoneChange } from './commit-milestones.js';
import type { Ports } from './ports.js';
import { ringFor } from './ring.js';
import { todayOf } from './today.js';

/** A milestone whose meeting became known, moved, or is no more. */
export interface Followed {
  readonly plan: PlanId;
  readonly ref: Ref;
  /** What the plan calls the board. */
  readonly board: string;
  /** The day of the meeting before, and now; null while the calendar has none. */
  readonly from: CivilDate | null;
  readonly to: CivilDate | null;
}

const TRIES = 5;

/**
 * Brings the milestones that wait for a meeting in line with the calendar of their board. That is no slip: the list of
 * moved dates stays as it is (RULES 1). Harmless to repeat. A plan that fails stops no other, and is thrown in the end.
 */
export async function followMeetings(ports: Ports, by: Actor): Promise<readonly Followed[]> {
  const { boards } = await ports.diary.read();
  const followed: Followed[] = [];
  const failures: unknown[] = [];
  for (const id of await ports.plans.ids()) {
    try {
      followed.push(...(await followIn(ports, id, boards, by)));
    } catch (error) {
      ports.log.error('plan-not-followed', { plan: id, reason: reasonOf(error) });
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return followed;
}

/** Long enough for a night that failed more than once. */
const SINCE_DAYS = 14;

/**
 * Before anybody is asked: what a board has not discharged at the meeting that was is due at the next one, though the
 * night has not come by. A plan that fails stops nobody's reminders; the night tells of it.
 */
export async function followMet(ports: Ports, today: CivilDate): Promise<void> {
  const boards = await ports.diary.boards();
  const since = addDays(today, -SINCE_DAYS);
  const met = boards.some(({ meetings }) => meetings.some(({ on }) => since <= on && on < today));
  if (!met) return;
  try {
    await followMeetings(ports, { kind: 'operator' });
  } catch (error) {
    ports.log.error('meetings-not-followed', { reason: reasonOf(error) });
  }
}

async function followIn(ports: Ports, plan: PlanId, boards: readonly Board[], by: Actor): Promise<readonly Followed[]> {
  const followed: Followed[] = [];
  for (let tried = 0; tried < TRIES; tried += 1) {
    const contents = await ports.plans.contents(plan);
    const own = contents !== null && isRunning(contents.plan) ? contents.milestones : [];
    const changes = own.flatMap((stored): MilestoneChange[] => {
      const after = inLine(stored.milestone, boards, todayOf(ports));
      if (after === stored.milestone) return [];
      return [{ after, before: stored, inputHash: ports.hash(JSON.stringify(after.due)) }];
    });
    const written = await write(ports, plan, changes, by);
    followed.push(...written.flatMap(followedOf));
    if (written.length === changes.length) return followed;
  }
  throw new Error(`The milestones of plan ${plan} are being changed by somebody else at this moment`);
}

/** The changes that were written: all, or those before one that lost a race. */
async function write(
  ports: Ports,
  plan: PlanId,
  changes: readonly MilestoneChange[],
  by: Actor,
): Promise<readonly MilestoneChange[]> {
  const written: MilestoneChange[] = [];
  for (const why of ['meeting set', 'meeting moved', 'meeting removed']) {
    const alike = changes.filter((change) => whyOf(change) === why);
    for (const part of inTransactions(alike, ({ after }) => after)) {
      const stamp = { at: ports.clock.now(), by, why };
      if ((await commitMilestones(ports, plan, part, stamp, todayOf(ports))) === 'conflict') return written;
      written.push(...part);
      for (const { after } of part) {
        await ringFor(ports.log, () => ports.bells.refresh({ plan, ref: after.ref }));
      }
    }
  }
  return written;
}

/** The milestone with the meeting that the calendar has for it; itself when nothing changes. */
export function inLine(milestone: Milestone, boards: readonly Board[], today: CivilDate): Milestone {
  if (isComplete(milestone) || isClosed(milestone)) return milestone;
  const due = resolveMeeting(milestone.due, boards, today);
  if (due === milestone.due) return milestone;
  // What was proposed came true without a decision: there is nothing left to decide.
  const agreed = milestone.proposal?.date != null && milestone.proposal.date === approvedDate({ ...milestone, due });
  const after = { ...milestone, due, ...(agreed && { proposal: null }) };
  // Another day: its stages come anew, and so does what answers while overdue postpone.
  return approvedDate(after) === approvedDate(milestone) ? after : { ...after, overdueAnswers: [] };
}

function whyOf({ before, after }: MilestoneChange): string {
  if (meetingOf(after) === null) return 'meeting removed';
  return before === null || meetingOf(before.milestone) === null ? 'meeting set' : 'meeting moved';
}

function followedOf({ before, after }: MilestoneChange): readonly Followed[] {
  if (before === null || after.due.kind !== 'meeting') return [];
  const { plan, ref, due } = after;
  return [{ plan, ref, board: due.board, from: meetingOf(before.milestone), to: due.on }];
}

function meetingOf({ due }: Milestone): CivilDate | null {
  return due.kind === 'meeting' ? due.on : null;
}
