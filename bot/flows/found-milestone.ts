/** A milestone with what is around it, and who stands how to it. */
import type { CivilDate } from '../domain/dates.js';
import { type Actor, type Area } from '../domain/plan.js';
import { leadsToAsk, type Accountable } from '../domain/asked-of.js';
import type { Known } from '../domain/people.js';
import { type Standing } from '../domain/rights.js';
import { speaksFor, standingOn } from '../domain/standing.js';
import { type Circumstances } from '../domain/answer.js';
import { readDirectory } from './directory.js';
import type { PlanOutline, Ports, StoredMilestone } from './ports.js';
import { todayOf } from './today.js';

/** A milestone with its plan, as read in this turn: what may be built on. */
export interface Found extends Shown {
  readonly stored: StoredMilestone;
}

/** As much of it as is shown. */
export interface Shown {
  readonly stored: Pick<StoredMilestone, 'milestone' | 'rev'>;
  readonly outline: PlanOutline;
  readonly area: Area | undefined;
  /** Everybody, and the day on which they stand to it. */
  readonly people: Known;
  readonly today: CivilDate;
}

/** Reads a milestone with its plan; null when either is not there. */
export async function findMilestone(
  ports: Pick<Ports, 'plans' | 'people' | 'clock' | 'zone'>,
  plan: string,
  ref: string,
): Promise<Found | null> {
  const outline = await ports.plans.outline(plan);
  const stored = outline === null ? null : await ports.plans.milestone(plan, ref);
  if (outline === null || stored === null) return null;
  const area = outline.areas.find((one) => one.code === stored.milestone.area);
  const { officers: people } = await readDirectory(ports.people);
  return { stored, outline, area, people, today: todayOf(ports) };
}

/** What an actor is to a milestone now: rights are read from the tables at the moment of acting. */
export function standing(by: Actor, found: Found): Standing {
  return by.kind === 'officer' ? standingOn(by.id, accountable(found), found.people, found.today) : 'admin';
}

/** Whose answer an officer's is, and who of a group has to answer before the milestone counts as answered (RULES 2). */
export function answering(by: Actor, found: Found): Pick<Circumstances, 'speaksFor' | 'each'> {
  const { stored, people, today } = found;
  const each = leadsToAsk(stored.milestone, people, today).awaited;
  return by.kind === 'officer' ? { each, speaksFor: speaksFor(by.id, accountable(found), people, today) } : { each };
}

/** The milestone with what says who is accountable for it. */
export function accountable({ stored, area, outline }: Found): Accountable {
  return { milestone: stored.milestone, area, plan: outline.plan };
}
