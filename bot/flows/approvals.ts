import { approvalView, compareApprovals, type ApprovalFacts } from '../domain/approval-view.js';
import type { ApprovalsView, ApprovalView } from '../domain/approval-views.js';
import { personsOf } from '../domain/people.js';
import type { Milestone, OfficerId } from '../domain/plan.js';
import { isRunning } from '../domain/year-over.js';
import { mayDecide, whoIs } from '../domain/standing.js';
import { readDirectory, type Directory } from './directory.js';
import type { PlanContents, PlanOutline, Ports } from './ports.js';
import { todayOf } from './today.js';

/** What comes with the rows: what the press before came to, and what was typed on the card. */
export type ApprovalsGiven = Partial<Omit<ApprovalsView, 'rows'>>;

/** Everything that waits and that a reader may decide, in all plans, whether or not it was put to them. */
export async function approvalsView(
  ports: Ports,
  reader: OfficerId,
  { done = null, typed = {}, error = null }: ApprovalsGiven = {},
): Promise<ApprovalsView> {
  const directory = await readDirectory(ports.people);
  const found: ApprovalView[] = [];
  for (const { id } of (await ports.plans.list()).filter(isRunning)) {
    const outline = await ports.plans.outline(id);
    if (outline === null || !isAccountableIn(directory, outline, reader)) continue;
    const contents = await ports.plans.contents(id);
    if (contents !== null) found.push(...waitingIn(ports, directory, contents, reader));
  }
  return { rows: found.sort(compareApprovals), done, typed, error };
}

/** Nobody else decides anything there (RULES 5): most readers need no plan read. */
function isAccountableIn({ officers }: Directory, { plan, areas }: PlanOutline, reader: OfficerId): boolean {
  const accountable = [...areas.flatMap(({ heads }) => heads), ...(plan.owner === null ? [] : [plan.owner])];
  return personsOf(officers, accountable).includes(reader);
}

function waitingIn(
  ports: Ports,
  { officers, nameOf }: Directory,
  { plan, areas, milestones }: PlanContents,
  reader: OfficerId,
): ApprovalView[] {
  const today = todayOf(ports);
  const inPlan = milestones.map(({ milestone }) => milestone);
  const facts: ApprovalFacts = { plan, calendar: ports.calendar, today, nameOf, reader, inPlan };
  return milestones.flatMap(({ milestone, rev }) => {
    const area = areas.find(({ code }) => code === milestone.area);
    if (milestone.proposal === null) return [];
    const who = whoIs(reader, { milestone, area, plan }, officers, today);
    if (!mayDecide(milestone, who)) return [];
    return [{ ...approvalView(milestone, milestone.proposal, rev, facts), row: rowOf(ports, milestone) }];
  });
}

/**
 * Names the boxes of a row by what they are about, never by its place or its neighbours: what was typed there is found
 * again on the next card, whatever was decided in between, and beside nothing else.
 */
function rowOf({ hash }: Ports, { plan, ref }: Milestone): string {
  return hash(JSON.stringify([plan, ref])).slice(0, 16);
}
