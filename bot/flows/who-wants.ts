import type { Accountable } from '../domain/asked-of.js';
import type { Actor } from '../domain/plan.js';
import type { Named, Who } from '../domain/rights.js';
import { whoIs } from '../domain/standing.js';
import type { Found } from './found-milestone.js';

/**
 * What an actor is to a milestone now: rights are read from the tables at the moment of acting. Whoever is at the command
 * line without saying who they are is an admin.
 */
export function whoWants(by: Actor, { stored, area, outline, people, today }: Found, named?: Named): Who {
  const one: Accountable = { milestone: stored.milestone, area, plan: outline.plan };
  return by.kind === 'officer' ? whoIs(by.id, one, people, today, named) : { standings: ['admin'], named };
}
